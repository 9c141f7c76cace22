"""A live card: its parts come from Python, one small front-end module draws them, and what a learner does comes back.

A card says in `page` what stands on it now. After everything that a learner does it is asked again, and the front end
is told what has changed; the same holds when another card or notebook changes the ledger (`session.changed`).
"""

import asyncio
import hashlib
import html
import threading
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import HTML, display, update_display

from ketabrain.engine import ask_first, cards, session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.front_end import LOADER, SCRIPT
from ketabrain.engine.parts import Button, Field, Part, Words, buttons, fields

REST_S = 0.4
"""How long nothing must happen before a card is taken to rest."""


class FrontEnd(anywidget.AnyWidget):
    """The front-end module with its style, once for all cards of a kernel."""

    _esm = "export default { render() {} };"
    script = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)
    version = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        version = hashlib.sha256((SCRIPT + cards.CSS).encode()).hexdigest()[:12]
        super().__init__(script=SCRIPT, style=cards.CSS, version=version)


class Card(anywidget.AnyWidget):
    """A card with something to do on it. `sign` is the class of its look ("kb-predict").

    A `live` card tells Python of every move at once, another one when a button is pressed. What would give the answers
    of predictions away is to stand `after` them (their items): until they are locked in only their questions show.
    """

    _esm = LOADER
    front_end = traitlets.Instance(FrontEnd).tag(sync=True, **widgets.widget_serialization)
    parts: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    picture = traitlets.Bytes().tag(sync=True)
    sign = traitlets.Unicode().tag(sync=True)
    live = traitlets.Bool(False).tag(sync=True)
    saved = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)

    def __init__(self, sign: str = "", *, live: bool = False, after: ask_first.Items = "") -> None:
        self.after = ask_first.awaited(after)
        self.values: dict[str, Any] = {}
        self.image = b""
        self._words = ""
        self._page: tuple[Part, ...] = ()
        self._resting: asyncio.TimerHandle | None = None
        super().__init__(front_end=front_end(), sign=sign, live=live, saved=f"kb-saved-{uuid.uuid4().hex[:12]}")
        self.on_msg(lambda _card, content, _buffers: self._arrived(content))
        session.current().watching.add(self)

    def page(self) -> Iterable[Part]:
        """What stands on the card now, from top to bottom."""
        raise NotImplementedError

    def moved(self, *names: str) -> None:
        """What the card does when fields have been moved on a live card: nothing but show itself, unless told."""

    def refused(self) -> None:
        """What the card takes back when something was put in that can be no answer: nothing, unless told."""

    def tell(self, words: str = "") -> None:
        """Say one sentence in the card's last line, from the next look on; empty clears it."""
        self._words = words

    def refresh(self) -> None:
        """Look again at what stands on the card and what must be told about the ledger; let the front end know."""
        self._look()
        notice = session.notice()
        self.said = " ".join(filter(None, (notice and f"Please note. {notice}", self._words)))

    def notice(self) -> None:
        """Look again because the ledger has changed; what must be told about it stays for the card that changed it."""
        before = self.parts
        self._carefully(self._look)
        if self.parts != before:
            self._rest_soon()

    def _look(self) -> None:
        waits = self.waits
        self._page = self._gate(waits) if waits else tuple(self.page())
        for field in fields(self._page):
            self.values.setdefault(field.name, field.value)
        with self.hold_sync():
            self.parts = [part.sent(self.values) for part in self._page]
            self.picture = b"" if waits else self.image

    @property
    def waits(self) -> tuple[ask_first.Awaited, ...]:
        """The predictions that must be locked in, or given up, before the card may show."""
        return ask_first.still_open(self.after)

    def _gate(self, waits: tuple[ask_first.Awaited, ...]) -> tuple[Part, ...]:
        """What stands on the card while it waits."""
        look = Button(name="look-now", label=ask_first.LOOK_NOW, act=lambda: ask_first.give_up(waits))
        return Words(html=ask_first.questions(waits)), look

    def _arrived(self, content: dict[str, Any]) -> None:
        """Hear a message in the thread that runs the cells, since two threads must never draw at once.

        JupyterLab brings messages to a thread of their own (a subshell) where the kernel has such.
        """
        watch = session.current().watch
        if watch is None or threading.current_thread() is threading.main_thread():
            self.hear(content)
        else:
            watch.get_loop().call_soon_threadsafe(self.hear, content)

    def hear(self, content: dict[str, Any]) -> None:
        """Take what the front end reports: fields with new values, and perhaps the button that was pressed.

        Whatever goes wrong is said on the card: an error that is swallowed would leave it looking as if all were well.
        """
        if content.get("press") or content.get("values"):  # anything but a greeting
            self.tell()
        self._carefully(lambda: self._do(content.get("values", {}), content.get("press", "")))
        self._carefully(self.refresh)
        self.send({"answered": content.get("seq", 0)})
        self._rest_soon()

    def _do(self, values: dict[str, Any], press: str) -> None:
        try:
            names = self._take(values)
        except LessonError:
            self.refused()
            raise
        if press:
            self._press(press)
        elif names:
            self.moved(*names)

    def _carefully(self, act: Callable[[], None]) -> None:
        try:
            act()
        except LessonError as problem:
            self.tell(str(problem))
        except Exception as problem:
            self.tell(f"{type(problem).__name__}: {problem}")
            self.said = self._words  # should the page be what fails

    def _take(self, values: dict[str, Any]) -> list[str]:
        known: dict[str, Field] = {field.name: field for field in fields(self._page)}
        taken = {name: known[name].take(raw) for name, raw in values.items() if name in known}
        self.values |= taken
        return list(taken)

    def _press(self, name: str) -> None:
        """Do what a button does; one that has gone or is disabled by now does nothing."""
        for button in buttons(self._page):
            if button.name == name and not button.disabled:
                button.act()

    def show(self) -> None:
        """Display the card, after a copy to read where nothing runs; the front end hides that copy."""
        session.watch_file()
        self.refresh()
        display(HTML(self.saved_page()), display_id=self.saved)
        display(self)

    def rest(self) -> None:
        """What is done once nothing has happened for a moment: the copy for reading follows the card."""
        update_display(HTML(self.saved_page()), display_id=self.saved)

    def saved_page(self) -> str:
        """The card as HTML, as it stands now, for a page on which nothing runs."""
        told = cards.say(self.said) if self.said else ""
        waits = self.waits
        body = "".join(part.saved(self.values) for part in (self.page() if waits else self._page))
        if waits:
            body = ask_first.behind(waits, body)
        return f'<div class="kb-card kb-saved {html.escape(self.sign)}" id="{self.saved}">{body}{told}</div>'

    def _rest_soon(self) -> None:
        if self._resting:
            self._resting.cancel()
        with suppress(RuntimeError):  # outside a kernel nobody reads a copy later
            self._resting = asyncio.get_running_loop().call_later(REST_S, self.rest)

    def close(self) -> None:
        """Take the card from the page for good."""
        if self.comm is None:  # closed already, or refused before it stood
            return
        if self._resting:
            self._resting.cancel()
        self.layout.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """What is displayed: the live card, and where nothing runs nothing, since its copy stands above it."""
        made = super()._repr_mimebundle_(**kwargs)
        if made is None:  # a widget without a view; a card has one
            return None
        bundle, metadata = made
        return {**bundle, "text/html": "", "text/plain": "A card, which needs the running notebook."}, metadata


class PageCard(Card):
    """A card that only has to be read, and follows the ledger: `make` gives its HTML."""

    def __init__(self, make: Callable[[], str], sign: str = "", *, after: ask_first.Items = "") -> None:
        self.make = make
        super().__init__(sign, after=after)

    def page(self) -> Iterable[Part]:
        """The HTML as it is now."""
        return [Words(html=self.make())]


def front_end() -> FrontEnd:
    """The front-end module of this kernel's session."""
    here = session.current()
    if here.front_end is None or here.front_end.comm is None:
        here.front_end = FrontEnd()
    return here.front_end
