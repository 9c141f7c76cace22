"""A kernel killed at any moment of a write leaves the ledger of before or of after, never a damaged one."""

import json
import os
import subprocess
import sys

import pytest

from tests.faults.killing import CHANGES, ROUNDS, STEPS
from tests.faults.lesson_run import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child is forked and killed, which Windows cannot do")


@pytest.fixture(scope="module")
def deaths(tmp_path_factory):
    """What each killed child left."""
    home = tmp_path_factory.mktemp("killed")
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(home)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.parametrize("change", CHANGES)
def test_killed_at_every_step_of_a_change(deaths, change):
    mine = [death for death in deaths if death.get("change") == change]
    assert len(mine) == 2 * (len(STEPS) + 1)
    assert sum(death["killed"] for death in mine) >= 2
    for death in mine:
        # Of a ledger that was not there yet, an empty one may be left by the check that it can be written.
        allowed = [death["old"], death["new"], *([[[], []]] if death["old"] is None else [])]
        assert death["left"] in allowed, death["step"]
        assert death["notices"] == [], death["step"]
        assert death["goes_on"], death["step"]


def test_killed_at_any_moment(deaths):
    rounds = [death for death in deaths if "said" in death]
    assert len(rounds) == ROUNDS
    for death in rounds:
        assert death["found"] in (death["said"], death["said"] + 1)  # the last may be saved and not yet said so
        assert death["notices"] == []
        assert death["goes_on"]
