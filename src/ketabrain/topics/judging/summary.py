"""summary: one page of what the learner concluded, made from the ledger, to keep or to print from the browser."""

import base64
import html
from datetime import date

from ketabrain.engine import cards, cells, tables
from ketabrain.engine.card import Card
from ketabrain.engine.judgement import ClaimsShown, Judged, compare_verdicts
from ketabrain.engine.numerals import counted
from ketabrain.engine.parts import Button, Part, Text, Tick, Words
from ketabrain.engine.progress import my_forecasts
from ketabrain.engine.stats.calibration import brier_score
from ketabrain.engine.verdict import my_verdicts, verdicts_on, words_of_verdict
from ketabrain.topics.judging.fair_version import my_version
from ketabrain.topics.judging.rubric import LONGEST_WORDS

FILE = "my-summary.html"
LONGEST_NAME = 60
"""How many letters of a name are printed."""
_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:52em;margin:1.5em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.5em;margin:0 0 .3em}h2{font-size:1.1em;margin:.8em 0 .2em}p{margin:.3em 0}"
    "table{border-collapse:collapse;width:100%;font-size:.87em}caption{text-align:left;font-weight:600;padding:4px 0}"
    "th,td{text-align:left;vertical-align:top;padding:2px 10px 2px 0;border-bottom:1px solid #ccc}"
    "blockquote{margin:0;padding:4px 12px;border-left:5px solid #0072B2;background:#F4F4F1}"
    "@page{size:A4;margin:11mm}@media print{body{font-size:10.5px;line-height:1.25;margin:0;max-width:none;padding:0}"
    "th,td{padding:1px 8px 1px 0}tr,blockquote{break-inside:avoid}}"
)


def summary() -> None:
    """Show a button that makes the page and a link to download it. Nothing leaves the computer."""
    cells.show(SummaryCard())


class SummaryCard(Card):
    """The card that `summary` shows."""

    def __init__(self) -> None:
        self._link = ""
        super().__init__("kb-tools")
        self.refresh()

    def page(self) -> list[Part]:
        """What the page holds, a name and a date for those who want them, the button that makes it, the link to it."""
        words = cards.text(
            "Your first and last verdicts, how sure you were, your calibration and your fair version on one page, from "
            "your ledger alone. A name is printed on it and kept nowhere."
        )
        return [
            Words(html=cards.text("Your summary", "h3") + words),
            Text(name="name", label="Your name (if you want it on the page)"),
            Tick(name="dated", label="Print today's date", value=True),
            Button(name="make", label="Make my summary", act=self._make, primary=True, reads=True),
            Words(html=self._link),
        ]

    def _make(self) -> None:
        day = date.today() if self.values["dated"] else None
        data = base64.b64encode(summary_page(self.values["name"], day).encode()).decode()
        self._link = (
            f'<p><a download="{FILE}" href="data:text/html;charset=utf-8;base64,{data}">'
            f"Download {FILE}</a>: open it in a browser; File → Print makes a PDF of one page.</p>"
        )


def summary_page(name: str = "", day: date | None = None) -> str:
    """The page as HTML, with a name and a date if they are given; whatever the learner typed is shown as text."""
    found = compare_verdicts(my_verdicts(), shown=ClaimsShown.EVERY)
    rows = [tuple(map(html.escape, _row(each))) for each in found.claims]
    title = html.escape(tables.references()["article2024"].title)
    who = " · ".join(filter(None, (" ".join(name.split())[:LONGEST_NAME], f"{day:%d.%m.%Y}" if day else "")))
    head = ("Claim", "In the course's words", "My first verdict", "My last", "The course (certainty)")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What I concluded</title>'
        f"<style>{_STYLE}</style></head><body><h1>What I concluded</h1>"
        + (f"<p><b>{html.escape(who)}</b></p>" if who else "")
        + f"<p>On the article “{title}”, claim by claim. {found.judged} of {found.total} claims judged; the course "
        f"agrees on {found.same}.</p>"
        + cards.table("Verdicts", head, rows, whole=True)
        + f"<h2>Calibration</h2><p>{html.escape(_calibration())}</p><h2>My fair version</h2>"
        + (f"<blockquote>{html.escape(_cut(my_version()))}</blockquote>" if my_version() else "<p>Not written yet.</p>")
        + "<p>Made with Ketamine and the Brain, claim by claim. About science, not medical advice.</p></body></html>"
    )


def _row(each: Judged) -> tuple[str, ...]:
    """A claim with the learner's first and last verdict, each with how sure, and the course's."""
    given = verdicts_on(each.claim)
    first = words_of_verdict(given[0]) if given else "–"
    last = words_of_verdict(given[-1]) if len(given) > 1 else ""
    return each.claim, each.statement, first, "the same" if last == first else last, f"{each.course} ({each.certainty})"


def _calibration() -> str:
    forecasts = my_forecasts()
    if not forecasts:
        return "No prediction has met its answer yet."
    count = counted(len(forecasts), "prediction")
    return f"Brier score {brier_score(forecasts):.2f} over {count} (0.25 is a coin toss)."


def _cut(version: str) -> str:
    """As much of a fair version as it should have and a little more, so that all fits one page."""
    words = version.split()
    longest = LONGEST_WORDS + 30
    return " ".join(words) if len(words) <= longest else " ".join(words[:longest]) + " …"
