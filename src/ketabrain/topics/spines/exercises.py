"""Exercises of lesson 07, new synapses. Every answer is computed from the tables and models."""

import math

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.tables import quantity
from ketabrain.topics.spines.prevention import PreventionTrial, prevention_arms
from ketabrain.topics.spines.pseudo_replication import effective_branches
from ketabrain.topics.spines.turnover_rates import preparations

LATER_DAYS = 14
MICE, BRANCHES, ALIKE = 6, 11, 0.1
"""Mice, branches of each, and an intraclass correlation that an exercise supposes."""
IN_ALL = 1000
_TOO_EARLY = (
    "You rounded both percentages before you subtracted them. Keep one more digit until the end, and count in 1,000."
)

_COUNTED = preparations()["frontal cortex, 2016, saline mice"]
_LOST_PERCENT, _EVERY_DAYS = _COUNTED.loss_percent, _COUNTED.interval_days
_OPERATION, _CHILDBIRTH = map(prevention_arms, PreventionTrial)
_SESSIONS = LATER_DAYS / _EVERY_DAYS


def left_percent(sessions: float = _SESSIONS) -> float:
    """Spines (%) left if the same share is lost from session to session."""
    return 100 * (1 - _LOST_PERCENT / 100) ** sessions


def more_depressed() -> float:
    """How many more of IN_ALL people were depressed with ketamine than with placebo after the operation."""
    return IN_ALL / 100 * _OPERATION.difference


def spines(days: float, start: float, births_per_day: float, loss_per_day: float) -> float:
    """The mean number of spines, born at a steady rate and lost each with the same risk."""
    balance = births_per_day / loss_per_day
    return balance + (start - balance) * math.exp(-loss_per_day * days)


