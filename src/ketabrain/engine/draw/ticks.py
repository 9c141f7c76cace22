"""Axes that are drawn fast: ticks all at once, each of which costs matplotlib more than a millisecond, and nothing
is measured for ends of axes that are given.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick, XAxis, YAxis
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN, TICKLEFT, TICKRIGHT, TICKUP
from matplotlib.patches import Patch
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator
from matplotlib.transforms import ScaledTranslation, Transform

from ketabrain.engine.draw.lettering import word_paths
from ketabrain.engine.draw.style import DPI, INK
from ketabrain.engine.numerals import minus

Place = float | tuple[float, str]
"""A place on an axis: its number stands there, or the words beside it."""

_LENGTH_PT, _MINOR_LENGTH_PT, _PAD_PT = 3.5, 2, 3.5
_FROM_X, _FROM_Y = 15, 8
"""Pixels from an axis to the middle of its numbers below or above, and to the end of those beside it."""


class _AtOnce(Axis):
    """An axis that draws all its marks as one line and all its numbers as one collection, where its locator and its
    formatter put them. `tick_params` may set length, pad and the side; there is no grid. Drawing raises ValueError for
    numbers in matplotlib's notation of formulas, which a logarithmic axis has until it is given others.
    """

    majorTicks: list[Tick] = []  # noqa: RUF012  # nothing writes to it; matplotlib's own makes a tick when asked for
    minorTicks: list[Tick] = []  # noqa: RUF012
    _drawn: Sequence[Artist] = ()
    _names: tuple[str, str]
    """The sides where it may stand, as `tick_params` calls them."""
    _marks: tuple[Any, Any]
    _ends: tuple[str, str]
    """What of a number lies at its place, on either side."""
    _away: tuple[float, float]
    """From the first side to its numbers, in pixels to the right and up."""

    def get_major_ticks(self, numticks: int | None = None) -> list[Tick]:
        """None: matplotlib makes ticks wherever it can ask for them."""
        return []

    def get_minor_ticks(self, numticks: int | None = None) -> list[Tick]:
        """None, as of the major ones."""
        return []

    def get_children(self) -> list[Artist]:
        """The label, and what stood on the axis when it was drawn last."""
        return [self.label, *self._drawn]

    def draw(self, renderer: RendererBase) -> None:
        """Draw marks, numbers and label."""
        if not self.get_visible():
            return
        self._drawn = [*self._ticks("minor"), *self._ticks("major")]
        for each in (*self._drawn, self.label):
            each.draw(renderer)
        self.stale = False

    def _ticks(self, which: Any) -> list[Artist]:
        major = which == "major"
        formatter = self.get_major_formatter() if major else self.get_minor_formatter()
        places = [float(place) for place in (self.get_majorticklocs() if major else self.get_minorticklocs())]
        named = zip(places, formatter.format_ticks(places), strict=True)
        low, high = sorted(self.get_transform().transform(self.get_view_interval()))
        room = 1e-6 * (high - low)
        inside = [(x, name) for x, name in named if low - room <= self.get_transform().transform(x) <= high + room]
        if not inside:
            return []
        looks = self.get_tick_params(which)
        found: list[Artist] = []
        for side, name in enumerate(self._names):
            if looks.get(name) and looks.get("length") != 0:
                found.append(self._line([x for x, _ in inside], side, which))
            if looks.get(f"label{name}"):
                found += self._numbers(inside, side, looks.get("pad", _PAD_PT) - _PAD_PT)
        for each in found:
            each.set_figure(self.axes.figure)
            each.axes = self.axes
        return found

    def _line(self, places: Sequence[float], side: int, which: str) -> Artist:
        points = self._points(places, side)
        size = _LENGTH_PT if which == "major" else _MINOR_LENGTH_PT
        return Line2D(
            points[:, 0], points[:, 1], linestyle="none", marker=self._marks[side], markersize=size, color=INK,
            markeredgewidth=0.8, transform=self._where(),
        )  # fmt: skip

    def _numbers(self, ticks: Sequence[tuple[float, str]], side: int, out_pt: float) -> list[PathCollection]:
        sign = 1 if side == 0 else -1
        right, up = (sign * (px + np.sign(px) * out_pt * DPI / 72) / DPI for px in self._away)
        if any("$" in name for _, name in ticks):
            raise ValueError("This axis has formulas for numbers. Give it plain ones: plain_log_ticks, ticks_at.")
        moved = self._where() + ScaledTranslation(right, up, self.axes.figure.dpi_scale_trans)
        points = self._points([x for x, _ in ticks], side)
        lines = [(name, x, y) for (_, name), (x, y) in zip(ticks, points, strict=True) if name]
        return [word_paths(lines, self._ends[side], INK, moved)] if lines else []

    def _points(self, places: Sequence[float], side: int) -> np.ndarray:
        """Where the ticks stand on that side: in data along the axis, and in shares of the plot across it."""
        raise NotImplementedError

    def _where(self) -> Transform:
        """From such points to the picture."""
        raise NotImplementedError


class _X(_AtOnce, XAxis):
    _names = ("bottom", "top")
    _marks = (TICKDOWN, TICKUP)
    _ends = ("center", "center")
    _away = (0, -_FROM_X)

    def _points(self, places: Sequence[float], side: int) -> np.ndarray:
        return np.column_stack([places, np.full(len(places), side)])

    def _where(self) -> Transform:
        return self.axes.get_xaxis_transform()


class _Y(_AtOnce, YAxis):
    _names = ("left", "right")
    _marks = (TICKLEFT, TICKRIGHT)
    _ends = ("right", "left")
    _away = (-_FROM_Y, 0)

    def _points(self, places: Sequence[float], side: int) -> np.ndarray:
        return np.column_stack([np.full(len(places), side), places])

    def _where(self) -> Transform:
        return self.axes.get_yaxis_transform()


class QuickAxes(Axes):
    """Axes as matplotlib's own, but for their ticks; what is drawn after both axes have their ends moves neither."""

    def _init_axis(self) -> None:
        # Where matplotlib's own kinds of axes, such as the polar ones, put theirs.
        self.xaxis, self.yaxis = _X(self, clear=False), _Y(self, clear=False)
        for sides, axis in (("bottom", "top"), self.xaxis), (("left", "right"), self.yaxis):
            for side in sides:
                self.spines[side].register_axis(axis)

    def clear(self) -> None:
        """Empty the axes, and place their lines at the edges of the plot; matplotlib's ticks do so in passing."""
        super().clear()
        for side in self.spines.values():
            side.set_position(("outward", 0))

    def _update_patch_limits(self, patch: Patch) -> None:
        # Finding the outermost points of a drawing's curves takes as long as drawing them.
        if self.get_autoscalex_on() or self.get_autoscaley_on():
            super()._update_patch_limits(patch)  # type: ignore[misc]  # matplotlib's stubs leave it out

    def _update_line_limits(self, line: Line2D) -> None:
        if self.get_autoscalex_on() or self.get_autoscaley_on():
            super()._update_line_limits(line)  # type: ignore[misc]


def ticks_at(axes: Axes, x: Sequence[Place] = (), y: Sequence[Place] = ()) -> None:
    """Mark places on both axes, and no others; unlike matplotlib's own way it moves no end of an axis."""
    for axis, places in ((axes.xaxis, x), (axes.yaxis, y)):
        named = dict(place if isinstance(place, tuple) else (place, minus(place, ",g")) for place in places)
        axis.set_major_locator(FixedLocator(list(named)))
        axis.set_major_formatter(FixedFormatter(list(named.values())))
        axis.set_minor_locator(NullLocator())
