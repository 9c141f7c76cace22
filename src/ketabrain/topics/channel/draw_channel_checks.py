"""Published values against what the channel models say for them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, LIGHT, PAPER, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.channel.channel_checks import ModelPart, PartChecks
from ketabrain.topics.channel.rounding import two_digits

_COLUMN = 84
_NEAR = 2
"""Fold by which a value that is met may be missed."""
_SEEN = 0.02
"""Difference of two ratios, as a logarithm, from which on both are drawn."""


@drawn(height_in=4.9)
def checks(found: PartChecks, figure: Figure) -> str:
    """Predicted over measured for every check, with the twofold band; the names of the rows of the chosen part."""
    every, chosen = found.every, found.chosen
    inside = [found.part in (ModelPart.ALL, row.part) for row in every.rows]
    named = [found.part is row.part for row in every.rows]
    names = [row.short if name else "" for row, name in zip(every.rows, named, strict=True)]
    axes = rows(figure, names, _columns(found, named))
    axes.axvspan(0.5, 2, color=LIGHT, linewidth=0, zorder=0)
    axes.axvline(1, color=GREY, linewidth=1, zorder=0.5)
    place, ratios = np.arange(len(every.rows)), every.errors.ratios
    colours = [BLUE if row else BEGAN for row in inside]
    axes.hlines(place, np.minimum(ratios, 1), np.maximum(ratios, 1), color=colours, linewidth=1.6)
    filled = [colour if row.independent else PAPER for row, colour in zip(every.rows, colours, strict=True)]
    axes.scatter(ratios, place, s=56, c=filled, edgecolors=colours, linewidths=1.6, zorder=3)
    published = found.published.errors.ratios
    apart = np.abs(np.log(published / ratios)) > _SEEN
    axes.plot(published[apart], place[apart], "|", color=INK, markersize=12, markeredgewidth=2)
    axes.set(xscale="log", xlim=(0.2, 8), xlabel="Model ÷ measured (logarithmic)")
    axes.xaxis.set_major_locator(FixedLocator([0.25, 0.5, 1, 2, 4]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    _groups(axes, found)
    errors = chosen.errors
    miss = f"{errors.geometric_mean_fold_error:.1f}"
    near = round(errors.share_within_twofold * len(chosen.rows))
    finding = f"{near} of {counted(len(chosen.rows), 'value')} met within twofold; typical miss {miss}-fold"
    heading(figure, finding, "Open: not independent · upright bar: published rates")
    worst = chosen.rows[int(errors.folds.argmax())]
    return (
        f"{finding}. The model is compared with {counted(len(chosen.rows), 'published value')}; it meets "
        f"{errors.share_within_twofold:.0%} within a factor of two (grey band). Typical miss "
        f"{errors.geometric_mean_fold_error:.2f}-fold. The worst is {worst.name}: {two_digits(worst.measured)} "
        f"measured, {two_digits(worst.predicted)} predicted ({worst.unit}). Open marks come from the study that gave "
        "the model its rates. Upright bars show where a value would lie with the published rates, not the matched ones."
    )


def _columns(found: PartChecks, named: Sequence[bool]) -> list[Column]:
    """The values of the rows that are named; where none is, the names of those that the model misses."""
    checks_of = found.every.rows
    if not any(named):
        folds = found.every.errors.folds
        missed = [row.short if fold > _NEAR else "" for row, fold in zip(checks_of, folds, strict=True)]
        return [Column(head="missed", texts=missed, width=2 * _COLUMN)]
    return [
        Column(
            head=head,
            texts=[_amount(getattr(row, value), row.unit) if name else ""
                   for row, name in zip(checks_of, named, strict=True)],
            width=_COLUMN,
        )
        for head, value in (("measured", "measured"), ("model", "predicted"))
    ]  # fmt: skip


def _amount(value: float, unit: str) -> str:
    return f"{two_digits(value)} {unit}".removesuffix(" times").replace(" %", "%")


def _groups(axes: Axes, found: PartChecks) -> None:
    """A line between the parts of the model, and the name of each part whose rows are not named."""
    parts = [row.part for row in found.every.rows]
    firsts = [row for row in range(1, len(parts)) if parts[row] is not parts[row - 1]]
    for row in firsts:
        axes.axhline(row - 0.5, color=LIGHT, linewidth=1, zorder=0)
    left = axes.get_yaxis_transform()
    for part in dict.fromkeys(parts):
        if part is not found.part:
            middle = float(np.mean([row for row, each in enumerate(parts) if each is part]))
            colour = INK if found.part is ModelPart.ALL else ink(GREY)
            words(axes, [(part, -0.03, middle)], "right", colour, left)
