"""What a survey finds against what is true, if people with a trouble are keener to answer."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.outline import tint
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED
from ketabrain.topics.harm.survey_selection import Survey


@drawn(height_in=4.3)
def survey_finds(result: Survey, figure: Figure) -> str:
    """True share along, found share up, the printed survey as a band."""
    axes = plot(figure, left=56, right=34, bottom=62)
    true, found, printed, implied = (
        100 * share for share in (result.true_share, result.found, result.printed, result.implied)
    )
    axes.axhspan(100 * result.low, 100 * result.high, color=tint(ORANGE, 0.4), linewidth=0)
    axes.axhline(printed, color=ORANGE, linewidth=1.6)
    axes.plot((0, 100), (0, 100), color=GREY, linestyle=":")
    axes.plot(100 * result.truths, 100 * result.finds, color=BLUE)
    axes.plot([implied, implied], [0, printed], color=INK, linestyle="--", linewidth=1.6)
    axes.plot([true, true, 0], [0, found, found], color=RED, linewidth=2.8, zorder=2.5)
    axes.plot(true, found, "D", color=RED, markeredgecolor=INK, markersize=12, zorder=3, clip_on=False)
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="True share of users with symptoms (%)")
    axes.set(xticks=(0, 25, 50, 75, 100), yticks=(0, 25, 50, 75, 100))
    name_y(axes, "Share that the survey finds, %")
    words(axes, [(f"survey: {printed:.1f}%, 95% interval", 99, 100 * result.high + 3.5)], "right", INK)
    # The name of the diagonal stands on the side where the curve is not.
    align, right, up = ("right", -16.0, 8.0) if result.keener < 1 else ("left", 4.0, -22.0)
    direct(axes, "all as likely", 86, 86, GREY, align, right=right, up=up)
    line = f"A true {true:.0f}% is found as {found:.0f}%"
    heading(figure, line, f"those with symptoms {_as_likely(result.keener)} to answer · illustration")
    return (
        f"If users with symptoms are {_as_likely(result.keener)} to answer, a true "
        f"{true:.0f}% looks like {found:.1f}%. The {printed:.1f}% "
        f"found would stand for a true {implied:.1f}%. Chance, with {result.people:,} answers, moves it "
        f"only between {100 * result.low:.1f} and {100 * result.high:.1f}%. "
        "Illustration: nobody knows how likely people were to answer."
    )


def _as_likely(keener: float) -> str:
    return "just as likely" if keener == 1 else f"{keener:g} times as likely"
