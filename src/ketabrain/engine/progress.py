"""progress and ledger_tools: how far the learner is, how well calibrated, and the file that knows it."""

import html
from collections.abc import Mapping
from statistics import fmean

from ketabrain.engine import cards, cells, exercises, session, sharing, tables
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.errors import LessonError
from ketabrain.engine.hand_in import download_link, hand_in
from ketabrain.engine.ledger import Entry, Ledger, LedgerError
from ketabrain.engine.ledger.format import Document
from ketabrain.engine.ledger.load import read_ledger
from ketabrain.engine.ledger.merge import Merged
from ketabrain.engine.numerals import counted
from ketabrain.engine.parts import Block, Button, Part, Pick, Tick, Upload, Words
from ketabrain.engine.start import is_written, linked
from ketabrain.engine.stats.calibration import Forecast, brier_score, calibration_table
from ketabrain.engine.strip import strip


def progress() -> None:
    """Show by lesson what the learner has predicted, explored, solved and judged, how well calibrated they are, and a
    way to hand that in.
    """
    cells.show(PageCard(progress_page, "kb-data"))
    hand_in()


def my_forecasts() -> tuple[Forecast, ...]:
    """The learner's predictions with their outcomes; only those that were locked in before the answer was shown."""
    latest = {(entry["lesson"], entry["item"]): entry for entry in session.entries("reveal")}
    return tuple(
        Forecast(entry["confidence"] / 100, entry["correct"])
        for entry in latest.values()
        if entry.get("correct") is not None and "confidence" in entry
    )


def my_range_costs() -> tuple[float, ...]:
    """What the learner's ranges have cost so far, in points of 100; only those drawn before the answer was shown."""
    latest = {(entry["lesson"], entry["item"]): entry for entry in session.entries("reveal")}
    return tuple(entry["cost"] for entry in latest.values() if isinstance(entry.get("cost"), int | float))


def progress_page() -> str:
    """The HTML of the card that `progress` shows: the strip of the open lesson, all lessons, and calibration."""
    rows = [_row(row, done) for row in _lessons() if (done := session.entries(home=row["lesson"])) or is_written(row)]
    head = ("Lesson", "Predicted", "Explored", "Solved", "Your verdicts")
    return (
        cards.text("Your progress", "h3", "kb-title")
        + strip(session.current().lesson)
        + cards.table("Lesson by lesson", head, rows, whole=True)
        + _calibration(my_forecasts())
    )


def ledger_tools() -> None:
    """Show what can be done with the ledger: download it, load another one, start one lesson again, or clear it (a copy
    is kept).
    """
    cells.show(ToolsCard())


class ToolsCard(Card):
    """The card that `ledger_tools` shows."""

    def __init__(self) -> None:
        self._link = ""
        self._found: Document | None = None
        super().__init__("kb-tools")
        self.refresh()

    def page(self) -> list[Part]:
        """Where the answers are kept, and what can be done with them."""
        book = session.current().ledger
        file = " ".join(filter(None, (book.path.name, book.place)))
        words = cards.text(f"Your answers are kept in the file {file} and are sent nowhere.")
        titles = tuple(_titles())
        lesson = Pick(name="lesson", label="Lesson to start again", options=titles, value=titles[0])
        restart = Button(name="restart", label="Start this lesson again", act=self._restart, reads=True)
        sure = Tick(name="sure", label="Yes, clear all my answers")
        clear = Button(name="clear", label="Clear my ledger", act=self._clear, reads=True)
        return [
            Words(html=cards.text("Your ledger", "h3") + words),
            Button(name="download", label="Make a download link", act=self._download),
            Words(html=self._link),
            *self._loading(book),
            Block(parts=(lesson, restart), style="kb-row"),
            Block(parts=(sure, clear), style="kb-row"),
        ]

    def _download(self) -> None:
        self._link = download_link()

    def _loading(self, book: Ledger) -> list[Part]:
        """A file to choose; once one has been found good, what it would change; and what takes that back."""
        try:
            told = cards.text(changes(book.compare(self._found))) if self._found else ""
            earlier = book.earlier()
        except LedgerError as problem:  # it cannot be read: nothing can be added to it
            return [Words(html=cards.say(str(problem)))]
        if told:
            load = Button(name="load", label="Load it", act=self._load, primary=True)
            leave = Button(name="leave", label="Leave it", act=self._leave)
            return [Words(html=told), Block(parts=(load, leave), style="kb-row")]
        file = Upload(name="file", label="A ledger from elsewhere", accept=".json,application/json")
        look = Button(name="look", label="Load a ledger", act=self._look_at_file, reads=True)
        undo = Button(name="undo", label="Undo", act=self._undo, hint="Take back what was loaded")
        back = Button(name="back", label="Bring back earlier answers", act=self._bring_back)
        others = (*((undo,) if book.can_undo else ()), *((back,) if earlier else ()))
        return [Block(parts=(file, look), style="kb-row"), Block(parts=others, style="kb-row")]

    def _look_at_file(self) -> None:
        text, self.values["file"] = self.values["file"], ""
        if not text:
            raise LessonError("Choose a file my-ledger.json first, then press “Load a ledger”.")
        self._found = read_ledger(text, _titles().values())

    def _bring_back(self) -> None:
        self._found = session.current().ledger.earlier()

    def _load(self) -> None:
        if self._found is None:
            return
        book = session.current().ledger
        came = book.load(self._found)
        self._found = None
        self._changed(book)
        count = len(came.added) + len(came.archived_too)
        self.tell(f"{_were(count)} added; press “Undo” to take that back." if count else "Nothing was to be added.")

    def _leave(self) -> None:
        self._found = None
        self.tell("Nothing was changed.")

    def _undo(self) -> None:
        book = session.current().ledger
        count = book.undo()
        self._changed(book)
        self.tell(f"{_were(count)} taken back; what you have answered since has stayed.")

    def _changed(self, book: Ledger) -> None:
        """Let the room's copy and the other cards follow the ledger."""
        sharing.update(book)
        session.changed()

    def _restart(self) -> None:
        lesson = _titles()[self.values["lesson"]]
        count = session.current().ledger.restart(lesson)
        self._changed(session.current().ledger)
        self.tell(f"{count} entries of lesson {lesson} were put aside in the file; run that lesson's cells again.")

    def _clear(self) -> None:
        if not self.values["sure"]:
            self.tell("Tick “Yes, clear all my answers” first.")
            return
        book = session.current().ledger
        if (word := sharing.said(book)) and word["value"]:
            sharing.stop(book)  # first: a cleared ledger no longer knows under which id it was shared
        copy = book.clear()
        self.values["sure"] = False
        session.changed()
        kept = (
            f"Your ledger was cleared; the old one is kept as {copy.name}." if copy else "Your ledger is empty already."
        )
        self.tell(f"{kept} Run the cells of this notebook again to see its questions open.")


