"""The spiking network: every spike of one run with its rhythm, and stored runs against NMDA on interneurons."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, ORANGE, PURPLE, RED, SMALL
from ketabrain.topics.circuit.draw_error_bars import line_with_errors
from ketabrain.topics.circuit.spiking_network import (
    GAMMA_FROM_HZ,
    GAMMA_TO_HZ,
    SETTLING_S,
    GammaAtNmda,
    SpikingRun,
)


def network_run(run: SpikingRun, figure: Figure) -> str:
    """Every spike of one run (left) and the power of its rhythm (right)."""
    left, right = panels(figure, (1.5, 1.0), left=0.06, right=0.965, gap=0.115)
    left.plot(1000 * run.spikes_e_s, run.cells_e, color=BLUE, marker="|", markersize=2.5, linestyle="none")
    left.plot(
        1000 * run.spikes_i_s, run.cells_i + run.count_e + 6, marker="|", markersize=4, color=RED, linestyle="none"
    )
    start, end = 1000 * SETTLING_S, 1000 * run.duration_s
    left.set(xlim=(0, end), ylim=(-3, 272), xlabel="Milliseconds")
    left.axvspan(0, start, color=GREY, alpha=0.15, linewidth=0)
    left.set_yticks([100, 231], ["pyramidal", "inter-"], rotation=90, va="center")
    left.tick_params(axis="y", length=0)
    left.set_title(f"E {run.rate_e_hz:.1f}, I {run.rate_i_hz:.1f} spikes per second")
    hz, power = run.spectrum
    seen = (hz >= 5) & (hz <= 100)
    right.axvspan(GAMMA_FROM_HZ, GAMMA_TO_HZ, color=ORANGE, alpha=0.15, linewidth=0)
    right.plot(hz[seen], power[seen], color=PURPLE)
    right.set(xlim=(5, 100), ylim=(0, max(8.0, 1.15 * float(power[seen].max()))))
    right.set(xlabel="Frequency (Hz)", ylabel="Power (mV² per Hz)")
    peak, gamma = run.gamma
    edge = peak <= GAMMA_FROM_HZ + 1
    right.set_title("No gamma peak" if edge else f"Gamma peak at {peak:.0f} Hz")
    where = "no peak inside the band" if edge else f"a peak at {peak:.0f} Hz"
    return (
        f"One run with {run.nmda_on_i:g} mS/cm² of NMDA and {run.ampa_on_i:g} of AMPA conductance on interneurons and "
        f"{run.nmda_on_e:g} of NMDA on pyramidal cells, seed {run.seed}. Pyramidal cells fire {run.rate_e_hz:.2f} and "
        f"interneurons {run.rate_i_hz:.2f} spikes a second; from {GAMMA_FROM_HZ:g} to {GAMMA_TO_HZ:g} Hz (shaded) the "
        f"power is {gamma:.1f} mV², with {where}. The first {start:.0f} ms, in grey, do not count."
    )


def gamma_against_nmda(found: GammaAtNmda, figure: Figure) -> str:
    """Power in the gamma band, and firing, against NMDA on interneurons: means of stored runs with their errors."""
    left, right = panels(figure, (1, 1), left=0.1, right=0.97, gap=0.11)
    runs, rows = found.runs, found.runs.rows
    line_with_errors(left, rows["nmda_on_i"], rows["gamma_mv2"], rows["gamma_mv2_se"], color=PURPLE, marker="o")
    left.set(ylim=(0, 150), yticks=(0, 50, 100, 150), ylabel="Gamma power, 20–80 Hz (mV²)")
    left.set_title("Rhythm")
    for name, colour, dash, marker, label in (
        ("rate_e_hz", BLUE, "-", "o", "pyramidal cells"),
        ("rate_i_hz", RED, "--", "s", "interneurons"),
    ):
        line_with_errors(
            right, rows["nmda_on_i"], rows[name], rows[f"{name}_se"], color=colour, linestyle=dash, marker=marker,
            label=label,
        )  # fmt: skip
    right.set(ylim=(0, 26), yticks=(0, 10, 20), ylabel="Spikes per second")
    right.set_title("Firing")
    right.legend(loc="upper left", fontsize=SMALL)
    for axes in (left, right):
        axes.axvline(found.nmda_on_i, color=ORANGE, linewidth=5, alpha=0.5, zorder=0)
        axes.set(xlim=(-0.003, 0.103), xticks=(0, 0.05, 0.1), xlabel="NMDA on interneurons (mS/cm²)")
    high, none = rows.iloc[-1], rows.iloc[0]
    return (
        f"Stored runs with {runs.ampa_on_i:g} mS/cm² of AMPA on interneurons, {rows['runs'].min():.0f} a point; bars "
        f"are two standard errors. At {found.nmda_on_i:g} mS/cm² of NMDA there gamma power is {found.gamma_mv2:.0f} "
        f"mV², most power lies at {found.peak_hz:.0f} Hz, and cells fire {found.rate_e_hz:.1f} (pyramidal) and "
        f"{found.rate_i_hz:.1f} (interneurons) spikes a second. Power is {high['gamma_mv2']:.0f} at "
        f"{high['nmda_on_i']:g}, largest, {rows['gamma_mv2'].max():.0f}, at {runs.best:g}, and "
        f"{none['gamma_mv2']:.0f} ± {2 * none['gamma_mv2_se']:.0f} with none."
    )
