"""Exercises of lesson 04, The blocked channel. Every answer is computed from the tables and models."""

from math import exp, log, sqrt

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.tables import quantity
from ketabrain.topics.channel.channel_block import FORMS, HELD_AT_MV, block, ic50_um, racemate_ki_um
from ketabrain.topics.channel.trapping import Blocker, blocker
from ketabrain.topics.shared.binding import constant
from ketabrain.topics.shared.magnesium_block import RT_OVER_F_MV

CONCENTRATION_UM = 1.0
ONSET_UM = 3.0


def _blocked_percent() -> float:
    return 100 * float(block(CONCENTRATION_UM, ic50_um(HELD_AT_MV)))


def _ketamine() -> Blocker:
    return blocker("ketamine")


def _ki(form: str) -> float:
    return constant(FORMS[form])


_IC50, _HILL, _DELTA = (constant(f"gilling2009-ketamine-{name}") for name in ("ic50", "hill", "delta"))
_PULL = f"(0.5 / {_ki('S-ketamine'):g} + 0.5 / {_ki('R-ketamine'):g})"
"""What both halves of the mixture, at their Ki, do per µM."""

EXERCISES = (
    NumberExercise(
        id="04.blocked",
        prompt=f"What percentage of the current does {CONCENTRATION_UM:g} µM ketamine block at −{-HELD_AT_MV:g} mV without magnesium (IC50 {_IC50:g} µM, Hill coefficient n = {_HILL:g})? The share is 1 / (1 + (IC50 / C)^n).",
        unit="%",
        answer=_blocked_percent,
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: 100 - _blocked_percent(), "That is the current that is left, or IC50 and concentration are swapped. The question asks for what is blocked."),
            Mistake(lambda: 100 / (1 + ic50_um(HELD_AT_MV) / CONCENTRATION_UM), f"You left out the Hill coefficient: raise IC50 / C to the power {_HILL:g}."),
            Mistake(lambda: 100 / (1 + _HILL * ic50_um(HELD_AT_MV) / CONCENTRATION_UM), "The Hill coefficient is a power, not a factor."),
        ),
        hints=(
            "With C = 1 µM the fraction IC50 / C is the IC50 itself. Raise it to the power n.",
            f"{_IC50:g}^{_HILL:g} = {_IC50**_HILL:.3f}.",
        ),
        solution=lambda: (
            f"1 / (1 + {_IC50:g}^{_HILL:g}) = 1 / (1 + {_IC50**_HILL:.3f}) = {_blocked_percent() / 100:.3f}, so "
            f"{_blocked_percent():.0f}%. A textbook that says “about half at 1 µM” is right, for this voltage and without magnesium."
        ),
    ),
    CodeExercise(
        id="04.woodhull",
        prompt=f"ic50_at(voltage_mv) returns the IC50 in µM without magnesium. At −70 mV it is {_IC50:g} µM. For every {RT_OVER_F_MV:g} / {_DELTA:g} mV that the cell is less negative it is multiplied by e, which is np.exp(1).",
        reference=lambda voltage_mv: ic50_um(voltage_mv),
        arguments=((-70.0,), (-40.0,), (0.0,), (-90.0,), (30.0,)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda v: 0.71 * exp(0.79 * v / 25.4), "The 0.71 µM belong to −70 mV: count the voltage from there (V + 70)."),
            WrongFunction(lambda v: 0.71 * exp(-0.79 * (v + 70) / 25.4), "Turned round: a less negative cell pulls the charged drug less, so more is needed."),
            WrongFunction(lambda v: 0.71 * exp((v + 70) / 25.4), "The drug feels only 0.79 of the voltage; that factor is missing."),
            WrongFunction(lambda v: 0.71 * 10 ** (0.79 * (v + 70) / 25.4), "That is a power of ten; a power of e is np.exp(…)."),
        ),
        hints=(
            "How many steps of 25.4 / 0.79 mV lie between −70 mV and the voltage?",
            "Multiply 0.71 by e to the power of 0.79 * (voltage_mv + 70) / 25.4.",
        ),
        solution=lambda: (
            "def ic50_at(voltage_mv):\n"
            f"    return 0.71 * np.exp(0.79 * (voltage_mv + 70) / {RT_OVER_F_MV})"
        ),
        remark=lambda: f"At 0 mV that gives {ic50_um(0):.1f} µM.",
    ),
    NumberExercise(
        id="04.onset",
        prompt=f"Ketamine enters open channels at a rate k_on × C, with k_on {_ketamine().k_on:.2f} per µM per second, and leaves them at the rate k_off, {_ketamine().k_off:g} per second. Block settles at the sum of both. How long is its time constant, one over that sum, for C = {ONSET_UM:g} µM?",
        unit="s",
        answer=lambda: _ketamine().onset_s(ONSET_UM),
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 1 / (_ketamine().k_on * ONSET_UM), "You left out the drug that leaves: block settles at k_on · C + k_off."),
            Mistake(lambda: 1 / _ketamine().k_off, "That is how fast it leaves when the bath is clean. Arriving drug settles faster."),
            Mistake(lambda: log(2) * _ketamine().onset_s(ONSET_UM), "That is the half-time. The time constant is longer by a factor of 1.44."),
            Mistake(lambda: 1 / _ketamine().onset_s(ONSET_UM), "That is the rate in 1/s. The time constant is one over it."),
        ),
        invites=("half-life",),
        hints=("First the sum: k_on · C + k_off.", "Then one over it."),
        solution=lambda: (
            f"1 / ({_ketamine().k_on:.2f} × {ONSET_UM:g} + {_ketamine().k_off:g}) = "
            f"{_ketamine().onset_s(ONSET_UM):.2f} s, under lasting glutamate. "
            "With short pulses it takes longer: only open channels take part."
        ),
    ),
    NumberExercise(
        id="04.racemate",
        prompt=f"S-ketamine has a Ki of {_ki('S-ketamine'):g} µM, R-ketamine {_ki('R-ketamine'):g} µM. Which Ki should the half-and-half mixture have if both compete for one site?",
        unit="µM",
        answer=racemate_ki_um,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: (_ki("S-ketamine") + _ki("R-ketamine")) / 2, "The plain mean is too weak: affinities add as 1/Ki, so the tight form counts more."),
            Mistake(lambda: sqrt(_ki("S-ketamine") * _ki("R-ketamine")), "That is the geometric mean. Add the pull of each form: 0.5 / Ki."),
            Mistake(lambda: racemate_ki_um() / 2, "You added 1/Ki of both in full. Only half of the mixture is S, and half is R."),
        ),
        hints=(
            "In 1 µM of mixture there are 0.5 µM of each form.",
            f"At half filling, C · {_PULL} = 1. Solve for C.",
        ),
        solution=lambda: (
            f"1 / {_PULL} = {racemate_ki_um():.2f} µM. Laboratories that measured the mixture itself "
            f"found from {quantity('ki-spread').lower:.2g} to {quantity('ki-spread').upper:g} µM, a very wide range."
        ),
    ),
    ChoiceExercise(
        id="04.magnesium",
        prompt="A laboratory adds magnesium at −70 mV and finds that ketamine needs a far higher concentration to block half of the remaining current. Best reading?",
        options=(
            Option("Magnesium destroys ketamine, so it takes more of it.", False,
                   "Nothing happens to the drug. Both want the same narrow place."),
            Option("Ketamine cannot matter in the brain, which has magnesium.", False,
                   "At −70 mV hardly any current is left to block. When a cell is depolarised the plug leaves, and ketamine gets in."),
            Option("Both compete for the pore, and it counts who wins in use.", True,
                   "Yes: what matters is block while the channel works. The competition is an assumption of this lesson: ketamine was measured in magnesium, but those numbers we have not seen."),
            Option("One of the two is wrong: the IC50 belongs to the drug only.", False,
                   "An IC50 belongs to a drug and to its conditions: voltage, magnesium, subunits, open or closed."),
        ),
        hints=("How many channels are free of magnesium at −70 mV? And at −20 mV?",),
        solution=lambda: (
            f"With 1 mM magnesium the model asks for {ic50_um(-70, 1):.0f} µM at −70 mV and {ic50_um(-20, 1):.0f} µM at "
            f"−20 mV, against {ic50_um(-70):.2f} and {ic50_um(-20):.1f} µM without. Near rest most of the block is "
            "magnesium's, though the model overstates it there: see 5.2."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
