"""What a learner can choose on the bench holds trials, by every measure."""

from itertools import product

import pytest

from ketabrain.engine.stats.pooling import EffectMeasure
from ketabrain.topics.trials.bench_choices import Crossovers, MeasuredBy
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench


def test_every_setting_holds_trials_whatever_else_is_chosen():
    for setting, measure, crossovers in product(bench_settings(), MeasuredBy, Crossovers):
        assert on_the_bench(setting, measure, crossovers=crossovers).trials


def test_settings_are_of_one_control_unless_they_say_that_they_mix():
    for setting in bench_settings():
        assert (len(on_the_bench(setting).controls) > 1) == setting.endswith("mixed")


def test_scores_come_first_and_settings_can_be_asked_to_hold_more():
    assert bench_settings()[0] == "depression: score, 1 day, placebo spray"
    assert set(bench_settings(3)) < set(bench_settings())
    assert all(len(on_the_bench(setting).trials) >= 3 for setting in bench_settings(3))


def test_scores_are_in_points_where_a_trial_gives_them():
    measures = {setting: on_the_bench(setting).measure for setting in bench_settings() if ": score" in setting}
    assert measures["depression: score, 1 day, midazolam"] is EffectMeasure.MADRS_POINTS
    assert measures["depression: score, 1 day, saline"] is EffectMeasure.SMD
    assert on_the_bench("depression: score, 1 day, midazolam", MeasuredBy.ODDS).measure is EffectMeasure.SMD


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("sleep",), "There is no choice 'sleep'"),
        (("PTSD: score, 1–2 weeks, midazolam", "feet"), "There is no choice 'feet'"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        on_the_bench(*asked)
