"""Gamma waves from 200 pyramidal cells and 50 interneurons that spike (kirli2014), run by Brian2.

Cells are quadratic integrate-and-fire: near rest the voltage is pulled back, past a threshold it runs away into a
spike. Pyramidal cells tire (adaptation); both kinds get noise. Pyramidal cells excite through AMPA and NMDA receptors,
interneurons inhibit through GABA receptors; magnesium plugs the NMDA receptors as in lesson 03 (jahr1990).

The constants were read in a public rebuilding of the model (table circuit_parameters); one of them, alpha_n, is not in
the paper's text and was assumed there. Voltages are in mV, times in ms, conductances in mS/cm², currents in µA/cm²;
with a capacitance of 1 µF/cm² such a current moves the voltage by 1 mV per ms, so the equations carry plain numbers.
Brian2 takes seconds to import, so it is imported when the network runs; without it `run_network` says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.arrays import Array
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit.parameters import constants
from ketabrain.topics.shared.binding import constant

SETTLING_S = 0.3
"""The first part of every run, in which the network finds its rhythm; it is left out of rates and spectra."""
GAMMA_FROM_HZ, GAMMA_TO_HZ = 20.0, 80.0
"""The band in which a peak counts as gamma, and in which its power is summed."""
SMOOTHED_HZ = 3.0
"""A peak is sought in power averaged over this many Hz to either side."""

_CELLS = """
dv/dt = (drive + leak * (v - E_L) * (v - V_T) / (V_T - E_L) - z * (v - V_K) - g_ampa * ampa * (v - V_ex)
         - g_nmda * nmda * (v - V_ex) / (1 + Mg * exp(-Mg_slope * v) / Mg_half) - g_gaba * gaba * (v - V_in)) / C / ms
        + sigma / C * xi / sqrt(ms) : 1
