"""Published plasma concentrations against what the models predict for them."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel, plain_log_ticks
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PURPLE, RED, SMALL
from ketabrain.topics.dose.published_levels import Misfit


@drawn(height_in=4.8)
def predicted_against_measured(result: Misfit, figure: Figure) -> str:
    """Prediction over measurement on log axes with the two-fold band; one marker shape for each study."""
    points, errors = result.levels, result.errors
    axes = panel(figure, left=0.1, right=0.66, bottom=0.14)
    both = np.concatenate([errors.measured, errors.predicted])
    low, high = 0.6 * both.min(), 1.7 * both.max()
    line = np.array([low, high])
    axes.fill_between(line, line / 2, line * 2, color=LIGHT, linewidth=0)
    axes.plot(line, line, color=GREY, linewidth=1)
    markers = "os^DvP*Xh<>"
    colours = (BLUE, RED, GREEN, INK, PURPLE, ORANGE)
    for i, study in enumerate(dict.fromkeys(points["study"])):
        colour, marker = colours[i % len(colours)], markers[i % len(markers)]
        axes.plot([], [], marker, color=colour, markersize=7, linestyle="none", label=study)
        for independent, face in ((True, colour), (False, "none")):
            here = ((points["study"] == study) & (points["independent"] == independent)).to_numpy()
            measured, predicted = errors.measured[here], errors.predicted[here]
            axes.plot(measured, predicted, marker, color=colour, markersize=7, markerfacecolor=face, linestyle="none")
    axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(low, high))
    axes.set(xlabel="Measured (ng/mL; areas in ng h/mL)", ylabel="Predicted")
    plain_log_ticks(axes.xaxis, axes.yaxis)
    axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1.02), fontsize=SMALL, handletextpad=0.4, labelspacing=0.7)
    gmfe, share = errors.geometric_mean_fold_error, errors.share_within_twofold
    axes.set_title(f"Typical miss: {gmfe:.2f}-fold; {100 * share:.0f}% within 2-fold")
    worst = points.loc[result.worst]
    what = f"{worst['measure']} of {worst['substance']}"
    return (
        f"The typical miss (geometric mean fold error) of {errors.measured.size} published levels and areas is "
        f"{gmfe:.2f}-fold; {100 * share:.0f}% lie within a factor of two (grey band). The worst is {worst['study']}, "
        f"{what}: "
        f"{worst['measured']:,.0f} measured, {worst['predicted']:,.0f} predicted. Open markers may share data with the "
        "model's own fit."
    )
