"""The parts of a lesson: which cells stand open, which are folded under “More”, which the short route takes."""

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from tasks.inside.notebooks import MORE

STAR = "★"
ALWAYS = ("1.", "2.", "8.")
"""Rooms that the short route takes up to their first ###: the claim, the predictions and the verdict."""
BINDER_LINE = re.compile(
    r"^\[Open this lesson on Binder\]\((?P<address>\S+)\) · \[as a page without code\]\((?P<page>\S+)\)\n"
    r"On GitHub [^\n]*$",
    re.MULTILINE,
)
"""The lines below a lesson's title that lead elsewhere."""
_EXERCISE = re.compile(r"^\*\*(\d\.\d[^*]*)\*\*", re.MULTILINE)
"""An exercise's number and title, which stand in bold."""
_HEADING = re.compile(r"^(#{1,3}) +(.*)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A cell with where it stands: its room ("4. Explore", "" before the first), and whether it is open and on the
    short route.
    """

    cell: NotebookNode
    room: str
    folded: bool
    short: bool


def placed(notebook: NotebookNode) -> list[Placed]:
    """Every cell of a notebook in its order.

    A ★ on a room's heading holds up to its first ###; the cell below the one that calls `start` belongs to the short
    route as well, since it sets up what that needs.
    """
    room, starred, folded, after_start = "", True, False, 0
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for marks, words in _HEADING.findall(cell.source):
                starred = STAR in words or len(marks) == 1 or (len(marks) == 2 and words.startswith(ALWAYS))
                folded = MORE in cell.metadata.get("tags", []) and len(marks) == 3
                room = words.replace(STAR, "").strip() if len(marks) == 2 else room
            if exercise := _EXERCISE.search(cell.source):
                starred = STAR in exercise[1]
        else:
            after_start += bool(after_start) or bool(re.search(r"^start\(", cell.source, re.MULTILINE))
        sets_up = cell.cell_type == "code" and 0 < after_start <= 2
        short = not folded and (starred or sets_up)
        found.append(Placed(cell=cell, room=room, folded=folded, short=short))
    return found
