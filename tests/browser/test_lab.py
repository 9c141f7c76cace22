"""Every lesson in JupyterLab in a real Chromium: it opens, runs, fits, and under `full` each explore answers to a key.

What the widgets do whatever the lesson is tried in `test_toolkit.py`.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import LIVE
from tests.browser.page import (
    COMPLAINTS,
    UNNAMED,
    WIDTH,
    every_explore,
    explores_in,
    keep_picture,
    knobs,
    overhanging,
    resize,
    seen,
    to_another_option,
    to_the_other_end,
    wait_for_another,
)
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser


def test_all_cells_run_and_nothing_complains(lesson, opened):
    assert lesson.locator("[data-mime-type*='error'], [data-mime-type*='stderr']").all_inner_texts() == []
    assert lesson.locator(".jp-Notebook .jp-mod-widget-error").count() == 0
    assert lesson.evaluate(COMPLAINTS) == []
    assert opened.errors == []


def test_every_explore_of_the_notebook_is_there_with_a_picture_and_words(lesson, opened):
    expect(lesson.locator(f"{LIVE} img")).to_have_count(explores_in(opened.path))
    assert len(every_explore(lesson)) == explores_in(opened.path) > 0
    for explore in every_explore(lesson):
        shown = seen(explore)
        assert shown["width"] > 300
        assert shown["alt"] == shown["words"]
        assert len(shown["words"]) > 40


@pytest.mark.full
def test_assistive_technology_can_use_every_card(lesson):
    assert lesson.evaluate(UNNAMED) == []
    assert violations(lesson, ".kb-card") == []


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_cut_off_or_hangs_over(lesson, opened, width):
    found = overhanging(lesson, width)
    keep_picture(lesson, f"{opened.path.stem}-{width}.png", ".jp-WindowedPanel-outer")
    resize(lesson, WIDTH)
    assert found == []


@pytest.mark.full
def test_a_key_on_one_control_of_each_explore_changes_picture_and_words(lesson):
    for explore in every_explore(lesson):
        first = seen(explore)
        if knobs(explore).count():
            to_the_other_end(knobs(explore).first)
        else:
            to_another_option(explore.locator("select").first)
        moved = wait_for_another(explore, first)
        assert moved["words"] != first["words"]
        assert moved["alt"] == moved["words"]


def test_nothing_has_complained_after_the_moves(lesson, opened):
    assert lesson.evaluate(COMPLAINTS) == []
    assert opened.errors == []
