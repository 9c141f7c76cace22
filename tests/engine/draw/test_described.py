"""The measure for descriptions itself: which numbers count, and when one is said."""

import pytest
from matplotlib.figure import Figure

from tests.engine.draw.described import left_out, numbers, titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peak 253 ng/mL; 51 min", ["253", "51"]),
        ("1,200–2,400 and −3.1 pA", ["1200", "2400", "-3.1"]),
        ("120-193 at +5", ["120", "193", "5"]),
        ("C02a, 5-HT and GluN2A in 2 of 3.", ["5", "2", "3"]),
        ("no number", []),
    ],
)
def test_numbers_are_read_out_of_words(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("64%", "64.2% hold it"), ("1.33-fold", "1.3 times"), ("912 deaths", "912."), ("−3.1 pA", "−3.14 pA"),
        ("2 of 10", "Two of ten are better"), ("Half", "anything"), ("1,200", "1200 ng/mL"),
        ("0 seen", "None was seen"),
    ],
)  # fmt: skip
def test_a_number_is_said_also_when_rounded_or_spelled(shown, words):
    assert left_out([shown], words) == []


@pytest.mark.parametrize(
    ("shown", "words", "missing"),
    [
        ("64%", "60.2% trapped and 3.7% blocked", "64"),
        ("−3 pA", "3 pA", "-3"),
        ("26", "27", "26"),
        ("10", "10.9", "10"),
    ],
)
def test_another_number_is_not_the_same(shown, words, missing):
    assert left_out([shown], words) == [missing]


def test_titles_of_all_panels_count():
    figure = Figure()
    for place, title in enumerate(("Peak 5", "Ratio 2"), start=1):
        figure.add_subplot(1, 2, place).set_title(title, loc="left")
    assert titles(figure) == ["Peak 5", "Ratio 2"]
