"""Rival explanations on the way from drug to mood: where each one puts the cause, and in whom it was tested."""

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, BODY, GREY, INK, LIGHT, PAPER, ink
from ketabrain.engine.numerals import counted
from ketabrain.topics.unknowns.hypotheses import Matrix

COLUMNS = (
    ("first contact", ("NMDA block", "opioid receptors", "TrkB directly", "metabolite HNK")),
    ("circuit", ("disinhibition", "lateral habenula", "dopamine", "inflammation")),
    ("inside the cell", ("AMPA receptors", "eEF2K and BDNF", "mTOR", "adenosine")),
    ("what lasts", ("plasticity", "resilience")),
)
"""Stage and the explanations that put the cause there, from left to right."""
_LEFT, _WIDE, _STEP = 16.0, 172.0, 182.0
_ARROW_Y, _ARROW_HIGH, _POINT = 72.0, 34.0, 14.0
"""The arrow of a stage, which leads to the next."""
_TOP, _HIGH, _GAP = 122.0, 60.0, 10.0
"""Boxes of explanations in pixels."""
_DOT, _A_ROW = 12.2, 13
"""Pixels from one test to the next, and how many stand side by side."""


@drawn(height_in=4.2)
def rival_map(result: Matrix, figure: Figure) -> str:
    """The map with the chosen explanation framed, and in each box a dot for every test, full where it was in people."""
    axes = canvas(figure)
    middle = _ARROW_Y + _ARROW_HIGH / 2
    for place, (stage, names) in enumerate(COLUMNS):
        x, here = _LEFT + _STEP * place, result.chosen in names
        _arrow(axes, x, BLUE if here else LIGHT)
        words(
            axes, [(stage.split()[-1], x + _WIDE / 2, middle)], "center", PAPER if here else INK, size=BODY, bold=here
        )
    _boxes(axes, result)
    in_people, elsewhere = _tests_in(result, result.chosen)
    heading(
        figure,
        f"{result.chosen}: {counted(in_people, 'test')} in people, {elsewhere} elsewhere",
        "Tests: ● people  ○ elsewhere · sketch",
    )
    stage = next(stage for stage, names in COLUMNS if result.chosen in names)
    return (
        f"{result.chosen}: {counted(in_people, 'test')} in people, {elsewhere} in animals, cells or a model. "
        f"It puts the cause at the stage: {stage}. Map of {len(result.counts)} explanations in {len(COLUMNS)} stages, "
        f"with a dot for every test. {_untested(result)} "
        "Explanations can be true together; the order of stages is a sketch."
    )


def _untested(result: Matrix) -> str:
    """Which explanations have no test among those that are shown."""
    none = [name for _, names in COLUMNS for name in names if not sum(_tests_in(result, name))]
    return f"No test here: {', '.join(none)}." if none else "Each has at least one test here."


def _arrow(axes: Axes, x: float, colour: str) -> None:
    y, end = _ARROW_Y, x + _WIDE
    corners = [(x, y), (end - 4, y), (end - 4 + _POINT, y + _ARROW_HIGH / 2), (end - 4, y + _ARROW_HIGH),
               (x, y + _ARROW_HIGH), (x + _POINT, y + _ARROW_HIGH / 2)]  # fmt: skip
    axes.add_patch(Polygon(corners, facecolor=colour, linewidth=0))


def _boxes(axes: Axes, result: Matrix) -> None:
    """A box for every explanation with its name, and a dot for each of its tests."""
    plain: list[FancyBboxPatch] = []
    chosen: list[FancyBboxPatch] = []
    named, empty, full, hollow = [], [], [], []
    for place, (_, names) in enumerate(COLUMNS):
        for row, name in enumerate(names):
            x, y = _LEFT + _STEP * place, _TOP + row * (_HIGH + _GAP)
            box = FancyBboxPatch((x, y), _WIDE, _HIGH, boxstyle="round,pad=0,rounding_size=7")
            (chosen if name == result.chosen else plain).append(box)
            named.append((name, x + 10, y + 15))
            in_people, elsewhere = _tests_in(result, name)
            dots = range(in_people + elsewhere)
            at = [(x + 12 + _DOT * (dot % _A_ROW), y + 34 + _DOT * (dot // _A_ROW)) for dot in dots]
            full += at[:in_people]
            hollow += at[in_people:]
            empty += [] if at else [("none", x + 10, y + 40)]
    axes.add_collection(PatchCollection(plain, facecolor=PAPER, edgecolor=GREY, linewidth=0.9))
    axes.add_collection(PatchCollection(chosen, facecolor=PAPER, edgecolor=INK, linewidth=3.2))
    words(axes, [line for line in named if line[0] != result.chosen], "left")
    words(axes, [line for line in named if line[0] == result.chosen], "left", bold=True)
    words(axes, empty, "left", ink(GREY))
    for spots, face in ((full, BLUE), (hollow, PAPER)):
        axes.plot([x for x, _ in spots], [y for _, y in spots], "o", color=face, markeredgecolor=BLUE, markersize=7,
                  markeredgewidth=1.2, linestyle="none")  # fmt: skip


def _tests_in(result: Matrix, name: str) -> tuple[int, int]:
    """Tests of one explanation in people, and in animals, cells or a model."""
    species = result.rows.loc[result.rows["hypothesis"] == name, "species"]
    in_people = int((species == "human").sum())
    return in_people, len(species) - in_people
