"""The tube of blood: burst platelets that are counted right, pieces that add up, words that follow every control."""

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.bdnf.blood_bdnf import plasma_after_lysis
from ketabrain.topics.bdnf.draw_blood_bdnf import tube
from tests.engine.draw.crowding import crowded

CORNERS = [(s, lysed, rise) for s in (0.9, 0.99, 0.995) for lysed in (0, 0.001, 0.05) for rise in (0, 0.05, 1)]


def drawn(*blood):
    figure = new_figure(4.2)
    with house_style():
        words = tube(plasma_after_lysis(*blood), figure)
    return figure, words


@pytest.mark.parametrize(("lysed", "burst"), [(0, 0), (0.001, 1), (0.01, 10), (0.05, 50)])
def test_burst_platelets_are_drawn_one_by_one(lysed, burst):
    figure, words = drawn(0.99, lysed, 0)
    whole, broken = figure.axes[0].lines
    assert (len(whole.get_xdata()), len(broken.get_xdata())) == (1000 - burst, burst)
    assert f"({burst} of 1,000 drawn)" in words


def test_one_percent_burst_reads_double():
    _, words = drawn(0.99, 0.01, 0)
    assert "The test reads 1.990 times the resting level" in words
    assert "49.7% of the reading" in words
    assert "There is no true rise" in words


def test_the_lysis_that_fakes_a_rise_is_marked_and_said():
    figure, words = drawn(0.99, 0, 0.5)
    (fake,) = (line for line in figure.axes[2].lines if line.get_marker() == "v")
    assert fake.get_xdata()[0] == pytest.approx(0.505, abs=0.001)
    assert "would be read without any rise if 0.505% of platelets burst" in words
    beyond, words = drawn(0.9, 0, 1)
    assert not any(line.get_marker() == "v" for line in beyond.axes[2].lines)
    assert "if 11.1% of platelets burst" in words


@pytest.mark.parametrize("blood", CORNERS)
def test_pieces_end_where_the_reading_does_and_inside_the_axis(blood):
    figure, _ = drawn(*blood)
    rest, rise, platelets, reading = figure.axes[1].patches
    assert rest.get_height() == 1
    assert rise.get_y() + rise.get_height() == pytest.approx(platelets.get_y())
    assert platelets.get_y() + platelets.get_height() == pytest.approx(reading.get_height())
    assert reading.get_height() < figure.axes[1].get_ylim()[1]


def test_the_words_follow_every_control():
    settings = [(0.99, 0, 0), (0.985, 0, 0), (0.99, 0.001, 0), (0.99, 0.002, 0), (0.99, 0, 0.05), (0.99, 0, 0.1)]
    assert len({drawn(*each)[1] for each in settings}) == len(settings)


@pytest.mark.parametrize("blood", CORNERS)
def test_no_text_leaves_the_picture_or_lies_over_another(blood):
    figure, _ = drawn(*blood)
    assert not crowded(figure)
