"""From a dose to blocked channels: lesson 02's plasma levels meet this lesson's channel.

Three estimates stand side by side because no measurement in people decides between them: drug bound in living rats
(shaffer2014), human receptors in a dish without magnesium (gilling2009), and the same with magnesium competing for
the pore, which is an assumption. Block settles within seconds (lesson 04), blood changes over minutes, so each moment
is treated as settled. Drug that reaches the receptor is taken to equal the unbound drug in plasma.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.topics.channel.channel_block import HELD_AT_MV, block, ic50_um
from ketabrain.topics.shared.occupancy import occupancy, unbound_nanomolar
from ketabrain.topics.shared.pharmacokinetics import TimeCourse, published_interval


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


def unbound_um(total_ng_per_ml: Array | float) -> Array:
    """Unbound ketamine (µM) at a total plasma level (ng/mL), with the protein binding on the esketamine label.

    >>> bool(unbound_um(400) == 2 * unbound_um(200))
    True
    """
    unbound = 1 - tables.quantity("protein-binding").midpoint / 100
    return unbound_nanomolar(total_ng_per_ml, unbound, tables.quantity("molecular-weight-base").midpoint) / 1000


def block_estimates(course: TimeCourse, voltage_mv: float, magnesium_mm: float) -> BlockEstimates:
    """Blocked share along a simulated plasma curve; voltage (mV) and magnesium (mM) matter to the last estimate only.

    Raises ModelError for negative magnesium. Magnesium can only lower what a dish without it would say:

    >>> from ketabrain.topics.shared.pharmacokinetics import Regimen, arterial_iv, simulate
    >>> drip = simulate(arterial_iv(), [Regimen("iv", 35, 40 / 60)], [0, 0.5, 1])
    >>> _, dish, with_magnesium = block_estimates(drip, voltage_mv=-40, magnesium_mm=1).estimates.values()
    >>> bool(with_magnesium.max() < dish.max())
    True
    """
    free = unbound_um(course.ketamine)
    estimates = {
        "living rats": occupancy(course.ketamine),
        "dish, no magnesium, −70 mV": block(free, ic50_um(HELD_AT_MV)),
        "dish with magnesium (assumed)": block(free, ic50_um(voltage_mv, magnesium_mm)),
    }
    lower, upper = published_interval("shaffer2014", "IC50_RO")
    return BlockEstimates(
        course.times_h,
        free,
        estimates,
        rats_low=occupancy(course.ketamine, ic50_nm=upper),
        rats_high=occupancy(course.ketamine, ic50_nm=lower),
    )
