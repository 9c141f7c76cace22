"""The winner's curse: if only clear results are published, small published trials exaggerate.

Invented trials of two equal arms. Effects are differences of means in units of the spread of people, the standard
deviation; we who invent the people know it, a trial must estimate it for its t test. Every trial has a true effect of
its own, spread normally around the common one. The mean of what is published is simulated, and also computed: for a
given estimate of the spread the published effects follow a truncated normal distribution, and the estimates follow a
chi distribution, over which the sum runs.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import chdtri, ndtr, stdtr, stdtrit

from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.pooling import Effect, PoolingModel, pool
from ketabrain.engine.stats.proportions import Estimate


class PublicationRule(StrEnum):
    """What is published; the last: everything significant, and every other one of the rest by lot."""

    ALL = "all"
    SIGNIFICANT_ONLY = "significant only"
    HALF_OF_THE_OTHERS = "half of the others"


ALPHA = 0.05
"""A p value below this is called significant (two-sided)."""
SIZES = (5, 10, 20, 40, 80, 160)
"""People per arm at which the curve is checked by simulation."""

_CHECKS = 1000
"""Simulated trials behind each check."""
_SHARE = {
    PublicationRule.ALL: 1.0, PublicationRule.SIGNIFICANT_ONLY: 0.0, PublicationRule.HALF_OF_THE_OTHERS: 0.5,
}  # fmt: skip
"""Share of the results that are not significant that is published."""
_ROOT_TWO_PI = float(np.sqrt(2 * np.pi))
_SLICES = 60
"""Slices of equal chance into which the estimates of the spread are cut."""


@dataclass(frozen=True)
class SampledTrials:
    """Invented trials, an element each: effect, its standard error as the trial estimates it, and whether p < ALPHA."""

    effects: Array
    errors: Array
    significant: np.ndarray


@dataclass(frozen=True)
class ExpectedRecord:
    """What is expected among published trials: their mean effect, and the share (0–1) of all trials with p < ALPHA."""

    effect: float
    power: float


@dataclass(frozen=True, kw_only=True)
class PublishedRecord:
    """Invented trials, in units of the standard deviation; `seen` says which of them were published.

    `fixed` and `pooled` pool the published ones without and with spread between trials (DerSimonian and Laird); None if
    nothing was published. `expected` is the computed mean of what is published, and `curve` the same for every number
    of people in `along`; `checks` are means of simulated trials at SIZES (nan if none was published).
    """

    true_effect: float
    people_per_arm: int
    published: PublicationRule
    between: float
    seed: int
    effects: Array
    significant: np.ndarray
    seen: np.ndarray
    fixed: Estimate | None
    pooled: Estimate | None
    expected: ExpectedRecord
    along: Array
    curve: Array
    checks: Array

    @property
    def share_significant(self) -> float:
        """Share (0–1) of all trials that are significant: how often such a trial finds something."""
        return float(self.significant.mean())

    @property
    def share_wrong_sign(self) -> float | None:
        """Share (0–1) of the published trials that point below zero; None if nothing was published."""
        return float((self.effects[self.seen] < 0).mean()) if self.seen.any() else None

    @property
    def exaggeration(self) -> float | None:
        """How many times too large the pooled effect is; None without a true effect or without a published trial."""
        return self.pooled.value / self.true_effect if self.pooled and self.true_effect else None


def simulate_trials(
    true_effect: float = 0.3,
    people_per_arm: int = 15,
    trials: int = 60,
    published: str = PublicationRule.SIGNIFICANT_ONLY,
    between: float = 0,
    seed: int = 1,
) -> PublishedRecord:
    """Draw `trials` trials, test each by a t test, publish what `published` lets through, and pool that.

    `true_effect` (0 or more) is the common effect and `between` (0 or more) the spread of the trials' own around it,
    both in standard deviations. Each of two arms has `people_per_arm` people (2 or more). `published` is one of
    PublicationRule, and `seed` decides the luck of the draw. All trials are invented. Raises ValueError for a negative
    effect or spread, fewer than 2 people or 1 trial, and an unknown rule.

    >>> everything = simulate_trials(0.3, 15, published="all")
    >>> significant = simulate_trials(0.3, 15, published="significant only")
    >>> significant.pooled.value > 2 * everything.pooled.value  # the same trials
    True
    """
    rule = chosen(PublicationRule, published)
    _check(true_effect, people_per_arm, between)
    if trials < 1:
        raise ValueError(f"There must be at least 1 trial; got {trials:g}.")
    rng = np.random.default_rng(int(seed))
    people = int(people_per_arm)
    drawn = sample_trials(rng, true_effect, people, int(trials), between)
    seen = let_through(rng, drawn.significant, rule)
    effects, errors = drawn.effects[seen], drawn.errors[seen]
    along: Array = np.geomspace(min(SIZES), 200, 30)
    curve = np.array([published_mean(true_effect, n, rule, between).effect for n in along])
    return PublishedRecord(
        true_effect=true_effect,
        people_per_arm=people,
        published=rule,
        between=between,
        seed=int(seed),
        effects=drawn.effects,
        significant=drawn.significant,
        seen=seen,
        fixed=_pooled(effects, errors, PoolingModel.FIXED),
        pooled=_pooled(effects, errors, PoolingModel.DERSIMONIAN_LAIRD),
        expected=published_mean(true_effect, people, rule, between),
        along=along,
        curve=curve,
        checks=np.array([_simulated_mean(rng, true_effect, n, rule, between) for n in SIZES]),
    )


def sample_trials(
    rng: np.random.Generator, true_effect: float, people: int, trials: int, between: float
) -> SampledTrials:
    """Draw as many invented trials as `trials` says from `rng`, and test each by a t test.

    Each has two arms of `people` people. `true_effect`, and `between`, the spread of the trials' own effects around it,
    are in standard deviations.
    """
    freedom = 2 * people - 2
    effects = rng.normal(true_effect, np.sqrt(2 / people + between**2), trials)
    errors = np.sqrt(rng.chisquare(freedom, trials) / freedom * 2 / people)
    return SampledTrials(effects, errors, 2 * stdtr(freedom, -np.abs(effects) / errors) < ALPHA)


def let_through(rng: np.random.Generator, significant: np.ndarray, rule: PublicationRule) -> np.ndarray:
    """Which trials are published, given which are significant."""
    return significant | (rng.random(significant.size) < _SHARE[rule])


def published_mean(true_effect: float, people_per_arm: float, published: str, between: float = 0) -> ExpectedRecord:
    """Mean effect of published trials and power, computed without simulation.

    Raises ValueError as `simulate_trials` does; takes fractions of people, so that a curve can be drawn.

    >>> round(published_mean(0.3, 15, "all").effect, 2), round(published_mean(0.3, 15, "significant only").effect, 2)
    (0.3, 0.85)
    """
    rule = chosen(PublicationRule, published)
    _check(true_effect, people_per_arm, between)
    freedom = 2 * people_per_arm - 2
    middle_of_slice = (np.arange(_SLICES) + 0.5) / _SLICES
    spread = np.sqrt(chdtri(freedom, middle_of_slice) / freedom)
    threshold = stdtrit(freedom, 1 - ALPHA / 2) * spread * np.sqrt(2 / people_per_arm)
    total = float(np.sqrt(2 / people_per_arm + between**2))
    above, below = (threshold - true_effect) / total, (-threshold - true_effect) / total
    chance = float(np.mean(ndtr(below) + ndtr(-above)))
    push = total * (np.exp(-(above**2) / 2) - np.exp(-(below**2) / 2)) / _ROOT_TWO_PI
    found = true_effect * chance + float(np.mean(push))
    share = _SHARE[rule]
    seen = chance + share * (1 - chance)
    return ExpectedRecord((found + share * (true_effect - found)) / seen, chance)


def _pooled(effects: Array, errors: Array, model: PoolingModel) -> Estimate | None:
    """Pool effects by a model of `pooling`; a single one is taken as it is."""
    each = [Effect(float(effect), float(error)) for effect, error in zip(effects, errors, strict=True)]
    if len(each) < 2:
        return Estimate(each[0].value, *each[0].interval) if each else None
    found = pool(each, model)
    return Estimate(found.estimate, found.low, found.high)


def _simulated_mean(
    rng: np.random.Generator, true_effect: float, people: int, rule: PublicationRule, between: float
) -> float:
    drawn = sample_trials(rng, true_effect, people, _CHECKS, between)
    seen = let_through(rng, drawn.significant, rule)
    return float(drawn.effects[seen].mean()) if seen.any() else float("nan")


def _check(true_effect: float, people: float, between: float) -> None:
    if not true_effect >= 0 or not between >= 0:
        raise ValueError(f"Effect and spread must not be negative; got {true_effect:g} and {between:g}.")
    if not people >= 2:
        raise ValueError(f"An arm needs at least 2 people; got {people:g}.")
