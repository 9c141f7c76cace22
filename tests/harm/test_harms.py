"""Unwanted effects: counts as printed, intervals, two ways of counting, harm over time, and what a watch can do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import load, quantity
from ketabrain.topics.harm.counting_ways import EFFECTS, WAYS, two_ways
from ketabrain.topics.harm.harm_timing import ANSWERS, harm_timing
from ketabrain.topics.harm.harms import TRIALS, events, harm, harm_table
from ketabrain.topics.harm.long_harms import PLACES, SETTINGS, long_harms
from ketabrain.topics.harm.misuse import PLACES as COUNTED_IN
from ketabrain.topics.harm.misuse import SERIES, deaths, misuse_series
from ketabrain.topics.harm.misuse import WAYS as COUNTED_AS


@pytest.mark.parametrize(
    ("event", "spray", "placebo"),
    [("detachment", 41, 9), ("dizziness", 29, 8), ("nausea", 28, 9), ("sedation", 23, 9), ("vertigo", 23, 3),
     ("raised blood pressure", 10, 3), ("headache", 20, 17)],
)  # fmt: skip
def test_shares_are_those_on_the_label(event, spray, placebo):
    found = harm(event).chosen
    assert round(100 * found.drug.share) == spray
    assert round(100 * found.control.share) == placebo


@given(event=st.sampled_from(events()), trial=st.sampled_from(TRIALS))
def test_an_interval_holds_its_estimate_and_runs_through_infinity_only_if_it_holds_0(event, trial):
    for each in harm(event, trial).trials:
        assert each.difference.low <= each.difference.value <= each.difference.high
        assert ("∞" in each.needed) == (each.difference.low <= 0 <= each.difference.high)
    chosen = harm(event, trial).chosen
    assert chosen is None or chosen.trial == trial


def test_what_a_trial_does_not_list_is_not_0():
    assert harm("vertigo", "Canuso 2021").chosen is None
    assert harm("detachment", "Daly 2019").chosen.control.events == 0


def test_half_of_the_pooled_trials_is_never_larger_than_the_whole():
    for event in events():
        half, whole = (harm(event, trial).chosen for trial in ("Ionescu 2021", "Canuso 2021"))
        if half and whole:
            assert half.drug.events <= whole.drug.events
            assert half.drug.people < whole.drug.people


def test_the_table_to_read_holds_every_count():
    assert len(harm_table()) == len(load("harm_events"))


@pytest.mark.parametrize("effect", EFFECTS[:2])
def test_a_scale_finds_more_than_people_tell(effect):
    reported, measured = (
        next(each for each in two_ways(effect, way).counts if each.arm == "spray") for way in WAYS[1:]
    )
    assert measured.low > reported.high
    assert len(two_ways(effect).counts) > len(two_ways(effect, "measured").counts)


def test_the_reported_share_is_that_of_the_trials():
    for effect, event in (("detachment", "detachment"), ("sedation", "sedation")):
        told = next(each for each in two_ways(effect, "reported").counts if each.arm == "spray")
        assert told.low == round(100 * harm(event).chosen.drug.share)


@pytest.mark.parametrize("place", PLACES)
def test_kinds_of_use_share_out_the_studies(place):
    everything, *kinds = (long_harms(place, setting) for setting in SETTINGS)
    assert sum(len(each.rows) for each in kinds) == len(everything.rows) == everything.per_place[place]


def test_no_bladder_study_of_users_drew_its_people_by_chance():
    users = long_harms("bladder", "recreational").rows
    assert users["chosen"].str.contains("chose themselves|came because|reviewed").all()


def test_every_way_of_counting_deaths_gives_fewer_than_the_wider_one():
    for place in COUNTED_IN:
        printed = [count for count in deaths(place).counts.values() if count is not None]
        assert printed == sorted(printed, reverse=True)
    alone = deaths("United States", "the only drug")
    assert alone.per_100_000 == pytest.approx(100_000 * 24 / 228_668)
    assert deaths("Australia", "the only drug").count is None


def test_the_printed_60_percent_does_not_follow_from_the_printed_counts():
    found = deaths("UK without Scotland")
    assert found.counts["held to be involved"] / found.counts["detected"] == 0.4
    assert "60%" in found.note


def test_the_us_survey_and_the_hong_kong_register_change_their_way_of_counting():
    assert len(misuse_series(SERIES[0]).methods) == 2
    hong_kong = misuse_series(SERIES[4]).rows
    assert len(hong_kong[hong_kong["year"] == 2009]) == 2


def test_every_harm_has_a_fair_answer_and_watching_misses_some():
    assert all(set(each.fair) <= set(ANSWERS) for each in harm_timing())
    assert sum(each.fair == (ANSWERS[2],) for each in harm_timing()) >= 3


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: harm("boredom"), "no choice 'boredom'; use one of detachment"),
        (lambda: two_ways("boredom"), "no choice 'boredom'"),
        (lambda: long_harms("toe"), "no choice 'toe'; use one of bladder"),
        (lambda: deaths("Mars"), "no choice 'Mars'; use one of United States"),
        (lambda: deaths(way="rumoured"), f"use one of {', '.join(COUNTED_AS)}"),
        (lambda: misuse_series("dreams"), "no choice 'dreams'"),
    ],
)
def test_other_words_are_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()


def test_the_survey_is_one_number_in_two_tables():
    assert f"{quantity('bladder-survey').value:g}%" in load("long_harms").set_index("id").loc["winstock", "found"]
