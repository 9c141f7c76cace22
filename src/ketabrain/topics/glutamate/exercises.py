"""Exercises of lesson 03, Glutamate and memory. Every answer is computed from the tables and models."""

from math import exp

from ketabrain.engine import tables
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.topics.glutamate.calcium_plasticity import SpikePairs, rules, strength_ratio
from ketabrain.topics.shared.magnesium_block import unblocked_share

VOLTAGE_MV = -65.0
MAGNESIUM_MM = 1.0


def _unplugged_percent() -> float:
    return 100 * float(unblocked_share(VOLTAGE_MV, MAGNESIUM_MM))


def _left() -> float:
    return tables.quantity("ltp-slice-ap5").midpoint


def _full() -> float:
    return tables.quantity("ltp-slice-control").midpoint


def _taken_percent() -> float:
    return 100 * (1 - _left() / _full())


def _slow_change(block: float) -> float:
    pairs = SpikePairs(0.01, 0.1, 75)
    return 100 * (float(strength_ratio(rules()["cortical slices"].blocked(block), pairs)) - 1)


EXERCISES = (
    NumberExercise(
        id="03.unplugged",
        prompt=f"With {MAGNESIUM_MM:g} mM magnesium and {minus(VOLTAGE_MV)} mV inside, what percentage of NMDA channels is without a plug? The share is 1 / (1 + [Mg] / 3.57 × e^(−0.062 V)), with [Mg] in mM and V in mV.",
        unit="%",
        answer=_unplugged_percent,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: 100 - _unplugged_percent(), "That is the share that is plugged. The question asks for the rest."),
            Mistake(lambda: 100 / (1 + exp(0.062 * VOLTAGE_MV) / 3.57), "The sign in the exponent is turned round: with −65 mV, −0.062 V is positive."),
            Mistake(lambda: 100 / (1 + exp(-0.062 * VOLTAGE_MV)), "You left out the 3.57 mM under the magnesium."),
            Mistake(lambda: 100 / (1 + 3.57 * exp(-0.062 * VOLTAGE_MV)), "Divide the magnesium by 3.57; do not multiply."),
        ),
        hints=(
            "Begin with the exponent: two minus signs make a plus.",
            f"−0.062 × (−65) = 4.03, and e to that power is {exp(4.03):.1f}.",
        ),
        solution=lambda: (
            f"1 / (1 + 1 / 3.57 × {exp(4.03):.1f}) = {_unplugged_percent() / 100:.3f}, so {_unplugged_percent():.0f}%. "
            "At rest nearly every channel is plugged, even with glutamate bound."
        ),
    ),
    CodeExercise(
        id="03.plug",
        prompt="plugged(voltage_mv, magnesium_mm) returns the share of channels, 0 to 1, that magnesium plugs. The formula of the exercise before gives those without a plug.",
        reference=lambda voltage_mv, magnesium_mm: 1 - float(unblocked_share(voltage_mv, magnesium_mm)),
        arguments=((-70.0, 1.0), (-20.0, 1.0), (0.0, 3.57), (-70.0, 0.0), (30.0, 2.0)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda v, mg: 1 / (1 + mg / 3.57 * exp(-0.062 * v)), "That is the share without a plug. One minus that is what is asked."),
            WrongFunction(lambda v, mg: 1 - 1 / (1 + mg / 3.57 * exp(0.062 * v)), "The sign in the exponent is turned round: the plug should hold best at negative voltages."),
            WrongFunction(lambda v, mg: 1 - 1 / (1 + mg * exp(-0.062 * v)), "You left out the 3.57 mM under the magnesium."),
            WrongFunction(lambda v, mg: 1 - 1 / (1 + mg / 3.57 * 10 ** (-0.062 * v)), "That is a power of ten; the formula has e (np.exp)."),
        ),
        hints=(
            "The share without a plug is 1 / (1 + magnesium_mm / 3.57 * np.exp(-0.062 * voltage_mv)).",
            "Plugged and unplugged channels together make 1.",
        ),
        solution=lambda: (
            "def plugged(voltage_mv, magnesium_mm):\n"
            "    return 1 - 1 / (1 + magnesium_mm / 3.57 * np.exp(-0.062 * voltage_mv))"
        ),
    ),
    NumberExercise(
        id="03.ltp-taken",
        prompt=f"In slices the same pairing raised responses by {_full():g}% without a drug and by {_left():g}% with AP5. What percentage of the rise did AP5 take away?",
        unit="%",
        answer=_taken_percent,
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: _full() - _left(), "That is the difference in percentage points. Compare it with the whole rise."),
            Mistake(lambda: 100 * _left() / _full(), "That is the part of the rise that AP5 left. What did it take?"),
            Mistake(
                lambda: 100 * (1 - (100 + _left()) / (100 + _full())),
                "You compared the whole responses. The question is about the rise above the starting level.",
            ),
        ),
        hints=("How large is the part that went missing, compared with the whole rise?", f"({_full():g} − {_left():g}) / {_full():g}."),
        solution=lambda: (
            f"({_full():g} − {_left():g}) / {_full():g} = {_taken_percent() / 100:.2f}, so {_taken_percent():.0f}%. "
            "With so few recordings the true share is uncertain, and what was left did not differ clearly from nothing."
        ),
    ),
    ChoiceExercise(
        id="03.second-maze",
        prompt="Rats that already knew one water maze learned a second one almost normally with AP5 in the brain. What follows?",
        options=(
            Option("NMDA receptors play no part in learning any water maze.", False,
                   "Too far: rats without the earlier training did fail under AP5. The training changes what is left to learn."),
            Option("The first study must be wrong: these rats learned.", False,
                   "Both can be right. The two groups of rats had different things still to learn."),
            Option("AP5 did not reach the brain in the second study at all.", False,
                   "Nothing says so, and the same drug stopped untrained rats in another study."),
            Option("The block harms some parts of maze learning, not all.", True,
                   "Yes. Someone who knows what a maze is for can store a new map in other ways. “Rely on” needs a “for what”."),
        ),
        hints=("What did the trained rats know before the drug that the untrained ones did not?",),
        solution=lambda: (
            "The earlier training taught the rats the rules of the game. Under AP5 they could still store a new place. "
            "So NMDA receptors matter for some steps of learning, not for every map."
        ),
    ),
    ChoiceExercise(
        id="03.half-block",
        prompt="In the calcium rule, half a block turns a small strengthening at 0.1 Hz into a weakening. What may you conclude for a patient on a drip?",
        options=(
            Option("Some synapses may follow other rules then; mood stays open.", True,
                   "Yes. The result says that a partial block shifts a threshold. It was computed, not measured in people."),
            Option("Ketamine erases memories, since what was strong gets weak.", False,
                   "The rule describes one synapse in a slice. It says nothing about stored memories, let alone a person's."),
            Option("Ketamine weakens synapses, so it cannot help a depression.", False,
                   "At fast rates the same half block leaves strengthening almost whole, and mood is measured a day later, without the drug."),
            Option("Nothing at all, since models are always wrong about brains.", False,
                   "A model that fits rates and timing is a reason to look in a slice. It tells you where, not what you will find."),
        ),
        hints=("List what was simplified: one synapse, no magnesium, block that only shrinks one spike's calcium.",),
        solution=lambda: (
            f"At 0.1 Hz the rule gives {_slow_change(0):+.0f}% without a block and {_slow_change(0.5):+.0f}% with half of "
            "the receptors blocked. That is a prediction about synapses in a dish. People differ in everything that "
            "the rule leaves out."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
