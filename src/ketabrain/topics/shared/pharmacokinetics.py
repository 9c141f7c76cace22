"""How ketamine gets from syringe, spray or tablet into the blood, and from there to the brain's doorstep.

Three published compartment models, each used for what it was built for (further_models has two more):

- `arterial_iv` – kamp2020a: ketamine in arterial blood after a dose into a vein; pooled raw data of 14 studies.
- `venous_iv` – fanta2015 for S-ketamine with otto2021 for S-norketamine, in venous blood; comes with the spread
  between people.
- `spray_or_oral` – perezruixo2021: esketamine spray, drink or vein, with first pass through the liver, venous blood.

All amounts are mg of base, volumes L, clearances L/h, times h and concentrations ng/mL. Nothing here was fitted by the
course: every constant is read from the table pk_parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from math import log
from types import MappingProxyType

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.choices import chosen
from ketabrain.engine.errors import ModelError
from ketabrain.engine.linear import Dose, Flow, LinearSystem, solve, solve_many

MG_PER_L_IN_NG_PER_ML = 1000.0
MIXING_MIN = 2.0
"""Compartments mix a dose at once and blood does not: what these models say of the first minutes is not to be used."""
SPRAY_MG = 28.0
"""Esketamine base that one nasal device delivers (spravatousm)."""


OLD_FROM_YEARS = 60
"""Up to this age the spray model knows no effect of age (perezruixo2021)."""


class Ancestry(StrEnum):
    """The groups of people whom the spray model tells apart (perezruixo2021)."""

    OTHER = "not Asian"
    ASIAN = "Asian, not Japanese"
    JAPANESE = "Japanese"


@dataclass(frozen=True)
class Analyte:
    """A substance as the laboratory measures it: the amount in `state` (mg) divided by `volume_l`.

    `mass_ratio` is its molar mass over that of ketamine where amounts are kept in mg of ketamine.
    """

    state: str
    volume_l: float
    mass_ratio: float = 1.0


@dataclass(frozen=True)
class Regimen:
    """`dose_mg` of base by one route, from `start_h` on and over `duration_h` (0: all at once; vein only)."""

    route: str
    dose_mg: float
    duration_h: float = 0.0
    start_h: float = 0.0


@dataclass(frozen=True)
class Entry:
    """Where drug enters: `share` (0–1) of it survives the way into `state`, over `duration_h` if that is not 0."""

    state: str
    share: float = 1.0
    duration_h: float = 0.0


@dataclass(frozen=True)
class PKModel:
    """A compartment model, what it was built on, and the entry behind each door; of a spray a part is swallowed.

    `nose` multiplies what the nose takes up of a spray.
    """

    key: str
    blood: str
    doors: Mapping[str, tuple[Entry, ...]]
    system: LinearSystem
    analytes: Mapping[str, Analyte]
    nose: float = 1.0

    @property
    def routes(self) -> tuple[str, ...]:
        """Where drug can enter."""
        return tuple(self.doors)

    @property
    def central(self) -> Analyte:
        """The drug itself in plasma."""
        return self.analytes["ketamine"]


@dataclass(frozen=True)
class TimeCourse:
    """Concentrations (ng/mL) of each analyte at `times_h`; arrays of shape (times,), or (people, times)."""

    model: PKModel
    times_h: Array
    concentrations: Mapping[str, Array]

    @property
    def ketamine(self) -> Array:
        """Plasma concentration of the drug itself, ng/mL."""
        return self.concentrations["ketamine"]

    @property
    def peak(self) -> float:
        """Highest concentration of the drug on the time grid, ng/mL."""
        return float(self.ketamine.max())

    @property
    def peak_time_h(self) -> float:
        """When that peak is reached, h."""
        return float(self.times_h[int(self.ketamine.argmax())])

    def area(self, analyte: str = "ketamine") -> float:
        """Area under the curve over the time grid, ng h/mL (trapezoids)."""
        return float(np.trapezoid(self.concentrations[analyte], self.times_h))

    def hours_between(self, lower: float, upper: float) -> float:
        """Hours that the drug spends between two concentrations (ng/mL) on an even time grid."""
        inside = (self.ketamine >= lower) & (self.ketamine <= upper)
        return float(inside.sum() * (self.times_h[1] - self.times_h[0]))


INTO_VEIN = (Entry("central"),)


@cache
def published(model: str) -> Mapping[str, float]:
    """Published constants of one model by symbol, in the units of the table pk_parameters. Raises ModelError."""
    table = tables.load("pk_parameters")
    rows = table[table["model"] == model]
    if rows.empty:
        raise ModelError(f"The table pk_parameters has no model {model!r}.")
    return MappingProxyType(dict(zip(rows["symbol"], rows["value"], strict=True)))


@cache
def published_interval(model: str, symbol: str) -> tuple[float, float]:
    """Lower and upper end of the printed interval of one constant. Raises ModelError if there is none."""
    table = tables.load("pk_parameters")
    rows = table[(table["model"] == model) & (table["symbol"] == symbol)].dropna(subset=["lower", "upper"])
    if rows.empty:
        raise ModelError(f"The table pk_parameters has no interval for {symbol!r} of {model!r}.")
    return float(rows["lower"].iloc[0]), float(rows["upper"].iloc[0])


def arterial_iv(weight_kg: float = 70.0) -> PKModel:
    """Ketamine in arterial blood (kamp2020a).

    The paper reports its constants per 70 kg; volumes and clearances are scaled in proportion to weight here, which
    is our reading. Its two venous delay compartments are left out because their constants were not seen.
    """
    p = published("kamp2020a")
    size = relative_weight(weight_kg)
    v1, v2, v3 = (p[symbol] * size for symbol in ("V1", "V2", "V3"))
    flows = (
        Flow("central", None, p["CL"] * size / v1),
        *exchange("central", v1, "shallow", v2, p["Q2"] * size),
        *exchange("central", v1, "deep", v3, p["Q3"] * size),
    )
    system = LinearSystem(("central", "shallow", "deep"), flows)
    return PKModel("kamp2020a", "arterial", {"iv": INTO_VEIN}, system, {"ketamine": Analyte("central", v1)})


def venous_iv(weight_kg: float = 70.0, deviations: Mapping[str, float] | None = None) -> PKModel:
    """S-ketamine (fanta2015) and S-norketamine (otto2021) in venous blood.

    `deviations` are one person's log deviations of V1, CL, V_NK and CL_NK from the typical value. All ketamine cleared
    is taken to become norketamine, mass for mass, and only central volumes (exponent 1) and elimination clearances
    (exponent 0.75) follow body weight, as in otto2021.
    """
    k, n = published("fanta2015"), published("otto2021")
    own = {symbol: np.exp(value) for symbol, value in (deviations or {}).items()}
    size = relative_weight(weight_kg)
    v1 = k["V1"] * size * own.get("V1", 1.0)
    clearance = k["CL"] * size**0.75 * own.get("CL", 1.0)
    v_nk = n["V_NK"] * size * own.get("V_NK", 1.0)
    clearance_nk = n["CL_NK"] * size**0.75 * own.get("CL_NK", 1.0)
    flows = (
        Flow("central", "norketamine", clearance / v1),
        *exchange("central", v1, "peripheral_1", k["Vp1"], k["Q1"]),
        *exchange("central", v1, "peripheral_2", k["Vp2"], k["Q2"]),
        Flow("norketamine", None, clearance_nk / v_nk),
        *exchange("norketamine", v_nk, "norketamine_peripheral", n["Vp_NK"], n["Q_NK"]),
    )
    states = ("central", "peripheral_1", "peripheral_2", "norketamine", "norketamine_peripheral")
    analytes = {"ketamine": Analyte("central", v1), "norketamine": Analyte("norketamine", v_nk)}
    return PKModel("fanta2015", "venous", {"iv": INTO_VEIN}, LinearSystem(states, flows), analytes)


def spray_or_oral(age_years: float = 40, ancestry: str = Ancestry.OTHER) -> PKModel:
    """Esketamine by spray, by mouth or into a vein, with noresketamine, in venous blood (perezruixo2021).

    `age_years` (18 to 95) slows the blood of the liver from 60 years on; `ancestry` is an Ancestry: two of the factors
    hold for all Asian people, Japanese included, the third, on the nose, for Japanese people alone. The paper found no
    effect of body weight. What is swallowed passes the liver first. Noresketamine volumes and clearances are apparent
    ones; taken as printed they give a noresketamine area about 1.4 times the area that the same paper prints. Raises
    ValueError for another ancestry, ModelError for another age.
    """
    ancestry = chosen(Ancestry, ancestry)
    if not 18 <= age_years <= 95:
        raise ModelError(f"The spray model was built on adults: choose an age from 18 to 95, not {age_years:g}.")
    p = dict(published("perezruixo2021"))
    p["Qh"] += p["age_Qh"] * max(0.0, age_years - OLD_FROM_YEARS)
    if ancestry is not Ancestry.OTHER:
        p["k_el"] *= p["Asian_kel"]
        p["CLn/F"] *= p["Asian_CLn"]
    nose = p["Jap_FRn"] if ancestry is Ancestry.JAPANESE else 1.0
    states = (
        "nose",
        "swallowed",
        "drunk",
        "central",
        "shallow",
        "deep",
        "liver",
        "norketamine",
        "norketamine_peripheral",
    )
    flows = (
        Flow("nose", "central", p["ka_n"]),
        Flow("swallowed", "liver", p["ka_sw"]),
        Flow("drunk", "liver", p["ka_po"]),
        *exchange("central", p["Vc"], "shallow", p["Vp1"], p["Q1"]),
        *exchange("central", p["Vc"], "deep", p["Vp2"], p["Q2"]),
        *exchange("central", p["Vc"], "liver", p["Vh"], p["Qh"]),
        Flow("liver", None, p["k_el"]),
        Flow("liver", "norketamine", p["k_met"]),
        Flow("norketamine", None, p["CLn/F"] / p["Vcn/F"]),
        *exchange("norketamine", p["Vcn/F"], "norketamine_peripheral", p["Vpn/F"], p["Q3/F"]),
    )
    analytes = {"ketamine": Analyte("central", p["Vc"]), "norketamine": Analyte("norketamine", p["Vcn/F"])}
    doors = {
        "nasal": (Entry("nose"), Entry("swallowed", p["F_gut"], p["D_sw"])),
        "oral": (Entry("drunk", p["F_gut"], p["D_po"]),),
        "iv": INTO_VEIN,
    }
    return PKModel("perezruixo2021", "venous", doors, LinearSystem(states, flows), analytes, nose)


def with_effect_site(model: PKModel, half_life_min: float | None = None) -> PKModel:
    """Add an effect site that follows plasma with a delay; by default the half-life of olofsen2022 (min).

    The effect site is a bookkeeping device, not a measured brain: it says how late the effect runs behind the blood.
    """
    half_life = published("olofsen2022")["t_half_ke0"] if half_life_min is None else half_life_min
    if half_life <= 0:
        raise ModelError(f"The delay must be longer than 0 min; got {half_life:g}.")
    ke0 = log(2) / (half_life / 60)
    follow = (Flow(model.central.state, "effect", ke0, consumes=False), Flow("effect", None, ke0))
    system = LinearSystem((*model.system.states, "effect"), (*model.system.flows, *follow))
    # In the long run the effect site holds the same "amount" as the plasma, so the plasma's volume turns it into ng/mL.
    analytes = {**model.analytes, "effect site": Analyte("effect", model.central.volume_l)}
    return replace(model, system=system, analytes=analytes)


def nasal_fraction(dose_mg: float, nose: float = 1.0) -> float:
    """Share of a spray dose (mg, above 0) taken up in the nose (perezruixo2021).

    The milligrams of every device after the first are taken up less well; `nose` multiplies all of it.

    >>> nasal_fraction(56) < nasal_fraction(28) == nasal_fraction(14)
    True
    """
    p = published("perezruixo2021")
    first = min(dose_mg, SPRAY_MG)
    return nose * p["FRn"] * (first + p["dose_FRn"] * (dose_mg - first)) / dose_mg


def doses(model: PKModel, regimen: Regimen) -> tuple[Dose, ...]:
    """Turn a regimen into amounts entering the states of a model. Raises ModelError for an unsuitable route."""
    if regimen.route not in model.doors:
        raise ModelError(f"The model {model.key} knows {', '.join(model.routes)}, not the route {regimen.route!r}.")
    whole = regimen.dose_mg
    in_nose = whole * nasal_fraction(whole, model.nose) if regimen.route == "nasal" and whole else 0.0
    parts = (in_nose, whole - in_nose) if regimen.route == "nasal" else (whole,)
    return tuple(
        Dose(entry.state, part * entry.share, regimen.start_h, entry.duration_h or regimen.duration_h)
        for entry, part in zip(model.doors[regimen.route], parts, strict=True)
    )


def simulate(model: PKModel, regimens: Sequence[Regimen], times_h: Array) -> TimeCourse:
    """Concentrations at `times_h` (ascending, from 0) after one or more regimens, starting without drug.

    Exact, for these models are linear: twice the dose is twice the curve. Raises ModelError for a route that the model
    does not know and for times out of order.

    >>> hours = np.linspace(0, 4, 241)
    >>> once, twice = (simulate(arterial_iv(), [Regimen("iv", mg, 40 / 60)], hours) for mg in (35, 70))
    >>> round(twice.peak / once.peak, 6)
    2.0
    """
    entering = [dose for regimen in regimens for dose in doses(model, regimen)]
    amounts = solve(model.system, times_h, entering)
    return TimeCourse(model, np.asarray(times_h, dtype=float), _concentrations(model, amounts))


def simulate_people(
    regimens: Sequence[Regimen],
    times_h: Array,
    people: int = 60,
    weight_kg: float = 70.0,
    seed: int = 1,
) -> TimeCourse:
    """The venous model for many different people, shape (people, times).

    `regimens` are given to everybody, and levels read at `times_h` (ascending, from 0). There are `people` (1 or more)
    of `weight_kg` (30 to 200), and another `seed` draws others. Raises ModelError beyond these ranges.

    Deviations of V1 and CL, and of V_NK and CL_NK, are drawn with the published between-person covariances
    (otto2021, log scale). The spread inside one person and of the assay is not included.
    """
    drawn = draw_deviations(people, seed)
    models = [venous_iv(weight_kg, {symbol: drawn[symbol][i] for symbol in drawn}) for i in range(people)]
    entering = [dose for regimen in regimens for dose in doses(models[0], regimen)]
    amounts = solve_many(
        np.stack([model.system.matrix for model in models]), models[0].system.states, times_h, entering
    )
    own = [_concentrations(model, amounts[i]) for i, model in enumerate(models)]
    stacked = {name: np.stack([each[name] for each in own]) for name in own[0]}
    return TimeCourse(models[0], np.asarray(times_h, dtype=float), stacked)


def draw_deviations(people: int, seed: int) -> dict[str, Array]:
    """Log deviations of V1, CL, V_NK and CL_NK of `people` seeded virtual persons (otto2021), each shape (people,)."""
    if people < 1:
        raise ModelError(f"The number of people must be 1 or more; got {people}.")
    p = published("otto2021")
    random = np.random.default_rng(seed)
    drug = [[p["omega2_V1"], p["omega_V1CL"]], [p["omega_V1CL"], p["omega2_CL"]]]
    metabolite = [[p["omega2_VNK"], p["omega_VNKCLNK"]], [p["omega_VNKCLNK"], p["omega2_CLNK"]]]
    # Cholesky, because the signs of singular values, numpy's own way, may differ from one machine to the next.
    v1, clearance = random.multivariate_normal([0, 0], drug, people, method="cholesky").T
    v_nk, clearance_nk = random.multivariate_normal([0, 0], metabolite, people, method="cholesky").T
    return {"V1": v1, "CL": clearance, "V_NK": v_nk, "CL_NK": clearance_nk}


def half_life_h(model: PKModel) -> float:
    """Terminal half-life: the slowest rate of the drug's own compartments sets how the tail of the curve falls, h."""
    drug = [i for i, state in enumerate(model.system.states) if "norketamine" not in state and state != "effect"]
    rates = -np.linalg.eigvals(model.system.matrix[np.ix_(drug, drug)]).real
    return float(log(2) / rates.min())


