"""Answers on a page of the reading edition, from disk and offline: kept, judged as in the notebook, and never lost.

One small page holds a card of every kind that asks; Python makes the same cards and reads the file that the page saves.
"""

import html
import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from ketabrain.engine import cards, exercises, session, tables
from ketabrain.engine.card import Card, PageCard
from ketabrain.engine.check import ExerciseCard
from ketabrain.engine.ideas import QuizCard, Round
from ketabrain.engine.ledger.load import read_ledger
from ketabrain.engine.predict import PredictionCard, RevealCard, interval, number, options
from ketabrain.engine.progress import my_forecasts, my_range_costs, progress_page
from ketabrain.engine.sort_out import ANSWERS, Piece, SortingCard
from ketabrain.engine.verdict import VerdictCard
from tasks.inside import site
from tasks.inside.reading.describe import described
from tests.sessions import opened

pytestmark = pytest.mark.browser

GONE_BY = "The half-life is two hours, so it is gone by then."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
SHUT = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('shut'); } });"
KEY = "ketabrain-ledger"
MET = f"item => JSON.parse(localStorage['{KEY}']).entries.some(each => each.kind === 'reveal' && each.item === item)"
PREDICTED = """([key, items]) => JSON.stringify(items) === JSON.stringify(
    JSON.parse(localStorage[key]).entries.filter(each => each.kind === 'prediction').map(each => each.item))"""
PUT = "([key, value]) => localStorage.setItem(key, value)"
KINDS = {"prediction", "second", "reveal", "attempt", "hint", "solution", "verdict", "sorting", "ideas", "look"}


def made() -> dict[str, Card]:
    """One card of every kind that asks or waits, in the order of the page."""
    found: dict[str, Card] = {
        "share": PredictionCard("share", "What share is left after a day?", interval(0, 100, "%")),
        "which": PredictionCard("which", "Which is quicker?", options("The vein", "The nose", "The gut")),
        "times": PredictionCard("times", "How many times as much?", number(1, 100, "times")),
        "told": PageCard(lambda: cards.text(GONE_BY), after="share"),
        "share-shown": RevealCard("share", 12.345, "Little is left."),
        "which-shown": RevealCard("which", "The vein", "It goes straight there."),
        "times-shown": RevealCard("times", (4.0, 6.5), "Studies differ."),
        "verdict": VerdictCard("C03"),
        "sort": SortingCard("sort", "Who says so?", PIECES, ("yes", "no"), None, 3.0, ANSWERS, None),
        "quiz": QuizCard(Round.BEFORE),
        "progress": PageCard(progress_page, "kb-data"),
    }
    return found | {each.id: ExerciseCard(each) for each in exercises.of_lesson("02")}


PIECES = {"Ada": Piece("She has measured it.", ("yes",)), "Bo": Piece("He has not.", ("no",), "Some argue.")}


@pytest.fixture
def address(tmp_path, monkeypatch):
    """The page of all these cards."""
    opened(tmp_path / "first.json", monkeypatch)
    told = {name: described(card, "02") for name, card in made().items()}
    places = "".join(f'<div id="{name}"><details>waits</details></div>' for name in told)
    (tmp_path / "page.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Answers</title><style>{cards.CSS}</style><article>{places}</article>"
        f"<script>globalThis.kbLesson = {json.dumps({'lesson': '02', 'cards': told})};</script>"
        f"<script>{site.script()}</script></html>",
        encoding="utf-8",
    )
    return (tmp_path / "page.html").as_uri()


@pytest.fixture
def desk(browser):
    """A profile of its own, without a network; a test fails for an error in a script."""
    context = browser.new_context(offline=True, accept_downloads=True)
    errors = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield context
    context.close()
    assert errors == []


def opened_page(desk, address) -> Page:
    page = desk.new_page()
    page.goto(address)
    return page


