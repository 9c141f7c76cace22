"""The winner's curse: an honest record is unbiased, a filtered one exaggerates, and the pictures show which it is."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.trials.draw_winners_curse import curse
from ketabrain.topics.trials.winners_curse import (
    SIZES,
    PublicationRule,
    let_through,
    published_mean,
    sample_trials,
    simulate_trials,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading

effects, spreads = st.floats(0.05, 1.2), st.floats(0, 0.5)
rules = st.sampled_from(PublicationRule)


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
        published_mean(effect, people, rule, between).effect
        for rule in (PublicationRule.ALL, PublicationRule.HALF_OF_THE_OTHERS, PublicationRule.SIGNIFICANT_ONLY)
    )
    assert everything <= half + 1e-3
    assert half <= significant + 1e-3


@pytest.mark.parametrize("rule", PublicationRule)
@pytest.mark.parametrize(("effect", "people", "between"), [(0.3, 5, 0), (0.3, 15, 0.2), (0.8, 20, 0), (0.1, 100, 0.4)])
def test_the_expectation_agrees_with_many_drawn_trials(effect, people, between, rule):
    rng = np.random.default_rng(3)
    drawn = sample_trials(rng, effect, people, 200_000, between)
    published = drawn.effects[let_through(rng, drawn.significant, rule)]
    error = published.std() / published.size**0.5
    expected = published_mean(effect, people, rule, between)
    assert expected.effect == pytest.approx(published.mean(), abs=4 * error + 0.003)
    assert expected.power == pytest.approx(drawn.significant.mean(), abs=0.005)
    assert simulate_trials(effect, people, 2, rule, between).expected == expected


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
        ({"published": "none"}, "There is no choice 'none'; use one of all, significant only, half of the others."),
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


@pytest.mark.parametrize("rule", PublicationRule)
def test_every_trial_is_drawn_once_and_shape_says_whether_it_was_published(rule):
    result = simulate_trials(published=rule)
    figure, words = drawing(curse, result)
    lines = figure.axes[0].lines[:3]  # then come those of the key
    marks = {line.get_marker(): len(line.get_xdata()) for line in lines}
    assert sum(marks.values()) == 60
    assert marks["o"] == (~result.seen).sum()
    assert marks["D"] == result.significant.sum()
    assert f"Published ({rule}): {result.seen.sum()}." in words


def test_curve_checks_and_mark_are_those_computed():
    result = simulate_trials()
    figure, words = drawing(curse, result)
    curve, checks, _, mark = figure.axes[1].lines
    assert list(checks.get_xdata()) == list(SIZES)
    assert mark.get_ydata()[0] == pytest.approx(np.interp(15, curve.get_xdata(), curve.get_ydata()), abs=0.02)
    assert f"{result.exaggeration:.1f} times the true effect" in words


def test_the_diamond_is_the_pooled_interval():
    result = simulate_trials()
    figure, _ = drawing(curse, result)
    (diamond,) = figure.axes[0].patches
    x = diamond.get_xy()[:, 0]
    assert (x.min(), x.max()) == pytest.approx((result.pooled.low, result.pooled.high))


def test_nothing_published_is_said_and_drawn():
    figure, words = drawing(curse, simulate_trials(0, 5, 10, seed=2))
    assert "nothing can be pooled" in words
    assert heading(figure)[0].endswith("published and pooled: nothing")
    assert not figure.axes[0].patches
