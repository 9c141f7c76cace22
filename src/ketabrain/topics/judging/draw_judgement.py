"""Every claim with the course's verdict and the learner's, on a scale of five steps."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, plots
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BEGAN, BLUE, GREY, INK, LIGHT, ORANGE, ink
from ketabrain.engine.judgement import ALL, STEPS, ClaimsShown, Judged, VerdictComparison
from ketabrain.engine.numerals import counted, minus

_STEPS_SHORT = (("", "Right"), ("Mostly", "right"), ("Over-", "simplified"), ("Unsup-", "ported"), ("", "Wrong"))
_COURSE, _YOURS = 7.0, 12.0
"""Sizes of the square of the course and of the learner's diamond: where they agree both can be seen."""


@drawn(height_in=4.9)
def beside(result: VerdictComparison, figure: Figure) -> str:
    """A line for every claim: square for the course, diamond for the learner; claims that are not shown are grey."""
    half = (len(result.everything) + 1) // 2
    columns = plots(figure, (1, 1), left=62, right=24, top=112, bottom=18, gap=62)
    for axes, rows in zip(columns, (result.everything[:half], result.everything[half:]), strict=True):
        _column(axes, rows, result, half)
    heading(figure, _finding(result), _what(result))
    return _told(result)


def _column(axes: Axes, rows: tuple[Judged, ...], result: VerdictComparison, lines: int) -> None:
    """A share of the claims, those not shown in grey and without verdicts; lines are darker for the kind chosen."""
    shown = {each.claim for each in result.claims}
    of_kind = [result.kind in (ALL, each.kind) for each in rows]
    colours = [BEGAN if each else LIGHT for each in of_kind]
    axes.hlines(range(len(rows)), -0.3, 4.3, color=colours, linewidth=1.6, zorder=0)
    bright = [(y, each) for y, each in enumerate(rows) if each.claim in shown]
    pairs = [(y, STEPS.index(each.course), STEPS.index(each.yours)) for y, each in bright if each.yours]
    for y, course, yours in pairs:
        axes.hlines(y, course, yours, color=INK, linewidth=1.4, zorder=1)
    axes.plot([yours for _, _, yours in pairs], [y for y, _, _ in pairs], "D", color=ORANGE, markeredgecolor=INK,
              markersize=_YOURS)  # fmt: skip
    axes.plot([STEPS.index(each.course) for _, each in bright], [y for y, _ in bright], "s", color=BLUE,
              markeredgecolor=INK, markersize=_COURSE)  # fmt: skip
    words(axes, [(each.claim, -0.45, y) for y, each in bright])
    words(axes, [(each.claim, -0.45, y) for y, each in enumerate(rows) if each.claim not in shown], colour=ink(GREY))
    axes.set(xlim=(-0.4, 4.4), ylim=(lines - 0.5, -0.6), xticks=(), yticks=())
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    place = axes.get_window_extent().width / axes.figure.dpi * 100 / 4.8
    for step, lines_of_name in enumerate(_STEPS_SHORT):
        names = [(line, (step + 0.4) * place, up) for line, up in zip(lines_of_name, (26, 11), strict=True) if line]
        words(axes, names, "center", ink(GREY), above(axes))


def _finding(result: VerdictComparison) -> str:
    if result.shown is ClaimsShown.EVERY:
        return f"The course calls {result.held} of {counted(len(result.claims), 'claim')} right or mostly right"
    if not result.judged:
        return f"You have judged none of the {result.total} claims yet"
    if result.shown is ClaimsShown.DIFFERING:
        return f"You and the course differ on {counted(len(result.claims), 'claim')}"
    return f"You agree with the course on {result.same} of {counted(result.judged, 'claim')} that you judged"


def _what(result: VerdictComparison) -> str:
    which = "" if result.kind == ALL else f"Kind: {result.kind}. "
    return f"{which}Square: the course. Diamond: you. Grey: not shown{_reason(result)}"


def _reason(result: VerdictComparison) -> str:
    return "" if result.shown is ClaimsShown.EVERY else f", since you chose “{result.shown}”"


def _told(result: VerdictComparison) -> str:
    """The picture in words."""
    if not result.claims:
        waiting = f"{counted(len(result.waiting), 'claim')} ({result.kind}) not judged yet. " if result.waiting else ""
        return f"You have judged {result.judged} of {result.total} claims. {waiting}{' '.join(_why_empty(result))}"
    kappa = "" if result.kappa is None else f"; weighted kappa {minus(result.kappa, '.2f')}"
    told = "; ".join(
        f"{each.claim}: course {each.course} ({each.certainty}), you {each.yours or 'not yet'}"
        for each in result.claims
    )
    claims = counted(len(result.claims), "claim")
    differ = f" You differ on {claims} of those shown." if result.shown is ClaimsShown.DIFFERING else ""
    return (
        f"The course calls {result.held} of {claims} shown ({result.kind}; {result.shown}) right or mostly right. "
        f"You have judged {result.judged} of {result.total} and agree with the course on {result.same}{kappa}.{differ} "
        f"{told}."
    )


def _why_empty(result: VerdictComparison) -> tuple[str, ...]:
    """Why no claim is shown, and what would show some, in sentences."""
    if not result.judged:
        return (
            "Nothing to compare yet: you have judged no claim.",
            "Judge claims where the lessons ask you to: each will stand here beside the course.",
            f"Or look at the course alone: set “Show” to “{ClaimsShown.EVERY}”.",
        )
    if result.shown is ClaimsShown.DIFFERING:
        return ("You and the course differ on none of these claims.",)
    return ("You have judged no claim of this kind yet.",)
