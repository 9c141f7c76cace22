"""Meta-analysis: effects by hand, published examples of the methods, and what must hold for any trials."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketabrain.engine.stats.pooling import (
    Effect,
    EffectMeasure,
    IntervalMethod,
    PoolingModel,
    from_counts,
    from_difference,
    from_scores,
    of_one_trial,
    pool,
    says_nothing,
    shown,
    shown_estimate,
    together,
)

CLASP = (
    (5, 156, 8, 74), (5, 303, 17, 303), (12, 565, 9, 477), (69, 1570, 94, 1565), (9, 103, 11, 105),
    (313, 4659, 352, 4650),
)  # fmt: skip
"""Events and people of both groups, from DerSimonian and Kacker 2007 as given in the tests of R's metafor."""
BCG = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
"""Tuberculosis: cases and non-cases with BCG and without (Colditz et al. 1994, metafor's dat.bcg)."""

groups = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
effects = st.builds(Effect, st.floats(-3, 3), st.floats(0.05, 2))


def bcg():
    return [from_counts(a, a + b, c, c + d, "risk ratio") for a, b, c, d in BCG]


def test_effects_of_one_trial_by_hand():
    """30 of 47 against 7 of 25."""
    ratio = from_counts(30, 47, 7, 25, "risk ratio")
    assert exp(ratio.value) == pytest.approx(30 / 47 * 25 / 7)
    assert ratio.se**2 == pytest.approx(1 / 30 - 1 / 47 + 1 / 7 - 1 / 25)
    odds = from_counts(30, 47, 7, 25, "odds ratio")
    assert exp(odds.value) == pytest.approx(30 * 18 / (17 * 7))
    assert odds.se**2 == pytest.approx(1 / 30 + 1 / 17 + 1 / 7 + 1 / 18)
    difference = from_counts(30, 47, 7, 25, "risk difference")
    assert difference.value == pytest.approx(30 / 47 - 7 / 25)
    assert difference.se**2 == pytest.approx(30 * 17 / 47**3 + 7 * 18 / 25**3)
    reach = 1.96 * difference.se
    assert difference.interval == pytest.approx((difference.value - reach, difference.value + reach), abs=1e-4)


def test_a_zero_count_adds_half_to_every_cell():
    assert exp(from_counts(6, 18, 0, 18, "risk ratio").value) == pytest.approx(6.5 / 0.5)
    assert exp(from_counts(4, 8, 0, 7, "odds ratio").value) == pytest.approx(4.5 * 7.5 / (4.5 * 0.5))


def test_standardised_differences_agree_with_metafor():
    """Three of the trials in Chen and Peace's book, with metafor's yi and vi as printed in statsmodels' tests."""
    printed = {
        (94, 22, 60, 92, 20, 60): (0.09452, 0.03337),
        (98, 28, 40, 88, 26, 40): (0.36654, 0.05088),
        (94, 19, 200, 82, 17, 200): (0.66438, 0.01056),
    }
    for arms, (value, variance) in printed.items():
        found = from_scores(*arms, "SMD")
        assert found.value == pytest.approx(value, abs=2e-5)
        assert found.se**2 == pytest.approx(variance, abs=5e-5)


def test_a_printed_difference_gives_the_same_as_its_scores():
    sd, n, m = 10.0, 40.0, 60.0
    direct = from_scores(15, sd, n, 10, sd, m, "SMD")
    se = sd * (1 / n + 1 / m) ** 0.5
    assert from_difference(5, se, n, m, "SMD").value == pytest.approx(direct.value)
    points = from_difference(5, se, n, m, "MADRS points")
    assert (points.value, points.se) == (5, se)


@pytest.mark.parametrize(
    ("model", "tau", "mean", "se"),
    [
        (PoolingModel.DERSIMONIAN_LAIRD, 0.2323, -0.3240, 0.1540),
        (PoolingModel.PAULE_MANDEL, 0.3681, -0.3811, 0.2060),
    ],
)
def test_dersimonian_and_kacker_s_published_example(model, tau, mean, se):
    found = pool([from_counts(*trial, "odds ratio") for trial in CLASP], model)
    assert (found.tau2**0.5, found.estimate, found.se) == pytest.approx((tau, mean, se), abs=6e-5)


def test_the_bcg_trials_as_published_with_metafor():
    found = pool(bcg(), PoolingModel.DERSIMONIAN_LAIRD)
    assert (found.tau2, found.estimate, found.se) == pytest.approx((0.3088, -0.7141, 0.1787), abs=6e-5)
    assert (found.low, found.high) == pytest.approx((-1.0644, -0.3638), abs=6e-5)
    assert (100 * found.i2, found.q) == pytest.approx((92.12, 152.233), abs=6e-3)
    knapp = pool(bcg(), interval=IntervalMethod.HARTUNG_KNAPP)  # the trials scatter widely: nothing to modify
    assert (knapp.low, knapp.high) == pytest.approx((-1.107821, -0.320413), abs=2e-6)
    fixed = pool(bcg(), PoolingModel.FIXED)
    assert (fixed.estimate, fixed.se) == pytest.approx((-0.4303, 0.0405), abs=6e-5)


