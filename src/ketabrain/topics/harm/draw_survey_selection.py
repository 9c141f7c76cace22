"""What a survey finds against what is true, if people with a trouble are keener to answer."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.layout import panel
from ketabrain.engine.draw.style import BLUE, GREY, INK, ORANGE, RED, SMALL
from ketabrain.topics.harm.survey_selection import Survey


def survey_finds(result: Survey, figure: Figure) -> str:
    """True share along, found share up, the printed survey as a band."""
    axes = panel(figure, left=0.1, right=0.97, bottom=0.15, top=0.88)
    axes.axhspan(100 * result.low, 100 * result.high, color=RED, alpha=0.3, linewidth=0)
    axes.axhline(100 * result.printed, color=RED, linewidth=1.2)
    axes.plot((0, 100), (0, 100), color=GREY, linestyle=":")
    axes.plot(100 * result.truths, 100 * result.finds, color=BLUE)
    axes.plot(100 * result.true_share, 100 * result.found, "D", color=ORANGE, markeredgecolor=INK, markersize=11,
              clip_on=False)  # fmt: skip
    axes.vlines(100 * result.implied, 0, 100 * result.printed, color=INK, linestyle="--", linewidth=1.4)
    axes.text(99, 100 * result.high + 1, "survey, with its sampling interval", ha="right", fontsize=SMALL)
    axes.set(xlim=(0, 100), ylim=(0, 100), xlabel="True share of users with symptoms (%)")
    axes.set_ylabel("Share that the survey finds (%)")
    axes.set_title(
        f"True {100 * result.true_share:.0f}%, found {100 * result.found:.0f}%; "
        f"{100 * result.printed:.1f}% would mean {100 * result.implied:.0f}%",
        x=-0.08,
    )
    return (
        f"If users with symptoms are {_as_likely(result.keener)} to answer, a true "
        f"{100 * result.true_share:.0f}% looks like {100 * result.found:.1f}%, and the {100 * result.printed:.1f}% "
        f"found would stand for a true {100 * result.implied:.1f}%. Chance, with {result.people:,} answers, moves it "
        f"only between {100 * result.low:.1f} and {100 * result.high:.1f}%. "
        "Illustration: nobody knows how likely people were to answer."
    )


def _as_likely(keener: float) -> str:
    return "just as likely" if keener == 1 else f"{keener:g} times as likely"
