"""One constant rate: it gives back what it was made from, and its interval is the chi-square one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from ketabrain.topics.relief.constant_rate import (
    median_of,
    rate_from_median,
    rate_from_share,
    rate_interval,
    share_well,
)


@given(st.floats(0.5, 5000), st.floats(0.01, 0.99))
def test_a_rate_gives_back_what_it_was_made_from(at, share):
    assert share_well(rate_from_median(at), at) == pytest.approx(0.5)
    assert median_of(rate_from_median(at)) == pytest.approx(at)
    assert share_well(rate_from_share(share, at), at) == pytest.approx(1 - share)


@given(st.floats(1e-4, 1), st.integers(1, 500))
def test_the_interval_of_a_rate_is_the_chi_square_one_and_narrows_with_relapses(rate, relapses):
    low, high = rate_interval(rate, relapses)
    assert low == pytest.approx(rate * chi2.ppf(0.025, 2 * relapses) / (2 * relapses))
    assert high == pytest.approx(rate * chi2.ppf(0.975, 2 * relapses + 2) / (2 * relapses))
    closer_low, closer_high = rate_interval(rate, relapses + 1)
    assert low < closer_low < rate < closer_high < high


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: rate_from_median(0), "The median is a positive number of days; got 0."),
        (lambda: rate_from_share(1, 30), "The share that relapses lies between 0 and 1; got 1."),
        (lambda: rate_from_share(0.5, 0), "People are followed for a positive number of days; got 0."),
        (lambda: rate_interval(0.1, 0), "A rate needs at least one relapse; got 0."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        ask()
