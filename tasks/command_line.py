"""What can be typed after `python -m tasks`."""

import argparse
import sys
from collections.abc import Sequence

from tasks import binder, check, course, environment, hub, lock, present
from tasks.environment import TaskError


def parser() -> argparse.ArgumentParser:
    """The command line: one subcommand a chore, each leaving in `run` the function that does it."""
    top = argparse.ArgumentParser(prog="python -m tasks", description="The chores of the course.")
    chores = top.add_subparsers(required=True, metavar="chore")

    def chore(name: str, summary: str) -> argparse.ArgumentParser:
        return chores.add_parser(name, help=summary, description=summary)

    chore("course", "Open the course in JupyterLab.").set_defaults(run=lambda _: course.open_course())
    chore("test", "Run everything that proves the course works.").set_defaults(run=lambda _: check.run_all())
    chore("bench", "Time the widgets, in the kernel and in a real browser.").set_defaults(
        run=lambda _: environment.run_module("tasks.bench", level="test")
    )
    chore("data-report", "Print, table by table, how well the data are sourced.").set_defaults(
        run=lambda _: environment.run_module("tasks.data_report", level="course")
    )
    chore("notebooks", "Make the notebooks ready to commit: no outputs but the checked numbers.").set_defaults(
        run=lambda _: environment.run_module("tasks.notebooks", level="test")
    )
    chore("grids", "Run the slow models again and store what they give (half an hour).").set_defaults(
        run=lambda _: environment.run_module("ketabrain.models.grids", level="course")
    )

    chore("answers", "Write the answer sheets of instructors from the lessons.").set_defaults(
        run=lambda _: environment.run_module("tasks.answers", level="test")
    )

    shown = chore("present", "Project a lesson: large, no code, widgets live. PORT, SCALE and BROWSER=0 choose.")
    shown.add_argument("lesson", metavar="LESSON", help="such as 05")
    shown.set_defaults(run=lambda given: present.present(given.lesson))

    answers = chore("room", "Project the room's answers from a folder of ledgers, or an invented class.")
    answers.add_argument("folder", metavar="FOLDER", nargs="?", default="")
    answers.set_defaults(run=lambda given: present.show_room(given.folder))

    pages = chore("slides", "Make slides of the lessons in build/slides.")
    pages.add_argument("lessons", metavar="LESSON", nargs="*", help="all unless given")
    pages.set_defaults(run=lambda given: present.make_slides(given.lessons))

    pictures = chore("gallery", "Save every explore's picture, with contact sheets, in build/gallery.")
    pictures.add_argument("--lessons", default="", help="such as 00,02; all unless given")
    pictures.add_argument(
        "--run", dest="press", action="store_true", help="press the button of models that wait for one"
    )
    pictures.set_defaults(
        run=lambda given: environment.run_module(
            "tasks.gallery", "test", "--lessons", given.lessons, *["--run"] * given.press
        )
    )
    chore("reading-level", "Print how hard each lesson is to read.").set_defaults(
        run=lambda _: environment.run_module("tasks.reading_level", level="course")
    )

    begun = chore("lesson", "Begin a lesson that runs, with every room still to be written.")
    begun.add_argument("name", metavar="NAME", help="such as 14-some-slug")
    begun.add_argument("--title", required=True)
    begun.set_defaults(
        run=lambda given: environment.run_module("tasks.new_lesson", "test", given.name, "--title", given.title)
    )
    touched = chore("who-uses", "Print what a quantity, a source or a table touches.")
    touched.add_argument("key", metavar="ID_OR_KEY")
    touched.set_defaults(run=lambda given: environment.run_module("tasks.who_uses", "course", given.key))

    chore("check-facts", "Print every number of the lessons with its source; fails if one has none.").set_defaults(
        run=lambda _: environment.run_module("tasks.check_facts", level="course")
    )
    reading = chore("site", "Build the reading edition, a static site, in build/site.")
    reading.add_argument("lessons", metavar="LESSON", nargs="*", help="all unless given")
    reading.set_defaults(run=lambda given: environment.run_module("tasks.site", "class", *given.lessons))

    chore("hub", "Open a JupyterHub for a class. HOST, PORT, PASSWORD, DATA, CERT and KEY choose.").set_defaults(
        run=lambda _: hub.open_hub()
    )
    chore("load", "Measure how many learners one machine carries (LEARNERS=… chooses).").set_defaults(
        run=lambda _: environment.run_module("tests.benchmarks.load", level="test")
    )
    existing = chore("hub-link", "Print a link that opens a lesson on a hub with nbgitpuller.")
    existing.add_argument("hub", metavar="ADDRESS")
    existing.add_argument("lesson", metavar="LESSON", nargs="?", default="00")
    existing.set_defaults(run=lambda given: hub.print_link(given.hub, given.lesson))

    links = chore("binder", "Point every Binder link and badge at a repository.")
    links.add_argument("repository", metavar="OWNER/NAME")
    links.add_argument("--branch", help="the branch that Binder shows (unchanged unless given)")
    links.set_defaults(run=lambda given: binder.point_at(given.repository, given.branch))

    locks = chore("lock", "Rewrite both locks from pyproject.toml (needs uv).")
    locks.add_argument("--upgrade", action="store_true", help="move every package to its newest version")
    locks.set_defaults(run=lambda given: lock.write_locks(upgrade=given.upgrade))
    return top


def main(arguments: Sequence[str]) -> int:
    """Do one chore; returns the exit status. A TaskError becomes its sentence, Ctrl-C a short one."""
    given = parser().parse_args(arguments)
    try:
        status: int = given.run(given)
    except TaskError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return status
