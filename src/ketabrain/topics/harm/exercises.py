"""Exercises of lesson 11, risk, supervision and misuse. Every answer is computed from the tables and models."""

from math import prod

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.tables import quantity
from ketabrain.topics.harm.harms import harm
from ketabrain.topics.harm.misuse import DeathCount, DeathPlace, deaths
from ketabrain.topics.harm.survey_selection import found_share
from ketabrain.topics.harm.two_hour_watch import WEEK_AND_A_HALF_H

_DIZZY = harm("dizziness").trials[0]
_LONGEST_H = quantity("half-life-examiner").midpoint
_FENTANYLS, _METH, _COCAINE = _OTHERS = tuple(
    quantity(id).midpoint for id in ("fentanyl-share", "meth-share", "cocaine-share")
)
"""Per cent of the deaths with ketamine in which another drug was involved."""


def needed_to_harm(drug_cases: float, drug_people: float, control_cases: float, control_people: float) -> float:
    """People to treat for one more with the effect, which both arms may show: cases and people of each."""
    return 1 / (drug_cases / drug_people - control_cases / control_people)


def _dizzy() -> float:
    drug, control = _DIZZY.drug, _DIZZY.control
    return needed_to_harm(drug.events, drug.people, control.events, control.people)


def _survey(true_percent: float, keener: float) -> float:
    return 100 * float(found_share(true_percent / 100, keener))


def _half_lives() -> float:
    """Half-lives in a week and a half, at the longest half-life that the examiner allowed for."""
    return WEEK_AND_A_HALF_H / _LONGEST_H


def _any_if_independent() -> float:
    """Per cent with at least one of the others, if each turned up without regard to the rest."""
    return 100 * (1 - prod(1 - percent / 100 for percent in _OTHERS))


def _per_million(count: DeathCount) -> float:
    return 10 * float(deaths(DeathPlace.UNITED_STATES, count).per_100_000 or 0)


