"""Exercises of lesson 08, hours against weeks. Every answer is computed from the tables and models."""

import math

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.tables import load, quantity

START, END = 35, 18
"""MADRS points of a made-up patient before and after."""
RELAPSE_DAY = 45

_DRUG, _PLACEBO = quantity("phase3-day1"), quantity("phase3-day1-placebo")
_GROUP = load("relapses").set_index("id").loc["murrough2013b"]
_PEOPLE, _MEDIAN_DAYS = int(_GROUP["people"]), float(_GROUP["median_days"])


def fall_percent() -> float:
    """Fall of the score since the start."""
    return 100 * (START - END) / START


def still_well(people: float = _PEOPLE, day: float = RELAPSE_DAY, median_days: float = _MEDIAN_DAYS) -> float:
    """People who are still well on a day if the risk of relapse never changes."""
    return people * 0.5 ** (day / median_days)


def benefit_after(days: float, size: float, half_time_days: float) -> float:
    """A benefit that grows towards its full size, half of the way in every half-time."""
    return float(size * (1 - 0.5 ** (days / half_time_days)))


EXERCISES = (
    NumberExercise(
        id="08.fall",
        prompt=f"A person's MADRS score falls from {START} to {END}. By how many per cent has it fallen since the start? (A response is a fall by at least half.)",
        unit="%",
        answer=fall_percent,
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: 100 * (START - END) / END, "That is the fall relative to the end. Divide by the score at the start."),
            Mistake(lambda: float(START - END), "Those are points. Divide by the score at the start."),
            Mistake(lambda: 100 * END / START, "That is what is left. The fall is the rest."),
            Mistake(lambda: 50.0, f"Nearly, but not half: half would be a fall of {START / 2:g} points, and {START - END} is less."),
        ),
        hints=("Fall = start − end; then divide by the start.", f"({START} − {END}) / {START}"),
        solution=lambda: (
            f"({START} − {END}) / {START} = {fall_percent():.1f}%: {START - END} points better and still no response, by one point. "
            f"Had the score begun at {START + 1}, the same end would have counted. A rule with a cut turns small differences of points into people."
        ),
    ),
    NumberExercise(
        id="08.extra",
        prompt=f"In two large trials {_DRUG.value}% of people had responded a day after esketamine spray and {_PLACEBO.value}% a day after placebo spray. Of 100 people who get the drug, how many respond because of it?",
        unit="people",
        answer=lambda: _DRUG.midpoint - _PLACEBO.midpoint,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: _DRUG.midpoint, "Some of these would have responded with placebo too. Take them away."),
            Mistake(lambda: _DRUG.midpoint / _PLACEBO.midpoint, "That is the ratio of the two. Subtract instead."),
            Mistake(lambda: _PLACEBO.midpoint, "Those would have responded without the drug. How many come on top of them?"),
            Mistake(lambda: _DRUG.midpoint + _PLACEBO.midpoint, "That is the sum. Those who respond with placebo would have responded anyway: take them away."),
            Mistake(lambda: 100 / (_DRUG.midpoint - _PLACEBO.midpoint), "That is how many must be treated for one more response. The question asks for people in 100."),
        ),
        hints=("How many of the 100 would have responded anyway?", f"{_DRUG.value} − {_PLACEBO.value}"),
        solution=lambda: (
            f"{_DRUG.value} − {_PLACEBO.value} = {_DRUG.midpoint - _PLACEBO.midpoint:.1f} people in 100, one in {100 / (_DRUG.midpoint - _PLACEBO.midpoint):.0f}. "
            "This takes both groups as alike and blind; if people guess what they got, part of even this difference is not the drug's."
        ),
    ),
    CodeExercise(
        id="08.approach",
        prompt="benefit(days, size, half_time_days) returns a benefit that starts at 0 and comes half of the remaining way closer to size in every half-time.",
        reference=benefit_after,
        arguments=((0, 2.0, 14.0), (7, 2.0, 14.0), (14, 8.0, 14.0), (60, 3.0, 10.0)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda days, size, half_time_days: size * 0.5 ** (days / half_time_days), "This starts at size and fades. Turn it round: what is missing fades."),
            WrongFunction(lambda days, size, half_time_days: size * (1 - math.exp(-days / half_time_days)), "With exp, half of the way takes 0.69 of this time. Use 0.5 to a power."),
            WrongFunction(lambda days, size, half_time_days: size * min(1, days / (2 * half_time_days)), "A straight line gets there and stops. Here each half-time halves what is missing."),
        ),
        hints=("What is missing shrinks by half in every half-time: 0.5 ** (days / half_time_days).", "size * (1 - missing share)"),
        solution=lambda: (
            "def benefit(days, size, half_time_days):\n"
            "    return size * (1 - 0.5 ** (days / half_time_days))"
        ),
        remark=lambda: (
            f"With a half-time of 14 days, {100 * benefit_after(7, 1, 14):.0f}% of the benefit is there after a week and {100 * benefit_after(42, 1, 14):.0f}% after six: slow to finish is not the same as slow to start."
        ),
    ),
    NumberExercise(
        id="08.relapse",
        prompt=f"{_PEOPLE} people had responded to a course of infusions and got nothing after it. Half of them were ill again after {_MEDIAN_DAYS:g} days. If the risk never changes, how many are still well after {RELAPSE_DAY} days?",
        unit="people",
        answer=still_well,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: _PEOPLE - still_well(), "Those are the ones who have relapsed."),
            Mistake(lambda: _PEOPLE * max(0.0, 1 - RELAPSE_DAY / (2 * _MEDIAN_DAYS)), f"A straight line would empty the group after {2 * _MEDIAN_DAYS:g} days. Halve it once for every {_MEDIAN_DAYS:g} days."),
            Mistake(lambda: 100 * still_well() / _PEOPLE, "That is in per cent. The question asks for people."),
            Mistake(lambda: still_well() / _PEOPLE, "That is the share of them, between 0 and 1. The question asks for people."),
            Mistake(lambda: _PEOPLE * math.exp(-RELAPSE_DAY / _MEDIAN_DAYS), "You used e. A median halves: use 0.5 to a power."),
        ),
        hints=(f"How many times do {_MEDIAN_DAYS:g} days fit into {RELAPSE_DAY}?", f"{_PEOPLE} × 0.5 to the power of {RELAPSE_DAY / _MEDIAN_DAYS:.2f}"),
        solution=lambda: (
            f"{_PEOPLE} × 0.5^({RELAPSE_DAY}/{_MEDIAN_DAYS:g}) = {still_well():.1f} people. What happens after that rests on them alone; and another group of this lesson is a trial in which the risk did change."
        ),
    ),
    ChoiceExercise(
        id="08.race",
        prompt="Trials of ketamine look after hours and days, trials of antidepressants after weeks. What follows for the race?",
        options=(
            Option("Ketamine's early lead is shown; no early lead of the others is not.", True,
                   "Yes: that antidepressants do nothing for weeks is not shown. After one week, when they do look, SSRIs are ahead of placebo with a third of their final difference."),
            Option("Ketamine wins: nothing is seen of the others for a week.", False,
                   "Nobody looked. What is not measured is not shown to be zero."),
            Option("Both are equally fast, since each of them ends ahead of its own control.", False,
                   "Ketamine parts from its control within hours. For antidepressants no such early look has shown that."),
            Option("Neither is faster than placebo, since no trial ran them side by side.", False,
                   "Both are ahead of their controls, at different times and by different amounts."),
        ),
        hints=("Ask of both: when was the first look, and against what?",),
        solution=lambda: "A fair race has one start, one kind of patient, the same looks and the same control. It has hardly been run: two small trials, of 30 and 60 people, added one infusion to a new antidepressant. One was ahead from 2 hours to 2 weeks, the other from 4 hours to 28 days.",
    ),
    ChoiceExercise(
        id="08.withdrawal",
        prompt="People who were well after 16 weeks of esketamine were kept on it or taken off: 24 of 90 and 39 of 86 relapsed. What does that show?",
        options=(
            Option("About 73% of patients who try esketamine respond to it.", False,
                   "Only people who had already done well were let in. Those who had not are missing."),
            Option("Esketamine cures depression for good in most patients.", False,
                   "Without it nearly half relapsed, and with it a quarter."),
            Option("Going on keeps more of those well who had done well.", True,
                   "Yes. It also shows that more than half stayed well without it for the time that they were followed."),
            Option("Stopping does no harm, as most stayed well without it.", False,
                   "More people relapsed after stopping. In part that could be a withdrawal effect, or noticing that the spray had changed."),
        ),
        hints=("Who was let into this trial?",),
        solution=lambda: "A withdrawal trial asks one question: does going on help those whom it helped? It cannot say how many are helped in the first place.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
