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


def test_functions_are_not_hidden_by_their_modules():
    names = ["explore", "predict", "start", "check", "verdict", "progress"]
    program = "from importlib import import_module\n" + "".join(
        f"module = import_module('ketabrain.lesson.{name}')\n"
        f"from ketabrain.lesson import {name}\n"
        f"print({name} is module.{name})\n"
        for name in names
    )
    assert run(program).split() == ["True"] * len(names)
