"""Studies around trauma: counts turned into ratios, lots drawn, and nothing counted twice."""

from itertools import product

import pytest

from ketabrain.engine.tables import load
from ketabrain.topics.detachment.trauma_studies import COUNTED, DIRECTIONS, SETTINGS, trauma_studies


def named(name):
    return next(study for setting in SETTINGS for study in trauma_studies(setting).studies if study.name == name)


def test_burned_soldiers_counts_give_the_odds_ratio_and_woolfs_interval():
    study = named("McGhee 2008")
    assert study.value == pytest.approx((32 / 87) / (13 / 15))
    assert study.low == pytest.approx(0.18, abs=0.01)
    assert study.high == pytest.approx(0.99, abs=0.01)


def test_the_interval_of_the_largest_matched_study_holds_no_difference():
    study = named("Highland 2020")
    assert study.low < 1 < study.high
    assert study.direction == "no difference shown"


def test_the_interval_of_feder_follows_from_its_standard_error():
    study = named("Feder 2021")
    assert (study.high - study.low) / 2 == pytest.approx(1.96 * 3.96, abs=0.01)


def test_every_row_stands_in_one_setting():
    assert sum(len(trauma_studies(setting).studies) for setting in SETTINGS) == len(load("trauma_studies"))


@pytest.mark.parametrize(("setting", "counted"), list(product(SETTINGS, COUNTED)))
def test_fewer_are_left_of_a_choice_and_all_of_them_fit_it(setting, counted):
    every, some = trauma_studies(setting), trauma_studies(setting, counted)
    assert set(some.studies) <= set(every.studies)
    assert all(study.direction in DIRECTIONS for study in some.studies)
    if counted == COUNTED[1]:
        assert all(study.randomised for study in some.studies)
    if counted == COUNTED[2]:
        assert all(study.value is not None for study in some.studies)
    assert some.table.shape[1] == 4


def test_a_printed_interval_agrees_with_the_result():
    for setting in SETTINGS:
        for study in trauma_studies(setting, COUNTED[2]).studies:
            if study.low is None or study.high is None:
                continue
            none = 1 if "ratio" in study.unit else 0
            expected = {
                "better with ketamine": study.high < none,
                "no difference shown": study.low <= none <= study.high,
                "worse with ketamine": study.low > none,
            }
            assert expected[study.direction], study.name


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="use one of"):
        trauma_studies("tomorrow")
    with pytest.raises(ValueError, match="use one of"):
        trauma_studies(counted="some")
