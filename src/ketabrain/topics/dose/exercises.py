"""Exercises of lesson 02, Getting into the brain. Every answer is computed from the tables and models."""

from math import exp

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.topics.shared.half_life import share_left
from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate

LEVEL_NG_PER_ML = 250.0
SALT_MG = 50.0
DRIP_H = 40 / 60


def _base_weight() -> float:
    return tables.quantity("molecular-weight-base").midpoint


def _salt_weight() -> float:
    return tables.quantity("molecular-weight-hydrochloride").midpoint


def _micromolar() -> float:
    return LEVEL_NG_PER_ML / _base_weight()


def _base_mg() -> float:
    return SALT_MG * _base_weight() / _salt_weight()


def _peak(dose_mg: float) -> float:
    return simulate(arterial_iv(), [Regimen("iv", dose_mg, DRIP_H)], np.linspace(0, 4, 241)).peak


def _dose_for_peak(target_ng_per_ml: float) -> float:
    return target_ng_per_ml * 10 / _peak(10)


EXERCISES = (
    NumberExercise(
        id="02.micromolar",
        prompt=f"{LEVEL_NG_PER_ML:g} ng/mL of ketamine base is how many µM? One mole of the base weighs {_base_weight():g} g.",
        unit="µM",
        answer=_micromolar,
        tolerance=0.03,
        invites=("salt",),
        mistakes=(
            Mistake(lambda: LEVEL_NG_PER_ML / _salt_weight(), "That uses the weight of the salt; plasma levels are given as base."),
            Mistake(lambda: LEVEL_NG_PER_ML * _base_weight() / 1000, "You multiplied by the molecular weight; to go from grams to moles, divide."),
        ),
        hints=(
            "1 ng/mL is the same as 1 µg/L.",
            "Divide the micrograms in a litre by the molecular weight in g/mol: that gives µmol in a litre, which is µM.",
        ),
        solution=lambda: (
            f"{LEVEL_NG_PER_ML:g} ng/mL = {LEVEL_NG_PER_ML:g} µg/L. Divided by {_base_weight():g} g/mol that is {_micromolar():.2f} µM. "
            "So 1 µM is about 238 ng/mL, a number worth remembering."
        ),
    ),
    NumberExercise(
        id="02.base",
        prompt=f"{SALT_MG:g} mg of esketamine hydrochloride holds how much esketamine base? One mole of the salt weighs {_salt_weight():g} g and holds one mole of base, {_base_weight():g} g.",
        unit="mg",
        answer=_base_mg,
        tolerance=0.01,
        invites=("salt",),
        mistakes=(
            Mistake(lambda: SALT_MG, "That is the weight of the salt itself. Part of it is hydrochloride, not drug."),
            Mistake(lambda: SALT_MG * _salt_weight() / _base_weight(), "Turned round: the base is lighter than the salt that holds it."),
        ),
        hints=(
            "Which share of the salt's weight is base?",
            "Multiply the milligrams of salt by base weight over salt weight.",
        ),
        solution=lambda: (
            f"{SALT_MG:g} × {_base_weight():g} / {_salt_weight():g} = {_base_mg():.1f} mg. "
            "One spray device holds 32.3 mg of salt, which is the 28 mg of base on its label."
        ),
    ),
    CodeExercise(
        id="02.share-left",
        prompt="share_left(hours, half_life_h) returns the share of drug left, between 0 and 1.",
        reference=share_left,
        invites=("half-life", "logarithm"),
        arguments=((0.0, 2.5), (2.5, 2.5), (5.0, 2.5), (1.0, 13 / 60), (24.0, 7.0)),
        tolerance=0.01,
        mistakes=(
            WrongFunction(lambda t, h: exp(-t / h), "That is exp(-t / half-life): ln 2 is missing. After one half-life it leaves 37%, not 50%."),
            WrongFunction(lambda t, h: 10 ** (-t / h), "That falls tenfold in each half-life. Half means base 2."),
            WrongFunction(lambda t, h: 1 - 0.5 ** (t / h), "That is the share that has gone. What is left is the rest."),
            WrongFunction(lambda t, h: max(0.0, 1 - t / (2 * h)), "That is a straight line. Each half-life halves what is left, so the curve bends."),
            WrongFunction(lambda t, h: 0.5 ** (h / t) if t else 1.0, "Time and half-life are swapped in the exponent."),
        ),
        hints=(
            "After one half-life 0.5 is left, after two 0.5 × 0.5. What is the exponent after t hours?",
            "How many half-lives fit into the hours? Raise 0.5 to that number.",
        ),
        solution=lambda: "def share_left(hours, half_life_h):\n    return 0.5 ** (hours / half_life_h)",
    ),
    CodeExercise(
        id="02.dose-for-peak",
        prompt="dose_for_peak(target_ng_per_ml) returns the dose in mg that gives a person of 70 kg that arterial peak, by a drip of 40 minutes.",
        reference=_dose_for_peak,
        invites=("weight",),
        arguments=((150.0,), (100.0,), (250.0,)),
        tolerance=0.02,
        mistakes=(
            WrongFunction(lambda target: target / _peak(10), "You have the factor, but a run with 10 mg needs to be multiplied by 10 mg."),
            WrongFunction(lambda target: 10 * _peak(10) / target, "Turned round: a higher target needs more drug, not less."),
            WrongFunction(lambda target: _dose_for_peak(target) / 70, "That is mg per kilogram; the question asks for mg."),
        ),
        hints=(
            "The model is linear: twice the dose gives twice the peak. course.peak is the peak after 10 mg.",
            "Scale 10 mg by target over peak.",
        ),
        solution=lambda: (
            "def dose_for_peak(target_ng_per_ml):\n"
            "    drip = pharmacokinetics.Regimen(\"iv\", 10, 40 / 60)\n"
            "    course = pharmacokinetics.simulate(pharmacokinetics.arterial_iv(), [drip], hours)\n"
            "    return 10 * target_ng_per_ml / course.peak"
        ),
        remark=lambda: (
            f"For 150 ng/mL that is {_dose_for_peak(150):.1f} mg, or {_dose_for_peak(150) / 70:.2f} mg/kg."
        ),
    ),
    ChoiceExercise(
        id="02.two-papers",
        prompt="Two papers give the same drip. One reports a peak of 250 ng/mL, the other one of 160. What do you do first?",
        options=(
            Option("Take the mean of the two, about 205 ng/mL, as the best guess.", False,
                   "The mean of an arterial and a venous level is the level of no blood at all."),
            Option("Ask which blood was drawn: arteries run higher in a drip.", True,
                   "Yes. The two models differ by as much as the two papers do. Ask about weight, isomer and assay as well."),
            Option("Look for the mistake that one laboratory must have made.", False,
                   "It may have made one, but a factor of about 1.6 needs no mistake: change “Blood from” in 4.1."),
            Option("Suspect that the first paper gave more than it tells us.", False,
                   "Nothing points to that. First compare what was measured, and where."),
        ),
        hints=("Change “Blood from” in 4.1 and nothing else.",),
        solution=lambda: (
            f"With 0.5 mg/kg over 40 min the arterial model peaks at {_peak(35):.0f} ng/mL; the venous one near 160. "
            "A published peak needs its blood, its weight, its isomer and its assay before it can be compared."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
