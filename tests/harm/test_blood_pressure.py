"""Blood pressure: calibrated on one number of the label, tested on the other three groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from ketabrain.engine.errors import ModelError
from ketabrain.topics.harm.blood_pressure import (
    BACK,
    GROUPS,
    LABEL_MMHG,
    LABEL_SESSIONS,
    PEAK_MIN,
    blood_pressure,
    calibrated_spread,
    label_group,
    session,
    share_passing,
)

SHARES = st.floats(0, 0.9)


@settings(deadline=None)
@given(between=SHARES)
def test_the_calibration_meets_the_label(between):
    group = label_group(GROUPS[0])
    spread = calibrated_spread(between)
    share = share_passing(group.mean_mmhg, spread, between, LABEL_SESSIONS, LABEL_MMHG)[0]
    assert share == pytest.approx(29 / 346, abs=1e-6)


@pytest.mark.parametrize("group", GROUPS[1:])
@pytest.mark.parametrize("between", [0.0, 0.5])
def test_groups_that_were_not_fitted_lie_in_their_intervals(group, between):
    run = blood_pressure(group, between_share=between)
    seen = binomtest(run.group.passed, run.group.people).proportion_ci(0.95, "wilson")
    assert seen.low < run.passed < seen.high


def test_placebo_is_overrated():
    """One spread for both arms gives placebo more large rises than the label counts; the lesson says so."""
    for group in GROUPS[1::2]:
        run = blood_pressure(group)
        assert run.passed > 2 * run.group.passed / run.group.people


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


@pytest.mark.parametrize("back", BACK.values())
def test_a_session_peaks_at_40_minutes_and_is_over_when_it_should_be(back):
    minutes = np.linspace(0, 240, 2401)
    bump = session(minutes, back)
    assert bump[0] == 0
    assert minutes[bump.argmax()] == pytest.approx(PEAK_MIN)
    assert np.interp(back, minutes, bump) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: blood_pressure("children"), "no group 'children'; use one of under 65, spray"),
        (lambda: blood_pressure(back="never"), "no choice 'never'; use one of after 90 min"),
        (lambda: share_passing(13, 0, 0.5, 8, 40), "spread must be above 0"),
        (lambda: share_passing(13, 12, 1, 8, 40), "from 0 to below 1|0 to below 1"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, sentence):
    with pytest.raises(ModelError, match=sentence):
        ask()
