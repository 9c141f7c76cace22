"""progress and ledger_tools: how far the learner is, how well calibrated, and the file that knows it."""

import html
from collections.abc import Mapping

import ipywidgets as widgets

from ketabrain.engine import cards, cells, exercises, session, sharing, tables
from ketabrain.engine.cards import Card
from ketabrain.engine.hand_in import download_link, hand_in
from ketabrain.engine.ledger import Entry
from ketabrain.engine.start import is_written, linked
from ketabrain.engine.stats.calibration import Forecast, brier_score, calibration_table
from ketabrain.engine.strip import strip


def progress() -> None:
    """Show by lesson what the learner has predicted, explored, solved and judged, how well calibrated they are, and a
    way to hand that in.
    """
    cards.show_page(progress_page())
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
    cells.show(tools_card())


def tools_card() -> Card:
    """The card that `ledger_tools` shows."""
    link, controls = widgets.HTML(), widgets.VBox()
    card = Card(
        cards.text("Your ledger", "h3"),
        cards.text(f"Your answers are kept in the file {session.current().ledger.path.name} and are sent nowhere."),
        controls,
    )
    titles = {f"{row['lesson']} {row['title']}": row["lesson"] for row in _lessons()}
    lesson = widgets.Dropdown(
        options=titles, description="Lesson to start again", style={"description_width": "170px"},
        layout=widgets.Layout(width="460px"),
    )  # fmt: skip
    sure = widgets.Checkbox(description="Yes, clear all my answers", indent=False)

    def download() -> None:
        link.value = download_link()

    def restart() -> None:
        count = session.current().ledger.restart(lesson.value)
        sharing.update(session.current().ledger)
        card.tell(
            f"{count} entries of lesson {lesson.value} were put aside in the file; run that lesson's cells again."
        )

    def clear() -> None:
        if not sure.value:
            card.tell("Tick “Yes, clear all my answers” first.")
            return
        book = session.current().ledger
        if (word := sharing.said(book)) and word["value"]:
            sharing.stop(book)  # first: a cleared ledger no longer knows under which id it was shared
        copy = book.clear()
        sure.value = False
        kept = (
            f"Your ledger was cleared; the old one is kept as {copy.name}." if copy else "Your ledger is empty already."
        )
        card.tell(f"{kept} Run the cells of this notebook again to see its questions open.")

    controls.children = [
        cards.button("Make a download link", card.safely(download)),
        link,
        cards.line(lesson, cards.button("Start this lesson again", card.safely(restart))),
        cards.line(sure, cards.button("Clear my ledger", card.safely(clear))),
    ]
    return card


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
