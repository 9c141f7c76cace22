"""Blood pressure: calibrated on one number of the label, tested on the other three groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from ketabrain.topics.harm.blood_pressure import (
    BACK_MIN,
    FITTED,
    LABEL_MMHG,
    LABEL_SESSIONS,
    PEAK_MIN,
    UNFITTED,
    PressureGroup,
    calibrated_spread,
    label_group,
    pressure_rises,
    session,
    share_passing,
)
from ketabrain.topics.harm.draw_blood_pressure import sessions_and_shares
from tests.drawing import drawing

SHARES = st.floats(0, 0.9)


@settings(deadline=None)
@given(between=SHARES)
def test_the_calibration_meets_the_label(between):
    group = label_group(FITTED)
    spread = calibrated_spread(between)
    share = share_passing(group.mean_mmhg, spread, between, LABEL_SESSIONS, LABEL_MMHG)[0]
    assert share == pytest.approx(29 / 346, abs=1e-6)


@pytest.mark.parametrize("group", UNFITTED)
@pytest.mark.parametrize("between", [0.0, 0.5])
def test_groups_that_were_not_fitted_lie_in_their_intervals(group, between):
    run = pressure_rises(group, between_share=between)
    seen = binomtest(run.group.passed, run.group.people).proportion_ci(0.95, "wilson")
    assert run.group.interval == pytest.approx((seen.low, seen.high))
    assert seen.low < run.passed < seen.high


def test_the_highest_mean_is_not_the_mean_of_the_highest_and_the_words_say_what_that_does_to_the_spread():
    people = np.random.default_rng(2).uniform(20, 100, 400)
    course = session(np.linspace(0, 300, 301)[None, :] / people[:, None] * PEAK_MIN, 90)
    assert course.mean(axis=0).max() < 0.95 * course.max(axis=1).mean()
    run = pressure_rises()
    assert run.spread_if_higher_mmhg < run.spread_mmhg - 1
    _, words = drawing(sessions_and_shares, run)
    assert f"{run.spread_if_higher_mmhg:.1f}" in words
    assert "at its highest" in words


def test_placebo_is_overrated():
    """One spread for both arms gives placebo more large rises than the label counts; the lesson says so."""
    for group in (PressureGroup.YOUNGER_PLACEBO, PressureGroup.OLDER_PLACEBO):
        run = pressure_rises(group)
        assert run.passed > 2 * run.group.share


@settings(deadline=None)
@given(mean=st.floats(0, 20), spread=st.floats(3, 25), between=SHARES, sessions=st.integers(1, 15))
def test_more_sessions_and_lower_thresholds_mean_more_people(mean, spread, between, sessions):
    shares = share_passing(mean, spread, between, sessions, np.array([10.0, 30.0, 50.0]))
    more = share_passing(mean, spread, between, sessions + 1, np.array([10.0, 30.0, 50.0]))
    assert np.all(np.diff(shares) <= 1e-12)
    assert np.all(more >= shares - 1e-12)
    assert np.all((shares >= -1e-12) & (shares <= 1 + 1e-12))


def test_quadrature_agrees_with_drawn_people():
    rng = np.random.default_rng(3)
    person = rng.standard_normal((40_000, 1)) * 12 * np.sqrt(0.5)
    rises = 13 + person + 12 * np.sqrt(0.5) * rng.standard_normal((40_000, 8))
    assert share_passing(13, 12, 0.5, 8, 30)[0] == pytest.approx((rises.max(axis=1) >= 30).mean(), abs=0.01)


@pytest.mark.parametrize("back", BACK_MIN.values())
def test_a_session_peaks_at_40_minutes_and_is_over_when_it_should_be(back):
    minutes = np.linspace(0, 240, 2401)
    bump = session(minutes, back)
    assert bump[0] == 0
    assert minutes[bump.argmax()] == pytest.approx(PEAK_MIN)
    assert np.interp(back, minutes, bump) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: pressure_rises("children"), "no choice 'children'; use one of under 65, spray"),
        (lambda: pressure_rises(back="never"), "no choice 'never'; use one of after 90 min"),
        (lambda: share_passing(13, 0, 0.5, 8, 40), "spread must be above 0"),
        (lambda: share_passing(13, 12, 1, 8, 40), "from 0 to below 1|0 to below 1"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()


@pytest.mark.parametrize("group", PressureGroup)
@pytest.mark.parametrize("threshold", [10, 60])
def test_the_share_above_the_threshold_is_told_and_every_session_lies_in_the_picture(group, threshold):
    result = pressure_rises(group, threshold)
    figure, told = drawing(sessions_and_shares, result)
    assert f"{100 * result.passed:.1f}% pass {threshold} mmHg" in told
    low, high = figure.axes[0].get_ylim()
    assert low < result.rises.min() < result.rises.max() < high


def test_the_count_of_the_label_stands_at_its_threshold_with_its_interval():
    result = pressure_rises(PressureGroup.OLDER_SPRAY)
    right = drawing(sessions_and_shares, result)[0].axes[1]
    square = next(line for line in right.lines if line.get_marker() == "s")
    assert (square.get_xdata()[0], square.get_ydata()[0]) == (LABEL_MMHG, 100 * result.group.share)
    (bar,) = right.collections[0].get_segments()
    assert bar[:, 1] == pytest.approx([100 * end for end in result.group.interval])


def test_what_is_left_at_minute_90_hangs_on_when_the_rise_is_over():
    early, late = (pressure_rises(back=back) for back in BACK_MIN)
    assert early.left_at_90_min == pytest.approx(0.05)
    assert late.left_at_90_min > 0.5
    assert f"the bump has {100 * late.left_at_90_min:.0f}% left" in drawing(sessions_and_shares, late)[1]
