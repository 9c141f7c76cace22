"""The spiking network on Brian2: its engine runs, and the stored runs show what the published model shows."""

import sys

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit import grids, spiking_network
from ketabrain.topics.circuit.spiking_network import SpikingRun, gamma_grid, run


def test_brian2_is_installed_wherever_the_tests_run():
    assert spiking_network.available()


@pytest.fixture(scope="module")
def short() -> SpikingRun:
    return run(0.03, seed=1, duration_s=0.4)


def test_the_same_seed_gives_the_same_spikes_and_another_does_not(short):
    again, other = run(0.03, seed=1, duration_s=0.4), run(0.03, seed=2, duration_s=0.4)
    assert np.array_equal(short.spikes_e_s, again.spikes_e_s)
    assert np.array_equal(short.voltage_mv, again.voltage_mv)
    assert not np.array_equal(short.spikes_e_s, other.spikes_e_s)


def test_spikes_lie_in_the_run_and_belong_to_its_cells(short):
    for spikes, cells, count in ((short.spikes_e_s, short.cells_e, 200), (short.spikes_i_s, short.cells_i, 50)):
        assert ((spikes >= 0) & (spikes <= 0.4)).all()
        assert set(cells) <= set(range(count))
        assert len(set(cells)) > count / 2
    assert len(short.voltage_mv) == 400


def test_progress_is_heard_from_nothing_to_all():
    heard = []
    run(0.03, duration_s=0.35, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[0] < 0.1
    assert heard[-1] == 1


def test_a_stored_run_comes_from_this_code():
    """Chaos makes digits differ between machines, and the first second is no average: rates are compared roughly."""
    stored = tables.load("gamma_grid").set_index(["nmda_on_i", "ampa_on_i", "seed"]).loc[(0.06, 0.08, 0)]
    fresh = run(0.06, ampa_on_i=0.08, seed=0)
    assert fresh.rate_e_hz == pytest.approx(stored["rate_e_hz"], rel=0.1)
    assert fresh.rate_i_hz == pytest.approx(stored["rate_i_hz"], rel=0.1)
    assert fresh.gamma[1] == pytest.approx(stored["gamma_mv2"], rel=0.35)


def test_the_grid_holds_every_setting_once():
    stored = tables.load("gamma_grid")[["nmda_on_i", "ampa_on_i", "seed"]]
    assert sorted(stored.itertuples(index=False, name=None)) == sorted(grids.gamma_settings())


def test_gamma_rises_as_nmda_on_interneurons_falls():
    rows = gamma_grid().rows.set_index("nmda_on_i")
    assert rows.loc[0.03, "gamma_mv2"] > 1.2 * rows.loc[0.1, "gamma_mv2"]
    assert rows.loc[0.03, "gamma_mv2"] - rows.loc[0.1, "gamma_mv2"] > 4 * rows.loc[0.1, "gamma_mv2_se"]


def test_gamma_is_an_inverted_u_though_its_left_side_is_shallow():
    """The published result (kirli2014). Power without any NMDA on interneurons lies below the top by several errors."""
    grid = gamma_grid()
    top, none = grid.rows.loc[grid.rows["gamma_mv2"].idxmax()], grid.rows.iloc[0]
    assert 0 < grid.best < 0.06
    assert top["gamma_mv2"] - none["gamma_mv2"] > 2 * np.hypot(top["gamma_mv2_se"], none["gamma_mv2_se"])
    assert none["gamma_mv2"] > 0.8 * top["gamma_mv2"]


def test_disinhibition_raises_pyramidal_firing_and_slows_the_rhythm():
    """The prototype in the course's facts: 3.8 to 7.2 and 17.9 to 9.0 spikes a second, peak 35 to 30.5 Hz."""
    rows = gamma_grid().rows.set_index("nmda_on_i")
    assert rows.loc[0.06, ["rate_e_hz", "rate_i_hz", "peak_hz"]].tolist() == pytest.approx([3.8, 17.9, 35], rel=0.15)
    assert rows.loc[0.0, ["rate_e_hz", "rate_i_hz", "peak_hz"]].tolist() == pytest.approx([7.2, 9.0, 30.5], rel=0.15)


def test_without_ampa_on_interneurons_there_is_no_gamma_peak():
    with_ampa, without = gamma_grid(), gamma_grid(0.0)
    shared = with_ampa.rows.merge(without.rows, on="nmda_on_i", suffixes=("", "_without"))
    assert len(shared) >= 4
    assert (shared["gamma_mv2_without"] < 0.75 * shared["gamma_mv2"]).all()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: run(-0.01), "cannot be negative"),
        (lambda: run(0.01, duration_s=0.2), "needs 0.3 s to settle"),
        (lambda: gamma_grid(0.05), "No stored run has an AMPA conductance of 0.05"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, sentence):
    with pytest.raises(ModelError, match=sentence):
        ask()


def test_without_brian2_a_sentence_says_so_and_the_stored_runs_remain(monkeypatch):
    monkeypatch.setattr(spiking_network, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="needs the package Brian2, which is not installed here"):
        run(0.03)
    assert len(gamma_grid().rows) > 5


def test_the_model_is_imported_without_its_engine():
    """Brian2 takes seconds to import; only a run may ask for it."""
    import subprocess

    code = "import sys, ketabrain.topics.circuit.spiking_network, ketabrain.lesson; print('brian2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
