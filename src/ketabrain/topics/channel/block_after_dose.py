"""From a dose to blocked channels: lesson 02's plasma levels meet this lesson's channel.

Five answers to one question stand on one scale because no measurement in people decides between them: drug bound in
living rats (shaffer2014), the same with the effect trailing the blood as in lesson 02 (kamp2020a), human receptors in a
dish without magnesium (gilling2009), these with magnesium competing for the pore, which is an assumption, and the
tightest binding that any laboratory published (salat2015). Block settles within seconds (lesson 04), blood changes over
minutes, so each moment is treated as settled. Drug that reaches the receptor is taken to equal the unbound drug in
plasma.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.topics.channel.channel_block import HELD_AT_MV, block, ic50_um
from ketabrain.topics.shared.occupancy import occupancy, unbound_nanomolar
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, TimeCourse, published_interval

_LEFT_OPEN: Mapping[str, str] = MappingProxyType(
    {
        "tightest binding, test tube": "other laboratories found far weaker binding to the same site",
        "dish, no magnesium, −70 mV": "a brain has magnesium, and its cells do not stay at one voltage",
        "living rats": "people may differ from rats",
        "living rats, effect delayed": "as in lesson 02: the effect trails the blood; people may differ",
        "dish with magnesium (assumed)": "that magnesium and ketamine compete is our assumption",
    }
)
"""What each answer leaves open; at rest in the order from most to least block."""


@dataclass(frozen=True)
class BlockEstimates:
    """Unbound drug (µM) and blocked share (0–1) at `times_h` by each estimate.

    `rats_low` and `rats_high` are what the interval of the measurement in living rats allows.
    """

    times_h: Array
    unbound_um: Array
    estimates: Mapping[str, Array]
    rats_low: Array
    rats_high: Array

    @property
    def table(self) -> pd.DataFrame:
        """What to read: where the receptors were, the most that is blocked (%), and what that leaves open.

        The first minutes do not count: there the model of the blood is wrong.
        """
        mixed = 60 * self.times_h >= MIXING_MIN
        most = {name: 100 * share[mixed].max() for name, share in self.estimates.items()}
        return pd.DataFrame(
            {
                "where the receptors were": list(most),
                "blocked at most (%)": [round(float(percent)) for percent in most.values()],
                "what this leaves open": [_LEFT_OPEN[name] for name in most],
            }
        )


def unbound_um(total_ng_per_ml: Array | float) -> Array:
    """Unbound ketamine (µM) at a total plasma level (ng/mL), with the protein binding on the esketamine label.

    >>> bool(unbound_um(400) == 2 * unbound_um(200))
    True
    """
    unbound = 1 - tables.quantity("protein-binding").midpoint / 100
    return unbound_nanomolar(total_ng_per_ml, unbound, tables.quantity("molecular-weight-base").midpoint) / 1000


def block_estimates(course: TimeCourse, voltage_mv: float, magnesium_mm: float) -> BlockEstimates:
    """Blocked share along a simulated plasma curve; voltage (mV) and magnesium (mM) matter to the last estimate only.

    `course` comes from a model with an effect site. Raises ModelError for negative magnesium. Magnesium can only lower
    what a dish without it would say:

    >>> from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate, with_effect_site
    >>> drip = simulate(with_effect_site(arterial_iv()), [Regimen("iv", 35, 40 / 60)], [0, 0.5, 1])
    >>> _, dish, _, _, with_magnesium = block_estimates(drip, voltage_mv=-40, magnesium_mm=1).estimates.values()
    >>> bool(with_magnesium.max() < dish.max())
    True
    """
    free = unbound_um(course.ketamine)
    spread = tables.quantity("ki-spread")
    tightest_um = spread.midpoint if spread.lower is None else spread.lower
    shares = (
        free / (free + tightest_um),
        block(free, ic50_um(HELD_AT_MV)),
        occupancy(course.ketamine),
        occupancy(course.concentrations["effect site"]),
        block(free, ic50_um(voltage_mv, magnesium_mm)),
    )
    estimates = dict(zip(_LEFT_OPEN, shares, strict=True))
    lower, upper = published_interval("shaffer2014", "IC50_RO")
    return BlockEstimates(
        course.times_h,
        free,
        estimates,
        rats_low=occupancy(course.ketamine, ic50_nm=upper),
        rats_high=occupancy(course.ketamine, ic50_nm=lower),
    )
