"""From plasma to the share of NMDA receptor channels that hold ketamine at one moment.

Half of the channel sites of rats are occupied at 1420 nM of unbound ketamine in plasma, and norketamine competes for
the same site (shaffer2014). Carrying that over to people assumes the same affinity and free passage into the brain.
"""

from dataclasses import dataclass

import numpy as np

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.shared.pharmacokinetics import TimeCourse, published, published_interval


def unbound_nanomolar(total_ng_per_ml: Array | float, unbound_fraction: float, grams_per_mol: float) -> Array:
    """Convert a total plasma concentration (ng/mL) to the unbound one in nM. Raises ModelError for a silly fraction."""
    if not 0 < unbound_fraction <= 1:
        raise ModelError(f"The unbound fraction lies between 0 and 1; got {unbound_fraction:g}.")
    return np.asarray(total_ng_per_ml, dtype=float) * unbound_fraction / grams_per_mol * 1000


def occupancy(
    ketamine_ng_per_ml: Array | float,
    norketamine_ng_per_ml: Array | float = 0.0,
    ic50_nm: float | None = None,
) -> Array:
    """Share of channel sites (0–1) that hold ketamine, with norketamine competing in one denominator (shaffer2014).

    Inputs are total plasma concentrations in ng/mL; the share bound to protein is the esketamine label's. `ic50_nm`
    (above 0) replaces the published unbound concentration for half occupancy. Raises ModelError for one that is not.

    >>> low, high = occupancy(200), occupancy(400)  # twice the drug fills less than twice the channels
    >>> bool(low < high < 2 * low)
    True
    """
    constants = published("shaffer2014")
    half = constants["IC50_RO"] if ic50_nm is None else ic50_nm
    if not half > 0:
        raise ModelError(f"The concentration for half occupancy must be above 0; got {half:g} nM.")
    unbound = 1 - tables.quantity("protein-binding").midpoint / 100
    weight = tables.quantity("molecular-weight-base").midpoint
    weight_nk = tables.quantity("molecular-weight-norketamine").midpoint
    drug = unbound_nanomolar(ketamine_ng_per_ml, unbound, weight) / half
    rival = unbound_nanomolar(norketamine_ng_per_ml, unbound, weight_nk) / constants["IC50_RO_NK"]
    return drug / (1 + drug + rival)


@dataclass(frozen=True)
class OccupancyCourse:
    """Share of channels (0–1) that hold ketamine over time, with the interval that the rat measurement allows."""

    times_h: Array
    share: Array
    low: Array
    high: Array

    @property
    def top(self) -> int:
        """Place in `times_h` where most channels are held."""
        return int(self.share.argmax())


def occupancy_course(course: TimeCourse, place: str = "ketamine") -> OccupancyCourse:
    """Occupancy along a simulated curve; `place` is "ketamine" (plasma) or "effect site" for the delayed curve."""
    concentration = course.concentrations[place]
    rival = course.concentrations.get("norketamine", 0.0)
    lower, upper = published_interval("shaffer2014", "IC50_RO")
    return OccupancyCourse(
        course.times_h,
        occupancy(concentration, rival),
        occupancy(concentration, rival, ic50_nm=upper),
        occupancy(concentration, rival, ic50_nm=lower),
    )
