"""The workbench: doses are no trials, unlike controls stay apart, and what it pools agrees with what was published."""

from itertools import product
from math import isfinite

import pytest

from ketabrain.engine import tables
from ketabrain.engine.stats.pooling import IntervalMethod, PoolingModel, shown
from ketabrain.topics.trials.bench import MOST, pool_trials
from ketabrain.topics.trials.bench_choices import (
    PLACEBOS,
    Comparator,
    Crossovers,
    PooledOutcome,
    PooledQuestion,
    SharedControl,
    TimePoint,
)
from ketabrain.topics.trials.trial_results import trial_rows

MADRS = PooledOutcome.SCORE_MADRS
RESPONSE = PooledOutcome.RESPONSE_RISK_RATIO
APART = SharedControl.DOSES_APART


def labels(result):
    return [row.label for row in result.kept]


def every_pool(**asked):
    """Every setting that is pooled, with crossovers and without, and doses merged and apart."""
    for each in product(PooledQuestion, PooledOutcome, TimePoint, Comparator):
        for crossovers, doses in product(Crossovers, SharedControl):
            result = pool_trials(*each, crossovers=crossovers, doses=doses, **asked)
            if result.pooled:
                yield result


def test_doses_are_no_trials():
    """However they are shown, the three doses of one trial are one trial, and nothing is pooled with itself."""
    merged, apart = (pool_trials(time_point="hours", outcome=RESPONSE, doses=doses) for doses in SharedControl)
    assert merged.trials == apart.trials == ("Daly 2018",)
    assert merged.pooled is apart.pooled is None
    assert len(apart.rows) == 3
    for result in every_pool():
        assert len(result.trials) == len(result.pooled.weights) >= 2


def test_a_range_of_the_next_trial_needs_three_different_trials():
    ranges = [(len(result.trials), result.next_trial) for result in every_pool()]
    assert {found is not None for k, found in ranges if k >= 3} == {True}
    assert {found for k, found in ranges if k < 3} == {None}


def test_doses_kept_apart_share_the_error_of_their_control():
    """Each dose stands against the whole control group; together they say what the merged groups say."""
    merged, apart = (pool_trials(time_point="3–8 weeks", outcome=RESPONSE, doses=doses) for doses in SharedControl)
    first = [row for row in apart.kept if row.trial == "TRANSFORM-1"]
    assert [(row.people, row.control_people) for row in first] == [(111, 108), (98, 108)]
    (one,) = [row for row in merged.kept if row.label == "TRANSFORM-1, 2 doses"]
    assert (one.people, one.control_people) == (209, 108)
    assert one.shown.value == pytest.approx(112 / 209 * 108 / 42)
    assert sum(row.weight for row in first) == pytest.approx(one.weight, abs=0.01)
    assert apart.pooled.estimate == pytest.approx(merged.pooled.estimate, abs=0.01)
    assert apart.pooled.se == pytest.approx(merged.pooled.se, rel=0.02)


def test_a_control_without_an_event_is_corrected_once():
    """4, 2 and 3 of 11, 11 and 12 against 0 of 33: merged, for apart each dose would correct the control again."""
    result = pool_trials(outcome=PooledOutcome.REMISSION_ODDS_RATIO, doses=APART)
    (daly,) = result.rows
    assert daly.label == "Daly 2018, 3 doses"
    assert daly.shown.value == pytest.approx(9.5 * 33.5 / (25.5 * 0.5))


def test_merged_doses_keep_their_scores():
    (one,) = [row for row in pool_trials(time_point="3–8 weeks").kept if row.trial == "Takahashi 2021"]
    mean = (39 * 15.2 + 34 * 14.5 + 39 * 15.1) / 112
    assert one.effect.value == pytest.approx(mean - 15.3)


def test_printed_differences_of_two_doses_are_put_together():
    (one,) = [row for row in pool_trials(time_point="3–8 weeks").kept if row.trial == "Janik 2025"]
    assert 5.1 < one.effect.value < 6.8
    assert one.effect.se < 1.35  # surer than the better of its doses,
    assert one.effect.se > (1.37**-2 + 1.35**-2) ** -0.5  # less sure than two trials


def test_hartung_and_knapp_s_interval_is_never_narrower():
    for plain, knapp in zip(every_pool(), every_pool(interval=IntervalMethod.HARTUNG_KNAPP), strict=True):
        assert knapp.pooled.high - knapp.pooled.low > plain.pooled.high - plain.pooled.low


