"""The printable summary: escaped, and made from the ledger alone."""

import base64
import re
from datetime import date

from ketabrain.engine import session
from ketabrain.engine.tables import load
from ketabrain.topics.judging.fair_version import ITEM
from ketabrain.topics.judging.summary import FILE, SummaryCard, summary_page
from tests.engine.driving import press, raw

HOSTILE = "<script>alert(1)</script> ketamine & more"


def test_the_summary_holds_verdicts_calibration_and_version_as_text(book):
    session.record("verdict", "C09", value="Wrong", confidence=90)
    session.record("verdict", "C01", value="<b>Right</b>", confidence=90)
    session.record("reveal", "a", value="x", correct=True, confidence=90)
    session.record("version", ITEM, value=HOSTILE)
    page = summary_page()
    assert "1 of 23 claims judged; the course agrees on 1" in page
    assert "Brier score 0.01 over 1 prediction (" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ketamine &amp; more" in page
    assert "<script" not in page
    assert "<b>Right</b>" not in page
    assert page.count("<tr>") == 1 + len(load("claims"))


def test_first_and_last_verdicts_stand_side_by_side_with_how_sure(book):
    session.record("verdict", "C09", value="Mostly right", confidence=40)
    session.record("verdict", "C09", value="Wrong", confidence=90, reason="By five criteria.")
    page = summary_page()
    assert "<td>Mostly right, 40% sure</td><td>Wrong, 90% sure</td><td>Wrong (moderate)</td>" in page


def test_a_name_and_a_date_stand_on_the_page_if_wanted_as_text(book):
    assert "<b>Ada &lt;b&gt; · 03.05.2026</b>" in summary_page("Ada <b>", date(2026, 5, 3))
    assert "<p><b>" not in summary_page()
    card = SummaryCard()
    press(card, "Make my summary", name="Ada", dated=False)
    data = re.search(r'base64,([^"]+)"', raw(card))[1]
    assert base64.b64decode(data).decode() == summary_page("Ada")
    assert "Ada" not in book.path.read_text() if book.path.exists() else True


def test_a_version_that_runs_on_is_cut_so_that_all_fits_a_page(book):
    session.record("version", ITEM, value="word " * 500)
    assert summary_page().count("word ") < 160


def test_an_empty_ledger_gives_a_page_that_says_so(book):
    page = summary_page()
    assert "0 of 23 claims judged" in page
    assert "No prediction has met its answer yet" in page
    assert "Not written yet" in page


def test_the_link_holds_the_page(book):
    card = SummaryCard()
    press(card, "Make my summary")
    data = re.search(r'href="data:text/html;charset=utf-8;base64,([^"]+)"', raw(card))[1]
    assert base64.b64decode(data).decode() == summary_page(day=date.today())
    assert f'download="{FILE}"' in raw(card)
