"""The receptor of BDNF beside measured cells."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, SMALL
from ketabrain.topics.bdnf.receptor import ReceptorTest


@drawn(height_in=4)
def receptor(result: ReceptorTest, figure: Figure) -> str:
    """A receptor of the model and the cells of yuen1999: over time at one dose (left), by dose at one time (right)."""
    left, right = panels(figure, (1, 1), left=0.1, right=0.975, bottom=0.17, top=0.88, gap=0.09)
    points = result.points
    by_time = points[points["measure"] == "active TrkB"]
    by_dose = points[points["measure"] == "phosphorylated SHC"]
    for axes, x, curve, counted, at in (
        (left, result.seconds / 60, result.course, by_time, by_time["time_s"] / 60),
        (right, result.bdnf_nm, result.dose, by_dose, by_dose["bdnf_nm"]),
    ):
        axes.vlines(at, counted["percent"], counted["model"], color=GREY, linewidth=1.4, linestyle=":")
        axes.plot(x, curve, color=BLUE, label="model")
        axes.plot(at, counted["percent"], "D", color=ORANGE, markeredgecolor=INK, markersize=9, label="measured")
        axes.set(ylim=(-5, max(125, 1.1 * curve.max())), xlim=(-0.03 * x[-1], x[-1]), yticks=(0, 50, 100))
    left.set(xlabel=f"Minutes with {by_time['bdnf_nm'].iloc[0]:g} nM of BDNF", ylabel="Percent of the peak")
    left.set_title(f"Active receptor, {result.form.partition(':')[0]}")
    left.legend(loc="lower right", fontsize=SMALL)
    right.set(xlabel="BDNF (nM)")
    right.set_title(f"Its partner SHC after {by_dose['time_s'].iloc[0] / 60:g} minutes")
    return (
        f"The receptor misses cells of another kind by {result.mean_miss:.1f} percentage points on average (dotted "
        f"lines): {result.form}, made to need {result.looser:g} times its BDNF. "
        + "; ".join(
            f"{row.measure} with {row.bdnf_nm:g} nM after {_after(row.time_s)}: measured {row.percent:.0f}%, model "
            f"{row.model:.0f}%"
            for row in points.itertuples()
        )
        + ". Each in percent of its largest measurement."
    )


def _after(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 60 else f"{seconds / 60:g} min"
