"""What can be typed after `python -m tasks`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tasks import binder, check, course, doctor, hub, lock, poll, present, update
from tasks.environment import Level, TaskError, run_module

Argument = tuple[str, dict[str, Any]]
"""A word or an option as it is typed, and what argparse is told about it."""


@dataclass(frozen=True, kw_only=True)
class Chore:
    """One chore: its name, what it does in a sentence, what it runs, and the arguments that it takes.

    `runs` is a function of tasks, which gets the arguments by their names and returns the exit status, or a module that
    is started inside `.venv` with the packages of `level` and gets the arguments as they were typed.
    """

    name: str
    summary: str
    runs: Callable[..., int] | str
    level: Level = "course"
    arguments: tuple[Argument, ...] = ()


def _argument(name: str, **how: Any) -> Argument:
    return name, how


CHORES = (
    Chore(name="course", summary="Open the course in JupyterLab.", runs=course.open_course),
    Chore(
        name="update",
        summary="Bring this copy up to date; answers and edited notebooks are kept.",
        runs=update.update,
        arguments=(_argument("source", metavar="ZIP", nargs="?", default="", help="a downloaded zip of the course"),),
    ),
    Chore(
        name="print",
        summary="Make pages of lessons in build/print that print well, as you left them.",
        runs="tasks.inside.print_lesson",
        arguments=(_argument("lessons", metavar="LESSON", nargs="+", help="such as 05"),),
    ),
    Chore(
        name="worksheet",
        summary="Make sheets of paper for rooms without computers in build/worksheets, one a lesson.",
        runs="tasks.inside.worksheet",
        level="class",
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all unless given"),),
    ),
    Chore(name="doctor", summary="Say what works on this computer and what does not.", runs=doctor.examine),
    Chore(name="test", summary="Run everything that proves the course works.", runs=check.run_all),
    Chore(
        name="test-all",
        summary="The same, and every control of every lesson in a real browser (half an hour).",
        runs=check.run_everything,
    ),
    Chore(
        name="bench",
        summary="Time the widgets, in the kernel and in a real browser.",
        runs="tests.benchmarks",
        level="test",
    ),
    Chore(
        name="data-report",
        summary="Print, table by table, how well the data are sourced.",
        runs="tasks.inside.data_report",
    ),
    Chore(
        name="notebooks",
        summary="Make the notebooks ready to commit: no outputs but the checked numbers.",
        runs="tasks.inside.notebooks",
        level="class",
    ),
    Chore(
        name="grids",
        summary="Run the slow models again and store what they give (half an hour).",
        runs="ketabrain.topics.circuit.grids",
    ),
    Chore(
        name="answers",
        summary="Write the answer sheets of instructors from the lessons.",
        runs="tasks.inside.answers",
        level="class",
    ),
    Chore(
        name="present",
        summary="Project a lesson: large, no code, widgets live. PORT, SCALE and BROWSER=0 choose.",
        runs=present.present,
        arguments=(_argument("lesson", metavar="LESSON", help="such as 05"),),
    ),
    Chore(
        name="room",
        summary="Project the room's answers from a folder of ledgers, or an invented class.",
        runs=poll.open_room,
        arguments=(
            _argument("folder", metavar="FOLDER", nargs="?", default=""),
            _argument("--poll", metavar="LESSON", default="", help="open a poll of this lesson beside it"),
        ),
    ),
    Chore(
        name="poll",
        summary="Let phones answer a lesson's questions. HOST, PORT, WORD, ADDRESS, CERT and KEY choose.",
        runs=poll.open_poll,
        arguments=(
            _argument("lesson", metavar="LESSON", help="such as 05"),
            _argument("folder", metavar="FOLDER", nargs="?", default="", help="where answers go"),
        ),
    ),
    Chore(
        name="poll-load",
        summary="Measure a poll with 100 simulated phones (two minutes).",
        runs="tests.benchmarks.poll",
        level="test",
    ),
    Chore(
        name="report",
        summary="Write what a class has done so far, from a folder of ledgers, in build/report.",
        runs="tasks.inside.report",
        arguments=(_argument("folder", metavar="FOLDER", nargs="?", default=""),),
    ),
    Chore(
        name="slides",
        summary="Make slides of the lessons in build/slides.",
        runs=present.make_slides,
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all unless given"),),
    ),
    Chore(
        name="gallery",
        summary="Save every explore's picture, with contact sheets, in build/gallery.",
        runs="tasks.inside.gallery",
        level="class",
        arguments=(
            _argument("--lessons", default="", help="such as 00,02; all unless given"),
            _argument("--run", action="store_true", help="press the button of models that wait for one"),
        ),
    ),
    Chore(
        name="reading-level",
        summary="Print how hard each lesson is to read.",
        runs="tasks.inside.reading_level",
        level="class",
    ),
    Chore(
        name="minutes",
        summary="Print how long each lesson and its short route take.",
        runs="tasks.inside.minutes",
        level="class",
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all unless given"),),
    ),
    Chore(
        name="paragraphs",
        summary="Print paragraphs with too many numbers or sources.",
        runs="tasks.inside.paragraphs",
        level="class",
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all unless given"),),
    ),
    Chore(
        name="lesson",
        summary="Begin a lesson that runs, with every room still to be written.",
        runs="tasks.inside.new_lesson",
        arguments=(
            _argument("name", metavar="NAME", help="such as 14-some-slug"),
            _argument("--title", required=True),
        ),
    ),
    Chore(
        name="who-uses",
        summary="Print what a quantity, a source or a table touches.",
        runs="tasks.inside.who_uses",
        arguments=(_argument("key", metavar="ID_OR_KEY"),),
    ),
    Chore(
        name="check-facts",
        summary="Print every number of the lessons with its source; fails if one has none.",
        runs="tasks.inside.check_facts",
    ),
    Chore(
        name="site",
        summary="Build the reading edition, a static site, in build/site.",
        runs="tasks.inside.site",
        level="class",
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all unless given"),),
    ),
    Chore(
        name="scorm",
        summary="Pack lessons of the reading edition for a learning management system, in build/scorm.",
        runs="tasks.inside.scorm",
        level="class",
        arguments=(_argument("lessons", metavar="LESSON", nargs="*", help="all, and the whole course, unless given"),),
    ),
    Chore(
        name="hub",
        summary="Open a JupyterHub for a class. LESSON, HOST, PORT, PASSWORD, DATA, CERT and KEY choose.",
        runs=hub.open_hub,
    ),
    Chore(
        name="load",
        summary="Measure how many learners one machine carries (LEARNERS=… chooses).",
        runs="tests.benchmarks.load",
        level="test",
    ),
    Chore(
        name="hub-link",
        summary="Print a link that opens a lesson on a hub with nbgitpuller.",
        runs=hub.print_link,
        arguments=(
            _argument("hub", metavar="ADDRESS"),
            _argument("lesson", metavar="LESSON", nargs="?", default="00"),
        ),
    ),
    Chore(
        name="binder",
        summary="Point every Binder link and badge at a repository.",
        runs=binder.point_at,
        arguments=(
            _argument("repository", metavar="OWNER/NAME"),
            _argument("--branch", help="the branch that Binder shows (unchanged unless given)"),
        ),
    ),
    Chore(
        name="lock",
        summary="Rewrite every lock from pyproject.toml (needs uv).",
        runs=lock.write_locks,
        arguments=(_argument("--upgrade", action="store_true", help="move every package to its newest version"),),
    ),
)


def parser() -> argparse.ArgumentParser:
    """The command line: one subcommand a chore."""
    top = argparse.ArgumentParser(prog="python -m tasks", description="The chores of the course.")
    subcommands = top.add_subparsers(required=True, metavar="chore", dest="chore")
    for chore in CHORES:
        subcommand = subcommands.add_parser(chore.name, help=chore.summary, description=chore.summary)
        for name, how in chore.arguments:
            subcommand.add_argument(name, **how)
    return top


def call_for(typed: Sequence[str]) -> Callable[[], int]:
    """The call that does what was typed. Exits with argparse's words for a chore or argument that there is not."""
    given = vars(parser().parse_args(typed))
    name = given.pop("chore")
    (chore,) = (each for each in CHORES if each.name == name)
    if isinstance(chore.runs, str):
        return partial(run_module, chore.runs, chore.level, *typed[1:])
    return partial(chore.runs, **given)


def main(typed: Sequence[str]) -> int:
    """Do one chore; returns the exit status. A TaskError becomes its sentence, Ctrl-C a short one."""
    call = call_for(typed)
    if typed[:1] == ["course"]:  # what everybody types first, before anything is edited
        update.remember()
    try:
        return call()
    except TaskError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
