"""The spiking network on Brian2: its engine runs, stored runs show what the published model shows, pictures."""

import sys

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit import draw_spiking_network as draw
from ketabrain.topics.circuit import grids, spiking_network
from ketabrain.topics.circuit.spiking_network import SpikingRun, gamma_at_nmda, run_network, stored_runs
from tests.drawing import drawing
from tests.engine.draw.written import heading


def test_brian2_is_installed_wherever_the_tests_run():
    assert spiking_network.available()


@pytest.fixture(scope="module")
def long() -> SpikingRun:
    """Half a second after settling, at a setting that was stored. A simulated second costs four of a processor's."""
    return run_network(0.06, ampa_on_i=0.08, seed=0, duration_s=0.8)


def test_a_stored_run_comes_from_this_code(long):
    """Chaos makes digits differ between machines, and half a second is no average: rates are compared roughly."""
    stored = tables.load("gamma_grid").set_index(["nmda_on_i", "ampa_on_i", "seed"]).loc[(0.06, 0.08, 0)]
    assert long.rate_e_hz == pytest.approx(stored["rate_e_hz"], rel=0.1)
    assert long.rate_i_hz == pytest.approx(stored["rate_i_hz"], rel=0.1)
    assert long.gamma[1] == pytest.approx(stored["gamma_mv2"], rel=0.35)


def test_spikes_lie_in_the_run_and_belong_to_its_cells(long):
    for spikes, cells, count in ((long.spikes_e_s, long.cells_e, 200), (long.spikes_i_s, long.cells_i, 50)):
        assert ((spikes >= 0) & (spikes <= 0.8)).all()
        assert set(cells) <= set(range(count))
        assert len(set(cells)) > count / 2
    assert len(long.voltage_mv) == 800


def test_the_same_seed_gives_the_same_spikes_another_does_not_and_progress_is_heard(long):
    """Short runs, which begin as the long one did: what a seed changes shows from the first step on."""
    heard: list[float] = []
    again, other = (run_network(0.06, seed=seed, duration_s=0.31, progress=heard.append) for seed in (0, 1))
    assert np.array_equal(again.spikes_e_s, long.spikes_e_s[long.spikes_e_s < 0.31])
    assert np.array_equal(again.voltage_mv, long.voltage_mv[:310])
    assert not np.array_equal(other.spikes_e_s, again.spikes_e_s)
    first = heard[: heard.index(1) + 1]
    assert first == sorted(first)
    assert first[0] < 0.1


def test_the_grid_holds_every_setting_once():
    stored = tables.load("gamma_grid")[["nmda_on_i", "ampa_on_i", "seed"]]
    assert sorted(stored.itertuples(index=False, name=None)) == sorted(grids.gamma_settings())


def test_gamma_rises_as_nmda_on_interneurons_falls():
    rows = stored_runs().rows.set_index("nmda_on_i")
    assert rows.loc[0.03, "gamma_mv2"] > 1.2 * rows.loc[0.1, "gamma_mv2"]
    assert rows.loc[0.03, "gamma_mv2"] - rows.loc[0.1, "gamma_mv2"] > 4 * rows.loc[0.1, "gamma_mv2_se"]


def test_gamma_is_an_inverted_u_though_its_left_side_is_shallow():
    """The published result (kirli2014). Power without any NMDA on interneurons lies below the top by several errors."""
    grid = stored_runs()
    top, none = grid.rows.loc[grid.rows["gamma_mv2"].idxmax()], grid.rows.iloc[0]
    assert 0 < grid.best < 0.06
    assert top["gamma_mv2"] - none["gamma_mv2"] > 2 * np.hypot(top["gamma_mv2_se"], none["gamma_mv2_se"])
    assert none["gamma_mv2"] > 0.8 * top["gamma_mv2"]


def test_disinhibition_raises_pyramidal_firing_and_slows_the_rhythm():
    """The prototype in the course's facts: 3.8 to 7.2 and 17.9 to 9.0 spikes a second, peak 35 to 30.5 Hz."""
    rows = stored_runs().rows.set_index("nmda_on_i")
    assert rows.loc[0.06, ["rate_e_hz", "rate_i_hz", "peak_hz"]].tolist() == pytest.approx([3.8, 17.9, 35], rel=0.15)
    assert rows.loc[0.0, ["rate_e_hz", "rate_i_hz", "peak_hz"]].tolist() == pytest.approx([7.2, 9.0, 30.5], rel=0.15)


def test_without_ampa_on_interneurons_there_is_no_gamma_peak():
    with_ampa, without = stored_runs(), stored_runs(0.0)
    shared = with_ampa.rows.merge(without.rows, on="nmda_on_i", suffixes=("", "_without"))
    assert len(shared) >= 4
    assert (shared["gamma_mv2_without"] < 0.75 * shared["gamma_mv2"]).all()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: run_network(-0.01), "cannot be negative"),
        (lambda: run_network(0.01, duration_s=0.2), "needs 0.3 s to settle"),
        (lambda: stored_runs(0.05), "No stored run has an AMPA conductance of 0.05"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, sentence):
    with pytest.raises(ModelError, match=sentence):
        ask()


def test_without_brian2_a_sentence_says_so_and_the_stored_runs_remain(monkeypatch):
    monkeypatch.setattr(spiking_network, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="needs the package Brian2, which is not installed here"):
        run_network(0.03)
    assert len(stored_runs().rows) > 5


def test_the_model_is_imported_without_its_engine():
    """Brian2 takes seconds to import; only a run may ask for it."""
    import subprocess

    code = "import sys, ketabrain.topics.circuit.spiking_network, ketabrain.lesson; print('brian2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def made_run(hz: float) -> SpikingRun:
    """A run whose mean voltage is one pure wave."""
    times = np.arange(1300) / 1000
    none = np.array([])
    return SpikingRun(
        nmda_on_i=0.03,
        nmda_on_e=0.008,
        ampa_on_i=0.08,
        seed=0,
        duration_s=1.3,
        spikes_e_s=none,
        cells_e=none.astype(int),
        spikes_i_s=none,
        cells_i=none.astype(int),
        voltage_mv=np.sin(2 * np.pi * hz * times),
    )


@pytest.mark.parametrize(("hz", "title"), [(40, "has its gamma peak at 40 Hz"), (10, "has no gamma peak")])
def test_a_pure_wave_is_found_where_it_is(hz, title):
    figure, words = drawing(draw.network_run, made_run(hz))
    assert heading(figure)[0] == f"This run {title}"
    assert words.startswith(f"This run {title}")
    assert "fire 0.00" in words


def test_a_wave_of_amplitude_one_has_half_a_unit_of_power():
    """Parseval: the mean square of a sine is one half."""
    assert made_run(40).gamma[1] == pytest.approx(0.5, rel=0.05)


def test_the_grid_says_its_largest_value_and_where():
    found = gamma_at_nmda(0.06)
    _, words = drawing(draw.gamma_against_nmda, found)
    assert f"largest, {found.runs.rows['gamma_mv2'].max():.0f}, at {found.runs.best:g}" in words


def test_at_a_setting_that_was_run_the_stored_means_are_told_and_between_two_a_value_between():
    rows = stored_runs().rows.set_index("nmda_on_i")
    assert gamma_at_nmda(0.06).gamma_mv2 == rows.loc[0.06, "gamma_mv2"]
    assert gamma_at_nmda(0.06).rate_i_hz == rows.loc[0.06, "rate_i_hz"]
    low, high = sorted(rows.loc[[0.06, 0.08], "gamma_mv2"])
    assert low < gamma_at_nmda(0.07).gamma_mv2 < high
