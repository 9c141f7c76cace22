"""Protein making in a dendrite: a published model of four steps, from BDNF and calcium to protein.

Every step has a target that its ligand L sets and a modifier M shifts,

    target = base + total · gain · L^n / (KA^n · mod + L^n)    with mod = (1 + x) / (1 + Amod · x), x = (M / Kmod)^Nmod,

and its state y moves there by dy/dt = (target − y) / tau, where tau is `rise` below the target and `fall` above it.
BDNF switches on TrkB (active S6 kinase hinders it); TrkB switches on S6 kinase, mTOR being lumped into that step
(calcium helps); calcium switches on eEF2 kinase (S6 kinase hinders it); S6 kinase makes protein (eEF2 kinase hinders
it). The constants are those of the model file (hilltaurepo), a short form of a detailed model (jain2009); the equations
are written down here from their description.

A model of protein making, not of depression: it has no mood, no synapses and no NMDA receptor. That ketamine lowers
calcium at rest, and how far, is an assumption of ours. An antibody that catches BDNF is no BDNF outside the cell.
Its TrkB is never turned down while BDNF stays; that of cells is (see receptor).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.export import EquationFile

STEPS = ("TrkB", "S6K", "eEF2K", "protein")
"""The states of the model, in the order of every array."""
MINUTES_BEFORE, MINUTES_AFTER = 10, 120

_UNITS = "amounts in µM, time in s"
_INPUTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"TrkB": ("BDNF", "S6K"), "S6K": ("TrkB", "calcium"), "eEF2K": ("calcium", "S6K"), "protein": ("S6K", "eEF2K")}
)
"""Ligand and modifier of every step."""


@dataclass(frozen=True)
class Step:
    """Constants of one step: amounts in µM, times in s, the rest pure numbers."""

    total: float
    gain: float
    n: float
    KA: float
    Kmod: float
    Amod: float
    Nmod: float
    rise: float
    fall: float
    base: float

    def target(self, ligand_um: float, modifier_um: float) -> float:
        """Where the step (µM) is heading."""
        x = (modifier_um / self.Kmod) ** self.Nmod
        reached = ligand_um**self.n
        half = self.KA**self.n * (1 + x) / (1 + self.Amod * x)
        return self.base + self.total * self.gain * reached / (half + reached)


@dataclass(frozen=True)
class Levers:
    """Protein in the long run, relative to rest, if one input alone is moved: `fold` is that input relative to rest."""

    calcium_fold: Array
    by_calcium: Array
    bdnf_fold: Array
    by_bdnf: Array


@dataclass(frozen=True, kw_only=True)
class Synthesis:
    """The four steps over time, each relative to rest (1), after calcium and BDNF changed at minute 0.

    `relative` has one row for each of STEPS over `minutes`; `calcium_um` and `bdnf_um` are the inputs from minute 0.
    `calcium_alone` and `bdnf_alone` are the inputs relative to rest, each with the protein (relative to rest) that it
    would give in the long run if it alone were moved, as `levers` are.
    """

    calcium_um: float
    bdnf_um: float
    rapamycin: bool
    minutes: Array
    relative: Array
    levers: Levers
    calcium_alone: tuple[float, float]
    bdnf_alone: tuple[float, float]

    @property
    def final(self) -> Mapping[str, float]:
        """Every step at the end, relative to rest."""
        return dict(zip(STEPS, self.relative[:, -1].tolist(), strict=True))

    def at(self, step: str, minute: float) -> float:
        """One step at a minute, relative to rest."""
        return float(np.interp(minute, self.minutes, self.relative[STEPS.index(step)]))


@cache
def inputs() -> tuple[float, float]:
    """Calcium and BDNF at rest (µM; hilltaurepo)."""
    rows = _rows("inputs")
    return rows["calcium"], rows["bdnf"]


@cache
def synthesis_steps() -> Mapping[str, Step]:
    """The constants of every step (hilltaurepo)."""
    return MappingProxyType({name: Step(**_rows(name)) for name in STEPS})


def steady_state(calcium_um: float, bdnf_um: float, rapamycin: bool = False) -> Array:
    """The four steps (µM, in the order of STEPS) once nothing moves any more.

    Raises ModelError for negative inputs.
    """
    _check(calcium_um, bdnf_um)
    trkb, s6k, eef2k, protein = synthesis_steps().values()
    gain = 0.0 if rapamycin else 1.0

    def s6k_target(s6k_um: float) -> float:
        reached = s6k.target(trkb.target(bdnf_um, s6k_um), calcium_um)
        return s6k.base + gain * (reached - s6k.base)

    active_s6k = float(brentq(lambda s6k_um: s6k_target(s6k_um) - s6k_um, 0, s6k.total, xtol=1e-15, rtol=1e-12))
    active_eef2k = eef2k.target(calcium_um, active_s6k)
    return np.array(
        [trkb.target(bdnf_um, active_s6k), active_s6k, active_eef2k, protein.target(active_s6k, active_eef2k)]
    )


@cache
def rest() -> Array:
    """The four steps (µM) without any drug."""
    return steady_state(*inputs())


def synthesis(calcium_um: float = 0.06, bdnf_fold: float = 1, rapamycin: bool = False) -> Synthesis:
    """Follow the four steps after calcium (at rest: 0.08 µM) and BDNF outside the cell (times rest) change at minute 0.

    Rapamycin stops S6 kinase. Raises ValueError for negative numbers.

    >>> less_calcium, twice_the_bdnf = synthesis(calcium_um=0.06), synthesis(calcium_um=0.08, bdnf_fold=2)
    >>> [round(run.final["protein"], 2) for run in (less_calcium, twice_the_bdnf)]  # times rest
    [1.05, 1.44]
    """
    _check(calcium_um, bdnf_fold)
    resting_calcium, resting_bdnf = inputs()
    bdnf = resting_bdnf * bdnf_fold
    minutes = np.linspace(0, MINUTES_AFTER, 121)
    solved = solve_ivp(
        _slope, (0, 60 * MINUTES_AFTER), rest(), method="LSODA", t_eval=60 * minutes, rtol=1e-6, atol=1e-11,
        args=(calcium_um, bdnf, rapamycin),
    )  # fmt: skip
    relative = solved.y / rest()[:, np.newaxis]
    moved = levers()
    calcium_share = calcium_um / resting_calcium
    return Synthesis(
        calcium_um=calcium_um,
        bdnf_um=bdnf,
        rapamycin=rapamycin,
        minutes=np.concatenate([[-MINUTES_BEFORE, 0], minutes]),
        relative=np.hstack([np.ones((len(STEPS), 2)), relative]),
        levers=moved,
        calcium_alone=(calcium_share, float(np.interp(calcium_share, moved.calcium_fold, moved.by_calcium))),
        bdnf_alone=(bdnf_fold, float(np.interp(bdnf_fold, moved.bdnf_fold, moved.by_bdnf))),
    )


@cache
def levers() -> Levers:
    """Protein in the long run against calcium (a quarter of rest to rest) and against BDNF (none to eightfold)."""
    calcium, bdnf = inputs()
    calcium_fold, bdnf_fold = np.linspace(0.25, 1, 31), np.linspace(0, 8, 81)
    resting = rest()[-1]
    return Levers(
        calcium_fold,
        np.array([steady_state(fold * calcium, bdnf)[-1] for fold in calcium_fold]) / resting,
        bdnf_fold,
        np.array([steady_state(calcium, fold * bdnf)[-1] for fold in bdnf_fold]) / resting,
    )


def synthesis_equations(calcium_um: float, bdnf_um: float, rapamycin: bool = False) -> EquationFile:
    """The model from rest under new inputs (µM) that set in at time 0, for other simulators.

    Raises ModelError for negative inputs.
    """
    _check(calcium_um, bdnf_um)
    constants = {"calcium": calcium_um, "BDNF": bdnf_um}
    rules, rates = {}, {}
    for name, step in synthesis_steps().items():
        ligand, modifier = _INPUTS[name]
        constants |= {f"{symbol}_{name}": value for symbol, value in vars(step).items()}
        rules[f"x_{name}"] = f"({modifier} / Kmod_{name})^Nmod_{name}"
        rules[f"half_{name}"] = f"KA_{name}^n_{name} * (1 + x_{name}) / (1 + Amod_{name} * x_{name})"
        rules[f"target_{name}"] = (
            f"base_{name} + total_{name} * gain_{name} * {ligand}^n_{name} / (half_{name} + {ligand}^n_{name})"
        )
        tau = f"piecewise(rise_{name}, target_{name} > {name}, fall_{name})"
        rates[name] = f"(target_{name} - {name}) / {tau}"
    if rapamycin:
        constants["gain_S6K"] = 0.0
    starts = dict(zip(STEPS, rest().tolist(), strict=True))
    return EquationFile("protein_synthesis", constants, starts, rules, rates, _UNITS)


def _rows(step: str) -> dict[str, float]:
    rows = tables.load("signalling_parameters")
    rows = rows[rows["step"] == step]
    return dict(zip(rows["symbol"], rows["value"].astype(float), strict=True))


def _check(*amounts: float) -> None:
    for amount in amounts:
        if not amount >= 0:
            raise ModelError(f"Calcium and BDNF must not be negative; got {amount:g}.")


def _slope(_time_s: float, state: Array, calcium_um: float, bdnf_um: float, rapamycin: bool) -> list[float]:
    now = {**dict(zip(STEPS, state.tolist(), strict=True)), "calcium": calcium_um, "BDNF": bdnf_um}
    slope = []
    for name, step in synthesis_steps().items():
        ligand, modifier = _INPUTS[name]
        target = step.base if rapamycin and name == "S6K" else step.target(now[ligand], now[modifier])
        gap = target - now[name]
        slope.append(gap / (step.rise if gap > 0 else step.fall))
    return slope
