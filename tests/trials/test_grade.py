"""GRADE: steps lead down the ladder, our ratings agree with the course's verdicts, and others' are as published."""

from itertools import product

import pytest

from ketabrain.engine import tables
from ketabrain.topics.trials.bench import bench
from ketabrain.topics.trials.grade import (
    COMPARE,
    DOMAINS,
    LEVELS,
    NOT_RATED,
    QUESTIONS,
    STEPS,
    certainty,
    grade,
    sources,
)


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
    assert ours["suicidal thoughts"] == "low"


def test_cochrane_rates_the_first_day_very_low():
    (cochrane,) = grade().published
    assert (cochrane.who, cochrane.level) == ("Cochrane, 2021", "very low")


def test_a_rating_printed_as_moderate_to_low_stands_on_both_rungs():
    assert [(each.who, each.level) for each in grade("suicidal thoughts").published] == [
        ("Witt, 2019", "moderate"),
        ("Witt, 2019", "low"),
    ]


def test_a_judgement_in_words_is_no_rating():
    assert [each.level for each in grade("PTSD").published] == [NOT_RATED]
    assert grade("anxiety").published == ()


def test_the_trials_of_weeks_scatter_no_more_than_chance_as_our_rating_says():
    pooled = bench(outcome="score, MADRS points", time_point="3–8 weeks").pooled
    assert pooled.i2 == 0
    assert 0 < pooled.low < pooled.estimate < pooled.high


def test_numbers_of_two_sources_stand_in_two_rows():
    rows = tables.load("grade_reasons").set_index("id")["source"]
    assert rows["day-inconsistency"] == "bahji2022"
    assert rows["day-inconsistency-control"] == "wilkinson2019"
    assert (rows["ptsd-inconsistency"], rows["ptsd-inconsistency-null"]) == ("feder2021", "abdallah2022")


def test_there_is_a_rating_of_ours_for_every_reason_and_a_record_for_most():
    for question in QUESTIONS:
        found = grade(question)
        assert tuple(reason.domain for reason in found.reasons) == DOMAINS
        assert all(reason.because and 0 <= reason.ours <= 2 for reason in found.reasons)
        assert sum(bool(reason.record) for reason in found.reasons) >= 4


def test_the_record_speaks_both_ways():
    for question in QUESTIONS:
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
