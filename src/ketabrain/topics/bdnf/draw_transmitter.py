"""BDNF and glutamate against what a textbook asks of a neurotransmitter."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import BLUE, BODY, GREEN, HEAD, INK, LIGHT, ORANGE, RED, SMALL
from ketabrain.topics.bdnf.transmitter import (
    CRITERIA,
    MOLECULES,
    Classification,
    CriteriaMap,
    CriterionAnswer,
    Standing,
)

_SIGNS: Mapping[str, tuple[str, str]] = {
    CriterionAnswer.MET: ("✓", GREEN),
    CriterionAnswer.PARTLY: ("~", ORANGE),
    CriterionAnswer.NOT_MET: ("✗", RED),
}
_STANDINGS = {Standing.PASSES: "passes", Standing.FAILS: "fails", Standing.OPEN: "is a matter of taste"}
_CELLS: Mapping[str, int] = {"glutamate": 268, "BDNF": 512}
"""Left edge of each molecule's column in pixels."""
_CELL_WIDTH, _ROW, _GRID_TOP = 236, 54, 34
_GRID_BOTTOM = _GRID_TOP + _ROW * len(CRITERIA)


@drawn(height_in=4.6)
def criteria(found: CriteriaMap, figure: Figure) -> str:
    """Five criteria by two molecules, each with a sign and a reason."""
    axes = canvas(figure, 0.92, 423)
    _grid(axes, found)
    for molecule, totals in found.totals.items():
        said = "   ".join(f"{_SIGNS[answer][0]} {totals[answer]}" for answer in CriterionAnswer)
        axes.text(_CELLS[molecule] + 12, _GRID_BOTTOM + 30, said, fontsize=HEAD, va="center", weight="bold")
    axes.text(12, _GRID_BOTTOM + 30, "Criteria:", fontsize=SMALL, va="center", weight="bold")
    _legend(axes, _GRID_BOTTOM + 66)
    axes.set_title("What a textbook asks of a neurotransmitter", x=0.016)
    return f"Five criteria. {_grid_in_words(found)}"


@drawn(height_in=4.6)
def classification(result: Classification, figure: Figure) -> str:
    """The same grid with a score for each molecule against what is demanded."""
    axes = canvas(figure, 0.92, 423)
    _grid(axes, result.map)
    y = _GRID_BOTTOM + 24
    axes.text(12, y, "Score of 5\n(line: needed)", fontsize=SMALL, va="center", linespacing=1.3)
    for molecule, left in _CELLS.items():
        _score(axes, left + 12, y, result, molecule)
    _legend(axes, _GRID_BOTTOM + 92)
    verdicts = {molecule: _STANDINGS[result.standing(molecule)] for molecule in MOLECULES}
    axes.set_title(
        f"{result.required:g} of 5 needed: " + ", ".join(f"{name} {word}" for name, word in verdicts.items()), x=0.016
    )
    scores = " ".join(
        f"{molecule[:1].upper()}{molecule[1:]} scores {result.scores[molecule]:g} of 5 "
        f"({result.lowest[molecule]:g} to {result.highest[molecule]:g} by fair answers) and {verdicts[molecule]}."
        for molecule in MOLECULES
    )
    needed = f"{result.required:g} of 5 criteria needed; partly counts: {result.partly}."
    return f"{needed} {scores} {_totals_in_words(result.map)}"


def _grid(axes: Axes, found: CriteriaMap) -> None:
    axes.text(12, 18, "It has to be …", fontsize=SMALL, va="center")
    for molecule, left in _CELLS.items():
        axes.text(left + 12, 18, molecule, fontsize=BODY, va="center", weight="bold")
    for i, criterion in enumerate(CRITERIA):
        top = _GRID_TOP + _ROW * i
        axes.text(12, top + _ROW / 2, "\n".join(wrap(criterion, 28)), fontsize=SMALL, va="center")
    marks: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for row in found.rows.itertuples():
        left, top = _CELLS[row.molecule], _GRID_TOP + _ROW * list(CRITERIA).index(row.criterion)
        axes.add_patch(
            Rectangle((left, top + 3), _CELL_WIDTH, _ROW - 6, facecolor=_SIGNS[row.met][1], alpha=0.16, linewidth=0)
        )
        axes.text(left + 42, top + _ROW / 2, row.reason, fontsize=SMALL, va="center")
        for rank, answer in enumerate(row.fair):
            place = (left + 20, top + _ROW / 2) if rank == 0 else (left + _CELL_WIDTH - 14, top + _ROW / 2)
            marks.setdefault((answer, rank == 0), []).append(place)
    for (answer, main), places in marks.items():
        _signs(axes, answer, places, 16 if main else 9, _SIGNS[answer][1] if main else INK)


def _signs(axes: Axes, answer: str, places: Sequence[tuple[float, float]], size: float, colour: str) -> None:
    """The sign of an answer at some places, drawn at once; its strokes get a dark edge so that they read on a tint."""
    xs, ys = zip(*places, strict=True)
    marker = sign(_SIGNS[answer][0])
    wide = size if answer != CriterionAnswer.PARTLY else size * 1.1
    axes.plot(xs, ys, linestyle="none", marker=marker, markersize=wide, color=colour, markeredgecolor=INK,
              markeredgewidth=0.6)  # fmt: skip


def _legend(axes: Axes, y: float) -> None:
    axes.text(
        12,
        y,
        "✓ met   ~ partly   ✗ not met   small sign at the right: another fair answer",
        fontsize=SMALL,
        va="center",
    )


def _score(axes: Axes, left: float, y: float, result: Classification, molecule: str) -> None:
    """A bar from 0 to 5, a thin line over all fair answers, and a stroke where the demand lies."""
    step = (_CELL_WIDTH - 30) / 5
    score, low, high = (each[molecule] for each in (result.scores, result.lowest, result.highest))
    axes.add_patch(Rectangle((left, y - 9), 5 * step, 18, facecolor=LIGHT, linewidth=0))
    axes.add_patch(Rectangle((left, y - 9), score * step, 18, facecolor=BLUE, linewidth=0))
    if high > low:
        axes.hlines(y, left + low * step, left + high * step, color=ORANGE, linewidth=4)
    axes.vlines(left + result.required * step, y - 15, y + 15, color=INK, linewidth=3)
    spread = f" (fair: {low:g} to {high:g})" if high > low else ""
    axes.text(left, y + 32, f"{score:g} of 5{spread}", fontsize=SMALL, va="center")


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
