"""What the two links of a lesson open on Binder, tried on a telephone: the server here is as new as one there."""

import pytest
from playwright.sync_api import Page, expect

from tasks.binder import link, page_link
from tests.browser.lab import CONNECTED, EVERY_KIND, LIVE, RUN_ALL, TOKEN, jupyter
from tests.browser.page import explores_in, keep_picture, overhanging
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

NOTEBOOK = f"{EVERY_KIND}.ipynb"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One that nobody has used yet: JupyterLab remembers who has opened its list of files."""
    with jupyter(tmp_path_factory.mktemp("binder")) as new:
        yield new


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True)
    yield context.new_page()
    context.close()


def follow(address: str, page: Page, url: str) -> None:
    """Go where Binder sends a learner once its server runs."""
    page.goto(f"{url}/{address.partition('urlpath=')[2]}?token={TOKEN}")


def test_the_badge_leaves_the_screen_to_the_notebook(phone, server):
    follow(link("ada/course", "main", NOTEBOOK), phone, server.url)
    notebook = phone.locator(".jp-Notebook")
    expect(notebook.locator(".jp-Cell").first).to_be_visible()
    phone.wait_for_function("window.jupyterapp.restored.then(() => true)")
    assert notebook.bounding_box()["width"] > 300
    phone.wait_for_function(CONNECTED)
    phone.evaluate(RUN_ALL)
    expect(phone.locator(f"{LIVE} img")).to_have_count(explores_in(server.folder / "notebooks" / NOTEBOOK))
    keep_picture(phone, "phone-notebook.png", ".jp-WindowedPanel-outer")
    assert overhanging(phone, **PHONE) == []
    assert violations(phone, ".kb-card") == []


def test_the_page_has_the_cards_and_no_code_and_fits(phone, server):
    follow(page_link("ada/course", "main", NOTEBOOK), phone, server.url)
    expect(phone.locator(f"{LIVE} img")).to_have_count(explores_in(server.folder / "notebooks" / NOTEBOOK))
    assert phone.get_by_text("from ketabrain").count() == 0
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
