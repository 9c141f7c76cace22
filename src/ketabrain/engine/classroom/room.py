"""The room on one page: who has handed in, and everything that the pictures need; it follows the folder by itself."""

import asyncio
import html
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ketabrain.engine import cards, course, session, tables
from ketabrain.engine.card import PageCard
from ketabrain.engine.classroom.answers import (
    Missed,
    RoomCalibration,
    claim_verdicts,
    most_missed,
    question_answers,
    room_calibration,
)
from ketabrain.engine.classroom.idea_answers import RoomIdeas, room_ideas
from ketabrain.engine.classroom.inbox import Answers, Inbox, InboxError, SetAside
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.pictures import QuestionView, VerdictView
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.numerals import shortened

SECONDS = 2.0
"""How often the folder is looked at."""
ALL = "all"
MOST_SET_ASIDE = 200
"""Files set aside that the page names, at most."""
LONGEST_LABEL = 64


class Visibility(StrEnum):
    """Whether the room sees what the course says."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class IdeaOrder(StrEnum):
    """In which order the key ideas are drawn."""

    TABLE = "as in the table"
    GAINED = "most gained first"


class WhichAnswers(StrEnum):
    """Which answers to a question are drawn."""

    FIRST = "first answers"
    WITH_SECOND = "first answers and those after talking"


class Room:
    """A folder of ledgers as it stands now. The methods are what `explore` computes; each looks at `answers` alone."""

    def __init__(self, folder: Path, invented: bool = False) -> None:
        self.inbox = Inbox(folder)
        self.invented = invented
        self.answers = Answers()
        self.trouble = ""
        self._said = ""
        self.refresh()
        self._card = PageCard(lambda: self._said, "kb-tools")

    def refresh(self) -> bool:
        """Read the folder again; returns whether anything changed. A folder that cannot be read becomes a sentence."""
        before = (self.answers, self.trouble)
        try:
            self.answers, self.trouble = self.inbox.read(), ""
        except InboxError as problem:
            self.trouble = str(problem)
        changed = before != (self.answers, self.trouble)
        if changed or not self._said:  # a page that is replaced closes what the reader has opened
            self._said = room_page(self)
        return changed

    def show(self) -> None:
        """Show who has handed in, and keep this and every explore of the page up to date from now on."""
        self._card.show()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # outside a kernel nothing follows the folder
            return
        self._following = loop.create_task(self._follow())

    def question(self, question: str, when: str, truth: str) -> QuestionView:
        """The answers to one question (by its label in `question_labels`)."""
        found = question_answers(self.answers.learners, question_labels()[question])
        return QuestionView(found, second=when == WhichAnswers.WITH_SECOND, truth=truth == Visibility.SHOWN)

    def verdicts(self, kind: str, course: str) -> VerdictView:
        """The verdicts on all claims or on one kind."""
        found = claim_verdicts(self.answers.learners, "" if kind == ALL else kind)
        return VerdictView(found, course == Visibility.SHOWN)

    def calibration(self, lesson: str) -> RoomCalibration:
        """How surely and how rightly the room predicted, in all lessons or in one."""
        return room_calibration(self.answers.learners, "" if lesson == ALL else lesson)

    def missed(self, lesson: str) -> tuple[Missed, ...]:
        """What most learners got wrong, in all lessons or in one."""
        return most_missed(self.answers.learners, "" if lesson == ALL else lesson)

    def ideas(self, order: str) -> RoomIdeas:
        """What those know of the key ideas who answered before and after the course."""
        found = room_ideas(self.answers.learners)
        by_gain = sorted(found.rows, key=lambda row: row.before - row.after)
        return found if order == IdeaOrder.TABLE else replace(found, rows=tuple(by_gain))

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(SECONDS)
            if self.refresh():
                self._card.refresh()
                for explorer in session.current().explores.values():
                    explorer.redraw()


def open_room() -> Room:
    """The room of the folder that the setting ROOM names (`make room FOLDER=…` sets it), else an invented class."""
    named = course.served().setting("ROOM")
    if named:
        return Room(Path(named).expanduser())
    folder = Path(tempfile.mkdtemp(prefix="invented-class-"))
    write_class(folder)
    return Room(folder, invented=True)


def question_labels() -> dict[str, Question]:
    """Every question by a short label that begins with its lesson."""
    found: dict[str, Question] = {}
    for question in all_questions().values():
        number = 1 + sum(label.startswith(f"{question.lesson}.") for label in found)
        found[f"{question.lesson}.{number} {shortened(question.text, LONGEST_LABEL)}"] = question
    return found


def lessons() -> tuple[str, ...]:
    """ALL, and the number of every lesson."""
    return (ALL, *tables.load("lessons")["lesson"])


def kind_choices() -> tuple[str, ...]:
    """ALL, and every kind of claim."""
    return (ALL, *dict.fromkeys(tables.load("claims")["kind"]))


def room_page(room: Room) -> str:
    """The HTML of the card: counts, ids and names, and what was set aside; all of it escaped."""
    learners, aside = room.answers.learners, room.answers.set_aside
    parts = [cards.text(f"{len(learners)} learners have handed in", "h3", "kb-title")]
    if room.invented:
        words = "This class is invented, to try the page with. `make room FOLDER=…` shows a folder of real ledgers."
        parts.append(cards.say(words, mark="Illustration"))
    if poll := course.served().setting("POLL"):
        words = "Phones: the code to join by, and what they are asked"
        parts.append(f'<p><a href="{html.escape(poll)}" target="_blank" rel="noopener">{words}</a></p>')
    if room.trouble:
        parts.append(cards.say(room.trouble, mark="✗ No folder", style="kb-wrong"))
    ids = ", ".join(f"{each.short_id} {html.escape(each.name)}".strip() for each in learners)
    parts.append(f"<details><summary>Random ids, with names where they were given</summary><p>{ids}</p></details>")
    if aside:
        parts.append(_set_aside(aside))
    parts.append(cards.text(f"The folder last changed at {datetime.now():%H:%M:%S}.", style="kb-small"))
    return "".join(parts)


def _set_aside(aside: Sequence[SetAside]) -> str:
    """A sentence for each file that was set aside, as HTML."""
    lines = [f"{each.file} {each.why}" for each in aside[:MOST_SET_ASIDE]]
    if len(aside) > len(lines):
        lines.append(f"{len(aside) - len(lines):,} more are not named here; keep only ledgers in this folder.")
    count = "1 file" if len(aside) == 1 else f"{len(aside):,} files"
    return f"<details open><summary>Set aside: {count}</summary>{cards.bullets(lines)}</details>"
