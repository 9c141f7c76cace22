"""The printable summary: escaped, and made from the ledger alone."""

import base64
import re

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
    assert "Brier score 0.01 over 1 predictions" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ketamine &amp; more" in page
    assert "<script" not in page
    assert "<b>Right</b>" not in page
    assert page.count("<tr>") == 1 + len(load("claims"))


def test_an_empty_ledger_gives_a_page_that_says_so(book):
    page = summary_page()
    assert "0 of 23 claims judged" in page
    assert "No prediction has met its answer yet" in page
    assert "Not written yet" in page


def test_the_link_holds_the_page(book):
    card = SummaryCard()
    press(card, "Make my summary")
    data = re.search(r'href="data:text/html;charset=utf-8;base64,([^"]+)"', raw(card))[1]
    assert base64.b64decode(data).decode() == summary_page()
    assert f'download="{FILE}"' in raw(card)
