"""Cards by keyboard: no key reaches JupyterLab from them, and each control does what its role promises."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import open_copy
from tests.browser.lab import OPEN_BESIDE, run_all, write_every_kind
from tests.browser.page import answer, every_explore, press_reset, seen, wait_for_another, with_button

pytestmark = pytest.mark.browser

KEYS = (
    *("x", "d", "d", "m", "b", "a", "y", "z", "0", "0", "c", "v", "Shift+M", "ArrowUp", "ArrowDown", "Enter"),
    *("Escape", "Delete"),
)
CELLS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(
  cell => [cell.id, cell.type, cell.sharedModel.getSource()])"""
COUNT_SAVES = """() => {
  window.saves = 0;
  const { saveState } = window.jupyterapp.shell.currentWidget.context;
  saveState.connect((_, state) => (window.saves += state === 'completed'));
}"""
TOUCH = "window.jupyterapp.shell.currentWidget.content.model.sharedModel.setMetadata('touched', String(Math.random()))"
DIRTY = "window.jupyterapp.shell.currentWidget.content.model.dirty"
FOCUSED = """() => {
  const it = document.activeElement;
  return [it.type ?? it.localName, it.ariaLabel || it.labels?.[0]?.textContent || it.textContent];
}"""
IN_A_CARD = "() => Boolean(document.activeElement.closest('.kb-card'))"
IDS = "() => [...document.querySelectorAll('.kb-live [id]')].map(it => it.id)"
GROUPS = """() => [...document.querySelectorAll('.kb-live fieldset:has(> label > input[type=radio])')].map(
  it => [...new Set([...it.querySelectorAll('input')].map(radio => radio.name))])"""


@pytest.fixture(scope="module")
def opened(desk, lab):
    with open_copy("keys", desk, lab) as lesson:
        yield lesson


def link_on_a_card(page: Page) -> Locator:
    with_button(page, "Make a download link").get_by_role("button", name="Make a download link").press("Enter")
    return page.locator(".kb-live").get_by_role("link", name="Download my-ledger-")


def what_comes_after_lock_in(page: Page) -> Locator:
    card = with_button(page, "Lock in").filter(has_text="How long")
    answer(card)
    card.get_by_role("button", name="Lock in").press("Enter")
    expect(page.locator(".kb-live :focus")).to_contain_text("✓ Locked in")
    return page.locator(".kb-live :focus")


def bare_words(page: Page) -> Locator:
    page.locator(".kb-live .kb-task").first.click()
    return page.locator(".kb-live:focus")


WHERE = {
    "slider": lambda page: every_explore(page)[0].get_by_role("slider").first,
    "number": lambda page: every_explore(page)[0].get_by_role("textbox").first,
    "list": lambda page: every_explore(page)[0].get_by_role("combobox"),
    "button": lambda page: every_explore(page)[0].get_by_role("button", name="Reset"),
    "toggle": lambda page: every_explore(page)[0].get_by_role("button", name="All in words"),
    "one end of a range": lambda page: page.get_by_role("slider", name="To (of 10 people)"),
    "number of an exercise": lambda page: with_button(page, "Check").get_by_role("textbox").first,
    "radio": lambda page: with_button(page, "Lock in").get_by_role("radio").first,
    "text": lambda page: page.get_by_role("textbox", name="Name or group (optional)"),
    "long text": lambda page: page.get_by_role("textbox", name="Your version"),
    "box to tick": lambda page: page.get_by_role("checkbox", name="Yes, clear all my answers"),
    "link": link_on_a_card,
    "what comes after Lock in": what_comes_after_lock_in,
    "bare words": bare_words,
}


@pytest.mark.parametrize("name", WHERE)
def test_no_key_on_a_card_reaches_the_notebook_but_the_one_that_saves(lesson, name):
    cells = lesson.evaluate(CELLS)
    WHERE[name](lesson).focus()
    for key in KEYS:
        if (name, key) != ("link", "Enter"):
            lesson.keyboard.press(key)
    lesson.wait_for_timeout(1000)  # then every card is at rest, and its copy in the notebook is up to date
    assert lesson.evaluate(IN_A_CARD)
    assert lesson.locator(".jp-Dialog").count() == 0
    assert lesson.evaluate(CELLS) == cells
    lesson.evaluate(TOUCH)
    lesson.wait_for_function(DIRTY)
    lesson.evaluate(COUNT_SAVES)
    lesson.keyboard.press("Control+s")
    lesson.wait_for_function("window.saves > 0")  # a copy that comes late may make it dirty again
    assert lesson.evaluate(CELLS) == cells


