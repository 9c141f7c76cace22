"""Exercises of lesson 09, how strong is the evidence? Every answer is computed from the tables and models."""

from collections.abc import Sequence
from math import exp

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.pooling import EffectMeasure, IntervalMethod, from_counts
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import TimePoint
from ketabrain.topics.trials.trial_results import row_named


def _counts(row_id: str) -> tuple[float, float, float, float]:
    """Responders and people of the treated group, then of the control group, in a row of the table trial_results."""
    row = row_named(row_id)
    assert row.responders is not None
    return float(row.responders[0]), float(row.people), float(row.responders[1]), float(row.other_people)


EVENTS, PEOPLE, OTHER_EVENTS, OTHER_PEOPLE = _counts("murrough2013a-day")


def pooled(effects: Sequence[float], errors: Sequence[float]) -> float:
    """Mean of the effects, each weighted by one over its squared standard error."""
    weights = [1 / error**2 for error in errors]
    return sum(w * e for w, e in zip(weights, effects, strict=True)) / sum(weights)


def _ratio() -> float:
    return exp(from_counts(EVENTS, PEOPLE, OTHER_EVENTS, OTHER_PEOPLE, EffectMeasure.RISK_RATIO).value)


def _weeks(interval: IntervalMethod) -> tuple[float, float]:
    """Range of the pooled MADRS points after 3–8 weeks against placebo spray."""
    found = pool_trials(time_point=TimePoint.LATE_WEEKS, interval=interval).all_together
    assert found is not None
    return found.low, found.high


_PRINTED_RATIO = 2.18
"""What the abstract of the trial prints as an odds ratio."""

