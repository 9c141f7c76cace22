"""Pictures of both ways of counting: what is drawn is what was computed, nothing is clipped, words follow."""

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.spines import draw_pseudo_replication as draw
from ketabrain.topics.spines.pseudo_replication import both_ways, false_alarms, simulate_study
from tests.engine.draw.crowding import crowded


def drawn(picture, result):
    figure = new_figure(4.2)
    with house_style():
        words = picture(result, figure)
    return figure, words


@pytest.mark.parametrize(("mice", "branches"), [(3, 2), (8, 12), (16, 20)])
def test_every_branch_and_every_mouse_is_drawn(mice, branches):
    figure, words = drawn(draw.study, simulate_study(mice, branches))
    shown = {"D": 0, ".": 0}
    for line in figure.axes[0].lines:
        shown[line.get_marker()] += len(line.get_xdata())
    assert shown == {"D": 2 * mice, ".": 2 * mice * branches}
    assert f"Counting {2 * mice * branches} branches" in words


@pytest.mark.parametrize("effect", [-20, 0, 20])
def test_a_simulated_study_says_so_and_no_interval_ends_at_the_frame_unmarked(effect):
    leaving = 0
    for seed in range(1, 16):
        result = simulate_study(3, 2, 0.6, effect, seed)
        figure, _ = drawn(draw.study, result)
        left, right = figure.axes
        assert left.get_title(loc="left").startswith("Simulated")
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


def test_measured_intervals_lie_inside_the_picture_at_every_correlation():
    for icc in (0, 0.2, 0.6):
        figure, words = drawn(draw.real_data, both_ways(icc))
        low, high = figure.axes[0].get_xlim()
        for each in both_ways(icc):
            assert low < each.widened.low < each.widened.high < high
        assert f"intraclass correlation of {icc:g}" in words
        assert words.count("hardly more than 0.17") == 1


def test_the_title_tells_both_shares_of_false_alarms():
    alarms = false_alarms(8, 12, 0.2)
    figure, words = drawn(draw.alarms, alarms)
    assert f"{alarms.by_branch:.0f}% or {alarms.by_mouse:.0f}%" in figure.axes[0].get_title(loc="left")
    assert "96 branches of an arm are worth 30.0 independent ones" in words


def test_the_words_follow_every_control():
    studies = [{}, {"mice": 9}, {"branches": 13}, {"icc": 0.25}, {"effect": 1}, {"seed": 2}]
    said = [drawn(draw.study, simulate_study(**setting))[1] for setting in studies]
    said += [drawn(draw.alarms, false_alarms(**setting))[1] for setting in studies[:4]]
    said += [drawn(draw.real_data, both_ways(icc))[1] for icc in (0.2, 0.25)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("picture", "result"), [
    (draw.study, simulate_study(16, 20, 0.6, 20, 3)), (draw.alarms, false_alarms(16, 20, 0.6)),
    (draw.real_data, both_ways(0.6)),
])  # fmt: skip
def test_no_words_leave_the_picture(picture, result):
    figure, _ = drawn(picture, result)
    assert not crowded(figure)
