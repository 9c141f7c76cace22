"""selfcheck: does this environment work? In plain words, and what to do where it does not."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from ketabrain.engine import cards, cells, course, session, tables
from ketabrain.engine.card import Card
from ketabrain.engine.ledger import LedgerError
from ketabrain.engine.parts import Button, Part, Words
from ketabrain.engine.start import on_binder
from ketabrain.engine.tables import DataError

OLDEST_PYTHON = (3, 11)


def selfcheck() -> None:
    """Show what does not work and what to do about it, and a button that only a working front end can press."""
    cells.show(SelfcheckCard())


class SelfcheckCard(Card):
    """The card that `selfcheck` shows."""

    def __init__(self) -> None:
        self._found = tuple(environment_checks())
        self._pressed = False
        super().__init__("kb-tools")
        self.refresh()

    def page(self) -> list[Part]:
        """What does not work, or that all does; a button to press, and what that came to."""
        wrong = [words for fine, words in self._found if not fine]
        summary = (
            "Look at each ✗: it says what to do."
            if wrong
            else f"✓ All {len(self._found)} things that the course needs are there. One line is left for you."
        )
        lines = "".join(f"<li>{cards.text(f'✗ {words}', 'span')}</li>" for words in wrong)
        told = (
            "✓ Cards: your browser and Python are talking."
            if self._pressed
            else "? Cards: press the button; this line should change at once."
        )
        help = cards.text(
            "If nothing happens when you press it, reload this page in the browser; if that does not help, choose "
            "Kernel, then Restart, and run this cell again.", style="kb-small",
        )  # fmt: skip
        head = cards.text("Does this computer work for the course?", "h3") + cards.text(summary)
        return [
            Words(html=head + (f'<ul class="kb-plain">{lines}</ul>' if wrong else "")),
            Words(html=cards.text(told)),
            Button(name="press", label="Press me", act=self._answer),
            Words(html=help + on_binder(os.environ)),
        ]

    def _answer(self) -> None:
        self._pressed = True


def environment_checks() -> Iterator[tuple[bool, str]]:
    """What was checked: whether it is fine, and a sentence that says so or says what to do."""
    yield _python(sys.version_info[:3])
    for package in course.served().packages:
        yield _package(package)
    yield _data()
    yield _ledger()


def _python(found: tuple[int, ...]) -> tuple[bool, str]:
    words = ".".join(map(str, found))
    wanted = ".".join(map(str, OLDEST_PYTHON))
    if found >= OLDEST_PYTHON:
        return True, f"Python {words}"
    return False, f"Python {words} is too old: install {wanted} or newer and run make course again."


def _package(name: str) -> tuple[bool, str]:
    try:
        import_module(name)
        return True, f"{name} {version(name)}"
    except (ImportError, PackageNotFoundError):
        return False, f"{name} is missing: close this page and run make course again; it installs what is needed."
    except Exception as problem:  # a package may fail at import in any way when its own parts do not fit together
        return False, f"{name} is broken ({type(problem).__name__}): delete the folder .venv and run make course again."


def _data() -> tuple[bool, str]:
    try:
        return True, f"The data: {len(tables.load('claims'))} claims, {len(tables.references())} sources"
    except DataError as problem:
        return False, str(problem)


def _ledger() -> tuple[bool, str]:
    book = session.current().ledger
    try:
        book.check_writable()
    except LedgerError as problem:
        return False, str(problem)
    return True, f"Your ledger: {book.path.name} can be written; answers so far: {len(book.entries())}"
