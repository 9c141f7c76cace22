"""Brier score and calibration: known values, their limits, and that honesty earns the most."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.stats.calibration import (
    EDGES,
    Forecast,
    brier_score,
    calibration_table,
    curve,
    expected_penalty,
    invented,
    penalty,
)

FORECASTS = st.lists(st.builds(Forecast, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("confidence", "right", "expected"),
    [(1, True, 0), (1, False, 1), (0.5, True, 0.25), (0.5, False, 0.25), (0.8, False, 0.64)],
)
def test_known_penalties(confidence, right, expected):
    assert penalty(confidence, right) == pytest.approx(expected)


def test_the_score_is_the_mean():
    assert brier_score([Forecast(1, True), Forecast(0.5, False)]) == pytest.approx(0.125)


@given(FORECASTS)
def test_the_score_lies_between_zero_and_one(forecasts):
    assert 0 <= brier_score(forecasts) <= 1


@given(FORECASTS)
def test_the_table_holds_each_answer_once(forecasts):
    table = calibration_table(forecasts)
    assert sum(each.count for each in table) == len(forecasts)
    assert sum(each.count * each.share_right for each in table) == pytest.approx(sum(f.right for f in forecasts))
    for each in table:
        assert each.low - 1e-12 <= each.mean_confidence <= each.high + 1e-12
        assert 0 <= each.share_right <= 1


def test_an_edge_belongs_to_the_group_above_it_and_certainty_to_the_last():
    table = calibration_table([Forecast(0.6, True), Forecast(0.9, True), Forecast(1.0, False)])
    assert [(each.low, each.count) for each in table] == [(0.6, 1), (0.8, 2)]
    assert table[-1].share_right == 0.5


@given(SHARES, SHARES)
def test_nothing_earns_more_than_honesty(share_right, chosen):
    result = expected_penalty(share_right, chosen)
    assert result.best_penalty <= result.chosen_penalty + 1e-12
    assert result.best_penalty <= result.penalty.min() + 1e-12
    assert result.best == share_right


@given(SHARES, SHARES)
def test_the_expectation_weighs_the_two_outcomes(share_right, chosen):
    expected = share_right * penalty(chosen, True) + (1 - share_right) * penalty(chosen, False)
    assert expected_penalty(share_right, chosen).chosen_penalty == pytest.approx(expected)


def test_the_curve_covers_every_confidence():
    result = expected_penalty(0.7, 0.9)
    assert result.stated.shape == result.penalty.shape
    assert (result.stated[0], result.stated[-1]) == (0, 1)
    assert np.all(np.diff(result.stated) > 0)


@pytest.mark.parametrize(
    "act",
    [
        lambda: brier_score([]),
        lambda: penalty(1.2, True),
        lambda: penalty(float("nan"), True),
        lambda: calibration_table([Forecast(1.4, True)]),
        lambda: expected_penalty(1.5, 0.7),
        lambda: expected_penalty(0.5, -0.1),
    ],
)
def test_what_makes_no_sense_is_refused(act):
    with pytest.raises(ValueError, match=r"at least one answer|lies? between"):
        act()


def test_the_groups_cover_every_confidence():
    assert (EDGES[0], EDGES[-1]) == (0, 1)


def test_a_curve_has_intervals_around_its_shares_and_none_without_answers():
    found = curve("me", invented(False, 200))
    assert sum(each.count for each in found.bins) == found.answers == 200
    for each, (low, high) in zip(found.bins, found.intervals, strict=True):
        assert low <= each.share_right <= high
    assert curve("me", ()).score is None
    assert curve("me", [Forecast(0.8, True)]).intervals[0][0] < 0.3


def test_the_too_sure_score_worse_than_the_honest():
    scores = [[curve("x", invented(sure, 300, seed)).score for seed in range(20)] for sure in (False, True)]
    assert np.mean(scores[1]) > np.mean(scores[0]) + 0.03