EXERCISES = (
    NumberExercise(
        id="07.month",
        prompt=f"In frontal cortex {_LOST_PERCENT:g}% of the spines seen in one session were gone {_EVERY_DAYS:g} days later. If every spine ran the same risk all the time, how many of 100 would be left after {LATER_DAYS} days?",
        unit="spines",
        answer=left_percent,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: left_percent(LATER_DAYS), f"You took the loss once a day. It happens once in {_EVERY_DAYS:g} days."),
            Mistake(lambda: 100 - left_percent(), "Those are the ones that have gone."),
            Mistake(lambda: 100 - _SESSIONS * _LOST_PERCENT, "Fewer than none? Only spines that are still there can be lost: multiply by what is kept in each session."),
            Mistake(lambda: 100 * math.exp(-_SESSIONS * _LOST_PERCENT / 100), "You used e to a power. The share that is kept in a session is one minus the share lost: raise that to the number of sessions."),
            Mistake(lambda: 100 - _LOST_PERCENT, f"That is after {_EVERY_DAYS:g} days."),
        ),
        hints=(
            f"How many times do {_EVERY_DAYS:g} days fit into {LATER_DAYS}? What share is kept each time?",
            f"100 × (1 − {_LOST_PERCENT / 100:g}) to the power of {_SESSIONS:g}.",
        ),
        solution=lambda: (
            f"100 × {1 - _LOST_PERCENT / 100:g} to the power of {_SESSIONS:g} = {left_percent():.0f}. In other patches of cortex of grown mice "
            f"{quantity('barrel-stable').midpoint:g} and {quantity('adult-month-survival').midpoint:g} of 100 were still there after a whole month. Places and methods differ, so this alone proves nothing; "
            "but one risk for all spines cannot be right, as the spines of one and the same study show under “More: two kinds of spine”."
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
            "from math import exp\n\n\n"
            "def spines(days, start, births_per_day, loss_per_day):\n"
            "    balance = births_per_day / loss_per_day\n"
            "    return balance + (start - balance) * exp(-loss_per_day * days)"
        ),
        remark=lambda: (
            f"With 80 spines, 2 births a day and a loss of 0.05 a day the balance is {spines(math.inf, 80, 2.0, 0.05):g}; after 14 days {spines(14, 80, 2.0, 0.05):.0f} are left."
        ),
    ),
    NumberExercise(
        id="07.effective",
        prompt=f"{MICE} mice, {BRANCHES} branches each: {MICE * BRANCHES} branches. Branches of one mouse are alike, with an intraclass correlation that we suppose to be {ALIKE:g}. How many independent branches is that worth?",
        unit="branches",
        answer=lambda: effective_branches(MICE, BRANCHES, ALIKE),
        tolerance=0.04,
        mistakes=(
            Mistake(lambda: MICE * BRANCHES, "They would be, if branches of one mouse were no more alike than those of two."),
            Mistake(lambda: MICE * BRANCHES / (1 + BRANCHES * ALIKE), f"A branch is not like itself by chance: take {BRANCHES - 1} others, not {BRANCHES}."),
            Mistake(lambda: MICE * BRANCHES * (1 - ALIKE), "Each further branch of a mouse adds less and less. Divide by the design effect, 1 + (branches per mouse − 1) × correlation."),
            Mistake(lambda: 1 + (BRANCHES - 1) * ALIKE, "That is the design effect. Divide the number of branches by it."),
        ),
        hints=(
            "The design effect is 1 + (branches per mouse − 1) × intraclass correlation.",
            "Divide the number of branches by the design effect.",
        ),
        solution=lambda: (
            f"{MICE * BRANCHES} / (1 + {BRANCHES - 1} × {ALIKE:g}) = {effective_branches(MICE, BRANCHES, ALIKE):.0f}. With a hundred branches per mouse it would be "
            f"{effective_branches(MICE, 100, ALIKE):.0f}: more branches help little, more mice help a lot."
        ),
    ),
    ChoiceExercise(
        id="07.order",
        prompt="In stressed mice behaviour changed first. Spines formed half a day later, and without these new spines the effect on behaviour did not last. What do new spines explain here?",
        options=(
            Option("The start of the effect, which rests on new spines.", False,
                   "What comes later cannot be the cause of what came before."),
            Option("That the effect lasts, so far as mice can show it.", True,
                   "Yes. To ask what happens without them is a test of cause, and it is about lasting. In people there is no such test."),
            Option("Neither, since the spines come too late for both.", False,
                   "Too late to start it. But without them it did not last."),
            Option("Why ketamine works in people, who have spines too.", False,
                   "Spines have never been counted in a treated person, and a scan of synapses saw no change."),
        ),
        hints=("Compare two times: when behaviour changed, and what happened without the spines.",),
        solution=lambda: "“Faster” in the claim is about the start. New spines fit the lasting of the effect in mice; at its start something else must be at work.",
    ),
    NumberExercise(
        id="07.prevention",
        prompt=f"Three days after an operation {_OPERATION.drug.events} of {_OPERATION.drug.people} people who had been given ketamine during it felt depressed, and {_OPERATION.placebo.events} of {_OPERATION.placebo.people} who had been given placebo. Of 1,000 people in each group, how many more would have felt depressed with ketamine, if these shares hold?",
        unit="people",
        answer=more_depressed,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: -more_depressed(), "The other way round: ketamine's share less that of placebo."),
            Mistake(lambda: _OPERATION.difference, "That is how many more of 100, in percentage points. The question asks for 1,000."),
            Mistake(lambda: 100 * (_OPERATION.drug.share / _OPERATION.placebo.share - 1), "That is the change in per cent of what placebo had. Subtract the two shares."),
            Mistake(lambda: IN_ALL * (_OPERATION.drug.share / _OPERATION.placebo.share - 1), "That is the change relative to placebo. Subtract the two shares."),
            Mistake(lambda: _OPERATION.drug.share / _OPERATION.placebo.share, "That is the ratio of the two shares. Subtract them."),
            Mistake(lambda: float(_OPERATION.drug.events - _OPERATION.placebo.events), "The groups differ in size. Turn the counts into shares first."),
            Mistake(lambda: IN_ALL / 100 * (math.floor(100 * _OPERATION.drug.share) - math.ceil(100 * _OPERATION.placebo.share)), _TOO_EARLY),
            Mistake(lambda: IN_ALL / 100 * (math.ceil(100 * _OPERATION.drug.share) - math.ceil(100 * _OPERATION.placebo.share)), _TOO_EARLY),
            Mistake(lambda: math.ceil(100 * _OPERATION.drug.share) - math.ceil(100 * _OPERATION.placebo.share), _TOO_EARLY),
            Mistake(lambda: IN_ALL * _OPERATION.drug.share, "Those are all with ketamine. Take away as many as placebo had."),
        ),
        hints=("Turn each count into a share of its group, then subtract.", f"{_OPERATION.drug.events} / {_OPERATION.drug.people} is {100 * _OPERATION.drug.share:.1f}%, or {IN_ALL * _OPERATION.drug.share:.0f} of 1,000."),
        solution=lambda: (
            f"{100 * _OPERATION.drug.share:.1f}% − {100 * _OPERATION.placebo.share:.1f}% = {minus(round(_OPERATION.difference, 1))} points, or {more_depressed():.0f} of 1,000: no sign of prevention. The 95% interval, "
            f"{minus(round(_OPERATION.low, 1))} to {minus(round(_OPERATION.high, 1))} points, leaves room for a small benefit or some harm. "
            f"After childbirth the same sum gives {minus(round(_CHILDBIRTH.difference, 1))} points: {_CHILDBIRTH.drug.events} of {_CHILDBIRTH.drug.people} mothers against {_CHILDBIRTH.placebo.events} of {_CHILDBIRTH.placebo.people}. Other people, another time, another look: neither trial undoes the other."
        ),
    ),
    ChoiceExercise(
        id="07.pet",
        prompt="A tracer for a protein of the sending side of synapses showed no change a day after ketamine in people, while their symptoms fell. What follows?",
        options=(
            Option("No new synapses grew in any of the people who were scanned.", False,
                   "The tracer marks the sending side and the whole volume at once; a few new spines might not move it."),
            Option("Nothing, as a tracer has to be tried in mice before people.", False,
                   "In mice it was tried as well: a day after a dose the tracer had not moved, though behaviour had."),
            Option("Symptoms did not really fall, as the synapses did not grow.", False,
                   "They did fall; that is why the unchanged tracer is of interest."),
            Option("Symptoms can fall without more synapses, as far as it sees.", True,
                   "Yes: a sign against the story in people, from one study, with limits that its authors name."),
        ),
        hints=("What would have had to be seen if many new synapses were the reason for the lift?",),
        solution=lambda: "A null in a blunt test lowers the odds of a large change; it does not prove that there was none.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