def changes(result: Merged) -> str:
    """What loading another ledger would change, in one sentence."""
    added = len(result.added) + len(result.archived_too) - result.differing
    if not added and not result.differing:
        return f"Nothing would be added: {_answers(result.same)} of this ledger {_are(result.same)} here already."
    words = [f"{_answers(added)} would be added", f"{result.same} {_are(result.same)} here already"]
    if result.differing:
        differ = "differs" if result.differing == 1 else "differ"
        words.append(f"{result.differing} {differ}: both are kept, and the one given here counts")
    return f"{', '.join(words)}."


def _were(number: int) -> str:
    """“1 answer was”, “3 answers were”."""
    return f"{_answers(number)} {'was' if number == 1 else 'were'}"


def _answers(number: int) -> str:
    return counted(number, "answer")


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _titles() -> dict[str, str]:
    """The lessons by their titles."""
    return {f"{row['lesson']} {row['title']}": row["lesson"] for row in _lessons()}


def _lessons() -> list[dict[str, str]]:
    return tables.load("lessons").to_dict("records")


def _row(row: Mapping[str, str], entries: list[Entry]) -> tuple[str, ...]:
    """One line of the table, as HTML cells."""
    items = {kind: {each["item"] for each in entries if each["kind"] == kind} for kind in ("prediction", "explore")}
    solved = {each["item"] for each in entries if each["kind"] == "attempt" and each.get("correct")}
    asked = len(exercises.of_lesson(row["lesson"]))
    verdicts = {each["item"]: each["value"] for each in entries if each["kind"] == "verdict"}
    return (
        linked(row, f"{row['lesson']} {row['title']}"),
        str(len(items["prediction"]) or ""),
        str(len(items["explore"]) or ""),
        f"{len(solved)} of {asked}" if asked else "",
        html.escape("; ".join(f"{claim} {value}" for claim, value in verdicts.items())),
    )


def _calibration(forecasts: tuple[Forecast, ...]) -> str:
    if not forecasts:
        return cards.text("Your calibration will stand here after your first prediction has met its answer.")
    rows = [
        (f"{100 * each.low:.0f} to {100 * each.high:.0f}%", str(each.count), f"{100 * each.share_right:.0f}%")
        for each in calibration_table(forecasts)
    ]
    score = f"Brier score over {counted(len(forecasts), 'answer')}: {brier_score(forecasts):.2f}."
    compare = "Less is better; saying 50% every time gives 0.25."
    caption = "How sure you were, and how often you were right"
    costs = my_range_costs()
    mean = f" Your {counted(len(costs), 'range')} cost {fmean(costs):.0f} points of 100 on average." if costs else ""
    return cards.table(caption, ("You said", "Answers", "Right"), rows) + cards.text(f"{score} {compare}{mean}")
