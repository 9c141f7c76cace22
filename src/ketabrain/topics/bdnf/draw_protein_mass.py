"""A stretch of the chain of BDNF and what it weighs, beside glutamate and published masses."""

from math import ceil

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, INK, LIGHT, ORANGE, PURPLE, RED, ink
from ketabrain.topics.bdnf.protein_mass import Part, ProteinMass, mass_of_range

_HEIGHT_IN = 4.2
_LEFT, _RIGHT = 24, 736
_CHAIN_TOP, _CHAIN_BOTTOM = 104, 132
_PART_COLOURS = (GREY, ORANGE, BLUE)
_GRID_TOP, _SQUARE, _PITCH, _ACROSS = 190, 15, 18.8, 38
"""The squares of a glutamate each: the first row's top, their side and the way to the next in pixels, and how many
stand in a row; the precursor of 189 fills five."""
_SCALE_Y, _SCALE_KDA = 350, 35


@drawn(height_in=_HEIGHT_IN)
def mass(result: ProteinMass, figure: Figure) -> str:
    """The chain of BDNF with a stretch of it framed, a square for every glutamate that it weighs as much as, and its
    mass on a scale with published masses."""
    axes = canvas(figure)
    _chain(axes, result)
    _glutamates(axes, result)
    _mass_scale(axes, result)
    finding = (
        f"Amino acids {result.first} to {result.last} weigh {result.mass_da / 1000:.1f} kDa: "
        f"{result.ratio:.3g} × glutamate"
    )
    heading(figure, finding, f"Human BDNF, summed; each square is a glutamate of {result.glutamate_da:.0f} Da")
    sequence = "".join(each.sequence for each in result.parts)[result.first - 1 : result.last]
    shown = sequence if len(sequence) <= 16 else f"{sequence[:8]} … {sequence[-6:]}"
    covered = ", ".join(
        f"{taken} of {each.end - each.start + 1} of the {each.name}"
        for each, taken in zip(result.parts, result.covered.values(), strict=True)
        if taken
    )
    published = ", ".join(f"{name} about {kda:g} kDa" for name, kda in result.published_kda.items())
    return (
        f"{finding} ({result.glutamate_da:.0f} Da). They are {_amino_acids(result.residues)} of the BDNF precursor "
        f"({covered}), {result.mass_da:,.0f} Da, drawn as so many squares of one glutamate each, before pale ones for "
        f"the whole chain. The stretch reads {shown}. Published: {published}. The sum leaves out the sugar that hangs "
        "on residue 121."
    )


def _amino_acids(count: int) -> str:
    return f"{count} amino acid{'' if count == 1 else 's'}"


def _place(residue: float) -> float:
    """Where in pixels the left edge of an amino acid lies on the chain."""
    return _LEFT + (residue - 1) * (_RIGHT - _LEFT) / 247


def _chain(axes: Axes, result: ProteinMass) -> None:
    height = _CHAIN_BOTTOM - _CHAIN_TOP
    for part, colour in zip(result.parts, _PART_COLOURS, strict=True):
        left, right = _place(part.start), _place(part.end + 1)
        axes.add_patch(Rectangle((left, _CHAIN_TOP), right - left, height, facecolor=colour, alpha=0.3, linewidth=0))
        a, b = max(part.start, result.first), min(part.end, result.last)
        if a <= b:
            width = _place(b + 1) - _place(a)
            axes.add_patch(Rectangle((_place(a), _CHAIN_TOP), width, height, facecolor=colour, linewidth=0))
    words(axes, [(_part_label(part), _place(part.start) + 2, _CHAIN_TOP - 18) for part in result.parts], "left")
    left, right = _place(result.first), _place(result.last + 1)
    axes.add_patch(
        Rectangle((left - 1, _CHAIN_TOP - 5), right - left + 2, height + 10, fill=False, edgecolor=INK, linewidth=2.2)
    )
    sugar = _place(121.5)
    axes.plot([sugar, sugar], [_CHAIN_BOTTOM, _CHAIN_BOTTOM + 16], color=PURPLE, linewidth=1.5)
    axes.plot(sugar, _CHAIN_BOTTOM + 20, "h", color=PURPLE, markersize=10, markeredgecolor=INK, markeredgewidth=0.6)
    words(axes, [("a sugar, left out", sugar - 12, _CHAIN_BOTTOM + 22)], "right", ink(GREY))


def _part_label(part: Part) -> str:
    """Name and places of a part; the signal peptide is too short for its places."""
    return "signal" if part.start == 1 else f"{part.name}, {part.start} to {part.end}"


def _glutamates(axes: Axes, result: ProteinMass) -> None:
    """As many squares as glutamates weigh as much, the last one a part of its width; pale those of the whole chain."""
    whole = mass_of_range(1, result.parts[-1].end).ratio
    for ratio, colour in ((whole, LIGHT), (result.ratio, BLUE)):
        squares = []
        for number in range(ceil(ratio)):
            row, column = divmod(number, _ACROSS)
            width = _SQUARE * min(1.0, ratio - number)
            squares.append(Rectangle((_LEFT + _PITCH * column, _GRID_TOP + _PITCH * row), width, _SQUARE))
        axes.add_collection(PatchCollection(squares, facecolor=colour, linewidth=0, gid=f"{ratio:.1f} glutamates"))


def _mass_scale(axes: Axes, result: ProteinMass) -> None:
    def at(kda: float) -> float:
        return _LEFT + kda * (_RIGHT - _LEFT) / _SCALE_KDA

    axes.hlines(_SCALE_Y, at(0), at(_SCALE_KDA), color=INK, linewidth=1)
    ticks = range(0, _SCALE_KDA + 1, 5)
    axes.vlines([at(tick) for tick in ticks], _SCALE_Y, _SCALE_Y + 5, color=INK, linewidth=1)
    words(axes, [(f"{tick}", at(tick), _SCALE_Y + 18) for tick in ticks], "center")
    words(axes, [("kDa", at(_SCALE_KDA / 2), _SCALE_Y + 40)], "center", ink(GREY))
    axes.plot([at(kda) for kda in result.published_kda.values()], [_SCALE_Y - 11] * 2, "v", color=RED, markersize=10)
    published = [(f"{name}, published", at(kda), _SCALE_Y - 31) for name, kda in result.published_kda.items()]
    words(axes, published, "center", ink(RED))
    axes.plot(at(result.mass_da / 1000), _SCALE_Y, "o", color=BLUE, markersize=13, markeredgecolor=INK, zorder=3)
