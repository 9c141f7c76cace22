"""What a notebook cell calls."""

from IPython.core.getipython import get_ipython

from ketabrain.engine.check import check
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.explore import explore, finding
from ketabrain.engine.ideas import idea_quiz, my_ideas
from ketabrain.engine.predict import interval, my_prediction, number, options, predict, reveal
from ketabrain.engine.progress import ledger_tools, my_forecasts, progress
from ketabrain.engine.prose import cite, glossary, references, tell
from ketabrain.engine.selfcheck import selfcheck
from ketabrain.engine.set_explore import set_explore
from ketabrain.engine.show_table import show_table
from ketabrain.engine.slips import load_ipython_extension
from ketabrain.engine.sort_out import Piece, sort_out
from ketabrain.engine.start import start
from ketabrain.engine.verdict import any_verdict, my_verdicts, verdict
from ketabrain.topics.channel.structure_view import structure_view
from ketabrain.topics.judging.fair_version import fair_version
from ketabrain.topics.judging.summary import summary

__all__ = [
    "Piece", "any_verdict", "check", "choice", "cite", "explore", "fair_version", "finding", "glossary",
    "idea_quiz", "interval", "ledger_tools", "my_forecasts", "my_ideas", "my_prediction", "my_verdicts", "number",
    "options", "predict", "progress", "references", "reveal", "selfcheck", "set_explore", "show_table", "slider",
    "sort_out", "start", "structure_view", "summary", "tell", "verdict",
]  # fmt: skip

if shell := get_ipython():  # a kernel that has not read the course's settings, such as one of Colab's
    load_ipython_extension(shell)
