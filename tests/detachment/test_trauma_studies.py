"""Studies around trauma: counts turned into ratios, lots drawn, nothing counted twice, and one mark per study."""

from itertools import product

import pytest

from ketabrain.engine.draw.style import PAPER
from ketabrain.engine.numerals import counted as count_in_words
from ketabrain.engine.tables import load
from ketabrain.topics.detachment.draw_trauma_studies import directions
from ketabrain.topics.detachment.trauma_studies import (
    StudiesCounted,
    TraumaResult,
    TraumaSetting,
    ptsd_table,
    published_studies,
    trauma_in_full,
)
from tests.drawing import drawing
from tests.engine.draw.written import said_and_written


def named(name):
    return next(
        study for setting in TraumaSetting for study in published_studies(setting).studies if study.name == name
    )


def test_burned_soldiers_counts_give_the_odds_ratio_and_woolfs_interval():
    study = named("McGhee 2008")
    assert study.value == pytest.approx((32 / 87) / (13 / 15))
    assert study.low == pytest.approx(0.18, abs=0.01)
    assert study.high == pytest.approx(0.99, abs=0.01)


def test_the_interval_of_the_largest_matched_study_holds_no_difference():
    study = named("Highland 2020")
    assert study.low < 1 < study.high
    assert study.direction is TraumaResult.NO_DIFFERENCE


def test_the_interval_of_feder_follows_from_its_standard_error():
    study = named("Feder 2021")
    assert (study.high - study.low) / 2 == pytest.approx(1.96 * 3.96, abs=0.01)


def test_the_table_to_read_begins_with_drawn_lots_and_holds_every_study_around_ptsd():
    lots = ptsd_table()["Lots drawn"].tolist()
    assert lots == sorted(lots, reverse=True)
    settings = (TraumaSetting.SOON, TraumaSetting.LATER)
    assert len(lots) == sum(len(published_studies(setting).studies) for setting in settings)


def test_every_row_stands_in_one_setting():
    assert sum(len(published_studies(setting).studies) for setting in TraumaSetting) == len(load("trauma_studies"))


@pytest.mark.parametrize(("setting", "counted"), list(product(TraumaSetting, StudiesCounted)))
def test_fewer_are_left_of_a_choice_and_all_of_them_fit_it(setting, counted):
    every, some = published_studies(setting), published_studies(setting, counted)
    assert set(some.studies) <= set(every.studies)
    if counted is StudiesCounted.RANDOMISED:
        assert all(study.randomised for study in some.studies)
    if counted is StudiesCounted.WITH_NUMBERS:
        assert all(study.value is not None for study in some.studies)
    assert len(trauma_in_full(some).frame) == len(some.studies)


def test_a_printed_interval_agrees_with_the_result():
    for setting in TraumaSetting:
        for study in published_studies(setting, StudiesCounted.WITH_NUMBERS).studies:
            if study.low is None or study.high is None:
                continue
            none = 1 if "ratio" in study.unit else 0
            expected = {
                TraumaResult.BETTER: study.high < none,
                TraumaResult.NO_DIFFERENCE: study.low <= none <= study.high,
                TraumaResult.WORSE: study.low > none,
            }
            assert expected[study.direction], study.name


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="use one of"):
        published_studies("tomorrow")
    with pytest.raises(ValueError, match="use one of"):
        published_studies(counted="some")


@pytest.mark.parametrize(("setting", "counted"), list(product(TraumaSetting, StudiesCounted)))
def test_every_study_has_a_mark_in_its_column_and_is_told(setting, counted):
    result = published_studies(setting, counted)
    figure, told = drawing(directions, result)
    lanes = {TraumaResult.BETTER: 0, TraumaResult.NO_DIFFERENCE: 1, TraumaResult.WORSE: 2}
    found = [study for study in result.every if study.direction in lanes]
    for mark, study in zip(marks_in(figure), found, strict=True):
        assert mark.get_xdata()[0] == lanes[study.direction]
        assert (mark.get_markerfacecolor() == PAPER) == (not study.randomised)
    assert all(study.name in told for study in result.studies)
    assert count_in_words(len(result.studies), "row") in told
    assert ("In pale" in told) == (len(result.every) > len(result.studies))
    assert said_and_written(figure, "").count("no result yet") == len(result.every) - len(found)


def marks_in(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() in ("<", "s", ">")]


def test_larger_studies_have_larger_marks_whatever_they_found():
    result = published_studies()
    marks = marks_in(drawing(directions, result)[0])
    known = [
        (study.people, mark.get_markersize()) for study, mark in zip(result.studies, marks, strict=True) if study.people
    ]
    assert [size for _, size in sorted(known)] == sorted(size for _, size in known)