def test_no_pooled_number_is_missing():
    assert all(isfinite(number) for result in every_pool() for number in (result.pooled.low, result.pooled.high))


def test_unlike_placebos_mix_only_where_asked_and_other_treatments_never():
    for control in Comparator:
        result = pool_trials(outcome=RESPONSE, time_point="3–8 weeks", comparator=control)
        assert set(result.controls) <= ({control} if control is not Comparator.MIXED else set(PLACEBOS))
    assert len(pool_trials(comparator=Comparator.MIXED).controls) == 3


def test_every_row_on_the_bench_is_judged():
    for result in every_pool():
        assert all(row.bias.reason.endswith(".") for row in result.rows)
    named = set(tables.load("trial_bias")["trial"])
    assert named == {row.trial for row in trial_rows() if not row.refused}


def test_rows_of_one_trial_that_meet_on_the_bench_share_their_control():
    for result in every_pool(leave_out=0):
        people = {(row.trial, row.control_people) for row in result.rows}
        assert len(people) == len(result.trials)


def test_published_figures_come_out_again():
    """64% against 28% is a risk ratio of about 2.3 and an odds ratio of about 4.5, not the 2.18 that was printed."""
    for outcome, value in (("response, risk ratio", 2.3), ("response, odds ratio", 4.5)):
        (murrough,) = pool_trials(outcome=outcome, comparator="midazolam").kept
        assert shown(murrough.effect.value, outcome.split(", ")[1]) == pytest.approx(value, abs=0.05)
    rows = {row.label: row for row in pool_trials(comparator=Comparator.MIXED).kept}
    assert (rows["Fu 2020"].effect.value, rows["Fu 2020"].effect.se) == (3.8, 1.39)
    assert rows["Lii 2023"].effect.value == pytest.approx(-1.1)


def test_pooled_effects_overlap_with_published_poolings():
    """Bahji 2022: any ketamine, response 2.14 (1.72 to 2.66); An 2021: day 28, 4.09 points (2.18 to 6.0)."""
    ours = pool_trials(outcome=RESPONSE, comparator=Comparator.MIXED).pooled
    assert shown(ours.low, "risk ratio") < 2.66
    assert shown(ours.high, "risk ratio") > 1.72
    weeks = pool_trials(outcome=MADRS, time_point="3–8 weeks", comparator="placebo spray").pooled
    assert weeks.low < 6.0
    assert weeks.high > 2.18


def test_the_diamond_moves_when_decisions_change():
    plain, knapp = (pool_trials(time_point="3–8 weeks", interval=interval).all_together for interval in IntervalMethod)
    assert plain.low > 0 > knapp.low
    assert pool_trials(model=PoolingModel.FIXED).pooled.prediction is None


def test_leaving_one_out_takes_exactly_that_trial_away():
    everything = pool_trials()
    for number, gone in enumerate(everything.kept, 1):
        result = pool_trials(leave_out=number)
        assert result.left_out.label == gone.label
        assert labels(result) == [label for label in labels(everything) if label != gone.label]
    beyond = pool_trials(leave_out=MOST)
    assert beyond.left_out is None
    assert beyond.pooled.estimate == everything.pooled.estimate


def test_nothing_is_pooled_from_one_trial_or_none():
    anxiety = {"question": "anxiety", "outcome": RESPONSE, "time_point": "1–2 weeks", "comparator": "saline"}
    assert pool_trials(**anxiety).pooled is None
    assert len(pool_trials(**anxiety).trials) == 1
    assert pool_trials("anxiety").trials == ()


def test_every_choice_is_answered():
    """With crossovers, which are most trials."""
    for each in product(PooledQuestion, PooledOutcome, TimePoint, Comparator):
        result = pool_trials(*each, crossovers=Crossovers.COUNTED_IN, doses=APART)
        assert (result.pooled is None) == (len(result.trials) < 2)
        assert [row.number for row in result.rows] == list(range(1, len(result.rows) + 1))
        assert len(result.rows) <= MOST


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"question": "sleep"}, "There is no choice 'sleep'"),
        ({"doses": "drop"}, "There is no choice 'drop'"),
        ({"leave_out": MOST + 1}, "Leave out a trial by its number, 0 to 12; got 13"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        pool_trials(**asked)
