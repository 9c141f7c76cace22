"""Usual doses: linear in the dose, in the order of their purposes, and longer asleep than patients were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.engine.tables import quantity
from ketabrain.topics.history.four_doses import doses, four_doses, purposes, waking_levels, waking_minute

PURPOSES = st.sampled_from(purposes())


@settings(deadline=None)
@given(purpose=PURPOSES, times=st.floats(0.1, 3), minute=st.floats(2, 180))
def test_level_and_rate_follow_the_dose(purpose, times, minute):
    one, more = four_doses(purpose, 1, minute), four_doses(purpose, times, minute)
    assert more.now == pytest.approx(times * one.now)
    assert more.rate_mg_per_min == pytest.approx(times * one.rate_mg_per_min)
    assert np.all(more.level >= 0)


def test_mood_and_detachment_share_one_dose():
    mood, detachment = four_doses("mood"), four_doses("detachment")
    assert np.array_equal(mood.level, detachment.level)
    assert len({(dose.mg_per_kg, dose.minutes) for dose in doses()}) == 3


def test_the_usual_doses_reach_the_levels_reported_with_them():
    """Bands were read from other studies than those that built the model."""
    assert quantity("plasma-analgesia").lower < four_doses("pain relief", minute=5).now < 250
    assert 100 < four_doses("mood", minute=40).now < 260
    assert four_doses("anaesthesia", minute=8).now > quantity("plasma-anaesthesia").lower


def test_the_model_keeps_people_asleep_longer_than_the_label_says():
    label, first = quantity("label-anaesthesia-minutes"), quantity("first-anaesthesia-duration")
    woke = waking_levels()[1]
    assert waking_minute(2, woke) > 1.3 * label.upper
    assert first.lower < waking_minute(1, woke) < first.upper


@settings(deadline=None)
@given(mg_per_kg=st.floats(0.8, 3), more=st.floats(0.1, 1))
def test_more_drug_means_later_waking_and_a_lower_level_too(mg_per_kg, more):
    low, middle, _ = waking_levels()
    assert waking_minute(mg_per_kg + more, middle) > waking_minute(mg_per_kg, middle)
    assert waking_minute(mg_per_kg, low) > waking_minute(mg_per_kg, middle)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: four_doses("fun"), "no purpose 'fun'; use one of pain relief"),
        (lambda: four_doses("mood", 0), "more than 0 times"),
        (lambda: four_doses("mood", 1, 500), "between 0 and 180; got 500"),
        (lambda: waking_minute(0.01, 642), "0.01 mg/kg never holds 642 ng/mL; give more"),
        (lambda: waking_minute(30, 642), "stays above 642 ng/mL for 3 hours"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ModelError, match=sentence):
        ask()
