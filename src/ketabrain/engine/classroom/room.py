"""The room on one page: who has handed in, and everything that the pictures need; it follows the folder by itself."""

import asyncio
import html
import tempfile
from collections import Counter
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
from ketabrain.engine.classroom.pictures import VerdictView
from ketabrain.engine.classroom.question_pictures import QuestionView
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.controls import GroupedChoice, grouped_choice
from ketabrain.engine.numerals import counted

SECONDS = 2.0
"""How often the folder is looked at."""
ALL = "all"
MOST_REASONS = 12
"""Reasons for setting files aside that the page names, at most."""
APART = "where we differ most"
ROWS = 8
"""Claims that one picture shows."""


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

    FIRST = "at first"
    WITH_SECOND = "at first and after talking"


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
        """The answers to one question, by its number such as "05.2"."""
        found = question_answers(self.answers.learners, numbered_questions()[question])
        return QuestionView(found, second=when == WhichAnswers.WITH_SECOND, truth=truth == Visibility.SHOWN)

    def verdicts(self, which: str, course: str) -> VerdictView:
        """The verdicts on the claims of one choice of `claim_choices`."""
        claims = {each.claim: each for each in claim_verdicts(self.answers.learners)}
        if which == APART:
            by_distance = sorted(claims.values(), key=lambda each: -(each.apart or 0))
            return VerdictView(tuple(by_distance[:ROWS]), course == Visibility.SHOWN, apart=True)
        return VerdictView(tuple(claims[name] for name in claim_choices()[which]), course == Visibility.SHOWN)

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


def numbered_questions() -> dict[str, Question]:
    """Every question by its lesson and its place there, such as "05.2"."""
    found: dict[str, Question] = {}
    for question in all_questions().values():
        number = 1 + sum(label.startswith(f"{question.lesson}.") for label in found)
        found[f"{question.lesson}.{number}"] = question
    return found


def question_choice() -> GroupedChoice:
    """The control that chooses a question: first its lesson, then one of the questions there."""
    titles = tables.load("lessons").set_index("lesson")["title"]
    groups: dict[str, dict[str, str]] = {}
    for number, question in numbered_questions().items():
        groups.setdefault(f"{question.lesson} {titles[question.lesson]}", {})[number] = question.text
    return grouped_choice(groups, label="Question", group_label="Lesson")


def lessons() -> tuple[str, ...]:
    """ALL, and the number of every lesson."""
    return (ALL, *tables.load("lessons")["lesson"])


def claim_choices() -> dict[str, tuple[str, ...]]:
    """What claims can be looked at together: those most apart, a part of the list, a kind; by name the claims' ids."""
    claims = tables.load("claims")
    ids = tuple(claims["claim"])
    parts = [ids[start : start + ROWS] for start in range(0, len(ids), ROWS)]
    kinds = {kind: tuple(claims["claim"][claims["kind"] == kind]) for kind in dict.fromkeys(claims["kind"])}
    return {APART: (), **{f"{part[0]} to {part[-1]}": part for part in parts}, **kinds}


def room_page(room: Room) -> str:
    """The HTML of the card: counts, ids and names, how many files were set aside and why; all of it escaped.

    A room may see it, so no file's name is on it: `make report` has them.
    """
    learners, aside = room.answers.learners, room.answers.set_aside
    have = "has" if len(learners) == 1 else "have"
    parts = [cards.text(f"{counted(len(learners), 'learner')} {have} handed in", "h2", "kb-title")]
    if room.invented:
        words = "This class is invented, to try the page with. “make room FOLDER=…” shows a folder of real ledgers."
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
    """How many files were set aside for each reason, as HTML that is closed at first."""
    reasons = Counter(each.reason for each in aside).most_common()
    lines = [
        f"1 file {reason}" if count == 1 else f"{count:,} files, each of which {reason}"
        for reason, count in reasons[:MOST_REASONS]
    ]
    if left := sum(count for _, count in reasons[MOST_REASONS:]):
        lines.append(f"{counted(left, 'file')} for other reasons.")
    lines.append("Which files these are stands on the page that “make report FOLDER=…” makes for you alone.")
    summary = f"Set aside: {counted(len(aside), 'file')}"
    return f"<details><summary>{summary}</summary>{cards.bullets(lines)}</details>"
