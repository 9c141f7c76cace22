"""The NMDA receptor as a coincidence detector: calcium needs glutamate and a depolarised cell at the same time."""

from dataclasses import dataclass

from ketabrain.topics.shared.magnesium_block import SynapseState, synapse_state

REST_MV = -70.0
"""The voltage that the picture calls “at rest”."""


@dataclass(frozen=True)
class TwoSignals:
    """The synapse as it is (`now`), and the same synapse with its cell `at_rest`."""

    now: SynapseState
    at_rest: SynapseState


def two_signals(glutamate: bool, voltage_mv: float, magnesium_mm: float) -> TwoSignals:
    """The synapse with or without `glutamate` at a voltage (mV) and magnesium (mM), and beside it the cell at rest.

    Raises ModelError for negative magnesium. Depolarising the cell opens the way for calcium, unless there is no
    glutamate:

    >>> released = two_signals(True, voltage_mv=0, magnesium_mm=1)
    >>> released.now.calcium_inflow > 10 * released.at_rest.calcium_inflow
    True
    >>> two_signals(False, voltage_mv=0, magnesium_mm=1).now.calcium_inflow
    0.0
    """
    return TwoSignals(
        synapse_state(glutamate, voltage_mv, magnesium_mm), synapse_state(glutamate, REST_MV, magnesium_mm)
    )