def test_a_slider_moves_by_every_key_of_its_role(lesson):
    explore = every_explore(lesson)[0]
    press_reset(explore)
    knob = explore.get_by_role("slider", name="People")
    expect(knob).to_have_value("5")
    for key, value in (("ArrowRight", 6), ("ArrowUp", 7), ("ArrowLeft", 6), ("ArrowDown", 5), ("PageUp", 10),
                       ("PageDown", 5), ("End", 50), ("ArrowRight", 50), ("Home", 0), ("ArrowLeft", 0)):  # fmt: skip
        knob.press(key)
        assert int(knob.input_value()) == value, key
        assert knob.get_attribute("aria-valuetext") == str(value)
    expect(explore.locator("img")).to_have_attribute("alt", re.compile("begins at 0 adults"))
    press_reset(explore)


def test_one_end_of_a_range_stops_at_the_other(lesson):
    card = lesson.locator(".kb-live").filter(has=lesson.locator(".kb-range"))
    low, high = (card.get_by_role("slider", name=end) for end in ("From", "To"))
    low.press("Home")
    high.press("End")
    low.press("ArrowRight")
    high.press("Home")
    assert (low.input_value(), high.input_value()) == ("1", "1")
    low.press("End")
    assert (low.input_value(), high.input_value()) == ("1", "1")


def test_one_tab_stop_for_a_group_of_radios_and_arrows_inside(lesson):
    card = with_button(lesson, "Lock in").filter(has=lesson.get_by_role("radio"))
    first, second = card.get_by_role("radio").all()
    first.press("Space")
    first.press("ArrowDown")
    expect(second).to_be_checked()
    expect(second).to_be_focused()
    lesson.keyboard.press("Tab")
    assert lesson.evaluate(FOCUSED) == ["text", "How sure are you? (%)"]
    lesson.keyboard.press("Shift+Tab")
    expect(second).to_be_focused()
    second.press("ArrowDown")
    expect(first).to_be_checked()


def test_tab_goes_from_top_to_bottom(lesson):
    every_explore(lesson)[0].get_by_role("textbox").first.focus()
    order = [lesson.evaluate(FOCUSED)]
    for _ in range(7):
        lesson.keyboard.press("Tab")
        order.append(lesson.evaluate(FOCUSED))
    assert order == [
        *(["text", "Dose (mg)"], ["range", "Dose (mg)"], ["text", "People"], ["range", "People"]),
        *(["select-one", "Group"], ["button", "Reset"], ["button", "More"]),
        ["button", "All in words"],
    ]


def test_roles_names_and_values_are_as_a_screen_reader_says_them(lesson):
    explore = every_explore(lesson)[0]
    press_reset(explore)
    toggle = explore.get_by_role("button", name="All in words")
    if toggle.get_attribute("aria-expanded") == "true":
        toggle.press("Enter")
    expect(explore).to_match_aria_snapshot("""
      - paragraph: Move every kind of control.
      - textbox "Dose (mg)": "20"
      - slider "Dose (mg)": "20"
      - textbox "People": "5"
      - slider "People": "5"
      - combobox "Group":
        - option "adults" [selected]
        - option "children"
        - option "elderly people"
      - button "Reset"
      - figure "A line up to 20 mg. All in words":
        - img "A line up to 20 mg. A second begins at 5 adults."
        - paragraph:
          - status: A line up to 20 mg.
          - button "All in words"
    """)
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(explore.get_by_text("A second begins at 5 adults.")).to_be_visible()
    before = seen(explore)
    explore.get_by_role("combobox").select_option("children")
    wait_for_another(explore, before)
    expect(explore.get_by_text("A second begins at 5 children.")).to_be_visible()
    choice = with_button(lesson, "Lock in").filter(has=lesson.get_by_role("radio"))
    choice.get_by_role("radio").first.check()
    expect(choice).to_match_aria_snapshot("""
      - group "Which of the two is larger?":
        - text: Which of the two is larger?
        - radio [checked]
        - radio
      - textbox "How sure are you? (%)":
        - /placeholder: "?"
      - slider "How sure are you? (%)": "50"
      - paragraph: 50% is a guess, 100% is certain
      - button "Lock in"
    """)


def test_two_notebooks_beside_each_other_share_no_name(lesson, lab):
    write_every_kind(lab.folder / "notebooks", "keys-too")
    open_radios = with_button(lesson, "Lock in").get_by_role("radio")
    open_radios.first.check()
    lesson.evaluate(OPEN_BESIDE, "notebooks/keys-too.ipynb")
    run_all(lesson)
    expect(open_radios).to_have_count(4)
    ids, groups = lesson.evaluate(IDS), lesson.evaluate(GROUPS)
    assert len(ids) == len(set(ids))
    assert {len(names) for names in groups} == {1}
    assert len({names[0] for names in groups}) == len(groups)
    open_radios.nth(3).check()
    open_radios.nth(2).press("Space")
    assert [radio.is_checked() for radio in open_radios.all()] == [True, False, True, False]
