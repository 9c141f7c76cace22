"""A lesson shows the same, to the byte, in another language and time zone, with another order of sets, and whatever a
learner's own settings of matplotlib, numpy, pandas and Brian2 are.
"""

import pytest

from tests.faults.lesson_run import heard, shown_by
from tests.faults.own_settings import SRC, after_start_up, own_settings

LESSON = "03"
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONPATH": str(SRC)}
GERMAN = {"LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "12"}
NO_LANGUAGE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "345"}
ELSEWHERE = {
    "German, in Nepal, other order of sets, own files": lambda place: GERMAN | own_settings(place),
    "no language, and Python told not to make up for it, own start-up file": (
        lambda place: NO_LANGUAGE | after_start_up(place)
    ),
}
"""Variables of the environment; where a machine lacks the German locale, Python falls back to C.

Each lesson run costs seconds, so two kinds of trouble share one: should it differ, try them one by one.
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """What one lesson shows in plain surroundings ("here") and elsewhere, each in a fresh Python."""
    home = tmp_path_factory.mktemp("Zoë's home, ångström")
    own = tmp_path_factory.mktemp("own")
    settings = {"here": HERE} | {name: make(own / str(place)) for place, (name, make) in enumerate(ELSEWHERE.items())}
    started = {
        name: shown_by(LESSON, home / f"carnet é {number}.json", each)
        for number, (name, each) in enumerate(settings.items())
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
