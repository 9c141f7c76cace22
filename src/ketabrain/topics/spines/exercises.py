"""Exercises of lesson 07, new synapses. Every answer is computed from the tables and models."""

import math

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.tables import quantity
from ketabrain.topics.spines.prevention import PreventionTrial, prevention_arms
from ketabrain.topics.spines.pseudo_replication import ICC, effective_branches
from ketabrain.topics.spines.turnover_rates import preparations

MONTH_DAYS = 30
MICE, BRANCHES = 8, 12

_COUNTED = preparations()["frontal cortex, 2021, saline mice"]
_LOST_PERCENT, _EVERY_DAYS = _COUNTED.loss_percent, _COUNTED.interval_days
_OPERATION, _CHILDBIRTH = map(prevention_arms, PreventionTrial)
_SESSIONS = MONTH_DAYS / _EVERY_DAYS


def left_percent(sessions: float = _SESSIONS) -> float:
    """Spines (%) left if the same share is lost from session to session."""
    return 100 * (1 - _LOST_PERCENT / 100) ** sessions


def spines(days: float, start: float, births_per_day: float, loss_per_day: float) -> float:
    """The mean number of spines, born at a steady rate and lost each with the same risk."""
    balance = births_per_day / loss_per_day
    return balance + (start - balance) * math.exp(-loss_per_day * days)


