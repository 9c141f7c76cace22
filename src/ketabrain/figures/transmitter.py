"""BDNF against what a transmitter does: textbook criteria, its mass beside glutamate's, and a logarithmic clock."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from ketabrain.evidence.timescales import MOLECULES as MESSENGERS
from ketabrain.evidence.timescales import NOT_YET, ON, OVER, UNKNOWN, Moment, in_words
from ketabrain.evidence.transmitter import ANSWERS, CRITERIA, MOLECULES, Classification, CriteriaMap
from ketabrain.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    panel,
    sign,
)
from ketabrain.models.linear import Array
from ketabrain.models.protein_mass import Part, ProteinMass

_SIGNS: Mapping[str, tuple[str, str]] = {"met": ("✓", GREEN), "partly": ("~", ORANGE), "not met": ("✗", RED)}
_CELLS: Mapping[str, int] = {"glutamate": 268, "BDNF": 512}
"""Left edge of each molecule's column in pixels."""
_CELL_WIDTH, _ROW, _GRID_TOP = 236, 54, 34
_GRID_BOTTOM = _GRID_TOP + _ROW * len(CRITERIA)


def criteria(found: CriteriaMap, figure: Figure) -> str:
    """Five criteria by two molecules, each with a sign and a reason; meant for 4.6 inches of height."""
    axes = _canvas(figure, 0.92, 423)
    _grid(axes, found)
    for molecule, totals in found.totals.items():
        said = "   ".join(f"{_SIGNS[answer][0]} {totals[answer]}" for answer in ANSWERS)
        axes.text(_CELLS[molecule] + 12, _GRID_BOTTOM + 30, said, fontsize=12, va="center", weight="bold")
    axes.text(12, _GRID_BOTTOM + 30, "Criteria:", fontsize=10.5, va="center", weight="bold")
    _legend(axes, _GRID_BOTTOM + 66)
    axes.set_title("What a textbook asks of a neurotransmitter", x=0.016)
    return f"Five criteria. {_grid_in_words(found)}"


def classification(result: Classification, figure: Figure) -> str:
    """The same grid with a score for each molecule against what is demanded; meant for 4.6 inches of height."""
    axes = _canvas(figure, 0.92, 423)
    _grid(axes, result.map)
    y = _GRID_BOTTOM + 24
    axes.text(12, y, "Score of 5\n(line: needed)", fontsize=10, va="center", linespacing=1.3)
    for molecule, left in _CELLS.items():
        _score(axes, left + 12, y, result, molecule)
    _legend(axes, _GRID_BOTTOM + 92)
    said = {"passes": "passes", "fails": "fails", "open": "is a matter of taste"}
    verdicts = {molecule: said[result.verdict(molecule)] for molecule in MOLECULES}
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
    axes.text(12, 18, "It has to be …", fontsize=10.5, va="center")
    for molecule, left in _CELLS.items():
        axes.text(left + 12, 18, molecule, fontsize=11.5, va="center", weight="bold")
    for i, criterion in enumerate(CRITERIA):
        top = _GRID_TOP + _ROW * i
        axes.text(12, top + _ROW / 2, "\n".join(wrap(criterion, 28)), fontsize=10.5, va="center")
    marks: dict[tuple[str, bool], list[tuple[float, float]]] = {}
    for row in found.rows.itertuples():
        left, top = _CELLS[row.molecule], _GRID_TOP + _ROW * list(CRITERIA).index(row.criterion)
        axes.add_patch(
            Rectangle((left, top + 3), _CELL_WIDTH, _ROW - 6, facecolor=_SIGNS[row.met][1], alpha=0.16, linewidth=0)
        )
        axes.text(left + 42, top + _ROW / 2, row.reason, fontsize=9.5, va="center")
        for rank, answer in enumerate(row.fair):
            place = (left + 20, top + _ROW / 2) if rank == 0 else (left + _CELL_WIDTH - 14, top + _ROW / 2)
            marks.setdefault((answer, rank == 0), []).append(place)
    for (answer, main), places in marks.items():
        _signs(axes, answer, places, 16 if main else 9, _SIGNS[answer][1] if main else INK)


