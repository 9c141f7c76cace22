"""A stretch of the chain of BDNF and what it weighs, beside glutamate and published masses."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.style import BLUE, GREEN, GREY, INK, ORANGE, PAPER, PURPLE, RED, SMALL
from ketabrain.topics.bdnf.protein_mass import Part, ProteinMass

_CHAIN_LEFT, _CHAIN_RIGHT, _CHAIN_TOP, _CHAIN_BOTTOM = 20, 740, 44, 76
_PART_COLOURS = (GREY, ORANGE, BLUE)
_SQUARE_TOP, _GLUTAMATE_SIDE = 168, 14.5
_SCALE_LEFT, _SCALE_RIGHT, _SCALE_Y, _SCALE_KDA = 430, 735, 322, 35


def mass(result: ProteinMass, figure: Figure) -> str:
    """The chain of BDNF with a stretch of it framed, that stretch as an area beside glutamate, and its mass on a scale
    with published masses."""
    axes = canvas(figure, 0.915, 384)
    _chain(axes, result)
    side = _GLUTAMATE_SIDE * result.ratio**0.5
    axes.add_patch(Rectangle((100, _SQUARE_TOP), side, side, facecolor=BLUE, alpha=0.35, linewidth=0))
    axes.add_patch(Rectangle((28, _SQUARE_TOP), _GLUTAMATE_SIDE, _GLUTAMATE_SIDE, facecolor=GREEN, linewidth=0))
    axes.text(12, _SQUARE_TOP - 16, "glutamate", fontsize=SMALL, va="center")
    axes.text(100, _SQUARE_TOP - 16, "this stretch (areas to scale)", fontsize=SMALL, va="center")
    _mass_scale(axes, result)
    sequence = "".join(each.sequence for each in result.parts)[result.first - 1 : result.last]
    shown = sequence if len(sequence) <= 16 else f"{sequence[:8]} … {sequence[-6:]}"
    axes.text(
        _SCALE_LEFT,
        _SQUARE_TOP + 26,
        f"{_amino_acids(result.residues)}: {shown}\n"
        f"{result.mass_da:,.0f} Da, {result.ratio:.3g} × glutamate\n"
        f"(glutamate: {result.glutamate_da:.0f} Da)",
        fontsize=SMALL,
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
        f"({covered}), weigh {result.mass_da:,.0f} Da ({result.mass_da / 1000:.1f} kDa), {result.ratio:.3g} "
        f"times as much as glutamate ({result.glutamate_da:.0f} Da). The stretch reads {shown}. "
        f"Published: {published}. The sum leaves out the sugar that hangs on residue 121."
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
        axes.text(left + 2, _CHAIN_TOP - 16, _part_label(part), fontsize=SMALL, va="center")
    left, right = _place(result.first), _place(result.last + 1)
    axes.add_patch(
        Rectangle((left - 1, _CHAIN_TOP - 5), right - left + 2, 42, facecolor="none", edgecolor=INK, linewidth=2.2)
    )
    sugar = _place(121.5)
    axes.plot([sugar, sugar], [_CHAIN_BOTTOM, _CHAIN_BOTTOM + 16], color=PURPLE, linewidth=1.5)
    axes.plot(sugar, _CHAIN_BOTTOM + 20, "h", color=PURPLE, markersize=10, markeredgecolor=INK, markeredgewidth=0.6)
    axes.text(sugar - 12, _CHAIN_BOTTOM + 22, "a sugar hangs on 121", fontsize=SMALL, va="center", ha="right")


def _part_label(part: Part) -> str:
    """Name and places of a part; the signal peptide is too short for its places."""
    return "signal" if part.start == 1 else f"{part.name}, {part.start} to {part.end}"


def _mass_scale(axes: Axes, result: ProteinMass) -> None:
    def at(kda: float) -> float:
        return _SCALE_LEFT + kda * (_SCALE_RIGHT - _SCALE_LEFT) / _SCALE_KDA

    axes.hlines(_SCALE_Y, at(0), at(_SCALE_KDA), color=INK, linewidth=1)
    for tick in (0, 10, 20, 30):
        axes.vlines(at(tick), _SCALE_Y, _SCALE_Y + 5, color=INK, linewidth=1)
        axes.text(at(tick), _SCALE_Y + 17, f"{tick}", fontsize=SMALL, ha="center", va="center")
    axes.text(at(0), _SCALE_Y + 40, "mass (kDa)   ● summed here   ▼ published", fontsize=SMALL, va="center")
    for name, kda in result.published_kda.items():
        axes.plot(at(kda), _SCALE_Y - 17, "v", color=RED, markersize=9)
        axes.text(at(kda), _SCALE_Y - 37, name, fontsize=SMALL, ha="center", va="center")
    axes.plot(at(result.mass_da / 1000), _SCALE_Y, "o", color=BLUE, markersize=11, markeredgecolor=PAPER)
