"""Tables on a page: numbers to the right, a box that opens the rest, a region that the keyboard reaches."""

import re

import pandas as pd
import pytest

from ketabrain.engine import cards
from ketabrain.engine.cards import ROWS_AT_FIRST, table
from ketabrain.lesson import show_table
from tests.engine.driving import words_of


def styles(page: str, tag: str) -> list[bool]:
    """Whether each cell of a kind stands to the right."""
    return ["kb-num" in attributes for attributes in re.findall(rf"<{tag}\b([^>]*)>", page)]


def test_columns_of_numbers_stand_to_the_right_with_their_heads():
    page = table("T", ("name", "n", "share", "dose"), [("a", "−1,200", "5%", "5 mg"), ("b", "", "0.5%", "6 mg")])
    assert styles(page, "th") == [False, True, True, False]
    assert styles(page, "td") == [False, True, True, False] * 2


@pytest.mark.parametrize("cell", ["<b>1</b>", "1 of 5", "1962 to 1970", "C1", ""])
def test_what_only_holds_a_number_stands_to_the_left(cell):
    assert styles(table("T", ("a",), [(cell,)]), "td") == [False]


def test_a_short_table_and_one_that_is_wanted_whole_have_no_box():
    rows = [("a",)] * (ROWS_AT_FIRST + 1)
    assert "checkbox" not in table("T", ("x",), rows[:-1])
    assert "checkbox" not in table("T", ("x",), rows, whole=True)
    page = table("T", ("x",), rows)
    assert "Show all 13 rows" in words_of(page)
    assert page.count("<td>") == 13
    assert re.search(r'<label class="kb-more"><input type="checkbox" data-lm-suppress-shortcuts', page)


def test_the_rows_that_the_style_sheet_hides_are_those_after_the_first():
    assert "tbody tr.kb-later{display:none}" in cards.STYLE
    page = table("T", ("x",), [("a",)] * 9, first=6)
    assert page.index('<tr class="kb-later">') > page.index("<tbody>")
    assert page.count('<tr class="kb-later">') == 3
    assert "Show all 9 rows" in page
    assert "kb-later" not in table("T", ("x",), [("a",)] * 9)


def test_a_table_is_a_named_region_that_the_keyboard_reaches(displayed):
    frame = pd.DataFrame({"<a>": ["x & y"], "b": [1234.5], "c": [float("nan")], "d": [True]})
    show_table(frame, "A & B")
    (output,) = displayed
    region = re.search(r'<div class="kb-scroll"([^>]*)>', output.data)[1]
    assert 'tabindex="0" role="region" aria-label="A &amp; B"' in region
    assert "data-lm-suppress-shortcuts" in region
    assert "<td>x &amp; y</td>" in output.data
    assert '<td class="kb-num">1,234</td>' in output.data
    assert "<td>yes</td>" in output.data
    assert "&lt;a&gt;" in output.data


def test_an_empty_table_has_its_head():
    assert "name" in words_of(table("T", ("name",), []))
