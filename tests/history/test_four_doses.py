"""Usual doses: linear in the dose, in the order of their purposes, and longer asleep than patients were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.engine.tables import quantity
from ketabrain.topics.history.draw_four_doses import four_doses
from ketabrain.topics.history.four_doses import dose_course, purposes, usual_doses, waking_levels, waking_minute
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN
from tests.drawing import drawing
from tests.engine.draw.written import written

PURPOSES = st.sampled_from(purposes())


@settings(max_examples=30)  # two courses each
@given(purpose=PURPOSES, times=st.floats(0.1, 3), minute=st.floats(2, 180))
def test_level_and_rate_follow_the_dose(purpose, times, minute):
    one, more = dose_course(purpose, 1, minute), dose_course(purpose, times, minute)
    assert more.now == pytest.approx(times * one.now)
    assert more.rate_mg_per_min == pytest.approx(times * one.rate_mg_per_min)
    assert np.all(more.level >= 0)


def test_mood_and_detachment_share_one_dose():
    mood, detachment = dose_course("mood"), dose_course("detachment")
    assert np.array_equal(mood.level, detachment.level)
    assert len({(dose.mg_per_kg, dose.minutes) for dose in usual_doses()}) == 3


def test_the_usual_doses_reach_the_levels_reported_with_them():
    """Bands were read from other studies than those that built the model."""
    assert quantity("plasma-analgesia").lower < dose_course("pain relief", minute=5).now < 250
    assert 100 < dose_course("mood", minute=40).now < 260
    assert dose_course("anaesthesia", minute=8).now > quantity("plasma-anaesthesia").lower


def test_the_model_keeps_people_asleep_longer_than_the_label_says():
    label, first = quantity("label-anaesthesia-minutes"), quantity("first-anaesthesia-duration")
    woke = waking_levels().middle
    assert waking_minute(2, woke) > 1.3 * label.upper
    assert first.lower < waking_minute(1, woke) < first.upper


@settings(max_examples=20)  # four courses each
@given(mg_per_kg=st.floats(0.8, 3), more=st.floats(0.1, 1))
def test_more_drug_means_later_waking_and_a_lower_level_too(mg_per_kg, more):
    low, middle, _ = waking_levels()
    assert waking_minute(mg_per_kg + more, middle) > waking_minute(mg_per_kg, middle)
    assert waking_minute(mg_per_kg, low) > waking_minute(mg_per_kg, middle)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: dose_course("fun"), "no purpose 'fun'; use one of pain relief"),
        (lambda: dose_course("mood", 0), "more than 0 times"),
        (lambda: dose_course("mood", 1, 500), "between 0 and 180; got 500"),
        (lambda: waking_minute(0.01, 642), "0.01 mg/kg never holds 642 ng/mL; give more"),
        (lambda: waking_minute(30, 642), "stays above 642 ng/mL for 3 hours"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ModelError, match=sentence):
        ask()


@pytest.mark.parametrize(("purpose", "times"), [("pain relief", 0.25), ("anaesthesia", 2.5)])
def test_the_level_at_the_minute_is_marked_and_told(purpose, times):
    result = dose_course(purpose, times, 30)
    figure, told = drawing(four_doses, result)
    mark = next(line for line in figure.axes[0].lines if line.get_marker() == "D")
    assert (mark.get_xdata()[0], mark.get_ydata()[0]) == (30, result.now)
    assert f"At minute 30 the model gives {result.now:,.0f} ng/mL, {result.reading.words}" in told
    low, high = figure.axes[0].get_ylim()
    assert low < result.now < high
    assert result.level[result.minutes >= MIXING_MIN].max() < high


def test_the_waking_level_is_told_as_it_was_measured_for_an_exercise_asks_to_convert_it():
    _, told = drawing(four_doses, dose_course("mood"))
    woke = quantity("plasma-waking")
    assert f"Patients woke at the dotted line, {woke.midpoint:g} µmol/L" in told
    assert f"{waking_levels().middle:.0f}" not in told


def test_usual_doses_of_one_curve_share_its_name():
    figure, told = drawing(four_doses, dose_course("anaesthesia"))
    assert "mood 0.5 mg/kg; detachment 0.5 mg/kg" in told
    assert [text for text in written(figure.axes[0]) if text.startswith("usual: ")] == [
        "usual: pain relief", "usual: mood, detachment",
    ]  # fmt: skip
