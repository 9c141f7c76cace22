"""start: opens a lesson and says what it claims, how long it takes, what it builds on and what it is for."""

import html
import os
from collections.abc import Mapping
from pathlib import Path

from ketabrain.engine import cards, cells, course, notes, session, sharing, tables
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.hand_in import hand_in
from ketabrain.engine.ideas import ideas_of
from ketabrain.engine.parts import Part, Words
from ketabrain.engine.strip import strip
from ketabrain.engine.surroundings import shield_numbers

NOTEBOOKS = course.served().notebooks


def start(lesson: str) -> None:
    """Open a lesson ("02"): everything answered from here on belongs to it. Shows its card, and in a class that
    collects answers the one to share them with. Brings the style of the whole page.

    Raises LessonError for a lesson that the course does not have.
    """
    shield_numbers()
    card = StartCard(lesson)
    session.open_lesson(lesson)
    cards.begin_page()
    cells.show(card)
    if sharing.folder() is not None:
        hand_in()


class StartCard(Card):
    """The card that `start` shows: what the lesson claims and is for, and the strip of its parts, which follows the
    ledger.
    """

    def __init__(self, lesson: str) -> None:
        self._lessons = {row["lesson"]: row for row in tables.load("lessons").to_dict("records")}
        if lesson not in self._lessons:
            raise LessonError(f"There is no lesson {lesson!r}; use one of {', '.join(self._lessons)}.")
        self.lesson = lesson
        super().__init__("kb-start")
        self.refresh()

    def page(self) -> list[Part]:
        """Claims, strip, goals and neighbours; each a part of its own, so that what a learner opened stays open."""
        row, order = self._lessons[self.lesson], list(self._lessons)
        place = order.index(self.lesson)
        said = tables.load("claims").set_index("claim")["statement"]
        claims = "".join(
            f"<p>“{html.escape(said[claim])}” <small>{claim}, in our words</small></p>"
            for claim in _keys(row["claims"])
        )
        goals = cards.bullets(words for column, words in row.items() if column.startswith("objective_") and words)
        around = (
            ("Builds on", [self._lessons[key] for key in _keys(row["builds_on"])]),
            ("Previous", [self._lessons[key] for key in order[max(place - 1, 0) : place]]),
            ("Next", [self._lessons[key] for key in order[place + 1 : place + 2]]),
        )
        links = " · ".join(f"{name}: {', '.join(map(_lesson_link, others))}" for name, others in around if others)
        minutes = f"Lesson {place + 1} of {len(order)} · {row['minutes_low']} to {row['minutes_high']} minutes"
        head = (
            cards.text(minutes, style="kb-eyebrow")
            + cards.text(f"{self.lesson} · {row['title']}", "h3", "kb-title")
            + f'<blockquote class="kb-claim">{claims}</blockquote>'
        )
        trained = cards.bullets(f"{each['name']}: {each['says']} {each['asks']}" for each in ideas_of(self.lesson))
        names = ", ".join(each["name"] for each in ideas_of(self.lesson))
        foot = (
            notes.folded("After this lesson you can …", goals)
            + (notes.folded(f"Ideas to keep: {names}", trained) if names else "")
            + f'<p class="kb-small">{links}</p>'
            + own_changes(row, Path.cwd())
            + on_binder(os.environ)
        )
        return [Words(html=head), Words(html=strip(self.lesson)), Words(html=foot)]


def lesson_file(row: Mapping[str, str]) -> str:
    """The file name of a lesson's notebook, from its row of the table lessons."""
    return f"{row['lesson']}-{row['slug']}.ipynb"


def is_written(row: Mapping[str, str]) -> bool:
    """Whether a lesson's notebook exists yet."""
    return (NOTEBOOKS / lesson_file(row)).exists()


def linked(row: Mapping[str, str], words: str) -> str:
    """Words that link to a lesson if its notebook exists; in a checkout, which has all there are, they say so if it
    does not. Without one a learner may have a single notebook, or none that Python can see.
    """
    if is_written(row):
        return cards.link(words, lesson_file(row))
    return f"{html.escape(words)} (not written yet)" if course.served().is_checkout else html.escape(words)


def own_changes(row: Mapping[str, str], folder: Path) -> str:
    """Where in a folder a learner's changes to earlier versions of a lesson are (tasks/own_files.py), if it has any."""
    kept = sorted(folder.glob(f"{Path(lesson_file(row)).stem}.my-edits-*.ipynb"))
    names = ", ".join(cards.link(file.name, file.name) for file in kept)
    return f'<p class="kb-small">What you wrote in an earlier version of this lesson: {names}</p>' if kept else ""


def on_binder(environ: Mapping[str, str]) -> str:
    """On Binder a reminder to download the ledger, elsewhere nothing."""
    if not {"BINDER_SERVICE_HOST", "BINDER_REPO_URL", "BINDER_LAUNCH_HOST"} & set(environ):
        return ""
    return cards.say(
        "this copy of the course is deleted when you leave, and your answers with it. Download your ledger before you "
        "go: the cell with ledger_tools() makes the link.",
        mark="You are on Binder",
    )


def _lesson_link(row: Mapping[str, str]) -> str:
    return linked(row, f"{row['lesson']} {row['title']}")


def _keys(joined: str) -> list[str]:
    return [key for key in joined.split(";") if key]
