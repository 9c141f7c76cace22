"""The names a notebook uses are functions, whatever was imported before, and are loaded only when they are used."""

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


def test_the_package_loads_nothing_by_itself():
    assert (
        run("import sys, ketabrain.lesson; print({'pandas', 'matplotlib', 'ipywidgets'} & set(sys.modules))") == "set()"
    )


def test_an_unknown_name_is_an_import_error():
    with pytest.raises(ImportError):
        from ketabrain.lesson import wonder  # noqa: F401
