"""Where a dose is at one moment: the compartments of the spray model grouped into places a person can picture."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ketabrain.engine.errors import ModelError
from ketabrain.engine.linear import Flow, LinearSystem, solve
from ketabrain.topics.shared.pharmacokinetics import (
    MG_PER_L_IN_NG_PER_ML,
    Regimen,
    doses,
    published,
    spray_or_oral,
    with_effect_site,
)

PLACE_OF_STATE = {
    "nose": "nose",
    "swallowed": "gut",
    "drunk": "gut",
    "liver": "liver",
    "central": "blood",
    "shallow": "tissues",
    "deep": "tissues",
    "norketamine": "norketamine",
    "norketamine_peripheral": "norketamine",
}


LOST = "broken down or lost"


@dataclass(frozen=True, kw_only=True)
class BodySnapshot:
    """Shares of the dose (0–1) in each place, what has moved on between places so far (net, shares), and two levels."""

    route: str
    dose_mg: float
    minutes: float
    shares: Mapping[str, float]
    moved: Mapping[tuple[str, str], float]
    plasma_ng_per_ml: float
    effect_site_ng_per_ml: float

    def came(self, place: str) -> float:
        """Share of the dose that has come to a place so far, or was put there: what is there now and what went on."""
        return self.shares[place] + sum(share for (start, _), share in self.moved.items() if start == place)


def body_snapshot(route: str, minutes: float, dose_mg: float = 84.0, infusion_min: float = 40.0) -> BodySnapshot:
    """Follow one esketamine dose (mg of base) to one moment (perezruixo2021, effect-site delay of olofsen2022).

    `route` is "iv", "nasal" or "oral"; a dose into a vein runs over `infusion_min`. Raises ModelError for an unknown
    route or a negative time.

    >>> halfway = body_snapshot("iv", minutes=20, infusion_min=40)
    >>> round(halfway.shares["outside"], 6), round(halfway.moved["outside", "blood"], 6)
    (0.5, 0.5)
    """
    if minutes < 0:
        raise ModelError(f"The time after the dose must not be negative; got {minutes:g} min.")
    model = with_effect_site(spray_or_oral())
    counted = _counting(model.system)
    survives_gut = published(model.key)["F_gut"]
    duration = infusion_min / 60 if route == "iv" else 0.0
    entering = doses(model, Regimen(route, dose_mg, duration))
    hours = minutes / 60
    found = solve(counted, np.array([0.0, hours]), entering)
    amounts = dict(zip(counted.states, found[-1] / dose_mg, strict=True))
    shares = dict.fromkeys(("outside", "nose", "gut", "liver", "blood", "tissues", "norketamine"), 0.0)
    for state, place in PLACE_OF_STATE.items():
        shares[place] += amounts[state]
    waiting = sum(dose.amount * max(0.0, 1 - hours / dose.duration) for dose in entering if dose.duration > 0)
    # What enters the gut's depot is what will survive the gut wall; what is still waiting has not been thinned yet.
    shares["outside" if route == "iv" else "gut"] += waiting / dose_mg / (1 if route == "iv" else survives_gut)
    shares[LOST] = 1 - sum(shares.values())
    moved = _net(amounts)
    if route == "iv":
        moved["outside", "blood"] = 1 - shares["outside"]
    else:  # what the gut wall destroys leaves no state, so it follows from the balance
        swallowed = 1 - shares["nose"] - moved.get(("nose", "blood"), 0.0)
        moved["gut", LOST] = max(0.0, swallowed - shares["gut"] - moved.get(("gut", "liver"), 0.0))
    to_level = dose_mg * MG_PER_L_IN_NG_PER_ML / model.central.volume_l
    return BodySnapshot(
        route=route,
        dose_mg=dose_mg,
        minutes=float(minutes),
        shares=shares,
        moved=moved,
        plasma_ng_per_ml=float(amounts["central"] * to_level),
        effect_site_ng_per_ml=float(amounts["effect"] * to_level),
    )


_WAY = " to "


def _counting(system: LinearSystem) -> LinearSystem:
    """The same system with one more state for each way between two places, which adds up what has gone that way."""
    ways: list[Flow] = []
    for flow in system.flows:
        if flow.consumes and flow.source != "effect":
            start, end = PLACE_OF_STATE[flow.source], PLACE_OF_STATE[flow.target] if flow.target else LOST
            if start != end:
                ways.append(Flow(flow.source, start + _WAY + end, flow.rate_constant, consumes=False))
    names = dict.fromkeys(str(way.target) for way in ways)
    return LinearSystem((*system.states, *names), (*system.flows, *ways))


def _net(amounts: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """What has gone from place to place, less what came back."""
    gross = {tuple(state.split(_WAY)): share for state, share in amounts.items() if _WAY in state}
    net = {(one, other): share - gross.get((other, one), 0.0) for (one, other), share in gross.items()}
    return {way: share for way, share in net.items() if share > 0}
