"""The forest plot: squares, diamond and words show the bench, every control changes the words, and nothing overlaps."""

import re
from itertools import pairwise, product

import pytest
from matplotlib.patches import Polygon

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.engine.stats.pooling import INTERVALS, MODELS, shown
from ketabrain.topics.trials.bench import COMPARATORS, CROSSOVERS, DOSES, OUTCOMES, QUESTIONS, TIME_POINTS, bench
from ketabrain.topics.trials.draw_bench import forest, funnel
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import written


def drawn(draw=forest, height=7.2, **asked):
    figure = new_figure(height)
    with house_style():
        words = draw(bench(**asked), figure)
    return figure, words


def squares(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() == "s"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_square_for_every_trial_where_its_effect_lies(outcome):
    figure, words = drawn(outcome=outcome)
    result = bench(outcome=outcome)
    assert [square.get_xdata()[0] for square in squares(figure)] == pytest.approx(
        [shown(trial.effect.value, result.measure) for trial in result.trials]
    )
    assert all(trial.label in words for trial in result.trials)


def test_heavier_trials_have_larger_squares():
    result = bench()
    sizes = [square.get_markersize() for square in squares(drawn()[0])]
    order = sorted(range(len(sizes)), key=lambda i: result.trials[i].weight)
    assert all(sizes[a] <= sizes[b] for a, b in pairwise(order))


def test_the_diamond_spans_the_pooled_interval():
    figure, words = drawn(outcome="score, MADRS points")
    pooled = bench(outcome="score, MADRS points").pooled
    (diamond,) = [patch for patch in figure.axes[0].patches if isinstance(patch, Polygon)]
    xs = diamond.get_xy()[:, 0]
    assert (xs.min(), xs.max()) == pytest.approx((pooled.low, pooled.high))
    assert f"All together {pooled.estimate:.1f} ({pooled.low:.1f} to {pooled.high:.1f})" in words


def test_an_interval_that_leaves_the_picture_says_so():
    figure, _ = drawn()
    arrows = [line for line in figure.axes[0].lines if line.get_marker() == ">"]
    beyond = sum(shown(trial.effect.interval[1], "risk ratio") > 40 for trial in bench().trials)
    assert len(arrows) == beyond > 0


@pytest.mark.parametrize(
    ("comparator", "said"),
    [("all", "No trial of anxiety at “1 day” in our table; try “1–2 weeks”."),
     ("ECT", "No trial of anxiety against ECT in our table.")],
)  # fmt: skip
def test_an_empty_bench_says_why_and_when_to_look(comparator, said):
    figure, words = drawn(question="anxiety", comparator=comparator)
    assert squares(figure) == []
    assert crowded(figure) == []
    assert said in words


def test_refused_trials_and_reasons_are_told():
    words = drawn()[1]
    assert "Not pooled: " in words
    assert "Correia-Melo 2020 (both groups got ketamine, in one form or the other)" in words
    assert "Different controls are mixed here: anaesthesia, midazolam, placebo spray" in words


def test_the_words_follow_every_control():
    controls = {
        "question": QUESTIONS, "outcome": OUTCOMES, "time_point": TIME_POINTS, "comparator": COMPARATORS,
        "model": MODELS, "interval": INTERVALS, "crossovers": CROSSOVERS, "doses": DOSES, "leave_out": range(13),
    }  # fmt: skip
    for name, values in controls.items():
        for draw, height in ((forest, 7.2), (funnel, 4.2)):
            told = [drawn(draw, height, **{name: value})[1] for value in values]
            if name == "leave_out" and draw is funnel:
                told = told[:7]
            assert len(set(told)) == len(told), name
            assert not any(re.search(r"\bnan\b", words) for words in told)


@pytest.mark.parametrize(("question", "time_point"), list(product(QUESTIONS, TIME_POINTS)))
@pytest.mark.parametrize("outcome", [*OUTCOMES][:1] + [*OUTCOMES][-2:])
def test_words_fit(question, time_point, outcome):
    asked = {"question": question, "time_point": time_point, "outcome": outcome, "crossovers": CROSSOVERS[1]}
    assert crowded(drawn(**asked)[0]) == []
    assert crowded(drawn(funnel, 4.2, **asked)[0]) == []


def test_the_lowest_line_is_inside_the_picture():
    """With a margin, which the measure of crowding does not ask for."""
    for asked in ({"crossovers": CROSSOVERS[1], "outcome": "score, MADRS points"}, {"time_point": "3–8 weeks"}, {}):
        figure, _ = drawn(**asked)
        figure.canvas.draw()
        (axes,) = figure.axes
        ends = [
            axes.transData.transform((1, each.get_offsets()[:, 1].max()))[1]
            for each in axes.collections
            if len(each.get_offsets()) > 1
        ]
        assert min(ends) > 8  # fmt: skip


def test_the_funnel_has_a_point_for_every_trial_and_warns_of_few():
    figure, words = drawn(funnel, 4.2, outcome="score, MADRS points")
    result = bench(outcome="score, MADRS points")
    (points,) = (line for line in figure.axes[0].lines if line.get_marker() == "o")
    assert list(points.get_ydata()) == pytest.approx([trial.effect.se for trial in result.trials])
    assert written(figure.axes[0]) == [f"{number}" for number in range(1, len(result.trials) + 1)]
    assert "too few to judge its shape" in figure.axes[0].get_title(loc="left")
    assert "Ten are commonly asked for" in words
