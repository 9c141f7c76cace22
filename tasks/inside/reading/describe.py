"""The cards of a lesson as data, from which the scripts of the reading edition make them live again (site/scripts)."""

from collections.abc import Sequence
from typing import Any

from ketabrain.engine import ask_first, cards, notes
from ketabrain.engine.ask_first import Awaited
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.explore import WHAT_TO_FIND, Explorer
from ketabrain.engine.picture import size_px

HOLDS = "This page holds {} of its settings; the notebook has all."
ALONE = "On this page not all controls move together; back where they were or started: "
NEAREST = "This page holds some of the settings only; this is the nearest to what the link asks for: {}."
LATER = "What the link sets shows once you have answered."


def described(card: Card, lesson: str, states: Sequence[dict[str, Any]] = ()) -> dict[str, Any] | None:
    """What the page's scripts have to know of a card; None for one that stands as it is. `states` are an explore's."""
    waits = {"after": [_waits(each) for each in card.after], "sign": card.sign}
    match card:
        case Explorer():
            return {"kind": "explore", **waits, **_explore(card, lesson, states)}
        case PageCard():
            return {"kind": "page", **waits, "html": card.make()}
    return None


def _waits(item: Awaited) -> dict[str, str]:
    line = ask_first.questions((item,))
    return {"lesson": item.lesson, "item": item.item, "line": line, "look_now": ask_first.LOOK_NOW}


def _explore(card: Explorer, lesson: str, states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    key = f"{lesson}-{card.name}"
    width, height = size_px(card.figure)
    parts = {name: control.part(name) for name, control in card.controls.items()}
    controls = []
    for name, part in parts.items():
        stops = sorted({state["values"][name] for state in states}) if hasattr(part, "low") else None
        controls.append(part.sent(card.defaults) | ({"stops": stops} if stops else {}))
    answer = notes.folded(WHAT_TO_FIND, cards.text(card.found.words)) if card.found else ""
    return {
        "key": key, "folder": f"_static/explores/{key}", "name": card.name, "controls": controls,
        "labels": {name: part.label for name, part in parts.items()}, "task": cards.text(card.task, style="kb-task"),
        "found": answer, "width": width, "height": height, "start": states[0],
        "alone": ALONE, "nearest": NEAREST, "later": LATER,
        "holds": cards.text(HOLDS.format(len(states)), style="kb-small"),
    }  # fmt: skip
