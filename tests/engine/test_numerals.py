"""What a learner types is read, or refused in one sentence."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import LessonError
from ketabrain.engine.numerals import brief, counted, minus, number_words, read_number, shortened

CASES = json.loads(Path(__file__).with_name("numbers.json").read_text(encoding="utf-8"))
"""Texts with the number in them or a part of the sentence that refuses them: for Python and for the front end."""


@pytest.mark.parametrize("case", [case for case in CASES if "number" in case], ids=lambda case: repr(case["typed"]))
def test_numbers_are_read(case):
    assert read_number(case["typed"], case.get("unit", "")) == case["number"]


@pytest.mark.parametrize("case", [case for case in CASES if "says" in case], ids=lambda case: repr(case["typed"]))
def test_what_is_no_number_gets_one_sentence(case):
    with pytest.raises(LessonError, match=re.escape(case["says"])) as problem:
        read_number(case["typed"], case.get("unit", ""))
    assert str(problem.value).endswith(".")
    assert ". " not in str(problem.value)
    assert len(str(problem.value)) < 150


@given(st.text(), st.text())
def test_no_text_does_harm(typed, unit):
    with contextlib.suppress(LessonError):
        read_number(typed, unit)


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


def test_a_name_in_a_picture_is_brief_and_of_a_title_its_first_words():
    assert brief("Pozzi et al., 2014") == "Pozzi 2014"
    assert brief("“Effect of ketamine on human neurochemistry …”, 2021") == "“Effect of …” 2021"
    assert brief("“Short one”, 2021") == "“Short one” 2021"
