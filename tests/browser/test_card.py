"""What a card takes and refuses, and what it notices, on the page of every kind in JupyterLab."""

import json
import time

import pytest
from playwright.sync_api import Locator, expect

from ketabrain.engine.front_end import SCRIPT
from tests.browser.conftest import open_copy
from tests.browser.lab import ROOT
from tests.browser.page import act, answer, entries, every_explore, press_reset, seen, wait_for_another, with_button

pytestmark = pytest.mark.browser

CASES = json.loads((ROOT / "tests" / "engine" / "numbers.json").read_text(encoding="utf-8"))
READ = """async ([script, cases]) => {
  const {readNumber} = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
  return cases.map(({typed, unit}) => {
    try { return {typed, number: readNumber(typed, unit)}; } catch (problem) { return {typed, says: problem.message}; }
  });
}"""
OUTSIDE = "Type a number from 0 to 80 mg."
TWO_WAYS = "“1,200” can be read in two ways; type 1200 or 1.2, as you mean it."
NO_NUMBER = "“abc” is not a number; type digits only, such as 12, 0.5 or 3e-4, without a unit."
EMPTY = "Type a number first."


@pytest.fixture(scope="module")
def opened(desk, lab):
    with open_copy("cards", desk, lab) as lesson:
        yield lesson


def test_the_page_reads_numbers_as_python_does(lesson):
    wrong = [
        found
        for found, case in zip(lesson.evaluate(READ, [SCRIPT, CASES]), CASES, strict=True)
        if found.get("number") != case.get("number") or case.get("says", "") not in found.get("says", "")
    ]
    assert wrong == []


def typed_into(box: Locator, typed: str, leave_by: str = "Enter") -> str:
    """Type into a box and leave it; returns what stands in it then."""
    box.fill(typed)
    box.press(leave_by)
    return box.input_value()


@pytest.mark.parametrize(
    ("name", "typed", "says", "leave_by"),
    [("Dose (mg)", "1 200", OUTSIDE, "Enter"), ("Dose (mg)", "abc", NO_NUMBER, "Tab"),
     ("People", "2,5", "Type a whole number.", "Enter")],
)  # fmt: skip
def test_an_explore_refuses_in_one_sentence_and_keeps_value_and_picture(lesson, name, typed, says, leave_by):
    explore = every_explore(lesson)[0]
    before = seen(explore)
    box, knob = explore.get_by_role("textbox", name=name), explore.get_by_role("slider", name=name)
    old = box.input_value()
    assert typed_into(box, typed, leave_by) == knob.input_value() == old
    expect(explore.get_by_role("alert").filter(visible=True)).to_have_text(says)
    lesson.wait_for_timeout(600)
    assert seen(explore) == before
    typed_into(box, str(int(old) + 1))
    expect(explore.get_by_role("alert").filter(visible=True)).to_have_count(0)
    after = wait_for_another(explore, before)
    press_reset(explore)
    wait_for_another(explore, after)


@pytest.mark.parametrize(("typed", "stands"), [("0,7", "0.7"), (" 1e1 ", "10")])
def test_an_explore_takes_numbers_as_people_type_them(lesson, typed, stands):
    explore = every_explore(lesson)[0]
    before = seen(explore)
    assert typed_into(explore.get_by_role("textbox", name="Dose (mg)"), typed) == stands
    after = wait_for_another(explore, before)
    assert f"up to {stands} mg" in after["words"]
    press_reset(explore)
    wait_for_another(explore, after)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("−3", "Type a number from 0 to 10."), ("1,200", TWO_WAYS)],
)  # fmt: skip
def test_a_range_refuses_in_one_sentence_and_nothing_is_locked_in(lesson, opened, typed, says):
    card = with_button(lesson, "Lock in").filter(has_text="ten people")
    box = card.get_by_role("textbox", name="From (of 10 people)")
    assert typed_into(box, typed) == card.get_by_role("slider", name="From (of 10 people)").input_value() == "0"
    expect(card.get_by_role("alert").filter(visible=True)).to_have_text(says)
    assert entries(opened.ledger, "prediction") == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [("−3", "Type a number from 0 to 100 h."), ("", EMPTY)],
)  # fmt: skip
def test_a_prediction_refuses_in_one_sentence_and_keeps_what_was_typed_to_be_mended(lesson, opened, typed, says):
    card = with_button(lesson, "Lock in").filter(has_text="How long")
    box = card.get_by_role("textbox", name="Your answer (h)")
    box.fill(typed)
    card.get_by_role("button", name="Lock in").click()
    expect(card.get_by_role("alert").filter(visible=True)).to_have_text(says)
    assert box.input_value() == typed
    assert entries(opened.ledger, "prediction") == []


@pytest.mark.parametrize("typed", ["abc", "1 200"])
def test_a_click_that_leaves_a_box_with_a_bad_number_locks_nothing_in(lesson, opened, typed):
    card = with_button(lesson, "Lock in").filter(has_text="Which of the two")
    card.get_by_role("radio").first.check()
    card.get_by_role("textbox", name="How sure are you? (%)").fill(typed)
    lock = card.get_by_role("button", name="Lock in")
    lock.scroll_into_view_if_needed()
    button = lock.bounding_box()
    lesson.mouse.click(button["x"] + button["width"] / 2, button["y"] + button["height"] / 2, delay=80)
    expect(card.get_by_role("alert").filter(visible=True)).to_have_count(1)
    lesson.wait_for_timeout(500)
    assert entries(opened.ledger, "prediction") == []


