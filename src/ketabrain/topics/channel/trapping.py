"""Ketamine enters an open channel, is shut in when it closes, and must wait for it to open again.

Four states: closed, open, open with drug, closed with drug ("trapped"). The channel opens and closes at the same rates
with and without drug inside; drug comes and goes only while it is open. These are first-order flows, so the exact
solver of lesson 02 serves here too; time is in seconds.

Constants: on and off rates of human GluN1/GluN2A receptors under lasting glutamate (gilling2009), open time and open
probability of native channels (orser1997). The published rates already contain the share of time that a channel is
open, so the rate at an open pore is the published one divided by the open probability.

Left out: glutamate binding, desensitisation, magnesium, voltage (everything is at −70 mV), and the Hill slope.
Memantine's partial escape is an event, not a flow: each time glutamate leaves, a fifth of the trapped drug is freed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.linear import Flow, LinearSystem, evolve
from ketabrain.topics.shared.binding import constant

STATES = ("closed", "open", "open_blocked", "trapped")
CLOSED, OPEN, OPEN_BLOCKED, TRAPPED = range(4)
_POINTS = 12
"""Time points for each stretch of constant conditions."""


class KineticRates(StrEnum):
    """Which on rates are taken: those that give the IC50 measured in the same study, or those that it printed."""

    MATCHED = "matched"
    PUBLISHED = "published"


class Pulses(StrEnum):
    """When the experiment of lesson 04 has pulses of glutamate."""

    ALL_ALONG = "pulses all along"
    NONE_WITH_DRUG = "no pulses with drug"
    NONE_IN_CLEAN_BATH = "no pulses in wash, then tests"


@dataclass(frozen=True)
class Blocker:
    """A drug that blocks open channels: k_on in 1/(µM s) and k_off in 1/s as seen under lasting glutamate, and the
    share (0–1) of trapped drug that escapes when the channels close."""

    name: str
    k_on: float
    k_off: float
    escape: float

    @property
    def ic50_um(self) -> float:
        """Concentration (µM) at which half of the channels hold the drug once it has settled."""
        return self.k_off / self.k_on

    def onset_s(self, concentration_um: float) -> float:
        """Time constant (s) with which block sets in under lasting glutamate, while entry is slower than opening."""
        return 1 / (self.k_on * concentration_um + self.k_off)


def blocker(name: str, rates: str = KineticRates.MATCHED) -> Blocker:
    """Ketamine or memantine (gilling2009). Raises ModelError for another name, ValueError for other KineticRates.

    The published on and off rates give an IC50 about twice the one measured in the same study. Matched rates keep the
    off rate and take the on rate that gives the measured IC50.
    """
    if name not in ("ketamine", "memantine"):
        raise ModelError(f"There are no rates for {name!r}; use ketamine or memantine.")
    matched = chosen(KineticRates, rates) is KineticRates.MATCHED
    k_off = constant(f"gilling2009-{name}-koff")
    k_on = k_off / constant(f"gilling2009-{name}-ic50") if matched else constant(f"gilling2009-{name}-kon")
    return Blocker(name, k_on, k_off, constant(f"gilling2009-{name}-untrapped") / 100)


def channel(drug: Blocker, concentration_um: float, glutamate: bool) -> LinearSystem:
    """The four states and the flows between them (1/s). Raises ModelError for a negative concentration."""
    if concentration_um < 0:
        raise ModelError(f"A concentration cannot be negative; got {concentration_um:g} µM.")
    open_probability = constant("orser1997-control-open-probability")
    closing = 1000 / constant("orser1997-control-mean-open-time")  # the table gives ms
    opening = closing * open_probability / (1 - open_probability) if glutamate else 0.0
    return LinearSystem(
        STATES,
        (
            Flow("closed", "open", opening),
            Flow("open", "closed", closing),
            Flow("open", "open_blocked", drug.k_on * concentration_um / open_probability),
            Flow("open_blocked", "open", drug.k_off / open_probability),
            Flow("open_blocked", "trapped", closing),
            Flow("trapped", "open_blocked", opening),
        ),
    )


@dataclass(frozen=True)
class Stretch:
    """`duration_s` of constant conditions: drug at `concentration_um`, with or without glutamate."""

    duration_s: float
    concentration_um: float
    glutamate: bool


@dataclass(frozen=True)
class Trace:
    """State shares over time, shape (times, 4) in the order of STATES, and the response to each glutamate pulse.

    `stretch_starts` holds the shares at the start of each stretch, shape (stretches, 4).
    `pulse_starts_s` and `responses` have one entry a pulse; a response is the mean open share in the pulse over that
    in the first one.
    """

    drug: Blocker
    stretches: tuple[Stretch, ...]
    stretch_starts: Array
    times_s: Array
    shares: Array
    pulse_starts_s: Array
    responses: Array

    @property
    def blocked(self) -> Array:
        """Share (0–1) of channels that hold drug, open or closed."""
        return self.shares[:, OPEN_BLOCKED] + self.shares[:, TRAPPED]

    @property
    def drug_in_bath_s(self) -> tuple[float, float]:
        """From when to when (s) there was drug in the bath, pauses included; nan for never."""
        ends = np.cumsum([stretch.duration_s for stretch in self.stretches])
        spans = [
            (end - stretch.duration_s, end)
            for end, stretch in zip(ends, self.stretches, strict=True)
            if stretch.concentration_um
        ]
        return min((start for start, _ in spans), default=np.nan), max((end for _, end in spans), default=np.nan)

    def blocked_at(self, time_s: float) -> float:
        """Share (0–1) of channels that hold drug at a time (s), between the points of the trace on a straight line."""
        return float(np.interp(time_s, self.times_s, self.blocked))


@dataclass(frozen=True)
class GatingMoment:
    """One moment of a trace: the share of channels in each state and the conditions that hold."""

    trace: Trace
    time_s: float
    shares: dict[str, float]
    conditions: Stretch


def moment(trace: Trace, time_s: float) -> GatingMoment:
    """The state at a time (s). Raises ModelError for a time outside the trace."""
    if not 0 <= time_s <= trace.times_s[-1]:
        raise ModelError(f"The experiment runs from 0 to {trace.times_s[-1]:g} s; got {time_s:g} s.")
    ends = np.cumsum([stretch.duration_s for stretch in trace.stretches])
    at = min(int(np.searchsorted(ends, time_s)), len(ends) - 1)
    stretch, start = trace.stretches[at], trace.stretch_starts[at]
    into = time_s - (ends[at] - stretch.duration_s)
    if into > 0:
        system = channel(trace.drug, stretch.concentration_um, stretch.glutamate)
        start = evolve(system, start, np.array([0, into]))[-1]
    return GatingMoment(trace, time_s, dict(zip(STATES, start.tolist(), strict=True)), stretch)


def run(drug: Blocker, stretches: Sequence[Stretch]) -> Trace:
    """Follow channels that start closed and free of drug through stretches of constant conditions.

    Raises ModelError if no stretch has glutamate. A channel that stays shut keeps its drug, however long it is washed:

    >>> loading, washing = Stretch(60, 10, glutamate=True), Stretch(600, 0, glutamate=False)
    >>> trace = run(blocker("ketamine"), [loading, washing])
    >>> round(trace.blocked_at(60), 2), round(trace.blocked_at(660), 2)
    (0.93, 0.93)
    """
    if not any(stretch.glutamate for stretch in stretches):
        raise ModelError("Give at least one stretch with glutamate: without it no channel ever opens.")
    state, now = np.array([1.0, 0, 0, 0]), 0.0
    times, shares = [np.array([0.0])], [state[np.newaxis]]
    pulses, flows, stretch_starts = [], [], []
    for i, stretch in enumerate(stretches):
        system = channel(drug, stretch.concentration_um, stretch.glutamate)
        stretch_starts.append(state)
        grid = np.linspace(0, stretch.duration_s, _POINTS)
        part = evolve(system, state, grid)
        times.append(now + grid[1:])
        shares.append(part[1:])
        if stretch.glutamate and not (i and stretches[i - 1].glutamate):
            pulses.append(now)
            flows.append(part[1:, OPEN].mean())
        state, now = part[-1], now + stretch.duration_s
        if stretch.glutamate and i + 1 < len(stretches) and not stretches[i + 1].glutamate:
            state = _after_escape(state, drug.escape)
    return Trace(
        drug,
        tuple(stretches),
        np.array(stretch_starts),
        np.concatenate(times),
        np.concatenate(shares),
        np.array(pulses),
        np.array(flows) / flows[0],
    )


def kept_share(drug: Blocker, rest_s: float) -> float:
    """Share (0–1) of the block by 10 µM that is left after `rest_s` in a clean bath without glutamate."""
    trace = run(drug, [Stretch(60.0, 10.0, True), Stretch(rest_s, 0.0, False)])
    loaded = trace.blocked[trace.times_s <= 60.0][-1]
    return float(trace.blocked[-1] / loaded)


def _after_escape(state: Array, share: float) -> Array:
    """The state after a `share` of the channels that hold drug have lost it through the closing gate."""
    freed = share * (state[OPEN_BLOCKED] + state[TRAPPED])
    state = state * np.array([1, 1, 1 - share, 1 - share])
    state[CLOSED] += freed
    return state


def pulse_train(concentration_um: float, gap_s: float, pulses: str = Pulses.ALL_ALONG) -> tuple[Stretch, ...]:
    """The experiment of lesson 04: 3 pulses, then drug for 10 periods, then washout for 10 periods, then 3 pulses.

    A pulse is 1 s of glutamate, followed by `gap_s` without. `pulses` is one of Pulses: those during the drug or during
    the washout can be left out. Raises ValueError for another word.
    """
    left_out = chosen(Pulses, pulses)

    def period(concentration: float, pulse: bool) -> tuple[Stretch, ...]:
        if pulse:
            return (Stretch(1.0, concentration, True), Stretch(gap_s, concentration, False))
        return (Stretch(1.0 + gap_s, concentration, False),)

    parts = [
        *(period(0.0, True) for _ in range(3)),
        *(period(concentration_um, left_out is not Pulses.NONE_WITH_DRUG) for _ in range(10)),
        *(period(0.0, left_out is not Pulses.NONE_IN_CLEAN_BATH) for _ in range(10)),
        *(period(0.0, True) for _ in range(3)),
    ]
    return tuple(stretch for part in parts for stretch in part)
