"""One learner's answers on the key ideas: before the course, after it and weeks later."""

from enum import StrEnum

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, HEAD, ORANGE, SMALL
from ketabrain.engine.ideas import IdeaResults, IdeaRow, Round, sums_in_words

_TITLES = {Round.BEFORE: "Before", Round.AFTER: "After", Round.LATER: "Weeks later"}
_GUESS = 0.25


class IdeasBy(StrEnum):
    """In which order one's ideas are drawn."""

    TABLE = "as in the table"
    CHANGED = "what changed first"
    NAME = "by name"


def ordered(results: IdeaResults, order: str) -> IdeaResults:
    """The same results in another order. Raises ValueError for an unknown one."""
    keys = {IdeasBy.TABLE: lambda _row: 0, IdeasBy.CHANGED: _same, IdeasBy.NAME: lambda row: row.name.casefold()}
    return IdeaResults(rows=tuple(sorted(results.rows, key=keys[IdeasBy(order)])), sums=results.sums)


@drawn(height_in=5.0)
def draw_ideas(results: IdeaResults, figure: Figure) -> str:
    """Draw each idea with what was right when, and the sums with their intervals."""
    marks, sums = panels(figure, [1.0, 0.72], left=0.34, right=0.97, bottom=0.13, top=0.86, gap=0.13)
    for place, asked in enumerate(Round):
        right = [y for y, row in enumerate(results.rows) if row.right[asked]]
        wrong = [y for y, row in enumerate(results.rows) if row.right[asked] is False]
        marks.plot([place] * len(right), right, "o", color=GREEN, markersize=11)
        marks.plot([place] * len(wrong), wrong, "x", color=ORANGE, markersize=9, markeredgewidth=2.5)
    words(marks, [(row.name, -0.6, y) for y, row in enumerate(results.rows)])
    marks.set(xlim=(-0.5, 2.5), ylim=(len(results.rows) - 0.4, -0.6), yticks=())
    marks.set_xticks(range(3), list(_TITLES.values()))
    marks.xaxis.tick_top()
    marks.tick_params(length=0)
    for spine in marks.spines.values():
        spine.set_visible(False)
    for each in results.sums:
        x = list(Round).index(each.round)
        sums.vlines(x, 100 * each.low, 100 * each.high, color=BLUE, linewidth=3)
        sums.plot(x, 100 * each.right / each.of, "o", color=BLUE, markersize=10)
        sums.text(x, 100 * each.high + 2, f"{each.right} of {each.of}", ha="center", va="bottom", fontsize=SMALL)
    sums.axhline(100 * _GUESS, color=GREY, linestyle=":")
    sums.text(2.6, 100 * _GUESS - 3, "by guessing", ha="right", va="top", fontsize=SMALL)
    sums.set(xlim=(-0.5, 2.7), ylim=(0, 112), ylabel="Right (%), 95% interval")
    sums.set_yticks([0, 25, 50, 75, 100])
    sums.set_xticks(range(3), ["Before", "After", "Later"])
    figure.suptitle("● right   × not right, idea by idea", x=0.02, y=0.985, ha="left", fontsize=HEAD, weight="bold")
    told = "; ".join(f"{row.name}: {_in_words(row) or 'not answered'}" for row in results.rows)
    return f"{sums_in_words(results.sums)} By guessing 1 of 4 is right; each round has 10 questions. {told}."


def _same(row: IdeaRow) -> bool:
    """Whether an idea's answer was as right after as before, or one of the two is missing."""
    before, after = row.right[Round.BEFORE], row.right[Round.AFTER]
    return before is None or after is None or before == after


def _in_words(row: IdeaRow) -> str:
    said = {True: "right", False: "not right"}
    return ", ".join(f"{said[right]} {asked}" for asked, right in row.right.items() if right is not None)
