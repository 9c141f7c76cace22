"""A hub for a class, from the login to the room's folder, with real servers and a real browser."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tasks.environment import prepare_node
from tasks.hub import hub_command, hub_environ
from tests.browser.lab import free_port, running
from tests.browser.page import answer, with_button

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.name != "posix" or (shutil.which("npm") is None and os.environ.get("KETABRAIN_REQUIRE_BROWSER") != "1"),
        reason="the hub needs Linux or macOS, and npm for its proxy",
    ),
]

PASSWORD = "a room that learns"
LESSON = "01"
LANDS = "lab/tree/notebooks/01-*"
LOGIN = "/hub/login?next=%2Fhub%2F"


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A hub with a password; gives its address and its folder."""
    data = tmp_path_factory.mktemp("hub")
    chosen = hub_environ({"DATA": str(data), "PORT": str(free_port()), "PASSWORD": PASSWORD, "LESSON": LESSON})
    command = hub_command(Path(sys.executable), prepare_node(), chosen)
    url = chosen["KETABRAIN_HUB_URL"]
    with running(command, f"{url}/hub/login", data / "hub.log", seconds=60, **chosen):
        yield url, data


def log_in(page, url, name, password):
    page.goto(url + LOGIN)
    page.fill("#username_input", name)
    page.fill("#password_input", password)
    page.click("#login_submit")


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [
        ("ada", "a guess", "not the class's password"),
        ("ada", "", "not the class's password"),
        ("../ada", PASSWORD, "letters a to z and digits"),
        ("a" * 40, PASSWORD, "at most 32 of the letters"),
    ],
)
def test_a_wrong_password_and_a_name_that_is_no_folder_are_refused_by_a_sentence(
    hub, browser, name, password, sentence
):
    url, data = hub
    page = browser.new_page()
    log_in(page, url, name, password)
    expect(page.locator(".login_error")).to_contain_text(sentence)
    expect(page.locator("form")).to_contain_text("Any short name will do, with the class's password.")
    assert list((data / "learners").iterdir()) == []
    page.close()


def test_a_learner_gets_the_lessons_and_shares_answers_when_asked(hub, browser):
    url, data = hub
    page = browser.new_context().new_page()
    log_in(page, url, "Ada Lovelace", PASSWORD)
    page.wait_for_url(f"**/user/ada-lovelace/{LANDS}", timeout=90_000)
    # On a busy machine JupyterLab asks which kernel to use; a learner presses Select.
    page.add_locator_handler(page.locator(".jp-Dialog button.jp-mod-accept"), lambda select: select.click())
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    home = data / "learners" / "ada-lovelace"
    assert len(list((home / "notebooks").glob("*.ipynb"))) == 15
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    card = with_button(page, "Share my answers").first
    last = page.locator(".kb-live .kb-title", has_text="Your progress")
    expect(last).to_be_visible(timeout=120_000)
    assert list((data / "handed-in").iterdir()) == []
    card.get_by_role("button", name="Share my answers").click()
    expect(card.get_by_text("Every answer goes to the room")).to_be_visible()
    prediction = with_button(page, "Lock in").last
    answer(prediction)
    prediction.get_by_role("button", name="Lock in", exact=True).click()
    expect(page.locator(".kb-live").get_by_text("✓ Locked in").first).to_be_visible()
    (shared,) = (data / "handed-in").glob("ledger-*.json")
    kinds = [entry["kind"] for entry in json.loads(shared.read_text())["entries"]]
    assert kinds == ["sharing", "prediction"]
    assert json.loads((home / "my-ledger.json").read_text())["entries"]
    page.context.close()


def test_another_learner_has_a_copy_and_a_ledger_of_their_own(hub, browser):
    url, data = hub
    page = browser.new_context().new_page()
    log_in(page, url, "bob", PASSWORD)
    page.wait_for_url(f"**/user/bob/{LANDS}", timeout=90_000)  # however late he comes
    assert len(list((data / "learners" / "bob" / "notebooks").glob("*.ipynb"))) == 15
    assert not (data / "learners" / "bob" / "my-ledger.json").exists()
    page.goto(f"{url}/user/ada-lovelace/lab")
    expect(page.get_by_text("403").first).to_be_visible()
    page.context.close()
