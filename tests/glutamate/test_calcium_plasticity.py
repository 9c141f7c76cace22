"""The calcium rule: published points, limits, and what block does; a simulation in time agrees with the closed form.

Its pictures: published points stand where they were measured, and the words tell them beside the rule.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.glutamate import draw_calcium_plasticity as draw
from ketabrain.topics.glutamate.calcium_plasticity import (
    CalciumRule,
    SpikePairs,
    rate_curves,
    rules,
    share_above,
    strength_ratio,
    timing_window,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading

names = st.sampled_from(sorted(rules()))
interval = st.floats(-0.1, 0.1)
rate = st.floats(0.1, 50)
CORTEX, TEXTBOOK = rules()["cortical slices"], rules()["DP"]


def ratio(rule: CalciumRule, interval_s: float, rate_hz: float, count: int = 75) -> float:
    return float(strength_ratio(rule, SpikePairs(interval_s, rate_hz, count)))


def test_all_nine_published_sets_are_there():
    assert list(rules()) == [
        "DP", "DPD", "DPD'", "P", "D", "D'", "hippocampal slices", "hippocampal cultures", "cortical slices",
    ]  # fmt: skip


@pytest.mark.parametrize("row", tables.load("plasticity_points").to_dict("records"), ids=lambda row: row["id"])
def test_published_points_are_met_as_closely_as_the_lesson_says(row):
    said = ratio(rules()[row["set"]], row["dt_ms"] / 1000, row["rate_hz"], 60 if row["role"] == "simulated" else 75)
    if row["role"] == "simulated":
        assert said == pytest.approx(row["ratio"], abs=0.045)  # a thousand noisy synapses scatter by 0.014
    else:
        assert abs(said - row["ratio"]) < 0.14


def by_small_steps(rule: CalciumRule, pairs: SpikePairs, threshold: float) -> float:
    """Share of time above threshold in the last of many periods, by following calcium step by step."""
    period, step = 1 / float(pairs.rate_hz), 2e-5
    spikes = [(rule.delay, rule.c_pre), (float(pairs.interval_s), rule.c_post)]
    clock = np.arange(0, period, step)
    earlier = range(int(20 * rule.tau_ca / period) + 3)
    calcium = sum(
        jump * np.exp(-((clock - at) % period + k * period) / rule.tau_ca) for at, jump in spikes for k in earlier
    )
    return float((calcium > threshold).mean())


@pytest.mark.parametrize("name", sorted(rules()))
@pytest.mark.parametrize(("interval_s", "rate_hz"), [(0.01, 1), (-0.01, 1), (0.01, 40), (-0.02, 20), (0.0, 50)])
def test_time_above_threshold_agrees_with_small_steps(name, interval_s, rate_hz):
    rule, pairs = rules()[name], SpikePairs(interval_s, rate_hz, 60)
    for threshold in (rule.theta_d, rule.theta_p):
        assert float(share_above(rule, pairs, threshold)) == pytest.approx(
            by_small_steps(rule, pairs, threshold), abs=2e-3
        )


@given(names, interval, rate, st.floats(0, 1))
def test_the_ratio_stays_between_all_down_and_all_up(name, interval_s, rate_hz, block):
    rule = rules()[name].blocked(block)
    before = rule.beta + (1 - rule.beta) * rule.b
    assert 1 / before - 1e-9 <= ratio(rule, interval_s, rate_hz) <= rule.b / before + 1e-9


@given(names, interval, rate)
def test_time_above_the_higher_threshold_is_never_longer(name, interval_s, rate_hz):
    rule, pairs = rules()[name], SpikePairs(interval_s, rate_hz, 60)
    assert share_above(rule, pairs, rule.theta_p) <= share_above(rule, pairs, rule.theta_d) + 1e-12


@given(names, interval, rate, st.floats(0, 0.9), st.floats(0.05, 0.1))
def test_more_block_never_means_more_time_above_threshold(name, interval_s, rate_hz, block, more):
    pairs = SpikePairs(interval_s, rate_hz, 60)
    some, further = rules()[name].blocked(block), rules()[name].blocked(block + more)
    for threshold in (some.theta_d, some.theta_p):
        assert share_above(further, pairs, threshold) <= share_above(some, pairs, threshold) + 1e-9


def test_half_block_turns_slow_strengthening_into_weakening_and_spares_the_fast():
    half = CORTEX.blocked(0.5)
    assert ratio(CORTEX, 0.01, 0.1) > 1 > ratio(half, 0.01, 0.1)
    assert ratio(half, 0.01, 50) == pytest.approx(ratio(CORTEX, 0.01, 50), abs=0.03)


def test_full_block_abolishes_slow_strengthening_and_leaves_the_spikes_own_calcium_at_fast_rates():
    assert ratio(TEXTBOOK, 0.02, 1, 60) > 1.15
    assert ratio(TEXTBOOK.blocked(1), 0.02, 1, 60) == pytest.approx(1, abs=0.01)
    assert ratio(CORTEX.blocked(1), 0.01, 0.1) == pytest.approx(1, abs=0.02)
    assert 1.2 < ratio(CORTEX.blocked(1), 0.01, 50) < ratio(CORTEX, 0.01, 50)


def test_at_full_block_the_order_of_spikes_no_longer_matters():
    gone = CORTEX.blocked(1)
    assert ratio(gone, 0.01, 20) == pytest.approx(ratio(gone, -0.01, 20))


@given(names)
def test_spikes_far_apart_and_too_weak_change_nothing(name):
    rule = rules()[name]
    if max(rule.c_pre, rule.c_post) < rule.theta_d:
        assert ratio(rule, 0.09, 1) == 1


def test_windows_and_curves_carry_the_published_points():
    assert set(timing_window("DP", 1, 0).points["dt_ms"]) == {-20, -10, 10, 20}
    assert timing_window("DP", 7, 0).points.empty
    assert set(rate_curves("cortical slices", 0).points["rate_hz"]) >= {0.1, 50}
    assert timing_window("cortical slices", 50, 0).interval_ms[-1] == pytest.approx(10)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: CORTEX.blocked(1.2), "between 0 and 1"),
        (lambda: ratio(CORTEX, 0.01, 0), "above zero"),
        (lambda: ratio(CORTEX, 0.01, 1, 0), "one pair"),
        (lambda: timing_window("cortex", 1, 0), "no parameter set"),
    ],
)
def test_impossible_values_are_refused(call, sentence):
    with pytest.raises(ModelError, match=sentence):
        call()


def points(figure: Figure) -> list[tuple[float, float]]:
    marked = [line for line in figure.axes[0].lines if line.get_marker() in ("o", "s")]
    return [tuple(point) for line in marked for point in line.get_xydata()]


def test_measured_points_stand_where_they_were_published():
    figure, words = drawing(draw.change_by_rate, rate_curves("cortical slices", 0.5))
    assert len(points(figure)) == 10
    assert np.isclose(points(figure), (50.0, 56.0), atol=(0.5, 0.01)).all(axis=1).any()
    assert "without any drug" in words
    assert "simplification" in words
    assert heading(figure)[0] == "50% blocked, sender first: slow pairs −9%, fast +63%"


def test_a_set_without_measurements_shows_none():
    figure, words = drawing(draw.change_by_rate, rate_curves("DP", 0))
    assert "without any drug" not in words
    assert points(figure) == []


def test_the_window_tells_published_and_computed_side_by_side():
    _, words = drawing(draw.change_by_interval, timing_window("DP", 1, 0))
    assert "simulated +19% at 20 ms, where the curve says +17%" in words
