"""Relapse after a course: published groups, each in a panel with the curve of one constant rate."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, PAPER, RED, ink
from ketabrain.topics.relief.draw_small_panels import Small, in_columns, write_names
from ketabrain.topics.relief.relapse import LAST_DAY, RISK_DAYS, Group, Relapse

_HIGH = 450
"""Height of the picture in pixels."""
_ENDS = (0.0, float(LAST_DAY))
_FIRST_LEFT = 52.0
_LARGE = Small(left=_FIRST_LEFT, bottom=388, width=346, height=290, x_ends=_ENDS)
_LEVELS = (0, 50, 100)
_CAUTION = "Curves: one constant rate each, an assumption. Numbers: expected, nobody counted them."
_ASSUMED = "Still well after a course (%), by one constant rate, an assumption"
_BAND = "; 95% bands, the narrowest possible"


@drawn(height_in=_HIGH / 100)
def curves(result: Relapse, figure: Figure) -> str:
    """Published groups, all alike or one large; the day that was chosen in each."""
    axes = canvas(figure)
    panels = places_of_groups(result)
    ticks = (0, 90, 180, 270, LAST_DAY) if result.chosen else (0, 180, LAST_DAY)
    frames = [segment for panel in panels.values() for segment in panel.frame(ticks)]
    axes.add_collection(LineCollection(frames, colors=GREY, linewidths=0.8))
    for group in result.groups:
        _curve(axes, group, result, panels[group.label])
    write_names(axes, {name: panel for name, panel in panels.items() if not _is_large(panel)})
    lowest = max(panel.bottom for panel in panels.values())
    for panel in panels.values():
        if panel.left == _FIRST_LEFT:
            words(axes, [(f"{level}", panel.left - 8, float(panel.y(level))) for level in _LEVELS])
        if panel.bottom == lowest and (_is_large(panel) or result.chosen is None):
            words(axes, [(f"{day}", float(panel.x(day)), panel.bottom + 15) for day in ticks], "center")
    words(axes, [("Days", _FIRST_LEFT, lowest + 38)], "left")
    if result.chosen is None:
        return _all(result, figure)
    _printed(axes, result.chosen, panels[result.chosen.label], result.days)
    return _one(result.chosen, result.day, figure)


def places_of_groups(result: Relapse) -> dict[str, Small]:
    """Where each group stands: all alike, or the chosen one large and the others beside it, always in one order."""
    names = [group.label for group in result.groups if group is not result.chosen]
    if result.chosen is None:
        return in_columns(
            names, (_FIRST_LEFT, 293.0, 534.0), width=196, top=72, height=332, rows=2, x_ends=_ENDS
        )  # fmt: skip
    beside = in_columns(names, (442.0, 598.0), width=138, top=72, height=332, rows=3, x_ends=_ENDS)
    return {result.chosen.label: _LARGE} | beside


def _is_large(panel: Small) -> bool:
    return panel is _LARGE


def _curve(axes: Axes, group: Group, result: Relapse, panel: Small) -> None:
    """A group's curve over those of all others, its half-time as an open mark, and its share on the chosen day."""
    large = _is_large(panel)
    if large or result.chosen is None:
        others = [panel.line(result.days, 100 * other.well(result.days)) for other in result.groups if other != group]
        axes.add_collection(LineCollection(others, colors=LIGHT, linewidths=1.2, zorder=0.8))
    band = group.band(result.days)
    if band is not None:
        low, high = (panel.y(100 * each) for each in band)
        axes.fill_between(panel.x(result.days), low, high, color=BLUE, alpha=0.17, linewidth=0)
    axes.plot(*panel.line(result.days, 100 * group.well(result.days)).T, color=BLUE, linewidth=2.4 if large else 1.8)
    half = panel.line([group.curve_median], [50])
    axes.plot(*half.T, "o", color=PAPER, markeredgecolor=BLUE, markersize=9 if large else 6, zorder=4)
    share = 100 * float(group.well(result.day))
    (foot, top), (x, y) = panel.line(result.day, [0, 100]), panel.line([result.day], [share])[0]
    axes.plot(*zip(foot, top, strict=True), color=RED, linewidth=1.4)
    axes.plot(x, y, "o", color=RED, markersize=7 if large else 5, zorder=5)
    if large or result.chosen is None:
        named = f"half: day {group.curve_median:.3g}" if large else f"{group.curve_median:.3g} d"
        words(axes, [(named, *(half[0] + (12, -8 if large else -4)))], "left")
        right = panel.left + panel.width
        words(axes, [(f"{share:.0f}%", right, panel.bottom - panel.height - 9)], "right", ink(RED), bold=True)