def card(page: Page, name: str) -> Locator:
    """A card, brought to life by being looked at."""
    place = page.locator(f'[id="{name}"]')
    place.scroll_into_view_if_needed()
    expect(place).to_have_class(re.compile("kb-live"))
    return place


def choose_by_keyboard(part: Locator, label: str, **boxes: str) -> None:
    """Fill boxes in and press a button, with keys alone."""
    for name, typed in boxes.items():
        box = part.get_by_role("textbox", name=re.compile(name, re.IGNORECASE))
        box.focus()
        box.press("Control+a")
        box.press_sequentially(typed)
        box.press("Tab")
    part.get_by_role("button", name=label, exact=True).press("Enter")


def answer_all(page: Page) -> None:
    """Answer every card: right, wrong, twice, with help."""
    choose_by_keyboard(card(page, "share"), "Lock in", To="20")
    which = card(page, "which")
    which.get_by_label("The nose").press("Space")
    choose_by_keyboard(which, "Lock in", sure="85")
    choose_by_keyboard(card(page, "times"), "Lock in", answer="7,5", sure="40")
    choose_by_keyboard(card(page, "times"), "Answer again")
    choose_by_keyboard(card(page, "times"), "Lock in my second answer", answer="5", sure="60")
    for name in ("share", "which", "times"):
        expect(card(page, f"{name}-shown")).to_contain_text("You said")
        page.wait_for_function(MET, arg=name)  # it has been before the learner's eyes for a moment
    verdict = card(page, "verdict")
    verdict.get_by_label("Mostly right").press("Space")
    choose_by_keyboard(verdict, "Lock in my verdict", sure="70")
    verdict.get_by_role("button", name="Revise my verdict").press("Enter")
    verdict.get_by_label("Wrong").press("Space")
    choose_by_keyboard(verdict, "Lock in my new verdict", sure="65", sentence="A better   trial.")
    sort = card(page, "sort")
    for name in PIECES:
        sort.get_by_label(name, exact=True).select_option("no")
    sort.get_by_role("button", name="Lock in my answers").press("Enter")
    quiz = card(page, "quiz")
    for group in quiz.get_by_role("group").all():
        group.get_by_role("radio").first.press("Space")
    quiz.get_by_role("button", name="Lock in my ten answers".replace("ten", "10")).press("Enter")
    expect(quiz).to_contain_text("Nothing is told yet")
    solve = card(page, "02.micromolar")
    choose_by_keyboard(solve, "Check", answer="1000")
    solve.get_by_role("button", name="Hint").press("Enter")
    solve.get_by_role("button", name="Worked solution").press("Enter")


