"""The files around the code agree with one another, and hold nothing of the machine they were written on."""

import ast
import csv
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tasks.binder import BINDER_LINK, link, page_link, readme_link, repository_and_branch
from tasks.own_files import carried, fingerprint

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
CLASS_ONLY = [Requirement(line) for line in PROJECT["optional-dependencies"]["class"]]
TEST_ONLY = [Requirement(line) for line in PROJECT["optional-dependencies"]["test"]]
EVERYTHING = RUNTIME + CLASS_ONLY + TEST_ONLY
LOCKS = {
    "requirements.txt": RUNTIME,
    "instructor/requirements.txt": RUNTIME + CLASS_ONLY,
    "tests/requirements.txt": EVERYTHING,
}

PYTHONS = ["3.11", "3.12", "3.13"]
PLATFORMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64", "os_name": "posix"},
    {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64", "os_name": "nt"},
]
MACHINES = [
    pytest.param(
        {"python_version": python, "python_full_version": f"{python}.0", "extra": ""} | platform,
        id=f"{python}-{platform['sys_platform']}-{platform['platform_machine']}",
    )
    for python in PYTHONS
    for platform in PLATFORMS
]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]*-*.ipynb"))
lessons = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)


@cache
def tracked_files() -> list[Path]:
    """What git has or would take; without git (a downloaded archive), everything that is not hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8")
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        files = [file for file in ROOT.rglob("*") if not re.search(r"/\.(?!ci/)|__pycache__", file.as_posix())]
    return [file for file in files if file.is_file()]


def locked(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Every pin of a lock with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            pins.append((Requirement(requirement), hashes))
    return pins


def applies(requirement: Requirement, machine: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(machine)


def versions(lock: str, machine: dict[str, str]) -> dict[str, Version]:
    """The one version of each package that a lock installs on a machine."""
    chosen: dict[str, Version] = {}
    for pin, _ in locked(lock):
        if applies(pin, machine):
            assert pin.name not in chosen, f"{lock} pins {pin.name} twice for one machine"
            chosen[pin.name] = Version(str(pin.specifier).removeprefix("=="))
    return chosen


# --- the locks, pyproject.toml and environment.yml ---


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock):
    for pin, hashes in locked(lock):
        assert re.fullmatch(r"==[^=,*]+", str(pin.specifier)), f"{pin} is not an exact version"
        assert hashes, f"{pin} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_what_pyproject_asks_for(lock, machine):
    chosen = versions(lock, machine)
    for requirement in LOCKS[lock]:
        if applies(requirement, machine):
            name = canonicalize_name(requirement.name)
            assert name in chosen, f"{lock} lacks {name}: type `make lock`"
            assert requirement.specifier.contains(chosen[name], prereleases=True), f"{requirement}: `make lock`"


@pytest.mark.parametrize("machine", MACHINES)
def test_class_and_tests_run_on_the_very_versions_of_the_course(machine):
    course, group, test = (versions(lock, machine) for lock in LOCKS)
    assert {name: group.get(name) for name in course} == course
    assert {name: test.get(name) for name in group} == group


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host_and_no_index(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*(-i|-f|-r|--index|--extra-index|--find-links|--trusted-host)", text, re.MULTILINE)


def test_what_npm_brings_is_exact_hashed_and_names_no_host():
    wanted = json.loads((ROOT / "tasks/node/package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((ROOT / "tasks/node/package-lock.json").read_text(encoding="utf-8"))["packages"]
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name, version in wanted.items():
        assert lock[f"node_modules/{name}"]["version"] == version
        assert f"`{name}`" in reasons
    for place, package in lock.items():
        assert "resolved" not in package
        assert place == "" or package["integrity"].startswith("sha512-")


def test_environment_is_python_pip_and_the_lock():
    python, pip, rest = ENVIRONMENT["dependencies"]
    assert rest == {"pip": ["-r requirements.txt"]}
    assert pip == "pip"
    version = re.fullmatch(r"python=(3\.\d+)", python)[1]
    assert version in PYTHONS
    assert version in SpecifierSet(PROJECT["requires-python"])
    assert ENVIRONMENT["channels"] == ["conda-forge", "nodefaults"]


def test_the_package_itself_is_installed_after_the_lock():
    line = "install --no-deps --no-build-isolation -e ."
    for file in ("postBuild", "environment.yml", "README.md"):
        assert line in (ROOT / file).read_text(encoding="utf-8"), f"{file} lacks the line that installs the package"


def test_one_version_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["version"]


# --- no dependency without a use ---

IMPORT_NAMES = {"pillow": "PIL", "libroadrunner": "roadrunner", "python-libsbml": "libsbml", "pyyaml": "yaml"}
"""Distributions that are imported under another name."""

COMMANDS = {
    "furo": ("site/conf.py", 'html_theme = "furo"'),
    "flit-core": ("tasks/inside/wheel.py", "from flit_core import buildapi"),
    "jupyterlab": ("tasks/course.py", "from jupyterlab.labapp import main"),
    "mypy": ("tasks/check.py", '"mypy"'),
    "nbval": ("tasks/check.py", "--nbval-lax"),
    "pytest-xdist": ("tasks/check.py", '"--dist"'),
    "ruff": ("tasks/check.py", '"ruff"'),
}
"""Distributions that are run or plugged in: the file and the words that do it."""

STUBS = {"scipy-stubs": "scipy"}
"""Types for libraries that have none of their own: in use as long as src imports the library."""


def imported_by(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "pytest.importorskip",
            "import_module",
        }:
            names |= {argument.value.split(".")[0] for argument in node.args[:1] if isinstance(argument, ast.Constant)}
    return names


def cells_source(notebook: Path) -> str:
    """A notebook's code as one module, without IPython's own lines."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return "\n".join(line for line in code.splitlines() if not re.match(r"\s*[%!?]|.*\?\s*$", line))


