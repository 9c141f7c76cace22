"""One set of scores, three answers: who counts as better by two rules, and how far apart the arms are by each."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, PAPER, RED, ink
from ketabrain.engine.numerals import minus
from ketabrain.topics.relief.draw_small_panels import Small
from ketabrain.topics.relief.response_rule import ResponseRule, Rule

_HIGH = 466
"""Height of the picture in pixels."""
_TICKS = {Rule.RESPONSE: (-50, 0, 50, 100), Rule.REMISSION: (0, 20, 40, 60)}
"""Falls in per cent and end scores in points, over which the distributions are drawn."""
_HIGHEST = {Rule.RESPONSE: 0.033, Rule.REMISSION: 0.085}
"""Above the highest density of any trial and correlation, with room for the shares."""
PEOPLE = {
    each: Small(left=left, bottom=242, width=332, height=148, x_ends=(ticks[0], ticks[-1]), y_ends=(0, _HIGHEST[each]))
    for left, (each, ticks) in zip((28.0, 404.0), _TICKS.items(), strict=True)
}
GAPS = Small(left=110, bottom=400, width=610, height=78, x_ends=(-25, 70), y_ends=(1.6, -0.6))
"""A row for each rule; the ends hold every interval."""
_ASIDE = 0.2
"""How far a gap by the curves stands above its row, and the counted one below it."""


@drawn(height_in=_HIGH / 100)
def rule(result: ResponseRule, figure: Figure) -> str:
    """Distributions of both arms by both rules, those better shaded, and below the gaps beside the counted ones."""
    axes = canvas(figure)
    gaps = range(-20, 61, 20)
    floors = [*GAPS.floor(gaps), *(line for each, panel in PEOPLE.items() for line in panel.floor(_TICKS[each]))]
    axes.add_collection(LineCollection(floors, colors=GREY, linewidths=0.8))
    ticks = [(minus(each), float(GAPS.x(each)), GAPS.bottom + 16) for each in gaps]
    for each, panel in PEOPLE.items():
        _people(axes, result, each, panel)
        ticks += [(minus(tick), float(panel.x(tick)), panel.bottom + 16) for tick in _TICKS[each]]
    words(axes, ticks, "center")
    _gaps(axes, result)
    response, remission = (_signed(result.gap_here(each)) for each in Rule)
    finding = f"Response {response}, remission {remission} of 100; mean fall {_signed(result.change_gap, 1)} points"
    heading(figure, finding, f"{result.trial}; normal curves, an assumption")
    return _in_words(result)


def _people(axes: Axes, result: ResponseRule, each: Rule, panel: Small) -> None:
    """Both distributions; who counts as better is shaded, with its share at the right above."""
    response = each is Rule.RESPONSE
    along = np.linspace(*panel.x_ends, 121)
    here = result.here(each) if response else result.here(each) + 0.5
    counts = along >= here if response else along <= here
    right, top = panel.left + panel.width, panel.bottom - panel.height
    for place, (arm, colour, dash) in enumerate(((result.drug, BLUE, "-"), (result.control, GREY, "--"))):
        line = panel.line(along, arm.density(each, along))
        axes.plot(*line.T, color=colour, linestyle=dash)
        axes.fill_between(line[:, 0], panel.bottom, line[:, 1], where=counts.tolist(), color=colour, alpha=0.25,
                          linewidth=0)  # fmt: skip
        share = f"{100 * float(arm.better(each, result.here(each))):.0f}%"
        said = f"{arm.name}: {share}" if response else share
        words(axes, [(said, right, top + 8 + 19 * place)], "right", ink(colour), bold=not response)
    axes.plot(*panel.line(here, [0, 0.74 * _HIGHEST[each]]).T, color=RED, linewidth=2)
    asked = f"Response: {result.cut:g}% or more" if response else f"Remission: {result.limit:g} or less"
    words(axes, [(asked, panel.left, top - 12)], "left", ink(RED))
    words(axes, [("Fall (%)" if response else "End score (points)", panel.left, panel.bottom + 38)], "left")


def _gaps(axes: Axes, result: ResponseRule) -> None:
    """A row for each rule: the gap by the curves over its range at all cuts, and the counted one with its interval."""
    axes.plot(*GAPS.line(0, GAPS.y_ends).T, color=INK, linewidth=1)
    every = {each: result.gaps(each) for each in Rule}
    printed = {each: result.printed_gap(each) for each in Rule}
    ranges = [GAPS.line([every[each].min(), every[each].max()], row - _ASIDE) for row, each in enumerate(Rule)]
    axes.add_collection(LineCollection(ranges, colors=BLUE, alpha=0.3, linewidths=9))
    bars = [GAPS.line([printed[each].low, printed[each].high], row + _ASIDE) for row, each in enumerate(Rule)]
    axes.add_collection(LineCollection(bars, colors=INK, linewidths=1.8))
    rows = np.arange(len(Rule))
    here = GAPS.line([result.gap_here(each) for each in Rule], rows - _ASIDE)
    axes.plot(*here.T, "o", color=BLUE, markeredgecolor=PAPER, markersize=10)
    counted = GAPS.line([printed[each].value for each in Rule], rows + _ASIDE)
    axes.plot(*counted.T, "D", color=PAPER, markeredgecolor=INK, markersize=8, markeredgewidth=1.6)
    words(axes, [(each.capitalize(), GAPS.left - 12, float(GAPS.y(row))) for row, each in enumerate(Rule)])
    words(axes, [("Drug less control, people of 100", GAPS.left, GAPS.bottom + 39)], "left")
    words(axes, [("● by the curves", GAPS.left + GAPS.width - 130, GAPS.bottom + 39)], "right", BLUE)
    words(axes, [("◇ counted, 95%", GAPS.left + GAPS.width, GAPS.bottom + 39)], "right")


def _test(result: ResponseRule, each: Rule) -> str:
    """What the normal curve expects of the printed rule and what was counted."""
    at = result.drug.printed_at(each)
    asked = f"fall of {at:g}%" if each is Rule.RESPONSE else f"end at or below {at:g}"
    arms = "; ".join(
        f"{arm.name}: {100 * arm.expected(each):.0f}% expected, {arm.counted(each).events} of "
        f"{arm.counted(each).people} counted ({_interval(arm.counted(each).interval)}%): "
        + ("fits" if arm.fits(each) else "misses")
        for arm in (result.drug, result.control)
    )
    return f"Test ({asked}). {arms}."


def _interval(shares: tuple[float, float]) -> str:
    return f"{100 * shares[0]:.0f} to {100 * shares[1]:.0f}"


def _signed(value: float, digits: int = 0) -> str:
    """A number with its sign; zero has none."""
    rounded = round(value, digits)
    return ("+" if rounded > 0 else "") + minus(rounded if rounded else 0)


def _in_words(result: ResponseRule) -> str:
    drug, control = result.drug, result.control
    response, remission = (result.gap_here(each) for each in Rule)
    responding = [100 * float(arm.responding(result.cut)) for arm in (drug, control)]
    remitting = [100 * float(arm.remitting(result.limit)) for arm in (drug, control)]
    ranges = "; ".join(
        f"{each} from {_signed(result.gaps(each).min(), 1)} to {_signed(result.gaps(each).max(), 1)}, counted: "
        f"{_signed(result.printed_gap(each).value, 1)} ({minus(round(result.printed_gap(each).low, 1))} to "
        f"{minus(round(result.printed_gap(each).high, 1))})"
        for each in Rule
    )
    return (
        f"{result.trial}: of 100 people {_signed(response)} respond with the drug and {_signed(remission)} remit, and "
        f"the mean fall differs by {_signed(result.change_gap, 1)} points. "
        f"{drug.name} from {drug.start_mean:.1f} to {drug.end_mean:.1f} points, {control.name} from "
        f"{control.start_mean:.1f} to {control.end_mean:.1f}. The mean fall differs by {_signed(result.change_gap, 1)} "
        f"points, the mean end by {_signed(result.end_gap, 1)} (above 0: the drug did better). By the curves "
        f"{responding[0]:.1f}% and {responding[1]:.1f}% fell by at least "
        f"{result.cut:g}% (gap {_signed(response, 1)} percentage points), and {remitting[0]:.1f}% and "
        f"{remitting[1]:.1f}% ended at or below {result.limit:g} points (gap {_signed(remission, 1)}). As the rules "
        f"move, the gaps run: {ranges}. {' '.join(_test(result, each) for each in Rule)} Assumed: normal curves; start "
        f"and end correlate by {result.r:.2f} (not printed). The curves put {100 * drug.below_zero:.0f}% and "
        f"{100 * control.below_zero:.0f}% of end scores below 0, where none can be: real scores are not normal."
    )
