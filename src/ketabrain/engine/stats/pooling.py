"""Meta-analysis: the effect of one trial from its counts or scores, and the pooled effect of several (statsmodels).

Ratios are kept as natural logarithms until they are shown. A positive effect always favours the treatment.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log, nan

import numpy as np
from scipy.special import stdtrit

from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.proportions import Z95, Estimate


class PoolingModel(StrEnum):
    """How trials may differ: random lets their true effects differ by a spread tau, fixed supposes one true effect."""

    DERSIMONIAN_LAIRD = "random, DerSimonian–Laird"
    PAULE_MANDEL = "random, Paule–Mandel"
    FIXED = "fixed"


class IntervalMethod(StrEnum):
    """Interval of the pooled effect; Hartung–Knapp takes the scatter of the trials and a t distribution.

    It is the modified form: where trials scatter less than chance expects, the error stays that of the normal interval.
    """

    NORMAL = "normal"
    HARTUNG_KNAPP = "Hartung–Knapp"


class EffectMeasure(StrEnum):
    """What the effect of a trial is: a ratio or difference of shares, or a difference of mean scores."""

    RISK_RATIO = "risk ratio"
    ODDS_RATIO = "odds ratio"
    RISK_DIFFERENCE = "risk difference"
    SMD = "SMD"
    MADRS_POINTS = "MADRS points"


RATIOS = (EffectMeasure.RISK_RATIO, EffectMeasure.ODDS_RATIO)
"""Measures that are pooled as natural logarithms."""

_CORRECTION = 0.5
"""Added to the four counts of a trial in which one of them is 0, so that its ratio exists."""


@dataclass(frozen=True)
class Effect:
    """Effect of one trial on the scale on which it is pooled, with its standard error.

    `control_variance` is the part of the squared error that comes from the control group: what two doses against the
    same control group have in common (their covariance).
    """

    value: float
    se: float
    control_variance: float = 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval."""
        return self.value - Z95 * self.se, self.value + Z95 * self.se


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """Pooled effect with its 95% interval, share of the weight per trial (adds up to 1), and heterogeneity.

    `tau2` (nan for a fixed effect) is the variance between true effects, `i2` (0–1) the share of the scatter that
    chance does not explain, `q` Cochran's Q. `prediction` is the 95% range in which the true effect of a further trial
    is expected (with k − 2 degrees of freedom, for three trials at least and random effects alone), else None.
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

    `events` of the `people` of the treated group had the outcome, and `other_events` of the `other_people` of the
    control group; `measure` is one of EffectMeasure. Raises ValueError if a group is empty or has more events than
    people, for a ratio if nobody or everybody in both groups had the outcome, and for a measure not made of counts.

    >>> shown(from_counts(20, 40, 10, 40, "risk ratio").value, "risk ratio")  # 50% against 25%
    2.0
    """
    for some, all_ in ((events, people), (other_events, other_people)):
        if not 0 <= some <= all_ or all_ <= 0:
            raise ValueError(f"A group of {all_:g} people cannot have {some:g} events.")
    if measure not in (*RATIOS, EffectMeasure.RISK_DIFFERENCE):
        raise ValueError(f"Counts give no {measure!r}; use risk ratio, odds ratio or risk difference.")
    if measure in RATIOS and says_nothing(events, people, other_events, other_people):
        raise ValueError("Where nobody or everybody in both groups had the outcome, there is no ratio.")
    cells = np.array([events, people - events, other_events, other_people - other_events], dtype=float)
    a, b, c, d = cells + (_CORRECTION if (cells == 0).any() else 0)
    if measure == EffectMeasure.RISK_DIFFERENCE:  # corrected for its error alone, which would else be 0 at the ends
        value, parts = events / people - other_events / other_people, (a * b / (a + b) ** 3, c * d / (c + d) ** 3)
    elif measure == EffectMeasure.ODDS_RATIO:
        value, parts = log(a * d / (b * c)), (1 / a + 1 / b, 1 / c + 1 / d)
    else:
        value, parts = log(a / (a + b) / (c / (c + d))), (1 / a - 1 / (a + b), 1 / c - 1 / (c + d))
    return Effect(value, sum(parts) ** 0.5, parts[1])


def says_nothing(events: float, people: float, other_events: float, other_people: float) -> bool:
    """Whether nobody, or everybody, in both groups had the outcome: such counts hold no ratio."""
    return events == other_events == 0 or (events == people and other_events == other_people)


def from_scores(
    mean: float, sd: float, people: float, other_mean: float, other_sd: float, other_people: float, measure: str
) -> Effect:
    """Difference of two means: in points, or as SMD (divided by the common SD, with Hedges' correction).

    `mean` and `sd` are those of the improvement of the treated group's `people`, in points of the scale; `other_mean`,
    `other_sd` and `other_people` the same of the control group. `measure` is MADRS points, for which the scale must be
    the MADRS, or SMD. Raises ValueError for fewer than three people together, and for an SD of 0.

    >>> from_scores(15, 8, 50, 11, 8, 50, "MADRS points").value
    4
    """
    degrees = people + other_people - 2
    if degrees < 1 or sd <= 0 or other_sd <= 0:
        raise ValueError("Two groups need three people and a spread above 0 to be compared.")
    if measure == EffectMeasure.MADRS_POINTS:
        other = other_sd**2 / other_people
        return Effect(mean - other_mean, (sd**2 / people + other) ** 0.5, other)
    common = (((people - 1) * sd**2 + (other_people - 1) * other_sd**2) / degrees) ** 0.5
    return standardised((mean - other_mean) / common, people, other_people)


