"""A forest plot with its parts named, drawn for three invented trials."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, RED, SKY, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.trials.forest_anatomy import Anatomy, Bar

_LOW, _HIGH = -1.7, 3.1
"""Ends of the axis in standard deviations: nothing leaves it within the ranges that the notebook offers."""
_POOLED, _PREDICTION = 3, 4
"""Lines of the diamond and of the next trial, below those of the trials."""
_LARGEST = 30.0
"""Side of the square of a trial that had all the weight, in points."""
_ABOVE_START = 0.36
"""How far below its line the bar of the first setting stands, in lines."""


@drawn(height_in=4.2)
def forest_anatomy(result: Anatomy, figure: Figure, began: Anatomy | None = None) -> str:
    """Three trials, their diamond and the prediction interval, each part named; in grey where one began."""
    weights = [f"{100 * trial.weight:.0f}%" for trial in result.trials]
    axes = rows(
        figure,
        [f"{trial.name.removeprefix('Trial ')}, {trial.people}" for trial in result.trials]
        + ["All together", "Next trial"],
        [
            Column(head="weight", texts=[*weights, "100%", ""], width=58),
            Column(
                head="effect (95%)",
                texts=[_told(bar) for bar in (*(trial.bar for trial in result.trials), result.pooled)]
                + [f"{_two_places(result.prediction.low)} … {_two_places(result.prediction.high)}"],
                width=158,
            ),
        ],
        head="trial, people",
        left=112,
    )
    axes.set(xlim=(_LOW, _HIGH), xticks=(-1, 0, 1, 2, 3), ylim=(4.7, -0.75))
    axes.set_xticks((-1, 0, 1, 2, 3), [minus(tick) for tick in (-1, 0, 1, 2, 3)])
    axes.axvline(0, color=INK, linewidth=1.2, zorder=0.5)
    if began:
        _before(axes, began)
    for y, trial in enumerate(result.trials):
        axes.hlines(y, trial.bar.low, trial.bar.high, color=INK, linewidth=2)
        side = _LARGEST * trial.weight**0.5
        axes.plot(trial.bar.estimate, y, "s", color=SKY, markeredgecolor=BLUE, zorder=1, markersize=side)
    _diamond(axes, result.pooled)
    axes.hlines(_PREDICTION, result.prediction.low, result.prediction.high, color=RED, linewidth=7)
    _parts(axes, result)
    axes.set_xlabel("← control better   SD   drug better →")
    heading(
        figure,
        f"All together {_two_places(result.pooled.estimate)} SD; a next trial "
        f"{_two_places(result.prediction.low)} to {_two_places(result.prediction.high)}",
        f"Illustration: invented; true effects spread by {result.spread:g} SD" + (" · grey: at first" if began else ""),
    )
    return _in_words(result)


def _before(axes: Axes, began: Anatomy) -> None:
    """The intervals of the first setting, in grey below those of now."""
    bars = [*(trial.bar for trial in began.trials), began.pooled, began.prediction]
    heights = [y + _ABOVE_START for y in range(len(bars))]
    axes.hlines(heights, [bar.low for bar in bars], [bar.high for bar in bars], color=BEGAN, linewidth=2.5, zorder=0.9)


def _diamond(axes: Axes, pooled: Bar) -> None:
    axes.fill(
        [pooled.low, pooled.estimate, pooled.high, pooled.estimate],
        [_POOLED, _POOLED + 0.28, _POOLED, _POOLED - 0.28],
        facecolor=RED,
        edgecolor=INK,
    )


def _parts(axes: Axes, result: Anatomy) -> None:
    """The names of the parts, above the line that shows each, from its right end on."""
    first, second, third = (trial.bar for trial in result.trials)
    named: dict[str, list[tuple[str, float, float]]] = {
        "right": [("no effect", -0.05, -0.48)],
        "center": [("square: found", first.estimate, -0.46)],
        "left": [
            ("95% interval", max(second.high, -0.02) + 0.08, 1), ("area: weight", third.high + 0.12, 2),
            ("diamond", result.pooled.high + 0.08, _POOLED),
            ("true effect", result.prediction.high + 0.08, _PREDICTION),
        ],
    }  # fmt: skip
    for align, lines in named.items():
        words(axes, lines, align, ink(GREY))


def _told(bar: Bar) -> str:
    return f"{_two_places(bar.estimate)} ({_two_places(bar.low)} … {_two_places(bar.high)})"


def _range(bar: Bar) -> str:
    return f"{_two_places(bar.low)} to {_two_places(bar.high)}"


def _two_places(value: float) -> str:
    return minus(round(value, 2) + 0.0, ".2f")


def _in_words(result: Anatomy) -> str:
    trials = "; ".join(
        f"{trial.name}, {trial.people} people: {_two_places(trial.bar.estimate)} ({_range(trial.bar)}), "
        f"weight {100 * trial.weight:.0f}%"
        for trial in result.trials
    )
    return (
        f"All three pooled: {_two_places(result.pooled.estimate)} SD ({_range(result.pooled)}); the true effect of a "
        f"next trial is expected from {_range(result.prediction)}. "
        f"Forest plot of three invented trials whose true effects spread by {result.spread:g} SD. {trials}. A square "
        "is the estimate, its area the weight, its line the 95% interval; the upright line at 0 means no effect. The "
        "diamond is the pooled effect, the thick bar below it the prediction interval."
    )
