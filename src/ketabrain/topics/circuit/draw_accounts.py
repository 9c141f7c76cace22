"""The four rival accounts, each as one circuit or synapse with its three steps. An illustration, not to scale."""

from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, PathPatch

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas, heading
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.outline import smooth, tint
from ketabrain.engine.draw.style import BLUE, BODY, GREEN, GREY, INK, PAPER, RED
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit.draw_cells import (
    INTERNEURON,
    PYRAMIDAL,
    TINT,
    Point,
    cell,
    connection,
    receptors,
)
from ketabrain.topics.circuit.which_cell import Account, AccountChoice, steps_of

_LINE, _STEPS_X, _STEPS_TOP = 20, 500, 108
_HEIGHT = 400
_CHARACTERS = 34
_NEEDS = {"yes": "needs a surge", "no": "needs no surge", "not stated": "leaves a surge open"}


@drawn(height_in=_HEIGHT / 100)
def rival_accounts(choice: AccountChoice, figure: Figure) -> str:
    """The chosen account as a drawing with the places of its three steps, and the steps beside it."""
    axes = canvas(figure)
    told = choice.chosen
    steps = steps_of(told["idea"])
    _SKETCHES[choice.account](axes)
    y = float(_STEPS_TOP)
    places = _PLACES[choice.account]
    beside: list[Point] = []
    lines: list[tuple[str, float, float]] = []
    for step in steps:
        beside.append((_STEPS_X - 24, y))
        for line in wrap(step, _CHARACTERS):
            lines.append((line, _STEPS_X, y))
            y += _LINE
        y += _LINE / 2
    words(axes, lines, "left", size=BODY)
    for label, studies, top in (("for: ", told["study"], 272), ("fails: ", told["failure_study"], 322)):
        words(axes, [(label, _STEPS_X, top)], "right")
        words(axes, [(brief(name), _STEPS_X, top + 18 * i) for i, name in enumerate(studies.split("; "))], "left")
    _numbers(axes, [*places, *beside])
    number = list(Account).index(choice.account) + 1
    needs = _NEEDS[told["needs_surge"]]
    name = f"{choice.account[:1].upper()}{choice.account[1:]}"
    heading(
        figure, f"{name}, account {number} of {len(choice.rows)}, {needs}", "Illustration · filled circles: blocked"
    )
    order = "; ".join(f"{place} {step}" for place, step in enumerate(steps, 1))
    return (
        f"{name}, account {number} of {len(choice.rows)}, {needs.replace('surge', 'surge of glutamate')}. "
        f"First blocked: {told['first_step']}. Steps: {order}. For it: {told['experiment']} ({told['study']}) "
        f"Where it fails: {told['failure']} ({told['failure_study']}) The drawing of cells is an illustration."
    )


def _disinhibition(axes: Axes) -> None:
    connection(axes, ((134, 168), (200, 148), (278, 200)), RED, 1.4, excites=False, dashed=True)
    cell(axes, (112, 180), INTERNEURON, RED, more=[((2, 20), (4, 32), (4, 46), 6)])
    cell(axes, (296, 216), PYRAMIDAL, BLUE)
    receptors(axes, (66, 224), 1, RED)
    _synapse(axes, ((296, 246), (296, 322), (366, 330)), 7)


def _block_at_rest(axes: Axes) -> None:
    ending = [(170, 70), (290, 70), (286, 110), (330, 150), (300, 186), (160, 186), (130, 150), (174, 110)]
    axes.add_patch(PathPatch(smooth(ending), facecolor=tint(GREEN, TINT), edgecolor=GREEN, linewidth=1.6))
    axes.plot([190, 232, 272, 212, 254], [140, 152, 138, 120, 118], "o", color=PAPER, markeredgecolor=GREEN,
              markersize=11, markeredgewidth=1.4)  # fmt: skip
    axes.plot([200, 246], [202, 205], "o", color=GREEN, markersize=5)
    spine = [(150, 226), (310, 226), (332, 262), (300, 312), (254, 330), (252, 400), (208, 400), (206, 330),
             (160, 312), (128, 262)]  # fmt: skip
    grown = [(230 + 1.22 * (x - 230), 276 + (1.16 if y > 240 else 1) * (y - 276)) for x, y in spine]
    axes.add_patch(PathPatch(smooth(grown), facecolor="none", edgecolor=BLUE, linewidth=1.4, linestyle=":"))
    axes.add_patch(PathPatch(smooth(spine), facecolor=tint(BLUE, TINT), edgecolor=BLUE, linewidth=1.6))
    receptors(axes, (180, 218), 1, BLUE)


