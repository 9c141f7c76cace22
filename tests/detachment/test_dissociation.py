"""From a dose to detachment: what the published delay and potency promise, and how far volunteers are from it."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.detachment.dissociation import FullEffect, TripDosing, effect_share, straightness, trip
from ketabrain.topics.detachment.draw_dissociation import trip_course
from ketabrain.topics.shared import pharmacokinetics as pk
from tests.drawing import drawing

SLOPES = st.floats(0.5, 6)


def test_the_level_for_half_gives_half():
    published = pk.published("olofsen2022")["C50"]
    for slope in (1, 3):
        assert effect_share(published, published, slope) == pytest.approx(0.5)


@given(level=st.floats(0, 1000), more=st.floats(1, 500), slope=SLOPES)
def test_a_higher_level_never_detaches_less(level, more, slope):
    lower, higher = effect_share(level, 121, slope), effect_share(level + more, 121, slope)
    assert 0 <= lower <= higher <= 1


@settings(max_examples=15, deadline=None)
@given(dose=st.floats(0.1, 0.9), slope=SLOPES, dosing=st.sampled_from(TripDosing))
def test_the_score_rises_with_the_dose_and_stays_on_the_scale(dose, slope, dosing):
    some, more = (trip(dosing, each, slope=slope) for each in (dose, dose + 0.1))
    assert np.all(more.score >= some.score - 1e-9)
    assert some.score.min() >= 0
    assert more.score.max() <= 92


@settings(max_examples=15, deadline=None)
@given(delay=st.floats(5.1, 12), slope=SLOPES)
def test_a_longer_delay_makes_the_peak_later(delay, slope):
    peaks = [trip(TripDosing.INFUSION, 0.5, each, slope).score.argmax() for each in (delay, delay + 1)]
    assert peaks[0] <= peaks[1]


def test_the_effect_site_trails_the_blood():
    run = trip(TripDosing.INFUSION, 0.5)
    up, down = run.times_min <= 40, run.times_min >= 60
    assert np.all(2 * run.site_ng_per_ml[up] <= run.plasma_ng_per_ml[up] + 1e-9)
    assert np.all(2 * run.site_ng_per_ml[down] >= run.plasma_ng_per_ml[down])


def test_taken_at_its_word_the_model_promises_about_twice_what_volunteers_felt():
    run = trip(top=FullEffect.WHOLE_SCALE)
    first = run.ratings[0]
    assert 1.7 < run.at(first.minute) / first.mean < 2.1
    assert first.high < run.low[np.searchsorted(run.times_min, first.minute)]


def test_it_starts_from_the_scale_that_the_volunteers_reach():
    run = trip()
    assert run.top is FullEffect.FITTED
    assert run.top is next(iter(FullEffect))
    assert run.at(run.ratings[0].minute) == pytest.approx(run.ratings[0].mean, abs=0.1)
    assert run.top_points < 92


def test_fitted_at_minute_20_the_later_score_asks_for_a_steeper_curve():
    late = trip().ratings[1]
    missed = {slope: trip(slope=slope, top=FullEffect.FITTED).at(late.minute) - late.mean for slope in (1, 2.5, 4)}
    assert trip(slope=3, top=FullEffect.FITTED).at(20) == pytest.approx(trip().ratings[0].mean, abs=0.1)
    assert missed[1] > 5
    assert abs(missed[2.5]) < 1.5
    assert missed[4] < -3


def test_the_later_total_is_the_sum_of_its_parts():
    assert trip().ratings[1].mean == pytest.approx(6.67 + 3.97 + 2.27)


def test_level_and_effect_lie_on_a_line_as_in_the_steps_of_1998():
    assert all(0.93 <= straightness(slope) <= 1 for slope in (1, 2, 3, 4))
    assert straightness(6) < 0.93


def test_only_the_dose_that_was_rated_counts_as_studied():
    assert trip().studied
    assert trip(TripDosing.INFUSION, 0.5).studied
    assert not trip(TripDosing.INFUSION, 0.4).studied


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"dosing": "spray"}, "'spray'"),
        ({"top": "100"}, "'100'"),
        ({"dose_mg_per_kg": 3}, "3"),
        ({"slope": 0}, "steepness"),
        ({"delay_min": 0}, "delay"),
    ],
)
def test_bad_input_is_named(wrong, named):
    with pytest.raises(ValueError, match=named):
        trip(**wrong)


@pytest.mark.parametrize(("dosing", "top"), list(product(TripDosing, FullEffect)))
@pytest.mark.parametrize("dose", [0.1, 0.4, 0.5])
def test_measured_points_lie_inside_the_picture_if_the_dose_was_rated(dosing, top, dose):
    result = trip(dosing, dose, slope=2.5, top=top)
    figure, told = drawing(trip_course, result)
    right = figure.axes[1]
    diamonds = [line for line in right.lines if line.get_marker() == "D"]
    assert len(diamonds) == (2 if result.studied and dosing is TripDosing.DRIP else 0)
    for line in diamonds:
        assert right.get_ylim()[0] <= line.get_ydata()[0] <= right.get_ylim()[1]
    assert ("not drawn" in told) != result.studied


def test_words_set_the_prediction_beside_the_measurement():
    result = trip()
    _, told = drawing(trip_course, result)
    for rating in result.ratings:
        assert f"minute {rating.minute:g}: {rating.mean:.1f} points" in told
        assert f"predicted {result.at(rating.minute):.1f}" in told
    assert f"r {straightness(1):.3f}" in told


def test_the_end_that_patients_told_of_is_marked_for_their_dosing_alone():
    patients, volunteers = trip(TripDosing.INFUSION, 0.5), trip()
    marks = [
        line.get_xdata()[0] for line in drawing(trip_course, patients)[0].axes[1].lines if line.get_marker() == "v"
    ]
    assert marks == [patients.gone_min]
    assert volunteers.gone_min is None
    assert "over by about" not in drawing(trip_course, volunteers)[1]
