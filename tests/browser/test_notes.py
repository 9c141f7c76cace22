"""Notes in place and long tables in JupyterLab: whole at every edge of the window, and all by keyboard."""

import pytest

from tests.browser.conftest import EVERY_KIND, open_in_lab
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

CUT_OFF = """async word => {
  const note = word.querySelector('.kb-note'), window = word.closest('.jp-Notebook').getBoundingClientRect();
  note.style.display = 'block';
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const box = note.getBoundingClientRect();
  const shows = (x, y) => note.contains(document.elementFromPoint(x, y));
  const whole = box.left >= window.left && box.right <= window.right && box.top >= window.top
    && box.bottom <= window.bottom && shows(box.left + 12, box.top + 12) && shows(box.right - 12, box.bottom - 12);
  note.style.display = '';
  return !whole;
}"""


@pytest.fixture(scope="module")
def opened(desk, lab):
    with open_in_lab(EVERY_KIND, desk, lab) as lesson:
        yield lesson


@pytest.mark.parametrize("edge", ["start", "center", "end"])
def test_no_note_is_cut_off(lesson, edge):
    words = lesson.locator(".kb-term, .kb-cite").all()
    assert len(words) == 3
    for word in words:
        word.evaluate("(word, block) => word.scrollIntoView({block})", edge)
        lesson.wait_for_timeout(100)  # JupyterLab changes a cell that comes into sight
        assert not word.evaluate(CUT_OFF), word.inner_text()


def test_a_note_shows_on_focus_keeps_its_keys_and_escape_shuts_it(lesson):
    cells = lesson.locator(".jp-Cell").count()
    term = lesson.locator(".kb-term").first
    term.focus()
    lesson.keyboard.press("x")  # else JupyterLab's key to cut a cell
    assert term.locator(".kb-note").is_visible()
    lesson.keyboard.press("Escape")
    assert not term.locator(".kb-note").is_visible()
    assert lesson.locator(".jp-Cell").count() == cells


def test_a_note_stays_while_the_pointer_is_over_it(lesson):
    source = lesson.locator(".kb-cite")
    source.scroll_into_view_if_needed()
    source.hover()
    note = source.locator(".kb-note")
    box = note.bounding_box()
    lesson.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    assert note.is_visible()


def test_a_part_of_the_strip_leads_to_its_heading(lesson):
    lesson.evaluate(
        "document.querySelector('.jp-Notebook .kb-prose').insertAdjacentHTML('beforeend', '<h2>8. Verdict ★</h2>')"
    )
    lesson.locator(".kb-live.kb-start .kb-way a", has_text="Verdict").focus()
    lesson.keyboard.press("Enter")
    lesson.wait_for_timeout(500)
    assert lesson.locator("h2", has_text="8. Verdict").evaluate("it => it.getBoundingClientRect().top < 200")


@pytest.mark.parametrize("part", [".kb-prose", ".kb-start", ".kb-data"])
def test_pages_break_no_rule_of_accessibility(lesson, part):
    assert violations(lesson, part) == []
