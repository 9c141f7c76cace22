"""The names a notebook uses are functions, and the modules that they live in stay modules."""

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


def test_modules_are_not_hidden_by_their_functions():
    names = ["explore", "predict", "start", "check", "verdict", "progress"]
    program = "import ketabrain.lesson\n" + "".join(
        f"import ketabrain.engine.{name} as module\nprint(type(module).__name__)\n" for name in names
    )
    assert run(program).split() == ["module"] * len(names)