def total_area(model: PKModel, regimen: Regimen) -> float:
    """Whole area under the plasma curve from the first minute to the last trace, ng h/mL."""
    states = model.system.states
    entered = np.zeros(len(states))
    for dose in doses(model, regimen):
        entered[states.index(dose.state)] += dose.amount
    hours_times_mg = np.linalg.solve(-model.system.matrix, entered)[states.index(model.central.state)]
    return float(hours_times_mg / model.central.volume_l * MG_PER_L_IN_NG_PER_ML)


def clearance_l_per_h(model: PKModel) -> float:
    """Plasma clearance of the drug: a dose into a vein divided by the whole area under its curve, L/h."""
    return MG_PER_L_IN_NG_PER_ML / total_area(model, Regimen("iv", 1.0))


def bioavailability(model: PKModel, regimen: Regimen) -> float:
    """Share (0–1) of a dose that reaches the circulation, compared with the same dose into a vein."""
    return total_area(model, regimen) / total_area(model, Regimen("iv", regimen.dose_mg))


def _concentrations(model: PKModel, amounts: Array) -> dict[str, Array]:
    index = model.system.states.index
    return {
        name: amounts[:, index(analyte.state)] * analyte.mass_ratio / analyte.volume_l * MG_PER_L_IN_NG_PER_ML
        for name, analyte in model.analytes.items()
    }


def exchange(one: str, volume_one: float, other: str, volume_other: float, clearance: float) -> tuple[Flow, Flow]:
    """Flows (`clearance`, L/h) that even out `one` (`volume_one`, L) and `other` (`volume_other`, L)."""
    return Flow(one, other, clearance / volume_one), Flow(other, one, clearance / volume_other)


def relative_weight(weight_kg: float) -> float:
    """Weight over 70 kg. Raises ModelError outside 30 to 200 kg."""
    if not 30 <= weight_kg <= 200:
        raise ModelError(
            f"These models were built on adults: choose a weight between 30 and 200 kg, not {weight_kg:g}."
        )
    return weight_kg / 70
