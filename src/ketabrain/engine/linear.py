"""Linear systems solved exactly: compartments of a drug and states of a channel are the same mathematics.

A system is a list of first-order flows between named states. Its state x(t) obeys dx/dt = A x + b, where the input b is
constant between events, so x(t + h) is a matrix exponential away from x(t) and no step size has to be chosen.
Time units are whatever the rate constants use: hours for a drug in the body, seconds for a channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError


@dataclass(frozen=True)
class Flow:
    """A first-order flow: `rate_constant` times the amount in `source` arrives in `target` per unit of time.

    `target` None means that it leaves the system. `consumes` False means that the source is only read, as an
    effect site reads the plasma without taking a measurable amount from it.
    """

    source: str
    target: str | None
    rate_constant: float
    consumes: bool = True


@dataclass(frozen=True)
class Dose:
    """`amount` put into `state` at `start`: at once, or evenly over `duration`."""

    state: str
    amount: float
    start: float = 0.0
    duration: float = 0.0


@dataclass(frozen=True)
class LinearSystem:
    """Named states and the flows between them."""

    states: tuple[str, ...]
    flows: tuple[Flow, ...]

    @property
    def matrix(self) -> Array:
        """The rate matrix A (states × states, per unit of time)."""
        matrix = np.zeros((len(self.states), len(self.states)))
        for flow in self.flows:
            source = self.states.index(flow.source)
            if flow.consumes:
                matrix[source, source] -= flow.rate_constant
            if flow.target is not None:
                matrix[self.states.index(flow.target), source] += flow.rate_constant
        return matrix


def solve(system: LinearSystem, times: Array, doses: Sequence[Dose]) -> Array:
    """Amounts at `times` (ascending, from 0), shape (times, states), starting empty.

    Raises ModelError for times that are not ascending from zero or later, and for negative doses.

    What leaves with a rate constant of ln 2 per hour is halved every hour:

    >>> body = LinearSystem(("blood",), (Flow("blood", None, np.log(2)),))
    >>> solve(body, np.array([0.0, 1.0, 2.0]), [Dose("blood", 100.0)]).round(6).ravel().tolist()
    [100.0, 50.0, 25.0]
    """
    return solve_many(system.matrix[np.newaxis], system.states, times, doses)[0]


def solve_many(matrices: Array, states: Sequence[str], times: Array, doses: Sequence[Dose]) -> Array:
    """The same for many people at once: matrices (people, states, states) → amounts (people, times, states)."""
    times = np.asarray(times, dtype=float)
    if times.size == 0 or times[0] < 0 or np.any(np.diff(times) < 0):
        raise ModelError("Times must be given in ascending order and start at zero or later.")
    for dose in doses:
        if dose.amount < 0 or dose.duration < 0 or dose.start < 0:
            raise ModelError(f"A dose of {dose.amount:g} into {dose.state!r} over {dose.duration:g} h is not possible.")
    events = {0.0, *(dose.start for dose in doses), *(dose.start + dose.duration for dose in doses)}
    grid = np.unique(np.concatenate([times, [event for event in events if event <= times[-1]]]))
    people, size = matrices.shape[0], len(states)
    # The input is carried as one more state that stays at 1, so one exponential advances flows and input together.
    x = np.zeros((people, size + 1))
    x[:, -1] = 1.0
    amounts = np.empty((people, grid.size, size))
    steps: dict[tuple[float, bytes], Array] = {}
    for i, now in enumerate(grid):
        if i > 0:
            x = np.einsum("pij,pj->pi", _step(matrices, states, doses, grid[i - 1], now, steps), x)
        for dose in doses:
            if dose.duration == 0 and dose.start == now:
                x[:, states.index(dose.state)] += dose.amount
        amounts[:, i] = x[:, :-1]
    return amounts[:, np.searchsorted(grid, times)]


def evolve(system: LinearSystem, start: Array, times: Array) -> Array:
    """Amounts at evenly spaced `times` (the first is now), shape (times, states), from the amounts `start`.

    Raises ModelError for times that are not evenly spaced and ascending.
    """
    from scipy.linalg import expm  # a third of a second, which most first cells need not wait for

    steps = np.diff(times)
    if steps.size == 0 or steps[0] <= 0 or not np.allclose(steps, steps[0]):
        raise ModelError("Times must be evenly spaced and ascending, two at least.")
    step = expm(system.matrix * steps[0])
    amounts = np.empty((len(times), len(system.states)))
    amounts[0] = start
    for i in range(1, len(times)):
        amounts[i] = step @ amounts[i - 1]
    return amounts


def _step(
    matrices: Array,
    states: Sequence[str],
    doses: Sequence[Dose],
    start: float,
    end: float,
    steps: dict[tuple[float, bytes], Array],
) -> Array:
    from scipy.linalg import expm  # a third of a second, which most first cells need not wait for

    middle = (start + end) / 2
    rates = np.zeros(len(states))
    for dose in doses:
        if dose.duration > 0 and dose.start <= middle < dose.start + dose.duration:
            rates[states.index(dose.state)] += dose.amount / dose.duration
    key = (round(end - start, 12), rates.tobytes())  # equal steps of a grid differ in the last bits only
    if key not in steps:
        augmented = np.zeros((matrices.shape[0], len(states) + 1, len(states) + 1))
        augmented[:, :-1, :-1] = matrices
        augmented[:, :-1, -1] = rates
        steps[key] = expm(augmented * (end - start))
    return steps[key]