dz/dt = -a * z / ms : 1
dampa/dt = -ampa / tau_ampa / ms : 1
dgaba/dt = -gaba / tau_i / ms : 1
nmda : 1
"""
_SENDING = """
dglu_e/dt = -glu_e / tau_e / ms : 1
dglu_i/dt = -glu_i / tau_ei / ms : 1
dnmda_e/dt = (alpha_n * glu_e * (1 - nmda_e) - nmda_e / tau_n) / ms : 1
dnmda_i/dt = (alpha_n * glu_i * (1 - nmda_i) - nmda_i / tau_n) / ms : 1
"""
"""What a pyramidal cell's spikes open on others. NMDA gating saturates, so it is followed where the spike comes from
and summed over senders; AMPA and GABA gating do not, so they are summed where the spike arrives, which is the same."""


@dataclass(frozen=True, kw_only=True)
class SpikingRun:
    """One run: spike times (s) with the number of the cell, and the mean voltage (mV) of pyramidal cells every ms.

    Conductances in mS/cm². Everything counts from the start of the run, settling included.
    """

    nmda_on_i: float
    nmda_on_e: float
    ampa_on_i: float
    seed: int
    duration_s: float
    spikes_e_s: Array
    cells_e: Array
    spikes_i_s: Array
    cells_i: Array
    voltage_mv: Array

    @property
    def count_e(self) -> int:
        """How many pyramidal cells there are."""
        return int(constants("kirli2014")["N_E"])

    @property
    def rate_e_hz(self) -> float:
        """Mean firing rate of a pyramidal cell after settling."""
        return self._rate(self.spikes_e_s, self.count_e)

    @property
    def rate_i_hz(self) -> float:
        """Mean firing rate of an interneuron after settling."""
        return self._rate(self.spikes_i_s, constants("kirli2014")["N_I"])

    @property
    def spectrum(self) -> tuple[Array, Array]:
        """Frequencies (Hz) and power (mV²/Hz) of the mean voltage after settling, averaged over half-second windows."""
        from scipy.signal import welch

        return welch(self.voltage_mv[round(1000 * SETTLING_S) :], fs=1000, nperseg=500, nfft=1000)

    @property
    def gamma(self) -> tuple[float, float]:
        """Where the gamma peak lies (Hz) and the power summed over the gamma band (mV²)."""
        hz, power = self.spectrum
        width = int(SMOOTHED_HZ / (hz[1] - hz[0]))
        smooth = np.convolve(power, np.full(2 * width + 1, 1 / (2 * width + 1)), mode="same")
        inside = (hz >= GAMMA_FROM_HZ) & (hz <= GAMMA_TO_HZ)
        return float(hz[inside][smooth[inside].argmax()]), float(power[inside].sum() * (hz[1] - hz[0]))

    def _rate(self, spikes_s: Array, cells: float) -> float:
        return float((spikes_s >= SETTLING_S).sum() / cells / (self.duration_s - SETTLING_S))


def available() -> bool:
    """Whether Brian2 is installed."""
    return find_spec("brian2") is not None


def run_network(
    nmda_on_i: float,
    nmda_on_e: float | None = None,
    ampa_on_i: float | None = None,
    *,
    seed: int = 0,
    duration_s: float = SETTLING_S + 1,
    progress: Callable[[float], None] | None = None,
) -> SpikingRun:
    """Run the network of spiking cells on Brian2 (kirli2014).

    `nmda_on_i` and `nmda_on_e` are the NMDA conductances on interneurons and on pyramidal cells, `ampa_on_i` the AMPA
    conductance on interneurons, in mS/cm² (None: as published, table circuit_parameters). The same `seed` gives the
    same connections and noise. `duration_s` counts the SETTLING_S in; `progress` hears the share done (0–1). Raises
    ModelError for a negative conductance, a run that ends before the network has settled, and where Brian2 is not
    installed.
    """
    if not available():
        raise ModelError(
            "The spiking network needs the package Brian2, which is not installed here; the picture of stored runs "
            "shows what it gives."
        )
    p = constants("kirli2014")
    nmda_on_e = p["g_NE"] if nmda_on_e is None else nmda_on_e
    ampa_on_i = p["g_EI"] if ampa_on_i is None else ampa_on_i
    if min(nmda_on_i, nmda_on_e, ampa_on_i) < 0:
        raise ModelError("A conductance cannot be negative.")
    seed = int(seed)  # a slider's 3 is 3.0
    if duration_s <= SETTLING_S:
        raise ModelError(f"The network needs {SETTLING_S:g} s to settle; run it for longer than that.")
    import brian2

    brian2.prefs.reset_to_defaults()  # somebody may have a file of their own settings: single precision, say
    brian2.prefs.codegen.target = "numpy"  # no compiler, no cache on disk, the same numbers everywhere
    brian2.start_scope()
    brian2.seed(seed)
    network, spikes_e, spikes_i, voltage = _built(brian2, nmda_on_i, nmda_on_e, ampa_on_i)
    network.run(
        duration_s * brian2.second,
        report=None if progress is None else lambda _elapsed, done, _start, _duration: progress(float(done)),
        report_period=0.2 * brian2.second,
    )
    return SpikingRun(
        nmda_on_i=nmda_on_i,
        nmda_on_e=nmda_on_e,
        ampa_on_i=ampa_on_i,
        seed=seed,
        duration_s=duration_s,
        spikes_e_s=np.asarray(spikes_e.t / brian2.second),
        cells_e=np.asarray(spikes_e.i),
        spikes_i_s=np.asarray(spikes_i.t / brian2.second),
        cells_i=np.asarray(spikes_i.i),
        voltage_mv=np.asarray(voltage.v).mean(axis=0),
    )


def _built(brian2: Any, nmda_on_i: float, nmda_on_e: float, ampa_on_i: float) -> tuple[Any, Any, Any, Any]:
    """The network and its three recorders: spikes of E, spikes of I, voltages of E.

    Everything has a name of its own: Brian2 updates in the order of names, and names that it makes up count upwards
    from run to run, which would hand out the random numbers in another order.
    """
    p = constants("kirli2014")
    ms = brian2.ms
    brian2.defaultclock.dt = p["dt"] * ms
    shared = {name: p[name] for name in ("E_L", "V_K", "V_ex", "V_in", "V_R", "V_peak", "Mg", "C", "a", "d", "tau_i")}
    shared |= {"Mg_slope": constant("magnesium-voltage-slope"), "Mg_half": constant("magnesium-kd-0mv")}
    sending = {name: p[name] for name in ("tau_e", "tau_ei", "tau_n", "alpha_n")}
    pyramidal = brian2.NeuronGroup(
        int(p["N_E"]),
        _CELLS + _SENDING,
        threshold="v >= V_peak",
        reset="v = V_R; z += d",
        method="euler",
        name="pyramidal",
        namespace=shared
        | sending
        | {"drive": p["I_E"], "leak": p["g_L_E"], "V_T": p["V_T_E"], "sigma": p["sigma_E"], "tau_ampa": p["tau_e"]}
        | {"g_ampa": p["g_EE"], "g_nmda": nmda_on_e, "g_gaba": p["g_IE"]},
    )
    interneurons = brian2.NeuronGroup(
        int(p["N_I"]),
        _CELLS,
        threshold="v >= V_peak",
        reset="v = V_R",
        method="euler",
        name="interneurons",
        namespace=shared
        | {"drive": p["I_I"], "leak": p["g_L_I"], "V_T": p["V_T_I"], "sigma": p["sigma_I"], "tau_ampa": p["tau_ei"]}
        | {"g_ampa": ampa_on_i, "g_nmda": nmda_on_i, "g_gaba": p["g_II"]},
    )
    for group in (pyramidal, interneurons):
        group.v = "E_L + randn()"
    wiring = [
        _synapses(brian2, pyramidal, pyramidal, p["p_EE"], "ampa_post += 1", "nmda_post = nmda_e_pre : 1 (summed)"),
        _synapses(brian2, pyramidal, interneurons, p["p_EI"], "ampa_post += 1", "nmda_post = nmda_i_pre : 1 (summed)"),
        _synapses(brian2, interneurons, pyramidal, p["p_IE"], "gaba_post += 1"),
        _synapses(brian2, interneurons, interneurons, p["p_II"], "gaba_post += 1"),
    ]
    release = brian2.Synapses(
        pyramidal, pyramidal, on_pre="glu_e_post += 1; glu_i_post += 1", delay=p["delay"] * ms, name="release"
    )
    release.connect(j="i")
    recorders = (
        brian2.SpikeMonitor(pyramidal, name="spikes_e"),
        brian2.SpikeMonitor(interneurons, name="spikes_i"),
        brian2.StateMonitor(pyramidal, "v", record=True, dt=ms, name="voltages"),
    )
    return brian2.Network(pyramidal, interneurons, *wiring, release, *recorders), *recorders


def _synapses(brian2: Any, source: Any, target: Any, chance: float, on_spike: str, summed: str = "") -> Any:
    """Connections at random, each cell to any but itself, with the published delay."""
    delay = constants("kirli2014")["delay"] * brian2.ms
    name = f"{source.name}_to_{target.name}"
    made = brian2.Synapses(source, target, summed or None, on_pre=on_spike, delay=delay, name=name)
    made.connect(condition="i != j" if source is target else None, p=chance)
    return made


@dataclass(frozen=True)
class StoredRuns:
    """Stored runs (table gamma_grid), one row a setting: mean and standard error over seeds.

    Columns: nmda_on_i, ampa_on_i (mS/cm²), runs, then gamma_mv2, peak_hz, rate_e_hz, rate_i_hz and each with `_se`.
    """

    ampa_on_i: float
    rows: pd.DataFrame

    @property
    def best(self) -> float:
        """The NMDA conductance on interneurons (mS/cm²) at which mean gamma power is largest."""
        return float(self.rows.loc[self.rows["gamma_mv2"].idxmax(), "nmda_on_i"])


_MEASURES = ["gamma_mv2", "peak_hz", "rate_e_hz", "rate_i_hz"]


def stored_runs(ampa_on_i: float | None = None) -> StoredRuns:
    """Gamma, peak and rates against NMDA on interneurons, with AMPA on interneurons as published or as given.

    `ampa_on_i` is in mS/cm². Raises ModelError for one that was not run.

    >>> bool(stored_runs(ampa_on_i=0).rows["gamma_mv2"].max() < stored_runs().rows["gamma_mv2"].min())
    True
    """
    ampa = constants("kirli2014")["g_EI"] if ampa_on_i is None else ampa_on_i
    table = tables.load("gamma_grid")
    rows = table[np.isclose(table["ampa_on_i"], ampa)]
    if rows.empty:
        raise ModelError(f"No stored run has an AMPA conductance of {ampa:g} mS/cm² on interneurons.")
    by_setting = rows.groupby("nmda_on_i")[_MEASURES]
    count = by_setting.size().rename("runs")
    error = by_setting.sem().add_suffix("_se")
    return StoredRuns(ampa, pd.concat([count, by_setting.mean(), error], axis=1).reset_index())


@dataclass(frozen=True)
class GammaAtNmda:
    """Stored runs, and what they give at one NMDA conductance on interneurons, on straight lines between settings.

    Conductance in mS/cm²; `rate_e_hz` and `rate_i_hz` are those of pyramidal cells and of interneurons.
    """

    runs: StoredRuns
    nmda_on_i: float
    gamma_mv2: float
    peak_hz: float
    rate_e_hz: float
    rate_i_hz: float


def gamma_at_nmda(nmda_on_i: float, ampa_on_i: float | None = None) -> GammaAtNmda:
    """Rhythm and firing at NMDA and AMPA conductances on interneurons (mS/cm²; None: as published).

    Raises ModelError for an AMPA conductance that was not run.
    """
    runs = stored_runs(ampa_on_i)
    here = {name: float(np.interp(nmda_on_i, runs.rows["nmda_on_i"], runs.rows[name])) for name in _MEASURES}
    return GammaAtNmda(runs, nmda_on_i, **here)
