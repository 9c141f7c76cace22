"""Branches or mice: what either way of counting promises and keeps, the measured comparisons, and the pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ketabrain.engine.tables import quantity
from ketabrain.topics.spines import draw_pseudo_replication as draw
from ketabrain.topics.spines.pseudo_replication import (
    ICC,
    STUDIES,
    both_ways,
    branch_spread,
    design_effect,
    effective_branches,
    false_alarms,
    implied_icc,
    simulate_study,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading

NOISE = 3 * 100 * (0.05 * 0.95 / STUDIES) ** 0.5
"""Three standard errors of a share of 5% (percentage points)."""

mice, branches, icc = st.integers(2, 16), st.integers(2, 20), st.floats(0, 1)


@given(mice, branches, icc, st.floats(-20, 20), st.integers(0, 100))
def test_both_tests_are_welch_tests_of_the_same_numbers(mice, branches, icc, effect, seed):
    study = simulate_study(mice, branches, icc, effect, seed)
    assert study.control.shape == (mice, branches)
    assert study.by_branch.difference == pytest.approx(study.by_mouse.difference, abs=1e-9)
    theirs = stats.ttest_ind(study.treated.ravel(), study.control.ravel(), equal_var=False)
    interval = theirs.confidence_interval()
    assert study.by_branch.p == pytest.approx(theirs.pvalue, abs=1e-9)
    assert (study.by_branch.low, study.by_branch.high) == pytest.approx((interval.low, interval.high))
    means = [each.mean(axis=1) for each in (study.treated, study.control)]
    assert study.by_mouse.p == pytest.approx(stats.ttest_ind(*means, equal_var=False).pvalue, abs=1e-9)


@pytest.mark.parametrize(("mice", "branches", "icc"), [(4, 2, 0.6), (8, 12, 0.2), (8, 20, 0.6), (16, 5, 0.0)])
def test_counting_mice_keeps_its_promise(mice, branches, icc):
    assert false_alarms(mice, branches, icc).by_mouse < 5 + NOISE


@pytest.mark.parametrize(("mice", "branches", "icc"), [(8, 12, 0.2), (16, 20, 0.6), (12, 6, 0.4)])
def test_counting_branches_breaks_it_as_much_as_the_design_effect_says(mice, branches, icc):
    alarms = false_alarms(mice, branches, icc)
    expected = float(np.interp(branches, alarms.along, alarms.expected))
    assert alarms.by_branch == pytest.approx(expected, abs=4.5)
    assert expected > 15


def test_if_mice_do_not_differ_branches_may_be_counted():
    alarms = false_alarms(8, 12, 0)
    assert alarms.by_branch == pytest.approx(5, abs=NOISE)
    assert alarms.expected == pytest.approx(np.full(19, 5.0), abs=0.3)


def test_the_seed_decides():
    assert np.array_equal(simulate_study(seed=3).control, simulate_study(seed=3).control)
    assert not np.array_equal(simulate_study(seed=3).control, simulate_study(seed=4).control)


def test_the_spread_between_mice_is_the_chosen_share():
    study = simulate_study(400, 40, 0.3, seed=5)
    total = np.var(study.control)
    assert np.sqrt(total) == pytest.approx(branch_spread(), rel=0.1)
    assert (np.var(study.control.mean(axis=1)) - 0.7 * total / 40) / total == pytest.approx(0.3, abs=0.08)


@given(st.integers(1, 50), st.integers(1, 50), icc)
def test_branches_are_worth_between_one_a_mouse_and_all_of_them(mice, branches, icc):
    worth = effective_branches(mice, branches, icc)
    assert mice - 1e-9 <= worth <= mice * branches + 1e-9
    assert design_effect(branches, 0) == 1


def test_the_spread_is_that_of_the_published_summary():
    assert branch_spread() == pytest.approx(1.7 * 96**0.5)


def test_measured_comparisons_by_branch_and_widened():
    density, formation, *_ = both_ways(ICC)
    assert density.by_branch.difference == pytest.approx(7.0)
    assert density.by_branch.p == pytest.approx(0.11, abs=0.005)
    assert formation.by_branch.p < 0.001 < formation.widened.p < 0.05
    for each in both_ways(ICC):
        assert each.widened.high - each.widened.low > each.by_branch.high - each.by_branch.low
        assert each.widened.difference == each.by_branch.difference


def test_without_correlation_nothing_is_widened_and_density_agrees_with_the_count_by_mouse():
    density = both_ways(0)[0]
    assert density.widened == density.by_branch
    assert density.widened.p == pytest.approx(quantity("mouse-level-p").midpoint, abs=0.01)


def test_whole_mice_point_to_a_small_correlation_for_density_only():
    """By hand: SE by mouse 6.8 / t(14; p = 0.11) = 3.98; unlike branches would give 4.35, alike ones 11.9."""
    likely, high = implied_icc()
    by_mouse = quantity("mouse-level-difference").midpoint / stats.t.isf(quantity("mouse-level-p").midpoint / 2, 14)
    unlike, alike = 1.7**2 + 4.0**2, (1.7**2 * 96 + 4.0**2 * 53) / 8
    assert by_mouse**2 < unlike
    assert likely == 0
    assert high == pytest.approx((by_mouse**2 * 14 / stats.chi2.ppf(0.025, 14) - unlike) / (alike - unlike))
    assert likely < high < ICC
    assert [each.implied for each in both_ways(ICC)] == [implied_icc(), None, None, None]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: simulate_study(mice=1), "A study needs at least 2 mice and branches; got 1 and 12."),
        (lambda: false_alarms(branches=1), "A study needs at least 2 mice and branches; got 8 and 1."),
        (lambda: both_ways(1.2), "The intraclass correlation lies between 0 and 1; got 1.2."),
        (lambda: design_effect(0, 0.1), "A study needs at least 1 mice and branches; got 1 and 0."),
    ],
)
def test_bad_input_is_refused_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=r"^(A study|The intraclass)") as refused:
        ask()
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("mice", "branches"), [(3, 2), (8, 12), (16, 20)])
def test_every_branch_and_every_mouse_is_drawing(mice, branches):
    figure, words = drawing(draw.study, simulate_study(mice, branches))
    shown = {"D": 0, ".": 0}
    for line in figure.axes[0].lines:
        shown[line.get_marker()] += len(line.get_xdata())
    assert shown == {"D": 2 * mice, ".": 2 * mice * branches}
    assert f"Counting {2 * mice * branches} branches" in words


@pytest.mark.parametrize("effect", [-20, 0, 20])
def test_a_simulated_study_says_so_and_no_interval_ends_at_the_frame_unmarked(effect):
    leaving = 0
    for seed in range(1, 6):
        result = simulate_study(3, 2, 0.6, effect, seed)
        figure, _ = drawing(draw.study, result)
        left, right = figure.axes
        assert heading(figure)[1].startswith("Simulated")
        low, high = left.get_ylim()
        assert low < min(result.control.min(), result.treated.min())
        assert max(result.control.max(), result.treated.max()) < high
        low, high = right.get_xlim()
        ends = [(each.low < low, each.high > high) for each in (result.by_mouse, result.by_branch)]
        shapes = [line.get_marker() for line in right.lines]
        assert shapes.count("<") == sum(below for below, _ in ends)
        assert shapes.count(">") == sum(above for _, above in ends)
        assert all(low < each.difference < high for each in (result.by_mouse, result.by_branch))
        leaving += sum(map(sum, ends))
    assert leaving > 0


def test_no_difference_is_not_minus_nothing():
    words = drawing(draw.study, simulate_study(seed=11))[1]
    assert ": 0 points (95%" in words
    assert "−0 points" not in words


def test_measured_intervals_lie_inside_the_picture_at_every_correlation():
    for icc in (0, 0.2, 0.6):
        figure, words = drawing(draw.real_data, both_ways(icc))
        low, high = figure.axes[0].get_xlim()
        for each in both_ways(icc):
            assert low < each.widened.low < each.widened.high < high
        assert f"intraclass correlation of {icc:g}" in words
        assert words.count("hardly more than 0.17") == 1


def test_the_title_tells_both_shares_of_false_alarms():
    alarms = false_alarms(8, 12, 0.2)
    figure, words = drawing(draw.alarms, alarms)
    assert heading(figure)[0] == (
        f"Counting branches {alarms.by_branch:.0f}% false alarms, counting mice {alarms.by_mouse:.0f}%"
    )
    filled = [len(line.get_xdata()) for line in figure.axes[1].lines[1::2]]
    assert filled == [round(alarms.by_branch), round(alarms.by_mouse)]
    assert "96 branches of an arm are worth 30.0 independent ones" in words
