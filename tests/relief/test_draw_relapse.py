"""Pictures of relapse: every group is there, printed numbers are marks, and the words follow every control."""

import numpy as np
import pytest

from ketabrain.engine.draw.style import LIGHT, PAPER, house_style, new_figure
from ketabrain.topics.relief import draw_relapse as draw
from ketabrain.topics.relief.relapse import TRIAL_GROUPS, follow, group_names, maintenance, relapse
from tests.engine.draw.crowding import crowded


def drawn(function, result, height):
    figure = new_figure(height)
    with house_style():
        words = function(result, figure)
    return figure, words


def open_marks(axes, marker):
    return [
        (round(float(line.get_xdata()[0]), 6), round(float(line.get_ydata()[0]), 6))
        for line in axes.lines
        if line.get_marker() == marker and line.get_markerfacecolor() == PAPER
    ]


# Published groups


@pytest.mark.parametrize("day", [0, 30, 365])
@pytest.mark.parametrize("group", group_names())
def test_groups_fit_their_picture(group, day):
    figure, words = drawn(draw.curves, relapse(group, day), 5.0)
    assert crowded(figure) == []
    assert f"day {day}" in words
    assert "nan" not in words


def test_every_printed_median_is_a_mark_at_half():
    figure, words = drawn(draw.curves, relapse(), 5.0)
    medians = [group.median_days for group in relapse().groups if group.median_days]
    assert sorted(open_marks(figure.axes[0], "o")) == sorted((each, 50) for each in medians)
    assert all(f"{group.label} ({group.study})" in words for group in relapse().groups)
    assert "nobody counted them" in words
    assert "says nothing about how many respond" in words


def test_the_others_stay_behind_the_chosen_group():
    for name in group_names()[1:]:
        axes = drawn(draw.curves, relapse(name), 5.0)[0].axes[0]
        curves = [line for line in axes.lines if len(line.get_xdata()) > 50]
        assert sum(line.get_color() == LIGHT for line in curves) == 7


def test_the_misfit_of_ketect_is_drawn_and_told():
    figure, words = drawn(draw.curves, relapse("KetECT, ketamine", 57), 5.0)
    axes = figure.axes[0]
    assert open_marks(axes, "D") == [(365, 30)]
    assert open_marks(axes, "s") == [(57, 65)]
    assert open_marks(axes, "o") == [(57, 50)]
    through_share = [line for line in axes.lines if len(line.get_xdata()) > 50 and line.get_zorder() == 2]
    assert any(np.interp(365, *line.get_data()) == pytest.approx(30) for line in through_share)
    shown = " ".join(" ".join(text.get_text() for text in axes.texts).split())
    for told in (words, shown):
        assert "would be 99% by day 365; 70% is printed" in told


def test_words_about_groups_follow_both_controls():
    told = {drawn(draw.curves, relapse(group, day), 5.0)[1] for group in group_names() for day in (27, 28, 29)}
    assert len(told) == 3 * len(group_names())


def test_the_narrowest_interval_is_called_so():
    words = drawn(draw.curves, relapse("Murrough 2013, mood", 18), 5.0)[1]
    assert "95% interval of the median 11 to 31, the narrowest possible, as if all had relapsed" in words
    assert "Expected still well on days 0: 17, 30: 5" in words


# Going on


@pytest.mark.parametrize("group", TRIAL_GROUPS)
@pytest.mark.parametrize(
    ("ratio", "median", "day"), [(0.2, 14, 7), (0.2, 365, 365), (0.49, 273, 180), (1, 14, 365), (1, 365, 7)]
)
def test_going_on_fits_its_picture(group, ratio, median, day):
    figure, words = drawn(draw.with_maintenance, maintenance(ratio, median, group, day), 4.6)
    assert crowded(figure) == []
    assert "nan" not in words
    assert "inf" not in words


def test_the_counts_are_open_marks_and_the_first_lies_on_its_curve():
    result = maintenance(0.7)
    axes = drawn(draw.with_maintenance, result, 4.6)[0].axes[0]
    ((x, stopped),) = open_marks(axes, "s")
    ((_, kept),) = open_marks(axes, "o")
    assert (stopped, kept) == pytest.approx((100 * (1 - 39 / 86), 100 * (1 - 24 / 90)))
    assert stopped == pytest.approx(100 * float(result.well(x, False)))


@pytest.mark.parametrize(("ratio", "verdict"), [(0.49, "meets"), (1, "misses")])
def test_the_picture_says_whether_the_ratio_holds(ratio, verdict):
    result = maintenance(ratio)
    figure, words = drawn(draw.with_maintenance, result, 4.6)
    assert f"the curve {verdict} its 95% bar" in " ".join(text.get_text() for text in figure.axes[0].texts)
    assert f"expects {100 * result.expected_kept:.1f}%, {'inside' if verdict == 'meets' else 'outside'}" in words
    assert "0.49 (0.29 to 0.84)" in words
    assert "not response rates" in words


def test_words_about_going_on_follow_every_control():
    told = {
        drawn(draw.with_maintenance, maintenance(ratio, median, group, day), 4.6)[1]
        for ratio in (0.48, 0.49)
        for median in (272, 273)
        for group in TRIAL_GROUPS
        for day in (180, 181)
    }
    assert len(told) == 16


# A survival curve


@pytest.mark.parametrize("people", [5, 20, 200])
@pytest.mark.parametrize(("median", "dropout", "days", "seed"), [(7, 0, 30, 1), (365, 80, 365, 2), (40, 40, 120, 3)])
def test_a_survival_curve_fits_its_picture(people, median, dropout, days, seed):
    figure, words = drawn(draw.kaplan_meier, follow(people, median, dropout, days, seed), 4.6)
    assert crowded(figure) == []
    assert "nan" not in words


def test_those_who_left_are_ticks_on_the_curve_and_the_plain_share_a_mark():
    result = follow(40, 40, 50, 120, 1)
    axes = drawn(draw.kaplan_meier, result, 4.6)[0].axes[0]
    ticks = next(line for line in axes.lines if line.get_marker() == "|")
    assert len(ticks.get_xdata()) == result.count("left") > 3
    assert ticks.get_ydata() == pytest.approx([100 * result.at(day)[0] for day in ticks.get_xdata()])
    assert open_marks(axes, "D") == [(120, round(100 * (1 - result.count("relapsed") / 40), 6))]


def test_the_number_at_risk_is_told():
    result = follow()
    words = drawn(draw.kaplan_meier, result, 4.6)[1]
    at_risk = result.at_risk(result.risk_days)
    assert f"20 on day 0, {at_risk[1]} on day 30" in words
    assert f"{at_risk[-1]} on day 120" in words


def test_words_about_the_simulation_follow_every_control():
    settings = [(20, 40, 40, 120, 1), (21, 40, 40, 120, 1), (20, 41, 40, 120, 1), (20, 40, 45, 120, 1)]
    settings += [(20, 40, 40, 121, 1), (20, 40, 40, 120, 2)]
    assert len({drawn(draw.kaplan_meier, follow(*each), 4.6)[1] for each in settings}) == 6
