"""The numbers of small pictures are those that were drawn, under the names that stand on them."""

import numpy as np
import pytest

from ketabrain.engine.draw.layout import began, canvas, direct, name_y, plot, plots, rows
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.series import series_of
from ketabrain.engine.draw.style import BLUE, GREY, RED, house_style, new_figure


@pytest.fixture
def figure():
    with house_style():
        yield new_figure(3.0)


def only(figure, most=None):
    (found,) = series_of(figure, most)
    return found


def test_a_curve_has_the_name_written_beside_it_and_those_of_its_axes(figure):
    axes = plot(figure)
    axes.plot([0, 1, 2], [5, 7, 9], color=BLUE)
    direct(axes, "level", 2, 9, BLUE)
    axes.set_xlabel("Hours")
    name_y(axes, "Plasma, ng/mL")
    found = only(figure)
    assert (found.plot, found.name, found.kind, found.across, found.up) == (
        1,
        "level",
        "curve",
        "Hours",
        "Plasma, ng/mL",
    )
    assert found.points.tolist() == [[0, 5], [1, 7], [2, 9]]
    assert found.places == ("", "", "")


def test_words_of_another_colour_far_away_or_of_digits_alone_are_no_name(figure):
    axes = plot(figure)
    axes.plot([0, 1], [0, 1], color=BLUE)
    axes.set(xlim=(0, 10), ylim=(0, 10))
    direct(axes, "another thing", 1, 1, RED)
    direct(axes, "far away", 9, 9, BLUE)
    direct(axes, "253", 1, 1, BLUE)
    assert only(figure).name == "curve 1"


def test_where_the_learner_began_is_found_by_the_grey_of_its_name(figure):
    axes = plot(figure)
    began(axes, [0, 1], [0, 1], at=0)
    assert only(figure).name == "where you began"


def test_a_label_is_the_name(figure):
    axes = plot(figure)
    axes.plot([1], [2], "o", label="seen")
    axes.scatter([1, 2], [3, 4], label="trials")
    found = series_of(figure)
    assert [(each.name, each.kind, each.points.tolist()) for each in found] == [
        ("seen", "marks", [[1, 2]]), ("trials", "marks", [[1, 3], [2, 4]])
    ]  # fmt: skip


def test_bars_give_their_ends_and_the_words_below_them(figure):
    axes = plot(figure)
    axes.bar([0, 1], [3, 4])
    axes.set_xticks([0, 1], ["placebo", "drug"])
    found = only(figure)
    assert (found.kind, found.points.tolist(), found.places) == ("bars", [[0, 3], [1, 4]], ("placebo", "drug"))


def test_lying_bars_and_ranges_have_the_names_of_their_rows(figure):
    axes = rows(figure, ["Study A", "Study B"])
    axes.barh([0, 1], [3, 4], color=BLUE)
    axes.hlines([1], 2, 6, color=RED)
    bars, ranges = sorted(series_of(figure), key=lambda each: each.kind)
    assert (bars.points.tolist(), bars.places) == ([[3, 0], [4, 1]], ("Study A", "Study B"))
    assert (ranges.kind, ranges.points.tolist(), ranges.places) == ("range", [[2, 1], [6, 1]], ("Study B", "Study B"))


def test_a_band_gives_its_outline(figure):
    plot(figure).fill_between([0, 1], [0, 0], [1, 2])
    found = only(figure)
    assert found.kind == "band"
    assert {tuple(point) for point in found.points.tolist()} == {(0, 0), (0, 1), (1, 0), (1, 2)}


def test_a_line_across_the_plot_has_one_number_only(figure):
    axes = plot(figure)
    axes.axhline(4)
    points = only(figure).points
    assert np.isnan(points[:, 0]).all()
    assert points[:, 1].tolist() == [4, 4]


def test_points_that_are_no_number_are_left_out_and_long_series_thinned(figure):
    axes = plot(figure)
    axes.plot(np.arange(500), np.where(np.arange(500) < 100, np.nan, 1.0))
    found = only(figure, most=60)
    assert (len(found.points), found.of) == (60, 500)
    assert found.points[[0, -1], 0].tolist() == [0, 499]


def test_a_range_of_missing_values_is_left_out_and_the_others_stay(figure):
    axes = plot(figure)
    axes.hlines([0, 1, 2], [1, np.nan, 3], [2, np.nan, 4], color=RED)
    assert only(figure).points.tolist() == [[1, 0], [2, 0], [3, 2], [4, 2]]


def test_each_plot_has_its_number(figure):
    one, other = plots(figure, (1, 1))
    one.plot([0, 1], [0, 1])
    other.plot([0, 1], [0, 1])
    assert [each.plot for each in series_of(figure)] == [1, 2]


def test_a_drawing_words_and_what_is_hidden_have_no_numbers(figure):
    axes = canvas(figure)
    axes.plot([0, 100], [0, 100])
    words(axes, [("a word", 20, 20)], colour=GREY)
    assert series_of(figure) == []
    axes = plot(figure)
    axes.plot([0, 1], [0, 1])[0].set_visible(False)
    words(axes, [("a word", 0, 0)])
    assert series_of(figure) == []
