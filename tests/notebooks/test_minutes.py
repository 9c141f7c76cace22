"""What a lesson promises it keeps: computed minutes, paragraphs that one can take in, answers under the pictures."""

import re

import nbformat
import pytest

from ketabrain.engine import tables
from tasks.inside.in_process import NOTEBOOKS
from tasks.inside.minutes import LONGEST, LONGEST_SHORT, Load, times
from tasks.inside.paragraphs import numbers, paragraphs, sources, too_full
from tasks.inside.reading_level import level

HIGHEST_GRADE = 8
SHORT_ROUTE = re.compile(r"\*\*Short route \((?:about )?(\d+) minutes\)")
lessons = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def figures(words: str) -> set[float]:
    """The numbers in some words."""
    return {float(found.replace(",", "").rstrip(".")) for found in _FIGURE.findall(words)}


def test_a_lesson_and_its_short_route_take_no_longer_than_they_promise(explores, request):
    path = request.node.callspec.params["lesson_run"]
    found = times(path, explores)
    row = tables.load("lessons").set_index("lesson").loc[path.stem.partition("-")[0]]
    short = SHORT_ROUTE.search(nbformat.read(path, as_version=4).cells[0].source)
    assert found.whole.minutes <= row["minutes_high"] <= LONGEST, found
    assert short, "the title cell says how long the short route takes"
    assert found.short.minutes <= int(short[1]) <= LONGEST_SHORT, found


def test_every_task_is_answered_by_what_the_widget_gives(explores, first_runs):
    for name, explorer in explores.items():
        assert explorer.found, f"{name}: “What is there to find” is missing"
        said: set[float] = set()
        for settings in explorer.found.settings:
            assert set(settings) <= set(explorer.controls), f"{name}: {settings}"
            explorer.set(**{**explorer.defaults, **settings})
            said |= figures(" ".join(map(str, settings.values())))
            if name in first_runs and explorer.values == explorer.defaults:
                said |= figures(first_runs[name].words)
                continue
            if run := getattr(explorer, "run", None):
                run()
            assert explorer.refusal == "", f"{name}: {settings}"
            said |= figures(explorer.description_text)
        explorer.set(**explorer.defaults)
        wanted = figures(explorer.found.words)
        assert wanted, f"{name}: an answer with a number"
        assert wanted <= said, f"{name}: {wanted - said} not in its words at these settings"
        assert len(re.findall(r"[.!?](?= |$)", explorer.found.words)) <= 3, f"{name}: one or two sentences"


@lessons
def test_no_open_paragraph_holds_more_than_two_numbers_or_two_sources(path):
    assert too_full(nbformat.read(path, as_version=4)) == []


@lessons
def test_open_text_can_be_read_by_a_fourteen_year_old(path):
    assert level(path.stem, nbformat.read(path, as_version=4)).grade <= HIGHEST_GRADE


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("In 17 of {lamotrigine-dose.n} people, by 3.5 to 4 points", 4),
        ("GluN2B, MK-801, lesson 04, C06 and 1997", 0),
        ("Section 4.2 shows {a} (p = {b.value})", 2),
        ("1. First\n", 0),
    ],
)
def test_numbers_are_counted_and_names_are_not(text, count):
    assert numbers(text) == count


def test_a_paragraph_ends_at_a_blank_line_or_an_item():
    assert paragraphs("## Head\nOne\ntwo\n\n- a\n- b\n\n| t | t |") == ["One two", "- a", "- b"]
    assert sources("So [@a2000] [@b2001] [@a2000]") == 2


def test_minutes_add_up():
    assert Load(words=400, things={"explore": 2, "check": 1}).minutes == 9
    assert Load(words=401, things={}).minutes == 3
