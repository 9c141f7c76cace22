"""`python -m tasks lesson 14-some-slug --title "Some title"`: a lesson that runs, with every room still to be written.

Writes the notebook, its exercises, its row of lessons.csv and its guide, then says what is left to do by hand. Each
text that waits for an author begins with "TO WRITE" and says what belongs there.
"""

import argparse
import csv
import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import nbformat
from nbformat import NotebookNode

from tasks.binder import link, repository_and_branch
from tasks.environment import ROOT, TaskError
from tasks.inside.notebooks import KERNEL

MINUTES = ("25", "40")
"""Minutes of a quick and of a thorough learner that a lesson is planned for."""
PLACES = (
    ("notebooks", "{}-*.ipynb"),
    ("src/ketabrain/lesson/exercises", "lesson{}.py"),
    ("instructor/guides", "{}-*.md"),
    ("instructor/answers", "{}-*.md"),
)
"""Where the files of a lesson lie, and their names for a number."""
OBJECTIVES = tuple(
    f"TO WRITE: what a learner can do {when}, beginning with a verb"
    for when in ("after playing with the model", "after seeing the data", "with the next article they read")
)


@dataclass(frozen=True)
class NewLesson:
    """Number ("14"), slug ("some-slug") and title of a lesson to be written."""

    number: str
    slug: str
    title: str

    @property
    def stem(self) -> str:
        """The name that its notebook, guide and answer sheet share."""
        return f"{self.number}-{self.slug}"