def _signs(axes: Axes, answer: str, places: Sequence[tuple[float, float]], size: float, colour: str) -> None:
    """The sign of an answer at some places, drawn at once; its strokes get a dark edge so that they read on a tint."""
    xs, ys = zip(*places, strict=True)
    marker = sign(_SIGNS[answer][0])
    wide = size if answer != "partly" else size * 1.1
    axes.plot(xs, ys, linestyle="none", marker=marker, markersize=wide, color=colour, markeredgecolor=INK,
              markeredgewidth=0.6)  # fmt: skip


def _legend(axes: Axes, y: float) -> None:
    axes.text(
        12, y, "✓ met   ~ partly   ✗ not met   small sign at the right: another fair answer", fontsize=9.5, va="center"
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
    axes.text(left, y + 32, f"{score:g} of 5{spread}", fontsize=10, va="center")


def _totals_in_words(found: CriteriaMap) -> str:
    return " ".join(
        f"{molecule[:1].upper()}{molecule[1:]}: {', '.join(f'{totals[answer]} {answer}' for answer in ANSWERS)}."
        for molecule, totals in found.totals.items()
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


_CHAIN_LEFT, _CHAIN_RIGHT, _CHAIN_TOP, _CHAIN_BOTTOM = 20, 740, 44, 76
_PART_COLOURS = (GREY, ORANGE, BLUE)
_SQUARE_TOP, _GLUTAMATE_SIDE = 168, 14.5
_SCALE_LEFT, _SCALE_RIGHT, _SCALE_Y, _SCALE_KDA = 430, 735, 322, 35


def mass(result: ProteinMass, figure: Figure) -> str:
    """The chain of BDNF with a stretch of it framed, that stretch as an area beside glutamate, and its mass on a scale
    with published masses; meant for 4.2 inches of height."""
    axes = _canvas(figure, 0.915, 384)
    _chain(axes, result)
    side = _GLUTAMATE_SIDE * result.ratio**0.5
    axes.add_patch(Rectangle((100, _SQUARE_TOP), side, side, facecolor=BLUE, alpha=0.35, linewidth=0))
    axes.add_patch(Rectangle((28, _SQUARE_TOP), _GLUTAMATE_SIDE, _GLUTAMATE_SIDE, facecolor=GREEN, linewidth=0))
    axes.text(12, _SQUARE_TOP - 16, "glutamate", fontsize=9.5, va="center")
    axes.text(100, _SQUARE_TOP - 16, "this stretch (areas to scale)", fontsize=9.5, va="center")
    _mass_scale(axes, result)
    sequence = "".join(each.sequence for each in result.parts)[result.first - 1 : result.last]
    shown = sequence if len(sequence) <= 16 else f"{sequence[:8]} … {sequence[-6:]}"
    axes.text(
        _SCALE_LEFT,
        _SQUARE_TOP + 26,
        f"{_amino_acids(result.residues)}: {shown}\n"
        f"{result.mass_da:,.0f} Da, {result.ratio:.3g} × glutamate\n"
        f"(glutamate: {result.glutamate_da:.0f} Da)",
        fontsize=10.5,
        va="center",
        linespacing=1.5,
    )
    axes.set_title(
        f"Amino acids {result.first} to {result.last} of human BDNF: {result.mass_da / 1000:.1f} kDa", x=0.016
    )
    covered = ", ".join(
        f"{taken} of {each.end - each.start + 1} of the {each.name}"
        for each, taken in zip(result.parts, result.covered.values(), strict=True)
        if taken
    )
    published = ", ".join(f"{name} about {kda:g} kDa" for name, kda in result.published_kda.items())
    return (
        f"Amino acids {result.first} to {result.last} of the BDNF precursor, {_amino_acids(result.residues)} "
        f"({covered}), weigh {result.mass_da:,.0f} Da, {result.ratio:.3g} times as much as glutamate "
        f"({result.glutamate_da:.0f} Da). The stretch reads {shown}. Published: {published}. The sum leaves out the "
        "sugar that hangs on residue 121."
    )


def _amino_acids(count: int) -> str:
    return f"{count} amino acid{'' if count == 1 else 's'}"


def _place(residue: float) -> float:
    """Where in pixels the left edge of an amino acid lies on the chain."""
    return _CHAIN_LEFT + (residue - 1) * (_CHAIN_RIGHT - _CHAIN_LEFT) / 247


def _chain(axes: Axes, result: ProteinMass) -> None:
    for part, colour in zip(result.parts, _PART_COLOURS, strict=True):
        left, right = _place(part.start), _place(part.end + 1)
        height = _CHAIN_BOTTOM - _CHAIN_TOP
        axes.add_patch(Rectangle((left, _CHAIN_TOP), right - left, height, facecolor=colour, alpha=0.3, linewidth=0))
        a, b = max(part.start, result.first), min(part.end, result.last)
        if a <= b:
            width = _place(b + 1) - _place(a)
            axes.add_patch(Rectangle((_place(a), _CHAIN_TOP), width, height, facecolor=colour, linewidth=0))
        axes.text(left + 2, _CHAIN_TOP - 16, _part_label(part), fontsize=9.5, va="center")
    left, right = _place(result.first), _place(result.last + 1)
    axes.add_patch(
        Rectangle((left - 1, _CHAIN_TOP - 5), right - left + 2, 42, facecolor="none", edgecolor=INK, linewidth=2.2)
    )
    sugar = _place(121.5)
    axes.plot([sugar, sugar], [_CHAIN_BOTTOM, _CHAIN_BOTTOM + 16], color=PURPLE, linewidth=1.5)
    axes.plot(sugar, _CHAIN_BOTTOM + 20, "h", color=PURPLE, markersize=10, markeredgecolor=INK, markeredgewidth=0.6)
    axes.text(sugar - 12, _CHAIN_BOTTOM + 22, "a sugar hangs on 121", fontsize=9.5, va="center", ha="right")


def _part_label(part: Part) -> str:
    """Name and places of a part; the signal peptide is too short for its places."""
    return "signal" if part.start == 1 else f"{part.name}, {part.start} to {part.end}"


def _mass_scale(axes: Axes, result: ProteinMass) -> None:
    def at(kda: float) -> float:
        return _SCALE_LEFT + kda * (_SCALE_RIGHT - _SCALE_LEFT) / _SCALE_KDA

    axes.hlines(_SCALE_Y, at(0), at(_SCALE_KDA), color=INK, linewidth=1)
    for tick in (0, 10, 20, 30):
        axes.vlines(at(tick), _SCALE_Y, _SCALE_Y + 5, color=INK, linewidth=1)
        axes.text(at(tick), _SCALE_Y + 17, f"{tick}", fontsize=9.5, ha="center", va="center")
    axes.text(at(0), _SCALE_Y + 40, "mass (kDa)   ● summed here   ▼ published", fontsize=9.5, va="center")
    for name, kda in result.published_kda.items():
        axes.plot(at(kda), _SCALE_Y - 17, "v", color=RED, markersize=9)
        axes.text(at(kda), _SCALE_Y - 37, name, fontsize=9.5, ha="center", va="center")
    axes.plot(at(result.mass_da / 1000), _SCALE_Y, "o", color=BLUE, markersize=11, markeredgecolor=PAPER)


_MOLECULE_MARKS = dict(zip(MESSENGERS, zip("osD^", (BLUE, RED, GREEN, PURPLE), strict=True), strict=True))
_STATE_MARKS: Mapping[str, tuple[object, float, bool]] = {
    ON: ("o", 9, True),
    NOT_YET: ("o", 9, False),
    OVER: (sign("✗"), 10, True),
    UNKNOWN: (sign("?"), 10, True),
}
_EARLIEST_S, _LATEST_S = 0.0007, 2.2e6
_TIMES = {0.001: "1 ms", 0.03: "30 ms", 1: "1 s", 10: "10 s", 120: "2 min", 1200: "20 min", 10800: "3 h",
          86400: "1 day", 864000: "10 d"}  # fmt: skip


def time_axis(moment: Moment, figure: Figure) -> str:
    """One bar a process over a logarithmic clock, and a line at the chosen time; meant for 4.4 inches of height."""
    axes = panel(figure, left=0.37, right=0.985, bottom=0.125, top=0.85)
    rows = moment.rows
    heights = np.arange(len(rows), 0, -1)
    axes.axvline(float(_at(moment.seconds)), color=INK, linewidth=2, zorder=1)
    axes.hlines(heights, _at(_EARLIEST_S), _at(_LATEST_S), color=LIGHT, linewidth=0.7, zorder=0)
    for name, (marker, colour) in _MOLECULE_MARKS.items():
        here = (rows["molecule"] == name).to_numpy()
        start, end = _at(rows.loc[here, "start_s"]), _at(rows.loc[here, "end_s"])
        tail = (rows.loc[here, "after"] == "not known").to_numpy()
        axes.hlines(heights[here], start, end, color=colour, linewidth=9, zorder=2)
        axes.hlines(heights[here][tail], end[tail], end[tail] + 0.5, color=colour, linewidth=2, linestyle=":", zorder=2)
        axes.plot(start, heights[here], marker, color=colour, markersize=10, markeredgecolor=INK, markeredgewidth=0.7,
                  zorder=3, clip_on=False)  # fmt: skip
    _state_column(axes, moment, heights)
    axes.set(
        xlim=(_at(_EARLIEST_S), _at(_LATEST_S)),
        ylim=(0.3, len(rows) + 0.7),
        xlabel="Time since its own start (logarithmic)",
    )
    axes.set_xticks(_at(list(_TIMES)), list(_TIMES.values()), fontsize=9.5)
    axes.set_yticks([])
    counts = moment.counts
    axes.set_title(
        f"After {in_words(moment.seconds)}: {counts[ON]} on, {counts[OVER]} over, {counts[UNKNOWN]} not known",
        x=-0.58,
        y=1.075,
    )
    axes.text(-0.58, 1.035, "● on   ○ not yet   ✗ over   ? begun, end not known   dotted: how long is not known",
              fontsize=9.5, va="center", transform=axes.transAxes)  # fmt: skip
    return _moment_in_words(moment)


def _at(seconds: ArrayLike) -> Array:
    """Where seconds lie on the axis: their decimal logarithm, which draws faster than matplotlib's own log scale."""
    return np.log10(np.maximum(seconds, _EARLIEST_S))


def _state_column(axes: Axes, moment: Moment, heights: np.ndarray) -> None:
    """Name and state of each process left of the bars."""
    across = axes.get_yaxis_transform()
    for y, label in zip(heights, moment.rows["label"], strict=True):
        axes.text(-0.535, y, label, fontsize=9.5, va="center", transform=across)
    for state, (marker, size, filled) in _STATE_MARKS.items():
        here = heights[(moment.rows["state"] == state).to_numpy()]
        axes.plot(np.full(len(here), -0.565), here, linestyle="none", marker=marker, markersize=size, color=INK,
                  markerfacecolor=INK if filled else "none", markeredgewidth=1.3 if marker == "o" else 0,
                  transform=across, clip_on=False)  # fmt: skip


def _moment_in_words(moment: Moment) -> str:
    def named(state: str) -> str:
        return "; ".join(moment.labels(state)) or "none"

    counts = moment.counts
    return (
        f"{in_words(moment.seconds)} after the start of each of {len(moment.rows)} processes. On ({counts[ON]}): "
        f"{named(ON)}. Over ({counts[OVER]}): {named(OVER)}. Begun, but nobody is known to have looked so late "
        f"({counts[UNKNOWN]}): {named(UNKNOWN)}. Not yet ({counts[NOT_YET]}): {named(NOT_YET)}. Each row counts from "
        "its own start: a signal, BDNF applied, or a dose."
    )


def _canvas(figure: Figure, top: float, height: float) -> Axes:
    """One empty panel over the whole width, in pixels from its upper left corner."""
    axes = panel(figure, left=0, right=1, bottom=0, top=top)
    axes.set(xlim=(0, 760), ylim=(height, 0))
    axes.axis("off")
    return axes
