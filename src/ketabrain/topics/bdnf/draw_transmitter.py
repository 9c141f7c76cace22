"""BDNF and glutamate against what a textbook asks of a neurotransmitter."""

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import Column, heading, interval, rows
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, ink, pale
from ketabrain.topics.bdnf.transmitter import (
    CRITERIA,
    MOLECULES,
    Classification,
    CriteriaMap,
    CriterionAnswer,
    PartlyCounts,
    Standing,
    points_for,
)

_SIGNS: Mapping[str, tuple[str, str]] = {
    CriterionAnswer.MET: ("✓", GREEN),
    CriterionAnswer.PARTLY: ("~", ORANGE),
    CriterionAnswer.NOT_MET: ("✗", RED),
}
_STANDINGS = {Standing.PASSES: "passes", Standing.FAILS: "fails", Standing.OPEN: "is a matter of taste"}
_HALF = 0.2
"""Half the height of a block, of which each row of 1 holds five, one a criterion."""
_BELOW = 0.32
"""How far below the blocks the range of fair answers stands."""


@drawn(height_in=3.6)
def criteria(found: CriteriaMap, figure: Figure) -> str:
    """Five criteria by two molecules, each a block with the sign of the answer, and small that of another fair one."""
    axes = rows(figure, MOLECULES, left=96, bottom=76)
    _blocks(axes, found, PartlyCounts.HALF)
    marks: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for row, (left, _) in _slots(found).items():
        y = MOLECULES.index(row.molecule)
        for rank, answer in enumerate(row.fair):
            place = (left + 0.5, y - 0.36) if rank == 0 else (left + 0.74, y - 0.36)
            marks.setdefault((answer, rank == 0), []).append(place)
    for (answer, main), places in marks.items():
        letter, colour = _SIGNS[answer]
        wide = (14 if main else 8) * (1.1 if answer == CriterionAnswer.PARTLY else 1)
        axes.plot(*zip(*places, strict=True), linestyle="none", marker=sign(letter), markersize=wide,
                  color=colour if main else INK, markeredgecolor=INK, markeredgewidth=0.6)  # fmt: skip
    axes.set(xlim=(0, 5), xticks=range(6), xlabel="Criteria of a neurotransmitter")
    met = {molecule: totals[CriterionAnswer.MET] for molecule, totals in found.totals.items()}
    finding = f"Glutamate meets {met['glutamate']} of 5 criteria, BDNF {met['BDNF']}"
    heading(figure, finding, "✓ met   ~ partly   ✗ not met; small: another fair answer")
    return f"{finding}. {_grid_in_words(found)}"


@drawn(height_in=3.6)
def classification(result: Classification, figure: Figure) -> str:
    """The score of each molecule, block by block, with the range of fair scores, against what is demanded."""
    said = [f"{result.scores[molecule]:g}" for molecule in MOLECULES]
    columns = [Column(head="score", texts=said, width=76)]
    axes = rows(figure, MOLECULES, columns, left=96, bottom=76)
    axes.set(xlim=(0, 5.1), xticks=range(6), xlabel="Criteria met")
    _blocks(axes, result.map, result.partly)
    for y, molecule in enumerate(MOLECULES):
        score, low, high = (each[molecule] for each in (result.scores, result.lowest, result.highest))
        interval(axes, y + _BELOW, low, score, high, BLUE, size=11, width=4)
    axes.axvline(result.required, color=RED, linewidth=4, zorder=1.5)  # a score that is just enough lies on it
    at_the_end = result.required == len(CRITERIA)  # there the head of the column stands beside it
    words(axes, [("needed", result.required, -0.72)], "right" if at_the_end else "center", ink(RED))
    verdicts = {molecule: _STANDINGS[result.standing(molecule)] for molecule in MOLECULES}
    finding = f"{result.required:g} of 5 needed: " + ", ".join(f"{name} {word}" for name, word in verdicts.items())
    heading(figure, finding, f"“Partly” counts: {result.partly} · dot: our score, bar: fair judges")
    scores = " ".join(
        f"{molecule[:1].upper()}{molecule[1:]} scores {result.scores[molecule]:g} of 5 "
        f"({result.lowest[molecule]:g} to {result.highest[molecule]:g} by fair answers) and {verdicts[molecule]}."
        for molecule in MOLECULES
    )
    return f"{finding}; “partly” counts: {result.partly}. {scores} {_totals_in_words(result.map)}"


def _slots(found: CriteriaMap) -> Mapping[Any, tuple[int, str]]:
    """Each answer with its place on the axis (0–4), met ones first, and the name of its criterion."""
    order = list(CriterionAnswer)
    slots = {}
    for molecule in MOLECULES:
        mine = [row for row in found.rows.itertuples() if row.molecule == molecule]
        for left, row in enumerate(sorted(mine, key=lambda row: order.index(row.met))):
            slots[row] = (left, CRITERIA[row.criterion])
    return slots


def _blocks(axes: Axes, found: CriteriaMap, partly: PartlyCounts) -> None:
    """A block for each criterion, filled as far as it counts; what is not met stays an outline with a grey name."""
    plain: list[tuple[str, float, float]] = []
    grey: list[tuple[str, float, float]] = []
    outlines: list[Rectangle] = []
    fills: list[Rectangle] = []
    for row, (left, name) in _slots(found).items():
        y, worth = MOLECULES.index(row.molecule), points_for(row.met, partly)
        for width, blocks in ((0.96, outlines), (0.96 * worth, fills)):
            blocks.append(Rectangle((left + 0.02, y - _HALF), width, 2 * _HALF))
        (plain if worth else grey).append((name, left + 0.5, float(y)))
    axes.add_collection(PatchCollection(outlines, facecolor=PAPER, edgecolor=LIGHT, linewidth=1.5, zorder=0.5))
    axes.add_collection(PatchCollection(fills, facecolor=pale(BLUE), linewidth=0, zorder=0.6, gid="what counts"))
    words(axes, plain, "center")
    words(axes, grey, "center", ink(GREY))


def _totals_in_words(found: CriteriaMap) -> str:
    def said(totals: Mapping[CriterionAnswer, int]) -> str:
        return ", ".join(f"{count} {answer}" for answer, count in totals.items())

    return " ".join(
        f"{molecule[:1].upper()}{molecule[1:]}: {said(totals)}." for molecule, totals in found.totals.items()
    )


def _grid_in_words(found: CriteriaMap) -> str:
    said = [_totals_in_words(found)]
    for criterion in CRITERIA:
        rows = found.rows[found.rows["criterion"] == criterion].itertuples()
        said.append(
            f"{criterion[:1].upper()}{criterion[1:]}: "
            + "; ".join(f"{row.molecule} {' or '.join(row.fair)} ({row.reason})" for row in rows)
            + "."
        )
    return " ".join(said)
