"""Why an honest confidence pays: the expected penalty for what you say against how often you are right."""

from matplotlib.figure import Figure

from ketabrain.engine.draw.drawn import drawn
from ketabrain.engine.draw.layout import began as began_curve
from ketabrain.engine.draw.layout import direct, heading, name_y, plot
from ketabrain.engine.draw.lettering import words
from ketabrain.engine.draw.style import BLUE, GREY, RED, ink
from ketabrain.engine.stats.calibration import Curve, ExpectedPenalty


@drawn(height_in=3.8)
def penalty_curve(result: ExpectedPenalty, figure: Figure, began: ExpectedPenalty | None = None) -> str:
    """Draw the expected Brier penalty over every confidence one could state; mark the one stated and the best."""
    axes = plot(figure, right=30)
    axes.set(xlim=(-4, 104), ylim=(-0.16, 1.16), xlabel="Confidence that you state, %")
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.spines["left"].set_bounds(0, 1)
    name_y(axes, "Expected penalty (Brier), 0 to 1")
    stated, best, chosen = 100 * result.stated, 100 * result.best, 100 * result.chosen
    # What it costs not to be honest: the area between the curve and its lowest point.
    between = (stated >= min(best, chosen)) & (stated <= max(best, chosen))
    axes.fill_between(stated[between], result.best_penalty, result.penalty[between], color=RED, alpha=0.22, linewidth=0)
    axes.vlines(chosen, result.best_penalty, result.chosen_penalty, color=RED, linewidth=4)
    axes.hlines(result.best_penalty, min(best, chosen), max(best, chosen), color=GREY, linewidth=1)
    if began is not None and began.best != result.best:
        began_curve(axes, 100 * began.stated, began.penalty)
    axes.plot(stated, result.penalty, color=BLUE)
    axes.plot(best, result.best_penalty, "o", color=BLUE, markersize=9)
    axes.plot(chosen, result.chosen_penalty, "s", color=RED, markersize=11)
    # Words at the ends of the scale lean inwards, away from the axis and the edge.
    direct(axes, f"honest: {best:.0f}%", best, result.best_penalty, BLUE, _leaning(result.best), right=0, up=-16)
    direct(axes, f"you: {chosen:.0f}%", chosen, result.chosen_penalty, RED, _leaning(result.chosen), right=0, up=18)
    grey = " · grey: where you began" if began is not None and began.best != result.best else ""
    heading(
        figure,
        f"Stating {chosen:.0f}% costs {result.chosen_penalty:.3f}, being honest {result.best_penalty:.3f}",
        f"Somebody who is right {100 * result.share_right:.0f}% of the time · illustration{grey}",
    )
    return (
        f"Stating {chosen:.0f}% costs {result.chosen_penalty:.3f} for somebody who is right "
        f"{100 * result.share_right:.0f}% of the time, and being honest {result.best_penalty:.3f}. That lowest penalty "
        f"comes from saying {best:.0f}%; the red area shows how the cost grows with the gap."
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