@cache
def imports_of(folder: str) -> frozenset[str]:
    files = [file for file in tracked_files() if file.suffix == ".py" and file.is_relative_to(ROOT / folder)]
    return frozenset().union(*(imported_by(file.read_text(encoding="utf-8")) for file in files))


@cache
def words_run() -> frozenset[str]:
    """Every string in a list or tuple of the Python files: the name of a program is one of those."""
    words = set()
    for file in tracked_files():
        if file.suffix == ".py" and file != Path(__file__).resolve():
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.List | ast.Tuple):
                    words |= {item.value for item in node.elts if isinstance(item, ast.Constant)}
    return frozenset(words)


def is_used(distribution: str) -> bool:
    name = canonicalize_name(distribution)
    if name in COMMANDS:
        file, words = COMMANDS[name]
        return words in (ROOT / file).read_text(encoding="utf-8")
    if name in STUBS:
        return STUBS[name] in imports_of("src")
    if name == "ipykernel":  # the kernel that the notebooks ask for
        return any(json.loads(file.read_text())["metadata"]["kernelspec"]["name"] == "python3" for file in NOTEBOOKS)
    module = IMPORT_NAMES.get(name, name.replace("-", "_"))
    everywhere = imports_of("src") | imports_of("tests") | imports_of("tasks")
    in_notebooks = (imported_by(cells_source(file)) for file in NOTEBOOKS)
    return module in everywhere.union(*in_notebooks) or module in words_run()


@pytest.mark.parametrize("distribution", sorted({requirement.name for requirement in EVERYTHING}))
def test_every_direct_dependency_is_used(distribution):
    assert is_used(distribution), f"nothing uses {distribution}: remove it from pyproject.toml and `make lock`"


def test_an_unused_dependency_is_noticed():
    assert not is_used("left-pad")


@pytest.mark.parametrize("requirement", EVERYTHING, ids=str)
def test_every_dependency_has_its_reason(requirement):
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"`{requirement.name}`" in reasons, f"CONTRIBUTING.md does not say why {requirement.name} is there"


# --- nothing of anybody's machine ---

# jovyan is the user of every Jupyter container. After a word, a dot or a slash it is part of a web address, not the
# start of a path.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/+-])(?:/(?:home(?!/jovyan/)|Users|root|work|mnt|private)/[\w.]|[A-Z]:\\{1,2}Users\\)"
)


@pytest.mark.parametrize("path", ["/home" + "/ada/course", '"/Users' + '/ada"', "C:\\" + "Users\\ada", "/root" + "/x"])
def test_a_machine_path_is_noticed(path):
    assert MACHINE_PATH.search(path)


def test_no_tracked_file_names_a_machine_path():
    found = []
    for file in tracked_files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture or an archive
            continue
        found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


# --- Binder ---


def binder_links(file: Path) -> list[str]:
    return re.findall(r"https://mybinder\.org/v2/[^\s)\"'\\>\]]+", file.read_text(encoding="utf-8"))


def to_notebook_and_page(notebook: Path) -> list[str]:
    place = (*repository_and_branch(), notebook.name)
    return [link(*place), page_link(*place)]


@pytest.mark.parametrize("makes", [link, page_link])
def test_the_pattern_that_rewrites_links_finds_the_ones_it_makes(makes):
    assert BINDER_LINK.search(makes("ada/course", "main", "00-start-here.ipynb"))[0] == "ada/course/main"


@lessons
def test_each_lesson_links_to_itself_on_binder_as_notebook_and_as_page(notebook):
    assert binder_links(notebook) == to_notebook_and_page(notebook)


@lessons
def test_each_lesson_says_on_github_where_to_read_it_with_pictures(notebook):
    first = json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]
    assert f"[where to see them]({readme_link(repository_and_branch()[0])})" in "".join(first["source"])


@lessons
def test_each_lesson_carries_the_fingerprint_of_its_cells(notebook):
    content = notebook.read_bytes()
    assert carried(notebook.name, content) == fingerprint(notebook.name, content), "type `make notebooks`"


def test_the_readme_links_each_written_lesson_on_binder_as_notebook_and_as_page():
    assert binder_links(ROOT / "README.md") == [each for file in NOTEBOOKS for each in to_notebook_and_page(file)]


def test_the_readme_links_every_written_lesson():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((notebooks/[^)]+\.ipynb)\)", readme)
    assert sorted(set(linked)) == [f"notebooks/{file.name}" for file in NOTEBOOKS]


def test_the_readme_lists_the_lessons_of_the_course():
    with (ROOT / "data" / "lessons.csv").open(encoding="utf-8", newline="") as file:
        planned = [(row["lesson"], row["title"]) for row in csv.DictReader(file)]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d\d[a-z]?) \| \[?([^]|]+?)(?:\]\([^)]*\))? \|", readme, re.MULTILINE) == planned


def test_files_that_the_documents_link_to_exist():
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "maintaining.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name} links to {target}, which is not there"


def test_the_citation_names_the_repository():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["repository-code"] == f"https://github.com/{repository_and_branch()[0]}"
