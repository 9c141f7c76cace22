"""One drug effect for three kinds of trial: leads as sums of drug and hope, and the pairs that would explain each."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, direct, heading, name_y, plots
from ketabrain.engine.draw.lettering import width_px, words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PAPER, PURPLE, RED, SKY, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.detachment.unblinding import BlindControl, Lead, Unblinding

_DRUG, _HOPE = (-1.0, 2.2), (-0.5, 4.5)
"""Effects (SD) that the right panel shows."""
_LEADS = (-3.2, 6.4)
"""Leads (SD) that the left panel shows: as far as any setting predicts."""
_LOOKS = {
    BlindControl.SALT_WATER: ("salt water", ORANGE, "-"),
    BlindControl.MIDAZOLAM: ("midazolam", GREEN, "--"),
    BlindControl.ASLEEP: ("asleep", PURPLE, ":"),
}
"""Short name of each trial, its colour, and how the edges of its band are drawn."""
_DASHES = frozenset(dash for *_, dash in _LOOKS.values())
_VERTICAL = 0.02
"""Below this gap in beliefs, hope plays no part and a band stands upright."""
_BAR = 0.26
"""Height of the bars of drug and hope, in rows."""


@drawn(height_in=4.4)
def unblinded(result: Unblinding, figure: Figure) -> str:
    """Observed leads with the learner's sums (left), and what each kind of trial allows (right)."""
    left, right = plots(figure, (1, 1.15), left=100, right=24, top=116, bottom=64, gap=62)
    _sums(left, result)
    _bands(right, result.leads)
    shared = _allowed(result.leads)
    if shared:
        right.add_patch(Polygon(shared, facecolor=tint(RED, 0.22), edgecolor=INK, linewidth=2, zorder=1))
    right.axvline(0, color=GREY, linewidth=0.9)
    right.axhline(0, color=GREY, linewidth=0.9)
    right.set(xlim=_DRUG, ylim=_HOPE, xlabel="The drug's own effect (SD)", yticks=(0, 2, 4), xticks=(-1, 0, 1, 2))
    name_y(right, "Effect of hope (SD)")
    _key(right, 36, list(_LOOKS.values()))
    (least_drug, _), (least_hope, _) = _DRUG, _HOPE
    right.plot([least_drug, result.drug, result.drug], [result.hope, result.hope, least_hope], color=RED, linewidth=2.2,
               linestyle=(0, (2, 1.5)))  # fmt: skip
    if result.best:
        _best(right, result.best.drug, result.best.hope)
    right.plot(result.drug, result.hope, "D", color=RED, markeredgecolor=INK, markersize=11, zorder=4)
    common = "outlined: allowed by all" if shared else "no pair is allowed by all"
    heading(figure, f"Your pair explains {result.explained} of 3 leads", f"After a day, 95% intervals · {common}")
    return _in_words(result)


def _sums(axes: Axes, result: Unblinding) -> None:
    """Drug, and gap times hope on top of it, against what was observed."""
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set(xlim=_LEADS, ylim=(2.65, -0.65), xlabel="Lead (SD)", yticks=(), xticks=(-2, 0, 2, 4))
    axes.set_xticklabels([minus(value) for value in (-2, 0, 2, 4)])
    axes.spines["left"].set_visible(False)
    leads, own = result.leads, np.arange(len(result.leads)) + 0.16
    observed, drug = own - 0.36, [result.drug] * len(leads)
    words(axes, [(_LOOKS[lead.control][0], -0.03, row - 0.05) for row, lead in enumerate(leads)], "right", INK,
          axes.get_yaxis_transform())  # fmt: skip
    ends = [(lead.interval.low, lead.interval.high) for lead in leads]
    tiles = [_tile(low, high, y, 1.2 * _BAR) for (low, high), y in zip(ends, observed, strict=True)]
    colours = [tint(_LOOKS[lead.control][1], 0.5) for lead in leads]
    hopes = [result.drug + lead.gap * result.hope for lead in leads]
    tiles += [_tile(0, result.drug, y, _BAR) for y in own]
    tiles += [_tile(result.drug, hope, y, _BAR) for y, hope in zip(own, hopes, strict=True)]
    tiles += [_tile(hope, lead.predicted, y, 0.5 * _BAR) for y, hope, lead in zip(own, hopes, leads, strict=True)]
    colours += [BLUE] * len(drug) + [SKY] * len(drug) + [GREY] * len(drug)
    axes.add_collection(PolyCollection(tiles, facecolors=colours, linewidths=0), autolim=False)
    axes.hlines(observed, *zip(*ends, strict=True), color=INK, linewidth=1.4)
    axes.plot([lead.observed for lead in leads], observed, "o", color=INK, markersize=7)
    axes.plot([lead.predicted for lead in leads], own, "D", color=RED, markeredgecolor=INK, markersize=9, zorder=4)
    _key(axes, 14, (("drug", BLUE, "s"), ("gap × hope", SKY, "s"), ("sum", RED, "D"), ("observed", INK, "o")))


def _tile(start: float, end: float, y: float, high: float) -> list[tuple[float, float]]:
    return [(start, y - high / 2), (end, y - high / 2), (end, y + high / 2), (start, y + high / 2)]