def _habenula(axes: Axes) -> None:
    axes.add_patch(Ellipse((128, 246), 216, 196, facecolor=tint(GREY, 0.1), edgecolor=GREY, linewidth=1, linestyle=":"))
    connection(axes, ((150, 236), (220, 120), (318, 196)), RED, 1.4, excites=False, dashed=True)
    cell(axes, (120, 236), INTERNEURON, RED, more=[((2, 20), (4, 32), (4, 46), 6)])
    cell(axes, (336, 212), PYRAMIDAL, BLUE)
    receptors(axes, (74, 280), 1, RED)
    burst = 258 + 5 * np.arange(5)
    axes.vlines(burst, 296, 318, color=GREY, linewidth=1.6)
    axes.plot([252, 286], [320, 294], color=INK, linewidth=2)


def _direct_pyramidal(axes: Axes) -> None:
    connection(axes, ((124, 208), (170, 180), (252, 214)), RED, 2.4, excites=False)
    cell(axes, (96, 216), INTERNEURON, RED)
    cell(axes, (270, 232), PYRAMIDAL, BLUE, more=[((0, -52), (30, -62), (66, -46), 6)])
    receptors(axes, (336, 176), 1, BLUE)
    connection(axes, ((270, 262), (270, 300), (270, 366)), BLUE, 2.4, excites=True)


def _synapse(axes: Axes, way: tuple[Point, Point, Point], width: float) -> None:
    """A thick fibre that ends in a knob, much glutamate, and the cell that it reaches."""
    connection(axes, way, BLUE, width, excites=True)
    x, y = way[-1]
    places = [(18, -16), (22, 2), (18, 18), (32, -8), (33, 12), (44, -18), (46, 1), (44, 18), (29, 26), (30, -26)]
    axes.plot(*np.array([(x + a, y + b) for a, b in places]).T, "o", color=GREEN, markersize=5.5, linestyle="none")
    axes.add_patch(
        PathPatch(smooth([(x + 58, y - 44), (x + 74, y - 30), (x + 78, y), (x + 74, y + 30), (x + 58, y + 44),
                           (x + 62, y)]), facecolor=tint(BLUE, TINT), edgecolor=BLUE, linewidth=1.6)
    )  # fmt: skip


_SKETCHES = {
    Account.DISINHIBITION: _disinhibition,
    Account.BLOCK_AT_REST: _block_at_rest,
    Account.HABENULA: _habenula,
    Account.DIRECT_PYRAMIDAL: _direct_pyramidal,
}
_PLACES: dict[Account, tuple[Point, Point, Point]] = {
    Account.DISINHIBITION: ((50, 262), (338, 214), (392, 272)),
    Account.BLOCK_AT_REST: ((158, 229), (230, 284), (344, 330)),
    Account.HABENULA: ((58, 292), (300, 330), (386, 214)),
    Account.DIRECT_PYRAMIDAL: ((386, 218), (270, 244), (294, 344)),
}
"""Where the numbers of the three steps stand (pixels)."""


def _numbers(axes: Axes, places: list[Point]) -> None:
    """The numbers 1 to 3 in discs, once in the drawing and once beside the words."""
    xs, ys = np.array(places).T
    axes.plot(
        xs, ys, "o", color=PAPER, markersize=15, markeredgecolor=INK, markeredgewidth=1, linestyle="none", zorder=6
    )
    for number in (1, 2, 3):
        axes.plot(
            xs[number - 1 :: 3], ys[number - 1 :: 3], linestyle="none", marker=sign(f"{number}"), markersize=8.5,
            markeredgewidth=0, color=INK, zorder=7,
        )  # fmt: skip
