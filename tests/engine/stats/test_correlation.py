"""The p value of a correlation, and the number of pairs that a printed one implies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from ketabrain.engine.stats.correlation import implied_n, p_value
from ketabrain.engine.tables import quantity


@pytest.mark.parametrize("n", [5, 12, 40])
def test_p_agrees_with_scipy(n):
    rng = np.random.default_rng(n)
    x, y = rng.normal(size=(2, n))
    found = pearsonr(x, y)
    assert p_value(found.statistic, n) == pytest.approx(found.pvalue, rel=1e-9)


@given(st.floats(0.1, 0.95), st.integers(4, 60))
def test_n_comes_back(r, n):
    p = p_value(r, n)
    if p > 1e-12:
        assert implied_n(r, p) == n


@given(st.floats(-0.99, 0.99), st.integers(3, 500))
def test_more_pairs_make_a_correlation_harder_to_get_by_chance(r, n):
    assert p_value(r, n + 1) <= p_value(r, n) * (1 + 1e-12)
    assert p_value(r, n) == pytest.approx(p_value(-r, n))


def test_a_famous_pair_implies_a_handful_of_patients():
    """The count that the printed pair allows, as worked out when the report was read."""
    assert implied_n(quantity("haile-r").value, quantity("haile-p").value) == 8
    assert implied_n(quantity("haile-r-second").value, quantity("haile-p-second").value) == 13


@pytest.mark.parametrize(("r", "n", "sentence"), [(1, 10, "between −1 and 1"), (0.5, 2, "three pairs")])
def test_what_cannot_be_is_refused(r, n, sentence):
    with pytest.raises(ValueError, match=sentence):
        p_value(r, n)