def kept(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def predicted(page: Page) -> list[str]:
    return [each["item"] for each in kept(page)["entries"] if each["kind"] == "prediction"]


def assert_predicted(page: Page, *items: str) -> None:
    """Just these predictions come to be in the browser's storage; what another tab writes arrives a moment later."""
    page.wait_for_function(PREDICTED, arg=[KEY, list(items)])


def save(page: Page, path) -> str:
    """Save the answers as a file; returns its text."""
    with page.expect_download() as coming:
        page.locator("[data-kb-answers]").get_by_role("button", name="Save my answers").press("Enter")
    assert coming.value.suggested_filename == "my-ledger.json"
    coming.value.save_as(path)
    return path.read_text(encoding="utf-8")


def bare(page: str) -> str:
    """The words of some HTML."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).strip()


def test_answers_by_keyboard_reach_a_ledger_that_python_reads_the_same_way(desk, address, tmp_path, monkeypatch):
    page = opened_page(desk, address)
    hidden = page.content()
    hidden = hidden[hidden.index("<article>") : hidden.index("<script>")]
    assert "12.3" not in hidden
    assert GONE_BY not in card(page, "told").inner_text()
    expect(card(page, "told")).to_contain_text("Lock in your answer first")
    answer_all(page)
    expect(card(page, "told")).to_contain_text(GONE_BY)
    page.reload()
    expect(card(page, "share")).to_contain_text("✓ Locked in. 0 to 20%, 80% sure.")
    expect(card(page, "told")).to_contain_text(GONE_BY)
    path = tmp_path / "my-ledger.json"
    read = read_ledger(save(page, path), tables.load("lessons")["lesson"])
    assert {each["kind"] for each in read["entries"]} == KINDS - {"look"}

    book = opened(path, monkeypatch)
    assert book.learner == kept(page)["learner"]
    assert len(my_forecasts()) == 3
    assert my_range_costs() == (20.0,)
    wrong = []
    for name, each in made().items():
        if name in ("02.micromolar", "quiz"):  # help that was asked for stands there until the page is loaded again
            continue
        each.refresh()
        python = bare(" ".join(part["html"] for part in each.parts if part["kind"] == "words"))
        words = card(page, name).locator(".kb-body > .kb-words")
        here = bare(" ".join(words.evaluate_all("nodes => nodes.map(node => node.innerHTML)")))
        if here != python and not isinstance(each, ExerciseCard):
            wrong.append((name, here, python))
        if isinstance(each, ExerciseCard):
            options_here = [bare(it) for it in card(page, name).locator(".kb-option span").all_inner_texts()]
            asked = [it["text"] for part in each.parts if part["kind"] == "options" for it in part["options"]]
            assert options_here == asked
    assert wrong == []


def test_a_saved_file_restores_everything_in_another_browser(desk, browser, address, tmp_path):
    page = opened_page(desk, address)
    choose_by_keyboard(card(page, "share"), "Lock in", To="20")
    path = tmp_path / "my-ledger.json"
    text = save(page, path)
    other = browser.new_context(offline=True)
    fresh = opened_page(other, address)
    choose_by_keyboard(card(fresh, "share"), "Lock in", To="50")
    tools = fresh.locator("[data-kb-answers]")
    for content, said in (
        ("{}", "This file is no ledger of this course"),
        (text.replace("ketabrain", "other"), "belongs to another course"),
        (text, "0 answers would be added, 0 are here already, 1 differs: both are kept"),
    ):
        if (
            tools.get_by_role("button", name="Load answers from a file").is_visible()
            and not tools.get_by_label("A file").count()
        ):
            tools.get_by_role("button", name="Load answers from a file").click()
        tools.get_by_label("A file my-ledger.json").set_input_files(
            {"name": "x.json", "mimeType": "application/json", "buffer": content.encode()}
        )
        tools.get_by_role("button", name="Look at this file").click()
        expect(tools).to_contain_text(said)
    tools.get_by_role("button", name="Load it").click()
    expect(tools).to_contain_text("1 answer was added.")
    assert [each["value"] for each in kept(fresh)["entries"] if each["kind"] == "prediction"] == [[0, 20], [0, 50]]
    expect(card(fresh, "share")).to_contain_text("0 to 50%")
    other.close()


def test_two_tabs_lose_nothing_of_each_other(desk, address):
    one, two = opened_page(desk, address), opened_page(desk, address)
    choose_by_keyboard(card(one, "share"), "Lock in", To="20")
    expect(card(two, "share")).to_contain_text("0 to 20%")
    choose_by_keyboard(card(two, "times"), "Lock in", answer="5", sure="40")
    for tab in (one, two):
        assert_predicted(tab, "share", "times")
    before = kept(one)
    stale = [each for each in before["entries"] if each["item"] == "times"]  # as a tab writes that has read too early
    two.evaluate(PUT, [KEY, json.dumps(before | {"entries": stale})])
    for tab in (one, two):
        assert_predicted(tab, "times", "share")


def test_what_is_typed_after_a_tap_takes_the_place_of_what_a_box_holds(browser, address):
    context = browser.new_context(**PHONE)
    share = card(opened_page(context, address), "share")
    for name, typed in {"From": "12", "To": "30,5"}.items():
        box = share.get_by_role("textbox", name=name)
        box.tap()
        box.press_sequentially(typed)
        box.tap()  # a second tap sets the cursor, to mend
        box.press("End")
        box.press("Backspace")
        box.press(typed[-1])
    share.get_by_role("button", name="Lock in").tap()
    expect(share).to_contain_text("12 to 30.5%")
    context.close()


@pytest.mark.parametrize("trouble", [FULL, SHUT], ids=["full", "private"])
def test_answers_that_cannot_be_kept_stay_on_the_page_and_can_be_saved(browser, address, tmp_path, trouble):
    context = browser.new_context(**PHONE, accept_downloads=True)
    context.add_init_script(trouble)
    page = opened_page(context, address)
    share = card(page, "share")
    share.get_by_role("textbox", name="To").fill("20")
    share.get_by_role("button", name="Lock in").tap()
    expect(share).to_contain_text("0 to 20%, 80% sure.")
    expect(share).to_contain_text("This browser cannot keep your answers")
    expect(card(page, "told")).to_contain_text(GONE_BY)
    with page.expect_download() as coming:
        share.get_by_role("button", name="Save my answers as a file").tap()
    coming.value.save_as(tmp_path / "saved.json")
    (entry,) = json.loads((tmp_path / "saved.json").read_text(encoding="utf-8"))["entries"]
    assert entry.items() >= {"kind": "prediction", "lesson": "02", "item": "share", "value": [0, 20]}.items()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_what_is_damaged_is_set_aside_and_a_newer_ledger_is_left_alone(desk, address):
    page = opened_page(desk, address)
    page.evaluate(PUT, [KEY, '{"format": 1, "entr'])
    for later_ms in (0, 1100):  # met again in another second, it is still set aside once
        page.wait_for_timeout(later_ms)
        page.reload()
    share = card(page, "share")
    said = "Your answers in this browser were damaged and could not be read; they are kept there"
    expect(share).to_contain_text(said)
    choose_by_keyboard(share, "Lock in", To="20")
    expect(page.locator("[data-kb-answers]")).to_contain_text(said)
    aside = page.evaluate(
        "Object.keys(localStorage).filter(key => key.includes('damaged')).map(key => localStorage[key])"
    )
    assert aside == ['{"format": 1, "entr']
    assert predicted(page) == ["share"]
    newer = json.dumps({"format": 2, "new": []})
    page.evaluate(PUT, [KEY, newer])
    page.reload()
    share = card(page, "share")
    choose_by_keyboard(share, "Lock in", To="30")
    expect(share).to_contain_text("newer version of the course")
    expect(share).to_contain_text("0 to 30%")
    assert kept(page) == json.loads(newer)


def test_looking_first_opens_what_waits_and_does_not_count(desk, address, tmp_path, monkeypatch):
    page = opened_page(desk, address)
    choose_by_keyboard(card(page, "told"), "Look now: it will not count")
    expect(card(page, "told")).to_contain_text(GONE_BY)
    choose_by_keyboard(card(page, "share"), "Lock in", To="20")
    expect(card(page, "share-shown")).to_contain_text("it does not count")
    page.wait_for_function(MET, arg="share")
    path = tmp_path / "my-ledger.json"
    save(page, path)
    opened(path, monkeypatch)
    assert my_forecasts() == ()
    assert {each["kind"] for each in session.entries()} == {"look", "prediction", "reveal"}


def test_a_bad_number_is_refused_in_one_sentence_and_a_code_exercise_says_where_to_go(desk, address):
    page = opened_page(desk, address)
    solve = card(page, "02.micromolar")
    choose_by_keyboard(solve, "Check", answer="many")
    expect(solve).to_contain_text("“many” is not a number")
    (code,) = [
        each.id for each in exercises.of_lesson("02") if not hasattr(each, "unit") and hasattr(each, "reference")
    ][:1]
    link = card(page, code).get_by_role("link", name="open the lesson on Binder")
    assert "02-getting-into-the-brain.ipynb" in link.get_attribute("href")
