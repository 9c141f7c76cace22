"""One learner's answers on the key ideas: before the course, after it and weeks later, beside what luck would give."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.style import BLUE, GREY, INK
from ketabrain.engine.ideas import IdeaRow, Round, sums_in_words
from ketabrain.engine.ideas_shown import GUESS, IdeasShown

_TITLES = ("before the course", "after it", "weeks later")


@drawn(height_in=4.0)
def draw_ideas(shown: IdeasShown, figure: Figure) -> str:
    """Draw the share right in each round with its interval, over the band of those who only guess."""
    axes = plot(figure, left=56)
    axes.axhspan(100 * shown.luck[0], 100 * shown.luck[1], color=GREY, alpha=0.28, linewidth=0)
    axes.axhline(100 * GUESS, color=GREY, linestyle=":")
    direct(axes, "95 of 100 who guess", 2.6, 100 * GUESS, INK, "right", right=-6, up=-12)
    rounds = list(Round)
    for each in shown.sums:
        x, share = rounds.index(each.round), each.right / each.of
        axes.vlines(x, 100 * each.low, 100 * each.high, color=BLUE, linewidth=3)
        axes.plot(x, 100 * share, "o", color=BLUE, markersize=11)
        direct(axes, f"{100 * share:.0f}%", x, 100 * share, BLUE, right=12)
    for x in set(range(len(rounds))) - {rounds.index(each.round) for each in shown.sums}:
        direct(axes, "not answered", x, 88, GREY, "center", right=0)
    axes.set(xlim=(-0.6, 2.6), ylim=(0, 104), yticks=(0, 25, 50, 75, 100))
    axes.set_xticks(range(3), _TITLES)
    axes.tick_params(axis="x", length=0)
    name_y(axes, "right (%), 95% interval")
    many = f"as if there had been {shown.questions} questions" if shown.questions > _ASKED else f"{_ASKED} questions"
    heading(figure, _finding(shown), f"Your answers on the ideas, {many}")
    told = "; ".join(f"{row.name}: {_in_words(row) or 'not answered'}" for row in shown.results.rows)
    low, high = (f"{100 * end:.0f}" for end in shown.luck)
    return (
        f"{_finding(shown)}. {sums_in_words(shown.results.sums)} Of 100 people who only guess {shown.questions} "
        f"questions, 95 get {low} to {high}% right. {_hypothetical(shown)}{told}."
    )


_ASKED = 10


def _finding(shown: IdeasShown) -> str:
    """The widest interval there is, or what luck alone would give."""
    widths = [100 * (each.high - each.low) for each in shown.sums] or [100 * (shown.luck[1] - shown.luck[0])]
    what = "your interval is" if shown.sums else "luck alone spreads over"
    return f"With {shown.questions} questions {what} {max(widths):.0f} points{' wide' if shown.sums else ''}"


def _hypothetical(shown: IdeasShown) -> str:
    if shown.questions == _ASKED or not shown.sums:
        return ""
    told = "; ".join(f"{each.round}: {100 * each.low:.0f} to {100 * each.high:.0f}%" for each in shown.sums)
    return f"With {shown.questions} questions and the same share right the intervals would be {told}. "


def _in_words(row: IdeaRow) -> str:
    said = {True: "right", False: "not right"}
    return ", ".join(f"{said[right]} {asked}" for asked, right in row.right.items() if right is not None)
