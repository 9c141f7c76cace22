"""A lesson in another language, another time zone and with another order of sets shows the same, to the byte."""

import pytest

from tests.faults.lesson_run import heard, shown_by

LESSON = "03"
ELSEWHERE = {
    "German, in Nepal, other order of sets": {
        "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "12",
    },
    "no language, and Python told not to make up for it": {
        "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "345",
    },
}  # fmt: skip
"""Settings of the environment; where a machine lacks the German locale, Python falls back to C."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """What one lesson shows in plain surroundings ("here") and elsewhere, each in a fresh Python."""
    home = tmp_path_factory.mktemp("Zoë's home, ångström")
    here = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
    started = {
        name: shown_by(LESSON, home / f"carnet é {number}.json", settings)
        for number, (name, settings) in enumerate({"here": here, **ELSEWHERE}.items())
    }
    return {name: heard(run) for name, run in started.items()}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_lesson_shows_the_same_words_numbers_tables_and_pictures(runs, place):
    here, there = runs["here"], runs[place]
    assert here["checked"]
    assert there["checked"] == here["checked"]
    assert len(there["pages"]) == len(here["pages"]) > 10
    for page, (one, other) in enumerate(zip(here["pages"], there["pages"], strict=True)):
        assert one == other, f"page {page}"