EXERCISES = (
    NumberExercise(
        id="11.needed",
        prompt=f"Dizziness: {_DIZZY.drug.events} of {_DIZZY.drug.people} people with the spray, {_DIZZY.control.events} of {_DIZZY.control.people} with placebo. How many must be treated for one more dizzy person?",
        unit="people",
        answer=_dizzy,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: 1 / _DIZZY.drug.share, "You left out the placebo group: some are dizzy anyway."),
            Mistake(lambda: 100 * _DIZZY.difference.value, "That is how many more of 100. The number needed is 100 divided by it."),
            Mistake(lambda: _DIZZY.drug.share / _DIZZY.control.share, "That is the ratio of the shares. A ratio does not say how many people."),
        ),
        hints=("Shares first, then their difference, then one over it.", f"1 / ({_DIZZY.drug.share:.3f} − {_DIZZY.control.share:.3f})"),
        solution=lambda: f"1 / ({_DIZZY.drug.share:.3f} − {_DIZZY.control.share:.3f}) = {_dizzy():.1f}. Common, and over within hours: the number says nothing about how bad it is or how long it lasts.",
    ),
    CodeExercise(
        id="11.code",
        prompt="needed_to_harm(a, n, c, m) returns the number needed to harm: a of n people with the drug have the effect, and c of m with placebo.",
        reference=needed_to_harm,
        arguments=((142, 346, 21, 222), (29, 346, 1, 222), (12, 72, 1, 65), (30, 100, 20, 100)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda a, n, c, m: a / n - c / m, "That is the difference of the shares. Divide 1 by it."),
            WrongFunction(lambda a, n, c, m: (a / n) / (c / m), "That is the risk ratio. Take the difference, then 1 over it."),
            WrongFunction(lambda a, n, c, m: 1 / (a / n), "The placebo group is missing."),
        ),
        hints=("a / n - c / m is the difference", "1 / (a / n - c / m)"),
        solution=lambda: (
            "def needed_to_harm(a, n, c, m):\n    return 1 / (a / n - c / m)"
        ),
        remark=lambda: (
            f"needed_to_harm(29, 346, 1, 222) is {needed_to_harm(29, 346, 1, 222):.1f}. With one person among 222 the interval is wide."
        ),
    ),
    NumberExercise(
        id="11.survey",
        prompt="In truth 10 of every 100 users have bladder symptoms. Those who have them are three times as likely to answer a survey. What percentage does the survey find?",
        unit="%",
        answer=lambda: _survey(10, 3),
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 30, "Nearly: the number who answer without symptoms stays at 90, so the whole is 30 + 90 and not 100."),
            Mistake(lambda: _survey(10, 1 / 3), "Here people with symptoms are keener, not less keen."),
        ),
        hints=("Of 100 people count answers: 10 × 3 with, 90 × 1 without.", "30 / (30 + 90)"),
        solution=lambda: f"30 / (30 + 90) = {_survey(10, 3):g}%. More answers would only make this wrong number more exact.",
    ),
    NumberExercise(
        id="11.alone",
        prompt=f"Of {deaths().examined:,} overdose deaths in the US, ketamine was the only drug in {deaths('United States', 'the only drug').count}. How many is that in every million of these deaths?",
        unit="deaths",
        answer=lambda: _per_million(DeathCount.ALONE),
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: _per_million(DeathCount.DETECTED), "That is for deaths in which ketamine was detected."),
            Mistake(lambda: _per_million(DeathCount.ALONE) / 10, "That is of a hundred thousand. The question asks for a million."),
            Mistake(lambda: 1e6 * float(deaths(DeathPlace.UNITED_STATES, DeathCount.ALONE).count or 0) / float(deaths().count or 1), "You took the deaths with ketamine as the whole. The whole is all overdose deaths."),
        ),
        hints=("1,000,000 × deaths with ketamine alone / all deaths",),
        solution=lambda: f"About {_per_million(DeathCount.ALONE):.0f} of a million. That is no risk of ketamine: nobody counted how many people took it. It says what part ketamine alone plays among overdose deaths.",
    ),
    ChoiceExercise(
        id="11.atleast",
        prompt=f"Of the deaths with ketamine, {_FENTANYLS:g}% involved fentanyls, {_METH:g}% methamphetamine, {_COCAINE:g}% cocaine. In how many was at least one of the three involved?",
        options=(
            Option(f"Something between {max(_OTHERS):g}% and 100%.", True,
                   "Yes. If all three fell on the same deaths it would be the largest of them; if they avoided each other as far as they can, all. Only the joint counts decide."),
            Option(f"{sum(_OTHERS):.1f}%, which is the sum of all three.", False,
                   "Nothing is more than all. One death can involve several."),
            Option(f"{max(_OTHERS):g}%, which is the largest of the three.", False,
                   "That is the lower bound: it needs every methamphetamine and cocaine death to involve fentanyls too."),
            Option(f"{_any_if_independent():.0f}%, which is what chance alone would give.", False,
                   "A guess within the bounds. Who takes one drug more often takes another, so independence is not to be expected."),
        ),
        hints=("What if they overlap fully? What if as little as possible?",),
        solution=lambda: "Shares of overlapping groups have bounds, not a sum. A report that prints the joint counts would answer in one number.",
    ),
    ChoiceExercise(
        id="11.pressure",
        prompt="A clinic writes that blood pressure rose by only 3 mmHg on average over hundreds of infusions, so that watching it is not needed. What is wrong?",
        options=(
            Option("The mean must be wrong: several others have found 13.", False,
                   "Both can be right: other drug, other patients, other minute."),
            Option("Nothing: so small a rise in so many infusions is safe.", False,
                   "Set the threshold in 4.2 to 20 mmHg and look at the share who pass it."),
            Option("A small mean can hide large rises in just a few people.", True,
                   "Yes, and it is these who need watching. In another clinic 44% of patients once reached 165 over 100. Mean and share above a threshold answer two questions."),
            Option("Any rise is dangerous, so infusions should not be given.", False,
                   "As a mean 3 mmHg is small. The trouble is what it leaves out."),
        ),
        hints=("Move the threshold in 4.2: the mean stays the same. How many pass?",),
        solution=lambda: "Ask of every mean: how wide is the spread, and what share lies beyond the point where it matters?",
    ),
    ChoiceExercise(
        id="11.infusion",
        prompt=f"Somebody dies with a high ketamine level {WEEK_AND_A_HALF_H / 24:g} days after an infusion at a clinic. Half-life: {_LONGEST_H:g} hours at most. Could the infusion explain the level?",
        options=(
            Option("Yes: with every dose more ketamine builds up in the body.", False,
                   f"Count the half-lives: {WEEK_AND_A_HALF_H:g} / {_LONGEST_H:g} = {_half_lives():.0f}."),
            Option(f"No: after {_half_lives():.0f} half-lives nothing measurable is left.", True,
                   f"Yes. Halved {_half_lives():.0f} times, less than a billionth of a billionth of the level is left."),
            Option("Perhaps: it depends on how large the dose at the clinic was.", False,
                   f"Not even a thousandfold dose would: that buys ten half-lives, {10 * _LONGEST_H:g} hours."),
        ),
        hints=(f"How many times do {_LONGEST_H:g} hours go into {WEEK_AND_A_HALF_H:g} hours?",),
        solution=lambda: "This was the examiner's argument in a widely reported case. The level came from another source than the clinic.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
