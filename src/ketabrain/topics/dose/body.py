"""Where a dose is at one moment: the compartments of the spray model grouped into places a person can picture."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ketabrain.engine.errors import ModelError
from ketabrain.engine.linear import Flow, solve
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


@dataclass(frozen=True)
class BodySnapshot:
    """Shares of the dose (0–1) in each place, net flows between places (share of the dose per hour), and two levels."""

    route: str
    minutes: float
    shares: Mapping[str, float]
    net_flows: Mapping[tuple[str, str], float]
    plasma_ng_per_ml: float
    effect_site_ng_per_ml: float


def body_snapshot(route: str, minutes: float, dose_mg: float = 84.0, infusion_min: float = 40.0) -> BodySnapshot:
    """Follow one esketamine dose (mg of base) to one moment (perezruixo2021, effect-site delay of olofsen2022).

    `route` is "iv", "nasal" or "oral"; a dose into a vein runs over `infusion_min`. Raises ModelError for an unknown
    route or a negative time.

    >>> halfway = body_snapshot("iv", minutes=20, infusion_min=40)
    >>> round(halfway.shares["outside"], 6)
    0.5
    """
    if minutes < 0:
        raise ModelError(f"The time after the dose must not be negative; got {minutes:g} min.")
    model = with_effect_site(spray_or_oral())
    survives_gut = published(model.key)["F_gut"]
    duration = infusion_min / 60 if route == "iv" else 0.0
    entering = doses(model, Regimen(route, dose_mg, duration))
    hours = minutes / 60
    amounts = solve(model.system, np.array([0.0, hours]), entering)[-1]
    shares = dict.fromkeys(("outside", "nose", "gut", "liver", "blood", "tissues", "norketamine"), 0.0)
    for state, place in PLACE_OF_STATE.items():
        shares[place] += amounts[model.system.states.index(state)] / dose_mg
    waiting = sum(dose.amount * max(0.0, 1 - hours / dose.duration) for dose in entering if dose.duration > 0)
    # What enters the gut's depot is what will survive the gut wall; what is still waiting has not been thinned yet.
    shares["outside" if route == "iv" else "gut"] += waiting / dose_mg / (1 if route == "iv" else survives_gut)
    shares["broken down or lost"] = 1 - sum(shares.values())
    central = model.system.states.index("central")
    to_level = MG_PER_L_IN_NG_PER_ML / model.central.volume_l
    return BodySnapshot(
        route=route,
        minutes=float(minutes),
        shares=shares,
        net_flows=_net_flows(model.system.flows, dict(zip(model.system.states, amounts / dose_mg, strict=True))),
        plasma_ng_per_ml=float(amounts[central] * to_level),
        effect_site_ng_per_ml=float(amounts[model.system.states.index("effect")] * to_level),
    )


def _net_flows(flows: tuple[Flow, ...], share_of_state: Mapping[str, float]) -> dict[tuple[str, str], float]:
    gross: dict[tuple[str, str], float] = {}
    for flow in flows:
        if not flow.consumes or flow.source == "effect":
            continue
        places = (
            PLACE_OF_STATE[flow.source],
            PLACE_OF_STATE[flow.target] if flow.target else "broken down or lost",
        )
        if places[0] != places[1]:
            gross[places] = gross.get(places, 0.0) + flow.rate_constant * share_of_state[flow.source]
    return {
        (one, other): rate - gross.get((other, one), 0.0)
        for (one, other), rate in gross.items()
        if rate > gross.get((other, one), 0.0)
    }
