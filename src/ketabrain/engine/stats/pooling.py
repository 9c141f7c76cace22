"""Meta-analysis: the effect of one trial from its counts or scores, and the pooled effect of several (statsmodels).

Ratios are kept as natural logarithms until they are shown. A positive effect always favours the treatment.
"""

from dataclasses import dataclass
from math import exp, inf, log, nan

import numpy as np
from scipy.special import stdtrit

from ketabrain.engine.arrays import Array
from ketabrain.engine.stats.proportions import Z95

MODELS = ("random, DerSimonian–Laird", "random, Paule–Mandel", "fixed")
"""How trials may differ: random lets their true effects differ by a spread tau, fixed supposes one true effect."""
INTERVALS = ("normal", "Hartung–Knapp")
"""Interval of the pooled effect; Hartung–Knapp takes the scatter of the trials and a t distribution."""
RATIOS = ("risk ratio", "odds ratio")
MEASURES = (*RATIOS, "risk difference", "SMD", "MADRS points")

_CORRECTION = 0.5
"""Added to the four counts of a trial in which one of them is 0, so that its ratio exists."""


@dataclass(frozen=True)
class Effect:
    """Effect of one trial on the scale on which it is pooled, with its standard error."""

    value: float
    se: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval."""
        return self.value - Z95 * self.se, self.value + Z95 * self.se


@dataclass(frozen=True)
class Pooled:
    """Pooled effect with its 95% interval, share of the weight per trial (adds up to 1), and heterogeneity.

    `tau2` is the variance between true effects, `i2` (0–1) the share of the scatter that chance does not explain, `q`
    Cochran's Q. `prediction` is the 95% range in which the true effect of a further trial is expected (with k − 2
    degrees of freedom, for three trials at least and random effects alone), else None.
    """

    estimate: float
    se: float
    low: float
    high: float
    weights: Array
    tau2: float
    i2: float
    q: float
    prediction: tuple[float, float] | None


def from_counts(events: float, people: float, other_events: float, other_people: float, measure: str) -> Effect:
    """Risk ratio or odds ratio (logarithm) or risk difference of a group against another.

    Raises ValueError if a group is empty or has more events than people, or for another measure.
    """
    for some, all_ in ((events, people), (other_events, other_people)):
        if not 0 <= some <= all_ or all_ <= 0:
            raise ValueError(f"A group of {all_:g} people cannot have {some:g} events.")
    if measure == "risk difference":
        share, other = events / people, other_events / other_people
        return Effect(share - other, (share * (1 - share) / people + other * (1 - other) / other_people) ** 0.5)
    if measure not in RATIOS:
        raise ValueError(f"Counts give no {measure!r}; use risk ratio, odds ratio or risk difference.")
    cells = np.array([events, people - events, other_events, other_people - other_events], dtype=float)
    a, b, c, d = cells + (_CORRECTION if (cells == 0).any() else 0)
    if measure == "odds ratio":
        return Effect(log(a * d / (b * c)), (1 / a + 1 / b + 1 / c + 1 / d) ** 0.5)
    return Effect(log(a / (a + b) / (c / (c + d))), (1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) ** 0.5)


def from_scores(
    mean: float, sd: float, people: float, other_mean: float, other_sd: float, other_people: float, measure: str
) -> Effect:
    """Difference of two means: in points, or as SMD (divided by the common SD, with Hedges' correction).

    Raises ValueError for groups of fewer than two people together three, an SD of 0, or another measure.
    """
    degrees = people + other_people - 2
    if degrees < 1 or sd <= 0 or other_sd <= 0:
        raise ValueError("Two groups need three people and a spread above 0 to be compared.")
    if measure == "MADRS points":
        return Effect(mean - other_mean, (sd**2 / people + other_sd**2 / other_people) ** 0.5)
    common = (((people - 1) * sd**2 + (other_people - 1) * other_sd**2) / degrees) ** 0.5
    return standardised((mean - other_mean) / common, people, other_people)


def from_difference(points: float, se: float, people: float, other_people: float, measure: str) -> Effect:
    """A printed difference in points with its standard error, in points or as SMD with the SD that the error implies.

    Raises ValueError for a standard error of 0.
    """
    if se <= 0:
        raise ValueError("A difference needs a standard error above 0.")
    if measure == "MADRS points":
        return Effect(points, se)
    return standardised(points / (se / (1 / people + 1 / other_people) ** 0.5), people, other_people)


def together(groups: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """People, mean and SD of several groups (each people, mean, SD) taken as one."""
    people = sum(n for n, _, _ in groups)
    mean = sum(n * m for n, m, _ in groups) / people
    squares = sum((n - 1) * sd**2 + n * (m - mean) ** 2 for n, m, sd in groups)
    return people, mean, (squares / (people - 1)) ** 0.5


def standardised(d: float, people: float, other_people: float) -> Effect:
    """Hedges' g from Cohen's d, with the standard error of the usual large-sample formula."""
    correction = 1 - 3 / (4 * (people + other_people - 2) - 1)
    g = correction * d
    return Effect(g, (1 / people + 1 / other_people + g**2 / (2 * (people + other_people))) ** 0.5)


def pool(effects: list[Effect], model: str = MODELS[0], interval: str = INTERVALS[0]) -> Pooled:
    """Pool two or more effects by one of MODELS, with one of INTERVALS.

    Raises ValueError for fewer than two effects or another word.
    """
    if model not in MODELS or interval not in INTERVALS:
        raise ValueError(f"There is no {model!r} with a {interval!r} interval; use {MODELS} and {INTERVALS}.")
    if len(effects) < 2:
        raise ValueError(f"Pooling needs two trials; there are {len(effects)}.")
    from statsmodels.stats.meta_analysis import combine_effects  # half a second to import, needed in lesson 09 alone

    values = np.array([effect.value for effect in effects])
    variances = np.array([effect.se**2 for effect in effects])
    method = "pm" if model == MODELS[1] else "dl"
    with np.errstate(all="ignore"):  # it also works out what is not used here, such as roots of a negative variance
        found = combine_effects(values, variances, method_re=method)
    tau2 = max(0.0, float(found.tau2))  # the library leaves DerSimonian–Laird's negative; by definition it ends at 0
    fixed = model == MODELS[2] or tau2 == 0
    weights = 1 / (variances + (0.0 if fixed else tau2))
    estimate = float(found.mean_effect_fe if fixed else found.mean_effect_re)
    plain_se = float(found.sd_eff_w_fe if fixed else found.sd_eff_w_re)
    k = len(effects)
    if interval == INTERVALS[1]:
        se, reach = float(found.var_hksj_fe if fixed else found.var_hksj_re) ** 0.5, float(stdtrit(k - 1, 0.975))
    else:
        se, reach = plain_se, Z95
    q = float(found.q)
    return Pooled(
        estimate, se, estimate - reach * se, estimate + reach * se, weights / weights.sum(),
        nan if model == MODELS[2] else tau2, max(0.0, 1 - (k - 1) / q) if q > 0 else 0.0, q,
        None if model == MODELS[2] or k < 3 else _prediction(estimate, plain_se, tau2, k),
    )  # fmt: skip


def shown(value: float, measure: str) -> float:
    """An effect as people read it: ratios out of their logarithm, risk differences in percentage points."""
    if measure in RATIOS:
        return exp(value) if value < 700 else inf
    return 100 * value if measure == "risk difference" else value


def _prediction(estimate: float, se: float, tau2: float, k: int) -> tuple[float, float]:
    reach = float(stdtrit(k - 2, 0.975)) * (tau2 + se**2) ** 0.5
    return estimate - reach, estimate + reach
