"""What a learner types is read, or refused in one sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import counted, minus, number_words, read_number, shortened


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), (" 0.5 ", 0.5), ("3e-4", 3e-4), ("−2", -2), ("+7", 7), (".5", 0.5), ("1e3", 1000),
        ("0,7", 0.7), ("1,5", 1.5), (",5", 0.5), ("−0,25", -0.25), ("2,5e3", 2500), ("0,700", 0.7),
        ("1234,567", 1234.567), ("1,234,567", 1234567), ("1.234.567", 1234567),
        ("1 200", 1200), ("1\u202f200", 1200), ("12\u00a0345,6", 12345.6), ("1'200", 1200), ("1,234.5", 1234.5),
        ("1.234,5", 1234.5), ("1,234,567.8", 1234567.8),
    ],
)  # fmt: skip
def test_numbers_are_read(typed, number):
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a number first."),
        ("  ", "Type a number first."),
        ("about ten", "“about ten” is not a number"),
        ("5 mg", "without a unit"),
        ("1,200", "type 1200 or 1.2, as you mean it"),
        ("−12,500", "type -12500 or -12.5, as you mean it"),
        ("1,2,3", "is not a number"),
        ("1 2", "is not a number"),
        ("12 34", "is not a number"),
        ("1.2.3", "is not a number"),
        ("nan", "not an ordinary number"),
        ("-inf", "not an ordinary number"),
        ("1e999", "not an ordinary number"),
        ("x" * 5000, "…” is not a number"),
    ],
)
def test_what_is_no_number_gets_one_sentence(typed, words):
    with pytest.raises(LessonError, match=words) as problem:
        read_number(typed)
    assert str(problem.value).endswith(".")
    assert ". " not in str(problem.value)
    assert len(str(problem.value)) < 150


@given(st.text())
def test_no_text_does_harm(typed):
    with contextlib.suppress(LessonError):
        read_number(typed)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (12.0, "12"),
        (0.123456, "0.1235"),
        (1200.0, "1200"),
        (23456.7, "23,457"),
        (0.0, "0"),
        (1e-7, "1e-07"),
        (2e12, "2e+12"),
    ],
)
def test_numbers_as_a_learner_reads_them(value, words):
    assert number_words(value) == words


def test_a_minus_is_a_real_one_and_nothing_else_changes():
    assert [minus(-2.5), minus(2.5), minus(-0.25, "+.1f"), minus(-1200, ",.0f")] == ["−2.5", "2.5", "−0.2", "−1,200"]


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
