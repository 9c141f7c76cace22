"""How silencing a receptor can excite: firing rates of pyramidal cells and interneurons (deco2014).

Two populations. Pyramidal cells (E) excite themselves and the interneurons (I) through NMDA receptors; interneurons
inhibit the pyramidal cells and themselves. S_E and S_I are the open shares of NMDA and GABA receptors, x the current
into each population (nA), and H turns current into firing (Hz):

    x_E = W_E I_0 + w_plus J_NMDA (1 − block_E) S_E − J_I S_I        dS_E/dt = −S_E / tau_NMDA + (1 − S_E) gamma H(x_E)
    x_I = W_I I_0 +        J_NMDA (1 − block_I) S_E −     S_I        dS_I/dt = −S_I / tau_GABA + H(x_I)

All constants are published (read in the code of a simulator, table circuit_parameters). Ours is one thing: block takes
away a share of the NMDA current onto one population. The model stands for a patch of cortex on its own; it has one
kind of interneuron, no AMPA receptors, no spikes and no rhythm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from scipy.integrate import odeint

from ketabrain.engine.arrays import Array
from ketabrain.engine.export import CIRCUIT, EquationFile
from ketabrain.topics.circuit.parameters import checked_share, constants

_HALVINGS, _PASSES = 25, 6
_GRID = 41
LEVELS = (0.5, 1.0, 2.0, 4.0)
"""Changes of output whose lines are kept for the map."""


@dataclass(frozen=True, kw_only=True)
class CircuitState:
    """The circuit at rest under block: firing rates (Hz), currents (nA) and gating (0–1), and the same without drug.

    `block_e` and `block_i` are the shares (0–1) of NMDA current taken from pyramidal cells and interneurons.
    """

    block_e: float
    block_i: float
    rate_e_hz: float
    rate_i_hz: float
    nmda_gating: float
    inhibition_na: float
    baseline_e_hz: float
    baseline_i_hz: float

    @property
    def change_e(self) -> float:
        """Firing of pyramidal cells over that without drug; 1 means no change."""
        return self.rate_e_hz / self.baseline_e_hz


@dataclass(frozen=True)
class RatesAfterBlock:
    """Firing rates (Hz) from 150 ms before to 1,900 ms after the block sets in at once, and where they settle.

    `level_lines` hold, for several changes of output (1: none), the block on pyramidal cells that gives it at each
    block on interneurons in `map_blocks`: 0 if output is lower even without such a block, 1 if it is always higher.
    """

    state: CircuitState
    times_ms: Array
    rate_e_hz: Array
    rate_i_hz: Array
    map_blocks: Array
    level_lines: Mapping[float, Array]

    @property
    def deepest_i(self) -> tuple[float, float]:
        """When (ms) interneurons fire least, and how fast they fire then (Hz)."""
        deepest = self.rate_i_hz.argmin()
        return float(self.times_ms[deepest]), float(self.rate_i_hz[deepest])


def firing_rate(current_na: Array, gain: float, threshold: float, curvature: float) -> Array:
    """Firing rate (Hz) that a current (nA) brings; about linear above threshold, near zero below it.

    `gain` (Hz per nA), `threshold` (Hz) and `curvature` (s) are those of one kind of cell (table circuit_parameters).
    """
    drive = gain * np.asarray(current_na, dtype=float) - threshold
    near = np.abs(drive) < 1e-9
    safe = np.where(near, 1.0, drive)
    return np.where(near, 1 / curvature, safe / -np.expm1(-curvature * safe))


def settled(block_e: Array | float, block_i: Array | float) -> tuple[Array, Array, Array, Array]:
    """Where the circuit settles from rest: rates of E and I (Hz), S_E and S_I, in the shape of the broadcast blocks.

    Blocks are shares (0–1) of the NMDA current onto pyramidal cells and onto interneurons. The lowest steady state is
    found by narrowing: below it the pull on S_E is upwards all the way.
    """
    block_e, block_i = np.broadcast_arrays(np.asarray(block_e, dtype=float), np.asarray(block_i, dtype=float))
    low, high = _narrowed(np.zeros(block_e.shape), np.ones(block_e.shape), 51, block_e, block_i)
    for _ in range(_PASSES):
        low, high = _narrowed(low, high, 11, block_e, block_i)
    s_e = (low + high) / 2
    s_i = _inhibition(s_e, block_i)
    rate_e, rate_i = _rates(s_e, s_i, block_e, block_i)
    return rate_e, rate_i, s_e, s_i


def circuit_state(block_e: float, block_i: float) -> CircuitState:
    """The circuit settled under block of shares of the NMDA current onto pyramidal cells and onto interneurons.

    Raises ModelError for a share outside 0–1. Half of the current off interneurons excites, half off every cell does
    not:

    >>> circuit_state(block_e=0, block_i=0.5).change_e > 1 > circuit_state(block_e=0.5, block_i=0.5).change_e
    True
    """
    checked_share(block_e, "NMDA receptors on pyramidal cells")
    checked_share(block_i, "NMDA receptors on interneurons")
    rate_e, rate_i, s_e, s_i = (float(each) for each in settled(block_e, block_i))
    base_e, base_i, _, _ = _baseline()
    return CircuitState(
        block_e=block_e,
        block_i=block_i,
        rate_e_hz=rate_e,
        rate_i_hz=rate_i,
        nmda_gating=s_e,
        inhibition_na=constants("deco2014")["J_I"] * s_i,
        baseline_e_hz=base_e,
        baseline_i_hz=base_i,
    )


def rates_after_block(block_e: float, block_i: float) -> RatesAfterBlock:
    """What happens when a block of two shares (0–1) sets in at once. Raises ModelError for a share outside 0–1."""
    state = circuit_state(block_e, block_i)
    _, _, s_e, s_i = _baseline()
    times_ms = np.concatenate([np.arange(0, 50, 2), np.arange(50, 1901, 10)]).astype(float)
    course = odeint(_slope, (s_e, s_i), times_ms / 1000, args=(block_e, block_i), tfirst=True)
    rate_e, rate_i = _rates(course[:, 0], course[:, 1], block_e, block_i)
    before = np.array([-150.0, 0.0])
    blocks, lines = _map()
    return RatesAfterBlock(
        state,
        np.concatenate([before, times_ms]),
        np.concatenate([np.full(2, state.baseline_e_hz), rate_e]),
        np.concatenate([np.full(2, state.baseline_i_hz), rate_i]),
        blocks,
        lines,
    )


def rate_equations(block_e: float, block_i: float) -> EquationFile:
    """The equations at the top of this file under a block that sets in at time 0, for other simulators.

    Raises ModelError for a share outside 0–1.
    """
    _, _, s_e, s_i = _baseline()
    published = dict(constants("deco2014"))
    published["gamma_NMDA"] = published.pop("gamma")  # gamma alone is the name of a function in Antimony
    blocks = {
        "block_E": checked_share(block_e, "NMDA receptors on pyramidal cells"),
        "block_I": checked_share(block_i, "NMDA receptors on interneurons"),
    }
    return EquationFile(
        "disinhibition",
        {**published, **blocks},
        {"S_E": s_e, "S_I": s_i},
        {
            "drive_E": "a_E * (W_E * I_0 + w_plus * J_NMDA * (1 - block_E) * S_E - J_I * S_I) - b_E",
            "drive_I": "a_I * (W_I * I_0 + J_NMDA * (1 - block_I) * S_E - S_I) - b_I",
            "rate_E": "drive_E / (1 - exp(-d_E * drive_E))",
            "rate_I": "drive_I / (1 - exp(-d_I * drive_I))",
        },
        {"S_E": "-S_E / tau_NMDA + (1 - S_E) * gamma_NMDA * rate_E", "S_I": "-S_I / tau_GABA + rate_I"},
        CIRCUIT,
    )


def _slope(_time_s: float, gating: Array, block_e: float, block_i: float) -> tuple[float, float]:
    p = constants("deco2014")
    s_e, s_i = gating
    rate_e, rate_i = _rates(s_e, s_i, block_e, block_i)
    return -s_e / p["tau_NMDA"] + (1 - s_e) * p["gamma"] * float(rate_e), -s_i / p["tau_GABA"] + float(rate_i)


def _rates(s_e: Array, s_i: Array, block_e: Array | float, block_i: Array | float) -> tuple[Array, Array]:
    p = constants("deco2014")
    current_e = p["W_E"] * p["I_0"] + p["w_plus"] * p["J_NMDA"] * (1 - block_e) * s_e - p["J_I"] * s_i
    current_i = p["W_I"] * p["I_0"] + p["J_NMDA"] * (1 - block_i) * s_e - s_i
    return (
        firing_rate(current_e, p["a_E"], p["b_E"], p["d_E"]),
        firing_rate(current_i, p["a_I"], p["b_I"], p["d_I"]),
    )


def _narrowed(low: Array, high: Array, points: int, block_e: Array, block_i: Array) -> tuple[Array, Array]:
    """The first of the equal steps between `low` and `high` in which the pull on S_E turns downwards."""
    trial = low + (high - low) * np.linspace(0, 1, points).reshape((-1,) + (1,) * block_e.ndim)
    first = np.maximum((_pull(trial, block_e, block_i) <= 0).argmax(axis=0), 1)[np.newaxis]
    return np.take_along_axis(trial, first - 1, axis=0)[0], np.take_along_axis(trial, first, axis=0)[0]


def _inhibition(s_e: Array, block_i: Array) -> Array:
    """The S_I at which interneurons settle for a given S_E, by halving (their own inhibition makes it unique)."""
    low, high = np.zeros(np.broadcast(s_e, block_i).shape), np.ones(np.broadcast(s_e, block_i).shape)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        up = constants("deco2014")["tau_GABA"] * _rates(s_e, middle, 0.0, block_i)[1] > middle
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    return (low + high) / 2


def _pull(s_e: Array, block_e: Array, block_i: Array) -> Array:
    p = constants("deco2014")
    rate_e, _ = _rates(s_e, _inhibition(s_e, block_i), block_e, block_i)
    return -s_e / p["tau_NMDA"] + (1 - s_e) * p["gamma"] * rate_e


@cache
def _baseline() -> tuple[float, float, float, float]:
    rate_e, rate_i, s_e, s_i = (float(each) for each in settled(0.0, 0.0))
    return rate_e, rate_i, s_e, s_i


@cache
def _map() -> tuple[Array, Mapping[float, Array]]:
    blocks = np.linspace(0, 1, _GRID)
    change = settled(blocks[np.newaxis, :], blocks[:, np.newaxis])[0] / _baseline()[0]
    # Along a row output falls as the block on pyramidal cells grows, so each level is met once at most.
    lines = {
        level: np.array([np.interp(level, row[::-1], blocks[::-1], left=1, right=0) for row in change])
        for level in LEVELS
    }
    return blocks, MappingProxyType(lines)
