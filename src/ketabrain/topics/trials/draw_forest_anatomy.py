"""A forest plot with its parts named, drawn for three invented trials."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, SKY, SMALL
from ketabrain.engine.numerals import minus
from ketabrain.topics.trials.forest_anatomy import Anatomy, Bar

_LOW, _HIGH = -1.7, 3.1
"""Ends of the axis in standard deviations: nothing leaves it within the ranges that the notebook offers."""
_ROWS = (5.0, 4.0, 3.0)
_POOLED, _PREDICTION = 1.8, 0.8
_LARGEST = 22.0
"""Side of the square of a trial that had all the weight, in points."""
_PARTS = (
    (5.0, "square: what the trial found"),
    (4.0, "line: its 95% interval"),
    (3.0, "area of the square: its weight"),
    (1.8, "diamond: all three pooled"),
    (0.8, "bar: prediction interval,\ntrue effect of a next trial"),
)


@drawn(height_in=4.4)
def forest_anatomy(result: Anatomy, figure: Figure) -> str:
    """Three trials, their diamond and the prediction interval, each part named."""
    axes = panel(figure, left=0.215, right=0.685, bottom=0.14, top=0.88)
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.hlines(_ROWS, _LOW, _HIGH, color=LIGHT, linewidth=0.8, zorder=0)
    for trial, y in zip(result.trials, _ROWS, strict=True):
        axes.hlines(y, trial.bar.low, trial.bar.high, color=INK, linewidth=2)
        axes.plot(
            trial.bar.estimate,
            y,
            "s",
            color=SKY,
            markeredgecolor=BLUE,
            zorder=1,
            markersize=_LARGEST * trial.weight**0.5,
        )
    _diamond(axes, result.pooled)
    axes.hlines(_PREDICTION, result.prediction.low, result.prediction.high, color=GREEN, linewidth=7)
    _names(axes, result)
    axes.set(xlim=(_LOW, _HIGH), ylim=(0.1, 5.9), yticks=(), xticks=(-1, 0, 1, 2, 3))
    axes.set_xlabel("← control better     Effect (SD)     drug better →")
    axes.set_title("Illustration: three invented trials", x=-0.43)
    return _in_words(result)


def _diamond(axes: Axes, pooled: Bar) -> None:
    axes.fill(
        [pooled.low, pooled.estimate, pooled.high, pooled.estimate],
        [_POOLED, _POOLED + 0.28, _POOLED, _POOLED - 0.28],
        facecolor=ORANGE,
        edgecolor=INK,
    )


def _names(axes: Axes, result: Anatomy) -> None:
    """What stands at the left of each line, and at the right which part it shows."""
    beside = axes.get_yaxis_transform()
    for trial, y in zip(result.trials, _ROWS, strict=True):
        words = f"{trial.name}, {trial.people} people\nweight {100 * trial.weight:.0f}%"
        axes.text(-0.43, y, words, transform=beside, va="center", fontsize=SMALL)
    axes.text(-0.43, _POOLED, f"pooled {_told(result.pooled)}", transform=beside, va="center", fontsize=SMALL)
    axes.text(-0.43, _PREDICTION, f"next {_range(result.prediction)}", transform=beside, va="center", fontsize=SMALL)
    for y, words in _PARTS:
        axes.text(1.03, y, words, transform=beside, va="center", fontsize=SMALL)
    axes.text(0, 5.6, " line of no effect", va="center", fontsize=SMALL, color=GREY)


def _range(bar: Bar) -> str:
    return f"{_two_places(bar.low)} to {_two_places(bar.high)}"


def _told(bar: Bar) -> str:
    return _two_places(bar.estimate)


def _two_places(value: float) -> str:
    return minus(value, ".2f")


def _in_words(result: Anatomy) -> str:
    trials = "; ".join(
        f"{trial.name}, {trial.people} people: {_told(trial.bar)} ({_range(trial.bar)}), "
        f"weight {100 * trial.weight:.0f}%"
        for trial in result.trials
    )
    return (
        f"Forest plot of three invented trials whose true effects spread by {result.spread:g} SD. {trials}. A square "
        "is the estimate, its area the weight, its line the 95% interval; the upright line at 0 means no effect. "
        f"Diamond, all pooled: {_told(result.pooled)} ({_range(result.pooled)}). Prediction interval, where the "
        f"true effect of a next trial is expected: {_range(result.prediction)}."
    )
