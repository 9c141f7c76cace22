"""Rival explanations: a mark for every test, and how far the tests move a belief."""

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from ketabrain.engine.arrays import Array
from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, missing, name_y, plot, rows
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BEGAN, BLUE, DPI, GREEN, GREY, INK, ORANGE, PAPER, RED, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.unknowns.hypotheses import Belief, Matrix, Support

_LOOKS = {Support.SUPPORTS: ("o", GREEN, "+"), Support.MIXED: ("D", ORANGE, "~"), Support.AGAINST: ("s", RED, "−")}
"""Shape, colour and sign of what a test says."""


@drawn(height_in=4.8)
def matrix_of_tests(result: Matrix, figure: Figure) -> str:
    """A line for every hypothesis, a mark for every test; people filled, others open; all but the chosen in pale."""
    chosen_line = result.hypotheses.index(result.chosen)
    others = [y for y in range(len(result.hypotheses)) if y != chosen_line]
    axes = rows(figure, ["" if y == chosen_line else name for y, name in enumerate(result.hypotheses)], left=142,
                top=76, bottom=20, pale=others)  # fmt: skip
    beside = axes.get_yaxis_transform() + ScaledTranslation(-10 / DPI, 0, axes.figure.dpi_scale_trans)
    words(axes, [(result.chosen, 0, chosen_line)], "right", INK, beside, bold=True)
    widest = max(sum(count.values()) for count in result.counts.values())
    axes.set(xlim=(0.3, max(_MOST, widest) + 0.7), xticks=())
    axes.spines["bottom"].set_visible(False)
    for (verdict, human, chosen), spots in _places(result).items():
        shape, colour, letter = _LOOKS[verdict]
        colour = colour if chosen else _faint(colour)
        edge = INK if human and chosen else colour
        x, y = zip(*spots, strict=True)
        axes.plot(x, y, shape, color=colour if human else PAPER, markeredgecolor=edge, markersize=14,
                  markeredgewidth=1.6)  # fmt: skip
        # The edge keeps the thin strokes of + and −: filled alone they fall between two pixels and vanish.
        on = PAPER if human else INK if chosen else ink(GREY)
        axes.plot(x, y, marker=sign(letter), color=on, markersize=8, markeredgewidth=0.8, linestyle="none")
    if not sum(result.counts[result.chosen].values()):
        missing(axes, [(chosen_line, "no test left")], x=0.1)
    people = int((result.rows.loc[result.rows["hypothesis"] == result.chosen, "species"] == "human").sum())
    count = sum(result.counts[result.chosen].values())
    tests = counted(len(result.rows), "test")
    heading(
        figure,
        f"{result.chosen}: {counted(count, 'test')} here, {people} of them in people",
        f"{tests}: + supports, ~ mixed, − against · full: people",
    )
    told = "; ".join(
        f"{name}: {', '.join(f'{number} {verdict}' for verdict, number in counts.items())}"
        for name, counts in result.counts.items()
    )
    return (
        f"{result.chosen}: {counted(count, 'test')} here, {people} of them in people; {_by_species(result)}. "
        f"{tests} (species: {result.species}; design: {result.design}; laboratory: {result.group}). "
        f"{told}. Without a result against or mixed, of two or more: {', '.join(result.clean) or 'none'}."
    )


_MOST = 25
"""Marks that a line has room for."""


def _faint(colour: str) -> str:
    """45% of a colour on paper."""
    red, green, blue = (0.45 * part + 0.55 for part in to_rgb(colour))
    return to_hex((red, green, blue))


def _by_species(result: Matrix) -> str:
    """What the tests of the chosen explanation say in people, and in animals or cells."""
    own = result.rows[result.rows["hypothesis"] == result.chosen]
    human = own["species"] == "human"
    parts = []
    for where, tests in (("people", own[human]), ("animals, cells or a model", own[~human])):
        says = tests["verdict"].value_counts()
        found = ", ".join(f"{says[word]} {word}" for word in Support if word in says)
        parts.append(f"in {where} {found or 'no test'}")
    return "; ".join(parts)