def new_lesson(name: str, title: str, root: Path = ROOT) -> NewLesson:
    """The lesson that a name such as "14-some-slug" asks for.

    Raises TaskError for a name or title of another form, and for a number, slug or title that the course has already.
    """
    found = re.fullmatch(r"([01][0-9])-([a-z]+(?:-[a-z]+)*)", name, re.ASCII)
    if not found:
        raise TaskError(f"{name!r} is no name for a lesson; write two digits up to 19 and small letters: 14-some-slug.")
    if not re.fullmatch(r"[^\W_][\w ,.:;?’“”()–-]{2,70}", title):
        raise TaskError(f"The title {title!r} must be 3 to 71 letters, digits, spaces or plain marks such as , : or ?")
    lesson = NewLesson(found[1], found[2], title)
    with (root / "data" / "lessons.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column, value in (("lesson", lesson.number), ("slug", lesson.slug), ("title", title)):
        if value in [row[column] for row in rows]:
            what = {"lesson": "number"}.get(column, column)
            raise TaskError(f"The course has a lesson with the {what} {value!r} already; choose another.")
    for folder, pattern in PLACES:
        if there := sorted((root / folder).glob(pattern.format(lesson.number))):
            raise TaskError(f"{there[0].relative_to(root).as_posix()} is there already; choose another number.")
    return lesson


def notebook(lesson: NewLesson, binder_link: str) -> NotebookNode:
    """The notebook: every room under its heading, and in each what it must hold."""
    made = nbformat.v4.new_notebook(metadata=KERNEL)
    text = Template(_NOTEBOOK).substitute(_words(lesson), binder=binder_link)
    for block in re.split(r"^%% ", text, flags=re.MULTILINE)[1:]:
        head, source = block.split("\n", 1)
        kind, name = head.split()
        cell = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        metadata = {"jupyter": {"source_hidden": True}} if kind == "hidden" else {}
        made.cells.append(cell(source.strip("\n"), id=name, metadata=metadata))
    return made


def lessons_table(before: str, lesson: NewLesson) -> str:
    """The text of lessons.csv with the lesson's row in its place; the other rows are left as they are."""
    row = io.StringIO()
    writer = csv.writer(row, lineterminator="\n")
    writer.writerow([lesson.number, lesson.slug, lesson.title, *MINUTES, "", "", *OBJECTIVES])
    head, *rows = before.splitlines(keepends=True)
    return head + "".join(sorted([*rows, row.getvalue()]))


def write_lesson(lesson: NewLesson, root: Path = ROOT) -> list[Path]:
    """Write everything that a lesson needs below `root`; returns the files."""
    table = root / "data" / "lessons.csv"
    binder_link = link(*repository_and_branch(root), f"{lesson.stem}.ipynb")
    contents = {
        root / "notebooks" / f"{lesson.stem}.ipynb": nbformat.writes(notebook(lesson, binder_link)) + "\n",
        root / "src/ketabrain/lesson/exercises" / f"lesson{lesson.number}.py": _filled(_EXERCISES, lesson),
        root / "instructor" / "guides" / f"{lesson.stem}.md": _filled(_GUIDE, lesson),
        table: lessons_table(table.read_text(encoding="utf-8"), lesson),
    }
    for file, text in contents.items():
        file.write_text(text, encoding="utf-8", newline="\n")
    return list(contents)


def left_to_do(lesson: NewLesson, root: Path = ROOT) -> str:
    """What no program can do for the author, in the order in which to do it."""
    address = link(*repository_and_branch(root), f"{lesson.stem}.ipynb")
    page = f"notebooks/{lesson.stem}.ipynb"
    badge = f"| {lesson.number} | [{lesson.title}]({page}) | [![Open on Binder](docs/binder.svg)]({address}) |"
    return Template(_LEFT).substitute(_words(lesson), badge=badge)


def _words(lesson: NewLesson) -> Mapping[str, str]:
    return {"number": lesson.number, "stem": lesson.stem, "title": lesson.title}


def _filled(template: str, lesson: NewLesson) -> str:
    return Template(template).substitute(_words(lesson)).lstrip("\n")


def main(argv: Sequence[str], root: Path = ROOT) -> int:
    """Write a lesson's files and print what is left to do; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tasks lesson", description=__doc__)
    parser.add_argument("name", metavar="NAME", help="such as 14-some-slug")
    parser.add_argument("--title", required=True, help='such as "Some title"')
    given = parser.parse_args(argv)
    try:
        lesson = new_lesson(given.name, given.title, root)
    except TaskError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Written:")
    for file in write_lesson(lesson, root):
        print(f"  {file.relative_to(root).as_posix()}")
    print(left_to_do(lesson, root))
    return 0


_LEFT = """
Left to do by hand:
  1. Write the lesson: replace every text that begins with TO WRITE in the notebook, in lesson$number.py and in the
     row of data/lessons.csv (minutes, what it builds on, objectives). The model, figures and tables are borrowed
     from lesson 02: exchange them for your own.
  2. Say which claim it treats: put the claim into the row of data/lessons.csv (column claims), $number into that
     claim's row of data/claims.csv (column lessons), and the claim into verdict(...) in room 8, where C03 holds the
     place. A new claim needs a row in claims.csv and one in verdicts.csv.
  3. Add this line to the table in README.md (`make binder REPO=owner/name` later moves every badge together):
     $badge
  4. Write the guide, instructor/guides/$stem.md. Only then add the lesson to instructor/plans.md if a plan needs it.
  5. tests/test_tables.py counts the lessons and, if you add any, the claims: correct its numbers.
  6. `make notebooks`, `make answers`, `make test`.
"""

_NOTEBOOK = '''
%% markdown title
# $number · $title

[Open this lesson on Binder]($binder)

TO WRITE: in two or three sentences the question of this lesson and what the learner will do. Name the claim fairly.

**Short route (15 minutes):** do the parts marked ★. This is a lesson about science, not medical advice.

## 1. Claim
%% hidden start
from ketabrain.lesson import start

start("$number")
%% markdown predict-room
## 2. Predict ★

TO WRITE: one sentence. Then one to three questions whose answers the lesson computes, asked before anything is shown.
%% hidden predict-left
from ketabrain.lesson import number, predict

predict(
    "still-there",
    "TO WRITE: a question that a beginner can guess at. Three half-lives have passed. Of every 100 molecules of the "
    "drug that were in the blood, how many are still there?",
    number(0.1, 100, unit="of 100 molecules"),
)
%% markdown how-room
## 3. How it works

TO WRITE: one or two sentences on what the diagram shows and what to do with it. Few words: the picture explains.
%% hidden how-words
from ketabrain.lesson import glossary, tell

tell("""
TO WRITE: the mechanism in four or five sentences. Terms stand in brackets and are explained below: [[plasma]].
Numbers come from quantities.csv by their id, never typed: the [[half-life]] is {half-life-human-second-phase}.
""")
glossary("plasma", "half-life")
%% code how-diagram
from ketabrain.figures.diagrams.body import body
from ketabrain.lesson import explore, slider
from ketabrain.models.body import body_snapshot

explore(
    lambda minutes: body_snapshot("iv", minutes, dose_mg=84), body,
    minutes=slider(0, 360, 5, 20, unit="min", label="Time", about="since the start"),
    task="TO WRITE: something to find in the diagram.",
    name="diagram", height_in=4.4,
)
%% markdown explore-room
## 4. Explore

### 4.1 TO WRITE: a heading that names the idea ★

TO WRITE: what the model is, what it leaves out, and where it is not to be believed. Two or three sentences.
%% code explore-model
from ketabrain.models.half_life import published_shares

clocks = {"mouse": "half-life-mouse", "people": "half-life-human-second-phase"}


def what_is_left(hours_passed):
    return published_shares(hours_passed, list(clocks.values()), list(clocks), ["mouse", "human"])
%% code explore-widget
from ketabrain.figures.pharmacokinetics import half_life_clock

explore(
    what_is_left, half_life_clock, name="clock", height_in=3.6,
    hours_passed=slider(0, 24, 0.25, 2, unit="h", label="Time passed", about="since the dose"),
    task="TO WRITE: a question that only moving the control answers. Every control says its unit and range.",
)
%% markdown reveal-text
**Now look back at your predictions.**
%% hidden reveal
from ketabrain.lesson import reveal
from ketabrain.models.half_life import share_left

left = 100 * float(share_left(3, 1))
reveal("still-there", left, "TO WRITE: why, in one or two sentences. The truth is computed, never typed.", factor=1.2)
%% markdown evidence-room
## 5. The evidence

TO WRITE: what was measured, in whom, by whom, and how far to trust it. Then a table from data/, with its sources.
%% code evidence-table
from ketabrain import tables
from ketabrain.lesson import show_table

rows = tables.load("quantities").set_index("id").loc[list(clocks.values())]
rows = rows.assign(study=[tables.references()[key].short for key in rows["source"]])
show_table(rows[["quantity", "value", "unit", "population", "study"]], "TO WRITE: what the table shows, and the unit")
%% markdown other-room
## 6. The other side

TO WRITE: one sentence. What speaks against the claim, as visible as what speaks for it: nulls, confounds, animals.
%% hidden other-tell
tell("""
- **TO WRITE: the objection in a few words.** What was found, in whom. Half of the drug is gone within
  {half-life-mouse} in mice [@ma2023]: an hour of theirs is not an hour of ours.
- **TO WRITE: the result that does not fit.** Memantine blocks the same channel, yet it showed no effect
  on depression in {memantine-trial} [@zarate2006b].
""")
%% markdown exercises-room
## 7. Exercises

TO WRITE: a number, some code and a reading, from quick to hard. Feedback and solutions live in lesson$number.py.

**7.1 TO WRITE: a title ★** The question in one or two sentences, with all that is needed to answer it.
%% hidden exercise-number
from ketabrain.lesson import check

check("$number.percent-left")
%% markdown exercise-code-text
**7.2 TO WRITE: a title.** Replace the `...` so that the function returns what is asked, then run the cell.
%% code exercise-code
def half_lives(share_left):
    return ...


check("$number.half-lives", half_lives)
%% markdown exercise-read-text
**7.3 TO WRITE: a title ★** A situation to judge, from a paper or from life.
%% hidden exercise-read
check("$number.who-is-first")
%% markdown verdict-room
## 8. Verdict ★

TO WRITE: which claim is judged, and what this lesson did not look at.
%% hidden verdict
from ketabrain.lesson import verdict

verdict("C03")
%% markdown references-room
## 9. References and next
%% hidden references
from ketabrain.lesson import progress, references

references()
progress()
'''

_EXERCISES = '''
"""Exercises of lesson $number, $title. Every answer is computed from the tables and models."""

from math import exp, log, log2

from ketabrain import tables
from ketabrain.lesson.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.models.half_life import share_left

HOURS = 4.0


def _person_h() -> float:
    return tables.quantity("half-life-human-second-phase").midpoint


def _mouse_h() -> float:
    return tables.quantity("half-life-mouse").midpoint / 60


def _percent() -> float:
    return 100 * float(share_left(HOURS, _person_h()))


EXERCISES = (
    NumberExercise(
        id="$number.percent-left",
        prompt=f"TO WRITE: the question. With a half-life of {_person_h():g} h, how much is left after {HOURS:g} h?",
        unit="%",
        answer=_percent,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 100 - _percent(), "TO WRITE: the sentence that helps. That is what has gone."),
            Mistake(lambda: 100 * exp(-HOURS / _person_h()), "TO WRITE: the sentence that helps. Half means base 2."),
        ),
        hints=("TO WRITE: where to begin.", "TO WRITE: the step before the last."),
        solution=lambda: f"TO WRITE: 100 × 0.5 ** ({HOURS:g} / {_person_h():g}) = {_percent():.1f}%.",
    ),
    CodeExercise(
        id="$number.half-lives",
        prompt="TO WRITE: half_lives(share_left) returns how many half-lives have passed; share_left runs from 0 to 1.",
        reference=lambda left: -log2(left),
        arguments=((1.0,), (0.5,), (0.25,), (0.1,)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda left: -log(left), "TO WRITE: the sentence that helps. That is the natural logarithm."),
            WrongFunction(lambda left: 2 * (1 - left), "TO WRITE: the sentence that helps. That is a straight line."),
        ),
        hints=("TO WRITE: where to begin.", "TO WRITE: the step before the last."),
        solution=lambda: "from math import log2\\n\\ndef half_lives(share_left):\\n    return -log2(share_left)",
    ),
    ChoiceExercise(
        id="$number.who-is-first",
        prompt="TO WRITE: the question. Who gets rid of half of the drug first?",
        options=(
            Option("A mouse", _mouse_h() < _person_h(), "TO WRITE: what the one who chooses this has seen or missed."),
            Option("A person", _person_h() < _mouse_h(), "TO WRITE: the same for this one; wrong answers teach most."),
        ),
        hints=("TO WRITE: which table or picture to look at.",),
        solution=lambda: f"TO WRITE: a mouse needs {_mouse_h():.2g} h, a person {_person_h():.2g} h.",
    ),
)
"""In the order of the lesson."""
'''

_GUIDE = """
# Guide to lesson $number: $title

TO WRITE: in two to four sentences the one thing the room should leave with, why it matters for the article, and what
usually goes wrong.

Answers: [answer sheet](../answers/$stem.md) · Lesson: [notebook](../../notebooks/$stem.ipynb)

## Before you start

- TO WRITE: what learners need from earlier lessons, and a two-minute catch-up for those who lack it.
- TO WRITE: what to open, what to try beforehand, what to print. No number of the evidence stands in a guide: refer to
  the section or to the answer sheet.

## 50 minutes

The times are estimates, not yet observed in a class.

| start | min | who | what happens | project |
|---|---|---|---|---|
| 0:00 | 3 | teacher | TO WRITE: the claim. Cells down to room 2 only. | room 1 |
| 0:03 | 4 | alone | Lock in the prediction. | room 2, `still-there` |
| 0:07 | 7 | pairs | Room's answers, truth hidden; talk; second answer; show both. | room's answers |
| 0:14 | 10 | pairs | TO WRITE: what to find. Then reveal. | 4.1, `clock` |
| 0:24 | 8 | room | TO WRITE: the evidence, and how far to trust it. | room 5 |
| 0:32 | 6 | room | TO WRITE: the other side. | room 6 |
| 0:38 | 6 | alone | Exercise 7.1. | 7.1 |
| 0:44 | 4 | alone | Verdict; compare reasons. | room 8 |
| 0:48 | 2 | teacher | TO WRITE: what is still open, and the next lesson. | room 9 |

## 90 minutes

The times are estimates, not yet observed in a class.

| start | min | who | what happens | project |
|---|---|---|---|---|
| 0:00 | 3 | teacher | TO WRITE: the claim. Cells down to room 2 only. | room 1 |
| 0:03 | 5 | alone | Lock in the prediction. | room 2, `still-there` |
| 0:08 | 8 | pairs | Room's answers, truth hidden; talk; second answer; show both. | room's answers |
| 0:16 | 8 | pairs | TO WRITE: what to find in the diagram. | room 3, `diagram` |
| 0:24 | 15 | pairs | TO WRITE: what to find. Then reveal. | 4.1, `clock` |
| 0:39 | 12 | room | TO WRITE: the evidence, and how far to trust it. | room 5 |
| 0:51 | 11 | room | TO WRITE: the other side; half the room pleads for each. | room 6 |
| 1:02 | 14 | alone | Exercises 7.1 and 7.2, then 7.3 in pairs. | room 7 |
| 1:16 | 7 | alone | Verdict; compare reasons. | room 8 |
| 1:23 | 5 | room | TO WRITE: one of the questions to discuss. | room 8 |
| 1:28 | 2 | teacher | TO WRITE: what is still open, and the next lesson. | room 9 |

## What to project

1. `clock: Time passed = 2`. TO WRITE: the question to ask before anything moves. Move to
   `clock: Time passed = 12`. TO WRITE: what to look for, and the sentence the room can say afterwards. Two to four
   such items; a test moves the real widgets to these settings.

## The prediction to collect

Collect `still-there`. TO WRITE: why this one. Lock in alone; show the room's answers with the truth hidden; talk in
pairs; answer again (the second-answer button on the locked card); show both; explore 4.1; only then reveal.

TO WRITE: which wrong answers to expect, what each reveals, and how to speak of sure and wrong without shaming anyone.

## Misconceptions and how to meet them

These are expected, not observed. TO WRITE: three to five, each in this form.

### “TO WRITE: what you will hear”

**Why people think so.** TO WRITE: one or two sentences.

**What shows otherwise.** TO WRITE: a picture, table or widget of the lesson.

**Ask.** TO WRITE: one question that lets the learner find it.

## Questions to discuss

1. TO WRITE: what would change our mind? Then what a good answer touches, on both sides.
2. TO WRITE: what is the strongest case for the other side? Four to six questions in all.

## If something goes wrong

- Time runs short: TO WRITE: what to drop first. Never drop the prediction before the widgets, or the other side.
- The room is silent: TO WRITE.
- One voice dominates: ask that voice to plead for the other side.
- A widget does not answer: reload the page, restart the kernel, run the cells again; answers are kept.
- An argument gets heated: TO WRITE.
- A learner asks for advice: this course gives none; a doctor is the person to ask.

## Care

TO WRITE: what in this lesson may touch someone's own life, and what to do; see [the content note](../content-note.md).
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
