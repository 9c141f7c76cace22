"""summary: one page of what the learner concluded, made from the ledger, to keep or to print from the browser."""

import base64
import html

from ketabrain.engine import cards, cells, tables
from ketabrain.engine.card import Card
from ketabrain.engine.judgement import ClaimsShown, compare_verdicts
from ketabrain.engine.parts import Button, Part, Words
from ketabrain.engine.progress import my_forecasts
from ketabrain.engine.stats.calibration import brier_score
from ketabrain.engine.verdict import my_verdicts
from ketabrain.topics.judging.fair_version import my_version

FILE = "my-summary.html"
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "table{border-collapse:collapse;width:100%;font-size:14px}caption{text-align:left;font-weight:600;padding:6px 0}"
    "th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid #ccc}"
    "blockquote{margin:0;padding:8px 14px;border-left:5px solid #0072B2;background:#F4F4F1;white-space:pre-wrap}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}"
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
        """What the page holds, the button that makes it, and then the link to it."""
        words = cards.text("Verdicts, calibration and your fair version on one page, from your ledger alone.")
        return [
            Words(html=cards.text("Your summary", "h3") + words),
            Button(name="make", label="Make my summary", act=self._make, primary=True),
            Words(html=self._link),
        ]

    def _make(self) -> None:
        data = base64.b64encode(summary_page().encode()).decode()
        self._link = (
            f'<p><a download="{FILE}" href="data:text/html;charset=utf-8;base64,{data}">'
            f"Download {FILE}</a>: open it in a browser; File → Print makes a PDF.</p>"
        )


def summary_page() -> str:
    """The page as HTML; whatever the learner typed is shown as text."""
    found = compare_verdicts(my_verdicts(), shown=ClaimsShown.EVERY)
    rows = [
        tuple(map(html.escape, (each.claim, each.statement, each.yours or "–", f"{each.course} ({each.certainty})")))
        for each in found.claims
    ]
    forecasts = my_forecasts()
    if forecasts:
        calibration = (
            f"Brier score {brier_score(forecasts):.2f} over {len(forecasts)} predictions (0.25 is a coin toss)."
        )
    else:
        calibration = "No prediction has met its answer yet."
    version = my_version()
    title = html.escape(tables.references()["article2024"].title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What I concluded</title>'
        f"<style>{_STYLE}</style></head><body><h1>What I concluded</h1>"
        f"<p>On the article “{title}”, claim by claim. {found.judged} of {found.total} claims judged; the course "
        f"agrees on {found.same}.</p>"
        + cards.table("Verdicts", ("Claim", "In the course's words", "My verdict", "The course (certainty)"), rows)
        + f"<h2>Calibration</h2><p>{calibration}</p><h2>My fair version</h2>"
        + (f"<blockquote>{html.escape(version)}</blockquote>" if version else "<p>Not written yet.</p>")
        + "<p>Made with Ketamine and the Brain, claim by claim. About science, not medical advice.</p></body></html>"
    )