def _places(result: Matrix) -> dict[tuple[Support, bool, bool], list[tuple[int, int]]]:
    """Where the marks stand, in a line for every hypothesis: by what a test says, whether it was done in people, and
    whether its hypothesis is the chosen one.
    """
    order = list(Support)
    places: dict[tuple[Support, bool, bool], list[tuple[int, int]]] = {}
    for y, name in enumerate(result.hypotheses):
        own = result.rows[result.rows["hypothesis"] == name]
        kinds = [(Support(row.verdict), row.species == "human") for row in own.itertuples()]
        for x, kind in enumerate(sorted(kinds, key=lambda kind: (order.index(kind[0]), not kind[1])), start=1):
            places.setdefault((*kind, name == result.chosen), []).append((x, y))
    return places


@drawn(height_in=4.2)
def belief(result: Belief, figure: Figure, began: Belief | None = None) -> str:
    """Belief after every test, rows multiplied and rows weighed by laboratory; in grey where one began."""
    axes = plot(figure, right=112)
    # The last step gets half a test's width, so that it is seen to be one.
    steps, end = np.array([*range(result.tests + 1), result.tests + 0.5]), result.tests + 0.5
    if began and began.hypothesis == result.hypothesis:
        axes.step(steps, _held(began.weighed), color=BEGAN, linewidth=1.6, where="post", zorder=0.9)
    axes.axhline(100 * result.prior, color=GREY, linestyle=":", linewidth=1.4)
    axes.step(steps, _held(result.multiplied), color=RED, linestyle="--", where="post")
    axes.step(steps, _held(result.weighed), color=BLUE, linewidth=2.8, where="post")
    ends = (100 * float(result.multiplied[-1]), 100 * float(result.weighed[-1]))
    axes.plot(end, ends[0], "s", color=RED, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.plot(end, ends[1], "D", color=BLUE, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.set(xlim=(0, end), ylim=(0, 104), xlabel="Tests, in the order of the table")
    axes.set_xticks(range(0, result.tests + 1, -(-result.tests // _TICKS)))
    axes.set_yticks([0, 25, 50, 75, 100])
    name_y(axes, "Belief (%)")
    above, below = _apart(ends[0], ends[1])
    for name, y, colour in (("multiplied", above, RED), ("weighed", below, BLUE)):
        direct(axes, name, end, y, colour, right=16)
    shown = " · grey: at the start" if began and began.hypothesis == result.hypothesis else ""
    heading(
        figure,
        f"{result.hypothesis}: from {100 * result.prior:.0f}% to {_whole(ends[1])}; multiplied, {_whole(ends[0])}",
        f"Illustration: what a result counts is yours{shown}",
    )
    by = counted(result.groups, "laboratory or single row", "laboratories or single rows")
    return (
        f"{result.hypothesis}: a belief of {100 * result.prior:.0f}% ends at {_exact(ends[1])} if rows of one "
        f"laboratory are weighed together, at {_exact(ends[0])} if each stands alone. "
        f"It moves through {counted(result.tests, 'test')} by {by}. Illustration: what a result counts is yours."
    )


def _held(belief: Array) -> Array:
    """A belief in percent after every test, the last one held for a while."""
    return 100 * np.array([*belief, belief[-1]])


def _whole(percent: float) -> str:
    """Whole percent, near to the ends with a decimal, for no belief gets there."""
    return f"{percent:.0f}%" if 1 <= percent <= 99 else _exact(percent)


def _exact(percent: float) -> str:
    """Percent with a decimal, and at the very ends only on which side."""
    return ">99.9%" if percent > 99.95 else "<0.1%" if percent < 0.05 else f"{percent:.1f}%"


_TICKS = 6
"""Ticks that the axis of tests has at most, besides the first."""
_LEAST_APART = 8
"""Percentage points that two names at the ends of the lines keep from one another."""


def _apart(first: float, second: float) -> tuple[float, float]:
    """Where the two names stand: at the ends of their lines, or moved apart where those meet."""
    lack = max(_LEAST_APART - abs(first - second), 0) / 2
    push = lack if first >= second else -lack
    return first + push, second - push
