"""A poll in a phone's browser: join, answer a choice, a number and a range, and see it counted on the projector."""

import json
import sys

import pytest
from playwright.sync_api import expect

from tasks.poll import poll_environ, projector_link
from tests.browser.lab import ROOT, free_port, running
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def poll(tmp_path_factory):
    """A poll of lesson 02, which asks for a range, a choice and a number; gives both addresses and the folder."""
    folder = tmp_path_factory.mktemp("handed-in")
    chosen = poll_environ("02", str(folder), {"PORT": str(free_port()), "WORD": "otter 47", "ADDRESS": "192.0.2.7"})
    environ = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "KETABRAIN_POLL_BROWSER": "0", **chosen}
    phones = f"http://127.0.0.1:{chosen['KETABRAIN_POLL_PORT']}/"
    with running([sys.executable, "-m", "tasks.inside.poll"], phones, folder.parent / "poll.log", **environ):
        yield phones, projector_link(chosen), folder


def card(page, item):
    return page.locator(f"#question-{item}")


def test_a_phone_answers_and_the_projector_counts(poll, browser):
    phones, projector, folder = poll
    screen = browser.new_page(viewport={"width": 1280, "height": 720})
    screen.goto(projector)
    hand = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = hand.new_page()
    page.goto(phones)
    page.get_by_label("The word on the screen").fill("Otter 47")
    page.get_by_role("button", name="Join").tap()

    choice = card(page, "level-next-day")
    choice.get_by_text("Between a tenth and a quarter").tap()
    choice.get_by_label("How sure are you?").select_option("70%")
    choice.get_by_role("button", name="Lock in").tap()
    expect(choice.get_by_text("✓ Locked in: Between a tenth and a quarter, 70% sure.")).to_be_visible()

    number = card(page, "swallowed-dose")
    number.get_by_label("Your answer").fill("1,200")
    number.get_by_label("How sure are you?").select_option("40%")
    number.get_by_role("button", name="Lock in").tap()
    expect(number.get_by_role("alert")).to_contain_text("can be read in two ways")
    assert violations(page, "body") == []
    number.get_by_label("Your answer").fill("41,5")
    number.get_by_role("button", name="Lock in").tap()
    expect(number.get_by_text("✓ Locked in: 41.5 mg, 40% sure.")).to_be_visible()

    drawn = card(page, "share-occupied")
    drawn.get_by_label("From").fill("10")
    drawn.get_by_label("To").fill("37,5")
    hand.set_offline(True)
    drawn.get_by_role("button", name="Lock in").tap()
    expect(drawn.get_by_role("alert")).to_contain_text("Not sent yet")
    hand.set_offline(False)
    expect(drawn.get_by_text("✓ Locked in: 10 to 37.5 of 100 channels, 80% sure.")).to_be_visible()
    expect(page.get_by_text("3 of 3 answered")).to_be_visible()
    assert not page.evaluate(TOO_WIDE)

    (ledger,) = folder.glob("phone-*.json")
    values = {entry["item"]: entry["value"] for entry in json.loads(ledger.read_text())["entries"]}
    assert values == {
        "level-next-day": "Between a tenth and a quarter", "swallowed-dose": 41.5, "share-occupied": [10, 37.5],
    }  # fmt: skip
    expect(screen.get_by_text("1 phone joined")).to_be_visible()
    for item in values:
        expect(screen.locator(f"#predictions-{item}")).to_have_text("1")
    assert screen.locator(".code").bounding_box()["width"] >= 320
    assert screen.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert violations(screen, "body") == []

    screen.get_by_role("button", name="Verdicts").click()
    verdict = page.locator("#claim-C03")
    verdict.get_by_text("Oversimplified").tap()
    verdict.get_by_label("How sure are you?").select_option("60%")
    verdict.get_by_role("button", name="Lock in my verdict").tap()
    expect(verdict.get_by_text("✓ Locked in: Oversimplified, 60% sure.")).to_be_visible()
    screen.get_by_role("button", name="Closed").click()
    expect(page.get_by_text("Your teacher has closed the poll; your answers are kept.")).to_be_visible()
    hand.close()
    screen.close()


def test_it_works_without_a_script(poll, browser):
    phones, projector, _ = poll
    screen = browser.new_page()
    screen.goto(projector)
    screen.get_by_role("button", name="Predictions").click()
    hand = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = hand.new_page()
    page.goto(phones)
    page.get_by_label("The word on the screen").fill("OTTER47")
    page.get_by_role("button", name="Join").click()
    number = card(page, "swallowed-dose")
    number.get_by_label("Your answer").fill("20")
    number.get_by_role("button", name="Lock in").click()
    expect(number.get_by_role("alert")).to_have_text("Say how sure you are first.")
    expect(number.get_by_label("Your answer")).to_have_value("20")
    number.get_by_label("How sure are you?").select_option("55%")
    number.get_by_role("button", name="Lock in").click()
    expect(number.get_by_text("✓ Locked in: 20 mg, 55% sure.")).to_be_visible()
    hand.close()
    screen.close()
