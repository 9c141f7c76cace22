"""The room's answers on the instructor's screen, in a real browser, while files arrive."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.explore import SHARP
from tests.browser.lab import LIVE, projected
from tests.browser.page import TOO_WIDE, every_explore, seen, wait_for_another

pytestmark = pytest.mark.browser

PAGE = Path(__file__).resolve().parents[2] / "instructor" / "the-room.ipynb"
HOSTILE = '<img src=x onerror="document.title=1234567">'


def ledger(learner, **more):
    entry = {
        "kind": "prediction",
        "lesson": "00",
        "item": "anaesthetic-ratio",
        "value": "About twice as high",
        "confidence": 70,
    }
    return json.dumps({"format": 1, "learner": learner, "course": "0.1.0", "entries": [entry], **more})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where three learners have handed in so far."""
    home = tmp_path_factory.mktemp("handed-in")
    write_class(home, learners=3)
    return home


@pytest.fixture(scope="module")
def room(browser, folder, tmp_path_factory):
    with projected(PAGE, tmp_path_factory.mktemp("room"), KETABRAIN_ROOM=str(folder), KETABRAIN_SCALE="1.6") as url:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        complaints = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url, timeout=120_000)
        expect(page.locator(f"{LIVE} img")).to_have_count(5, timeout=120_000)
        yield page
        assert complaints == []
        page.close()


def test_it_shows_five_pictures_and_no_code(room):
    assert [seen(explore)["alt"] == seen(explore)["words"] for explore in every_explore(room)] == [True] * 5
    expect(room.locator(".kb-live").get_by_text("3 learners have handed in")).to_be_visible()
    assert room.get_by_text("from ketabrain").count() == 0


def test_who_hears_the_page_finds_its_main_part_and_no_level_of_heading_is_skipped(room):
    headings = room.get_by_role("main").get_by_role("heading")
    levels = headings.evaluate_all("all => all.map(each => Number(each.tagName[1]))")
    assert levels == [1, *[2] * 6]


def test_the_truth_shows_when_it_is_asked_for(room):
    explore = every_explore(room)[0]
    _, question, _, truth = explore.locator("select").all()
    before = seen(explore)
    question.select_option(index=1)
    hidden = wait_for_another(explore, before)
    assert "The answer" not in hidden["words"]
    truth.select_option("shown")
    shown = wait_for_another(explore, hidden)
    assert "The answer: About 10 times" in shown["words"]


def test_a_question_is_chosen_by_its_lesson_and_stands_there_in_full(room):
    explore = every_explore(room)[0]
    before = seen(explore)
    lesson, question = (explore.get_by_label(name, exact=True) for name in ("Lesson", "Question"))
    lesson.select_option(label="03 Glutamate and memory")
    before = wait_for_another(explore, before)
    assert question.locator("option").count() == 3
    expect(question).to_have_value("03.1")
    question.press("ArrowDown")
    assert "lesson 03: Calcium that comes in" in wait_for_another(explore, before)["words"]
    expect(explore.locator(".kb-asked")).to_contain_text("(The question is about the rule; what was measured")
    expect(question).to_be_focused()
    explore.get_by_role("button", name="Reset").press("Enter")
    expect(lesson).to_have_value("00 Start here")
    expect(question).to_have_value("00.1")


def test_a_file_that_arrives_shows_by_itself_and_a_bad_one_changes_nothing(room, folder):
    explore = every_explore(room)[0]
    explore.get_by_label("Question", exact=True).select_option("00.2")  # the question that the new ledger answers
    expect(explore.locator("img")).to_have_attribute(
        "alt", re.compile("Question of lesson 00: A low level of ketamine")
    )
    before = seen(explore)
    assert "3 learners answered" in before["words"]
    (folder / "new.json").write_text(ledger("abcdabcdabcdabcd", name=HOSTILE))
    after = wait_for_another(explore, before)
    assert "4 learners answered" in after["words"]
    (folder / f"{HOSTILE.replace('/', '')}.json").write_text("{")
    expect(room.locator(".kb-live").get_by_text("Set aside: 1 file")).to_be_visible()
    room.wait_for_timeout(500)
    assert seen(explore)["words"] == after["words"]
    assert room.title() != "1234567"
    assert room.locator("img[src=x]").count() == 0
    room.locator(".kb-live").get_by_text("Random ids").click()
    expect(room.locator(".kb-live").get_by_text(HOSTILE[:30]).first).to_be_visible()


def test_it_fits_a_projector(room):
    assert room.evaluate(TOO_WIDE) == []
    explore = every_explore(room)[0]
    assert seen(explore)["width"] == round(SHARP * 1.6 * 760)
    assert explore.locator("img").bounding_box()["width"] > 1100
