"""Published plasma concentrations against what the models predict for them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, direct, heading, name_y, plain_log_ticks, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED, WIDTH_IN, ink
from ketabrain.topics.dose.published_levels import Misfit

_ENDS = (0.04, 1500.0)
"""Ends of both axes, from the smallest level that is predicted to beyond the largest area."""
_RIGHT = 256
"""Pixels for the names of the studies, with the edge."""
_LINE_PX = 26.0
_LEFT_OUT = "#9AA0A6"
"""Colour of the points that a choice leaves out."""


@drawn(height_in=4.8)
def predicted_against_measured(result: Misfit, figure: Figure, began: Misfit | None = None) -> str:
    """Prediction over measurement on log axes with the two-fold band; one marker shape for each study."""
    points, errors, every = result.levels, result.errors, began or result
    axes = plot(figure, left=70, right=_RIGHT)
    line = np.array(_ENDS)
    axes.fill_between(line, line / 2, line * 2, color=LIGHT, linewidth=0)
    axes.plot(line, line, color=GREY, linewidth=1)
    axes.set(xscale="log", yscale="log", xlim=_ENDS, ylim=_ENDS, xlabel="Measured")
    plain_log_ticks(axes.xaxis, axes.yaxis)
    name_y(axes, "Predicted, ng/mL, areas in ng h/mL (logarithmic)")
    chosen = set(zip(errors.measured, errors.predicted, strict=True))
    left_out = [pair for pair in zip(every.errors.measured, every.errors.predicted, strict=True) if pair not in chosen]
    axes.plot(*np.reshape(left_out, (-1, 2)).T, "o", color=_LEFT_OUT, markersize=4, zorder=1.1)
    looks = dict(zip(dict.fromkeys(every.levels["study"]), zip("os^DvP*X", _COLOURS, strict=False), strict=False))
    for study in dict.fromkeys(points["study"]):
        marker, colour = looks[study]
        for independent, face in ((True, colour), (False, "none")):
            here = ((points["study"] == study) & (points["independent"] == independent)).to_numpy()
            if not here.any():
                continue
            measured, predicted = errors.measured[here], errors.predicted[here]
            axes.plot(measured, predicted, marker, color=colour, markersize=7, markerfacecolor=face, linestyle="none")
    _key(axes, result, looks)
    worst = points.loc[result.worst]
    above_line = worst["predicted"] > worst["measured"]
    axes.scatter(worst["measured"], worst["predicted"], s=210, facecolors="none", edgecolors=INK, linewidths=1.2)
    direct(axes, f"{worst['predicted'] / worst['measured']:.2g} times", worst["measured"], worst["predicted"], INK,
           "right" if above_line else "left", right=-14 if above_line else 14)  # fmt: skip
    gmfe, share = errors.geometric_mean_fold_error, errors.share_within_twofold
    heading(
        figure,
        f"The typical miss is {gmfe:.2f}-fold; {100 * share:.0f}% within 2-fold",
        "Grey band: 2-fold · open: may have built the model · ringed: the worst",
    )
    what = f"{worst['measure']} of {worst['substance']}"
    return (
        f"The typical miss (geometric mean fold error) of {errors.measured.size} published levels and areas is "
        f"{gmfe:.2f}-fold; {100 * share:.0f}% lie within a factor of two (grey band). The worst, ringed, is "
        f"{worst['study']}, {what}: "
        f"{worst['measured']:,.0f} measured, {worst['predicted']:,.0f} predicted. Open markers may share data with the "
        "model's own fit."
    )


_COLOURS = (BLUE, RED, GREEN, INK, PURPLE, ORANGE, GREY, BLUE)


def _key(axes: Axes, result: Misfit, looks: dict[str, tuple[str, str]]) -> None:
    """The studies beside the plot with their sign and number of points, in grey where a choice leaves them out."""
    corner = above(axes)
    x = axes.get_position().width * DPI * WIDTH_IN + 22
    counts = result.levels["study"].value_counts()
    lines: dict[bool, list[tuple[str, float, float]]] = {True: [], False: []}
    for i, (study, (marker, colour)) in enumerate(looks.items()):
        shown, y = int(counts.get(study, 0)), -_LINE_PX * (i + 0.5)
        axes.plot(x, y, marker, color=colour if shown else BEGAN, markersize=7, transform=corner, clip_on=False)
        lines[shown > 0].append((f"{study}, {shown}" if shown else study, x + 14, y))
    words(axes, lines[True], "left", INK, corner)
    words(axes, lines[False], "left", ink(GREY), corner)
