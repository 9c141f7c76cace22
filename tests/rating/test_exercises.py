"""What was answered in lesson 09 before it became two stays readable, and counts nowhere twice."""

import json

from ketabrain.engine import tables
from ketabrain.engine.exercises import of_lesson
from ketabrain.engine.ledger.load import read_ledger

AT = "2026-11-01T10:00:00+00:00"
OLD = (
    {"kind": "prediction", "item": "largest-ptsd", "value": "Clearly better with ketamine", "confidence": 70},
    {"kind": "attempt", "item": "09.needed", "value": 7.4, "correct": True, "slip": ""},
    {"kind": "verdict", "item": "C02b", "value": "Oversimplified", "confidence": 60},
)


def test_an_old_ledger_of_lesson_09_can_be_loaded():
    entries = [{**each, "lesson": "09", "at": AT} for each in OLD]
    text = json.dumps({"format": 1, "entries": entries, "archived": []})
    assert [each["item"] for each in read_ledger(text, tables.load("lessons")["lesson"])["entries"]] == [
        each["item"] for each in OLD
    ]


def test_each_exercise_belongs_to_one_of_the_two_lessons():
    first, second = ([each.id.partition(".")[2] for each in of_lesson(lesson)] for lesson in ("09", "09b"))
    assert not {*first} & {*second}
    assert {"ratio", "pooled", "control", "decisions"} <= {*first}
    assert {"needed", "null"} <= {*second}