EXERCISES = (
    NumberExercise(
        id="07.month",
        prompt=f"In frontal cortex {_LOST_PERCENT:g}% of the spines seen in one session were gone {_EVERY_DAYS:g} days later. If every spine ran the same risk all the time, how many of 100 would be left after {MONTH_DAYS} days?",
        unit="spines",
        answer=left_percent,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: left_percent(MONTH_DAYS), f"You took the loss once a day. It happens once in {_EVERY_DAYS:g} days."),
            Mistake(lambda: 100 - left_percent(), "Those are the ones that have gone."),
            Mistake(lambda: 100 - _SESSIONS * _LOST_PERCENT, "Fewer than none? Only spines that are still there can be lost: multiply by what is kept in each session."),
            Mistake(lambda: 100 - _LOST_PERCENT, f"That is after {_EVERY_DAYS:g} days."),
        ),
        hints=(
            f"How many times do {_EVERY_DAYS:g} days fit into {MONTH_DAYS}? What share is kept each time?",
            f"100 × (1 − {_LOST_PERCENT / 100:g}) to the power of {_SESSIONS:g}.",
        ),
        solution=lambda: (
            f"100 × {1 - _LOST_PERCENT / 100:g} to the power of {_SESSIONS:g} = {left_percent():.0f}. In other patches of cortex of grown mice "
            f"{quantity('barrel-stable').midpoint:g} and {quantity('adult-month-survival').midpoint:g} of 100 were counted. Places and methods differ, so this alone proves nothing; "
            "but one risk for all spines cannot be right, as the spines of one and the same study show in 4.2."
        ),
    ),
    CodeExercise(
        id="07.density",
        prompt="spines(days, start, births_per_day, loss_per_day) returns the mean number of spines: new ones come at a steady rate, and each spine has the same risk of going. Where births and losses balance, the number is births / loss; the distance from there shrinks by exp(−loss × days).",
        reference=spines,
        arguments=((0, 80, 2.0, 0.05), (5, 80, 2.0, 0.05), (30, 80, 8.0, 0.05), (3, 50, 1.0, 0.1)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda days, start, births_per_day, loss_per_day: start * math.exp(-loss_per_day * days), "This lets spines go and none come: add the balance between births and losses."),
            WrongFunction(lambda days, start, births_per_day, loss_per_day: start + (births_per_day - loss_per_day * start) * days, "This goes on in a straight line for ever. As the number changes, so does the loss: the distance from the balance shrinks."),
            WrongFunction(lambda days, start, births_per_day, loss_per_day: births_per_day / loss_per_day + start * math.exp(-loss_per_day * days), "On day 0 this gives more than you started with. What shrinks is the distance from the balance, start − balance."),
            WrongFunction(lambda days, start, births_per_day, loss_per_day: births_per_day / loss_per_day * (1 - math.exp(-loss_per_day * days)), "Those are the new ones. Add what is left of the old ones."),
        ),
        hints=("balance = births_per_day / loss_per_day", "balance + (start - balance) * exp(-loss_per_day * days)"),
        solution=lambda: (
            "def spines(days, start, births_per_day, loss_per_day):\n"
            "    balance = births_per_day / loss_per_day\n"
            "    return balance + (start - balance) * exp(-loss_per_day * days)\n\n"
            f"With 80 spines, 2 births a day and a loss of 0.05 a day the balance is {spines(math.inf, 80, 2.0, 0.05):g}; after 14 days {spines(14, 80, 2.0, 0.05):.0f} are left."
        ),
    ),
    NumberExercise(
        id="07.effective",
        prompt=f"{MICE} mice, {BRANCHES} branches each: {MICE * BRANCHES} branches. Branches of one mouse are alike, with an intraclass correlation of {ICC:.2g}. How many independent branches is that worth?",
        unit="branches",
        answer=lambda: effective_branches(MICE, BRANCHES, ICC),
        tolerance=0.04,
        mistakes=(
            Mistake(lambda: MICE * BRANCHES, "They would be, if branches of one mouse were no more alike than those of two."),
            Mistake(lambda: MICE * BRANCHES / (1 + BRANCHES * ICC), f"A branch is not like itself by chance: take {BRANCHES - 1} others, not {BRANCHES}."),
            Mistake(lambda: MICE * BRANCHES * (1 - ICC), "Each further branch of a mouse adds less and less. Divide by the design effect, 1 + (branches per mouse − 1) × correlation."),
            Mistake(lambda: 1 + (BRANCHES - 1) * ICC, "That is the design effect. Divide the number of branches by it."),
        ),
        hints=(
            "The design effect is 1 + (branches per mouse − 1) × intraclass correlation.",
            "Divide the number of branches by the design effect.",
        ),
        solution=lambda: (
            f"{MICE * BRANCHES} / (1 + {BRANCHES - 1} × {ICC:.2g}) = {effective_branches(MICE, BRANCHES, ICC):.0f}. With a hundred branches per mouse it would be "
            f"{effective_branches(MICE, 100, ICC):.0f}: more branches help little, more mice help a lot."
        ),
    ),
    ChoiceExercise(
        id="07.order",
        prompt="In stressed mice behaviour changed first. Spines formed half a day later, and without these new spines the effect on behaviour did not last. What do new spines explain here?",
        options=(
            Option("The start of the effect.", False, "What comes later cannot be the cause of what came before."),
            Option("That the effect lasts, in mice.", True, "Yes. To ask what happens without them is a test of cause, and it is about lasting. In people there is no such test."),
            Option("Neither: they come too late.", False, "Too late to start it. But without them it did not last."),
            Option("That ketamine works in people.", False, "Spines have never been counted in a treated person, and a scan of synapses saw no change."),
        ),
        hints=("Compare two times: when behaviour changed, and what happened without the spines.",),
        solution=lambda: "“Faster” in the claim is about the start. New spines fit the lasting of the effect in mice; at its start something else must be at work.",
    ),
    NumberExercise(
        id="07.prevention",
        prompt=f"Three days after an operation {_OPERATION.drug.events} of {_OPERATION.drug.people} people who had been given ketamine during it felt depressed, and {_OPERATION.placebo.events} of {_OPERATION.placebo.people} who had been given placebo. By how many percentage points does ketamine's share exceed that of placebo?",
        unit="points",
        answer=lambda: _OPERATION.difference,
        tolerance=0.05,
        mistakes=(
            Mistake(lambda: -_OPERATION.difference, "The other way round: ketamine's share less that of placebo."),
            Mistake(lambda: 100 * (_OPERATION.drug.share / _OPERATION.placebo.share - 1), "That is the change relative to placebo. Subtract the two percentages."),
            Mistake(lambda: float(_OPERATION.drug.events - _OPERATION.placebo.events), "The groups differ in size. Turn the counts into percentages first."),
        ),
        hints=("Turn each arm into per cent, then subtract.", f"{_OPERATION.drug.events} / {_OPERATION.drug.people} is {100 * _OPERATION.drug.share:.1f}%."),
        solution=lambda: (
            f"{100 * _OPERATION.drug.share:.1f}% − {100 * _OPERATION.placebo.share:.1f}% = {minus(round(_OPERATION.difference, 1))} points: no sign of prevention. The 95% interval, "
            f"{minus(round(_OPERATION.low, 1))} to {minus(round(_OPERATION.high, 1))} points, leaves room for a small benefit or some harm. "
            f"After childbirth the same sum gives {minus(round(_CHILDBIRTH.difference, 1))} points: {_CHILDBIRTH.drug.events} of {_CHILDBIRTH.drug.people} mothers against {_CHILDBIRTH.placebo.events} of {_CHILDBIRTH.placebo.people}. Other people, another time, another look: neither trial undoes the other."
        ),
    ),
    ChoiceExercise(
        id="07.pet",
        prompt="A tracer for a protein of the sending side of synapses showed no change a day after ketamine in people, while their symptoms fell. What follows?",
        options=(
            Option("No synapses grew.", False, "The tracer marks the sending side and the whole volume at once; a few new spines might not move it."),
            Option("More synapses are not needed for symptoms to fall in a day, as far as this tracer can tell.", True, "Yes: a sign against the story in people, from one study, with limits that its authors name."),
            Option("Nothing, as it was not done in mice.", False, "In mice it was done as well: a day after a dose the tracer had not moved, though behaviour had."),
            Option("Symptoms did not really fall.", False, "They did; that is why the unchanged tracer is of interest."),
        ),
        hints=("What would have had to be seen if many new synapses were the reason for the lift?",),
        solution=lambda: "A null in a blunt test lowers the odds of a large change; it does not prove that there was none.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
