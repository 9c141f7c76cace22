"""`python -m tasks answers`: what instructors need to know and learners are asked, written from the lessons themselves.

Every notebook is run once. Its questions and the truths that it computes go to data/grids/questions.csv; from there,
from the exercises and from the verdicts each lesson gets an answer sheet in instructor/answers/.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ketabrain.engine import exercises, session, tables
from ketabrain.engine.classroom.questions import BETWEEN_ENDS, BETWEEN_OPTIONS, Question, all_questions
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Exercise
from ketabrain.engine.order import shuffled
from ketabrain.engine.predict import Answer, Number, Several, Span, Truth, factor_of
from ketabrain.engine.start import lesson_file
from tasks.environment import ROOT
from tasks.inside.in_process import NOTEBOOKS, run_in_process

QUESTIONS = tables.DATA / "grids" / "questions.csv"
FOLDER = ROOT / "instructor" / "answers"
LATER = "Not answered in this lesson: it comes back at the end of the course."
SPOILER = "For instructors. Learners meet these answers in the lesson, after they have tried."


def question_rows() -> list[dict[str, object]]:
    """What the notebook that this process has run last asked and revealed, one row a question.

    There is no truth where a later lesson has it.
    """
    rows = []
    run = session.current()
    for (lesson, item), question in run.asked.items():
        truth = run.revealed.get((lesson, item), Truth("", ""))
        rows.append(
            {
                "lesson": lesson,
                "item": item,
                "text": question.text,
                **_answer_columns(question.answer, f"a room {lesson} {item}"),
                "truth": _stored(truth.value),
                "factor": factor_of(question.answer),
                "explain": truth.explain,
            }
        )
    return rows


def _stored(truth: float | str | Span) -> str:
    """A truth as the table keeps it."""
    if isinstance(truth, tuple):
        return BETWEEN_ENDS.join(f"{end:.6g}" for end in truth)
    return truth if isinstance(truth, str) else f"{truth:.6g}"


def questions_of(notebooks: Iterable[Path]) -> list[dict[str, object]]:
    """Run some notebooks and return their questions, one row each, in order. Raises whatever a cell raises."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for path in notebooks:
            run_in_process(path, Path(folder) / "my-ledger.json")  # forgets what the notebook before has asked
            rows += question_rows()
    return rows


def _answer_columns(answer: Answer, seed: str) -> dict[str, object]:
    """What kind of answer is asked for; a room meets options in an order of its own, as each learner does."""
    if isinstance(answer, Several):
        options = BETWEEN_OPTIONS.join(answer.options if answer.in_order else shuffled(answer.options, seed))
        return {"kind": "choice", "options": options, "low": None, "high": None, "unit": ""}
    kind = "number" if isinstance(answer, Number) else "range"
    return {"kind": kind, "options": "", "low": answer.lo, "high": answer.hi, "unit": answer.unit}


def answer_sheet(lesson: str) -> str:
    """The Markdown of one lesson's answer sheet."""
    row = tables.load("lessons").set_index("lesson", drop=False).loc[lesson].to_dict()
    mine = [each for each in all_questions().values() if each.lesson == lesson]
    known, course = (tables.load(name).set_index("claim") for name in ("claims", "verdicts"))
    treated = [claim for claim in known.index if lesson in known.loc[claim, "lessons"].split(";")]
    parts = [
        "<!-- Written by `make answers`; change the lesson, then run that again. -->",
        f"# Answers to lesson {lesson}: {row['title']}",
        f"{SPOILER} Lesson: [notebook](../../notebooks/{lesson_file(row)}) · "
        f"Guide: [guide](../guides/{lesson_file(row).removesuffix('.ipynb')}.md)",
        "## Predictions",
        *map(_question_words, mine),
        "## Exercises",
        *map(_exercise_words, exercises.of_lesson(lesson)),
        "## The course's verdicts",
        *(
            f"**{claim}** · {known.loc[claim, 'statement']}\n\n{course.loc[claim, 'verdict']} "
            f"(certainty {course.loc[claim, 'certainty']}). {course.loc[claim, 'reasons']}"
            for claim in treated
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _question_words(each: Question) -> str:
    options = "\n".join(f"- {option}" for option in each.options)
    span = "" if each.options else f" (a {each.kind} from {each.low:g} to {each.words(each.high)})"
    within = f" Counted as right within a factor of {each.factor:g}." if each.kind == "number" else ""
    truth = f"**{each.truth_words}.**{within} {each.explain}" if each.truth is not None else LATER
    parts = (f"### `{each.item}`", each.text + span, options, truth)
    return "\n\n".join(part for part in parts if part)


def _exercise_words(exercise: Exercise) -> str:
    if isinstance(exercise, ChoiceExercise):
        body = "\n".join(
            f"- {'✓' if option.right else '✗'} {option.text} – {option.feedback}" for option in exercise.options
        )
        solution = exercise.solution()
    elif isinstance(exercise, CodeExercise):
        body, solution = "", f"```text\n{exercise.solution()}\n```\n\n{exercise.remark()}".rstrip()
    else:
        unit = f" {exercise.unit}" if exercise.unit else ""
        body, solution = f"**{exercise.answer():.4g}{unit}**".replace("-", "−"), exercise.solution()
    hints = "\n".join(f"{place}. {hint}" for place, hint in enumerate(exercise.hints, start=1))
    parts = (f"### `{exercise.id}`", exercise.prompt, body, "Hints:", hints, "Worked solution:", solution)
    return "\n\n".join(part for part in parts if part)


def main() -> int:
    """Run the notebooks and write everything; returns the exit status."""
    pd.DataFrame(questions_of(NOTEBOOKS)).to_csv(QUESTIONS, index=False, lineterminator="\n")
    FOLDER.mkdir(exist_ok=True)
    for row in tables.load("lessons").to_dict("records"):
        sheet = FOLDER / f"{lesson_file(row).removesuffix('.ipynb')}.md"
        sheet.write_text(answer_sheet(row["lesson"]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