def _key(axes: Axes, up: float, names: Sequence[tuple[str, str, str]]) -> None:
    """Marks, or samples of lines, with their names in one line, some pixels above the panel."""
    key, x, told = above(axes), 0.0, []
    marks: dict[str, list[tuple[float, str]]] = {}
    samples: list[tuple[list[tuple[float, float]], str, str]] = []
    for name, colour, look in names:
        if look in _DASHES:
            samples.append(([(x, up), (x + 22, up)], ink(colour), look))
            x += 14
        else:
            marks.setdefault(look, []).append((x + 5, colour))
        told.append((name, x + 14, up))
        x += width_px(name) + 28
    if samples:
        lines, colours, dashes = zip(*samples, strict=True)
        axes.add_collection(LineCollection(lines, colors=colours, linestyles=dashes, linewidths=2.2, transform=key,
                                           clip_on=False), autolim=False)  # fmt: skip
    for marker, found in marks.items():
        places, colours = zip(*found, strict=True)
        axes.scatter(places, [up] * len(places), 64, colours, marker=marker, transform=key, clip_on=False)
    words(axes, told, "left", ink(GREY), key)


def _bands(axes: Axes, leads: Sequence[Lead]) -> None:
    """All pairs of drug and hope that give each lead inside its interval, in one artist."""
    looks = [_LOOKS[lead.control] for lead in leads]
    axes.add_collection(
        PolyCollection(
            [_band(lead) for lead in leads],
            facecolors=[to_rgba(colour, 0.36) for _, colour, _ in looks],
            edgecolors=[ink(colour) for _, colour, _ in looks],
            linestyles=[dash for *_, dash in looks],
            linewidths=1.6,
            zorder=0.9,
        ),
        autolim=False,
    )


def _band(lead: Lead) -> list[tuple[float, float]]:
    """Corners of a band that reaches beyond the panel, so that only its long edges are seen."""
    (left, right), (bottom, top), (low, high) = _DRUG, _HOPE, (lead.wanted.low, lead.wanted.high)
    if abs(lead.gap) < _VERTICAL:
        return [(low, bottom - 1), (high, bottom - 1), (high, top + 1), (low, top + 1)]
    ends = (left - 1, right + 1)
    return [(drug, (reach - drug) / lead.gap) for reach, drugs in ((low, ends), (high, ends[::-1])) for drug in drugs]


def _best(axes: Axes, drug: float, hope: float) -> None:
    """The pair that fits best as a cross; beyond the panel it stands on the edge, and its name says so."""
    (least_drug, most_drug), (_, most_hope) = _DRUG, _HOPE
    x, y = float(np.clip(drug, *_DRUG)), float(np.clip(hope, *_HOPE))
    outside = (x, y) != (drug, hope)
    axes.plot(x, y, "P", color=PAPER, markeredgecolor=INK, markersize=13, zorder=3, clip_on=False)
    up = -17.0 if y > most_hope - 0.4 else 17.0
    inside = float(np.clip(x, least_drug + 0.4, most_drug - 0.4))
    name = "best, outside" if outside else "best"
    direct(axes, name, inside, y, INK, "center", right=0, up=up, over_lines=True)


def _allowed(leads: Sequence[Lead]) -> list[tuple[float, float]]:
    """Corners of the region of the right panel where drug and hope fit all leads; empty if there is none."""
    (left, right), (bottom, top) = _DRUG, _HOPE
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    for lead in leads:
        corners = _cut(corners, 1, lead.gap, lead.wanted.high)
        corners = _cut(corners, -1, -lead.gap, -lead.wanted.low)
    return corners


def _cut(corners: Sequence[tuple[float, float]], a: float, b: float, most: float) -> list[tuple[float, float]]:
    """What is left of a convex shape where a × drug + b × hope is at most `most`."""
    left: list[tuple[float, float]] = []
    for (x, y), (x1, y1) in zip(corners, [*corners[1:], *corners[:1]], strict=True):
        here, after = a * x + b * y - most, a * x1 + b * y1 - most
        if here <= 0:
            left.append((x, y))
        if (here < 0 < after) or (after < 0 < here):
            share = here / (here - after)
            left.append((x + share * (x1 - x), y + share * (y1 - y)))
    return left


def _in_words(result: Unblinding) -> str:
    told = "; ".join(
        f"{lead.control}: observed {_plain(lead.observed)} (95% interval {_plain(lead.interval.low)} to "
        f"{_plain(lead.interval.high)}), gap in beliefs {_plain(lead.gap)}"
        + (f", by itself {_plain(lead.own)}" if lead.own else "")
        + f", predicted {_plain(lead.predicted)}"
        for lead in result.leads
    )
    best = "With one gap for all, hope and drug cannot be told apart"
    if result.best:
        best = (
            f"Best pair for these gaps: drug {_plain(result.best.drug)} (standard error {result.best.drug_se:.2f}), "
            f"hope {_plain(result.best.hope)} ({result.best.hope_se:.2f}), squared misfit "
            f"{result.best.misfit:.1f}, with "
            "one number left over to test it"
        )
    shared = "Outlined are the pairs that all three allow" if _allowed(result.leads) else "No pair shown fits all three"
    return (
        f"A drug effect of {_plain(result.drug)} SD and an effect of hope of {_plain(result.hope)} SD explain "
        f"{result.explained} of 3 leads. {told}. Explained: "
        f"{result.explained} of 3; squared misfit {result.misfit:.1f}. {shared}. {best}. Lead under anaesthesia: "
        f"{result.counted}."
    )


def _plain(value: float) -> str:
    return minus(round(value, 2) + 0.0)
