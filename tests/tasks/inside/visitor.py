"""A poll that is served in this process, and somebody who visits it without a browser."""

import asyncio
import http.client
import threading
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass, field

from tornado.testing import bind_unused_port

from ketabrain.engine.classroom.poll.asked import poll_of
from ketabrain.engine.classroom.poll.phones import Phones
from tasks.inside.poll.handling import FORM, served
from tasks.inside.poll.room import PollRoom

HOSTILE = '<img src=x onerror="alert(1)">'
CHOICE = {"lesson": "10", "item": "ambulance", "kind": "prediction", "answer": "Those given the opioid", "sure": "70"}


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """A browser without a window: keeps its cookie and follows where a form leads."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method, path, form=None, **headers):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": cookie,
            **({"Content-Type": FORM} if form else {}),
            **headers,
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            body = urllib.parse.urlencode(form) if isinstance(form, dict) else form
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in sent.items()})
            reply = line.getresponse()
            text = reply.read().decode()
        finally:
            line.close()
        if made := reply.getheader("Set-Cookie"):
            name, _, value = made.partition(";")[0].partition("=")
            self.cookies[name] = value
        if reply.status == 303:
            return self.ask("GET", "/")
        return Reply(reply.status, dict(reply.getheaders()), text)

    def get(self, path="/", **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, form, **headers):
        return self.ask("POST", path, form, **headers)

    def joined(self, name=""):
        assert self.post("/join", {"word": "Otter-47", "name": name}).status == 200
        return self


@contextmanager
def running(application):
    """Serve an application in a thread; gives its port."""
    socket, port = bind_unused_port()
    loop = asyncio.new_event_loop()

    def serve():
        asyncio.set_event_loop(loop)
        server = served(application)
        server.add_sockets([socket])
        loop.run_forever()
        server.stop()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def room_in(folder):
    """A poll of lesson 10 for three phones."""
    return PollRoom(
        poll=poll_of("10"),
        phones=Phones(folder, most=3),
        word="otter 47",
        address="http://192.0.2.7:8080",
        here="http://127.0.0.1:8080",
    )
