"""Where must the block act? Experiments against four places."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import above, heading, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, LIGHT, RED, ink
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit.which_cell import CellMap, Place

_COLUMNS = {
    Place.INTERNEURON: ("interneuron", "interneurons"),
    Place.PYRAMIDAL: ("pyramidal cell", "pyramidal cells"),
    Place.HABENULA: ("habenula", "the habenula"),
    Place.REST: ("resting synapse", "block at rest"),
}
"""For each place the head of its column and its name in a sentence."""


@drawn(height_in=4.9)
def experiments_by_place(found: CellMap, figure: Figure) -> str:
    """A row for each experiment and a column for each place, marked for and against."""
    above_it = [None, *found.rows["study"][:-1]]
    names = [
        row.drug if row.study == before else brief(row.study).replace(" and ", ", ")
        for row, before in zip(found.rows.itertuples(), above_it, strict=True)
    ]
    axes = rows(figure, names, left=226, bottom=20)
    axes.set(xlim=(-0.5, len(_COLUMNS) - 0.5), xticks=())
    axes.spines["bottom"].set_visible(False)
    axes.hlines(range(len(names)), -0.5, len(_COLUMNS) - 0.5, color=LIGHT, linewidth=0.8)
    across = axes.get_window_extent().width / len(_COLUMNS)
    heads = [(head, across * (i + 0.5), 14) for i, (head, _) in enumerate(_COLUMNS.values())]
    words(axes, heads, "center", ink(GREY), above(axes))
    for column, place in enumerate(_COLUMNS):
        for stance, marker, colour in (("for", "^", BLUE), ("against", "v", RED)):
            where = [row for row, said in enumerate(found.rows[place]) if said == stance]
            axes.plot([column] * len(where), where, marker, color=colour, markersize=11)
    heading(figure, f"{len(names)} experiments disagree on where the block must act", "▲ for, ▼ against")
    contested = ", ".join(_COLUMNS[place][1] for place in found.contested)
    return f"{len(names)} experiments disagree on these places: {contested}. {_places_in_words(found)}"


def _places_in_words(found: CellMap) -> str:
    said = []
    for place in Place:
        name = _COLUMNS[place][1]
        pros, cons = (
            [_told(*each) for each in found.rows.loc[found.rows[place] == stance, _TOLD].itertuples(index=False)]
            for stance in ("for", "against")
        )
        said.append(
            f"{name[:1].upper()}{name[1:]}: for {'; '.join(pros) or 'none'}, against {'; '.join(cons) or 'none'}."
        )
    return " ".join(said)


_TOLD = ["study", "readout", "drug"]


def _told(study: str, readout: str, drug: str) -> str:
    """A study with what it measured, and the drug where it was another than ketamine."""
    other = "" if drug in ("ketamine", "not stated") else f", {drug}"
    return f"{study} ({readout}{other})"
