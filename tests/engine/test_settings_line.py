"""Settings are written as a line and as an address, and an address is read or refused in one sentence."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import LessonError
from ketabrain.engine.settings_line import Preset, read_settings, settings_address, settings_line

CASES = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))
"""Addresses with the settings in them or a part of the sentence that refuses them, and settings with the address that
is written for them: for Python and for the pages' scripts (tests/browser/test_sharing.py).
"""


def cases(kind):
    return [case for case in CASES if kind in case]


@pytest.mark.parametrize("case", cases("presets"), ids=lambda case: case["address"])
def test_an_address_is_read(case):
    assert read_settings(case["address"]) == [Preset(**preset) for preset in case["presets"]]


@pytest.mark.parametrize("case", cases("says"), ids=lambda case: repr(case["address"]))
def test_what_is_no_address_gets_one_sentence(case):
    with pytest.raises(LessonError, match=re.escape(case["says"])) as problem:
        read_settings(case["address"])
    assert str(problem.value).endswith(".")
    assert ". " not in str(problem.value)


@pytest.mark.parametrize("case", cases("writes"), ids=lambda case: case["writes"])
def test_an_address_is_written(case):
    assert settings_address(case["name"], case["values"]) == case["writes"]


@given(st.text())
def test_no_text_does_harm(typed):
    with contextlib.suppress(LessonError):
        read_settings(typed)


values = st.dictionaries(st.text(min_size=1), st.text() | st.integers(-1000, 1000) | st.floats(-1e6, 1e6))


@given(st.text(min_size=1), values)
def test_what_is_written_is_read_again(name, values):
    (found,) = read_settings(settings_address(name, values))
    assert (found.name, set(found.values)) == (name, set(values))
    for key, value in values.items():
        if isinstance(value, str):
            assert found.values[key] == value
        else:
            assert float(found.values[key]) == pytest.approx(value, rel=1e-11)


def test_a_line_is_python_that_gives_the_values_back():
    asked = {"mg_per_kg": 1.2, "minutes": 40.0, "blood": 'from a "vein" \\ µ'}
    heard = {}
    exec(settings_line("dose-band", asked), {"set_explore": lambda name, **told: heard.update(told, name=name)})
    assert heard == {"name": "dose-band", **asked}
