"""Shares and their intervals, held against SciPy and statsmodels."""

from math import inf, isclose
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep

from ketabrain.engine.stats.proportions import (
    POWER,
    Z95,
    Arm,
    around,
    newcombe,
    odds_ratio,
    people_needed,
    power,
    power_of,
    risk_ratio,
    wilson,
)


@st.composite
def arms(draw, least=0):
    people = draw(st.integers(max(2 * least, 1), 2000))
    return Arm("one", draw(st.integers(least, people - least)), people)


@given(arm=arms())
def test_wilson_is_that_of_scipy(arm):
    expected = binomtest(arm.events, arm.people).proportion_ci(0.95, "wilson")
    assert arm.interval == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert wilson(arm.events, arm.people) == arm.interval


@given(first=arms(), second=arms())
def test_newcombe_is_that_of_statsmodels(first, second):
    counts = (first.events, first.people, second.events, second.people)
    expected = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    found = newcombe(first, second)
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)
    assert found.value == first.share - second.share


@given(first=arms(least=1), second=arms(least=1))
def test_ratios_are_those_of_statsmodels(first, second):
    counts = (first.events, first.people, second.events, second.people)
    for function, compare, method in ((risk_ratio, "ratio", "log"), (odds_ratio, "odds-ratio", "logit")):
        found = function(first, second)
        expected = confint_proportions_2indep(*counts, method=method, compare=compare)
        assert (found.low, found.high) == pytest.approx(expected, rel=1e-9)
        assert found.low <= found.value <= found.high
    assert risk_ratio(first, second).value == pytest.approx(first.share / second.share)


@pytest.mark.parametrize(("effect", "error"), [(0.0, 1.0), (0.5, 0.2), (-0.5, 0.2), (3.0, 1.0)])
def test_power_is_that_of_statsmodels(effect, error):
    expected = NormalIndPower(ddof=0).power(abs(effect) / error, nobs1=2, alpha=0.05, ratio=1)  # error of two arms is 1
    assert power_of(effect, error) == pytest.approx(expected, abs=1e-9)


def test_people_needed_have_the_power_asked_for():
    count = people_needed(0.3, 0.2)
    assert power(0.3, 0.2, int(count), int(count)) == pytest.approx(POWER, abs=0.01)
    assert power(0.3, 0.2, int(count) - 10, int(count) - 10) < POWER
    assert people_needed(0.2, 0.2) == inf


def test_an_interval_of_a_standard_error():
    found = around(10, 2)
    assert isclose(found.high - found.low, 4 * Z95)
    assert pytest.approx(1.959964, abs=1e-6) == Z95


@pytest.mark.parametrize(("events", "people"), [(3, 2), (-1, 5), (0, 0)])
def test_impossible_arms_are_refused_in_a_sentence(events, people):
    with pytest.raises(ValueError, match=r"The arm 'x' has .*\.$"):
        Arm(name="x", events=events, people=people)


@pytest.mark.parametrize("function", [risk_ratio, odds_ratio])
def test_a_ratio_without_ends_is_refused(function):
    with pytest.raises(ValueError, match="both arms"):
        function(Arm(name="a", events=0, people=9), Arm(name="b", events=3, people=9))


def test_newcombe_s_published_example():
    """56 of 70 against 48 of 80: 0.2, from 0.0524 to 0.3339 (Newcombe's method 10)."""
    found = newcombe(Arm("", 56, 70), Arm("", 48, 80))
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(arms(), arms())
def test_intervals_hold_the_estimate_and_stay_possible(one, other):
    low, high = one.interval
    assert -1e-9 <= low <= one.share + 1e-9
    assert one.share - 1e-9 <= high <= 1 + 1e-9
    found = newcombe(one, other)
    below, above = found.low, found.high
    assert -1 - 1e-9 <= below <= one.share - other.share + 1e-9 <= above + 2e-9 <= 1 + 3e-9
    turned = newcombe(other, one)
    assert (turned.low, turned.high) == pytest.approx((-above, -below))


def test_power_agrees_with_many_drawn_trials():
    rng = np.random.default_rng(1)
    placebo, ketamine = rng.binomial(156, 0.15, 20000) / 156, rng.binomial(349, 0.09, 20000) / 349
    error = np.sqrt(placebo * (1 - placebo) / 156 + ketamine * (1 - ketamine) / 349)
    found = np.mean(np.abs(placebo - ketamine) / error > NormalDist().inv_cdf(0.975))
    assert power(0.15, 0.09, 156, 349) == pytest.approx(found, abs=0.03)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_the_people_needed_are_just_enough(share, other):
    n = people_needed(share, other)
    if n < 1e6:
        assert power(share, other, int(n), int(n)) >= POWER - 1e-6
    if 20 < n < 1e6:
        assert power(share, other, int(n) - 1, int(n) - 1) < POWER + 1e-3
