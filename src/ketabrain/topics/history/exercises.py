"""Exercises of lesson 01, from anaesthetic to antidepressant. Every answer is computed from the tables and models."""

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.tables import quantity
from ketabrain.topics.history.four_doses import WEIGHT_KG, usual_dose, waking_levels
from ketabrain.topics.history.history import year_of

DRIP, SLEEP = usual_dose("mood"), usual_dose("anaesthesia")


def rate(mg_per_kg: float, weight_kg: float, minutes: float) -> float:
    """How fast a dose flows in, mg per minute."""
    return mg_per_kg * weight_kg / minutes


def _waking() -> float:
    return waking_levels().middle


def _rate_ratio() -> float:
    return rate(SLEEP.mg_per_kg, WEIGHT_KG, SLEEP.minutes) / rate(DRIP.mg_per_kg, WEIGHT_KG, DRIP.minutes)


EXERCISES = (
    NumberExercise(
        id="01.waking",
        prompt=f"Patients woke at {quantity('plasma-waking').midpoint:g} µmol of ketamine per litre of plasma. One mole weighs {quantity('molecular-weight-base').midpoint:g} g. How many ng/mL is that?",
        unit="ng/mL",
        answer=_waking,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: quantity("plasma-waking").midpoint * quantity("molecular-weight-hydrochloride").midpoint, "That is the weight of the hydrochloride. Levels in plasma count the base."),
            Mistake(lambda: quantity("molecular-weight-base").midpoint / quantity("plasma-waking").midpoint, "Multiply the number of moles by the weight of one."),
        ),
        invites=("salt",),
        hints=("1 µmol/L is 1 nmol/mL.", f"{quantity('plasma-waking').midpoint:g} nmol/mL × {quantity('molecular-weight-base').midpoint:g} ng/nmol"),
        solution=lambda: (
            f"{quantity('plasma-waking').midpoint:g} × {quantity('molecular-weight-base').midpoint:g} = {_waking():.0f} ng/mL. "
            "That lies between the bands: above every level used for mood, below those for surgery."
        ),
    ),
    CodeExercise(
        id="01.rate",
        prompt="rate(mg_per_kg, weight_kg, minutes) returns how many milligrams flow in per minute.",
        reference=rate,
        arguments=((0.5, 70, 40), (2.0, 70, 1), (0.15, 55, 5), (4.5, 100, 2)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda mg_per_kg, weight_kg, minutes: mg_per_kg * weight_kg, "That is the whole dose. Divide it by the time."),
            WrongFunction(lambda mg_per_kg, weight_kg, minutes: mg_per_kg / minutes, "That is per kilogram. Multiply by the weight."),
            WrongFunction(lambda mg_per_kg, weight_kg, minutes: mg_per_kg * weight_kg * minutes, "Divide by the time: the longer it takes, the slower it flows."),
        ),
        hints=("dose in mg = mg_per_kg * weight_kg", "mg_per_kg * weight_kg / minutes"),
        solution=lambda: (
            "def rate(mg_per_kg, weight_kg, minutes):\n    return mg_per_kg * weight_kg / minutes"
        ),
        remark=lambda: (
            f"The dose for sleep is {SLEEP.mg_per_kg / DRIP.mg_per_kg:g} times that of the drip, but it flows in {_rate_ratio():.0f} times as fast. The name of a dose needs its time as well."
        ),
    ),
    NumberExercise(
        id="01.gap",
        prompt="How many years lie between the first placebo-controlled test in depression and the US licence of the spray? Take the years from 4.1.",
        unit="years",
        answer=lambda: year_of("us-spray") - year_of("first-depression"),
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: year_of("us-spray") - year_of("first-resistant"), "You started from the second test, where other treatments had failed."),
            Mistake(lambda: year_of("us-spray") - year_of("first-human"), "You started from the first doses in people."),
            Mistake(lambda: year_of("us-spray") - year_of("approved-1970"), "You started from the licence as an anaesthetic."),
            Mistake(lambda: year_of("first-depression") - year_of("first-human"), "That is the time before: from the first dose in people to the first test in depression."),
            Mistake(lambda: year_of("us-suicidal") - year_of("first-depression"), "That is the second licence, for depression with acute suicidal thoughts."),
            Mistake(lambda: year_of("us-alone") - year_of("first-depression"), "That is a later licence: the spray on its own, without a tablet."),
        ),
        hints=("Set the timeline to “psychiatry”, then to “licence”.",),
        solution=lambda: f"{year_of('us-spray')} − {year_of('first-depression')} = {year_of('us-spray') - year_of('first-depression')} years. Seven people took part in that test.",
    ),
    ChoiceExercise(
        id="01.noun",
        prompt="A website writes: “Ketamine is FDA-approved and has been used safely for over 50 years.” What does it leave open that a patient with anxiety most needs?",
        options=(
            Option("Whether the approval of ketamine still holds today.", False,
                   "It does, for anaesthesia. The reader came for anxiety."),
            Option("Whether the FDA has approved esketamine as well.", False,
                   "It has, for two kinds of depression. Ask 4.3. That says nothing about anxiety either."),
            Option("Whether a doctor may give it for anxiety at all.", False,
                   "In the US a doctor may: off-label use is legal. The agency has not tested it."),
            Option("For what it is approved, and how often people took it.", True,
                   "Yes: approved for anaesthesia. One dose on an operating table says little about many doses for anxiety."),
        ),
        hints=("Put “anxiety” into 4.3.",),
        solution=lambda: "Four nouns make a claim of approval checkable: which drug, for what, where, since when. Fifty years of single anaesthetics are no record of repeated doses.",
    ),
    ChoiceExercise(
        id="01.dates",
        prompt="Three sources say that ketamine came to the US market in 1969, 1970 and 1971. What is the best use of this?",
        options=(
            Option("Say “about 1970”, and note what each source counts.", True,
                   "Yes: sale, approval or marketing. The claim does not hang on it, and the reader can see why sources differ."),
            Option("Take 1970, which is the mean of the three years given.", False,
                   "Dates are no measurements with random error. They may describe different things."),
            Option("Trust none of them, since three cannot all be right.", False,
                   "They agree within two years. For this claim that is plenty."),
            Option("Trust the newest, which could check the others.", False,
                   "A newer text may have copied an older one."),
        ),
        hints=("Read the column “In doubt”.",),
        solution=lambda: "A doubt is worth as much as what hangs on it. Here nothing does; of a number of patients or a dose it would be different.",
    ),
    ChoiceExercise(
        id="01.wording",
        prompt="Which sentence would a fair article print?",
        options=(
            Option("Ketamine, once an anaesthetic, has become an antidepressant.", False,
                   "It still is an anaesthetic, and the licence for depression belongs to one of its mirror forms."),
            Option("Ketamine is an illegal party drug that some doctors now give.", False,
                   "It is a controlled medicine. Use without a prescription is another matter."),
            Option("Ketamine is an anaesthetic; one mirror form is licensed against some depressions.", True,
                   "Yes: it is in use still, and each licence has its right noun."),
            Option("Ketamine is an anaesthetic that has always been known to lift the mood of patients.", False,
                   f"The first controlled test came {year_of('first-depression') - year_of('first-human')} years after the first human dose."),
        ),
        hints=("Which drug, for what?",),
        solution=lambda: "It costs a dozen words more and spares the reader two mistakes.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
