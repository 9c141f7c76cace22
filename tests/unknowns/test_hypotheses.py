"""Rival explanations: a matrix that only loses rows, and beliefs that dependent rows move less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.tables import load, quantity
from ketabrain.topics.unknowns.blockers import KINDS, SHOWN, blockers
from ketabrain.topics.unknowns.hypotheses import DESIGNS, SPECIES, believe, groups, hypotheses, matrix
from ketabrain.topics.unknowns.reruns import TRIALS, blood_pairs, rerun, spread, surgery_arms

NAMES = st.sampled_from(hypotheses())


def test_the_whole_matrix_holds_66_tests_as_they_were_judged():
    says = matrix().rows["verdict"].value_counts()
    assert dict(says) == {"supports": 30, "against": 23, "mixed": 13}
    assert len(hypotheses()) == 13
    assert matrix().counts["NMDA block"] == {"supports": 3, "mixed": 4, "against": 5}


@given(species=st.sampled_from(SPECIES), design=st.sampled_from(DESIGNS), group=st.sampled_from(groups()))
@settings(deadline=None)
def test_choices_only_take_rows_away(species, design, group):
    left, everything = matrix(species=species, design=design, group=group), matrix()
    assert set(left.rows["id"]) <= set(everything.rows["id"])
    assert sum(sum(count.values()) for count in left.counts.values()) == len(left.rows)
    assert design == DESIGNS[0] or left.rows["species"].eq("human").all()


def test_one_explanation_has_support_alone_and_in_people_mtor_has_none():
    assert matrix().clean == ("AMPA receptors",)
    assert matrix(species="people", design=DESIGNS[1]).counts["mTOR"] == {"supports": 0, "mixed": 0, "against": 1}
    assert len(matrix("mTOR").table) == 4


def test_only_trials_in_people_count_as_drawn_by_lot():
    rows = load("mechanism_tests")
    assert rows[rows["randomised"].astype(bool)]["species"].eq("human").all()


@settings(deadline=None)
@given(
    name=NAMES, prior=st.integers(1, 99), strength=st.floats(1, 5), animals=st.floats(0, 1), same=st.floats(0, 1)
)  # fmt: skip
def test_a_belief_starts_at_the_prior_stays_a_chance_and_ignores_results_worth_nothing(
    name, prior, strength, animals, same
):
    found = believe(name, prior, strength, animals, same)
    for path in (found.multiplied, found.weighed):
        assert path[0] == pytest.approx(prior / 100)
        assert np.all((path > 0) & (path < 1))
    assert np.allclose(believe(name, prior, 1, animals, same).multiplied, prior / 100)
    assert np.allclose(believe(name, prior, strength, animals, 0).weighed, found.multiplied)


def test_rows_of_one_laboratory_move_a_belief_less():
    found = believe("eEF2K and BDNF", 30, 2, 1, 1)
    assert found.prior < found.weighed[-1] < found.multiplied[-1]
    assert found.groups < found.tests


def test_rows_of_one_laboratory_that_share_everything_count_as_their_mean():
    found = believe("opioid receptors", 50, 2, 1, 1)
    rows = load("mechanism_tests").query("hypothesis == 'opioid receptors'")
    assert rows["group"].tolist() == ["Heifets and Schatzberg", "", "Krystal", "Krystal"]
    assert rows["verdict"].tolist() == ["supports", "supports", "against", "mixed"]
    odds = 2 * 2 * 2**-0.5
    assert found.weighed[-1] == pytest.approx(odds / (1 + odds))


def test_reruns_give_back_what_was_printed():
    asleep = rerun(TRIALS[0])
    assert asleep.estimate == 5.82
    assert asleep.interval == pytest.approx((-1.64, 13.3), abs=0.02)
    assert asleep.p == pytest.approx(0.126, abs=0.002)
    ketamine, placebo = surgery_arms()
    assert (ketamine.events, ketamine.people, placebo.events, placebo.people) == (61, 349, 23, 156)
    assert rerun(TRIALS[1]).estimate == pytest.approx(14.7 - 17.5, abs=0.1)
    assert spread(quantity("esmethadone-fall")) == pytest.approx(11.3)
    assert rerun(TRIALS[2]).error == pytest.approx((11.3**2 / 113 + 10.4**2 / 114) ** 0.5)


@given(trial=st.sampled_from(TRIALS), truth=st.floats(-7, 7), more=st.floats(0.5, 3))
def test_power_rises_with_the_supposed_effect_and_p_with_its_nearness(trial, truth, more):
    found = rerun(trial, truth)
    away = rerun(trial, truth + more if truth >= 0 else truth - more)
    assert 0.0499 < found.power < away.power < 1
    low, high = found.interval
    assert (found.p_of_truth >= 0.05) == (low <= truth <= high) or abs(found.p_of_truth - 0.05) < 1e-4


def test_the_famous_correlations_rest_on_a_handful():
    assert [people for _, _, people in blood_pairs()] == [8, 13]


def test_two_of_ten_blockers_were_shown_better_and_the_interval_of_one_is_ours():
    assert blockers().told_better == 2
    assert len(blockers().trials) == 10
    assert sum(len(blockers(kind).trials) for kind in KINDS[1:]) == 10
    computed = next(each for each in blockers().trials if each.drug == "esmethadone, add-on")
    assert computed.interval == pytest.approx(rerun(TRIALS[2]).interval, abs=0.05)
    assert all(each.better is not None for each in blockers(shown=SHOWN[1]).trials)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: matrix("magic"), "no choice 'magic'; use one of NMDA block"),
        (lambda: believe("magic"), "no hypothesis 'magic'"),
        (lambda: believe("mTOR", 100), "between 1 and 99%"),
        (lambda: rerun("mine"), "no trial 'mine'; use one of ketamine under anaesthesia"),
        (lambda: blockers("beside it"), "no choice 'beside it'; use one of all"),
    ],
)
def test_other_words_are_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()
