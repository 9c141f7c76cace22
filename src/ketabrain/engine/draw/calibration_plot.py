"""Why an honest confidence pays: the expected penalty for what you say against how often you are right."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import heading, name_y, panel, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, RED, SMALL, ink
from ketabrain.engine.stats.calibration import Curve, ExpectedPenalty


def penalty_curve(result: ExpectedPenalty, figure: Figure) -> str:
    """Draw the expected Brier penalty over every confidence one could state; mark the one stated and the best."""
    axes = panel(figure, right=0.96)
    axes.plot(100 * result.stated, result.penalty, color=BLUE)
    # Words at the ends of the scale lean inwards, away from the axis and the edge.
    axes.plot(100 * result.best, result.best_penalty, "o", color=GREY, markersize=9)
    axes.annotate(
        f"lowest: say {100 * result.best:.0f}%",
        (100 * result.best, result.best_penalty),
        xytext=(0, -9),
        textcoords="offset points",
        ha=_leaning(result.best),
        va="top",
        fontsize=SMALL,
    )
    axes.plot(100 * result.chosen, result.chosen_penalty, "s", color=RED, markersize=9)
    axes.annotate(
        f"you say {100 * result.chosen:.0f}%",
        (100 * result.chosen, result.chosen_penalty),
        xytext=(0, 10),
        textcoords="offset points",
        ha=_leaning(result.chosen),
        va="bottom",
        fontsize=SMALL,
    )
    axes.set(
        xlim=(-4, 104),
        ylim=(-0.15, 1.15),
        xlabel="Confidence that you state (%)",
        ylabel="Expected penalty (Brier)",
    )
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.spines["left"].set_bounds(0, 1)
    axes.set_title(f"Right {100 * result.share_right:.0f}% of the time, stating {100 * result.chosen:.0f}%")
    return (
        f"Someone who is right {100 * result.share_right:.0f}% of the time and says {100 * result.chosen:.0f}% can "
        f"expect a penalty of {result.chosen_penalty:.3f}. The lowest penalty, {result.best_penalty:.3f}, comes from "
        f"saying {100 * result.best:.0f}%."
    )


def _leaning(share: float) -> str:
    """To which side the words at a place on the scale go."""
    return "left" if share < 0.1 else "right" if share > 0.9 else "center"


@drawn(height_in=4.4)
def calibration_curve(result: Curve, figure: Figure, right: float = 24) -> str:
    """Share right over stated confidence, with intervals and the diagonal of honesty; `right` is a margin in pixels."""
    axes = plot(figure, left=56, right=right)
    axes.plot((0, 100), (0, 100), color=GREY, linestyle=":", linewidth=1.6)
    for each, (low, high) in zip(result.bins, result.intervals, strict=True):
        axes.vlines(100 * each.mean_confidence, 100 * low, 100 * high, color=BLUE, linewidth=2)
    said = [100 * each.mean_confidence for each in result.bins]
    axes.plot(said, [100 * each.share_right for each in result.bins], "o", color=BLUE, markersize=10)
    words(axes, [(str(each.count), x, -7) for x, each in zip(said, result.bins, strict=True)], "center", ink(GREY))
    axes.set(xlim=(-4, 104), ylim=(-12, 104), xlabel="confidence that was stated (%)", yticks=(0, 25, 50, 75, 100))
    axes.spines["left"].set_bounds(0, 100)
    name_y(axes, "right (%), 95% interval; below, the number of answers")
    score = "no answers yet" if result.score is None else f"Brier score {result.score:.2f}"
    who = f"{result.who[0].upper()}{result.who[1:]}"
    heading(
        figure,
        f"{who}: {score}",
        f"{result.answers} answers; dotted: right as often as said; saying 50% every time gives {result.coin:g}",
    )
    told = "; ".join(
        f"said {100 * each.mean_confidence:.0f}%, right {100 * each.share_right:.0f}% of {each.count} "
        f"({100 * low:.0f} to {100 * high:.0f})"
        for each, (low, high) in zip(result.bins, result.intervals, strict=True)
    )
    return (
        f"{result.who}: {result.answers} answers, {score} (saying 50% every time gives {result.coin:g}). "
        f"{told or 'Lock in predictions in the lessons, then come back'}. With few answers an interval is wide, and "
        "somebody honest looks badly calibrated by chance."
    )
