"""Rival explanations on the way from drug to mood: where each one puts the cause."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import GREY, INK, ORANGE, PAPER
from ketabrain.engine.numerals import counted
from ketabrain.topics.unknowns.hypotheses import Matrix

COLUMNS = (
    ("first contact", ("NMDA block", "opioid receptors", "TrkB directly", "metabolite HNK")),
    ("circuit", ("disinhibition", "lateral habenula", "dopamine", "inflammation")),
    ("inside the cell", ("AMPA receptors", "eEF2K and BDNF", "mTOR", "adenosine")),
    ("what lasts", ("plasticity", "resilience")),
)
"""Stage and the explanations that put the cause there, from left to right."""
_LEFT, _WIDE, _STEP, _TOP, _HIGH, _GAP = 20.0, 150.0, 187.0, 62.0, 44.0, 14.0


def rival_map(result: Matrix, figure: Figure) -> str:
    """The map with the chosen explanation framed and its tests counted."""
    axes = canvas(figure, 0.905, 380)
    for place, (stage, names) in enumerate(COLUMNS):
        x = _LEFT + _STEP * place
        words(axes, [(stage, x + _WIDE / 2, 38)], "center", GREY)
        for row, name in enumerate(names):
            _box(axes, result, name, x, _TOP + row * (_HIGH + _GAP))
        if place:
            axes.add_patch(
                FancyArrowPatch((x - 34, 145), (x - 4, 145), arrowstyle="-|>", mutation_scale=16, color=GREY)
            )
    supports, mixed, against = result.counts[result.chosen].values()
    lines = [
        f"{result.chosen}: {counted(supports, 'test')} for it, {mixed} mixed, {against} against.",
        "In boxes: tests for / mixed / against. Explanations can be true together; the order of stages is a sketch.",
    ]
    words(axes, [(line, _LEFT, 320 + 26 * place) for place, line in enumerate(lines)], "left")
    stage = next(stage for stage, names in COLUMNS if result.chosen in names)
    axes.set_title(f"{result.chosen[0].upper()}{result.chosen[1:]}: puts the cause at “{stage}”", x=0.02, y=1.0)
    return (
        f"Map of {len(result.counts)} explanations in {len(COLUMNS)} stages. {lines[0]} "
        f"It puts the cause at the stage: {stage}. {lines[1]}"
    )


def _box(axes: Axes, result: Matrix, name: str, x: float, y: float) -> None:
    chosen, counts = name == result.chosen, result.counts[name]
    axes.add_patch(
        FancyBboxPatch(
            (x, y), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=7", facecolor=ORANGE if chosen else PAPER,
            edgecolor=INK if chosen else GREY, linewidth=2.6 if chosen else 1.2,
        )
    )  # fmt: skip
    words(axes, [(name, x + _WIDE / 2, y + 15)], "center")
    tally = " / ".join(map(str, counts.values()))
    words(axes, [(tally, x + _WIDE / 2, y + 33)], "center", INK if chosen else GREY)
