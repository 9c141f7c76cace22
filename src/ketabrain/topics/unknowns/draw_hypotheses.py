"""Rival explanations: a mark for every test, and how far the tests move a belief."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.unknowns.hypotheses import Belief, Matrix, Support

_LOOKS = {Support.SUPPORTS: ("o", GREEN, "+"), Support.MIXED: ("D", ORANGE, "~"), Support.AGAINST: ("s", RED, "−")}
"""Shape, colour and sign of what a test says."""


@drawn(height_in=5.4)
def matrix_of_tests(result: Matrix, figure: Figure) -> str:
    """A line for every hypothesis, a mark for every test; people filled, others pale."""
    axes = panel(figure, left=0.21, right=0.98, bottom=0.075, top=0.86)
    for (verdict, human), spots in _places(result).items():
        shape, colour, letter = _LOOKS[verdict]
        x, y = zip(*spots, strict=True)
        axes.plot(x, y, shape, color=colour if human else PAPER, markeredgecolor=INK if human else colour,
                  markersize=14, markeredgewidth=1.6)  # fmt: skip
        # The edge keeps the thin strokes of + and −: filled alone they fall between two pixels and vanish.
        axes.plot(x, y, marker=sign(letter), color=PAPER if human else INK, markersize=8, markeredgewidth=0.8,
                  linestyle="none")  # fmt: skip
    chosen_line = result.hypotheses.index(result.chosen)
    axes.axhspan(chosen_line - 0.5, chosen_line + 0.5, color=LIGHT, linewidth=0, zorder=0)
    widest = max(sum(count.values()) for count in result.counts.values())
    axes.set(xlim=(0.3, max(17, widest) + 0.7), ylim=(len(result.hypotheses) - 0.4, -0.6), xticks=())
    axes.set_yticks(range(len(result.hypotheses)), result.hypotheses)
    axes.spines["bottom"].set_visible(False)
    keys = [("● + supports", 0.0, 1.03), ("◆ ~ mixed", 0.18, 1.03), ("■ − against", 0.32, 1.03)]
    words(axes, [*keys, ("filled: people; open: animals, cells, a model", 0.49, 1.03)], "left", INK, axes.transAxes)
    tests = counted(len(result.rows), "test")
    axes.set_title(f"{tests} ({result.species}; {result.design}; {result.group})", x=-0.24, y=1.07)
    told = "; ".join(
        f"{name}: {', '.join(f'{number} {verdict}' for verdict, number in counts.items())}"
        for name, counts in result.counts.items()
    )
    return (
        f"{result.chosen}: {_by_species(result)}. "
        f"{tests} (species: {result.species}; design: {result.design}; laboratory: {result.group}). "
        f"{told}. Without a result against or mixed, of two or more: {', '.join(result.clean) or 'none'}."
    )


def _by_species(result: Matrix) -> str:
    """What the tests of the chosen explanation say in people, and in animals or cells."""
    own = result.rows[result.rows["hypothesis"] == result.chosen]
    human = own["species"] == "human"
    parts = []
    for where, rows in (("people", own[human]), ("animals, cells or a model", own[~human])):
        says = rows["verdict"].value_counts()
        found = ", ".join(f"{says[word]} {word}" for word in Support if word in says)
        parts.append(f"in {where} {found or 'no test'}")
    return "; ".join(parts)


def _places(result: Matrix) -> dict[tuple[Support, bool], list[tuple[int, int]]]:
    """Where the marks stand, by what a test says and whether it was done in people: in a line for every hypothesis."""
    order = list(Support)
    places: dict[tuple[Support, bool], list[tuple[int, int]]] = {}
    for y, name in enumerate(result.hypotheses):
        own = result.rows[result.rows["hypothesis"] == name]
        kinds = [(Support(row.verdict), row.species == "human") for row in own.itertuples()]
        for x, kind in enumerate(sorted(kinds, key=lambda kind: (order.index(kind[0]), not kind[1])), start=1):
            places.setdefault(kind, []).append((x, y))
    return places


def belief(result: Belief, figure: Figure) -> str:
    """Belief after every test, rows multiplied and rows weighed by laboratory."""
    axes = panel(figure, left=0.1, right=0.97, bottom=0.15, top=0.87)
    steps = np.arange(result.tests + 1)
    axes.axhline(100 * result.prior, color=GREY, linestyle=":", linewidth=1.4)
    axes.step(steps, 100 * result.multiplied, color=RED, linestyle="--", where="post")
    axes.step(steps, 100 * result.weighed, color=BLUE, linewidth=2.8, where="post")
    ends = (100 * float(result.multiplied[-1]), 100 * float(result.weighed[-1]))
    axes.plot(result.tests, ends[0], "s", color=RED, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.plot(result.tests, ends[1], "D", color=BLUE, markeredgecolor=INK, markersize=10, clip_on=False)
    axes.set(xlim=(0, result.tests), ylim=(0, 104), xlabel="Tests, in the order of the table   ■ multiplied  ◆ weighed")
    axes.set_ylabel("Belief (%)")
    axes.set_xticks(np.unique(np.linspace(0, result.tests, min(result.tests, 6) + 1).round()))
    axes.set_title(
        f"{result.hypothesis}: from {100 * result.prior:.0f}% to {ends[1]:.0f}% (multiplied {ends[0]:.0f}%)", x=-0.08
    )
    by = counted(result.groups, "laboratory or single row", "laboratories or single rows")
    return (
        f"{result.hypothesis}: a belief of {100 * result.prior:.0f}% before {counted(result.tests, 'test')} by {by} "
        f"ends at {ends[1]:.1f}% if rows of one laboratory are weighed together, and at {ends[0]:.1f}% if every row is "
        "multiplied as if it stood alone. Illustration: what a result counts is yours."
    )
