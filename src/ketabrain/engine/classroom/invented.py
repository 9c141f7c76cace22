"""An invented class, to try the room's pictures before anybody has answered, and for tests. No real person is in it."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from ketabrain.engine import course, exercises, tables
from ketabrain.engine.classroom.questions import Question, all_questions
from ketabrain.engine.ideas import Round, questions_of
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import FORMAT

_AT = "2026-01-01T00:00:00+00:00"


def write_class(folder: Path, learners: int = 24, seed: int = 1) -> None:
    """Write the ledgers of an invented class into a folder that exists. The same seed gives the same class."""
    for number in range(learners):
        rng = np.random.default_rng((seed, number))
        document = invented_ledger(rng, f"{number:04x}{seed:012x}")
        (folder / f"invented-{number:02}.json").write_text(json.dumps(document), encoding="utf-8")


def invented_ledger(rng: np.random.Generator, learner: str) -> dict[str, Any]:
    """The ledger of somebody who is right about as often as not, says so a little too surely, and learns by talking."""
    entries: list[dict[str, Any]] = []

    def add(kind: str, lesson: str, item: str, **fields: Any) -> None:
        entries.append({"kind": kind, "lesson": lesson, "item": item, **fields, "at": _AT})

    for question in all_questions().values():
        first = _answer(question, rng, knows=rng.random() < 0.4)
        place = (question.lesson, question.item)
        sure = [80] if question.kind == "range" else [50, 60, 70, 80, 90]
        add("prediction", *place, value=first, confidence=int(rng.choice(sure)))
        if rng.random() < 0.6:
            second = _answer(question, rng, knows=rng.random() < 0.7)
            add("second", *place, value=second, confidence=int(rng.choice([60, 70, 80, 90, 100])))
        if question.truth is not None:
            add("reveal", *place, value=question.truth)
    verdicts = tables.load("verdicts").set_index("claim")["verdict"]
    for row in tables.load("claims").itertuples():
        away = int(rng.choice([-1, 0, 0, 0, 1, 2]))
        step = STEPS[min(max(STEPS.index(verdicts[row.claim]) + away, 0), len(STEPS) - 1)]
        add("verdict", row.lessons.split(";")[-1], row.claim, value=step, confidence=int(rng.choice([60, 70, 80, 90])))
    for asked, home, knows in ((Round.BEFORE, "00", 0.45), (Round.AFTER, "13", 0.7)):
        chosen = {
            each.question: each.right if rng.random() < knows else str(rng.choice(each.options))
            for each in questions_of(asked)
        }
        add("ideas", home, asked, value=chosen)
    for lesson in tables.load("lessons")["lesson"]:
        for exercise in exercises.of_lesson(lesson):
            add("attempt", lesson, exercise.id, value=None, correct=bool(rng.random() < 0.55), slip="")
    return {"format": FORMAT, "learner": learner, "course": course.served().version, "entries": entries}


def _answer(question: Question, rng: np.random.Generator, knows: bool) -> Any:
    """An answer near the truth for those who know, anywhere else for the rest."""
    if isinstance(question.truth, str):
        return question.truth if knows else str(rng.choice(question.options))
    known = question.truth
    span, truth = question.high - question.low, sum(known) / 2 if isinstance(known, tuple) else known
    near = truth * rng.uniform(0.8, 1.25) if knows and truth else rng.uniform(question.low, question.high)
    middle = float(np.clip(near, question.low, question.high))
    if question.kind == "number":
        return float(f"{middle:.3g}")
    half = span * rng.uniform(0.05, 0.2)
    return [float(f"{max(question.low, middle - half):.3g}"), float(f"{min(question.high, middle + half):.3g}")]
