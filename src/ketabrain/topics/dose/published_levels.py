"""Published plasma concentrations beside what the matching model predicts for them.

Arterial samples meet the arterial model, venous ones (and those whose blood is not stated) the venous model, sprays and
drinks the spray model. Isomers are taken to behave alike: S or R from a racemate is half of the dose. Weight is 70 kg.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.stats.fold_error import FoldErrors, fold_errors
from ketabrain.topics.shared.pharmacokinetics import PKModel, Regimen, arterial_iv, simulate, spray_or_oral, venous_iv

WEIGHT_KG = 70.0
_SAME_LABORATORY = {"kamp2020b"}
"""Sources from the laboratory that built the model; their data may have been part of its fit."""


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
    """Every measured level of the drug itself for which the dose is known and a model knows the route.

    Columns: study, dose, route, blood, minutes (after the start; empty for a peak), measured and predicted (ng/mL),
    fold (predicted / measured), independent (bool: from data that did not build the model).
    """
    levels = tables.load("plasma_concentrations")
    wanted = (
        levels["analyte"].isin(["ketamine", "S-ketamine", "R-ketamine"])
        & levels["measure"].isin(["concentration", "peak"])
        & levels["role"].isin(["measured", "digitised curve"])
        & levels["value"].notna()
    )
    regimens = tables.load("regimens")
    rows = []
    for level in levels[wanted].to_dict("records"):
        steps = regimens[regimens["regimen"] == level["regimen"]].to_dict("records")
        predicted = predict_level(level["analyte"], level["blood"], level["time_min"], steps)
        if predicted is not None:
            rows.append(
                {
                    "study": tables.references()[level["source"]].short,
                    "dose": steps[0]["description"],
                    "route": steps[0]["route"],
                    "blood": level["blood"],
                    "minutes": level["time_min"],
                    "measured": level["value"],
                    "predicted": predicted,
                    "fold": predicted / level["value"],
                    "independent": level["source"] not in _SAME_LABORATORY,
                }
            )
    return pd.DataFrame(rows)


def predict_level(analyte: str, blood: str, time_min: float, steps: list[dict[str, Any]]) -> float | None:
    """Concentration (ng/mL) that the matching model gives after the `steps` of a regimen (rows of that table).

    At `time_min`, or at the highest point where no time is known or the door is nose or mouth. None where no model
    knows the route, or a dose, a duration or the time of a first sample is missing.
    """
    route = steps[0]["route"]
    doses_mg = [_dose_mg(step) for step in steps]
    model = _model(route, blood)
    unknown = [*doses_mg, *(step["duration_min"] for step in steps if route == "iv")]
    if model is None or np.isnan(unknown).any():
        return None
    share = 0.5 if steps[0]["drug"] == "racemate" and analyte != "ketamine" else 1.0
    regimens = [
        Regimen(route, share * dose, step["duration_min"] / 60 if route == "iv" else 0.0, step["start_min"] / 60)
        for step, dose in zip(steps, doses_mg, strict=True)
    ]
    if route != "iv":
        return simulate(model, regimens, np.linspace(0, 24, 1441)).peak
    end_h = max(regimen.start_h + regimen.duration_h for regimen in regimens)
    hours = end_h if np.isnan(time_min) else time_min / 60
    if hours == 0:
        return None  # the peak of an injection depends on when the first sample was drawn
    return float(simulate(model, regimens, np.array([0.0, hours])).ketamine[-1])


def _model(route: str, blood: str) -> PKModel | None:
    if route == "iv":
        return arterial_iv(WEIGHT_KG) if blood == "arterial" else venous_iv(WEIGHT_KG)
    return spray_or_oral() if route in ("nasal", "oral") else None


def _dose_mg(step: dict[str, Any]) -> float:
    fixed: float = step["dose_mg"]
    return step["dose_mg_per_kg"] * WEIGHT_KG if np.isnan(fixed) else fixed
