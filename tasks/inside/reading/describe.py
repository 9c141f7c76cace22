"""The cards of a lesson as data, from which the scripts of the reading edition make them live again (site/scripts)."""

from collections.abc import Sequence
from typing import Any

from ketabrain.engine import ask_first, cards, notes
from ketabrain.engine.ask_first import Awaited
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.check import ExerciseCard
from ketabrain.engine.explore import WHAT_TO_FIND, Explorer, Runner
from ketabrain.engine.hand_in import HandInCard
from ketabrain.engine.ideas import QuizCard
from ketabrain.engine.parts import Field, Slide
from ketabrain.engine.picture import size_px
from ketabrain.engine.predict import PredictionCard, RevealCard
from ketabrain.engine.progress import ToolsCard, progress_page
from ketabrain.engine.selfcheck import SelfcheckCard
from ketabrain.engine.sort_out import SortingCard
from ketabrain.engine.start import StartCard
from ketabrain.engine.verdict import AnyVerdictCard, VerdictCard
from tasks.inside.reading import describe_answers as answers
from tasks.inside.reading.settings import holds_all

HOLDS = "This page holds {} of its settings; the notebook has all."
HOLDS_ALL = "This page holds all {} of its settings."
RAN_BEFORE = "These {} runs were computed before; in the notebook you run the model yourself, at any setting."
YOURS = "Your own answers are not in these pictures; in the notebook they are."


def described(card: Card, lesson: str, states: Sequence[dict[str, Any]] = ()) -> dict[str, Any] | None:
    """What the page's scripts have to know of a card; None for one that stands as it is. `states` are an explore's."""
    waits = {"after": [_waits(each) for each in card.after], "sign": card.sign}
    match card:
        case Explorer():
            return {"kind": "explore", **waits, **_explore(card, lesson, states)}
        case PredictionCard():
            return {"kind": "predict", **waits, **answers.prediction_data(card)}
        case RevealCard():
            return {"kind": "reveal", **waits, **answers.reveal_data(card)}
        case ExerciseCard():
            return {"kind": "exercise", **waits, **answers.exercise_data(card, lesson)}
        case AnyVerdictCard():
            return {"kind": "any-verdict", **waits, **answers.any_verdict_data(card)}
        case VerdictCard():
            return {"kind": "verdict", **waits, **answers.verdict_data(card.claim)}
        case SortingCard():
            return {"kind": "sort", **waits, **answers.sorting_data(card)}
        case QuizCard():
            return {"kind": "quiz", **waits, **answers.quiz_data(card)}
        case StartCard():
            return {"kind": "start", **waits, **answers.start_data(card, lesson)}
        case ToolsCard():
            return {"kind": "answers", **waits}
        case HandInCard():
            return {"kind": "page", **waits, "html": answers.HOW_TO_HAND_IN}
        case SelfcheckCard():
            return {"kind": "page", **waits, "html": answers.NOTHING_TO_CHECK}
        case PageCard(make=make) if make is progress_page:
            return {"kind": "progress", **waits, **answers.progress_data(lesson)}
        case PageCard():
            return {"kind": "page", **waits, "html": card.make()}
    return None


def _waits(item: Awaited) -> dict[str, str]:
    return {"lesson": item.lesson, "item": item.item, "asks": ask_first.asked_briefly(item)}


def _explore(card: Explorer, lesson: str, states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    key = f"{lesson}-{card.name}"
    width, height = size_px(card.figure)
    parts = {name: control.part(name) for name, control in card.controls.items()}
    answer = notes.folded(WHAT_TO_FIND, cards.text(card.found.words)) if card.found else ""
    return {
        "key": key, "folder": f"_static/explores/{key}", "name": card.name,
        "controls": [part.sent(card.defaults) | _stops(name, part, states) for name, part in parts.items()],
        "task": cards.text(card.task, style="kb-task"), "found": answer, "width": width, "height": height,
        "start": states[0], "holds": cards.text(_holds(card, states), style="kb-small"),
    }  # fmt: skip


def _stops(name: str, part: Field, states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The values of a slider of which the page has a picture."""
    return {"stops": sorted({state["values"][name] for state in states})} if isinstance(part, Slide) else {}


def _holds(card: Explorer, states: Sequence[dict[str, Any]]) -> str:
    """How much of an explore the page has."""
    values = [state["values"] for state in states]
    words = HOLDS_ALL if holds_all(card.controls, values) else HOLDS
    if isinstance(card, Runner):
        words = RAN_BEFORE
    return words.format(len(states)) + (f" {YOURS}" if any(state["yours"] for state in states) else "")
