"""The names a notebook uses are functions, whatever was imported before."""

import subprocess
import sys

import pytest

from ketabrain import lesson


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("name", lesson.__all__)
def test_every_name_is_a_function_with_words_about_it(name):
    function = getattr(lesson, name)
    assert callable(function)
    assert function.__name__ == name
    assert function.__doc__
    assert name in dir(lesson)


@pytest.mark.parametrize("name", ["explore", "predict", "start", "check", "verdict", "progress"])
def test_a_function_is_not_hidden_by_its_module(name):
    program = f"""
import ketabrain.lesson.{name}
from ketabrain.lesson.{name} import {name} as inside
from ketabrain.lesson import {name}
print({name} is inside)
"""
    assert run(program) == "True"
