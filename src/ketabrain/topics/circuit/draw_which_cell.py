"""Where must the block act? Experiments against four places, and the four rival accounts as small circuits."""

from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, FancyBboxPatch, Polygon

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import canvas
from ketabrain.engine.draw.lettering import sign, words
from ketabrain.engine.draw.style import BLUE, BODY, GREEN, GREY, INK, LIGHT, ORANGE, PAPER, RED, SKY, SMALL
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit.which_cell import Account, AccountChoice, CellMap, Place, steps_of

_COLUMNS = {
    Place.INTERNEURON: (420, "inter-\nneuron", "interneurons"),
    Place.PYRAMIDAL: (502, "pyramidal\ncell", "pyramidal cells"),
    Place.HABENULA: (584, "lateral\nhabenula", "the habenula"),
    Place.REST: (666, "resting\nsynapse", "block at rest"),
}
"""For each place where its column stands (pixels), its heading and its name in a sentence."""
_ROW = 27  # pixels
_FIELD_TOP = 42
_STEPS_TOP, _LINE = 220, 16
"""Middle of the first line of an account's steps, and from line to line (pixels)."""


@drawn(height_in=5.5)
def experiments_by_place(found: CellMap, figure: Figure) -> str:
    """A grid of experiments and places, marked for and against."""
    axes = canvas(figure, 0.93, 512)
    axes.text(12, 46, "▲ for   ▼ against", fontsize=SMALL, va="baseline")
    for x, heading, _ in _COLUMNS.values():
        axes.text(x, 46, heading, fontsize=SMALL, ha="center", va="baseline", linespacing=1.15)
    places = 66 + _ROW * pd.Series(range(len(found.rows)), index=found.rows.index)
    axes.hlines(places + _ROW / 2, 12, 748, color=LIGHT, linewidth=0.8)
    for y, row in zip(places, found.rows.itertuples(), strict=True):
        axes.text(12, y, f"{brief(row.study)}: {_readout(row.readout, row.drug)}", fontsize=SMALL, va="center")
    for place, (x, _, _) in _COLUMNS.items():
        for stance, marker, colour in (("for", "^", BLUE), ("against", "v", RED)):
            where = places[found.rows[place] == stance]
            axes.plot([x] * len(where), where, marker, color=colour, markersize=11)
    axes.set_title(f"Where must the block act? {len(found.rows)} experiments", x=0.016)
    contested = ", ".join(_COLUMNS[place][2] for place in found.contested)
    return f"{len(found.rows)} experiments disagree on these places: {contested}. {_places_in_words(found)}"


def _readout(readout: str, drug: str) -> str:
    """What was measured, with the drug where it was another than ketamine."""
    return readout if drug in ("ketamine", "not stated") else f"{readout}, {drug}"


def _places_in_words(found: CellMap) -> str:
    said = []
    for place in Place:
        name = _COLUMNS[place][2]
        pros, cons = found.studies(place, "for"), found.studies(place, "against")
        said.append(
            f"{name[:1].upper()}{name[1:]}: for {'; '.join(pros) or 'none'}, against {'; '.join(cons) or 'none'}."
        )
    return " ".join(said)


@drawn(height_in=4.1)
def rival_accounts(choice: AccountChoice, figure: Figure) -> str:
    """The four accounts side by side, the chosen one in a thick frame, the studies for and against it below."""
    axes = canvas(figure, 0.91, 373)
    told_steps: list[tuple[str, float, float]] = []
    for i, row in enumerate(choice.rows.itertuples()):
        left = _field(i)
        chosen = row.account == choice.account
        axes.add_patch(
            FancyBboxPatch(
                (left, 4),
                180,
                310,
                boxstyle="round,pad=0,rounding_size=8",
                facecolor=PAPER,
                edgecolor=INK if chosen else GREY,
                linewidth=3.5 if chosen else 0.8,
            )
        )
        axes.text(left + 10, 22, row.account, fontsize=BODY, va="center", weight="bold" if chosen else "normal")
        _SKETCHES[row.account](axes, left, _FIELD_TOP)
        lines = [line for number, step in enumerate(steps_of(row.idea), 1) for line in wrap(f"{number} {step}", 22)]
        told_steps += [(line, left + 10, _STEPS_TOP + _LINE * place) for place, line in enumerate(lines)]
    words(axes, told_steps, "left")
    _numbers(axes, choice.rows["account"])
    told = choice.chosen
    below = (
        f"▲ for: {brief(told['study'])}    ▼ fails: {brief(told['failure_study'])}    "
        f"needs a surge: {told['needs_surge']}\n"
        "Triangle: pyramidal cell.  Circle: interneuron or nucleus.  ✕: blocked.  Bar: holds back."
    )
    axes.text(10, 330, below, fontsize=SMALL, va="top", linespacing=1.5)
    axes.set_title(f"{len(choice.rows)} rival accounts (illustration): {choice.account}", x=0.012)
    order = "; ".join(f"{number} {step}" for number, step in enumerate(steps_of(told["idea"]), 1))
    return (
        f"{len(choice.rows)} accounts drawn as circuits, an illustration. Chosen: {choice.account}. First blocked: "
        f"{told['first_step']}. Steps: {order}. Needs a surge of glutamate: {told['needs_surge']}. For it: "
        f"{told['experiment']} ({told['study']}) Where it fails: {told['failure']} ({told['failure_study']})"
    )


