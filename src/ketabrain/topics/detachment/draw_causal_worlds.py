"""Invented trials: the causal diagram with the people that it makes, and designs compared in three worlds."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, name_y, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.proportions import Estimate
from ketabrain.topics.detachment.causal_worlds import (
    WORLDS,
    CausalDesign,
    DesignComparison,
    InventedTrial,
    Repeats,
    World,
    target_r,
)

_BOXES = {
    "block": ("Channels blocked", 70.0, 45.0),
    "detachment": ("Detachment", 70.0, 165.0),
    "belief": ("“I got the drug”", 70.0, 285.0),
    "mood": ("Mood", 300.0, 165.0),
}
"""Words and centre of each box, in pixels of the left panel."""
_ARROWS = (
    ("block", "detachment", "", 0.0, 0.0),
    ("block", "mood", "drug lifts mood", 210.0, 74.0),
    ("detachment", "mood", "experience", 149.0, 150.0),
    ("detachment", "belief", "gives it away", 78.0, 226.0),
    ("belief", "mood", "hope lifts mood", 198.0, 257.0),
)
"""From, to, words, and where the words start."""
_WIDTH, _HEIGHT, _MOOD_WIDTH = 140.0, 40.0, 76.0
_LONG = 58.0
"""Detachment (points) up to which people are drawn; the few above are drawn at the edge."""
_CHANGES = (-66.0, 26.0)
"""Changes (points) that the right panel shows; the few beyond are drawn at its edge."""
_COLOURS = dict(zip(WORLDS, (BLUE, GREEN, RED), strict=True))
_LINES = (("the experience", "works"), ("the drug", "drives both"), ("the blind", "is broken"))
"""Names of the worlds in two lines each, in their order."""
_MARKS = dict(zip(WORLDS, ("o", "s", "^"), strict=True))


@drawn(height_in=4.6)
def world_and_people(result: InventedTrial, figure: Figure) -> str:
    """The diagram (left) and everybody of one invented trial (right)."""
    left, right = plots(figure, (1, 1.1), left=16, right=30, bottom=62, gap=58)
    _diagram(left, result.world)
    _people(right, result)
    heading(figure, _finding(result), f"World: {result.world.name} · invented people")
    return f"{_finding(result)}. {_trial_in_words(result)}"


def _finding(result: InventedTrial) -> str:
    if result.r is None:
        return f"{result.people} per group: nobody felt anything, no r"
    return f"Detachment and relief: r {_plain(result.r.value)} ({_range(result.r)})"


def _diagram(axes: Axes, world: World) -> None:
    axes.set(xlim=(0, 345), ylim=(315, 0))
    axes.axis("off")
    exists = {
        "drug lifts mood": world.drug,
        "experience": world.experience,
        "gives it away": world.tells,
        "hope lifts mood": world.hope,
        "": True,
    }
    for start, end, label, x, y in _ARROWS:
        on = exists[label]
        (_, x0, y0), (_, x1, y1) = _BOXES[start], _BOXES[end]
        if x0 == x1:
            ends = (x0, y0 + _HEIGHT / 2), (x1, y1 - _HEIGHT / 2)
        elif y0 == y1:
            ends = (x0 + _WIDTH / 2, y0), (x1 - _MOOD_WIDTH / 2, y1)
        else:
            ends = (x0 + _WIDTH / 2, y0), (x1 - _MOOD_WIDTH / 4, y1 + np.sign(y0 - y1) * _HEIGHT / 2)
        colour, width, dash = (INK, 2.4, "-") if on else (LIGHT, 1.4, ":")
        axes.add_patch(
            FancyArrowPatch(*ends, arrowstyle="-|>", mutation_scale=16, shrinkA=2, shrinkB=2, color=colour,
                            linewidth=width, linestyle=dash)
        )  # fmt: skip
        if label:
            words(axes, [(label if on else f"no: {label}", x, y)], "left", INK if on else GREY)
    for label, x, y in _BOXES.values():
        wide = _MOOD_WIDTH if label == "Mood" else _WIDTH
        axes.add_patch(
            FancyBboxPatch((x - wide / 2, y - _HEIGHT / 2), wide, _HEIGHT, boxstyle="round,pad=0,rounding_size=9",
                           facecolor=PAPER, edgecolor=INK, linewidth=1.6)
        )  # fmt: skip
    words(axes, [*((label, x, y) for label, x, y in _BOXES.values()), ("dose ↓", _BOXES["block"][1], 12.0)], "center")


def _people(axes: Axes, result: InventedTrial) -> None:
    # Nobody feels anything under anaesthesia; the two groups are drawn side by side there.
    aside = 2.0 if result.design is CausalDesign.ASLEEP else 0.0
    groups = [(result.ketamine, "o", BLUE, INK, 0.0)]
    if result.control is not None:
        groups.insert(0, (result.control, "s", PAPER, GREY, aside))
    for sample, mark, face, edge, shift in groups:
        x, y = np.clip(sample.detachment, 0, _LONG) + shift, np.clip(sample.change, *_CHANGES)
        axes.plot(x, y, mark, color=face, markeredgecolor=edge,
                  markersize=6, markeredgewidth=0.8, linestyle="none", clip_on=False)  # fmt: skip
    if result.line is not None:
        slope, start = result.line
        ends = np.array([result.ketamine.detachment.min(), min(_LONG, result.ketamine.detachment.max())])
        axes.plot(ends, start + slope * ends, color=ORANGE, linewidth=3)
    axes.set(
        xlim=(-2, _LONG + 2), ylim=_CHANGES, xlabel="Detachment (points)", yticks=(-60, -30, 0), xticks=(0, 20, 40, 60)
    )
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(value)))
    name_y(axes, "Depression, change")
    if result.difference is not None:
        other = "without sedative" if result.design is CausalDesign.SEDATIVE else "ahead of control"
        lead = Estimate(-result.difference.value, -result.difference.high, -result.difference.low)
        told = f"● {other}: {_plain(lead.value, 1)} ({_range(lead, 1)})"
        words(axes, [(told, 1, 0.97)], "right", ink(BLUE), axes.transAxes)


def _plain(value: float, digits: int = 2) -> str:
    return minus(round(value, digits) + 0.0)


def _range(found: Estimate, digits: int = 2) -> str:
    return f"{_plain(found.low, digits)} to {_plain(found.high, digits)}"


def _trial_in_words(result: InventedTrial) -> str:
    world = result.world
    arrows = [
        name
        for name, on in (
            ("the drug lifts mood", world.drug), ("the experience lifts mood", world.experience),
            ("detachment gives the drug away", world.tells), ("hope lifts mood", world.hope),
        )
        if on
    ]  # fmt: skip
    told = (
        f"Invented trial, world: {world.name} ({', '.join(arrows) if arrows else 'no arrow leads to mood'}). Design: "
        f"{result.design}, {result.people} people per group, draw {result.seed}. Each arrow is set so strong that its "
        f"world gives r {minus(target_r())}. "
    )
    if result.r is None:
        told += "Nobody felt anything, so there is no correlation. "
    else:
        told += (
            f"Correlation of detachment and change of depression on ketamine: {_plain(result.r.value)} (95% interval "
            f"{_range(result.r)}); negative means more detached, more relief. "
        )
    if result.difference is None:
        return told + "Everybody got the same, so there is no second group to compare with."
    other = "the same drug with a sedative" if result.design is CausalDesign.SEDATIVE else "the control"
    return told + (
        f"Ketamine against {other}: {_plain(result.difference.value, 1)} (points, 95% interval "
        f"{_range(result.difference, 1)}); mean detachment {result.ketamine.mean_detachment:.1f} points on ketamine."
    )


@drawn(height_in=4.2)
def designs(result: DesignComparison, figure: Figure) -> str:
    """What one design gives in three worlds, again and again."""
    left, right = plots(figure, (1, 1), left=128, right=30, bottom=62, gap=30)
    _strips(left, result.r, (-1, 0.6), "nobody feels anything: no r")
    _strips(right, result.difference, (-16, 4), "everybody gets the same")
    name_y(left, "Correlation, r")
    name_y(right, "Against the other group, points")
    names = [(line, -0.03, place + 0.14 - 0.28 * row) for place, lines in zip((2, 1, 0), _LINES, strict=True)
             for row, line in enumerate(lines)]  # fmt: skip
    words(left, names, "right", INK, left.get_yaxis_transform())
    named = f"The right world is named {100 * result.named:.0f} of 100 times"
    heading(figure, named, "a dot: an invented trial · line: their mean · guessing: 33 of 100")
    return f"{named}, and 33 by guessing. {_designs_in_words(result)}"


def _strips(axes: Axes, found: Mapping[str, Repeats] | None, limits: tuple[float, float], without: str) -> None:
    axes.set(xlim=limits, ylim=(-0.6, 2.6), yticks=())
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: minus(value)))
    if found is None:
        words(axes, [(without, sum(limits) / 2, 1)], "center", ink(GREY))
        return
    axes.axvline(0, color=GREY, linewidth=1, zorder=0)
    for place, (name, repeats) in zip((2, 1, 0), found.items(), strict=True):
        values = repeats.values
        heights = place + 0.34 * np.sin(2.4 * np.arange(values.size))  # spread over the strip without chance
        axes.plot(np.clip(values, *limits), heights, _MARKS[name], color=tint(_COLOURS[name], 0.55), markersize=4.5,
                  markeredgewidth=0, linestyle="none")  # fmt: skip
        axes.plot([repeats.mean] * 2, [place - 0.44, place + 0.44], color=INK, linewidth=3)


def _designs_in_words(result: DesignComparison) -> str:
    told = f"Design: {result.design}, {result.people} people per group, many invented trials of each world. "
    for name in WORLDS:
        parts = []
        if result.r is not None:
            parts.append(f"r {_plain(result.r[name].mean)} (SD {result.r[name].sd:.2f})")
        if result.difference is not None:
            lead = result.difference[name]
            parts.append(f"difference {_plain(lead.mean, 1)} points (SD {lead.sd:.1f})")
        told += f"If {name}: {', '.join(parts)}. "
    return told + (
        "Somebody who knows all three worlds would name the right one from such a trial "
        f"{100 * result.named:.0f} of 100 times; guessing gives 33. The strengths of the arrows are invented."
    )
