"""Shapes of relief: what they must do, fits that find what was put in, and the misfit on points held back."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.engine.tables import quantity
from ketabrain.topics.relief.relief import (
    CANUSO,
    CURVES,
    DALY,
    GAPS,
    HOW,
    NOTICED_POINTS,
    SSRI,
    SU,
    benefit,
    fit_gap,
    gap,
    questions,
    ssri_half_time_weeks,
)

sizes, onsets, fades = st.floats(0.1, 50), st.floats(0.3, 300), st.floats(12, 2000)


@given(sizes, onsets)
def test_an_approach_comes_half_of_the_way_in_a_half_time_and_never_beyond_its_size(size, onset):
    hours = np.array([0.0, onset, 2 * onset, 50 * onset])
    assert benefit(hours, size, onset) == pytest.approx([0, size / 2, 0.75 * size, size], rel=1e-9)


@given(sizes, onsets, fades)
def test_a_fading_benefit_lies_below_the_lasting_one_and_ends_at_nothing(size, onset, fade):
    hours = np.geomspace(0.1, 60 * fade, 200)
    fading, lasting = benefit(hours, size, onset, fade), benefit(hours, size, onset)
    assert (fading <= lasting + 1e-12).all()
    assert fading[-1] < 1e-9 * size + 1e-9
    assert (fading >= 0).all()


@pytest.mark.parametrize("data", GAPS)
def test_hand_fits_of_a_known_curve_miss_nothing(data):
    """Given the numbers that least squares found, the learner's curve is the same curve."""
    found = fit_gap(data, CURVES[1], HOW[1], used=6)
    seen = gap(data)
    hand = fit_gap(data, CURVES[1], HOW[0], 100 * found.size / seen.values.max(), found.onset_h, found.fade_h / 24, 6)
    assert hand.line == pytest.approx(found.line)
    assert hand.misfit_used == pytest.approx(found.misfit_used)


@pytest.mark.parametrize("data", GAPS)
@pytest.mark.parametrize("curve", CURVES)
def test_least_squares_is_no_worse_than_any_hand(data, curve):
    best = fit_gap(data, curve, HOW[1], used=6)
    errors = np.where(np.isnan(best.gap.errors), 1.0, best.gap.errors)

    def cost(fit):
        line = np.interp(best.gap.hours, fit.hours, fit.line)
        return float((((line - best.gap.values) / errors) ** 2).sum())

    for size in (50, 100, 150):
        for onset in (1, 20, 150):
            assert cost(best) <= cost(fit_gap(data, curve, HOW[0], size, onset, 10, 6)) + 0.05


def test_more_freedom_fits_the_points_used_no_worse():
    for data in GAPS:
        approach, fading = (fit_gap(data, curve, HOW[1], used=6).misfit_used for curve in CURVES)
        assert fading <= approach + 0.05


def test_points_held_back_tell_the_curves_apart():
    approach, fading = (fit_gap(SU, curve, HOW[1], used=4) for curve in CURVES)
    assert approach.misfit_held > 2 * fading.misfit_held > 4 * fading.misfit_used
    assert fit_gap(SU, CURVES[0], HOW[1], used=6).misfit_held is None


def test_leads_are_those_printed():
    assert gap(SU).values == pytest.approx(100 * np.array([11, 10, 11, 8, 3, 0]) / 42)
    assert gap(DALY).values == pytest.approx([7.9, 10.7, 10.4])
    assert gap(DALY).errors == pytest.approx(np.hypot([2.6, 2.64, 2.56], [1.76, 1.79, 1.74]))
    assert gap(CANUSO).values == pytest.approx([5.3, 7.2, 4.5])
    assert gap(SSRI).values[-1] == 100


def test_the_lead_of_ssris_has_a_time_constant_near_three_weeks():
    half_time = ssri_half_time_weeks()
    assert half_time / log(2) == pytest.approx(2.9, abs=0.1)
    week, end = benefit(np.array([1.0, 6.0]), 1.0, half_time)
    assert 100 * week / end == pytest.approx(quantity("ssri-share-week-one").value)


def test_the_three_questions_have_separate_answers():
    base = questions(4, 8, 7, 6)
    assert questions(40, 8, 7, 6).onset_h > base.onset_h
    assert questions(4, 12, 7, 6).peak > base.peak
    assert questions(4, 8, 20, 6).end_h > base.end_h
    other = questions(4, 8, 7, 12)
    assert (other.onset_h, other.peak, other.end_h) == (base.onset_h, base.peak, base.end_h)
    assert (other.control >= base.control).all()
    assert base.drug - base.control == pytest.approx(benefit(base.hours, 8, 4, 7 * 24))


def test_a_small_lead_is_never_noticed():
    weak = questions(4, 1, 7, 6)
    assert weak.onset_h is None
    assert weak.end_h is None
    assert weak.peak < NOTICED_POINTS == quantity("smallest-difference").lower


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: benefit(np.zeros(1), 1, 0), "half-times of onset and fading must be above 0"),
        (lambda: questions(size_points=-1), "must not be below 0 points"),
        (lambda: gap("sleep"), "There are no data named 'sleep'"),
        (lambda: fit_gap(curve="line"), "There is no 'line'"),
        (lambda: fit_gap(used=1), "needs two points to be fitted to; got 1"),
    ],
)
def test_bad_input_gets_one_sentence(call, words):
    with pytest.raises(ModelError, match=words):
        call()
