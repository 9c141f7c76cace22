"""The ledger's picture: struck rows are those that fail a demand, nothing overlaps, words follow every control."""

from itertools import product

import pytest
from matplotlib.colors import to_hex

from ketabrain.engine.draw.style import GREY, house_style, ink, new_figure, sign
from ketabrain.topics.circuit import draw_reset_ledger as draw
from ketabrain.topics.circuit.reset_ledger import CONTROLS, PLACEBO, REPLICATION, reset_ledger
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import draws_words, written

STRICT = ("with placebo", "with controls", "no failed repeat")


def drawn(*demands):
    figure = new_figure(5.7)
    with house_style():
        words = draw.reset_ledger(reset_ledger(*demands), figure)
    return figure, words


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


@pytest.mark.parametrize("demands", [(), STRICT, (*STRICT, 2), (*STRICT, 14)])
def test_rows_that_fail_are_grey_and_struck_and_the_others_ticked(demands):
    ledger = reset_ledger(*demands)
    figure, words = drawn(*demands)
    assert marks(figure, sign("✓")) == len(ledger.kept)
    assert marks(figure, "_") == len(ledger.rows) - len(ledger.kept)
    grey = [
        name
        for names in figure.axes[0].collections
        if draws_words(names) and to_hex(names.get_facecolor()[0]) == ink(GREY).lower()
        for name in names.get_gid().split("\n")
    ]
    assert len(grey) == len(ledger.rows) - len(ledger.kept)
    assert f"{len(ledger.kept)} of {len(ledger.rows)} results are left" in words
    assert f"Of these {len(ledger.towards)} moved towards controls" in words


def test_the_only_known_day_of_return_is_drawn_and_told():
    figure, words = drawn(*STRICT, 10)
    assert marks(figure, sign("10")) == 1
    assert "gone: Evans et al., 2018 (by day 10)" in words


def test_every_direction_is_named_once_where_its_rows_begin():
    figure, _ = drawn()
    words = written(figure.axes[0])
    assert [words.count(word) for word in ("towards", "away", "none", "other")] == [1, 1, 1, 1]


def test_the_words_follow_every_control():
    settings = list(product(PLACEBO, CONTROLS, REPLICATION, (0, 1, 7, 14)))
    said = {drawn(*demands)[1] for demands in settings}
    assert len(said) == len(settings)
    assert not any("nan" in words.lower().split() for words in said)


@pytest.mark.parametrize("demands", [(), (*STRICT, 14)])
def test_no_text_leaves_the_picture_or_lies_over_another(demands):
    figure, _ = drawn(*demands)
    assert not crowded(figure)