def _printed(axes: Axes, group: Group, panel: Small, days: np.ndarray) -> None:
    """What else is printed of the chosen group: the share at the horizon, and what one rate through it would mean."""
    by_share = group.well_by_share(days)
    if by_share is None or group.share_relapsed is None or group.horizon_days is None:
        return
    axes.plot(*panel.line(days, 100 * by_share).T, color=INK, linestyle=":", linewidth=1.8)
    for day, well, mark in (
        (group.horizon_days, 100 * (1 - group.share_relapsed), "D"),
        (group.curve_median, 100 - 50 * group.share_relapsed, "s"),
    ):
        axes.plot(*panel.line([day], [well]).T, mark, color=PAPER, markeredgecolor=INK, markersize=9,
                  markeredgewidth=1.8, clip_on=False, zorder=5)  # fmt: skip
    x, y = panel.line([group.horizon_days], [100 * (1 - group.share_relapsed)])[0]
    words(axes, [(f"printed: {100 * (1 - group.share_relapsed):.0f}%", x - 12, y + 10)])
    x, y = panel.line([group.curve_median], [100 - 50 * group.share_relapsed])[0]
    away = float(panel.x(130)), float(panel.y(84))
    axes.plot([x + 6, away[0] - 4], [y - 5, away[1]], color=GREY, linewidth=0.9)
    words(axes, [("half of relapses", *away)], "left")
    x, y = panel.line([200], [100 * float(np.interp(200, days, by_share))])[0]
    words(axes, [("one rate through it", x + 6, y - 10)], "left")


def _percent(share: np.ndarray) -> str:
    return f"{100 * float(share):.0f}%"


def _all(result: Relapse, figure: Figure) -> str:
    """Heading and words for all groups alike."""
    shares = sorted(float(group.well(result.day)) for group in result.groups)
    low, high = (_percent(np.asarray(share)) for share in (shares[0], shares[-1]))
    span = low if low == high else f"between {low} and {high}"
    heading(figure, f"On day {result.day:g} {span} are still well", _ASSUMED + _BAND)
    told = "; ".join(
        f"{group.label} ({group.study}) {100 * float(group.well(result.day)):.1f}%, median day {group.curve_median:.3g}"
        for group in result.groups
    )
    return (
        f"On day {result.day:g} {span} are still well by the curves of six groups. "
        f"{told}. Bands: 95% interval of the rate, the narrowest possible, where the number of people is printed. "
        f"{_CAUTION} Day 0 is the end of the course."
    )


def _one(group: Group, day: float, figure: Figure) -> str:
    """Heading and words for the chosen group."""
    here = _percent(group.well(day))
    finding = f"{group.label}: {here} still well on day {day:g}"
    sentence = f"By one constant rate {here} of the group {group.label} are still well on day {day:g}."
    if group.share_relapsed is not None and group.relapsed_at_horizon is not None:
        expected, printed = (f"{100 * share:.0f}%" for share in (group.relapsed_at_horizon, group.share_relapsed))
        finding = f"{group.label}: one rate expects {expected} relapsed, {printed} is printed"
        sentence = f"{group.label}: one constant rate expects {expected} relapsed in a year, and {printed} is printed."
    heading(figure, finding, _ASSUMED + ("" if group.people is None else _BAND))
    people = "the number of people is not printed" if group.people is None else f"{group.people} people"
    interval = group.curve_median_interval
    spread = (
        "no interval without the number of people" if interval is None
        else f"95% interval of the median {interval[0]:.0f} to {interval[1]:.0f}, the narrowest possible, as if all "
        "had relapsed"
    )  # fmt: skip
    at_risk = "" if group.people is None else (
        " Expected still well on days " + ", ".join(f"{each}: {group.at_risk(each):.0f}" for each in RISK_DAYS) + "."
    )  # fmt: skip
    return (
        f"{sentence} {group.label} ({group.study}; {group.course}; then {group.treatment}; {people}; day 0: "
        f"{group.starts}). By its curve {100 * float(group.well(day)):.1f}% are still well on day {day:g}; half have "
        f"relapsed on day {group.curve_median:.3g} ({spread}).{at_risk} {group.test} {_CAUTION}"
    )
