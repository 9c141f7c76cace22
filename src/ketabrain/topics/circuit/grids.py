"""Stored runs of the models that are too slow for a slider, and the one command that makes them again.

`make grids` runs this module: it takes about half an hour on two cores and overwrites data/grids/. The same seeds give
the same rows; on another machine the last digits of the spiking network can differ, since it amplifies rounding.
"""

import sys
from collections.abc import Callable, Sequence
from itertools import chain, product
from multiprocessing import get_context
from typing import Any

import pandas as pd

from ketabrain.engine import tables
from ketabrain.topics.circuit import decision_circuit, spiking_network
from ketabrain.topics.circuit.parameters import constants

NMDA_ON_I = (0.0, 0.004, 0.008, 0.012, 0.016, 0.02, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06, 0.08, 0.1)
WITHOUT_AMPA_NMDA_ON_I = (0.0, 0.02, 0.04, 0.06, 0.08, 0.1)
"""NMDA conductances on interneurons (mS/cm²) with AMPA on interneurons as published, and with none."""
SEEDS, WITHOUT_AMPA_SEEDS = range(10), range(4)
DURATION_S = spiking_network.SETTLING_S + 2

_Setting = tuple[float, float, int]
Row = dict[str, float]


def gamma_settings() -> list[_Setting]:
    """NMDA and AMPA conductance on interneurons (mS/cm²) and seed of every stored run of the spiking network."""
    published = constants("kirli2014")["g_EI"]
    return [
        *((nmda, published, seed) for nmda, seed in product(NMDA_ON_I, SEEDS)),
        *((nmda, 0.0, seed) for nmda, seed in product(WITHOUT_AMPA_NMDA_ON_I, WITHOUT_AMPA_SEEDS)),
    ]


def gamma_row(setting: _Setting) -> Row:
    """One stored run: its setting, and power, peak and rates rounded as stored."""
    nmda, ampa, seed = setting
    run = spiking_network.run_network(nmda, ampa_on_i=ampa, seed=seed, duration_s=DURATION_S)
    peak_hz, gamma_mv2 = run.gamma
    return {
        "nmda_on_i": nmda,
        "ampa_on_i": ampa,
        "seed": seed,
        "gamma_mv2": round(gamma_mv2, 2),
        "peak_hz": peak_hz,
        "rate_e_hz": round(run.rate_e_hz, 3),
        "rate_i_hz": round(run.rate_i_hz, 3),
    }


def gamma_rows() -> list[Row]:
    """Every stored run of the spiking network."""
    return _parallel(gamma_row, gamma_settings())


def decision_rows() -> list[Row]:
    """Choices of the decision circuit by block, coherence and deadline."""
    return list(chain.from_iterable(_parallel(decision_circuit.grid_rows, decision_circuit.grid_settings())))


def decision_weight_rows() -> list[Row]:
    """Weight of early and late evidence by block."""
    return list(chain.from_iterable(_parallel(decision_circuit.weight_rows, decision_circuit.block_settings())))


def main() -> int:
    """Make every grid again; returns the exit status."""
    grids = {"decision_grid": decision_rows, "decision_weights": decision_weight_rows, "gamma_grid": gamma_rows}
    for name, make in grids.items():
        path = tables.DATA / "grids" / f"{name}.csv"
        rows = pd.DataFrame(make())
        rows.to_csv(path, index=False, lineterminator="\n")
        print(f"{path.name}: {len(rows)} rows", flush=True)
    return 0


def _parallel(work: Callable[[Any], Any], settings: Sequence[Any]) -> list[Any]:
    with get_context("spawn").Pool() as pool:
        return pool.map(work, settings, chunksize=1)


if __name__ == "__main__":
    sys.exit(main())
