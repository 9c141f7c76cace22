"""Invented trials from a causal diagram that the learner builds by switching its arrows on and off.

Ketamine blocks its channel more in some people than in others. The block makes people feel detached. From there on
four arrows may or may not exist: the block lifts mood by itself; detachment lifts mood; detachment tells people what
they got; and believing that one got the drug gives hope, which lifts mood. Three worlds made of these arrows give the
same correlation of detachment and mood. Every number is an illustration, except the scores of detachment with and
without ketamine (goldway2025) and the correlation that each world is made to reach (luckenbaugh2014, day 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from scipy.special import expit

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import Estimate, around
from ketabrain.topics.detachment.dissociation_links import interval_of_r


class CausalDesign(StrEnum):
    """How an invented trial is run. The sedative takes away as much detachment as midazolam did (gitlin2020)."""

    ALL_KETAMINE = "everybody gets ketamine"
    CONTROLLED = "ketamine or salt water"
    SAME_LEVEL = "same drug level in all"
    OPEN_LABEL = "told what they get"
    ASLEEP = "asleep: drug or salt water"
    SEDATIVE = "drug, with and without a sedative"


class Arrow(StrEnum):
    """What a learner may choose for each of the four arrows."""

    ABSENT = "no arrow"
    PRESENT = "arrow"


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


@dataclass(frozen=True, kw_only=True)
class World:
    """Which arrows of the diagram exist: `drug` from block to mood, `experience` from detachment to mood, `tells` from
    detachment to belief, `hope` from belief to mood.
    """

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

    @property
    def mean_detachment(self) -> float:
        """Mean detachment, points."""
        return float(self.detachment.mean())


@dataclass(frozen=True, kw_only=True)
class InventedTrial:
    """One invented trial. `control` is None if everybody got the same; `r` is the correlation of detachment and change
    among those on ketamine (None if nobody felt anything), `difference` ketamine minus control in points; each with its
    95% interval. `line` has slope and start of the straight line through those on ketamine, None without `r`.
    """

    world: World
    design: CausalDesign
    people: int
    seed: int
    ketamine: Sample
    control: Sample | None
    r: Estimate | None
    line: tuple[float, float] | None
    difference: Estimate | None


@dataclass(frozen=True)
class Repeats:
    """A number from every one of many trials: `values` of shape (trials,)."""

    values: Array

    @property
    def mean(self) -> float:
        """Mean over the trials."""
        return float(self.values.mean())

    @property
    def sd(self) -> float:
        """Spread (SD) over the trials."""
        return float(self.values.std())


@dataclass(frozen=True, kw_only=True)
class DesignComparison:
    """What a design gives in each of WORLDS: r and the difference (points) of many trials, None where the design has
    none. `named` is the share (0–1) of trials from which the right world can be named.
    """

    design: CausalDesign
    people: int
    r: Mapping[str, Repeats] | None
    difference: Mapping[str, Repeats] | None
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
    world: World, design: str = CausalDesign.ALL_KETAMINE, people: int = 60, seed: int = 1
) -> InventedTrial:
    """Run one trial in a world with `people` in each group; the same `seed` gives the same people.

    Raises ValueError for an unknown design, ModelError for fewer than 4 people.

    Asleep nobody feels anything, so nothing can go along with detachment:

    >>> invented_trial(World(drug=True), CausalDesign.ASLEEP).r is None
    True
    """
    design, people, seed = chosen(CausalDesign, design), int(people), int(seed)
    _refuse_few(people)
    ketamine, control = _groups(np.random.default_rng(seed), world, design, (people,))
    r = line = None
    if design is not CausalDesign.ASLEEP:
        found = float(_correlation(ketamine))
        r = Estimate(found, *interval_of_r(found, people))
        slope, start = np.polyfit(ketamine.detachment, ketamine.change, 1)
        line = float(slope), float(start)
    return InventedTrial(
        world=world,
        design=design,
        people=people,
        seed=seed,
        ketamine=ketamine,
        control=control,
        r=r,
        line=line,
        difference=None if control is None else _difference(ketamine, control),
    )


def build(
    experience: str = Arrow.PRESENT,
    drug: str = Arrow.ABSENT,
    tells: str = Arrow.ABSENT,
    hope: str = Arrow.ABSENT,
    design: str = CausalDesign.ALL_KETAMINE,
    people: float = 60,
    seed: float = 1,
) -> InventedTrial:
    """`invented_trial` in a world whose arrows are chosen one by one.

    `experience` is the arrow from detachment to mood, `drug` from the block to mood, `tells` from detachment to belief
    and `hope` from belief to mood: each one of Arrow. `design` is one of CausalDesign, `people` (4 or more) the size of
    each group, `seed` the number of the draw. How strong an arrow is follows from the published correlation
    (`strengths`). Raises ValueError for another word, and as `invented_trial` does.

    >>> build(drug="arrow", experience="no arrow").world.name
    'the drug drives both'
    """
    world = World(
        drug=chosen(Arrow, drug) is Arrow.PRESENT,
        experience=chosen(Arrow, experience) is Arrow.PRESENT,
        tells=chosen(Arrow, tells) is Arrow.PRESENT,
        hope=chosen(Arrow, hope) is Arrow.PRESENT,
    )
    return invented_trial(world, design, int(people), int(seed))


def compare(design: str = CausalDesign.ALL_KETAMINE, people: int = 60, seed: int = 1) -> DesignComparison:
    """Run the same design many times, with `people` in each group, in each of the three worlds.

    Raises as `invented_trial` does.
    """
    design, people = chosen(CausalDesign, design), int(people)
    _refuse_few(people)
    rng = np.random.default_rng(int(seed))
    r: dict[str, Repeats] = {}
    difference: dict[str, Repeats] = {}
    for name, world in WORLDS.items():
        ketamine, control = _groups(rng, world, design, (_TRIALS, people))
        if design is not CausalDesign.ASLEEP:
            r[name] = Repeats(_correlation(ketamine))
        if control is not None:
            difference[name] = Repeats(ketamine.change.mean(axis=1) - control.change.mean(axis=1))
    return DesignComparison(
        design=design,
        people=people,
        r=r or None,
        difference=difference or None,
        named=_named([found for found in (r, difference) if found]),
    )


def _refuse_few(people: int) -> None:
    if people < 4:
        raise ModelError(f"A group needs at least 4 people; got {people}.")


def _difference(ketamine: Sample, control: Sample) -> Estimate:
    """Mean change (points) on ketamine less that of an equally large control group."""
    people = ketamine.change.size
    error = ((ketamine.change.var(ddof=1) + control.change.var(ddof=1)) / people) ** 0.5
    return around(float(ketamine.change.mean() - control.change.mean()), float(error))


def _groups(
    rng: np.random.Generator, world: World, design: CausalDesign, shape: tuple[int, ...]
) -> tuple[Sample, Sample | None]:
    """Those on ketamine and, if the design has one, the other group."""
    ketamine = _group(rng, world, design, shape, drug=True)
    if design in (CausalDesign.ALL_KETAMINE, CausalDesign.SAME_LEVEL):
        return ketamine, None
    if design is CausalDesign.SEDATIVE:
        return ketamine, _group(rng, world, design, shape, drug=True, taken=tables.quantity("midazolam-cadss").midpoint)
    return ketamine, _group(rng, world, design, shape, drug=False)


def _group(
    rng: np.random.Generator, world: World, design: CausalDesign, shape: tuple[int, ...], drug: bool, taken: float = 0.0
) -> Sample:
    """People with or without the drug; `taken` points of detachment are taken away by a sedative."""
    _, sd, base, base_sd = _scores()
    asleep = design is CausalDesign.ASLEEP
    level = np.zeros(shape)
    if drug:
        same = design is CausalDesign.SAME_LEVEL
        level = np.ones(shape) if same else 1 + _LEVEL_SD * rng.standard_normal(shape)
    own_sd = (sd**2 - (_level_slope() * _LEVEL_SD) ** 2) ** 0.5 if drug else base_sd
    detachment = base + _level_slope() * level + own_sd * rng.standard_normal(shape) - taken
    if asleep:
        detachment = np.zeros(shape)
    belief = _belief(detachment)
    if not world.tells or asleep:
        belief = rng.integers(0, 2, shape).astype(float)
    if design is CausalDesign.OPEN_LABEL:
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


def _named(found: list[dict[str, Repeats]]) -> float:
    """Share of trials that lie nearest to their own world's mean, in units of the spread of each number."""
    points = np.stack([np.stack([each[name].values for each in found], axis=-1) for name in WORLDS])
    middles = points.mean(axis=1)
    spread = points.std(axis=1).mean(axis=0)
    distance = (((points[:, :, None, :] - middles[None, None]) / spread) ** 2).sum(axis=-1)
    return float((distance.argmin(axis=-1) == np.arange(len(WORLDS))[:, None]).mean())
