"""Invented trials: the causal diagram with the people that it makes, and designs compared in three worlds."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, SMALL
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
    ("block", "mood", "drug lifts mood", 202.0, 76.0),
    ("detachment", "mood", "experience", 149.0, 150.0),
    ("detachment", "belief", "gives it away", 78.0, 226.0),
    ("belief", "mood", "hope lifts mood", 198.0, 257.0),
)
"""From, to, words, and where the words start."""
_WIDTH, _HEIGHT, _MOOD_WIDTH = 134.0, 40.0, 76.0
_LONG = 58.0
"""Detachment (points) up to which people are drawn; the few above are drawn at the edge."""
_DEEP, _HIGH = -30.0, 12.0
"""Changes (points) that the right panel shows at least."""
_COLOURS = dict(zip(WORLDS, (BLUE, GREEN, RED), strict=True))
_MARKS = dict(zip(WORLDS, ("o", "s", "^"), strict=True))


@drawn(height_in=4.6)
def world_and_people(result: InventedTrial, figure: Figure) -> str:
    """The diagram (left) and everybody of one invented trial (right)."""
    left, right = panels(figure, (1, 1.1), left=0.01, right=0.98, bottom=0.145, top=0.87, gap=0.1)
    _diagram(left, result.world)
    _people(right, result)
    return _trial_in_words(result)


def _diagram(axes: Axes, world: World) -> None:
    axes.set(xlim=(0, 345), ylim=(335, 0))
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
    axes.set_title(f"World: {world.name}", x=0.02)


def _people(axes: Axes, result: InventedTrial) -> None:
    # Nobody feels anything under anaesthesia; the two groups are drawn side by side there.
    aside = 2.0 if result.design is CausalDesign.ASLEEP else 0.0
    groups = [(result.ketamine, "o", BLUE, INK, 0.0)]
    if result.control is not None:
        groups.insert(0, (result.control, "s", PAPER, GREY, aside))
    for sample, mark, face, edge, shift in groups:
        x = np.clip(sample.detachment, 0, _LONG) + shift
        axes.plot(x, sample.change, mark, color=face, markeredgecolor=edge,
                  markersize=5.5, markeredgewidth=0.8, linestyle="none", clip_on=False)  # fmt: skip
    if result.line is not None:
        slope, start = result.line
        ends = np.array([result.ketamine.detachment.min(), min(_LONG, result.ketamine.detachment.max())])
        axes.plot(ends, start + slope * ends, color=ORANGE, linewidth=2.6)
    changes = np.concatenate([sample.change for sample, *_ in groups])
    axes.set(xlim=(-2, _LONG + 2), ylim=(min(_DEEP, changes.min() - 2), max(_HIGH, changes.max() + 5)))
    axes.set_xlabel("Detachment (points)")
    axes.set_ylabel("Change of depression (points)")
    r = "no correlation to be had" if result.r is None else f"r {_plain(result.r.value)} ({_range(result.r)})"
    axes.set_title(r, x=-0.12)
    if result.difference is not None:
        other = "without sedative" if result.design is CausalDesign.SEDATIVE else "ahead of control"
        lead = Estimate(-result.difference.value, -result.difference.high, -result.difference.low)
        told = f"● {other}: {_plain(lead.value, 1)} ({_range(lead, 1)})"
        axes.text(0.98, 0.97, told, transform=axes.transAxes, ha="right", va="top", fontsize=SMALL,
                  bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 1})  # fmt: skip


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
        f"Ketamine against {other}: {_plain(result.difference.value, 1)} points (95% interval "
        f"{_range(result.difference, 1)}); mean detachment {result.ketamine.mean_detachment:.1f} points on ketamine."
    )


def designs(result: DesignComparison, figure: Figure) -> str:
    """What one design gives in three worlds, again and again."""
    left, right = panels(figure, (1, 1), left=0.215, right=0.97, bottom=0.155, top=0.87, gap=0.06)
    _strips(left, result.r, (-1, 0.6), "Correlation (r)", "Nobody feels anything: no r.")
    _strips(right, result.difference, (-16, 4), "Against the other group (points)", "Everybody gets the same.")
    left.set_yticks([2, 1, 0], ["the experience\nworks", "the drug\ndrives both", "the blind\nis broken"])
    right.set_yticks([])
    left.set_title(f"World named rightly: {100 * result.named:.0f} of 100 times (by guessing 33)", x=-0.55)
    return _designs_in_words(result)


def _strips(
    axes: Axes, found: Mapping[str, Repeats] | None, limits: tuple[float, float], label: str, without: str
) -> None:
    axes.axvline(0, color=LIGHT, linewidth=1.5, zorder=0)
    axes.set(xlim=limits, ylim=(-0.6, 2.6), xlabel=label)
    if found is None:
        axes.text(sum(limits) / 2, 1, without, ha="center", va="center", fontsize=BODY,
                  bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
        return
    for place, (name, repeats) in zip((2, 1, 0), found.items(), strict=True):
        values = repeats.values
        heights = place + 0.34 * np.sin(2.4 * np.arange(values.size))  # spread over the strip without chance
        axes.plot(
            np.clip(values, *limits),
            heights,
            _MARKS[name],
            color=_COLOURS[name],
            alpha=0.45,
            markersize=4,
            linestyle="none",
        )
        axes.plot([repeats.mean] * 2, [place - 0.44, place + 0.44], color=INK, linewidth=2.4)


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
