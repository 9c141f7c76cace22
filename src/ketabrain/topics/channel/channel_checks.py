"""Published values beside what the channel models say for them.

The constants came from one study of human GluN1/GluN2A receptors (gilling2009) and the affinities of the forms from one
of rat cortex (ebert1997). What is compared here was measured elsewhere, except the rows marked as not independent.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

import pandas as pd
from scipy.optimize import brentq

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.stats.fold_error import FoldErrors, fold_errors
from ketabrain.topics.channel.channel_block import HELD_AT_MV, block, ic50_um, relative_ki
from ketabrain.topics.channel.trapping import KineticRates, blocker, channel, kept_share
from ketabrain.topics.shared.binding import constant


class ModelPart(StrEnum):
    """The part of the model that a comparison tests, as a learner reads it."""

    ALL = "all"
    DEPTH = "depth"
    SPEED = "speed"
    TRAPPING = "trapping"
    MIRROR_FORMS = "mirror forms"
    MAGNESIUM = "magnesium"


@dataclass(frozen=True)
class Check:
    """One value that a study measured and the model predicts, in `unit`; `part` is the part of the model it tests.

    `short` is its name on a picture that says the part.
    """

    name: str
    short: str
    part: ModelPart
    measured: float
    predicted: float
    unit: str
    source: str
    independent: bool = True


@dataclass(frozen=True)
class Checks:
    """Several checks, and their fold errors in the same order."""

    rows: tuple[Check, ...]

    @property
    def errors(self) -> FoldErrors:
        """Predicted against measured."""
        return fold_errors([row.predicted for row in self.rows], [row.measured for row in self.rows])

    @property
    def table(self) -> pd.DataFrame:
        """What to read: value, measured, predicted, unit, study."""
        known = tables.references()
        return pd.DataFrame(
            [(row.name, row.measured, row.predicted, row.unit, known[row.source].short) for row in self.rows],
            columns=["value", "measured", "predicted", "unit", "study"],
        )


@dataclass(frozen=True)
class PartChecks:
    """Every comparison, of which those of one `part` of the model are looked at; `published` with the printed rates."""

    part: ModelPart
    every: Checks
    published: Checks

    @property
    def chosen(self) -> Checks:
        """Those of the part."""
        return Checks(tuple(row for row in self.every.rows if self.part in (ModelPart.ALL, row.part)))


def checks_of_part(part: str) -> PartChecks:
    """Every comparison with matched and with published rates, and the part that is looked at. Raises ValueError.

    >>> found = checks_of_part(ModelPart.TRAPPING)
    >>> len(found.chosen.rows), len(found.every.rows)
    (2, 17)
    """
    return PartChecks(chosen(ModelPart, part), channel_checks(), channel_checks(KineticRates.PUBLISHED))


def channel_checks(rates: str = KineticRates.MATCHED, part: str = ModelPart.ALL) -> Checks:
    """Every comparison, or those of one ModelPart of the model, for rates that are one of trapping.KineticRates.

    Raises ValueError for an unknown part or other rates.

    >>> len(channel_checks(part=ModelPart.TRAPPING).rows)
    2
    """
    part = chosen(ModelPart, part)
    rows = (*_depth(), *_speed(rates), *_trapping(rates), *_mirror_forms(), *_magnesium())
    return Checks(tuple(row for row in rows if part in (ModelPart.ALL, row.part)))


def _depth() -> tuple[Check, ...]:
    def left_percent(concentration_um: float) -> float:
        return 100 * (1 - float(block(concentration_um, ic50_um(HELD_AT_MV))))

    def orser(what: str) -> float:
        return constant(f"orser1997-ketamine-{what}")

    attached, off = "open-probability-left-cell-attached", "open-probability-left-outside-out"
    neurons = 100 - constant("mealing1999-ketamine-inhibition")
    slices = 100 - tables.quantity("block-at-1um").midpoint
    return (
        Check(
            "left at 0.1 µM, on the cell",
            "0.1 µM, on cell",
            ModelPart.DEPTH,
            orser(f"{attached}-low"),
            left_percent(0.1),
            "%",
            "orser1997",
        ),
        Check(
            "left at 1 µM, on the cell",
            "1 µM, on cell",
            ModelPart.DEPTH,
            orser(attached),
            left_percent(1),
            "%",
            "orser1997",
        ),
        Check(
            "left at 1 µM, patch pulled off",
            "1 µM, patch",
            ModelPart.DEPTH,
            orser(off),
            left_percent(1),
            "%",
            "orser1997",
        ),
        Check(
            "left at 10 µM, patch pulled off",
            "10 µM, patch",
            ModelPart.DEPTH,
            orser(f"{off}-high"),
            left_percent(10),
            "%",
            "orser1997",
        ),
        Check(
            "left at 10 µM, cortical neurons",
            "10 µM, neurons",
            ModelPart.DEPTH,
            neurons,
            left_percent(10),
            "%",
            "mealing1999",
        ),
        Check(
            "left at 1 µM, slices (cited)",
            "1 µM, slices (cited)",
            ModelPart.DEPTH,
            slices,
            left_percent(1),
            "%",
            "gerhard2020",
        ),
    )


def _speed(rates: str) -> tuple[Check, ...]:
    memantine = blocker("memantine", rates)
    leaving = {
        flow.target: flow.rate_constant
        for flow in channel(blocker("ketamine", rates), 1.0, glutamate=True).flows
        if flow.source == "open"
    }
    shortened = 100 * leaving["closed"] / (leaving["closed"] + leaving["open_blocked"])
    open_time = constant("orser1997-ketamine-mean-open-time-left")
    onset, offset = log(2) * memantine.onset_s(10), log(2) / memantine.k_off
    same = "gilling2009"
    return (
        Check(
            "memantine 10 µM: half on after",
            "memantine, half on",
            ModelPart.SPEED,
            _half_time_s("onset"),
            onset,
            "s",
            same,
            independent=False,
        ),
        Check(
            "memantine: half off after",
            "memantine, half off",
            ModelPart.SPEED,
            _half_time_s("offset"),
            offset,
            "s",
            same,
            independent=False,
        ),
        Check(
            "opening time left at 1 µM", "opening time, 1 µM", ModelPart.SPEED, open_time, shortened, "%", "orser1997"
        ),
    )


def _trapping(rates: str) -> tuple[Check, ...]:
    def check(name: str) -> Check:
        measured = constant(f"mealing1999-{name}-trapped")
        kept = 100 * kept_share(blocker(name, rates), rest_s=120)
        return Check(
            f"{name} kept after 2 min of rest", f"{name}, 2 min", ModelPart.TRAPPING, measured, kept, "%", "mealing1999"
        )

    return (check("ketamine"), check("memantine"))


def _mirror_forms() -> tuple[Check, ...]:
    ratio = relative_ki("R-ketamine") / relative_ki("S-ketamine")
    s, r, mixture = (tables.quantity(f"eeg-{form}").midpoint for form in ("s", "r", "racemate"))
    together = 1 / (0.5 / s + 0.5 / r)
    norketamine = 1 / (0.5 / relative_ki("S-norketamine") + 0.5 / relative_ki("R-norketamine"))
    in_rats = constant("shaffer2014-norketamine-ic50") / constant("shaffer2014-ketamine-ic50")
    in_brain = constant("salat2015-norketamine-ki") / constant("salat2015-ketamine-ki")
    neurons = tables.quantity("potency-ratio-neurons").midpoint
    return (
        Check(
            "R ÷ S, neurons in a dish", "R ÷ S, neurons", ModelPart.MIRROR_FORMS, neurons, ratio, "times", "sinner2005"
        ),
        Check(
            "R ÷ S, brain waves of people",
            "R ÷ S, brain waves",
            ModelPart.MIRROR_FORMS,
            r / s,
            ratio,
            "times",
            "schuttler1987",
        ),
        Check(
            "mixture from S and R, people",
            "mixture, people",
            ModelPart.MIRROR_FORMS,
            mixture,
            together,
            "µg/mL",
            "schuttler1987",
        ),
        Check(
            "norketamine ÷ ketamine, living rats",
            "norketamine, rats",
            ModelPart.MIRROR_FORMS,
            in_rats,
            norketamine,
            "times",
            "shaffer2014",
        ),
        Check(
            "norketamine ÷ ketamine, rat brain",
            "norketamine, rat brain",
            ModelPart.MIRROR_FORMS,
            in_brain,
            norketamine,
            "times",
            "salat2015",
        ),
    )


def _magnesium() -> tuple[Check, ...]:
    """Memantine stands in: how far competition shifts a half-block depends on magnesium, not on the drug."""
    with_magnesium, without = (constant(f"otton2011-memantine-{mg}-mg") for mg in ("with", "without"))
    return (
        Check(
            "memantine, 1 mM Mg at −80 mV",
            "memantine, 1 mM",
            ModelPart.MAGNESIUM,
            with_magnesium / without,
            ic50_um(-80, 1) / ic50_um(-80),
            "times",
            "otton2011",
        ),
    )


def _half_time_s(direction: str) -> float:
    """When memantine's block is half on or off, from the two published exponentials ("onset" or "offset")."""
    row = f"gilling2009-memantine-{direction}"
    share = constant(f"{row}-fast-share") / 100
    fast, slow = constant(f"{row}-fast") / 1000, constant(f"{row}-slow") / 1000
    return float(brentq(lambda t: share * exp(-t / fast) + (1 - share) * exp(-t / slow) - 0.5, 0, 5 * slow))
