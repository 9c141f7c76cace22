"""Whatever draws by lot draws the same again for the same seed, byte for byte, and something else for another."""

import dataclasses
import importlib
import inspect
import pkgutil
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ketabrain import topics
from ketabrain.engine import stats
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.stats import calibration
from ketabrain.topics.circuit import decision_circuit, spiking_network
from ketabrain.topics.detachment import causal_worlds
from ketabrain.topics.judging import raters
from ketabrain.topics.relief import follow_up
from ketabrain.topics.shared import pharmacokinetics
from ketabrain.topics.spines import pseudo_replication, turnover, turnover_rates
from ketabrain.topics.trials import winners_curse

DRIP = pharmacokinetics.Regimen("iv", 35, 40 / 60)
TRIED: dict[Callable[..., Any], dict[str, Any]] = {
    calibration.invented: {"too_sure": True, "answers": 200},
    causal_worlds.build: {},
    causal_worlds.compare: {},
    causal_worlds.invented_trial: {"world": causal_worlds.World(experience=True)},
    decision_circuit.simulate_decisions: {"coherence_percent": 6.4, "trials": 20},
    pharmacokinetics.draw_deviations: {"people": 30},
    pharmacokinetics.simulate_people: {"regimens": [DRIP], "times_h": np.linspace(0, 3, 20), "people": 5},
    pseudo_replication.false_alarms: {},
    pseudo_replication.simulate_study: {},
    raters.two_raters: {},
    follow_up.follow: {},
    turnover.simulate_dendrite: {"preparation": next(iter(turnover_rates.preparations()))},
    winners_curse.simulate_trials: {},
}
"""Every function that takes a seed, and what else it needs to be called."""
ELSEWHERE = {spiking_network.run_network}
"""Tried in tests/circuit/test_spiking_network.py, where its engine is imported anyway."""


def functions_with_a_seed() -> Iterator[Callable[..., Any]]:
    for package in (stats, topics):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _, each in inspect.getmembers(module, inspect.isfunction):
                if each.__module__ == found.name and "seed" in inspect.signature(each).parameters:
                    yield each


def as_bytes(result: Any) -> bytes:
    """Everything that a result holds, numbers to the last bit."""
    if isinstance(result, np.ndarray):
        return f"{result.dtype}{result.shape}".encode() + (
            repr(result.tolist()).encode() if result.dtype == object else result.tobytes()
        )
    if isinstance(result, pd.DataFrame | pd.Series):
        return result.to_csv().encode()
    if dataclasses.is_dataclass(result):
        return as_bytes({field.name: getattr(result, field.name) for field in dataclasses.fields(result)})
    if isinstance(result, dict):
        return b"".join(as_bytes(key) + as_bytes(value) for key, value in result.items())
    if isinstance(result, list | tuple):
        return b"(" + b",".join(map(as_bytes, result)) + b")"
    assert result is None or isinstance(result, str | int | float | bool | np.generic), type(result)
    return repr(result).encode()


def test_every_function_with_a_seed_is_tried():
    assert set(functions_with_a_seed()) == TRIED.keys() | ELSEWHERE


@pytest.mark.parametrize("draw", TRIED, ids=lambda each: f"{each.__module__.split('.')[-1]}.{each.__name__}")
def test_the_same_seed_gives_the_same_bytes(draw):
    drawn = []
    for shared in (1, 2):  # no draw may lean on the lots that all of Python shares, nor use them up
        random.seed(shared)
        np.random.seed(shared)
        before = random.getstate(), as_bytes(np.random.get_state()[1])
        drawn.append(as_bytes(draw(**TRIED[draw], seed=3)))
        assert (random.getstate(), as_bytes(np.random.get_state()[1])) == before
    assert drawn[0] == drawn[1]
    other = as_bytes(draw(**TRIED[draw], seed=4))
    assert other.replace(b"4", b"3") != drawn[0].replace(b"4", b"3")  # and not for the number of the seed alone


def test_the_same_seed_gives_the_same_invented_class(tmp_path):
    classes = []
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        folder.mkdir()
        write_class(folder, learners=2, seed=seed)
        classes.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert classes[0] == classes[1]
    assert all(one != other for one, other in zip(classes[0], classes[2], strict=True))
