"""Pooled effects of several disorders on one axis, with the smallest effect that matters as a line."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, RED
from ketabrain.engine.numerals import brief, minus
from ketabrain.topics.rating.pooled_effects import AgainstMark, PooledEffect, PooledEffects

_LOOKS = {
    "depression": ("o", BLUE), "anxiety": ("s", ORANGE), "PTSD": ("D", RED), "suicidal thoughts": ("^", GREEN),
    "ordinary antidepressants": ("v", GREY),
}  # fmt: skip


@drawn(height_in=4.8)
def scale(result: PooledEffects, figure: Figure) -> str:
    """A line for every effect, ranges dashed between open marks."""
    axes = panel(figure, left=0.425, right=0.745, bottom=0.13, top=0.83)
    beside = axes.get_yaxis_transform()
    names, sides = [], []
    for y, effect in enumerate(result.effects):
        names.append((f"{effect.disorder.removeprefix('ordinary ')}, {effect.contrast}, {effect.when}", -0.03, y))
        sides.append((f"{brief(effect.study)}: {effect.verdict}", 1.03, y))
    for disorder, is_range in dict.fromkeys((effect.disorder, effect.is_range) for effect in result.effects):
        _marks(axes, result, disorder, is_range)
    words(axes, names, "right", transform=beside)
    words(axes, sides, "left", transform=beside)
    axes.axvline(0, color=INK, linewidth=1)
    axes.axvline(result.smallest, color=RED, linestyle="--", linewidth=1.6)
    axes.hlines(range(len(result.effects)), -0.5, 2.4, color=LIGHT, linewidth=0.8, zorder=0)
    axes.set(xlim=(-0.5, 2.4), ylim=(max(len(result.effects), 5) - 0.4, -0.7), yticks=(), xticks=(0, 0.5, 1, 1.5, 2))
    axes.set_xlabel("Better with the drug (SD)  →")
    heads = [("what, against what, when", -0.03, -1.0), ("study: against your mark", 1.03, -1.0)]
    words(axes, heads[:1], "right", GREY, beside)
    words(axes, heads[1:], "left", GREY, beside)
    axes.set_title(f"Dashed: your mark, {result.smallest:.1f} SD", x=-1.31, y=1.09)
    return _in_words(result)


def _marks(axes: Axes, result: PooledEffects, disorder: str, is_range: bool) -> None:
    """Lines and marks of what is alike, in two artists. The ends of a range are effects of their own, and open; between
    them nothing was printed.
    """
    marker, colour = _LOOKS[disorder]
    alike = [
        (y, each) for y, each in enumerate(result.effects) if (each.disorder, each.is_range) == (disorder, is_range)
    ]
    lows, highs = [each.low for _, each in alike], [each.high for _, each in alike]
    axes.hlines([y for y, _ in alike], lows, highs, color=colour, linewidth=2.4, linestyle="--" if is_range else "-")
    marks = [(x, y) for y, each in alike for x in ([each.low, each.high] if each.effect is None else [each.effect])]
    axes.plot(
        [x for x, _ in marks], [y for _, y in marks], marker, color=colour, markeredgecolor=INK, markersize=9,
        linestyle="none", fillstyle="none" if is_range else "full",
    )  # fmt: skip


def _in_words(result: PooledEffects) -> str:
    told = "; ".join(_told(effect) for effect in result.effects)
    passing = ", ".join(f"{each.disorder} against {each.contrast}" for each in result.lying(AgainstMark.PASSES))
    return (
        f"Wholly above a mark of {result.smallest:.1f} SD: {passing or 'none'}. Published pooled effects "
        f"({result.disorder}), above 0 in favour of the drug: {told}. "
        "Times and controls differ, and the same trials stand behind several lines, so they are no votes to be counted."
    )


def _told(effect: PooledEffect) -> str:
    ends = f"{minus(effect.low)} to {minus(effect.high)}"
    size = f"effects from {ends}" if effect.effect is None else f"{minus(effect.effect)} ({ends})"
    return f"{effect.disorder} against {effect.contrast}, {effect.when} ({effect.study}): {size}, {effect.verdict}"
