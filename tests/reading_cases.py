"""One table of cases for Python and for the pages of the reading edition: the same words, scores and refusals.

`tests/reading_cases.json` holds for each function arguments and what comes out. Python is held against it in
tests/tasks/inside/test_reading_cases.py, the scripts of the pages in tests/browser/test_reading_answers.py.
"""

import json
from typing import Any

from ketabrain.engine import scale
from ketabrain.engine.check import usual_slips
from ketabrain.engine.errors import LessonError
from ketabrain.engine.exercise import Mistake, NumberExercise
from ketabrain.engine.ideas import Counted, Round, sums_in_words
from ketabrain.engine.ledger.load import read_ledger
from ketabrain.engine.ledger.merge import merged
from ketabrain.engine.numerals import counted, number_words
from ketabrain.engine.order import shuffled
from ketabrain.engine.predict import Interval, answer_words, is_right, on_confidence, on_range, range_cost, truth_words
from ketabrain.engine.progress import changes
from ketabrain.engine.stats.interval_score import interval_score
from ketabrain.engine.stats.proportions import wilson
from ketabrain.engine.sureness import lowest
from ketabrain.engine.verdict import MEANINGS, verdict_history, verdicts_side_by_side
from tasks.environment import ROOT

TABLE = ROOT / "tests" / "reading_cases.json"
CASES = json.loads(TABLE.read_text(encoding="utf-8"))
LESSONS = [f"{number:02}" for number in range(14)]

SCRIPT = """{
  number_words: numberWords,
  plain: (value) => general(value),
  tenths: (value) => decimals(value, 1),
  counted: countedWords,
  lowest_sure: lowestSure,
  shuffled,
  interval_score: (low, high, truth) => intervalScore(low, high, truth),
  range_cost: rangeCost,
  on_range: onRange,
  is_right: isRight,
  on_confidence: onConfidence,
  truth_words: truthWords,
  answer_words: answerWords,
  track: (low, high, unit, marks) => scaleTrack(low, high, unit, marks.map(([name, low, high]) => ({name, low, high}))),
  steps: (marks) => scaleSteps(COURSE.verdicts, marks),
  judge_number: (judging, given) => {
    const {right, sentence, slip} = judgeNumber(judging, given);
    return [right, sentence, slip];
  },
  history: verdictHistory,
  side_by_side: verdictsSideBySide,
  idea_sums: (sums) => ideaSums(sums.map(([round, right, of]) => ({round, right, of}))),
  merged: (mine, theirs) => {
    const found = mergedLedgers({entries: mine}, {entries: theirs});
    return [found.entries, found.added.length, found.archived, found.same, found.differing, changesOf(found)];
  },
  read: (stored) => { try { readLedger(stored); return "fine"; } catch (problem) { return problem.message; } },
}"""
"""The same functions in the scripts of the pages."""


def asked_number(asked: dict[str, Any]) -> NumberExercise:
    """The exercise that a case describes."""
    mistakes = tuple(Mistake(lambda value=value: value, sentence) for value, sentence in asked["mistakes"])
    return NumberExercise(
        id="02.case", prompt="How much?", unit=asked["unit"], answer=lambda: asked["truth"],
        tolerance=asked["tolerance"], mistakes=mistakes, hints=(), solution=lambda: "", invites=tuple(asked["invites"]),
    )  # fmt: skip


def _interval(answer: dict[str, Any]) -> Interval:
    return Interval(answer["lo"], answer["hi"])


def _truth(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _judged(asked: dict[str, Any], given: float) -> list[Any]:
    feedback = asked_number(asked).judge(given, usual_slips())
    return [feedback.right, feedback.sentence, feedback.slip]


def _merged(mine: list[Any], theirs: list[Any]) -> list[Any]:
    found = merged({"entries": mine}, {"entries": theirs})
    return [found.entries, len(found.added), found.archived, found.same, found.differing, changes(found)]


def _read(stored: str) -> str:
    try:
        read_ledger(stored, LESSONS)
    except LessonError as problem:
        return str(problem)
    return "fine"


def _sums(sums: list[Any]) -> str:
    ends = ((round, right, of, *wilson(right, of)) for round, right, of in sums)
    names = ("round", "right", "of", "low", "high")
    counts = [dict(zip(names, each, strict=True)) for each in ends]
    return sums_in_words([Counted(**{**each, "round": Round(each["round"])}) for each in counts])


PYTHON = {
    "number_words": number_words,
    "plain": lambda value: f"{value:g}",
    "tenths": lambda value: f"{value:.1f}",
    "counted": counted,
    "lowest_sure": lowest,
    "shuffled": lambda options, seed: list(shuffled(options, seed)),
    "interval_score": interval_score,
    "range_cost": lambda answer, value, truth: range_cost(_interval(answer), value, truth),
    "on_range": lambda answer, value, truth: on_range(_interval(answer), value, truth),
    "is_right": lambda value, truth, factor: is_right(value, _truth(truth), factor),
    "on_confidence": on_confidence,
    "truth_words": lambda truth, unit: truth_words(_truth(truth), unit),
    "answer_words": answer_words,
    "track": lambda low, high, unit, marks: scale.track(low, high, unit, *(scale.Mark(*each) for each in marks)),
    "steps": lambda marks: scale.steps(tuple(MEANINGS), tuple(MEANINGS.values()), marks),
    "judge_number": _judged,
    "history": lambda given, so_far: verdict_history(given, so_far=so_far),
    "side_by_side": verdicts_side_by_side,
    "idea_sums": _sums,
    "merged": _merged,
    "read": _read,
}
"""By the name in the table, the function that it holds for."""
