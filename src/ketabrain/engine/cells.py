"""What each cell shows: a cell that is run again closes the cards of its earlier run, whose output it replaces."""

import gc
from typing import Any, NamedTuple

from IPython.core.getipython import get_ipython

from ketabrain.engine import session
from ketabrain.engine.card import Card


class Run(NamedTuple):
    """One run of one cell; both are "" where the front end does not name its cells."""

    cell: str
    id: str


def this_run() -> Run:
    """The run that is under way.

    JupyterLab and Notebook 7 send the cell's id with its code. It stays the same when the cell is edited, moved, or cut
    and pasted, and when the notebook is closed and opened again; a copy gets one of its own. nbclient, nbval and Voilà
    send none, but run every cell once. Nothing else stands in for a missing id: the source of a cell, say, changes
    whenever a learner edits it, and a cell that is run again must never be taken for another.
    """
    parent: dict[str, Any] = getattr(get_ipython(), "get_parent", dict)()  # only a kernel has messages
    cell = parent.get("metadata", {}).get("cellId", "")
    return Run(cell, parent["header"]["msg_id"]) if cell else Run("", "")


def show(card: Card) -> None:
    """Display a card until its cell is run again."""
    if clear():
        settle()
    cell = this_run().cell
    if cell:
        session.current().shown[cell].append(card)
    card.show()


def clear() -> bool:
    """Close what an earlier run of this cell has shown; whether there was anything."""
    cell, run = this_run()
    here = session.current()
    if not cell or here.runs.get(cell) == run:
        return False
    earlier = here.shown.get(cell, [])
    here.runs[cell], here.shown[cell] = run, []
    for card in earlier:
        close(card)
    return bool(earlier)


def shows(card: Card) -> bool:
    """Whether a cell that is known by its id shows this card."""
    return any(card is each for shown in session.current().shown.values() for each in shown)


def close(card: Card) -> None:
    """Close a card, and let the next `settle` collect what `settle` has kept of it."""
    gc.unfreeze()
    card.close()


def settle() -> None:
    """Collect what nobody needs, and spare the rest from being looked through whenever Python collects again.

    A lesson holds about 200,000 objects, most of them from its imports: looking through all of them takes more than a
    tenth of a second, in which a slider that is being moved would stand still. Here it happens once, with the first
    explore and after a cell that was run again; the explores between have only what is new to look through (2 ms).
    """
    gc.collect()
    gc.freeze()
