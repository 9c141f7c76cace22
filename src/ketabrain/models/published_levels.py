"""Published plasma concentrations beside what the matching model predicts for them.

Arterial samples meet the arterial model, venous ones (and those whose blood is not stated) the venous model, sprays and
drinks the spray model. Isomers are taken to behave alike: S or R from a racemate is half of the dose. Weight is 70 kg.
"""

import numpy as np
import pandas as pd

from ketabrain import tables
from ketabrain.models.pharmacokinetics import PKModel, Regimen, arterial_iv, simulate, spray_or_oral, venous_iv

WEIGHT_KG = 70.0
_SAME_LABORATORY = {"kamp2020b"}
"""Sources from the laboratory that built the model; their data may have been part of its fit."""


def comparable_levels() -> pd.DataFrame:
    """Every measured level of the drug itself for which the dose is known and a model knows the route.

    Columns: study, dose, route, blood, minutes (after the start; empty for a peak), measured and predicted (ng/mL), fold
    (predicted / measured), independent (bool: from data that did not build the model).
    """
    levels = tables.load("plasma_concentrations")
    wanted = (
        levels["analyte"].isin(["ketamine", "S-ketamine", "R-ketamine"])
        & levels["measure"].isin(["concentration", "peak"])
        & (levels["role"] != "model output")
        & (levels["unit"] == "ng/mL")
        & levels["value"].notna()
    )
    regimens = tables.load("regimens")
    rows = []
    for level in levels[wanted].itertuples():
        steps = regimens[regimens["regimen"] == level.regimen]
        route, drug = steps["route"].iloc[0], steps["drug"].iloc[0]
        predicted = _predict(level, steps, _model(route, level.blood), drug)
        if predicted is not None:
            rows.append(
                {
                    "study": tables.references()[level.source].short,
                    "dose": steps["description"].iloc[0],
                    "route": route,
                    "blood": level.blood,
                    "minutes": level.time_min,
                    "measured": level.value,
                    "predicted": predicted,
                    "fold": predicted / level.value,
                    "independent": level.source not in _SAME_LABORATORY,
                }
            )
    return pd.DataFrame(rows)


def _model(route: str, blood: str) -> PKModel | None:
    if route == "iv":
        return arterial_iv(WEIGHT_KG) if blood == "arterial" else venous_iv(WEIGHT_KG)
    return spray_or_oral() if route in ("nasal", "oral") else None


def _predict(level, steps: pd.DataFrame, model: PKModel | None, drug: str) -> float | None:
    """Predicted concentration, or None where no model, no dose or no time is known."""
    doses_mg = steps["dose_mg"].fillna(steps["dose_mg_per_kg"] * WEIGHT_KG)
    if model is None or doses_mg.isna().any():
        return None
    share = 0.5 if drug == "racemate" and level.analyte != "ketamine" else 1.0
    regimens = [
        Regimen(step.route, share * dose, step.duration_min / 60 if step.route == "iv" else 0.0, step.start_min / 60)
        for step, dose in zip(steps.itertuples(), doses_mg, strict=True)
    ]
    end_h = max(regimen.start_h + regimen.duration_h for regimen in regimens)
    if regimens[0].route == "iv" and (end_h > 0 or not np.isnan(level.time_min)):
        hours = end_h if np.isnan(level.time_min) else level.time_min / 60
        return float(simulate(model, regimens, np.array([0.0, hours])).ketamine[-1])
    if regimens[0].route == "iv":
        return None  # the peak of an injection depends on when the first sample was drawn
    return simulate(model, regimens, np.linspace(0, 24, 1441)).peak
