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
_TESTED = {
    (True, True): "people and animals",
    (True, False): "people only",
    (False, True): "animals or cells only",
    (False, False): "no test",
}
"""What stands in a box, by whether there are tests in people and elsewhere."""
_LEFT, _WIDE, _STEP, _TOP, _HIGH, _GAP = 20.0, 150.0, 187.0, 62.0, 44.0, 14.0


def rival_map(result: Matrix, figure: Figure) -> str:
    """The map with the chosen explanation framed, and in each box in whom it was tested."""
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
    in_people, elsewhere = _tests_in(result, result.chosen)
    lines = [
        f"{result.chosen}: {counted(in_people, 'test')} in people, {elsewhere} in animals, cells or a model.",
        "In boxes: in whom it was tested. Explanations can be true together; the order of stages is a sketch.",
    ]
    words(axes, [(line, _LEFT, 320 + 26 * place) for place, line in enumerate(lines)], "left")
    stage = next(stage for stage, names in COLUMNS if result.chosen in names)
    axes.set_title(f"“{stage.capitalize()}” is where {result.chosen} puts the cause", x=0.02, y=1.0)
    return (
        f"Map of {len(result.counts)} explanations in {len(COLUMNS)} stages. {lines[0]} "
        f"It puts the cause at the stage: {stage}. {lines[1]}"
    )


def _box(axes: Axes, result: Matrix, name: str, x: float, y: float) -> None:
    chosen = name == result.chosen
    axes.add_patch(
        FancyBboxPatch(
            (x, y), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=7", facecolor=ORANGE if chosen else PAPER,
            edgecolor=INK if chosen else GREY, linewidth=2.6 if chosen else 1.2,
        )
    )  # fmt: skip
    words(axes, [(name, x + _WIDE / 2, y + 15)], "center")
    in_people, elsewhere = _tests_in(result, name)
    tested = _TESTED[in_people > 0, elsewhere > 0]
    words(axes, [(tested, x + _WIDE / 2, y + 33)], "center", INK if chosen else GREY)


def _tests_in(result: Matrix, name: str) -> tuple[int, int]:
    """Tests of one explanation in people, and in animals, cells or a model."""
    species = result.rows.loc[result.rows["hypothesis"] == name, "species"]
    in_people = int((species == "human").sum())
    return in_people, len(species) - in_people
