"""Two hundred people: those with an unwanted effect on the spray and on placebo, and the difference in every trial."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import GREY, INK, ORANGE, PAPER, SKY
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.proportions import Arm
from ketabrain.topics.harm.harms import Harm, SprayTrial, TrialHarm

_SIDE = 10


@drawn(height_in=4.6)
def hundreds(result: Harm, figure: Figure) -> str:
    """A hundred people in each arm of the chosen trial (left), all trials (right)."""
    spray, placebo, right = panels(figure, (1, 1, 1.35), left=0.02, right=0.97, bottom=0.2, top=0.82, gap=0.06)
    chosen = result.chosen
    _people(spray, chosen.drug if chosen else None, ORANGE, "spray")
    _people(placebo, chosen.control if chosen else None, SKY, "placebo")
    _differences(right, result)
    title = f"{result.event[0].upper()}{result.event[1:]}, {result.trial}: "
    title += f"{minus(100 * chosen.difference.value, '+.0f')} of 100 people" if chosen else "not in its table"
    spray.set_title(title, x=0.02, y=1.1)
    return _in_words(result)


def _people(axes: Axes, arm: Arm | None, colour: str, name: str) -> None:
    place = np.arange(_SIDE**2)
    x, y = place % _SIDE, _SIDE - 1 - place // _SIDE
    hit = round(100 * arm.share) if arm else 0
    for first, last, face in ((0, hit, colour), (hit, _SIDE**2, PAPER)):
        axes.plot(x[first:last], y[first:last], "o", color=face, markeredgecolor=INK if arm else GREY, markersize=9,
                  linestyle="none", markeredgewidth=0.8, clip_on=False)  # fmt: skip
    axes.plot(x[:hit], y[:hit], marker=sign("×"), color=INK, markersize=4.5, markeredgewidth=0, linestyle="none")
    axes.set(xlim=(-0.6, 9.6), ylim=(-0.6, 9.6))
    axes.axis("off")
    counts = f"{arm.events} of {arm.people}" if arm else "not listed"
    words(axes, [(f"{name}: {hit} of 100" if arm else name, -0.4, -1.4), (f"({counts})", -0.4, -2.5)], "left")


def _differences(axes: Axes, result: Harm) -> None:
    axes.axvline(0, color=INK, linewidth=1)
    rows = {trial: y for y, trial in enumerate(SprayTrial)}
    for each in result.trials:
        y, own = rows[each.trial], each.trial is result.trial
        axes.hlines(y, 100 * each.difference.low, 100 * each.difference.high, color=INK if own else GREY, linewidth=2)
        axes.plot(100 * each.difference.value, y, "D" if own else "o", color=ORANGE if own else GREY,
                  markeredgecolor=INK, markersize=9)  # fmt: skip
    listed = {each.trial for each in result.trials}
    for trial, y in rows.items():
        words(axes, [(trial if trial in listed else f"{trial}: not listed", 2, y - 0.32)], "left")
    axes.set(xlim=(-15, 50), ylim=(len(rows) - 0.5, -0.7), xlabel="More of 100 people")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _in_words(result: Harm) -> str:
    told = "; ".join(map(_trial, result.trials))
    if not result.chosen:
        told = f"{result.trial} does not list it, which does not mean 0. {told}"
    return f"{result.event}, esketamine spray against placebo spray; chosen: {result.trial}. {told}."


def _trial(each: TrialHarm) -> str:
    more, low, high = (
        minus(100 * part, ".1f") for part in (each.difference.value, each.difference.low, each.difference.high)
    )
    return (
        f"{each.trial} ({each.span}): {each.drug.events} of {each.drug.people} against {each.control.events} of "
        f"{each.control.people}, {more} more of 100 ({low} to {high}), "
        f"number needed: {each.needed}"
    )
