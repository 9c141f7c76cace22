"""Going on against stopping: one ratio against the counts of SUSTAIN-1, in numbers, marks and words."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection

from ketabrain.engine.draw.style import new_figure
from ketabrain.topics.relief.draw_maintenance import with_maintenance
from ketabrain.topics.relief.maintenance import StableGroup, maintain
from tests.drawing import drawing
from tests.engine.draw.written import heading, written
from tests.relief.marks import open_marks


@pytest.mark.parametrize(("group", "events"), [("remitters", (39, 86, 24, 90)), ("responders", (34, 59, 16, 62))])
def test_the_printed_ratio_reproduces_the_counts_of_sustain_1(group, events):
    result = maintain(group=group)
    arms = result.withdrawn, result.kept
    assert tuple(number for arm in arms for number in (arm.events, arm.people)) == events
    at_printed = maintain(result.printed.value, group=group)
    assert at_printed.reproduces
    assert result.printed.low < result.ratio_from_counts < result.printed.high
    assert not maintain(1, group=group).reproduces


@given(st.floats(0.2, 1), st.floats(10, 400), st.sampled_from(StableGroup))
def test_the_day_drops_out_of_the_test(ratio, median, group):
    result = maintain(ratio, median, group)
    assert 1 - float(result.well(result.match_day, False)) == pytest.approx(result.withdrawn.share)
    assert 1 - float(result.well(result.match_day, True)) == pytest.approx(result.expected_kept)
    assert result.expected_kept == pytest.approx(maintain(ratio, 100, group).expected_kept)
    fitted = maintain(result.ratio_from_counts, median, group)
    assert fitted.expected_kept == pytest.approx(result.kept.share)


@given(st.floats(0.2, 0.99), st.floats(10, 400))
def test_going_on_helps_most_on_the_widest_day(ratio, median):
    widest = maintain(ratio, median).widest_day
    best = maintain(ratio, median, day=widest).more_well
    assert best > 0
    for day in (0.8 * widest, 1.25 * widest):
        assert maintain(ratio, median, day=day).more_well < best
    assert maintain(1, median).widest_day == inf


def test_the_counts_are_open_marks_and_the_first_lies_on_its_curve():
    result = maintain(0.7)
    axes = drawing(with_maintenance, result)[0].axes[0]
    ((x, stopped),) = open_marks(axes, "s")
    ((_, kept),) = open_marks(axes, "o")
    assert (stopped, kept) == pytest.approx((100 * (1 - 39 / 86), 100 * (1 - 24 / 90)))
    assert stopped == pytest.approx(100 * float(result.well(x, False)))


@pytest.mark.parametrize(("ratio", "where"), [(0.49, "inside"), (1, "outside")])
def test_the_words_say_whether_the_ratio_holds(ratio, where):
    result = maintain(ratio)
    figure, words = drawing(with_maintenance, result)
    (bar,) = [each for each in figure.axes[0].collections if isinstance(each, LineCollection)]
    assert bar.get_segments()[0][:, 1] == pytest.approx([100 * (1 - share) for share in result.kept.interval[::-1]])
    assert heading(figure)[0].endswith(f"{100 * result.expected_kept:.0f}% would relapse if kept on, 27% did")
    assert {"24 of 90 relapsed (95%)", "39 of 86 relapsed"} <= set(written(figure.axes[0]))
    assert f"expects {100 * result.expected_kept:.1f}%, {where}" in words
    assert "0.49 (0.29 to 0.84)" in words
    assert "not response rates" in words


def test_what_is_spared_is_counted_on_the_chosen_day_and_the_first_curve_stays():
    first, now = maintain(0.8), maintain(0.5, day=180)
    figure = new_figure(4.4)
    with_maintenance(now, figure, began=first)
    assert "+16 of 100" in written(figure.axes[0])
    assert "where you began" in written(figure.axes[0])
    with_maintenance(maintain(1), figure, began=first)
    assert "nobody more" in written(figure.axes[0])
    with_maintenance(maintain(0.8, day=90), figure, began=first)
    assert "where you began" not in written(figure.axes[0])


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"hazard_ratio": 0}, "The hazard ratio lies above 0 and is at most 1; got 0."),
        ({"median_days": -1}, "The median is a positive number of days; got -1."),
        ({"day": -1}, "The day must not be negative; got -1."),
        ({"group": "all"}, "There is no choice 'all'; use one of remitters, responders."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(asked, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        maintain(**asked)
