"""One track with marks on it: places in per cent of its length, numbers in words, nothing beyond its ends."""

import re

import pytest

from ketabrain.engine.scale import Mark, steps, track
from tests.engine.driving import words_of


def places(page):
    """Left end and width of every mark, in per cent of the track."""
    return [tuple(map(float, each)) for each in re.findall(r'style="left:([\d.]+)%;width:([\d.]+)%"', page)]


@pytest.mark.parametrize(
    ("low", "high", "mark", "place"),
    [
        (0, 10, (5, 5), (50, 0)),
        (-10, 10, (-5, 5), (25, 50)),
        (0, 10, (-3, 4), (0, 40)),
        (0, 10, (12, 20), (100, 0)),
        (0, 10, (-1e9, 1e9), (0, 100)),
        (1, 10000, (100, 100), (50, 0)),
        (1, 10000, (0, 100), (0, 50)),
        (1, 99, (50, 50), (50, 0)),
    ],
)
def test_a_mark_stands_where_it_belongs_and_beyond_an_end_at_that_end(low, high, mark, place):
    (found,) = places(track(low, high, "mg", Mark("you", *mark)))
    assert found == pytest.approx(place, abs=0.06)


def test_the_words_say_the_numbers_also_of_what_lies_beyond():
    page = track(0, 24, "h", Mark("you", 3, 3), Mark("the answer", 30.004, 120))
    assert "you: 3 h the answer: 30 to 120 h 0 24" in words_of(page)
    assert 'aria-label="On a track from 0 to 24 h: you: 3 h; the answer: 30 to 120 h"' in page


def test_words_stay_on_the_track_on_either_side():
    left, right = re.findall(r'kb-mark-words" style="(\w+):', track(0, 10, "", Mark("a", 1, 1), Mark("b", 9, 9)))
    assert (left, right) == ("left", "right")


def test_texts_are_escaped():
    bad = "<script>"
    assert bad not in track(0, 1, bad, Mark(bad, 0, 1)) + steps((bad,), (bad,), {bad: bad})


def test_only_marked_steps_are_marked():
    page = steps(("Right", "Wrong"), ("it is", "it is not"), {"Wrong": "● you"})
    assert words_of(page) == "Right it is Wrong it is not ● you"
    assert re.findall(r'class="(\w+-marked)?"', page) == ["", "kb-marked"]
