"""A tube of blood: how burst platelets change what a test for BDNF in plasma reads."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, SMALL
from ketabrain.topics.bdnf.blood_bdnf import PlasmaReading

_PLATELETS = 1000
_PLACES = np.random.default_rng(6).permutation(np.stack(np.meshgrid(np.arange(20), np.arange(50)), -1).reshape(-1, 2))
"""Where the drawn platelets lie in the tube, in an order without order, so that those that burst are scattered."""
_MOST_LYSED, _MOST_RISE = 0.05, 1.0
"""The axes hold this much for every share in platelets, so that they stand still while the rest is changed."""


def tube(result: PlasmaReading, figure: Figure) -> str:
    """Platelets in a tube, what the reading is made of, and the reading against burst platelets.

    Meant for up to 5% burst and a rise up to 100%.
    """
    left, middle, right = panels(figure, (0.55, 1.1, 1.25), left=0.01, right=0.975, bottom=0.17, top=0.87, gap=0.095)
    burst = _platelets(left, result)
    top = 1.13 * result.at(_MOST_LYSED, _MOST_RISE)
    _pieces(middle, result, top)
    _curve(right, result, top)
    left.set_title(f"The test reads {result.reading:.2f} times the resting level", x=0.07)
    return (
        f"The test reads {result.reading:.2f} times the resting level, with {_percent(result.lysed_share)} of "
        f"platelets burst and a true rise of {_percent(result.true_rise)}. The reading is made of 1 at rest, "
        f"{result.true_rise:.2f} from the true rise and {result.from_platelets:.2f} from burst platelets, which is "
        f"{_percent(result.share_from_platelets)} of it. {_percent(result.platelet_share)} of BDNF in blood sits in "
        f"platelets; {burst} of {_PLATELETS:,} drawn ones burst. An illustration.{_faked(result)}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"


def _faked(result: PlasmaReading) -> str:
    """What the mark on the curve means; where it stands is the learner's to find."""
    if not 0 < result.faking_lysis <= _MOST_LYSED:
        return ""
    return " A mark on the dashed curve shows where burst platelets alone would read the same."


def _platelets(axes: Axes, result: PlasmaReading) -> int:
    """Draw the tube; returns how many of its platelets are drawn burst."""
    burst = round(_PLATELETS * result.lysed_share)
    axes.add_patch(
        FancyBboxPatch(
            (-1, -2), 21, 53, boxstyle="round,pad=0.4,rounding_size=5", facecolor=PAPER, edgecolor=GREY, linewidth=2
        )
    )
    axes.plot(*_PLACES[burst:].T, "o", color=ORANGE, markersize=2.4, markeredgewidth=0)
    axes.plot(*_PLACES[:burst].T, "X", color=RED, markersize=8, markeredgecolor=INK, markeredgewidth=0.5)
    axes.set(xlim=(-4, 23), ylim=(-4, 54))
    axes.axis("off")
    axes.text(
        9.5, -9, f"illustration:\n{_PLATELETS:,} platelets,\n✕ {burst} burst", fontsize=SMALL, ha="center", va="center"
    )
    return burst


def _pieces(axes: Axes, result: PlasmaReading, top: float) -> None:
    """What the reading is made of, piece upon piece, and the whole at the right."""
    bottoms = (0, 1, result.from_plasma, 0)
    heights = (1, result.true_rise, result.from_platelets, result.reading)
    axes.bar(range(4), heights, 0.7, bottoms, color=(GREY, GREEN, RED, BLUE), linewidth=0)
    axes.hlines(
        (1, result.from_plasma, result.reading), (-0.35, 0.65, 1.65), (1.35, 2.35, 3.35), color=INK, linewidth=0.9
    )
    axes.text(3, result.reading + 0.02 * top, f"{result.reading:.2f}", fontsize=SMALL, ha="center", va="bottom")
    axes.set(xlim=(-0.5, 3.5), ylim=(0, top), ylabel="Times the resting level")
    axes.set_xticks(range(4), ["at\nrest", "true\nrise", "burst\nplatelets", "test\nreads"], fontsize=SMALL)
    axes.tick_params(axis="x", length=0)


def _curve(axes: Axes, result: PlasmaReading, top: float) -> None:
    axes.plot(100 * result.curve_lysed, result.curve - result.true_rise, color=GREY, linestyle="--", linewidth=1.6)
    axes.plot(100 * result.curve_lysed, result.curve, color=BLUE)
    if 0 < result.faking_lysis <= _MOST_LYSED:
        fake = 100 * result.faking_lysis
        axes.hlines(result.from_plasma, 0, fake, color=GREEN, linewidth=1.4, linestyle=":")
        axes.plot(fake, result.from_plasma, "v", color=GREEN, markersize=10, markeredgecolor=INK)
    axes.plot(100 * result.lysed_share, result.reading, "o", color=BLUE, markersize=10, markeredgecolor=PAPER)
    axes.set(xlim=(-0.15, 5.15), ylim=(0, top), xlabel="Platelets that burst (%)")
    axes.set_xticks(range(6))
    axes.grid(axis="y", color=LIGHT, linewidth=0.7)
    axes.tick_params(labelleft=False)
    axes.text(0, 0.99 * top, "dashed: no true rise\n▼ burst platelets fake the rise", fontsize=SMALL, va="top")
