"""Invented trials from a causal diagram that the learner builds by switching its arrows on and off.

Ketamine blocks its channel more in some people than in others. The block makes people feel detached. From there on
four arrows may or may not exist: the block lifts mood by itself; detachment lifts mood; detachment tells people what
they got; and believing that one got the drug gives hope, which lifts mood. Three worlds made of these arrows give the
same correlation of detachment and mood. Every number is an illustration, except the scores of detachment with and
without ketamine (goldway2025) and the correlation that each world is made to reach (luckenbaugh2014, day 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import expit

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import Z95

DESIGNS = (
    "everybody gets ketamine",
    "ketamine or salt water",
    "same drug level in all",
    "told what they get",
    "asleep: drug or salt water",
    "drug, with and without a sedative",
)
"""How the invented trial is run. The sedative takes away about as much detachment as midazolam did (gitlin2020)."""

ARROW = ("no arrow", "arrow")
"""What a learner may choose for each of the four arrows."""

_PLACEBO_FALL = 6.0
"""How far the score of depression falls on average whatever is given, points."""
_OTHER_SD = 6.0
"""Spread of that fall between people, points."""
_LEVEL_SD = 0.36
"""Spread of the block between people, in units of its mean."""
_BELIEF_MIDDLE, _BELIEF_WIDTH = 25.0, 8.0
"""Detachment (points) at which people are undecided about what they got, and how gradual belief is."""
_TRIALS = 150
"""Trials in which designs are compared."""


@dataclass(frozen=True)
class World:
    """Which arrows of the diagram exist."""

    drug: bool = False
    experience: bool = False
    tells: bool = False
    hope: bool = False

    @property
    def name(self) -> str:
        """The name of the world if it is one of WORLDS, else "your own"."""
        return next((name for name, world in WORLDS.items() if world == self), "your own")


WORLDS: Mapping[str, World] = {
    "the experience works": World(experience=True),
    "the drug drives both": World(drug=True),
    "the blind is broken": World(tells=True, hope=True),
}
"""Three worlds with the same correlation."""


@dataclass(frozen=True)
class Sample:
    """People of one group in arrays of shape (..., people): detachment (points), belief that it was the drug (0–1) and
    change of the depression score (points; negative is better).
    """

    detachment: Array
    belief: Array
    change: Array


@dataclass(frozen=True)
class Trial:
    """One invented trial. `control` is None if everybody got the same; `r` is the correlation of detachment and change
    among those on ketamine (None if nobody felt anything), `difference` ketamine minus control in points; each with its
    95% interval.
    """

    world: World
    design: str
    people: int
    seed: int
    ketamine: Sample
    control: Sample | None
    r: tuple[float, float, float] | None
    difference: tuple[float, float, float] | None


@dataclass(frozen=True)
class Comparison:
    """What a design gives in each of WORLDS: arrays of shape (trials,) of r and of the difference (points), None where
    the design has none. `named` is the share (0–1) of trials from which the right world can be named.
    """

    design: str
    people: int
    r: Mapping[str, Array] | None
    difference: Mapping[str, Array] | None
    named: float


@cache
def target_r() -> float:
    """The published correlation that each of the three worlds reaches (luckenbaugh2014, day 7)."""
    links = tables.load("dissociation_links").set_index("id")
    return float(links.loc["luckenbaugh-week", "value"])


@cache
def _scores() -> tuple[float, float, float, float]:
    """Mean and SD of detachment with ketamine and without, points (goldway2025, minute 20)."""
    rows = tables.load("dissociation_scores").set_index("id")
    with_drug, without = rows.loc["goldway-ketamine-20"], rows.loc["goldway-saline-20"]
    return float(with_drug["mean"]), float(with_drug["sd"]), float(without["mean"]), float(without["sd"])


@cache
def strengths() -> Mapping[str, float]:
    """How strong each way to mood must be to give the target correlation all by itself.

    Points of mood per point of detachment (experience), per unit of block (drug) and from no belief to full (hope).
    """
    mean, sd, *_ = _scores()
    wanted = abs(target_r())
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    belief, weights = _belief(mean + sd * nodes), weights / weights.sum()
    belief_sd = float(np.sqrt(weights @ belief**2 - (weights @ belief) ** 2))
    shared = float(weights @ (belief * nodes)) / belief_sd
    return {
        "experience": _needed(wanted) / sd,
        "drug": _needed(wanted / (_level_slope() * _LEVEL_SD / sd)) / _LEVEL_SD,
        "hope": _needed(wanted / shared) / belief_sd,
    }


def invented_trial(
    drug: bool = False,
    experience: bool = True,
    tells: bool = False,
    hope: bool = False,
    design: str = DESIGNS[0],
    people: int = 60,
    seed: int = 1,
) -> Trial:
    """Run one trial with `people` in each group. Raises ModelError for an unknown design or fewer than 4 people."""
    world, people, seed = World(drug, experience, tells, hope), int(people), int(seed)
    _check(design, people)
    ketamine, control = _groups(np.random.default_rng(seed), world, design, (people,))
    r = None
    if design != DESIGNS[4]:
        middle = float(_correlation(ketamine))
        reach = Z95 / (people - 3) ** 0.5
        r = middle, float(np.tanh(np.arctanh(middle) - reach)), float(np.tanh(np.arctanh(middle) + reach))
    difference = None
    if control is not None:
        apart = float(ketamine.change.mean() - control.change.mean())
        error = float(((ketamine.change.var(ddof=1) + control.change.var(ddof=1)) / people) ** 0.5)
        difference = apart, apart - Z95 * error, apart + Z95 * error
    return Trial(world, design, people, seed, ketamine, control, r, difference)


def build(
    experience: str = ARROW[1],
    drug: str = ARROW[0],
    tells: str = ARROW[0],
    hope: str = ARROW[0],
    design: str = DESIGNS[0],
    people: float = 60,
    seed: float = 1,
) -> Trial:
    """`invented_trial` with each arrow as one of ARROW. Raises ModelError for another word, and as that does."""
    arrows = (drug, experience, tells, hope)
    if any(arrow not in ARROW for arrow in arrows):
        raise ModelError(f"An arrow is {' or '.join(map(repr, ARROW))}; got {', '.join(map(repr, arrows))}.")
    on = [arrow == ARROW[1] for arrow in arrows]
    return invented_trial(on[0], on[1], on[2], on[3], design, int(people), int(seed))


def compare(design: str = DESIGNS[0], people: int = 60, seed: int = 1) -> Comparison:
    """Run the same design many times in each of the three worlds. Raises ModelError as `invented_trial` does."""
    people = int(people)
    _check(design, people)
    rng = np.random.default_rng(int(seed))
    r: dict[str, Array] = {}
    difference: dict[str, Array] = {}
    for name, world in WORLDS.items():
        ketamine, control = _groups(rng, world, design, (_TRIALS, people))
        if design != DESIGNS[4]:
            r[name] = _correlation(ketamine)
        if control is not None:
            difference[name] = ketamine.change.mean(axis=1) - control.change.mean(axis=1)
    return Comparison(
        design, people, r or None, difference or None, _named([found for found in (r, difference) if found])
    )


def _check(design: str, people: int) -> None:
    if design not in DESIGNS:
        raise ModelError(f"There is no design {design!r}; use one of {', '.join(DESIGNS)}.")
    if people < 4:
        raise ModelError(f"A group needs at least 4 people; got {people}.")


def _groups(
    rng: np.random.Generator, world: World, design: str, shape: tuple[int, ...]
) -> tuple[Sample, Sample | None]:
    """Those on ketamine and, if the design has one, the other group."""
    ketamine = _group(rng, world, design, shape, drug=True)
    if design in (DESIGNS[0], DESIGNS[2]):
        return ketamine, None
    if design == DESIGNS[5]:
        return ketamine, _group(rng, world, design, shape, drug=True, taken=tables.quantity("midazolam-cadss").midpoint)
    return ketamine, _group(rng, world, design, shape, drug=False)


def _group(
    rng: np.random.Generator, world: World, design: str, shape: tuple[int, ...], drug: bool, taken: float = 0.0
) -> Sample:
    """People with or without the drug; `taken` points of detachment are taken away by a sedative."""
    _, sd, base, base_sd = _scores()
    level = np.zeros(shape)
    if drug:
        level = np.ones(shape) if design == DESIGNS[2] else 1 + _LEVEL_SD * rng.standard_normal(shape)
    own_sd = (sd**2 - (_level_slope() * _LEVEL_SD) ** 2) ** 0.5 if drug else base_sd
    detachment = base + _level_slope() * level + own_sd * rng.standard_normal(shape) - taken
    if design == DESIGNS[4]:
        detachment = np.zeros(shape)
    belief = _belief(detachment)
    if not world.tells or design == DESIGNS[4]:
        belief = rng.integers(0, 2, shape).astype(float)
    if design == DESIGNS[3]:
        belief = np.full(shape, float(drug))
    strong = strengths()
    lift = strong["drug"] * level * world.drug + strong["hope"] * belief * world.hope
    lift = lift + strong["experience"] * detachment * world.experience
    # Few scores fall below 0 in the straight-line model; a rating cannot, so they are shown as 0.
    return Sample(np.maximum(detachment, 0), belief, -(_PLACEBO_FALL + lift + _OTHER_SD * rng.standard_normal(shape)))


def _level_slope() -> float:
    """Points of detachment per unit of block."""
    mean, _, base, _ = _scores()
    return mean - base


def _belief(detachment: Array) -> Array:
    return np.asarray(expit((detachment - _BELIEF_MIDDLE) / _BELIEF_WIDTH))


def _needed(r: float) -> float:
    """Spread (points) that a cause of mood must bring beside _OTHER_SD to correlate `r` with it."""
    return _OTHER_SD * r / (1 - r**2) ** 0.5


def _correlation(sample: Sample) -> Array:
    """Correlation of detachment and change over the last axis."""
    x = sample.detachment - sample.detachment.mean(axis=-1, keepdims=True)
    y = sample.change - sample.change.mean(axis=-1, keepdims=True)
    return np.asarray((x * y).sum(axis=-1) / np.sqrt((x**2).sum(axis=-1) * (y**2).sum(axis=-1)))


def _named(found: list[dict[str, Array]]) -> float:
    """Share of trials that lie nearest to their own world's mean, in units of the spread of each number."""
    points = np.stack([np.stack([each[name] for each in found], axis=-1) for name in WORLDS])
    middles = points.mean(axis=1)
    spread = points.std(axis=1).mean(axis=0)
    distance = (((points[:, :, None, :] - middles[None, None]) / spread) ** 2).sum(axis=-1)
    return float((distance.argmin(axis=-1) == np.arange(len(WORLDS))[:, None]).mean())
