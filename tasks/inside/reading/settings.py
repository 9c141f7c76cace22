"""Which settings of an explore the reading edition holds: all of them, or the pairs that tell most."""

from collections.abc import Mapping, Sequence
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


def settings(controls: Mapping[str, Control], telling: Sequence[str]) -> list[dict[str, Any]]:
    """The settings to draw, the first of which is where the controls stand at first.

    All combinations if `MOST` are enough for `COARSEST` stops a slider, else all pairs of the two most telling controls
    (`telling`: all controls, the most telling first) and each other control alone.
    """
    first = {key: control.value for key, control in controls.items()}
    for stops in range(FINEST, COARSEST - 1, -1):
        values = {key: stops_of(control, stops) for key, control in controls.items()}
        if prod(map(len, values.values())) <= MOST:
            return _distinct(first, [dict(zip(values, each, strict=True)) for each in product(*values.values())])
    pair, others = telling[:2], telling[2:]
    alone = [{**first, key: value} for key in others for value in stops_of(controls[key], ALONE)]
    both: list[dict[str, Any]] = []
    for stops in range(FINEST, 2, -1):
        one, other = (stops_of(controls[key], stops) for key in pair)
        if len(one) * len(other) + len(alone) <= MOST or stops == 3:
            both = [{**first, pair[0]: a, pair[1]: b} for a, b in product(one, other)]
            break
    return _distinct(first, both + alone)


def stops_of(control: Control, most: int) -> list[Any]:
    """Every option of a choice; of a slider at most so many values evenly spread, its ends and its first among them."""
    if not isinstance(control, Slider):
        return list(control.options)
    steps = round((control.high - control.low) / control.step)
    count = min(most - 1, steps)
    places = {round(each * steps / count) for each in range(count + 1)}
    first = (control.value - control.low) / control.step
    nearest = min(places - {0, steps} or places, key=lambda place: abs(place - first))
    kept = sorted(places - {nearest} | {first} if first not in places else places)
    values = [round(control.low + place * control.step, 10) for place in kept]
    return [int(value) for value in values] if control.whole else values


def _distinct(first: dict[str, Any], found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [first, *(each for each in found if each != first)]
