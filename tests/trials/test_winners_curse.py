"""The winner's curse: an honest record is unbiased, a filtered one exaggerates, and computing agrees with drawing."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.trials.winners_curse import PUBLISHED, SIZES, published_mean, simulate_trials

effects, spreads = st.floats(0.05, 1.2), st.floats(0, 0.5)
rules = st.sampled_from(PUBLISHED)


@settings(max_examples=25, deadline=None)
@given(effects, st.integers(5, 100), spreads, st.integers(1, 60))
def test_a_record_of_everything_is_unbiased(effect, people, between, seed):
    record = simulate_trials(effect, people, 400, "all", between, seed)
    assert record.seen.all()
    assert record.effects.mean() == pytest.approx(effect, abs=4.5 * ((2 / people + between**2) / 400) ** 0.5)
    assert published_mean(effect, people, "all", between).effect == pytest.approx(effect)


@given(st.floats(0.2, 1.2), spreads)
def test_exaggeration_falls_with_size(effect, between):
    """Below 0.2 it first rises a little, because tiny trials are significant through a small spread as well."""
    found = [published_mean(effect, people, "significant only", between).effect / effect for people in SIZES]
    assert all(later <= earlier + 1e-3 for earlier, later in pairwise(found))
    assert found[-1] >= 1 - 1e-3


@given(st.floats(0.5, 1.2), rules)
def test_a_filter_exaggerates_until_trials_are_large(effect, rule):
    found = [published_mean(effect, people, rule).effect / effect for people in (*SIZES, 400)]
    assert min(found) >= 1 - 1e-3
    assert found[-1] == pytest.approx(1, abs=1e-3)


@given(effects, st.integers(5, 200), spreads)
def test_the_more_is_published_the_less_is_exaggerated(effect, people, between):
    everything, half, significant = (
        published_mean(effect, people, rule, between).effect for rule in (PUBLISHED[0], PUBLISHED[2], PUBLISHED[1])
    )
    assert everything <= half + 1e-3
    assert half <= significant + 1e-3


@pytest.mark.parametrize("rule", PUBLISHED)
@pytest.mark.parametrize(("effect", "people", "between"), [(0.3, 5, 0), (0.3, 15, 0.2), (0.8, 20, 0), (0.1, 100, 0.4)])
def test_the_expectation_agrees_with_many_drawn_trials(effect, people, between, rule):
    drawn = simulate_trials(effect, people, 200_000, rule, between, seed=3)
    published = drawn.effects[drawn.seen]
    error = published.std() / published.size**0.5
    assert drawn.expected.effect == pytest.approx(published.mean(), abs=4 * error + 0.003)
    assert drawn.expected.power == pytest.approx(drawn.share_significant, abs=0.005)


def test_without_an_effect_one_trial_in_twenty_is_significant_and_half_of_them_point_the_wrong_way():
    nothing = simulate_trials(0, 15, 40_000, "significant only", seed=2)
    assert nothing.expected.power == pytest.approx(0.05, abs=3e-4)
    assert nothing.share_significant == pytest.approx(0.05, abs=0.005)
    assert nothing.share_wrong_sign == pytest.approx(0.5, abs=0.05)
    assert nothing.exaggeration is None


def test_significant_small_trials_all_lie_far_out_and_their_pool_misses_the_truth():
    record = simulate_trials(0.3, 15, 200, "significant only", seed=4)
    assert np.array_equal(record.seen, record.significant)
    assert np.abs(record.effects[record.seen]).min() > 0.4
    assert record.pooled.low > record.true_effect
    assert record.exaggeration == pytest.approx(record.pooled.value / 0.3)


def test_power_of_fifteen_and_fifty_per_arm_for_half_a_standard_deviation():
    """Cohen's tables: 64 per arm give 80% for 0.5."""
    assert published_mean(0.5, 64, "all").power == pytest.approx(0.80, abs=0.005)


def test_half_of_the_others_is_half():
    record = simulate_trials(0.2, 10, 4000, "half of the others", seed=5)
    others = ~record.significant
    assert (record.seen & others).sum() / others.sum() == pytest.approx(0.5, abs=0.03)
    assert record.seen[record.significant].all()


def test_spread_between_trials_widens_the_pooled_interval_only_where_it_is_seen():
    alike, unlike = (simulate_trials(0.3, 100, 60, "all", between, 1) for between in (0, 0.5))
    assert alike.pooled == alike.fixed
    assert unlike.pooled.high - unlike.pooled.low > 2 * (unlike.fixed.high - unlike.fixed.low)


def test_nothing_and_one_published_trial():
    records = [simulate_trials(0, 5, 10, "significant only", seed=seed) for seed in range(1, 40)]
    none = next(each for each in records if not each.seen.any())
    one = next(each for each in records if each.seen.sum() == 1)
    assert (none.pooled, none.fixed, none.share_wrong_sign, none.exaggeration) == (None,) * 4
    assert one.pooled.value == one.effects[one.seen][0]
    assert one.pooled.low < one.pooled.value < one.pooled.high


def test_the_checks_stand_near_the_curve():
    record = simulate_trials(0.5, 15, 60, "significant only", seed=1)
    expected = np.interp(SIZES, record.along, record.curve)
    assert record.checks == pytest.approx(expected, abs=0.15)


def test_the_seed_decides():
    first, again, other = (simulate_trials(seed=seed) for seed in (7, 7, 8))
    assert np.array_equal(first.effects, again.effects)
    assert not np.array_equal(first.effects, other.effects)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"published": "none"}, "There is no rule 'none'; use one of all, significant only, half of the others."),
        ({"true_effect": -0.1}, "Effect and spread must not be negative; got -0.1 and 0."),
        ({"between": -1}, "Effect and spread must not be negative; got 0.3 and -1."),
        ({"people_per_arm": 1}, "An arm needs at least 2 people; got 1."),
        ({"trials": 0}, "There must be at least 1 trial; got 0."),
    ],
)
def test_bad_input_is_refused_in_one_sentence(wrong, sentence):
    with pytest.raises(ValueError, match=r"^(There|Effect|An arm)") as refused:
        simulate_trials(**wrong)
    assert str(refused.value) == sentence