def from_difference(points: float, se: float, people: float, other_people: float, measure: str) -> Effect:
    """A printed difference in points with its standard error, in points or as SMD with the SD that the error implies.

    `points` is the lead of the treated group, above 0 if it did better, and `se` its standard error; `people` and
    `other_people` are the sizes of the treated and of the control group. `measure` is MADRS points or SMD. Raises
    ValueError for a standard error of 0.
    """
    if se <= 0:
        raise ValueError("A difference needs a standard error above 0.")
    inverse = 1 / people + 1 / other_people
    if measure == EffectMeasure.MADRS_POINTS:
        return Effect(points, se, se**2 / other_people / inverse)
    return standardised(points / (se / inverse**0.5), people, other_people)


def together(groups: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """People, mean and SD of several groups (each people, mean, SD) taken as one."""
    people = sum(n for n, _, _ in groups)
    mean = sum(n * m for n, m, _ in groups) / people
    squares = sum((n - 1) * sd**2 + n * (m - mean) ** 2 for n, m, sd in groups)
    return people, mean, (squares / (people - 1)) ** 0.5


def standardised(d: float, people: float, other_people: float) -> Effect:
    """Hedges' g from Cohen's d, with the standard error of the usual large-sample formula.

    Of what two doses have in common it counts the control group's mean, not the spread that both are divided by.
    """
    correction = 1 - 3 / (4 * (people + other_people - 2) - 1)
    g = correction * d
    error = (1 / people + 1 / other_people + g**2 / (2 * (people + other_people))) ** 0.5
    return Effect(g, error, 1 / other_people)


def of_one_trial(arms: list[Effect]) -> tuple[Effect, Array]:
    """The effect of a trial whose doses share a control group, and the share of each dose in it (adds up to 1).

    The doses are taken to have one effect. Their errors go together by the variance of the control group, so each dose
    weighs by one over the part of its variance that is its own (generalised least squares; Gleser and Olkin 2009).

    >>> trial, shares = of_one_trial([Effect(1, 2**0.5, 1), Effect(3, 2**0.5, 1)])
    >>> trial.value, round(trial.se**2, 2)  # two doses halve their own variance, never that of the control group
    (2.0, 1.5)
    """
    common = sum(arm.control_variance for arm in arms) / len(arms)
    own = np.array([1 / (arm.se**2 - arm.control_variance) for arm in arms])
    value = float(own @ [arm.value for arm in arms] / own.sum())
    return Effect(value, float(common + 1 / own.sum()) ** 0.5, common), own / own.sum()


def pool(
    effects: list[Effect],
    model: str = PoolingModel.DERSIMONIAN_LAIRD,
    interval: str = IntervalMethod.NORMAL,
) -> Pooled:
    """Pool two or more effects, one a trial, by one of PoolingModel, with one of IntervalMethod.

    Doses of one trial are no further trials: put them together first (`of_one_trial`, or their groups). Raises
    ValueError for fewer than two effects or another word.

    >>> found = pool([Effect(1, 1), Effect(3, 1)])
    >>> round(found.estimate, 2), round(found.tau2, 2), round(found.i2, 2)
    (2.0, 1.0, 0.5)
    """
    model, interval = chosen(PoolingModel, model), chosen(IntervalMethod, interval)
    if len(effects) < 2:
        raise ValueError(f"Pooling needs two trials; there are {len(effects)}.")
    from statsmodels.stats.meta_analysis import combine_effects  # half a second to import, which few lessons need

    values = np.array([effect.value for effect in effects])
    variances = np.array([effect.se**2 for effect in effects])
    method = "pm" if model is PoolingModel.PAULE_MANDEL else "dl"
    with np.errstate(all="ignore"):  # it also works out what is not used here, such as roots of a negative variance
        found = combine_effects(values, variances, method_re=method)
    tau2 = max(0.0, float(found.tau2))  # the library leaves DerSimonian–Laird's negative; by definition it ends at 0
    random = model is not PoolingModel.FIXED
    fixed = not random or tau2 == 0
    weights = 1 / (variances + (0.0 if fixed else tau2))
    estimate = float(found.mean_effect_fe if fixed else found.mean_effect_re)
    plain_se = float(found.sd_eff_w_fe if fixed else found.sd_eff_w_re)
    k = len(effects)
    if interval is IntervalMethod.HARTUNG_KNAPP:
        scatter = float(found.var_hksj_fe if fixed else found.var_hksj_re) ** 0.5
        se, reach = max(scatter, plain_se), float(stdtrit(k - 1, 0.975))
    else:
        se, reach = plain_se, Z95
    q = float(found.q)
    return Pooled(
        estimate=estimate,
        se=se,
        low=estimate - reach * se,
        high=estimate + reach * se,
        weights=weights / weights.sum(),
        tau2=tau2 if random else nan,
        i2=max(0.0, 1 - (k - 1) / q) if q > 0 else 0.0,
        q=q,
        prediction=_prediction(estimate, plain_se, tau2, k) if random and k >= 3 else None,
    )


def shown(value: float, measure: str) -> float:
    """An effect as people read it: ratios out of their logarithm, risk differences in percentage points.

    >>> shown(0.0, "risk ratio"), shown(0.25, "risk difference")
    (1.0, 25.0)
    """
    if measure in RATIOS:
        return exp(value) if value < 700 else inf
    return 100 * value if measure == EffectMeasure.RISK_DIFFERENCE else value


def shown_estimate(value: float, interval: tuple[float, float], measure: str) -> Estimate:
    """An effect and its interval as people read them (see `shown`)."""
    low, high = interval
    return Estimate(shown(value, measure), shown(low, measure), shown(high, measure))


def _prediction(estimate: float, se: float, tau2: float, k: int) -> tuple[float, float]:
    reach = float(stdtrit(k - 2, 0.975)) * (tau2 + se**2) ** 0.5
    return estimate - reach, estimate + reach
