"""Fold errors on numbers whose answer is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.stats.fold_error import fold_errors

positive = st.lists(st.floats(0.01, 1e4), min_size=1, max_size=20)


def test_hand_computed_example():
    errors = fold_errors([200, 50, 100, 300], [100, 100, 100, 100])
    assert errors.folds == pytest.approx([2, 2, 1, 3])
    assert errors.geometric_mean_fold_error == pytest.approx((2 * 2 * 1 * 3) ** 0.25)
    assert errors.geometric_mean_ratio == pytest.approx((2 * 0.5 * 1 * 3) ** 0.25)
    assert errors.share_within_twofold == 0.75


@given(positive, st.floats(0.1, 10))
def test_a_constant_factor_is_found_whatever_the_data(measured, factor):
    errors = fold_errors(np.array(measured) * factor, measured)
    assert errors.geometric_mean_ratio == pytest.approx(factor)
    assert errors.geometric_mean_fold_error == pytest.approx(max(factor, 1 / factor))


@given(positive)
def test_too_high_and_too_low_do_not_cancel_in_the_fold_error(measured):
    pairs = np.concatenate([np.array(measured) * 3, np.array(measured) / 3])
    errors = fold_errors(pairs, np.concatenate([measured, measured]))
    assert errors.geometric_mean_ratio == pytest.approx(1)
    assert errors.geometric_mean_fold_error == pytest.approx(3)


@pytest.mark.parametrize(("predicted", "measured"), [([], []), ([1, 2], [1]), ([0], [1]), ([1], [-1]), ([np.nan], [1])])
def test_pairs_that_have_no_fold_error_are_refused(predicted, measured):
    with pytest.raises(ValueError, match=r"positive number|one measurement"):
        fold_errors(predicted, measured)
