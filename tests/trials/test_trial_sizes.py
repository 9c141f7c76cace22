"""Sizes of real trials: the printed numbers, the effect of one, and what a trial without a difference allows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ketabrain.topics.trials.trial_sizes import DISORDERS, RATERS, RESULTS, null_limit, trial_sizes

arms = st.integers(2, 300)


def by_study(year_and_name):
    return next(trial for trial in trial_sizes("all").trials if trial.study == year_and_name)


def test_the_one_effect_of_ptsd_that_can_be_computed():
    effect = by_study("Feder et al., 2021").effect
    assert effect.value == pytest.approx(11.88 / 3.96 / 7.5**0.5 * (1 - 3 / 111))  # with Hedges' correction
    assert effect.interval[0] > 0
    assert [trial.study for trial in trial_sizes("PTSD and anxiety").trials if trial.effect] == ["Feder et al., 2021"]


def test_what_the_largest_trial_of_ptsd_still_allows():
    largest = max(trial_sizes("PTSD").trials, key=lambda trial: trial.people)
    assert (largest.study, largest.people) == ("Abdallah et al., 2022", 158)
    assert largest.null_limit == pytest.approx(0.39, abs=0.005)
    assert {largest.clinician, largest.patient} == {"no difference"}


def test_clinicians_and_patients_disagree_in_social_anxiety():
    taylor = by_study("Taylor et al., 2018")
    assert [taylor.result(rater) for rater in RATERS] == ["mixed", "favours ketamine", "mixed"]


@given(arms, arms)
def test_the_limit_is_where_a_t_test_changes_its_mind(first, second):
    limit = null_limit(first, second)
    for factor, significant in ((0.999, False), (1.001, True)):
        t = factor * limit / (1 / first + 1 / second) ** 0.5
        assert (2 * stats.t.sf(t, first + second - 2) < 0.05) == significant
    assert null_limit(first + 1, second) < limit


def test_counts_add_up_and_the_largest_of_each_disorder_comes_first():
    for disorder in DISORDERS:
        for rater in RATERS:
            chosen = trial_sizes(disorder, rater)
            assert sum(chosen.count(result) for result in RESULTS) == len(chosen.trials) == len(chosen.table)
    for disorder in ("PTSD", "anxiety", "depression"):
        assert np.all(np.diff([trial.people for trial in trial_sizes(disorder).trials]) <= 0)


def test_only_a_trial_without_a_difference_has_a_limit():
    limited = [trial for trial in trial_sizes("all").trials if trial.null_limit is not None]
    assert {trial.overall for trial in limited} == {"no difference"}
    assert len(limited) == 3


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: trial_sizes("asthma"), "There is no choice 'asthma'; use one of PTSD and anxiety, PTSD,"),
        (lambda: trial_sizes("PTSD", "nurses"), "There is no choice 'nurses'; use one of both, clinicians, patients."),
        (lambda: null_limit(1, 5), "Each arm needs at least 2 people; got 1 and 5."),
    ],
)
def test_bad_input_is_refused(ask, sentence):
    with pytest.raises(ValueError, match=r"^(There|Each|The)") as refused:
        ask()
    assert str(refused.value).startswith(sentence)
