"""Exercises of lesson 06, BDNF. Every answer is computed from the tables and models."""

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.tables import quantity
from ketabrain.topics.bdnf.blood_bdnf import lysis_that_fakes
from ketabrain.topics.bdnf.protein_mass import part, residue_masses_da, sequence_mass_da, water_mass_da

FAKED_RISE_PERCENT = 30

_IN_PLATELETS_PERCENT = quantity("bdnf-platelets").midpoint
_IN_PLASMA_PERCENT = 100 - _IN_PLATELETS_PERCENT
_MASSES = residue_masses_da()
_WATER = water_mass_da()


def _residues(chain: str) -> float:
    return sum(_MASSES[letter] for letter in chain)


def lysis_percent(rise_percent: float = FAKED_RISE_PERCENT) -> float:
    """The share of platelets (%) whose bursting looks like such a rise."""
    return 100 * lysis_that_fakes(rise_percent / 100, _IN_PLATELETS_PERCENT / 100)


EXERCISES = (
    CodeExercise(
        id="06.mass",
        prompt="mass_da(chain) returns the mass in dalton of a chain of amino acids: the masses of its residues, and one water for the two ends.",
        reference=sequence_mass_da,
        arguments=(("E",), ("GG",), ("HSDPARRGEL",), ("KRGR",)),
        tolerance=0.0001,
        mistakes=(
            WrongFunction(_residues, "The two ends are missing: add one water for the whole chain."),
            WrongFunction(lambda chain: _residues(chain) + _WATER * len(chain), "One water leaves at every bond between two amino acids. Only one is left for the whole chain, not one for each residue."),
            WrongFunction(lambda chain: _residues(chain) - _WATER, "The water of the two ends is added, not taken away: residue masses are what is left after water has gone."),
            WrongFunction(lambda chain: _residues("".join(set(chain))) + _WATER, "Each letter counts as often as it stands in the chain."),
        ),
        hints=("Go through the letters of the chain one by one.", "sum(residue_mass[letter] for letter in chain) + water"),
        solution=lambda: (
            "from ketabrain.topics.bdnf import protein_mass\n\n"
            "residue_mass, water = protein_mass.residue_masses_da(), protein_mass.water_mass_da()\n\n\n"
            "def mass_da(chain):\n"
            "    return sum(residue_mass[letter] for letter in chain) + water"
        ),
        remark=lambda: (
            f"Mature BDNF comes to {sequence_mass_da(part('mature BDNF').sequence):,.0f} dalton; glutamate, the single letter E, to {sequence_mass_da('E'):.1f}."
        ),
    ),
    NumberExercise(
        id="06.lysis",
        prompt=f"{_IN_PLATELETS_PERCENT:g}% of the BDNF in a tube of blood sits in platelets. What share of the platelets must burst before the test so that plasma seems to hold {FAKED_RISE_PERCENT}% more BDNF than it does?",
        unit="%",
        answer=lysis_percent,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: FAKED_RISE_PERCENT, "That would be the share if all BDNF were in plasma. Plasma holds only the small rest."),
            Mistake(lambda: lysis_percent() / 100, "That is a share between 0 and 1. Give it in per cent."),
            Mistake(lambda: lysis_percent(100 + FAKED_RISE_PERCENT), "That brings in all that the test then finds. Only the extra part has to come from platelets."),
            Mistake(lambda: 100 / _IN_PLATELETS_PERCENT, "So many would bring in as much as plasma holds, a rise of 100%. Only a part of that is needed."),
        ),
        hints=(
            "Say the blood holds 100 parts of BDNF. How many are in plasma, how many in platelets?",
            f"Plasma holds {_IN_PLASMA_PERCENT:g} part and needs {FAKED_RISE_PERCENT / 100 * _IN_PLASMA_PERCENT:g} of a part more, out of {_IN_PLATELETS_PERCENT:g}.",
        ),
        solution=lambda: (
            f"Plasma holds {_IN_PLASMA_PERCENT:g} part of 100 and needs {FAKED_RISE_PERCENT / 100 * _IN_PLASMA_PERCENT:g} of a part more. "
            f"Platelets hold {_IN_PLATELETS_PERCENT:g}, so {FAKED_RISE_PERCENT / 100 * _IN_PLASMA_PERCENT:g} / {_IN_PLATELETS_PERCENT:g} = "
            f"{lysis_percent():.2f}% of them will do. How blood was drawn, cooled and spun can matter more than the drug."
        ),
    ),
    ChoiceExercise(
        id="06.memantine",
        prompt="Memantine blocks the same channel as ketamine. At normal magnesium it leaves BDNF as it is, does not act like an antidepressant in mice, and has not helped patients in trials. At the levels of patients it blocks the commonest receptors little. What follows for “because the receptor is blocked, the brain makes more BDNF”?",
        options=(
            Option("It speaks against “because”, though weakly: it blocks less.", True,
                   "Yes. How much, where and when a drug blocks may matter. Those who proposed the pathway say so themselves: memantine spares the receptor at rest."),
            Option("Nothing follows, since memantine is quite another drug.", False,
                   "Both sit in the same channel, so it is a test of block, though a weak one."),
            Option("BDNF plays no part, since memantine leaves it unchanged.", False,
                   "That does not follow. A drug that leaves BDNF alone and does not help fits a part for BDNF."),
            Option("Ketamine does not act on this receptor, or both would help.", False,
                   "It does: lesson 04 shows it in the pore. The question is what comes after."),
        ),
        hints=("Which step of the pathway does memantine leave out?",),
        solution=lambda: (
            "The word “because” in the claim is too strong. A better one: when ketamine blocks receptors that are at rest, "
            "cells of mice make more BDNF; memantine, at levels that block less, does not do that."
        ),
    ),
    ChoiceExercise(
        id="06.blood",
        prompt="A clinic reports: two hours after ketamine, BDNF in the plasma of 20 patients was up by 40%. There was no control group, and how the blood was handled is not said. Best reading?",
        options=(
            Option("Their brains made 40% more BDNF, and it went into the blood.", False,
                   "Nearly all BDNF in blood comes out of platelets, which do not enter the brain."),
            Option("The number is made up: nobody can measure so small a change.", False,
                   "It may well have been measured. The trouble lies in what it can mean."),
            Option("The reading rose; a few burst platelets in a thousand do it.", True,
                   "Yes, so it says little about the brain. A control group treated and sampled in the same way would help; it would still be blood."),
            Option("The patients got better because their BDNF had risen so much.", False,
                   "In some studies patients got better while blood BDNF did not change at all."),
        ),
        hints=("Use the tube of 5.1: which share of burst platelets gives a reading of × 1.4?",),
        solution=lambda: f"{lysis_percent(40):.1f}% of the platelets, or {10 * lysis_percent(40):.0f} in a thousand, are enough.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
