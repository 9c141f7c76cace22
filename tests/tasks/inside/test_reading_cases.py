"""What the pages of the reading edition have to say and score, held against Python, which they are to follow."""

import json

import pytest

from tests.reading_cases import CASES, PYTHON


@pytest.mark.parametrize("name", CASES)
def test_python_says_what_the_table_says(name):
    wrong = [(asked, said, found) for asked, said in CASES[name] if (found := as_sent(PYTHON[name](*asked))) != said]
    assert wrong == []


def test_every_function_has_cases():
    assert set(CASES) == set(PYTHON)


def as_sent(value):
    """A value as a page would have it."""
    return json.loads(json.dumps(value))
