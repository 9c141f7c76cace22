"""The states of an explore: every control at its ends, and how much of the picture each of them moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from ketabrain.engine.controls import Slider
from ketabrain.engine.draw.style import house_style
from ketabrain.engine.explore import Explorer, Runner

_SEEN = 30
"""Levels of grey, of 255, from which on a pixel counts as another."""


@dataclass(frozen=True, kw_only=True)
class State:
    """One setting of an explore: what was set, in words, and the values of its controls."""

    name: str
    values: dict[str, Any]


def states(explorer: Explorer) -> list[State]:
    """The first setting, all controls at their low and at their high ends, and each alone at its ends or options."""
    first = explorer.defaults
    ends = {key: _ends(explorer, key) for key in explorer.controls}
    alone = [
        State(
            name=f"{key} = {value:g}" if isinstance(value, float) else f"{key} = {value}", values={**first, key: value}
        )
        for key, values in ends.items()
        for value in values
        if value != first[key]
    ]
    every = [
        State(name=name, values={key: values[place] for key, values in ends.items()})
        for name, place in (("all low", 0), ("all high", -1))
    ]
    return [State(name="start", values=first), *every, *alone]


def _ends(explorer: Explorer, key: str) -> list[Any]:
    control = explorer.controls[key]
    values = list(control.corners)
    return [values[0], values[-1]] if isinstance(control, Slider) else values


def show(explorer: Explorer, values: dict[str, Any]) -> None:
    """Set an explore, and run it where it waits for its button."""
    explorer.set(**values)
    if isinstance(explorer, Runner):
        explorer.run()


def moved_shares(explorer: Explorer) -> Iterator[tuple[str, float]]:
    """For each control the largest share (0 to 1) of the picture's pixels, words left out, that two of its values tell
    apart, all other controls being where they began.
    """
    for key in explorer.controls:
        pictures = []
        for value in _ends(explorer, key):
            show(explorer, {**explorer.defaults, key: value})
            pictures.append(without_words(explorer.figure))
        yield key, max(float((abs(one - other) > _SEEN).mean()) for one, other in combinations(pictures, 2))
    explorer.set(**explorer.defaults)


def without_words(figure: Figure) -> np.ndarray:
    """A figure in levels of grey (0 to 255), a number for each pixel, with all that is written left out."""
    written = [each for each in figure.findobj(_writes) if each.get_visible()]
    for artist in written:
        artist.set_visible(False)
    canvas = FigureCanvasAgg(figure)
    with house_style():
        canvas.draw()
    for artist in written:
        artist.set_visible(True)
    return np.asarray(canvas.buffer_rgba())[..., :3].mean(axis=2)


def _writes(artist: Artist) -> bool:
    # An axis makes its numbers anew whenever it is drawn.
    return isinstance(artist, Axis | Text) or (isinstance(artist, PathCollection) and artist.get_gid() is not None)
