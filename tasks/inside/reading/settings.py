"""Which settings of an explore the reading edition holds: all of them, or the mixtures that tell most."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from ketabrain.engine.controls import Control, Slider

MOST = 150
"""Settings that a page holds of one explore, or a few more."""
FINEST, COARSEST = 21, 7
"""Stops that a slider has at most, and at least if there is no room for more."""
ALONE = 11
"""Stops of a slider that moves alone."""
FEWEST = 2

Setting = dict[str, Any]


def settings(
    controls: Mapping[str, Control], telling: Callable[[], Sequence[str]], found: Sequence[Mapping[str, Any]] = ()
) -> list[Setting]:
    """The settings to draw, the first of which is where the controls stand at first.

    All combinations if `MOST` are enough for `COARSEST` stops a slider. Else those of the most telling controls, of as
    many as leave a slider the stops that it has alone, of two at least, and each other control alone (`telling` gives
    all controls, the most telling first). And always those at which the answer to the task shows (`found`).
    """
    first, answers = _first(controls), _answers(controls, found)
    marks = _marks(controls, answers)
    held = _held(controls, list(controls), marks, COARSEST)
    if not held:
        order = telling()
        wider = (_held(controls, order[:count], marks, ALONE) for count in range(len(order) - 1, 2, -1))
        held = next(filter(None, wider), []) or _held(controls, order[:2], marks, FEWEST + 1, anyway=True)
    return _distinct([first, *held, *answers])


def _held(
    controls: Mapping[str, Control],
    together: Sequence[str],
    marks: Mapping[str, set[Any]],
    coarsest: int,
    anyway: bool = False,
) -> list[Setting]:
    """All mixtures of some controls and each other one alone, as fine as `MOST` allows.

    Where even `coarsest` stops a slider are too many there are none, or those `anyway`.
    """
    first = _first(controls)
    others = [key for key in controls if key not in together]
    alone = [{**first, key: value} for key in others for value in stops_of(controls[key], ALONE, marks[key])]
    for stops in range(FINEST, coarsest - 1, -1):
        values = {key: stops_of(controls[key], stops, marks[key]) for key in together}
        if prod(map(len, values.values())) + len(alone) <= MOST:
            return [*_mixed(first, values), *alone]
    return [*_mixed(first, values), *alone] if anyway else []


def few_settings(controls: Mapping[str, Control], most: int, found: Sequence[Mapping[str, Any]] = ()) -> list[Setting]:
    """About so many settings, for a model that takes seconds: where it begins, where the answer to the task shows, and
    each control alone at as many stops as there is room for, its ends in any case.
    """
    first, answers = _first(controls), _answers(controls, found)
    marks = _marks(controls, answers)
    wanted = [first, *answers]
    for stops in range(ALONE, FEWEST - 1, -1):
        values = {key: stops_of(control, stops, marks[key]) for key, control in controls.items()}
        alone = [{**first, key: value} for key, each in values.items() for value in each]
        wanted = _distinct([first, *answers, *alone])
        if len(wanted) <= most:
            break
    return wanted


def stops_of(control: Control, most: int, marks: Iterable[Any] = ()) -> list[Any]:
    """Every option of a choice; of a slider at most so many values evenly spread, its ends and its first among them.

    The `marks` are among them too, in the place of their neighbours.
    """
    if not isinstance(control, Slider):
        return list(control.options)
    steps = round((control.high - control.low) / control.step)
    count = min(most - 1, steps)
    kept: list[float] = sorted({round(each * steps / count) for each in range(count + 1)})
    ends = {0.0, float(steps)}
    wanted = {(value - control.low) / control.step for value in (control.value, *marks)}
    for place in sorted(wanted - set(kept)):
        free = [each for each in kept if each not in wanted | ends]
        if free:
            kept.remove(min(free, key=lambda each: abs(each - place)))
        kept.append(place)
    values = sorted({round(control.low + place * control.step, 10) for place in kept})
    return [int(value) for value in values] if control.whole else values


def holds_all(controls: Mapping[str, Control], held: Sequence[Setting]) -> bool:
    """Whether these settings are all that the controls can be moved to."""
    counts = (
        round((each.high - each.low) / each.step) + 1 if isinstance(each, Slider) else len(each.options)
        for each in controls.values()
    )
    return len(held) >= prod(counts)


def _first(controls: Mapping[str, Control]) -> Setting:
    return {key: control.value for key, control in controls.items()}


def _answers(controls: Mapping[str, Control], found: Sequence[Mapping[str, Any]]) -> list[Setting]:
    """The settings at which the answer to a task shows, whole and as the controls give them."""
    first = _first(controls)
    whole = [{**first, **each} for each in found]
    return [{key: controls[key].part(key).take(value) for key, value in each.items()} for each in whole]


def _marks(controls: Mapping[str, Control], answers: Sequence[Setting]) -> dict[str, set[Any]]:
    return {key: {each[key] for each in answers} for key in controls}


def _mixed(first: Setting, values: Mapping[str, Sequence[Any]]) -> list[Setting]:
    return [{**first, **dict(zip(values, each, strict=True))} for each in product(*values.values())]


def _distinct(found: Sequence[Setting]) -> list[Setting]:
    """The settings without repeats, in their order."""
    return list({tuple(each.values()): each for each in found}.values())
