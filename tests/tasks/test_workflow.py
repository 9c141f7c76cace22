"""The workflow that publishes the reading edition: what it may do, and that it does nothing that `make` does not."""

import re

import pytest
import yaml

from tasks.environment import ROOT
from tasks.inside.site import FOLDER

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def workflow():
    (file,) = WORKFLOWS
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_it_runs_when_main_moves_and_at_no_other_time(workflow):
    assert workflow[True] == {"push": {"branches": ["main"]}}  # YAML 1.1 reads “on” as true


def test_its_commands_are_those_of_make(steps):
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == ["make test", "make site"]
    targets = re.findall(r"^([a-z][a-z -]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {command.removeprefix("make ") for command in commands} <= set(" ".join(targets).split())


def test_every_action_is_pinned_by_its_full_version(steps):
    actions = [step["uses"] for step in steps if "uses" in step]
    assert actions
    assert [each for each in actions if not re.fullmatch(r"actions/[\w-]+@v\d+\.\d+\.\d+", each)] == []


def test_only_publishing_may_write_and_only_to_pages(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    asked = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert asked == {"publish": {"pages": "write", "id-token": "write"}}


def test_what_is_published_is_what_make_site_builds(steps):
    (path,) = [step["with"]["path"] for step in steps if "path" in step.get("with", {})]
    assert ROOT / path == FOLDER
