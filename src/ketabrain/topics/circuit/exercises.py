"""Exercises of lesson 05, A surge from a block. Every answer is computed from the tables and models."""

from functools import cache
from math import exp

from scipy.optimize import brentq

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.correlation import implied_n, p_value
from ketabrain.engine.tables import quantity
from ketabrain.topics.circuit.disinhibition import circuit_state, firing_rate
from ketabrain.topics.circuit.parameters import constants

BLOCK_I = 0.7

_GAIN, _THRESHOLD, _CURVATURE = (constants("deco2014")[name] for name in ("a_E", "b_E", "d_E"))
_R, _P = quantity("c13-dissociation-r").midpoint, quantity("c13-dissociation-p").midpoint


@cache
def cancelling_percent() -> float:
    """The block (%) on pyramidal cells that undoes BLOCK_I on interneurons."""
    return 100 * float(brentq(lambda block_e: circuit_state(block_e, BLOCK_I).change_e - 1, 0, BLOCK_I))


@cache
def implied_people(sides: int = 2) -> int:
    """The number of people whose p value comes nearest to the printed one."""
    return implied_n(_R, _P, sides)


_OTHER_PEOPLE = sorted(
    set(range(5, 30)) - {implied_people(), implied_people() - 2, implied_people(sides=1), int(quantity("c13-rise").n)}
)
"""Numbers to try that no other mistake explains."""


def _another_number(people: int) -> Mistake:
    """A wrong number of people, and what it would have given."""
    p = p_value(_R, people)
    more = "more" if p > _P else "fewer"
    return Mistake(
        lambda: people,
        f"With {people} people p would be {p:.3f}, and {_P:g} is printed: {more} people must stand behind it.",
    )


