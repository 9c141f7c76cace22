"""A file that a learner chooses is read in the browser, and what it would change is said before anything changes."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_copy
from tests.browser.page import with_button

pytestmark = pytest.mark.browser
AT = "2026-11-23T09:00:00+00:00"
ENTRY = {"kind": "verdict", "lesson": "02", "item": "C03", "value": "Right", "confidence": 60, "at": AT}
LEDGER = json.dumps({"format": 1, "learner": "0123456789abcdef", "entries": [ENTRY]})


@pytest.fixture(scope="module")
def opened(desk, lab):
    with open_copy("load", desk, lab) as lesson:
        yield lesson


def test_a_ledger_is_loaded_and_taken_back_by_the_keyboard(opened, tmp_path):
    file, large = tmp_path / "my-ledger.json", tmp_path / "large.json"
    file.write_text(LEDGER)
    large.write_text(" " * 5_000_001)
    card = with_button(opened.page, "Clear my ledger")
    box = card.get_by_label("A ledger from elsewhere")
    box.set_input_files(large)
    expect(card.get_by_role("alert").filter(has_text="larger than 5 MB")).to_be_visible()
    box.set_input_files(file)
    box.press("Tab")
    expect(card.get_by_role("button", name="Load a ledger")).to_be_focused()
    opened.page.keyboard.press("Enter")
    expect(card).to_contain_text("1 answer would be added, 0 are here already.")
    card.get_by_role("button", name="Load it").press("Enter")
    expect(card).to_contain_text("1 answer was added")
    card.get_by_role("button", name="Undo").press("Enter")
    expect(card).to_contain_text("1 answer was taken back")
