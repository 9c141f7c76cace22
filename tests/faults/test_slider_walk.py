"""Moves over all controls, drawn by lot: no error, no refusal, and no memory that grows with each of them.

`tests/benchmarks/walk.py` takes every explore a thousand moves far.
"""

import gc
import sys
from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from ketabrain.engine.controls import slider
from ketabrain.engine.explore import Runner
from tests.benchmarks.walk import moves, walk

WALKED = ("names", "checks")
"""Explores that are quick to draw, one of each lesson."""
MOVES = 80
WARM_UP = 60
PRESSES = 10
BLOCKS_A_MOVE = 100
"""Pieces of memory that a move may leave behind, caches that still fill included; a picture that stays is thousands."""


def test_moves_by_lot_never_fail_and_leave_no_memory_behind(flight, book):
    (explorer,) = (flight.explores[name] for name in WALKED if name in flight.explores)
    wrong = walk(explorer, WARM_UP, seed=0)
    gc.collect()
    before, moved = sys.getallocatedblocks(), explorer.moves
    wrong += walk(explorer, MOVES)
    gc.collect()
    assert wrong == []
    assert explorer.moves - moved > MOVES / 2
    assert (sys.getallocatedblocks() - before) / MOVES < BLOCKS_A_MOVE


def test_the_walk_reaches_every_control_and_is_the_same_each_time(flight):
    for explorer in flight.explores.values():
        path = list(moves(explorer, 300))
        assert path == list(moves(explorer, 300))
        assert {name for name, _ in path} == set(explorer.controls)
        for name, value in path:
            control = explorer.controls[name]
            assert value in control.corners if isinstance(value, str) else control.low <= value <= control.high + 1e-9


def test_a_button_pressed_again_and_again_leaves_no_picture_behind(book):
    def compute(dose: float, progress: Callable[[float], None]) -> float:
        progress(1.0)
        return dose

    def draw(dose: Any, figure: Figure) -> str:
        figure.clear()
        figure.add_subplot().plot([0, dose])
        return f"A line up to {dose:g}."

    runner = Runner("Run", "slow", compute, draw, {"dose": slider(0, 2, 0.5)}, "", 2.0)
    for _ in range(3):
        runner.run()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(PRESSES):
        runner.run()
    gc.collect()
    assert (sys.getallocatedblocks() - before) / PRESSES < BLOCKS_A_MOVE
