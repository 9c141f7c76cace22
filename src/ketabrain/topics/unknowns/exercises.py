"""Exercises of lesson 12, what nobody knows yet. Every answer is computed from the tables and models."""

from math import sqrt

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.tables import quantity
from ketabrain.topics.unknowns.reruns import NullTrial, blood_pairs, rerun, spread

_ASLEEP = rerun(NullTrial.UNDER_ANAESTHESIA)
_LOW, _HIGH = quantity("lii-printed").ends
"""Its printed interval (points of MADRS, negative where ketamine was better)."""
_FALL, _PLACEBO = quantity("esmethadone-fall"), quantity("esmethadone-placebo-fall")
_PRINTED = quantity("esmethadone-printed")
PRIOR_PERCENT, RATIO = 20.0, 3.0
"""Belief and likelihood ratio that an exercise supposes."""
(_R, _P, _PEOPLE), (_, _, _PEOPLE_OF_SECOND) = blood_pairs()


def updated_belief(prior: float, ratio: float) -> float:
    """Belief (0–1) after a result with that likelihood ratio."""
    odds = prior / (1 - prior) * ratio
    return odds / (1 + odds)


def _odds_of_one_in() -> float:
    """The odds after the result if 1 in 5 is taken for odds of 1 to 5."""
    return RATIO * PRIOR_PERCENT / 100


def _sd() -> float:
    """Common standard deviation of the two groups of the trial of esmethadone (points)."""
    return sqrt((spread(_FALL) ** 2 + spread(_PLACEBO) ** 2) / 2)


def _effect_size() -> float:
    return (_FALL.midpoint - _PLACEBO.midpoint) / _sd()


