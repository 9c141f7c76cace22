"""What a notebook cell calls. Some of these functions share their name with the module that they live in."""

from ketabrain.lesson.check import check
from ketabrain.lesson.controls import choice, slider
from ketabrain.lesson.explore import explore
from ketabrain.lesson.fair_version import fair_version
from ketabrain.lesson.predict import interval, my_prediction, number, options, predict, reveal
from ketabrain.lesson.progress import ledger_tools, my_forecasts, progress
from ketabrain.lesson.prose import cite, glossary, references, tell
from ketabrain.lesson.setup import selfcheck
from ketabrain.lesson.show import show_table
from ketabrain.lesson.sort_out import Piece, sort_out
from ketabrain.lesson.start import start
from ketabrain.lesson.structure import structure_view
from ketabrain.lesson.summary import summary
from ketabrain.lesson.verdict import my_verdicts, verdict

__all__ = [
    "Piece", "check", "choice", "cite", "explore", "fair_version", "glossary", "interval", "ledger_tools",
    "my_forecasts", "my_prediction", "my_verdicts", "number", "options", "predict", "progress", "references", "reveal",
    "selfcheck", "show_table", "slider", "sort_out", "start", "structure_view", "summary", "tell", "verdict",
]  # fmt: skip
