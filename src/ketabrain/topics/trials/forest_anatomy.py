"""The parts of a forest plot, shown on three invented trials that can be made larger or more unlike.

Effects are in standard deviations of people. A trial of N people in two equal arms estimates its own true effect with
the standard error √(4/N). True effects lie around EFFECT with the spread τ between trials. Each trial weighs
1/(error² + τ²); the pooled error is 1/√(sum of weights), and the true effect of one more trial is expected within
pooled ± 1.96 √(τ² + pooled error²). We invented the trials and so know τ; a real analysis must estimate it from the
trials themselves, for three of them very badly, which makes a real prediction interval wider still.
"""

from dataclasses import dataclass

from ketabrain.engine.errors import ModelError
from ketabrain.engine.stats.proportions import Z95

EFFECT = 0.5
"""True effect around which the invented trials lie (standard deviations)."""
NAMES = ("Trial A", "Trial B", "Trial C")
_TIMES = (1, 2, 4)
"""Size of the trials, the smallest being 1."""
_OFFSETS = (1.2247, -1.2247, 0.0)
"""Where the true effects lie, in units of the spread between trials; mean 0 and spread 1."""
_LUCK = (0.5, -0.4, 0.2)
"""Chance errors of the estimates, in standard errors: fixed, so that only the controls change the picture."""


@dataclass(frozen=True)
class Bar:
    """An estimate in standard deviations and its 95% interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class AnatomyTrial:
    """One invented trial: people in both arms together, its estimate, and its weight (0–1) in the pooled one."""

    name: str
    people: int
    bar: Bar
    weight: float


@dataclass(frozen=True)
class Anatomy:
    """Three trials, the pooled effect, and the interval for the true effect of one more trial (all in SD)."""

    people: int
    spread: float
    trials: tuple[AnatomyTrial, ...]
    pooled: Bar
    prediction: Bar


def anatomy(people: int = 40, spread: float = 0.2) -> Anatomy:
    """Three trials of `people`, twice and four times as many, whose true effects spread by `spread` (SD).

    Raises ModelError for fewer than 4 people or a negative spread.

    >>> [round(trial.weight, 2) for trial in anatomy(40, spread=0).trials]  # weights go with the people …
    [0.14, 0.29, 0.57]
    >>> [round(trial.weight, 2) for trial in anatomy(40, spread=10).trials]  # … unless truths differ far more
    [0.33, 0.33, 0.33]
    """
    if not people >= 4:
        raise ModelError(f"A trial needs at least 4 people; got {people:g}.")
    if not spread >= 0:
        raise ModelError(f"The spread between trials must not be negative; got {spread:g}.")
    sizes = [int(people) * times for times in _TIMES]
    errors = [(4 / size) ** 0.5 for size in sizes]
    estimates = [
        EFFECT + spread * offset + error * luck for offset, error, luck in zip(_OFFSETS, errors, _LUCK, strict=True)
    ]
    weights = [1 / (error**2 + spread**2) for error in errors]
    total = sum(weights)
    mean = sum(weight * estimate for weight, estimate in zip(weights, estimates, strict=True)) / total
    return Anatomy(
        int(people), spread,
        tuple(
            AnatomyTrial(name, size, _bar(estimate, error), weight / total)
            for name, size, estimate, error, weight in zip(NAMES, sizes, estimates, errors, weights, strict=True)
        ),
        _bar(mean, total**-0.5),
        _bar(mean, (spread**2 + 1 / total) ** 0.5),
    )  # fmt: skip


def _bar(estimate: float, error: float) -> Bar:
    return Bar(estimate, estimate - Z95 * error, estimate + Z95 * error)