def _disinhibition(axes: Axes, x: float, y: float) -> None:
    _line(axes, (x + 56, y + 46), (x + 97, y + 62), holds_back=True, weak=True)
    _interneuron(axes, x + 40, y + 40)
    _pyramidal(axes, x + 118, y + 64, 24)
    _line(axes, (x + 118, y + 84), (x + 118, y + 112), holds_back=False)
    axes.plot(
        [x + 106, x + 113, x + 121, x + 129], [y + 121, y + 127, y + 120, y + 126], "o", color=GREEN, markersize=4
    )
    axes.add_patch(Ellipse((x + 118, y + 142), 46, 18, facecolor=SKY, edgecolor=INK, linewidth=1.2))
    _blocked(axes, x + 40, y + 40)


def _block_at_rest(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(Ellipse((x + 88, y + 28), 70, 44, facecolor=LIGHT, edgecolor=INK, linewidth=1.2))
    axes.plot([x + 80, x + 97], [y + 58, y + 63], "o", color=GREEN, markersize=4)
    axes.add_patch(Polygon([(x + 76, y + 100), (x + 100, y + 100), (x + 96, y + 158), (x + 80, y + 158)], color=SKY))
    axes.add_patch(Ellipse((x + 88, y + 97), 84, 50, facecolor="none", edgecolor=INK, linewidth=1, linestyle=":"))
    axes.add_patch(Ellipse((x + 88, y + 97), 62, 38, facecolor=SKY, edgecolor=INK, linewidth=1.2))
    _blocked(axes, x + 88, y + 80)


def _habenula(axes: Axes, x: float, y: float) -> None:
    _pyramidal(axes, x + 124, y + 36, 24)
    _line(axes, (x + 46, y + 114), (x + 106, y + 54), holds_back=True, weak=True)
    _interneuron(axes, x + 34, y + 126, 14)
    axes.vlines([x + 76 + 5 * i for i in range(5)], y + 118, y + 134, color=GREY, linewidth=1.5)
    axes.plot([x + 70, x + 102], [y + 134, y + 118], color=INK, linewidth=1.5)
    _blocked(axes, x + 34, y + 126)


def _direct_pyramidal(axes: Axes, x: float, y: float) -> None:
    _interneuron(axes, x + 34, y + 62)
    _line(axes, (x + 50, y + 64), (x + 78, y + 70), holds_back=True)
    _pyramidal(axes, x + 104, y + 72, 34)
    _line(axes, (x + 104, y + 98), (x + 104, y + 140), holds_back=False)
    _blocked(axes, x + 104, y + 56)


_SKETCHES = {
    Account.DISINHIBITION: _disinhibition,
    Account.BLOCK_AT_REST: _block_at_rest,
    Account.HABENULA: _habenula,
    Account.DIRECT_PYRAMIDAL: _direct_pyramidal,
}
"""One drawing for each account, on a field of 180 by 160 pixels below (x, y)."""
_STEPS = {
    Account.DISINHIBITION: ((18, 22), (152, 62), (152, 124)),
    Account.BLOCK_AT_REST: ((114, 70), (88, 103), (142, 106)),
    Account.HABENULA: ((16, 102), (118, 126), (158, 34)),
    Account.DIRECT_PYRAMIDAL: ((132, 42), (104, 82), (128, 126)),
}
"""Where the numbers of the three steps stand on each of these fields."""


def _pyramidal(axes: Axes, x: float, y: float, size: float) -> None:
    corners = [(x, y - size), (x - 0.85 * size, y + 0.7 * size), (x + 0.85 * size, y + 0.7 * size)]
    axes.add_patch(Polygon(corners, closed=True, facecolor=SKY, edgecolor=INK, linewidth=1.2, zorder=3))


def _interneuron(axes: Axes, x: float, y: float, radius: float = 17) -> None:
    axes.add_patch(Circle((x, y), radius, facecolor=ORANGE, edgecolor=INK, linewidth=1.2, zorder=3))


def _blocked(axes: Axes, x: float, y: float) -> None:
    axes.plot(x, y, "X", color=INK, markersize=12, markeredgecolor=PAPER, markeredgewidth=1, zorder=5)


def _line(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], holds_back: bool, weak: bool = False
) -> None:
    """A connection that ends in a bar if it holds back, in an arrow if it drives; dashed if it has grown weak."""
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="|-|,widthA=0,widthB=0.45" if holds_back else "-|>",
            mutation_scale=14,
            color=GREY if weak else INK,
            linestyle=(0, (3, 2)) if weak else "-",
            linewidth=1.8,
            shrinkA=0,
            shrinkB=0,
            zorder=2,
        )
    )


def _numbers(axes: Axes, accounts: pd.Series) -> None:
    """The numbers of the steps on all fields: as marks, which cost a tenth of text."""
    for number, places in enumerate(zip(*accounts.map(_STEPS), strict=True), 1):
        xs = [_field(i) + x for i, (x, _) in enumerate(places)]
        ys = [_FIELD_TOP + y for _, y in places]
        axes.plot(xs, ys, "o", color=PAPER, markersize=15, markeredgecolor=INK, markeredgewidth=1, zorder=6)
        axes.plot(
            xs, ys, linestyle="none", marker=sign(f"{number}"), markersize=8.5, markeredgewidth=0, color=INK, zorder=7
        )


def _field(i: int) -> int:
    """Left edge of one of the four fields in pixels."""
    return 8 + 187 * i
