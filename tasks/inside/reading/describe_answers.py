"""The cards that ask and answer, as data for the pages of the reading edition: what Python computes once for all."""

import base64
from collections.abc import Mapping
from typing import Any

from ketabrain.engine import ask_first, cards, course, exercises, tables
from ketabrain.engine.check import ExerciseCard, usual_slips, worked_solution
from ketabrain.engine.diagnose import invited
from ketabrain.engine.exercise import WHOLE, ChoiceExercise, Exercise, NumberExercise
from ketabrain.engine.ideas import QuizCard, Round, questions_of
from ketabrain.engine.parts import Words
from ketabrain.engine.predict import Answer, Interval, Number, PredictionCard, RevealCard, Several, factor_of, tolerance
from ketabrain.engine.sort_out import SortingCard
from ketabrain.engine.start import StartCard, is_written, linked
from ketabrain.engine.strip import lesson_parts
from ketabrain.engine.verdict import MEANINGS, AnyVerdictCard, claim_words, course_verdict
from tasks import binder
from tasks.inside.reading.drawing import webp
from tasks.present import lesson_notebook

Data = dict[str, Any]

NOTHING_TO_CHECK = cards.text("Does this computer work for the course?", "h3") + cards.text(
    "For this page a browser is all that it takes. In the notebook a check of Python and its packages stands here."
)
HOW_TO_HAND_IN = cards.text("Hand in your answers", "h3") + cards.text(
    "Save your answers as a file, with the card “Your answers” at the foot of this page, and send that file to your "
    "instructor. It says who you are by a random id only."
)


def course_data() -> Data:
    """What the scripts of every page know of the course."""
    served = course.served()
    return {
        "name": served.name,
        "version": served.version,
        "lessons": [{"lesson": row["lesson"], "title": row["title"]} for row in _lessons()],
        "verdicts": MEANINGS,
        "waits": {
            "first": ask_first.LOCK_FIRST, "why": ask_first.WHY, "link": ask_first.TO_THE_QUESTION,
            "look": ask_first.LOOK_NOW,
        },
    }  # fmt: skip


def prediction_data(card: PredictionCard) -> Data:
    """A question, and how it is answered."""
    rule = "" if isinstance(card.answer, Several) else tolerance(card.answer)
    return {"item": card.item, "question": card.question, "answer": answer_data(card.answer), "rule": rule}


def reveal_data(card: RevealCard) -> Data:
    """A truth, with the question that it answers."""
    told = {"item": card.item, "question": card.question, "answer": answer_data(card.answer), "truth": card.truth}
    return told | {"factor": factor_of(card.answer), "explain": card.explain}


def answer_data(answer: Answer) -> Data:
    """How a prediction is given."""
    match answer:
        case Several():
            return {"kind": "options", "options": answer.options, "in_order": answer.in_order}
        case Number():
            return {"kind": "number", "lo": answer.lo, "hi": answer.hi, "unit": answer.unit}
        case Interval():
            return {"kind": "interval", "lo": answer.lo, "hi": answer.hi, "unit": answer.unit, "step": answer.step}


def exercise_data(card: ExerciseCard, lesson: str) -> Data:
    """An exercise with all that judges an answer to it, and the help that its card gives."""
    exercise = card.exercise
    told = {
        "id": exercise.id, "prompt": exercise.prompt, "hints": exercise.hints, "solution": worked_solution(exercise)
    }  # fmt: skip
    return told | _judging(exercise, lesson)


def _judging(exercise: Exercise, lesson: str) -> Data:
    match exercise:
        case NumberExercise():
            return {"form": "number", "unit": exercise.unit, **number_judging(exercise)}
        case ChoiceExercise():
            feedback = {each.text: {"right": each.right, "sentence": each.feedback} for each in exercise.options}
            return {"form": "options", "feedback": feedback}
    address = binder.link(*binder.repository_and_branch(), lesson_notebook(lesson).name)
    words = "Do this one in the notebook, where Python runs: "
    link = cards.link("open the lesson on Binder", address)
    return {"form": "code", "where": f'<p class="kb-small">{words}{link}, or on your own computer.</p>'}


def number_judging(exercise: NumberExercise) -> Data:
    """What judges a number: the truth, and the wrong numbers that mistakes and slips lead to."""
    truth = float(exercise.answer())
    slips = invited(usual_slips(), exercise.invites) if truth else ()
    return {
        "truth": truth, "tolerance": exercise.tolerance, "whole": exercise.unit in WHOLE,
        "mistakes": [[float(each.value()), each.sentence] for each in exercise.mistakes],
        "slips": [{"name": each.name, "value": each.makes(truth), "sentence": each.sentence} for each in slips],
    }  # fmt: skip


def verdict_data(claim: str) -> Data:
    """A claim, and the course's verdict on it."""
    row = tables.load("verdicts").set_index("claim").loc[claim]
    return {"claim": claim, "head": claim_words(claim), "course": row["verdict"], "told": course_verdict(claim)}


def any_verdict_data(card: AnyVerdictCard) -> Data:
    """All claims by the words of their list."""
    return {"claims": {words: verdict_data(claim) for words, claim in card.claims.items()}}


def claim_map_data() -> Data:
    """All claims for the map, each with the lesson that treats it first: verdicts that are given there belong to it."""
    rows = tables.load("claims").to_dict("records")
    return {
        "claims": [
            verdict_data(row["claim"])
            | {"lesson": row["lessons"].split(";", 1)[0], "sign": "kb-verdict", "head": ""}  # the page says the rest
            for row in rows
        ]
    }


def sorting_data(card: SortingCard) -> Data:
    """Pieces to sort, where they belong, and the finished map with its picture."""
    pieces = [{"name": name, **vars(piece)} for name, piece in card.pieces.items()]
    told = {"item": card.item, "question": card.question, "pieces": pieces, "options": card.options}
    labels = vars(card.labels)
    maps = [{"shown": shown.sent({}), "address": _address(card.image)} for shown in card.finished()]
    return told | {
        "labels": labels, "map": maps[0] if maps else None, "below": card.table().page() if card.table else ""
    }  # fmt: skip


def _address(image: bytes) -> str:
    """A picture as an address that needs no file."""
    return f"data:image/webp;base64,{base64.b64encode(webp(image)).decode()}"


def quiz_data(card: QuizCard) -> Data:
    """The questions of every round, since each round counts those before it, and which round this card asks."""
    rounds = {asked: [vars(each) for each in questions_of(asked)] for asked in Round}
    return {"round": card.round, "rounds": rounds}


def start_data(card: StartCard, lesson: str) -> Data:
    """The top of a lesson, around the strip of its parts."""
    pages = [part.html for part in card.page() if isinstance(part, Words)]
    return {"before": pages[0], "below": pages[-1], "steps": steps_data(lesson)}


def progress_data(lesson: str) -> Data:
    """All lessons with what can be done in them."""
    rows = [
        {
            "lesson": row["lesson"],
            "link": linked(row, f"{row['lesson']} {row['title']}"),
            "asked": len(exercises.of_lesson(row["lesson"])),
        }
        for row in _lessons()
        if is_written(row)
    ]
    return {"lessons": rows, "steps": steps_data(lesson)}


def steps_data(lesson: str) -> list[Data]:
    """The parts of a lesson, and what is counted in each."""
    told = ("address", "beginning", "name", "verb", "kind", "items", "asked")
    return [{key: getattr(part, key) for key in told} for part in lesson_parts(lesson)]


def _lessons() -> list[Mapping[str, str]]:
    return tables.load("lessons").to_dict("records")
