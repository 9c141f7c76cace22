"""Pooled effects of several disorders on one axis, with the smallest effect that matters as a line."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, direct, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREY, INK, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.rating.pooled_effects import AgainstMark, PooledEffect, PooledEffects

_LOOKS = {
    AgainstMark.PASSES: ("o", BLUE), AgainstMark.UNDECIDED: ("D", ORANGE), AgainstMark.FALLS_SHORT: ("s", GREY),
    AgainstMark.NO_INTERVAL: ("^", INK),
}  # fmt: skip
"""Where an effect lies is said by its shape and colour."""
_LEFT = 232
"""Pixels that the names of disorders and controls take."""
_LOWEST, _HIGHEST = -0.5, 2.4


@drawn(height_in=4.6)
def scale(result: PooledEffects, figure: Figure) -> str:
    """A line for every effect, ranges dashed between open marks; those of other disorders in pale."""
    every = result.every
    out = [y for y, effect in enumerate(every) if effect not in result.effects]
    firsts = {effect.disorder: y for y, effect in reversed(list(enumerate(every)))}
    axes = rows(
        figure,
        [f"{effect.contrast}, {effect.study[-4:]}" for effect in every],
        [Column(head="effect (95%)", texts=[_short(effect) for effect in every], width=140)],
        head="against",
        left=_LEFT,
        pale=out,
    )
    axes.set(xlim=(_LOWEST, _HIGHEST), xticks=(0, 0.5, 1, 1.5, 2), xlabel="Better with the drug (SD)")
    axes.axvline(0, color=INK, linewidth=1)
    axes.axvline(result.smallest, color=RED, linestyle="--", linewidth=1.8)
    axes.axvspan(result.smallest, _HIGHEST, color=RED, alpha=0.05, linewidth=0, zorder=0)
    direct(axes, "your mark", result.smallest, -0.6, RED, up=7, right=4)
    for y, effect in enumerate(every):
        _mark(axes, effect, y, pale=y in out)
    far = axes.get_yaxis_transform() + ScaledTranslation((16 - _LEFT) / DPI, 0, axes.figure.dpi_scale_trans)
    for pale, colour in ((False, INK), (True, ink(GREY))):
        named = [(name.removeprefix("ordinary "), 0, y) for name, y in firsts.items() if (y in out) is pale]
        words(axes, named, "left", colour, far)
    heading(figure, _found(result), "Published poolings · ● above ◆ across ■ below · △ range")
    return _in_words(result)


def _mark(axes: Axes, effect: PooledEffect, y: int, *, pale: bool) -> None:
    """Interval and effect. The ends of a range are effects of their own, and open; between them nothing was printed."""
    marker, colour = _LOOKS[effect.verdict]
    colour = BEGAN if pale else colour
    axes.hlines(y, effect.low, effect.high, color=colour, linewidth=2.4, linestyle="--" if effect.is_range else "-")
    at = [effect.low, effect.high] if effect.effect is None else [effect.effect]
    face = PAPER if effect.is_range else colour
    axes.plot(at, [y] * len(at), marker, color=face, markeredgecolor=colour if effect.is_range else PAPER,
              markersize=10, linestyle="none")  # fmt: skip


def _found(result: PooledEffects) -> str:
    """For which disorders an interval lies wholly above the mark."""
    names = _names(result.lying(AgainstMark.PASSES))
    above = ", ".join(names) if len(names) <= 3 else "each disorder"
    return f"Wholly above {result.smallest:.1f} SD: {above or 'nothing'}"


def _names(effects: Sequence[PooledEffect]) -> list[str]:
    return list(dict.fromkeys(effect.disorder.removeprefix("ordinary ") for effect in effects))


def _short(effect: PooledEffect) -> str:
    ends = f"{minus(effect.low)} … {minus(effect.high)}"
    return ends if effect.effect is None else f"{minus(effect.effect)} ({ends})"


def _in_words(result: PooledEffects) -> str:
    told = "; ".join(_told(effect) for effect in result.effects)
    passing = ", ".join(f"{each.disorder} against {each.contrast}" for each in result.lying(AgainstMark.PASSES))
    return (
        f"{_found(result).replace('above', 'above a mark of')}. One by one: {passing or 'none'}. "
        f"Published pooled effects ({result.disorder}), above 0 in favour of the drug: {told}. "
        "Times and controls differ, and the same trials stand behind several lines, so they are no votes to be counted."
    )


def _told(effect: PooledEffect) -> str:
    ends = f"{minus(effect.low)} to {minus(effect.high)}"
    size = f"effects from {ends}" if effect.effect is None else f"{minus(effect.effect)} ({ends})"
    return f"{effect.disorder} against {effect.contrast}, {effect.when} ({effect.study}): {size}, {effect.verdict}"
