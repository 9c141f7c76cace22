"""Notebooks through Voilà: no code, the same live widgets. A page of every kind, and under `full` every lesson."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import EVERY_KIND_FIRST, new_page
from tests.browser.lab import EVERY_KIND, open_app
from tests.browser.page import (
    WIDTH,
    every_explore,
    explores_in,
    keep_picture,
    knobs,
    overhanging,
    resize,
    seen,
    to_the_other_end,
    wait_for_another,
)
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=EVERY_KIND_FIRST)
def shown(request, desk, voila):
    """A notebook in Voilà."""
    lesson = new_page(request.param, desk, voila)
    open_app(lesson.page, voila, lesson.path.name)
    yield lesson
    lesson.page.close()


@pytest.fixture
def app(shown):
    return shown.page


def test_pictures_and_words_show_and_code_does_not(app, shown):
    explores = every_explore(app)
    assert len(explores) == explores_in(shown.path)
    for explore in explores:
        now = seen(explore)
        assert now["width"] > 300
        assert now["alt"] == now["words"] != ""
    assert app.get_by_text("from ketabrain").count() == 0
    assert app.get_by_text("run the cell").count() == 0
    assert shown.errors == []


def test_a_slider_moves_by_keyboard(app):
    explore = next(each for each in every_explore(app) if knobs(each).count())
    first = seen(explore)
    to_the_other_end(knobs(explore).first)
    assert wait_for_another(explore, first)["words"] != first["words"]


def test_more_opens_and_shuts_by_keyboard(app, shown):
    folds = app.locator("button.kb-fold")
    if shown.path.stem == EVERY_KIND:
        assert folds.count() == 1
    for fold in folds.all():
        expect(fold).to_have_attribute("aria-expanded", "true")  # opened with the page
        hidden = app.locator("[hidden]:has(.kb-card), [hidden]:has(.kb-prose)")
        before = hidden.count()
        fold.press("Enter")
        expect(fold).to_have_attribute("aria-expanded", "false")
        assert hidden.count() > before
        fold.press("Enter")
        expect(hidden).to_have_count(before)


def test_assistive_technology_can_use_every_card(app):
    assert violations(app, ".kb-card") == []


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_hangs_over(app, shown, width):
    found = overhanging(app, width)
    keep_picture(app, f"voila-{shown.path.stem}-{width}.png", "#rendered_cells")
    resize(app, WIDTH)
    assert found == []