def test_a_pooled_effect_by_hand():
    """Two trials, 1 and 3, both with variance 1: mean 2, Q = 2, so tau² = (2 − 1) / (2 − 1) = 1."""
    found = pool([Effect(1, 1), Effect(3, 1)], PoolingModel.DERSIMONIAN_LAIRD)
    assert (found.estimate, found.q, found.tau2, found.i2) == pytest.approx((2, 2, 1, 0.5))
    assert found.se == pytest.approx(1)
    assert pool([Effect(1, 1), Effect(3, 1)], PoolingModel.FIXED).se == pytest.approx(0.5**0.5)
    knapp = pool([Effect(1, 1), Effect(3, 1)], interval=IntervalMethod.HARTUNG_KNAPP)
    assert knapp.high - knapp.estimate == pytest.approx(12.706, abs=1e-3)


def test_hartung_and_knapp_s_error_is_never_below_that_of_the_normal_interval():
    """Two trials that agree to the digit scatter less than chance; unmodified, their interval would have no width."""
    alike = [Effect(1, 1), Effect(1, 1)]
    plain, knapp = pool(alike), pool(alike, interval=IntervalMethod.HARTUNG_KNAPP)
    assert knapp.se == plain.se == pytest.approx(0.5**0.5)
    assert knapp.high - knapp.estimate == pytest.approx(12.706 * plain.se, abs=1e-3)


GLESER = {
    1: [(100, 4000, 40, 1000), (150, 4000, 40, 1000)],
    2: [(15, 400, 10, 200)],
    3: [(40, 1000, 150, 2000), (80, 1000, 150, 2000), (50, 1000, 150, 2000)],
}
"""Gleser and Olkin 2009, table 19.1: doses against the control group of their study, as in the tests of R's metafor."""


def test_doses_with_one_control_group_agree_with_metafor():
    """Differences as printed (control less treated), and the shared variance of the controls off the diagonal."""
    printed = {1: (0.0150, 0.0025), 2: (0.0125,), 3: (0.0350, -0.0050, 0.0250)}
    for study, doses in GLESER.items():
        arms = [from_counts(*dose, "risk difference") for dose in doses]
        assert [-arm.value for arm in arms] == pytest.approx(printed[study])
        events, people = doses[0][2:]
        shared = events * (people - events) / people**3
        assert [arm.control_variance for arm in arms] == pytest.approx([shared] * len(doses))


def gls(arms):
    """Estimate and variance of one common effect by the full covariance matrix."""
    common = arms[0].control_variance
    covariance = np.diag([arm.se**2 - common for arm in arms]) + common
    weights = np.linalg.solve(covariance, np.ones(len(arms)))
    return weights @ [arm.value for arm in arms] / weights.sum(), 1 / weights.sum()


@pytest.mark.parametrize("measure", ["risk ratio", "odds ratio", "risk difference"])
@pytest.mark.parametrize("study", GLESER)
def test_a_trial_of_several_doses_is_generalised_least_squares(study, measure):
    arms = [from_counts(*dose, measure) for dose in GLESER[study]]
    trial, shares = of_one_trial(arms)
    assert (trial.value, trial.se**2) == pytest.approx(gls(arms))
    assert shares.sum() == pytest.approx(1)
    assert trial.se**2 > arms[0].control_variance


def test_more_doses_never_make_the_control_group_larger():
    """Split or counted twice, a control of 20 people would make the error fall without end."""
    arms = [from_scores(15, 8, 1e6, 11, 8, 20, "MADRS points")] * 50
    assert of_one_trial(arms)[0].se == pytest.approx(8 / 20**0.5, rel=1e-3)


@pytest.mark.parametrize("measure", ["MADRS points", "SMD"])
def test_scores_and_printed_differences_share_the_error_of_their_control(measure):
    scores = from_scores(15, 8, 50, 11, 8, 40, measure)
    printed = from_difference(4, 8 * (1 / 50 + 1 / 40) ** 0.5, 50, 40, measure)
    assert printed.control_variance == pytest.approx(scores.control_variance)
    assert 0 < scores.control_variance < scores.se**2


@pytest.mark.parametrize("counts", [(0, 10, 0, 12), (10, 10, 12, 12)])
def test_a_double_zero_holds_no_ratio_and_a_difference_with_an_error(counts):
    """As metafor with drop00: dropped from ratios. A difference of 0 is seen, but not with certainty."""
    assert says_nothing(*counts)
    for measure in ("risk ratio", "odds ratio"):
        with pytest.raises(ValueError, match="there is no ratio"):
            from_counts(*counts, measure)
    difference = from_counts(*counts, "risk difference")
    assert difference.value == 0
    assert difference.se**2 == pytest.approx(0.5 * 10.5 / 11**3 + 0.5 * 12.5 / 13**3)
    pooled = pool([difference, from_counts(3, 10, 1, 12, "risk difference")])
    assert np.isfinite([pooled.estimate, pooled.low, pooled.high]).all()


