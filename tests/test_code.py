"""How the code is written: choices by name, long records by keywords, one name for one thing, examples that run."""

import ast
import doctest
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.test_imports import PACKAGE, WITH_CARDS, imported_names, module_name

ROOT = PACKAGE.parents[1]
SOURCES = {module_name(file): file.read_text(encoding="utf-8") for file in sorted(PACKAGE.rglob("*.py"))}
TREES = {module: ast.parse(source) for module, source in SOURCES.items()}
LONGEST_FILE = 400
MOST_BY_POSITION = 7
"""Values that a record may be given by their place; of more, two that are swapped would not be seen."""
FEW_PARAMETERS = 4
"""Parameters that their names alone may explain."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def by_position(tree: ast.Module) -> Iterator[str]:
    """Every `CONSTANT[0]`: what stands at that place shows nowhere, and changes with the order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            name = ast.unparse(node.value).split(".")[-1]
            if re.fullmatch(r"_?[A-Z][A-Z0-9_]*", name) and re.fullmatch(r"-?\d+", ast.unparse(node.slice)):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def records(tree: ast.Module) -> set[str]:
    """The dataclasses that a module defines."""
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {each.name for each in classes if any("dataclass" in ast.unparse(mark) for mark in each.decorator_list)}


def long_calls(tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Every record that is made from more than MOST_BY_POSITION values without their names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > MOST_BY_POSITION:
            name = ast.unparse(node.func).split(".")[-1]
            if name in known:
                yield f"line {node.lineno}: {name}(…) of {len(node.args)} values by position"


def public_names(tree: ast.Module) -> Iterator[str]:
    """The functions and classes that a module offers."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def unexplained(tree: ast.Module) -> Iterator[str]:
    """Parameters that the docstring of a public function with more than FEW_PARAMETERS leaves out."""
    functions = (node for node in ast.walk(tree) if isinstance(node, Function) and not node.name.startswith("_"))
    for function in functions:
        given = function.args
        names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs) if each.arg != "self"]
        words = ast.get_docstring(function) or ""
        missing = [name for name in names if not re.search(rf"\b{name}\b", words)]
        if len(names) > FEW_PARAMETERS and missing:
            yield f"line {function.lineno}: {function.name} says nothing of {', '.join(missing)}"


def everywhere(found: dict[str, Iterator[str]]) -> str:
    """What was found in each module, one line each."""
    return "\n".join(f"{module} {each}" for module, lines in found.items() for each in lines)


def test_what_stands_at_a_place_has_a_name_of_its_own():
    wrong = everywhere({module: by_position(tree) for module, tree in TREES.items()})
    assert not wrong, f"\n{wrong}"


def test_long_records_are_made_by_keywords():
    known = set().union(*map(records, TREES.values()))
    wrong = everywhere({module: long_calls(tree, known) for module, tree in TREES.items()})
    assert not wrong, f"\n{wrong}"


def test_one_name_means_one_thing():
    """Aside from what a cell calls: `references` may show what the table of that name holds."""
    verbs = imported_names(SOURCES["ketabrain.lesson"], "ketabrain.lesson")
    homes = defaultdict(list)
    for module, tree in TREES.items():
        for name in public_names(tree):
            if f"{module}.{name}" not in verbs:
                homes[name].append(module)
    wrong = "\n".join(f"{name}: {', '.join(modules)}" for name, modules in homes.items() if len(modules) > 1)
    assert not wrong, f"\n{wrong}"


def test_many_parameters_are_explained():
    home = ("ketabrain.topics.", "ketabrain.engine.stats.")
    wrong = everywhere({module: unexplained(tree) for module, tree in TREES.items() if module.startswith(home)})
    assert not wrong, f"\n{wrong}"


def test_tests_of_a_topic_bear_the_names_of_its_modules():
    strange = [
        f"{file.relative_to(ROOT)}"
        for topic in sorted((PACKAGE / "topics").iterdir())
        for file in sorted((ROOT / "tests" / topic.name).glob("test_*.py"))
        if not any((topic / f"{draws}{file.stem.removeprefix('test_')}.py").exists() for draws in ("", "draw_"))
    ]
    assert not strange, f"tests/<topic>/test_x.py tests x.py and draw_x.py: {', '.join(strange)}"


def test_no_file_is_long():
    files = (file for folder in ("src", "tests", "tasks") for file in sorted((ROOT / folder).rglob("*.py")))
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    wrong = "\n".join(f"{file.relative_to(ROOT)}: {n} lines" for file, n in lines.items() if n > LONGEST_FILE)
    assert not wrong, f"\n{wrong}"


def is_model(module: str) -> bool:
    """Whether a module computes something that a learner moves: it is a topic's, calculates, and does not draw."""
    last = module.split(".")[-1]
    libraries = {name.split(".")[0] for name in imported_names(SOURCES[module], module)}
    in_topic = module.startswith("ketabrain.topics.") and last != "exercises" and last not in WITH_CARDS
    return in_topic and not last.startswith("draw_") and bool(libraries & {"numpy", "scipy", "math", "brian2"})


def examples(module: str) -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(import_module(module))
    return [each for each in found if each.examples]


def test_every_model_has_an_example():
    wrong = "\n".join(module for module in SOURCES if is_model(module) and not examples(module))
    assert not wrong, f"\n{wrong}"


@pytest.mark.parametrize("module", [module for module, source in SOURCES.items() if ">>> " in source])
def test_examples_give_what_they_say(module):
    told: list[str] = []
    assert examples(module), "no docstring holds its >>>"
    for example in examples(module):
        doctest.DocTestRunner().run(example, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize("index", ["RULES[0]", "shared.RULES[-1]", "_RULES[12]"])
def test_the_check_of_places_can_fail(index):
    assert list(by_position(ast.parse(f"rule = {index}"))) == [f"line 1: {index}"]
    assert list(by_position(ast.parse("RULES[0:2], RULES['a'], RULES[i], rules[0]"))) == []


@pytest.mark.parametrize(("values", "wrong"), [(7, 0), (8, 1)])
def test_the_check_of_records_can_fail(values, wrong):
    tree = ast.parse(f"@dataclass(frozen=True)\nclass Arm: ...\nArm({', '.join('a' * values)})\nprint(1,2,3,4,5,6,7,8)")
    assert len(list(long_calls(tree, records(tree)))) == wrong


@pytest.mark.parametrize(("words", "wrong"), [("From a, b, c, d and e.", 0), ("From a, b, c and (d).", 1), ("", 1)])
def test_the_check_of_parameters_can_fail(words, wrong):
    tree = ast.parse(f'def mix(a, b, c, *, d, e=1):\n    """{words}"""\ndef few(a, b, c, d): ...')
    assert len(list(unexplained(tree))) == wrong
