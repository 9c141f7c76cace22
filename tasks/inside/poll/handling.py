"""What both servers of a poll do with every request: headers, refusals in one sentence, and where a form comes from."""

import secrets
import ssl
from typing import Any
from urllib.parse import urlsplit

from tornado import httpserver, iostream, web

from tasks.inside.poll.room import PAGES, PollRoom, now_s

LARGEST_FORM = 8_000
LARGEST_HEADER = 8_000
"""Bytes of a form that is read, and of a request's headers."""
LARGEST_BODY = 32_000
"""Bytes of a form that is told to be too large; beyond that the connection is cut."""
IDLE_S = 20.0
"""How long a connection may stay open in silence, and how long a form may take to arrive."""
MOST_CONNECTIONS = 1_500
"""Connections at once: 200 phones, each with the few that a browser opens for a page."""
FILE_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    # Nothing to other sites; with no-referrer browsers would not say of a form which page it comes from either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SENTENCES = {
    400: "This could not be read; go back and try once more.",
    403: "This page cannot be opened from there.",
    404: "There is no such page here.",
    413: "That is too much text; nothing was kept.",
    405: "That cannot be done with this page.",
    429: "Too much at once; wait a few seconds, then try again.",
    503: "The poll cannot do this now; wait a moment, then try again.",
}
OUR_FAULT = "Something went wrong on your teacher's computer; what you sent before is kept. Try again."


class Refusal(web.HTTPError):
    """A request that is refused, and the sentence that says why."""

    def __init__(self, status: int, sentence: str = "") -> None:
        super().__init__(status)
        self.sentence = sentence or SENTENCES[status]


class PollHandler(web.RequestHandler):
    """What holds for every page. `room` is the poll; who asks too often is refused before anything is looked at."""

    def initialize(self, room: PollRoom) -> None:
        """Take the poll. (tornado calls this.)"""
        self.room = room

    def set_default_headers(self) -> None:
        """The same for every answer."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse what is too much or comes from elsewhere."""
        self.check_rate()
        if self.request.method == "POST":
            self.check_form()

    def check_rate(self) -> None:
        """Raises Refusal if this address has asked too often."""
        if not self.room.of_address.allows(self.request.remote_ip or "", now_s()):
            raise Refusal(429)

    def check_form(self) -> None:
        """Raises Refusal for a form that is none of this server's pages."""
        if len(self.request.body) > LARGEST_FORM:
            raise Refusal(413)
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != FORM:
            raise Refusal(400)
        origin, site = self.request.headers.get("Origin"), self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if (origin is not None and urlsplit(origin).netloc != self.request.host) or site != "same-origin":
            raise Refusal(403, "This form came from another page, so nothing was kept.")

    def form(self) -> dict[str, str]:
        """The fields of the form, the last of several with one name."""
        return {name: self.get_body_argument(name, "") for name in self.request.body_arguments}

    def send(self, page: bytes, status: int = 200, kind: str = "text/html; charset=utf-8") -> None:
        """Finish with a page."""
        self.set_status(status)
        self.set_header("Content-Type", kind)
        self.finish(page)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One sentence."""
        problem = kwargs.get("exc_info", (None, None, None))[1]
        sentence = problem.sentence if isinstance(problem, Refusal) else SENTENCES.get(status_code, OUR_FAULT)
        self.send(self.room.page("sentence.html", sentence=sentence), status_code)


class Unknown(PollHandler):
    """Every path that there is not."""

    def prepare(self) -> None:
        """Refuse it."""
        self.check_rate()
        raise Refusal(404)


class StaticFile(PollHandler):
    """The style sheet or a script, by its name in the address."""

    def get(self, name: str) -> None:
        """Send it; only names that the server was told reach here."""
        file = PAGES / name
        self.send(file.read_bytes(), kind=FILE_KINDS[file.suffix])


class LimitedServer(httpserver.HTTPServer):
    """A server with an end to everything: bytes, silence, and connections at once."""

    def handle_stream(self, stream: iostream.IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, or drop it if there are too many."""
        if len(self._connections) >= MOST_CONNECTIONS:
            stream.close()
            return
        super().handle_stream(stream, address)


def served(application: web.Application, certificate: ssl.SSLContext | None = None) -> LimitedServer:
    """The server of an application, not listening yet."""
    return LimitedServer(
        application,
        ssl_options=certificate,
        max_body_size=LARGEST_BODY,
        max_buffer_size=LARGEST_HEADER + LARGEST_BODY,
        max_header_size=LARGEST_HEADER,
        idle_connection_timeout=IDLE_S,
        body_timeout=IDLE_S,
    )


def is_same(given: str, expected: str) -> bool:
    """Whether two secrets are one, in a time that tells nothing."""
    return secrets.compare_digest(given.encode(), expected.encode())