EXERCISES = (
    NumberExercise(
        id="12.belief",
        prompt=f"You hold a hypothesis to be {PRIOR_PERCENT:g}% likely. A result comes in that is {RATIO:g} times as likely if the hypothesis is true. How likely do you hold it now?",
        unit="%",
        answer=lambda: 100 * updated_belief(PRIOR_PERCENT / 100, RATIO),
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: PRIOR_PERCENT * RATIO, "Multiply the odds, not the percentage: otherwise two such results would make 180%."),
            Mistake(lambda: 100 * _odds_of_one_in() / (1 + _odds_of_one_in()), f"{PRIOR_PERCENT:g}% is 1 in {100 / PRIOR_PERCENT:g}, so its odds are 1 to {100 / PRIOR_PERCENT - 1:g}: the one that it is true is not among those that it is not."),
            Mistake(lambda: 100 / (1 + _odds_of_one_in()), f"That is how likely the hypothesis is false, with odds of 1 to {100 / PRIOR_PERCENT:g}. {PRIOR_PERCENT:g}% is odds of 1 to {100 / PRIOR_PERCENT - 1:g}."),
            Mistake(lambda: 100 - 100 * updated_belief(PRIOR_PERCENT / 100, RATIO), "That is how likely the hypothesis is false now."),
            Mistake(lambda: 100 * RATIO * PRIOR_PERCENT / (100 - PRIOR_PERCENT), "Those are the odds, times 100. Turn them back: odds / (1 + odds)."),
        ),
        hints=("20% is odds of 1 to 4.", "3 to 4 for it means 3 in 7."),
        solution=lambda: f"Odds 20 : 80 = 0.25; times {RATIO:g} = 0.75; 0.75 / 1.75 = {100 * updated_belief(PRIOR_PERCENT / 100, RATIO):.0f}%. One decent result does not make a likely hypothesis of an unlikely one.",
    ),
    CodeExercise(
        id="12.update",
        prompt="update(prior, ratio) returns the belief (0 to 1) after a result with that likelihood ratio.",
        reference=updated_belief,
        arguments=((0.2, 3.0), (0.5, 2.0), (0.9, 0.5), (0.3, 1.0)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda prior, ratio: prior * ratio, "Multiply the odds, prior / (1 - prior), and turn them back."),
            WrongFunction(lambda prior, ratio: prior / (1 - prior) * ratio, "Those are odds. Divide them by 1 + odds."),
        ),
        hints=("odds = prior / (1 - prior) * ratio", "odds / (1 + odds)"),
        solution=lambda: (
            "def update(prior, ratio):\n    odds = prior / (1 - prior) * ratio\n    return odds / (1 + odds)"
        ),
        remark=lambda: (
            "Calling it again for each result supposes that results are independent. Rows of one laboratory are not."
        ),
    ),
    NumberExercise(
        id="12.interval",
        prompt=f"Under anaesthesia ketamine was {_ASLEEP.estimate:.2f} points better, with a 95% interval from −{_HIGH:g} to {-_LOW:g}. Its width is 2 × 1.96 standard errors (SE). How many SE does the estimate lie from 0?",
        unit="SE",
        answer=lambda: _ASLEEP.estimate / _ASLEEP.error,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: _ASLEEP.estimate / (_HIGH - _LOW), "You divided by the whole width. The width is 2 × 1.96 standard errors."),
            Mistake(lambda: _ASLEEP.p, "That is the p value, which comes one step later. The question asks how many standard errors the estimate lies from 0."),
            Mistake(lambda: _ASLEEP.error, "That is the standard error. Divide the estimate by it."),
            Mistake(lambda: _ASLEEP.estimate / ((_HIGH - _LOW) / 2), "Half the width is 1.96 standard errors, not one."),
        ),
        hints=("standard error = width / 3.92", f"{_ASLEEP.estimate:.2f} / ({_HIGH - _LOW:.2f} / 3.92)"),
        solution=lambda: f"{_ASLEEP.estimate:.2f} / {_ASLEEP.error:.2f} = {_ASLEEP.estimate / _ASLEEP.error:.2f}, that is p = {_ASLEEP.p:.2f}. Not significant; and 10 points better is as compatible with it as 2 points.",
    ),
    NumberExercise(
        id="12.size",
        prompt=f"Esmethadone: MADRS fell by {_FALL.midpoint:g} (SD {spread(_FALL):.1f}) against {_PLACEBO.midpoint:g} (SD {spread(_PLACEBO):.1f}) points. How large is the difference in standard deviations?",
        unit="SD",
        answer=_effect_size,
        tolerance=0.05,
        mistakes=(
            Mistake(lambda: _FALL.midpoint / spread(_FALL), "That is the fall within one group. Most of it comes with placebo too."),
            Mistake(lambda: _FALL.midpoint - _PLACEBO.midpoint, "That is in points. Divide by the standard deviation."),
        ),
        hints=(f"({_FALL.midpoint:g} − {_PLACEBO.midpoint:g}) / about {_sd():.1f}",),
        solution=lambda: f"{_FALL.midpoint - _PLACEBO.midpoint:.1f} / {_sd():.1f} = {_effect_size():.2f} SD; the paper prints {_PRINTED.midpoint:g} points. Lesson 09 asked for the smallest effect that matters: this null excludes a large one, and no small one.",
    ),
    ChoiceExercise(
        id="12.people",
        prompt=f"A famous report has r = {minus(_R)} between BDNF in blood and mood with p = {_P:g}, and 22 people in its title. How many people does this pair of numbers imply?",
        options=(
            Option("All of them, 22, or the title would be wrong", False,
                   "With 22 people so strong a correlation would have a far smaller p."),
            Option("About 50, with more measured than the title says", False,
                   "More people make p smaller, not larger."),
            Option(f"About {_PEOPLE}, a part of those in the title", True,
                   "Yes: the correlation rests on the ketamine group, or part of it, at one time."),
        ),
        hints=("Lesson 10 gave the formula: t = r·√((n − 2)/(1 − r²)).",),
        solution=lambda: f"r {minus(_R)} and p {_P:g} fit about {_PEOPLE} people; the second pair fits about {_PEOPLE_OF_SECOND}. A handful of points can make any line.",
    ),
    ChoiceExercise(
        id="12.laboratory",
        prompt="Three papers of one laboratory support a hypothesis, one of another speaks against it. Which is the best summary?",
        options=(
            Option("It stands 3 to 1 for it: most papers are in favour.", False,
                   "Votes count papers. The three share mice, methods and authors."),
            Option("Nothing is known: they contradict each other.", False,
                   "Something is: two laboratories found different things, which is worth explaining."),
            Option("The newest is right, since it could learn from the rest.", False,
                   "Age is no evidence."),
            Option("Nearer to 1 to 1 than 3 to 1, until others look.", True,
                   "Yes. How close depends on how much the three share; a slider in 4.2 sets it."),
        ),
        hints=("4.2: set “One laboratory” to 1.",),
        solution=lambda: "Repeating one's own experiment guards against chance, not against one's own mistakes.",
    ),
    ChoiceExercise(
        id="12.settle",
        prompt="Which experiment would best tell whether the opioid receptors are needed for the effect on mood?",
        options=(
            Option("Ketamine or placebo, each after naltrexone or a dummy: four groups of 100.", True,
                   "Yes: it also shows what naltrexone does without ketamine, and has enough people. Do it in two places, and a second laboratory has looked too."),
            Option("A test in a dish whether ketamine binds to human opioid receptors, and how tightly.", False,
                   "It does, weakly. Binding is not need."),
            Option("Naltrexone and then ketamine for 12 people who responded to ketamine before.", False,
                   "That has been done. Few people, no group without ketamine."),
            Option("The level of the body's own opioids in blood before and after an infusion.", False,
                   "Blood is not brain, and a companion is not a cause."),
        ),
        hints=("What would each hypothesis predict in each group?",),
        solution=lambda: "An experiment settles something if the rivals predict different results, the result can be measured well enough, and nobody knows it before.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
