"""Blood pressure after the spray: a few sessions and their mean, and the share who ever pass a threshold."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import panels
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED
from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.blood_pressure import HIGHER_MMHG, LABEL_MMHG, LABEL_SESSIONS, PressureRun


@drawn(height_in=4.4)
def sessions_and_shares(result: PressureRun, figure: Figure) -> str:
    """Sessions of 25 invented people (left), share above each threshold (right)."""
    left, right = panels(figure, (1, 1), left=0.12, right=0.97, bottom=0.15, top=0.84, gap=0.13)
    left.plot(result.minutes, result.rises.T, color=GREY, linewidth=0.8)
    left.plot(result.minutes, result.mean_rise, color=BLUE, linewidth=3.2)
    left.axhline(result.threshold_mmhg, color=RED, linestyle="--", linewidth=1.6)
    left.set(xlim=(0, 240), ylim=(-20, 62), xlabel="Minutes after the spray", ylabel="Rise, systolic (mmHg)")
    left.set_xticks([0, 40, 90, 120, 240])
    left.set_title(f"{result.group.name}: mean {result.group.mean_mmhg:g}", x=-0.16)
    right.plot(result.thresholds_mmhg, 100 * result.passing, color=BLUE)
    right.plot(result.threshold_mmhg, 100 * result.passed, "D", color=ORANGE, markeredgecolor=INK, markersize=10,
               zorder=4, clip_on=False)  # fmt: skip
    share, (low, high) = result.group.share, result.group.interval
    right.vlines(LABEL_MMHG, 100 * low, 100 * high, color=INK, linewidth=2.2)
    right.plot(LABEL_MMHG, 100 * share, "s", color=RED, markeredgecolor=INK, markersize=8, clip_on=False)
    right.set(xlim=(5, 60), ylim=(0, 102), xlabel="Threshold (mmHg)   ■ label  ◆ yours")
    right.set_ylabel("% who ever pass it")
    right.set_title(
        f"{100 * result.passed:.0f}% pass {result.threshold_mmhg:g} in {counted(result.sessions, 'session')}", x=-0.16
    )
    return (
        f"{result.group.name}: the mean rise is {result.group.mean_mmhg:g} mmHg at its highest. With a spread of "
        f"{result.spread_mmhg:.1f} mmHg, {100 * result.between_share:.0f}% of it between people, "
        f"{100 * result.passed:.1f}% pass {result.threshold_mmhg:g} mmHg at least once in "
        f"{counted(result.sessions, 'session')}. "
        f"The label counts {result.group.passed} of {result.group.people} ({100 * share:.1f}%, {100 * low:.1f} to "
        f"{100 * high:.1f}) at {LABEL_MMHG:g} mmHg in about {LABEL_SESSIONS} sessions. At minute 90 the bump has "
        f"{100 * result.left_at_90_min:.0f}% left. People peak at different minutes, so their own largest rises "
        f"average more than that mean: with {HIGHER_MMHG:g} mmHg more a spread of {result.spread_if_higher_mmhg:.1f} "
        "would do. "
        "Illustration: invented people."
    )
