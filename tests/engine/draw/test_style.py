"""Contrast of the palette and the layout of panels."""

import pytest
from coloraide import Color

from ketabrain.engine.draw import style
from ketabrain.engine.draw.style import counted, label, new_figure, panel, panels, shortened

LINES = {"blue": style.BLUE, "red": style.RED, "green": style.GREEN, "ink": style.INK}


def contrast(one, other):
    return Color(one).contrast(other, method="wcag21")


@pytest.mark.parametrize("colour", [style.INK, style.GREY])
def test_text_colours_meet_the_contrast_for_small_text(colour):
    assert contrast(colour, style.PAPER) >= 4.5


@pytest.mark.parametrize("colour", LINES.values(), ids=LINES)
def test_line_colours_meet_the_contrast_for_graphics(colour):
    assert contrast(colour, style.PAPER) >= 3


def test_panels_share_the_width_without_overlap():
    figure = new_figure()
    left, right = panels(figure, (2, 1))
    assert left.get_position().x1 < right.get_position().x0
    assert left.get_position().width == pytest.approx(2 * right.get_position().width)


def test_a_panel_replaces_what_was_there():
    figure = new_figure()
    panel(figure)
    second = panel(figure)
    assert figure.axes == [second]


def test_a_label_ends_at_its_point_and_has_its_size():
    box, double = (label("Moda-Sava 2019", size=size).get_extents() for size in (9.5, 19.0))
    assert box.x1 == pytest.approx(0, abs=1)  # within the white beside its last letter
    assert double.width == pytest.approx(2 * box.width, rel=0.02)
    assert box.y0 < 0 < box.y1


@pytest.mark.parametrize(
    ("number", "more", "said"),
    [(0, "", "0 days"), (1, "", "1 day"), (1.0, "", "1 day"), (2.5, "", "2.5 days"), (-3, "", "−3 days"),
     (2, "days of rest", "2 days of rest"), (1, "days of rest", "1 day")],
)  # fmt: skip
def test_one_is_singular_and_whole_numbers_have_no_point(number, more, said):
    assert counted(number, "day", more) == said


@pytest.mark.parametrize(("longest", "said"), [(18, "one two three four"), (17, "one two three …"), (8, "one …")])
def test_a_long_text_is_cut_between_two_words(longest, said):
    assert shortened("one two three four", longest) == said