def test_nobody_is_sure_before_they_say_so(lesson, opened):
    card = with_button(lesson, "Lock in").filter(has_text="Which of the two")
    knob, box = (card.get_by_role(role, name="How sure are you? (%)") for role in ("slider", "textbox"))
    assert (box.input_value(), knob.get_attribute("aria-valuetext")) == ("", "not chosen yet")
    card.get_by_role("radio").first.check()
    card.get_by_role("button", name="Lock in").click()
    expect(card.get_by_role("alert").filter(visible=True)).to_have_text("Say how sure you are first.")
    assert entries(opened.ledger, "prediction") == []
    knob.press("Enter")  # where it stands, at what a guess is worth
    assert (box.input_value(), knob.get_attribute("aria-valuetext")) == ("50", "50%")
    knob.press("ArrowRight")
    assert box.input_value() == "55"


def test_what_there_is_to_find_opens_by_keyboard(lesson):
    explore = every_explore(lesson)[0]
    line = explore.get_by_text("What is there to find")
    told = explore.get_by_text("At 80 mg the line ends at 80.")
    assert not told.is_visible()
    line.press("Enter")
    expect(told).to_be_visible()
    line.press("Enter")


def test_what_somebody_is_typing_stays_while_the_picture_gets_sharp(lesson):
    explore = every_explore(lesson)[0]
    before = seen(explore)
    explore.get_by_role("slider", name="Dose (mg)").press("ArrowRight")
    box = explore.get_by_role("textbox", name="Dose (mg)")
    box.fill("3")
    wait_for_another(explore, before)
    lesson.wait_for_timeout(1000)
    assert box.input_value() == "3"
    press_reset(explore)
    lesson.wait_for_timeout(600)


def test_reset_clears_what_was_refused(lesson):
    explore = every_explore(lesson)[0]
    typed_into(explore.get_by_role("textbox", name="Dose (mg)"), "abc")
    refused = explore.get_by_role("alert").filter(visible=True)
    expect(refused).to_have_count(1)
    press_reset(explore)
    expect(refused).to_have_count(0)


def test_a_picture_is_kept_and_taken_with_its_numbers_and_settings(lesson):
    explore = every_explore(lesson)[0]
    first = seen(explore)
    low = explore.bounding_box()["height"]
    act(explore, "Keep this one")
    kept = explore.get_by_role("figure", name="Kept: Dose 20 mg, People 5, Group adults")
    expect(kept).to_contain_text("A line up to 20 mg.")
    explore.get_by_role("textbox", name="Dose (mg)").fill("80")
    explore.get_by_role("textbox", name="Dose (mg)").press("Enter")
    expect(explore.locator("figure:not(.kb-kept) figcaption")).to_contain_text("A line up to 80 mg.")
    expect(kept).to_contain_text("A line up to 20 mg.")
    assert kept.get_by_role("img").evaluate("it => it.decode().then(() => it.naturalWidth)") >= 760
    lesson.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')))")
    act(explore, "Copy settings")
    line = 'set_explore("controls", dose_mg=80, people=5, group="adults")'
    expect(explore.get_by_role("textbox", name="Copy settings")).to_have_value(line)
    assert lesson.evaluate("String(getSelection())") == line
    with lesson.expect_download() as table:
        act(explore, "Numbers")
    assert table.value.suggested_filename == "controls dose_mg=80 people=5 group=adults.csv"
    assert (
        table.value.path()
        .read_text(encoding="utf-8")
        .endswith("1,curve 1,curve,,0,0\n1,curve 1,curve,,1,80\n1,curve 2,curve,,0,5\n1,curve 2,curve,,1,2.5\n")
    )
    with lesson.expect_download() as picture:
        act(explore, "Picture")
    assert picture.value.suggested_filename == "controls dose_mg=80 people=5 group=adults.png"
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    kept.get_by_role("button", name="Let go").press("Enter")
    explore.get_by_role("button", name="More", exact=True).press("Escape")
    assert abs(explore.bounding_box()["height"] - low) <= 25
    press_reset(explore)
    expect(explore.locator("figcaption")).to_contain_text(first["words"][:20])


def test_a_prediction_that_is_locked_in_opens_its_answer_further_down_and_in_another_notebook(lesson, other_desk, lab):
    waits = "Lock in your answer first: “How long does it take, in hours?”"
    with open_copy("cards-too", other_desk, lab, ledger="cards") as second:
        pages = lesson, second.page
        for page in pages:
            expect(page.locator(".kb-live").get_by_text(waits)).to_have_count(3)
            assert page.locator(".kb-live").get_by_text("Twenty hours, since").count() == 0
        for page in pages:
            assert page.locator(".kb-live").get_by_text("Lock in your prediction first.").count() == 3
        assert lesson.locator(".kb-live a.kb-to-part").count() == 3 + 3  # what waits, and the answers
        card = with_button(lesson, "Lock in").filter(has_text="How long")
        answer(card, "0,7")
        card.get_by_role("button", name="Lock in").press("Enter")
        start = time.monotonic()
        for page in pages:
            live = page.locator(".kb-live")
            expect(live.get_by_text("✓ Locked in. 0.7 h, 70% sure.")).to_be_visible()
            expect(live.get_by_text("You said 0.7 h, 70% sure. The answer: 20 h.")).to_be_visible()
            assert live.get_by_text("Lock in your prediction first.").count() == 2
            expect(live.get_by_text(waits)).to_have_count(0)
            expect(live.get_by_text("Twenty hours, since")).to_be_visible()
            expect(live.filter(has_text="What waits for an answer.").locator("img")).to_be_visible()
        assert time.monotonic() - start < 3
