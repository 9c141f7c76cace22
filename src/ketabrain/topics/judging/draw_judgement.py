"""Every claim with the course's verdict and the learner's, on a scale of five steps."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PAPER, SMALL
from ketabrain.engine.judgement import STEPS, ClaimsShown, VerdictComparison
from ketabrain.engine.numerals import counted, minus, shortened

_SHORT = ("Right", "Mostly\nright", "Over-\nsimplified", "Unsup-\nported", "Wrong")


@drawn(height_in=6.6)
def beside(result: VerdictComparison, figure: Figure) -> str:
    """A line for every claim shown: square for the course, diamond for the learner; claims not judged yet are grey."""
    axes = panel(figure, left=0.575, right=0.985, bottom=0.02, top=0.86)
    rows = sorted((*result.claims, *result.waiting), key=lambda each: each.claim)
    for y, each in enumerate(rows):
        if each in result.waiting:
            axes.text(2, y, "not judged yet", color=GREY, ha="center", va="center", fontsize=SMALL,
                      bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1})  # fmt: skip
            continue
        course = STEPS.index(each.course)
        if each.yours:
            yours = STEPS.index(each.yours)
            axes.hlines(y, course, yours, color=INK, linewidth=1.4)
            axes.plot(yours, y, "D", color=ORANGE, markeredgecolor=INK, markersize=11)
        axes.plot(course, y, "s", color=BLUE, markeredgecolor=INK, markersize=7)
    names = [(shortened(f"{each.claim} {each.statement}", 60), -0.6, y) for y, each in enumerate(rows)]
    words(axes, names, "right")
    if not names:
        axes.text(0.5, 0.6, "\n".join(_why_empty(result)), transform=figure.transFigure, ha="center", va="center",
                  linespacing=1.8)  # fmt: skip
    axes.hlines(range(len(rows)), -0.4, 4.4, color=LIGHT, linewidth=0.8, zorder=0)
    axes.set(xlim=(-0.45, 4.45), ylim=(result.total - 0.4, -0.6), yticks=())
    axes.set_xticks(range(5), _SHORT, fontsize=SMALL)
    axes.xaxis.tick_top()
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    claims = counted(len(result.claims), "claim")
    title = f"{claims} ({result.kind}; {result.shown})   ■ course  ◆ you"
    if not result.claims and result.waiting:
        title = f"{counted(len(result.waiting), 'claim')} ({result.kind}), none judged by you yet"
    axes.set_title(title, x=-1.38, y=1.085)
    return _told(result, claims)


def _told(result: VerdictComparison, claims: str) -> str:
    """The picture in words."""
    if not result.claims:
        waiting = f"{counted(len(result.waiting), 'claim')} ({result.kind}) not judged yet. " if result.waiting else ""
        return f"{waiting}{' '.join(_why_empty(result))} You have judged {result.judged} of {result.total}."
    kappa = "" if result.kappa is None else f"; weighted kappa {minus(result.kappa, '.2f')}"
    told = "; ".join(
        f"{each.claim}: course {each.course} ({each.certainty}), you {each.yours or 'not yet'}"
        for each in result.claims
    )
    return (
        f"The course calls {result.held} of {claims} shown ({result.kind}; {result.shown}) right or mostly right. "
        f"You have judged {result.judged} of {result.total} and agree with the course on {result.same}{kappa}. {told}."
    )


def _why_empty(result: VerdictComparison) -> tuple[str, ...]:
    """Why no claim is shown, and what would show some, in lines."""
    if not result.judged:
        return (
            "Nothing to compare yet: you have judged no claim.",
            "Judge claims where the lessons ask you to: each will stand here beside the course.",
            f"Or look at the course alone: set “Show” to “{ClaimsShown.EVERY}”.",
        )
    if result.shown is ClaimsShown.DIFFERING:
        return ("You and the course differ on none of these claims.",)
    return ("You have judged no claim of this kind yet.",)