EXERCISES = (
    NumberExercise(
        id="05.cancel",
        prompt=f"In the model of 4.1 {100 * BLOCK_I:g}% of the NMDA current onto interneurons is blocked. At what block on pyramidal cells is the output just what it was without drug?",
        unit="%",
        answer=cancelling_percent,
        tolerance=0.06,
        mistakes=(
            Mistake(lambda: 100 * BLOCK_I, "With equal blocks the circuit is quieter than before. Less block on pyramidal cells is enough."),
            Mistake(lambda: 100 - cancelling_percent(), "That is what is left of the receptors. The question asks for the share that is blocked."),
            Mistake(lambda: 100 * cancelling_percent() / (100 * BLOCK_I), "That is the ratio of the two blocks in per cent. Give the block itself."),
        ),
        hints=(
            f"Set {100 * BLOCK_I:g}% on interneurons in 4.1 and move the other slider until the title says × 1.00.",
            f"On the map, follow the height of {100 * BLOCK_I:g}% to the thick line.",
        ),
        solution=lambda: (
            f"At {cancelling_percent():.0f}%. So in this model a drug that hits interneurons "
            f"{100 * BLOCK_I / cancelling_percent():.1f} times as hard as pyramidal cells changes nothing, one that is "
            "choosier excites, and one that is less choosy quiets."
        ),
    ),
    CodeExercise(
        id="05.firing",
        prompt=f"firing(current_na) returns the spikes per second of a pyramidal cell in the model of 4.1: with x = {_GAIN:g} × current − {_THRESHOLD:g}, it fires x / (1 − e^(−{_CURVATURE:g} x)).",
        reference=lambda current_na: float(firing_rate(current_na, _GAIN, _THRESHOLD, _CURVATURE)),
        arguments=((0.30,), (0.38,), (0.42,), (0.50,), (0.60,)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda i: 310 * i - 125, "That is x alone. It goes below zero for a weak current, and no cell fires a negative number of spikes."),
            WrongFunction(lambda i: 310 * i / (1 - exp(-0.16 * 310 * i)), "The threshold is missing: take 125 away from 310 × current first."),
            WrongFunction(lambda i: (310 * i - 125) / (1 - exp(0.16 * (310 * i - 125))), "The sign in the exponent is turned round: it is minus 0.16 times x."),
            WrongFunction(lambda i: (310 * i - 125) / (1 - exp(-0.16 * i)), "The exponent needs x, not the current."),
        ),
        hints=("Compute x on a line of its own.", "x / (1 - np.exp(-0.16 * x))"),
        solution=lambda: (
            "def firing(current_na):\n"
            f"    x = {_GAIN:g} * current_na - {_THRESHOLD:g}\n"
            f"    return x / (1 - np.exp(-{_CURVATURE:g} * x))"
        ),
        remark=lambda: (
            f"At {_THRESHOLD / _GAIN:.3f} nA x is zero; there the limit is 1 / {_CURVATURE:g} = {1 / _CURVATURE:.2f} Hz."
        ),
    ),
    NumberExercise(
        id="05.implied-n",
        prompt=f"A paper with {quantity('c13-rise').n} participants prints a correlation of {minus(_R)} with p = {_P:g} and does not say how many people stand behind it. Which number fits best (two-sided)?",
        unit="people",
        answer=implied_people,
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: float(quantity("c13-rise").n), f"With all of them p would be {p_value(_R, int(quantity('c13-rise').n)):.3f}, far below {_P:g}. Fewer people must stand behind it."),
            Mistake(lambda: implied_people() - 2, "Those are the degrees of freedom, n − 2. Add the two back."),
            Mistake(lambda: implied_people(sides=1), "That fits a one-sided test. Printed p values of correlations are two-sided unless said otherwise."),
            *map(_another_number, _OTHER_PEOPLE),
        ),
        hints=(
            "Change n in the cell above until the p value comes nearest to the printed one.",
            "Fewer people, larger p. Try between 10 and 20.",
        ),
        solution=lambda: (
            f"{implied_people()} people give p = {p_value(_R, implied_people()):.3f}; {implied_people() - 1} give "
            f"{p_value(_R, implied_people() - 1):.3f} and {quantity('c13-rise').n} give "
            f"{p_value(_R, int(quantity('c13-rise').n)):.3f}. A third of the participants seem to be missing from this "
            "result. That need not be wrong, but a reader should be told."
        ),
    ),
    ChoiceExercise(
        id="05.gamma",
        prompt="Volunteers get ketamine, and fast brain waves (gamma) grow. What follows about glutamate at their synapses?",
        options=(
            Option("It rose: cells that make gamma release glutamate.", False,
                   "In the network that spikes gamma also depends on inhibition, and in rats it rose while cells fired less."),
            Option("Nothing certain: in rats gamma rose while cells fired less.", True,
                   "Yes, and a drug that helps the receptor along raises gamma too. Gamma shows that the drug reached the brain. It is no meter of glutamate, nor of block."),
            Option("It fell: interneurons make gamma, so they must have fired more.", False,
                   "In the network gamma grew while interneurons fired less."),
            Option("It stayed the same: the block was complete, so it had no way to act.", False,
                   "In the stored runs gamma is largest at a partial block and a little smaller with none of these receptors left."),
        ),
        hints=("Look at the stored runs under “More: never trust one run”: what do gamma, pyramidal cells and interneurons do between 0.1 and 0 mS/cm²?",),
        solution=lambda: (
            f"D-cycloserine, {quantity('gamma-cycloserine-dose').midpoint:g} mg, raised fast waves in "
            f"{quantity('gamma-cycloserine-dose').n} men, and it is no blocker. A marker of a drug is not a meter of its mechanism."
        ),
    ),
    ChoiceExercise(
        id="05.reset",
        prompt="Patients' brain links look like those of healthy people on day 2 after ketamine, and as before by about day 10. Healthy people, given the same drug, move away from the healthy pattern. Best reading?",
        options=(
            Option("The drug resets the brain, and the reset lasts for about a week.", False,
                   "A reset would bring everyone to one state. Healthy people moved the other way."),
            Option("The drug does nothing to brain links: by day 10 all was as before.", False,
                   "Something was seen on day 2, with a placebo for comparison. It did not last, and it had no single direction."),
            Option("The links cause depression, since they changed when mood changed.", False,
                   "In a study of 51 people the change of links did not go with how much patients improved."),
            Option("The drug shifts links for some days; if that helps mood is open.", True,
                   "Yes. That says what was seen and leaves open what was not. A study that follows both, with a placebo, could tell."),
        ),
        hints=("What would “reset” predict for people who were well to begin with?",),
        solution=lambda: (
            f"Back by about day {quantity('reset-back-by').midpoint:g} ({quantity('reset-back-by').n} people); opposite directions in "
            f"patients and healthy people ({quantity('reset-healthy').n} people); no link to improvement ({quantity('meg-no-link').n} people)."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
