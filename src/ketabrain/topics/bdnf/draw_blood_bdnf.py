"""A tube of blood: how burst platelets change what a test for BDNF in plasma reads."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import add_plot, direct, heading, name_y, plots
from ketabrain.engine.draw.layout import began as draw_began
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink, pale
from ketabrain.topics.bdnf.blood_bdnf import PlasmaReading

_ACROSS, _DOWN = 25, 40
_PLATELETS = _ACROSS * _DOWN
_PLACES = np.random.default_rng(6).permutation(
    np.stack(np.meshgrid(np.arange(_ACROSS), np.arange(_DOWN)), -1).reshape(-1, 2)
)
"""Where the drawn platelets lie in the tube, in an order without order, so that those that burst are scattered."""
_MOST_LYSED = 0.05
_HIGHEST = 14
"""The reading with the most of everything that lesson 06 offers is 12, so that the axis stands still."""
_TUBE_PX, _TOP, _BOTTOM = 186, 76, 20


@drawn(height_in=4.4)
def tube(result: PlasmaReading, figure: Figure, began: PlasmaReading | None = None) -> str:
    """Platelets in a tube, the reading against burst platelets, and what the reading is made of.

    Meant for up to 5% burst and a rise up to 100%.
    """
    (curve,) = plots(figure, left=268, bottom=164, right=36)
    width, height = (DPI * side for side in figure.get_size_inches())
    pieces = add_plot(figure, left=268, right=36, top=height - 84, bottom=58)
    blood = add_plot(figure, left=16, right=width - 16 - _TUBE_PX, top=_TOP, bottom=_BOTTOM)
    burst = _platelets(blood, result)
    _curve(curve, result, began)
    _pieces(pieces, result)
    finding = f"The test reads {result.reading:.2f} times the resting level"
    heading(figure, finding, f"Illustration: {_PLATELETS:,} platelets, {burst} burst (✕); arithmetic, no measurement")
    return (
        f"{finding}, with {_percent(result.lysed_share)} of platelets burst and a true rise of "
        f"{_percent(result.true_rise)}. The reading is made of 1 at rest, {result.true_rise:.2f} from the true rise "
        f"and {result.from_platelets:.2f} from burst platelets, which is {_percent(result.share_from_platelets)} of it."
        f" {_percent(result.platelet_share)} of BDNF in blood sits in platelets; {burst} of {_PLATELETS:,} drawn ones "
        f"burst. An illustration.{_faked(result)}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"


def _faked(result: PlasmaReading) -> str:
    """What the mark on the curve means; where it stands is the learner's to find."""
    if not 0 < result.faking_lysis <= _MOST_LYSED:
        return ""
    return " The triangle marks where burst platelets alone would read the same as this true rise."


def _platelets(axes: Axes, result: PlasmaReading) -> int:
    """Draw the tube, open above; returns how many of its platelets are drawn burst."""
    burst = round(_PLATELETS * result.lysed_share)
    left, right, low, high = -1.4, _ACROSS + 0.4, -3.4, _DOWN + 1.5
    corners = [(left, high), (left, 3), (left, low), (8, low), (right - 8 + left, low), (right, low), (right, 3)]
    codes = [Path.MOVETO, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO, Path.CURVE3, Path.CURVE3, Path.LINETO]
    glass = Path([*corners, (right, high)], codes)
    axes.add_patch(PathPatch(glass, facecolor="none", edgecolor=GREY, linewidth=2.2, zorder=1))
    axes.plot(*_PLACES[burst:].T, "o", color=ORANGE, markersize=3.6, markeredgewidth=0)
    axes.plot(*_PLACES[:burst].T, "X", color=RED, markersize=7.5, markeredgecolor=INK, markeredgewidth=0.5, zorder=3)
    axes.set(xlim=(-1.7, _ACROSS + 0.7), ylim=(-3.8, _DOWN + 1.6))
    axes.axis("off")
    return burst


def _curve(axes: Axes, result: PlasmaReading, began: PlasmaReading | None) -> None:
    lysed = np.linspace(0, _MOST_LYSED, 51)
    axes.set_yscale("log")
    axes.set(xlim=(-0.15, 5.15), ylim=(0.85, _HIGHEST), xlabel="Platelets that burst (%)", xticks=range(6))
    axes.minorticks_off()
    axes.set_yticks((1, 2, 5, 10), ("1", "2", "5", "10"))
    axes.hlines((1, 2, 5, 10), -0.15, 5.15, color=LIGHT, linewidth=1, zorder=0)
    name_y(axes, "Reading, times the resting level (logarithmic)")
    if began is not None and began.platelet_share != result.platelet_share:  # else the dot moves along the same line
        draw_began(axes, 100 * lysed, began.at(lysed, began.true_rise))
        end = float(began.at(_MOST_LYSED, began.true_rise))
        direct(axes, "where you began", 5.15, end, GREY, "right", right=0, up=-23)
    if result.true_rise:
        axes.plot(100 * lysed, result.at(lysed, 0), color=GREY, linestyle="--", linewidth=1.6)
        direct(axes, "no true rise", 5.15, float(result.at(_MOST_LYSED, 0)), GREY, "right", right=0, up=-20)
    axes.plot(100 * lysed, result.at(lysed, result.true_rise), color=BLUE)
    direct(axes, "the test", 5.15, float(result.at(_MOST_LYSED, result.true_rise)), BLUE, "right", right=0, up=13)
    if 0 < result.faking_lysis <= _MOST_LYSED:
        fake = 100 * result.faking_lysis
        axes.hlines(result.from_plasma, 0, fake, color=GREEN, linewidth=1.4, linestyle=":")
        axes.plot(fake, result.from_plasma, "v", color=GREEN, markersize=10, markeredgecolor=INK)
    axes.plot(100 * result.lysed_share, result.reading, "o", color=RED, markersize=11, markeredgecolor=PAPER, zorder=4)


def _pieces(axes: Axes, result: PlasmaReading) -> None:
    """What the reading is made of, in percent of it."""
    axes.set(xlim=(0, 100), ylim=(0, 1), yticks=())
    axes.set_xticks((0, 50, 100), ("0", "50", "100%"))
    axes.spines["left"].set_visible(False)
    left = 0.0
    parts = ((1, GREY, "at rest"), (result.true_rise, GREEN, "true rise"), (result.from_platelets, RED, "platelets"))
    for place, (amount, colour, name) in enumerate(parts):
        share = 100 * amount / result.reading
        axes.barh(0.5, share, 1, left, color=pale(colour), edgecolor=PAPER, linewidth=2)  # an edge that print shows
        left += share
        at, above = 34 * place, 1.62
        axes.plot(at + 1.2, above, "s", color=pale(colour), markersize=9, clip_on=False)
        words(axes, [(f"{name} {share:.0f}%", at + 3.4, above)], "left", ink(colour))
