"""progress and ledger_tools: how far the learner is, how well calibrated, and the file that knows it."""

import html
from collections.abc import Mapping

from ketabrain.engine import cards, cells, exercises, session, sharing, tables
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.hand_in import download_link, hand_in
from ketabrain.engine.ledger import Entry
from ketabrain.engine.parts import Block, Button, Part, Pick, Tick, Words
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
    """Show what can be done with the ledger: download it, start one lesson again, or clear it (a copy is kept)."""
    cells.show(ToolsCard())


class ToolsCard(Card):
    """The card that `ledger_tools` shows."""

    def __init__(self) -> None:
        self._link = ""
        super().__init__("kb-tools")
        self.refresh()

    def page(self) -> list[Part]:
        """Where the answers are kept, and what can be done with them."""
        file = session.current().ledger.path.name
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
            Block(parts=(lesson, restart), style="kb-row"),
            Block(parts=(sure, clear), style="kb-row"),
        ]

    def _download(self) -> None:
        self._link = download_link()

    def _restart(self) -> None:
        lesson = _titles()[self.values["lesson"]]
        count = session.current().ledger.restart(lesson)
        sharing.update(session.current().ledger)
        session.changed()
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
    score = f"Brier score over {len(forecasts)} answers: {brier_score(forecasts):.2f}."
    compare = "Less is better; saying 50% every time gives 0.25."
    caption = "How sure you were, and how often you were right"
    return cards.table(caption, ("You said", "Answers", "Right"), rows) + cards.text(f"{score} {compare}")
