"""The same notebooks through Voilà: no code, the same live widgets."""

import pytest

from tests.browser.lab import open_app
from tests.browser.test_lab import every_explore, seen, wait_for_another
from tests.notebooks.conftest import NOTEBOOKS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def app(request, browser, voila):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    open_app(page, voila, request.param.name)
    yield page
    page.close()


def test_pictures_and_words_show_and_code_does_not(app):
    assert every_explore(app)
    for explore in every_explore(app):
        shown = seen(explore)
        assert shown["width"] > 300
        assert shown["alt"] == shown["words"] != ""
    assert app.get_by_text("from ketabrain").count() == 0


def test_a_slider_moves_by_keyboard(app):
    explore = next(each for each in every_explore(app) if each.locator(".noUi-handle").count())
    first = seen(explore)
    handle = explore.locator(".noUi-handle").first
    handle.focus()
    handle.press("End")
    assert wait_for_another(explore, first)["words"] != first["words"]