def test_the_prediction_interval_by_hand():
    trials = [Effect(value, 0.2) for value in (0.0, 0.5, 1.0, 1.5)]
    found = pool(trials, PoolingModel.DERSIMONIAN_LAIRD)
    reach = 4.303 * (found.tau2 + found.se**2) ** 0.5
    assert found.prediction == pytest.approx((0.75 - reach, 0.75 + reach), abs=1e-3)
    assert pool(trials[:2], PoolingModel.DERSIMONIAN_LAIRD).prediction is None
    assert pool(trials, PoolingModel.FIXED).prediction is None


@given(st.lists(effects, min_size=2, max_size=9), st.sampled_from(PoolingModel), st.sampled_from(IntervalMethod))
def test_pooling_stays_among_the_trials_and_its_weights_add_up(trials, model, interval):
    found = pool(trials, model, interval)
    values = [trial.value for trial in trials]
    assert min(values) - 1e-9 <= found.estimate <= max(values) + 1e-9
    assert found.weights.sum() == pytest.approx(1)
    assert found.low <= found.estimate <= found.high
    assert 0 <= found.i2 < 1
    turned = pool([Effect(-trial.value, trial.se) for trial in trials], model, interval)
    assert (turned.estimate, turned.low) == pytest.approx((-found.estimate, -found.high), abs=1e-6)


@given(
    st.lists(effects, min_size=3, max_size=9),
    st.sampled_from([PoolingModel.DERSIMONIAN_LAIRD, PoolingModel.PAULE_MANDEL]),
)
def test_random_effects_weigh_trials_more_evenly_and_are_no_surer(trials, model):
    random, fixed = pool(trials, model), pool(trials, PoolingModel.FIXED)
    assert random.weights.max() <= fixed.weights.max() + 1e-9
    assert random.se >= fixed.se - 1e-9
    assert random.prediction[1] - random.prediction[0] > random.high - random.low


@given(st.lists(effects, min_size=2, max_size=9))
def test_paule_and_mandel_s_spread_makes_the_scatter_what_chance_expects(trials):
    found = pool(trials, PoolingModel.PAULE_MANDEL)
    values = np.array([trial.value for trial in trials])
    q = sum((values - found.estimate) ** 2 / (np.array([trial.se for trial in trials]) ** 2 + found.tau2))
    if found.tau2:
        assert q == pytest.approx(len(trials) - 1, abs=1e-3)
    else:
        assert q <= len(trials) - 1 + 1e-3


@given(
    groups, groups, st.sampled_from([EffectMeasure.RISK_RATIO, EffectMeasure.ODDS_RATIO, EffectMeasure.RISK_DIFFERENCE])
)
def test_swapping_the_groups_turns_the_effect_round(first, second, measure):
    assume(measure is EffectMeasure.RISK_DIFFERENCE or not says_nothing(*first, *second))
    one, other = from_counts(*first, *second, measure), from_counts(*second, *first, measure)
    assert one.value == pytest.approx(-other.value, abs=1e-9)
    assert one.se == pytest.approx(other.se)


def test_groups_taken_as_one_keep_their_people_mean_and_spread():
    rng = np.random.default_rng(3)
    parts = [rng.normal(mean, 4, size) for mean, size in ((10, 30), (14, 11), (9, 25))]
    whole = np.concatenate(parts)
    found = together([(float(len(part)), float(part.mean()), float(part.std(ddof=1))) for part in parts])
    assert found == pytest.approx((len(whole), whole.mean(), whole.std(ddof=1)))


def test_effects_are_shown_as_people_read_them():
    assert shown(log(2), "risk ratio") == pytest.approx(2)
    assert shown(0.25, "risk difference") == 25
    assert shown(-1.5, "SMD") == -1.5
    found = shown_estimate(log(2), (log(1), log(4)), EffectMeasure.ODDS_RATIO)
    assert (found.value, found.low, found.high) == pytest.approx((2, 1, 4))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: from_counts(5, 4, 1, 4, "risk ratio"), "A group of 4 people cannot have 5 events"),
        (lambda: from_counts(0, 0, 1, 4, "risk ratio"), "A group of 0 people"),
        (lambda: from_counts(1, 4, 1, 4, "SMD"), "Counts give no 'SMD'"),
        (lambda: from_scores(1, 0, 4, 1, 2, 4, "SMD"), "a spread above 0"),
        (lambda: from_difference(1, 0, 4, 4, "SMD"), "a standard error above 0"),
        (lambda: pool([Effect(1, 1)]), "Pooling needs two trials; there are 1"),
        (lambda: pool([Effect(1, 1)] * 2, "mixed"), "There is no choice 'mixed'"),
    ],
)
def test_bad_input_gets_one_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
