"""Unwanted effects of the spray: counts as printed, intervals, the table to read, and people in a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import load
from ketabrain.topics.harm.draw_harms import hundreds
from ketabrain.topics.harm.harms import SprayTrial, events, harm, harm_table
from tests.drawing import drawing
from tests.engine.draw.written import hyphens_before_numbers, said_and_written


@pytest.mark.parametrize(
    ("event", "spray", "placebo"),
    [("detachment", 41, 9), ("dizziness", 29, 8), ("nausea", 28, 9), ("sedation", 23, 9), ("vertigo", 23, 3),
     ("raised blood pressure", 10, 3), ("headache", 20, 17)],
)  # fmt: skip
def test_shares_are_those_on_the_label(event, spray, placebo):
    found = harm(event).chosen
    assert round(100 * found.drug.share) == spray
    assert round(100 * found.control.share) == placebo


@given(event=st.sampled_from(events()), trial=st.sampled_from(SprayTrial))
def test_an_interval_holds_its_estimate_and_runs_through_infinity_only_if_it_holds_0(event, trial):
    for each in harm(event, trial).trials:
        assert each.difference.low <= each.difference.value <= each.difference.high
        assert ("∞" in each.needed) == (each.difference.low <= 0 <= each.difference.high)
    chosen = harm(event, trial).chosen
    assert chosen is None or chosen.trial is trial


def test_what_a_trial_does_not_list_is_not_0():
    assert harm("vertigo", SprayTrial.CANUSO).chosen is None
    assert harm("detachment", SprayTrial.DALY).chosen.control.events == 0


def test_half_of_the_pooled_trials_is_never_larger_than_the_whole():
    for event in events():
        half, whole = (harm(event, trial).chosen for trial in (SprayTrial.IONESCU, SprayTrial.CANUSO))
        if half and whole:
            assert half.drug.events <= whole.drug.events
            assert half.drug.people < whole.drug.people


def test_the_table_to_read_holds_every_count():
    assert len(harm_table()) == len(load("harm_events"))


@pytest.mark.parametrize("wrong", [("boredom",), ("headache", "Smith 2030")])
def test_other_words_are_refused_in_a_sentence(wrong):
    *_, word = wrong
    with pytest.raises(ValueError, match=f"no choice '{word}'; use one of"):
        harm(*wrong)


@pytest.mark.parametrize("event", ["detachment", "vertigo"])
@pytest.mark.parametrize("trial", SprayTrial)
def test_as_many_people_are_filled_as_the_share_says(event, trial):
    result = harm(event, trial)
    figure, told = drawing(hundreds, result)
    people = [len(line.get_xdata()) for line in figure.axes[0].lines]
    if result.chosen:
        assert people[0] == round(100 * result.chosen.drug.share)
        assert people[0] + people[1] == people[2] + people[3] == 100
    else:  # empty circles would read as 0 of 100
        assert people == []
        assert "not listed" in said_and_written(figure, "")
    assert f"chosen: {trial}." in told
    assert ("does not mean 0" in told) == (result.chosen is None)


@pytest.mark.parametrize("event", ["detachment", "headache", "vertigo"])
def test_negative_numbers_have_a_minus(event):
    assert hyphens_before_numbers(drawing(hundreds, harm(event))[1]) == []


def test_every_difference_lies_in_the_picture():
    for event in events():
        for each in harm(event).trials:
            assert 100 * each.difference.low > -15
            assert 100 * each.difference.high < 50
