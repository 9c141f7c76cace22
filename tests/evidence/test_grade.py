"""GRADE: steps lead down the ladder, our ratings agree with the course's verdicts, and others' are as published."""

from itertools import product

import pytest

from ketabrain import tables
from ketabrain.evidence.grade import COMPARE, DOMAINS, LEVELS, QUESTIONS, STEPS, certainty, grade, sources


def test_every_step_goes_one_rung_down_and_the_lowest_is_the_end():
    assert [certainty(steps) for steps in range(6)] == [*LEVELS, "very low", "very low"]
    for a, b in product(STEPS, STEPS):
        assert grade(bias=a, imprecision=b).level == certainty(STEPS.index(a) + STEPS.index(b))


def test_our_ratings_agree_with_the_verdicts_of_the_course():
    verdicts = tables.load("verdicts").set_index("claim")["certainty"]
    ours = {question: grade(question).our_level for question in QUESTIONS}
    assert ours["depression, a day later"] == verdicts["C02a"]
    assert ours["anxiety"] == verdicts["C02b"]
    assert ours["PTSD"] == verdicts["C02c"]
    assert ours["depression, four weeks"] == verdicts["C18"]


def test_cochrane_rates_the_first_day_very_low():
    (cochrane,) = grade().published
    assert (cochrane.who, cochrane.level) == ("Cochrane, 2021", "very low")
    assert grade("PTSD").published == ()


def test_there_is_a_rating_of_ours_for_every_reason_and_a_record_for_most():
    for question in QUESTIONS:
        found = grade(question)
        assert tuple(reason.domain for reason in found.reasons) == DOMAINS
        assert all(reason.because and 0 <= reason.ours <= 2 for reason in found.reasons)
        assert sum(bool(reason.record) for reason in found.reasons) >= 4


def test_the_record_speaks_both_ways_for_depression_and_ptsd():
    for question in QUESTIONS[:3]:
        assert {down for reason in grade(question).reasons for _, down in reason.record} == {True, False}


def test_steps_of_ours_rest_on_a_reason_on_record():
    for question in QUESTIONS:
        for reason in grade(question).reasons:
            assert not reason.ours or any(down for _, down in reason.record)


def test_sources_are_known():
    assert set(sources()) <= set(tables.references())


@pytest.mark.parametrize("asked", [{"question": "sleep"}, {"bias": "some"}, {"compare": "peek"}])
def test_another_word_is_refused(asked):
    with pytest.raises(ValueError, match=f"There is no choice '{next(iter(asked.values()))}'; use one of "):
        grade(**asked)
    with pytest.raises(ValueError, match="Steps go down only; got -1"):
        certainty(-1)
    assert len(COMPARE) == 2
