"""The receptor of BDNF beside cells: the short form of the model of protein making, and the long form it was cut from.

In the short form active TrkB rises towards a target and stays there (protein_synthesis). In the long form (jain2009) a
receptor R at the surface binds BDNF, pairs with a second one, is made active, and is then taken inside:

    BDNF + R ⇌ BR (binding, release);  BR + R ⇌ D (pairing, unpairing);  D → A (activation);  A → inside (inward),

while receptors come back to the surface at the rate `back` · (`total` − R), from a store that does not run out. So A
falls while BDNF stays. Neither form has the other steps of a cell here, nor their feedback.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.integrate import solve_ivp

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.export import EquationFile
from ketabrain.topics.bdnf.protein_synthesis import synthesis_steps

_STATES = ("R", "BR", "D", "A")


class ReceptorForm(StrEnum):
    """Which receptor stands beside the cells."""

    SHORT = "short form: stays on"
    LONG = "long form: taken inside"


@dataclass(frozen=True, kw_only=True)
class ReceptorTest:
    """A receptor beside cells (yuen1999): rows of the table signalling_points with the column `model` added.

    All in percent: the courses of the peak that was measured, the doses of the largest one. `looser` is how many times
    more BDNF the receptor of the model was made to need. `seconds` and `course`, `bdnf_nm` and `dose` are the model's
    curves.
    """

    form: ReceptorForm
    looser: float
    points: pd.DataFrame
    seconds: Array
    course: Array
    bdnf_nm: Array
    dose: Array

    @property
    def mean_miss(self) -> float:
        """Mean distance between model and cells over all points, in percentage points."""
        return float((self.points["model"] - self.points["percent"]).abs().mean())


@cache
def receptor_constants() -> Mapping[str, float]:
    """Constants of the long form (jain2009): `total` in µM, `binding` and `pairing` per µM and s, the others per s."""
    rows = tables.load("signalling_parameters")
    rows = rows[rows["step"] == "receptor"]
    return MappingProxyType(dict(zip(rows["symbol"], rows["value"].astype(float), strict=True)))


def receptor_test(form: str = ReceptorForm.SHORT, looser: float = 1) -> ReceptorTest:
    """Add BDNF to cells that had none, and compare one of ReceptorForm with what was measured in cells of another kind.

    The BDNF that half-activates the short form, or the release of BDNF in the long one, is multiplied by `looser`.
    Raises ValueError for an unknown form, and ModelError, which is one, unless `looser` is positive.

    >>> receptor_test("short form: stays on", looser=25).mean_miss < receptor_test("short form: stays on").mean_miss
    True
    """
    form = chosen(ReceptorForm, form)
    if not looser > 0:
        raise ModelError(f"The BDNF needed is multiplied by a positive number; got {looser:g}.")
    points = tables.load("signalling_points")
    points = points.assign(percent=100 * points["value"] / points.groupby("measure")["value"].transform("max"))
    by_time, by_dose = (points["measure"] == measure for measure in ("active TrkB", "phosphorylated SHC"))
    added_nm, dose_s = float(points.loc[by_time, "bdnf_nm"].iloc[0]), float(points.loc[by_dose, "time_s"].iloc[0])
    seconds, bdnf_nm = np.linspace(0, 1000, 201), np.linspace(0, 8, 41)
    peak_s = float(points.loc[by_time].set_index("time_s")["value"].idxmax())
    largest_nm = float(points.loc[by_dose].set_index("bdnf_nm")["value"].idxmax())
    active = _short_form if form is ReceptorForm.SHORT else _long_form
    course = active(seconds, np.array([added_nm]), looser)[0]
    dose = active(np.array([0, dose_s]), bdnf_nm, looser)[:, -1]
    course, dose = course / np.interp(peak_s, seconds, course), dose / np.interp(largest_nm, bdnf_nm, dose)
    model = np.where(by_time, np.interp(points["time_s"], seconds, course), np.interp(points["bdnf_nm"], bdnf_nm, dose))
    return ReceptorTest(
        form=form,
        looser=looser,
        points=points.assign(model=100 * model),
        seconds=seconds,
        course=100 * course,
        bdnf_nm=bdnf_nm,
        dose=100 * dose,
    )


def receptor_equations(bdnf_um: float) -> EquationFile:
    """The long form after BDNF (µM) is added at time 0, for other simulators. Raises ModelError if it is negative."""
    if not bdnf_um >= 0:
        raise ModelError(f"BDNF must not be negative; got {bdnf_um:g}.")
    constants = dict(receptor_constants())
    return EquationFile(
        "bdnf_receptor",
        {**constants, "BDNF": bdnf_um},
        {state: constants["total"] if state == "R" else 0.0 for state in _STATES},
        {"bound": "binding * BDNF * R - release * BR", "paired": "pairing * BR * R - unpairing * D"},
        {
            "R": "back * (total - R) - bound - paired",
            "BR": "bound - paired",
            "D": "paired - activation * D",
            "A": "activation * D - inward * A",
        },
        "amounts in µM, time in s",
    )


def _short_form(seconds: Array, bdnf_nm: Array, looser: float) -> Array:
    """Active TrkB (µM; doses by times) without S6 kinase, whose feedback the test cells may not have."""
    step = synthesis_steps()["TrkB"]
    bdnf_um = bdnf_nm / 1000
    target = step.total * step.gain * bdnf_um / (looser * step.KA + bdnf_um)
    return np.asarray(np.outer(target, -np.expm1(-seconds / step.rise)))


def _long_form(seconds: Array, bdnf_nm: Array, looser: float) -> Array:
    """Active TrkB (µM; doses by times), all doses in one run."""
    k = receptor_constants()
    bdnf_um, release = bdnf_nm / 1000, looser * k["release"]

    def slope(_time_s: float, flat: Array) -> Array:
        free, single, pair, active = flat.reshape(len(_STATES), -1)
        bound = k["binding"] * bdnf_um * free - release * single
        paired = k["pairing"] * single * free - k["unpairing"] * pair
        made = k["activation"] * pair
        back = k["back"] * (k["total"] - free)
        return np.concatenate([back - bound - paired, bound - paired, paired - made, made - k["inward"] * active])

    start = np.zeros((len(_STATES), bdnf_um.size))
    start[0] = k["total"]
    solved = solve_ivp(
        slope,
        (0, seconds[-1]),
        start.ravel(),
        "LSODA" if bdnf_um.size == 1 else "RK45",
        t_eval=seconds,
        rtol=1e-5,
        atol=1e-9,
    )
    return np.asarray(solved.y.reshape(len(_STATES), bdnf_um.size, -1)[-1])
