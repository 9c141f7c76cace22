"""Published levels and areas in plasma beside what the matching model predicts for them.

Arterial samples meet the arterial model, or for norketamine the second one; venous ones meet the venous model, sprays
and drinks of esketamine the spray model, and the mixed drug by mouth a model of its own. Where nobody says which blood
was drawn after a dose into a vein, both are shown. Samples of the first MIXING_MIN minutes are left out, for these
models take blood as mixed. Isomers are taken to behave alike: S or R from a racemate is half of the dose. Weight is
70 kg.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.numerals import brief
from ketabrain.engine.stats.fold_error import FoldErrors, fold_errors
from ketabrain.topics.shared.further_models import arterial_with_metabolites, racemate_by_mouth
from ketabrain.topics.shared.pharmacokinetics import (
    MIXING_MIN,
    PKModel,
    Regimen,
    arterial_iv,
    simulate,
    spray_or_oral,
    venous_iv,
)

WEIGHT_KG = 70.0
_SAME_DATA = {("iv", "kamp2020b"), ("oral", "yanagihara2003")}
"""Routes and sources whose data, or whose laboratory, had a part in the matching model."""
_SUBSTANCES = {
    "ketamine": "ketamine",
    "S-ketamine": "ketamine",
    "R-ketamine": "ketamine",
    "norketamine": "norketamine",
    "S-norketamine": "norketamine",
    "R-norketamine": "norketamine",
}
"""What the laboratory measured, and the name of it in the models."""
_MIXED = {"ketamine", "norketamine"}
_DAY_H = 24.0


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """Some rows of `comparable_levels`, and how far each prediction misses, in their order."""

    levels: pd.DataFrame
    errors: FoldErrors

    @property
    def worst(self) -> int:
        """Place of the largest miss."""
        return int(self.errors.folds.argmax())


def misfit(levels: pd.DataFrame) -> Misfit:
    """Compare rows of `comparable_levels`. Raises ValueError if there is none.

    >>> found = misfit(comparable_levels())
    >>> bool(found.errors.geometric_mean_fold_error < found.errors.folds[found.worst])
    True
    """
    rows = levels.reset_index(drop=True)
    return Misfit(levels=rows, errors=fold_errors(rows["predicted"], rows["measured"]))


def comparable_levels() -> pd.DataFrame:
    """Every measured level or area of ketamine and norketamine whose dose is known and whose route a model knows.

    Columns: study, dose, route, substance ("ketamine" or "norketamine", whatever the isomer), measure
    ("concentration", "peak" or "area"), blood (as stated, or "artery?" and "vein?" in two rows), minutes (after the
    start; empty for a peak), measured and predicted (ng/mL; ng h/mL for an area), fold (predicted / measured),
    independent (bool: from data that did not build the model).
    """
    levels = tables.load("plasma_concentrations")
    wanted = (
        levels["analyte"].isin(_SUBSTANCES)
        & levels["measure"].isin(["concentration", "peak", "area"])
        & levels["role"].isin(["measured", "digitised curve"])
        & levels["value"].notna()
        & ~levels["suspect"]
    )
    regimens = tables.load("regimens")
    rows = []
    for level in levels[wanted].to_dict("records"):
        steps = regimens[regimens["regimen"] == level["regimen"]].to_dict("records")
        for blood in _bloods(level["blood"], steps[0]["route"]):
            predicted = predict_level(
                analyte=level["analyte"],
                blood=blood,
                time_min=level["time_min"],
                steps=steps,
                measure=level["measure"],
            )
            if predicted is not None:
                rows.append(
                    {
                        "study": brief(tables.references()[level["source"]].short),
                        "dose": steps[0]["description"],
                        "route": steps[0]["route"],
                        "substance": _SUBSTANCES[level["analyte"]],
                        "measure": level["measure"],
                        "blood": blood,
                        "minutes": level["time_min"],
                        "measured": level["value"],
                        "predicted": predicted,
                        "fold": predicted / level["value"],
                        "independent": (steps[0]["route"], level["source"]) not in _SAME_DATA,
                    }
                )
    return pd.DataFrame(rows)


def predict_level(
    *, analyte: str, blood: str, time_min: float, steps: list[dict[str, Any]], measure: str = "concentration"
) -> float | None:
    """What the matching model gives for an analyte after the `steps` of a regimen (rows of that table).

    `analyte`, `blood` and `measure` are as in plasma_concentrations; the blood may also be "artery?" or "vein?".
    A concentration (ng/mL) at `time_min`, or at the highest point where no time is known or the door is nose or mouth;
    the highest point for a peak of norketamine; an area (ng h/mL) up to `time_min`, or over a day. None where no model
    knows the route or the analyte, where a dose, a duration or the time of a first sample is missing, and for samples
    of the first MIXING_MIN minutes.
    """
    route, substance = steps[0]["route"], _SUBSTANCES[analyte]
    doses_mg = [_dose_mg(step) for step in steps]
    model = _model(route, blood, steps[0]["drug"], substance)
    unknown = [*doses_mg, *(step["duration_min"] for step in steps if route == "iv")]
    if model is None or np.isnan(unknown).any():
        return None
    share = 0.5 if steps[0]["drug"] == "racemate" and analyte not in _MIXED else 1.0
    regimens = [
        Regimen(route, share * dose, step["duration_min"] / 60 if route == "iv" else 0.0, step["start_min"] / 60)
        for step, dose in zip(steps, doses_mg, strict=True)
    ]
    if measure == "area":
        hours = _DAY_H if np.isnan(time_min) else time_min / 60
        return simulate(model, regimens, np.linspace(0, hours, 1441)).area(substance)
    if route != "iv" or (measure == "peak" and substance == "norketamine"):
        return float(simulate(model, regimens, np.linspace(0, _DAY_H, 1441)).concentrations[substance].max())
    end_h = max(regimen.start_h + regimen.duration_h for regimen in regimens)
    hours = end_h if np.isnan(time_min) else time_min / 60
    if 60 * hours <= MIXING_MIN:
        return None
    return float(simulate(model, regimens, np.array([0.0, hours])).concentrations[substance][-1])


def _bloods(stated: str, route: str) -> tuple[str, ...]:
    """The bloods to predict for: both where a dose went into a vein and nobody says which was drawn."""
    return ("artery?", "vein?") if route == "iv" and stated == "not stated" else (stated,)


def _model(route: str, blood: str, drug: str, substance: str) -> PKModel | None:
    if route == "iv" and blood in ("arterial", "artery?"):
        return arterial_iv(WEIGHT_KG) if substance == "ketamine" else arterial_with_metabolites(WEIGHT_KG)
    if route == "iv":
        return venous_iv(WEIGHT_KG)
    if route == "oral" and drug == "racemate":
        return racemate_by_mouth(WEIGHT_KG)
    return spray_or_oral() if route in ("nasal", "oral") else None


def _dose_mg(step: dict[str, Any]) -> float:
    fixed: float = step["dose_mg"]
    return step["dose_mg_per_kg"] * WEIGHT_KG if np.isnan(fixed) else fixed
