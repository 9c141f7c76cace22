"""Numbers on axes drawn at once: each of matplotlib's own ticks costs a redraw more than a millisecond."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.markers import TICKDOWN, TICKLEFT
from matplotlib.ticker import NullLocator
from matplotlib.transforms import ScaledTranslation, Transform

from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import DPI, INK
from ketabrain.engine.numerals import minus

Tick = float | tuple[float, str]
"""A place on an axis: its number stands there, or the words beside it."""

_LENGTH = 3.5
_BELOW, _BESIDE = 15, 8


def quick_ticks(axes: Axes, x: Sequence[Tick] = (), y: Sequence[Tick] = (), *, out: float = 0) -> None:
    """Mark places on both axes, and no others, as matplotlib's own ticks would look; their words stand `out` pixels
    farther out. It costs a fifth of what those cost.
    """
    axes.set(xticks=(), yticks=())
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())
    beside, below = axes.get_yaxis_transform(), axes.get_xaxis_transform()
    _mark(axes, [(place, 0, word) for place, word in _named(x)], TICKDOWN, "center", below, (0, -_BELOW - out))
    _mark(axes, [(0, place, word) for place, word in _named(y)], TICKLEFT, "right", beside, (-_BESIDE - out, 0))


def _named(ticks: Sequence[Tick]) -> list[tuple[float, str]]:
    return [tick if isinstance(tick, tuple) else (tick, minus(tick, ",g")) for tick in ticks]


def _mark(
    axes: Axes, ticks: Sequence[tuple[float, float, str]], marker: int, align: str, where: Transform,
    away: tuple[float, float],
) -> None:  # fmt: skip
    if not ticks:
        return
    limits = axes.axis()
    axes.plot([x for x, _, _ in ticks], [y for _, y, _ in ticks], linestyle="none", marker=marker, markersize=_LENGTH,
              color=INK, markeredgewidth=0.8, clip_on=False, transform=where)  # fmt: skip
    axes.axis(limits)
    moved = where + ScaledTranslation(away[0] / DPI, away[1] / DPI, axes.figure.dpi_scale_trans)
    words(axes, [(word, x, y) for x, y, word in ticks], align, transform=moved)