EXERCISES = (
    NumberExercise(
        id="09.ratio",
        prompt=f"A day after ketamine {EVENTS:g} of {PEOPLE:g} people had responded, and {OTHER_EVENTS:g} of {OTHER_PEOPLE:g} a day after midazolam. What is the risk ratio of ketamine over midazolam?",
        unit="times",
        answer=_ratio,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: exp(from_counts(EVENTS, PEOPLE, OTHER_EVENTS, OTHER_PEOPLE, EffectMeasure.ODDS_RATIO).value), "That is the odds ratio: responders over non-responders. Divide shares, not odds."),
            Mistake(lambda: 1 / _ratio(), "Upside down: ketamine's share over midazolam's."),
            Mistake(lambda: EVENTS / PEOPLE - OTHER_EVENTS / OTHER_PEOPLE, "That is the difference of the two shares. A ratio divides them."),
            Mistake(lambda: _PRINTED_RATIO, "That is what the abstract prints as its “odds ratio”, and these counts do not give it. Divide the two shares."),
            Mistake(lambda: EVENTS / OTHER_EVENTS, "The groups differ in size. Turn the counts into shares first."),
            Mistake(lambda: 100 * (EVENTS / PEOPLE - OTHER_EVENTS / OTHER_PEOPLE), "That is the risk difference in percentage points. Divide the shares."),
        ),
        hints=("Share with ketamine, divided by share with midazolam.", f"({EVENTS:g} / {PEOPLE:g}) / ({OTHER_EVENTS:g} / {OTHER_PEOPLE:g})"),
        solution=lambda: (
            f"{EVENTS / PEOPLE:.2f} / {OTHER_EVENTS / OTHER_PEOPLE:.2f} = {_ratio():.2f}. The odds ratio of the same counts is "
            f"{exp(from_counts(EVENTS, PEOPLE, OTHER_EVENTS, OTHER_PEOPLE, 'odds ratio').value):.1f}. The trial's abstract prints an “odds ratio” of 2.18, which fits neither the odds nor quite the shares: read the counts."
        ),
    ),
    CodeExercise(
        id="09.pooled",
        prompt="pooled(effects, errors) returns the fixed-effect estimate: the mean of the effects, each weighted by one over the square of its standard error.",
        reference=pooled,
        arguments=(([1.0, 3.0], [1.0, 1.0]), ([0.2, 0.8, 0.5], [0.1, 0.4, 0.2]), ([5.0], [2.0]), ([-1.0, 4.0, 2.0], [0.5, 3.0, 1.0])),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda effects, errors: sum(effects) / len(effects), "Here every trial counts alike. A small trial, with a large error, should count less."),
            WrongFunction(lambda effects, errors: sum(e / s for e, s in zip(effects, errors, strict=True)) / sum(1 / s for s in errors), "The weight is one over the square of the error."),
            WrongFunction(lambda effects, errors: sum(e * s**2 for e, s in zip(effects, errors, strict=True)) / sum(s**2 for s in errors), "This gives the least certain trial the most weight. Turn it round."),
            WrongFunction(lambda effects, errors: sum(e / s**2 for e, s in zip(effects, errors, strict=True)), "Divide by the sum of the weights."),
        ),
        hints=("weights = [1 / error**2 for error in errors]", "sum(w * e for w, e in zip(weights, effects)) / sum(weights)"),
        solution=lambda: (
            "def pooled(effects, errors):\n"
            "    weights = [1 / error**2 for error in errors]\n"
            "    return sum(w * e for w, e in zip(weights, effects)) / sum(weights)"
        ),
        remark=lambda: (
            f"pooled([0.2, 0.8, 0.5], [0.1, 0.4, 0.2]) is {pooled([0.2, 0.8, 0.5], [0.1, 0.4, 0.2]):.2f}: the most precise trial pulls hardest. Random effects add tau² to every squared error, so that trials count more alike."
        ),
    ),
    ChoiceExercise(
        id="09.control",
        prompt="Against saline ketamine's effect is 1.8 standard deviations, against midazolam 0.7, though people on ketamine improved equally in both kinds of trial. What differs?",
        options=(
            Option("The dose of ketamine, which was lower against midazolam.", False,
                   "The groups on ketamine improved equally. Look at the other group."),
            Option("How people on the control did: worse with the saline.", True,
                   "Yes. Saline feels like nothing, midazolam does not. Disappointment or hope, or an effect of midazolam itself; the numbers cannot tell which."),
            Option("Nothing but chance, which is large in so few trials.", False,
                   "The two intervals do not overlap."),
            Option("What midazolam does: it blocks a part of ketamine's work.", False,
                   "Nobody got both. Each group got one of them."),
        ),
        hints=("A difference has two ends.",),
        solution=lambda: "An effect is a difference. If the control feels like nothing, people guess, and both groups move: one up with hope, one down with disappointment. Lesson 10 turns this into a simulation.",
    ),
    ChoiceExercise(
        id="09.decisions",
        prompt="Scores after 3–8 weeks against placebo spray, random effects: with the normal interval the lead lies clearly above 0. With the Hartung–Knapp interval the range holds 0. Which is the truth?",
        options=(
            Option("Neither alone: choose before you look, and show both.", True,
                   "Yes. Here the result hangs on the choice, which is a finding: four trials that do not agree."),
            Option("The first: a lead clearly above 0 is significant.", False,
                   "Choosing by the result is how false alarms are made."),
            Option("The second one: of two ranges the wider is the truer one.", False,
                   "It is the more careful one here, as few trials scatter widely. But wide is not a reason by itself."),
            Option("Neither: a range that holds 0 shows that nothing works.", False,
                   "A range that holds 0 also holds 7 points."),
        ),
        hints=("When should one decide how to count: before or after seeing the diamond?",),
        solution=lambda: (
            "From {} to {} points by the one, ".format(*(minus(end, ".1f") for end in _weeks(IntervalMethod.NORMAL)))
            + "from {} to {} by the other. ".format(*(minus(end, ".1f") for end in _weeks(IntervalMethod.HARTUNG_KNAPP)))
            + "Reviews register their choices beforehand and show how the result changes with others. If it does change, certainty is low, whatever the p value of the favourite."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
