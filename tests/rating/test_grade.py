"""GRADE: steps lead down the ladder, our ratings agree with the course's verdicts, and others' wait to be asked for."""

from itertools import product

import pytest

from ketabrain.engine import tables
from ketabrain.topics.rating.draw_grade import ladder
from ketabrain.topics.rating.grade import (
    DOMAINS,
    NOT_RATED,
    Certainty,
    Concern,
    RatedQuestion,
    certainty,
    on_record,
    rate_question,
    rating_sources,
    ratings,
)
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import PooledOutcome, TimePoint
from tests.drawing import drawing
from tests.engine.draw.written import written


def test_concerns_take_none_one_or_two_steps():
    assert [concern.steps for concern in Concern] == [0, 1, 2]


def test_every_step_goes_one_rung_down_and_the_lowest_is_the_end():
    assert [certainty(steps) for steps in range(6)] == [*Certainty, Certainty.VERY_LOW, Certainty.VERY_LOW]
    for a, b in product(Concern, Concern):
        assert rate_question(bias=a, imprecision=b).level == certainty(a.steps + b.steps)


def test_our_ratings_agree_with_the_verdicts_of_the_course():
    verdicts = tables.load("verdicts").set_index("claim")["certainty"]
    ours = {question: rate_question(question).our_level for question in RatedQuestion}
    assert ours["depression, a day later"] == verdicts["C02a"]
    assert ours["anxiety"] == verdicts["C02b"]
    assert ours["PTSD"] == verdicts["C02c"]
    assert ours["depression, four weeks"] == verdicts["C18"]
    assert ours["suicidal thoughts"] == "low"


def test_cochrane_rates_the_first_day_very_low():
    (cochrane,) = rate_question().published
    assert (cochrane.who, cochrane.level) == ("Cochrane, 2021", "very low")


def test_a_rating_printed_as_moderate_to_low_stands_on_both_rungs():
    assert [(each.who, each.level) for each in rate_question("suicidal thoughts").published] == [
        ("Witt, 2019", "moderate"),
        ("Witt, 2019", "low"),
    ]


def test_a_judgement_in_words_is_no_rating():
    assert [each.level for each in rate_question("PTSD").published] == [NOT_RATED]
    assert rate_question("anxiety").published == ()


def test_the_trials_of_weeks_scatter_as_our_rating_says():
    """None in Japan, about six points for the spray alone, and more scatter than chance."""
    found = pool_trials(outcome=PooledOutcome.SCORE_MADRS, time_point=TimePoint.LATE_WEEKS)
    effects = {row.trial: row.effect.value for row in found.rows}
    assert effects["Takahashi 2021"] < 0 < effects["TRANSFORM-1 and -2"] < effects["Janik 2025"]
    (inconsistency,) = [
        reason for reason in rate_question("depression, four weeks").reasons if reason.domain == "inconsistency"
    ]
    assert f"I² {100 * found.pooled.i2:.0f}%" in inconsistency.because
    assert inconsistency.ours.steps == 1


def test_numbers_of_two_sources_stand_in_two_rows():
    rows = tables.load("grade_reasons").set_index("id")["source"]
    assert rows["day-inconsistency"] == "bahji2022"
    assert rows["day-inconsistency-control"] == "wilkinson2019"
    assert (rows["ptsd-inconsistency"], rows["ptsd-inconsistency-null"]) == ("feder2021", "abdallah2022")


def test_there_is_a_rating_of_ours_for_every_reason_and_a_record_for_most():
    for question in RatedQuestion:
        found = rate_question(question)
        assert tuple(reason.domain for reason in found.reasons) == DOMAINS
        assert all(reason.because for reason in found.reasons)
        assert sum(bool(reason.record) for reason in found.reasons) >= 4


def test_the_record_speaks_both_ways():
    for question in RatedQuestion:
        assert {down for reason in rate_question(question).reasons for _, down in reason.record} == {True, False}


def test_steps_of_ours_rest_on_a_reason_on_record():
    for question in RatedQuestion:
        for reason in rate_question(question).reasons:
            assert reason.ours is Concern.NONE or any(down for _, down in reason.record)


def test_sources_are_known():
    assert set(rating_sources()) <= set(tables.references())


@pytest.mark.parametrize("asked", [{"question": "sleep"}, {"bias": "some"}])
def test_another_word_is_refused(asked):
    with pytest.raises(ValueError, match=f"There is no choice '{next(iter(asked.values()))}'; use one of "):
        rate_question(**asked)
    with pytest.raises(ValueError, match="Steps go down only; got -1"):
        certainty(-1)


@pytest.mark.parametrize("concern", [Concern.NONE, Concern.VERY_SERIOUS])
def test_the_ladder_says_where_you_stand_and_by_which_steps(concern):
    figure, words = drawing(ladder, rate_question("PTSD", concern, concern, concern, concern, concern))
    level = "high" if concern is Concern.NONE else "very low"
    (mark,) = [line for line in figure.axes[0].lines if line.get_marker() == "D"]
    assert list(Certainty)[int(mark.get_xdata()[0])] == level
    assert f"your rating is {level}" in words
    assert words.count(f"{concern}. ") == len(DOMAINS)


@pytest.mark.parametrize("question", RatedQuestion)
def test_the_ladder_tells_no_rating_but_the_learners(question):
    rated = rate_question(question)
    figure, words = drawing(ladder, rated)
    told = " ".join([words, *written(figure.axes[0])])
    assert "this course" not in told.lower()
    assert all(rating.who not in told for rating in rated.published)
    assert all(reason.because not in told for reason in rated.reasons if not reason.ours.steps)


def test_the_table_of_ratings_has_our_steps_and_those_of_others():
    table = ratings().set_index("question")
    assert table.at["depression, a day later", "this course"] == "low"
    assert (
        "Inconsistency, 1 step: The effect hangs on the control."
        in table.at["depression, a day later", table.columns[1]]
    )
    assert table.at["depression, a day later", "others"].startswith("Cochrane, 2021: very low, ")
    assert table.at["anxiety", "others"] == ""
    assert list(table["this course"]) == [rate_question(question).our_level for question in RatedQuestion]


def test_the_table_below_has_the_record_in_the_order_of_its_tiles():
    rated = rate_question("PTSD")
    frame = on_record(rated).frame
    assert list(frame["what is known"]) == [known for reason in rated.reasons for known, _ in reason.record]
    assert [told.startswith("−") for told in frame["speaks"]] == [
        down for each in rated.reasons for _, down in each.record
    ]
    assert all(frame["study"])
