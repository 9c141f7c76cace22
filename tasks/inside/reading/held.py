"""The pictures that the reading edition holds of a lesson: drawn on every core, or taken over where nothing changed."""

import json
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ketabrain.engine import session
from ketabrain.engine.explore import Explorer
from ketabrain.engine.ledger import Ledger
from tasks.inside.reading.drawing import State, draw_states
from tasks.inside.reading.hangs_on import key_of
from tasks.inside.reading.told import write_told

SAID = "states.json"


@dataclass(frozen=True, kw_only=True)
class Job:
    """An explore whose pictures are wanted: in the folder `kept`, which holds them already if it is there."""

    explorer: Explorer
    kept: Path


def hold(
    lesson: str, explorers: Sequence[Explorer], cells: Sequence[str], cache: Path, folder: Path
) -> dict[str, list[State]]:
    """The states of a lesson's explores by name; their pictures and a script of the states go to folders of their own.

    `cells` are the lesson's code cells. A line an explore says how many pictures were drawn or taken over.
    """
    found = {}
    jobs = [Job(explorer=each, kept=cache / f"{lesson}-{each.name}" / key_of(cells, each.name)) for each in explorers]
    for job, drawn in _done(jobs):
        name = f"{lesson}-{job.explorer.name}"
        states: list[State] = json.loads((job.kept / SAID).read_text(encoding="utf-8"))
        found[job.explorer.name] = states
        shutil.copytree(job.kept, folder / name, ignore=shutil.ignore_patterns(SAID))
        write_states(name, states, folder / name)
        print(f"  {name}: {len(states)} {'drawn' if drawn else 'taken over'}", flush=True)
    return found


def _done(jobs: Sequence[Job]) -> Iterator[tuple[Job, bool]]:
    """Each job once its pictures are there, and whether they had to be drawn."""
    waiting = []
    for job in jobs:
        if job.kept.exists():
            yield job, False
        else:
            waiting.append(job)
    for place in _on_every_core(waiting):
        yield waiting[place], True


_WAITING: list[Job] = []
"""The jobs under way: processes that are forked find them here, for an explore can be sent to none."""


def _on_every_core(jobs: Sequence[Job]) -> Iterator[int]:
    """Do jobs on as many cores as this process may use; gives the place of each that is done."""
    _WAITING[:] = jobs
    processes = min(cores(), len(jobs))
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(_draw, range(len(jobs)))
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(_draw, range(len(jobs)))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _draw(place: int) -> int:
    """Draw what a job wants into its folder, which is there only once it is whole; what it held before goes."""
    job = _WAITING[place]
    shutil.rmtree(job.kept.parent, ignore_errors=True)
    unfinished = job.kept.with_suffix(".part")
    with _own_ledger():
        states = draw_states(job.explorer, unfinished)
    (unfinished / SAID).write_text(json.dumps(states, ensure_ascii=False), encoding="utf-8")
    unfinished.rename(job.kept)
    return place


@contextmanager
def _own_ledger() -> Iterator[None]:
    """Let an empty ledger take what the moves are noted in: that of the process before would not be shared."""
    here = session.current()
    before = here.ledger
    with tempfile.TemporaryDirectory() as place:
        here.ledger = Ledger(Path(place) / "my-ledger.json")
        try:
            yield
        finally:
            here.ledger = before


def write_states(name: str, states: Sequence[State], folder: Path) -> None:
    """Write what the page's scripts read of an explore.

    A table stands there once, since many settings may show the same.
    """
    tables = list(dict.fromkeys(state["table"] for state in states))
    rows = [[*state["values"].values()] for state in states]
    told = {
        "tables": tables,
        "states": [
            {**state, "values": row, "table": tables.index(state["table"])}
            for state, row in zip(states, rows, strict=True)
        ],
    }
    write_told(folder / "states.js", "kbDrawn", told, key=name)
