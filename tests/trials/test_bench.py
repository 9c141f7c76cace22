"""The workbench: what it pools agrees with what was published, and its forest and funnel show just that."""

from itertools import pairwise, product

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon

from ketabrain.engine.draw.style import PAPER
from ketabrain.engine.stats.pooling import IntervalMethod, PoolingModel, shown
from ketabrain.topics.trials.bench import MOST, pool_trials
from ketabrain.topics.trials.bench_choices import (
    Comparator,
    Crossovers,
    PooledOutcome,
    PooledQuestion,
    SharedControl,
    TimePoint,
)
from ketabrain.topics.trials.draw_bench import forest, funnel
from tests.drawing import drawing
from tests.engine.draw.written import written

MADRS = PooledOutcome.SCORE_MADRS


def labels(result):
    return [trial.label for trial in result.trials]


def test_a_shared_control_group_is_split_and_never_counted_twice():
    result = pool_trials(time_point="3–8 weeks")
    first = [trial for trial in result.trials if trial.label.startswith("TRANSFORM-1,")]
    assert [trial.people for trial in first] == [111, 98]
    assert sum(trial.control_people for trial in first) == 108
    merged = pool_trials(time_point="3–8 weeks", doses=SharedControl.DOSES_MERGED)
    (one,) = [trial for trial in merged.trials if trial.label == "TRANSFORM-1, 2 doses"]
    assert (one.people, one.control_people) == (209, 108)
    assert shown(one.effect.value, "risk ratio") == pytest.approx(112 / 209 * 108 / 42)


def test_merged_doses_keep_their_scores():
    (one,) = [
        trial
        for trial in pool_trials(outcome=MADRS, time_point="3–8 weeks", doses=SharedControl.DOSES_MERGED).trials
        if trial.label.startswith("Takahashi")
    ]
    mean = (39 * 15.2 + 34 * 14.5 + 39 * 15.1) / 112
    assert one.effect.value == pytest.approx(mean - 15.3)


def test_published_figures_come_out_again():
    """64% against 28% is a risk ratio of about 2.3 and an odds ratio of about 4.5, not the 2.18 that was printed."""
    for outcome, value in (("response, risk ratio", 2.3), ("response, odds ratio", 4.5)):
        (murrough,) = pool_trials(outcome=outcome, comparator="midazolam").trials
        assert shown(murrough.effect.value, outcome.split(", ")[1]) == pytest.approx(value, abs=0.05)
    rows = {trial.label: trial for trial in pool_trials(outcome=MADRS).trials}
    assert (rows["Fu 2020"].effect.value, rows["Fu 2020"].effect.se) == (3.8, 1.39)
    assert rows["Lii 2023"].effect.value == pytest.approx(-1.1)


def test_pooled_effects_overlap_with_published_poolings():
    """Bahji 2022: any ketamine, response 2.14 (1.72 to 2.66); An 2021: day 28, 4.09 points (2.18 to 6.0)."""
    ours = pool_trials().pooled
    assert shown(ours.low, "risk ratio") < 2.66
    assert shown(ours.high, "risk ratio") > 1.72
    weeks = pool_trials(outcome=MADRS, time_point="3–8 weeks", comparator="placebo spray").pooled
    assert weeks.low < 6.0
    assert weeks.high > 2.18


def test_the_diamond_moves_when_decisions_change():
    split, merged = (
        pool_trials(interval=IntervalMethod.HARTUNG_KNAPP).pooled,
        pool_trials(interval=IntervalMethod.HARTUNG_KNAPP, doses=SharedControl.DOSES_MERGED).pooled,
    )
    assert shown(split.low, "risk ratio") > 1 > shown(merged.low, "risk ratio")
    assert pool_trials(model=PoolingModel.FIXED).pooled.prediction is None


def test_leaving_one_out_takes_exactly_that_trial_away():
    everything = pool_trials()
    for number, gone in enumerate(everything.trials, 1):
        result = pool_trials(leave_out=number)
        assert result.left_out.label == gone.label
        assert labels(result) == [label for label in labels(everything) if label != gone.label]
    beyond = pool_trials(leave_out=MOST)
    assert beyond.left_out is None
    assert beyond.pooled.estimate == everything.pooled.estimate


def test_nothing_is_pooled_from_one_trial_or_none():
    assert pool_trials("PTSD", time_point="1–2 weeks").pooled is None
    assert len(pool_trials("PTSD", time_point="1–2 weeks").trials) == 1
    assert pool_trials("anxiety", time_point="1 day").trials == ()


def test_the_bench_knows_when_any_trial_looked():
    for question, comparator in product(PooledQuestion, Comparator):
        looked = pool_trials(question, comparator=comparator).looked
        for point in TimePoint:
            found = pool_trials(question, time_point=point, comparator=comparator)
            assert bool(found.trials or found.refused) == (point in looked)


def test_every_choice_is_answered():
    """With crossovers, which are most trials."""
    for each in product(PooledQuestion, PooledOutcome, TimePoint, Comparator):
        result = pool_trials(*each, crossovers=Crossovers.COUNTED_IN)
        assert (result.pooled is None) == (len(result.trials) < 2)
        assert [row.number for row in result.rows] == list(range(1, len(result.rows) + 1))
        assert len(result.rows) <= MOST


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"question": "sleep"}, "There is no choice 'sleep'"),
        ({"doses": "drop"}, "There is no choice 'drop'"),
        ({"leave_out": MOST + 1}, "Leave out a trial by its number, 0 to 12; got 13"),
    ],
)
def test_bad_input_gets_one_sentence(asked, words):
    with pytest.raises(ValueError, match=words):
        pool_trials(**asked)


def squares(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() == "s"]


@pytest.mark.parametrize("outcome", [PooledOutcome.RESPONSE_RISK_RATIO, PooledOutcome.REMISSION_RISK_DIFFERENCE, MADRS])
def test_a_square_for_every_trial_where_its_effect_lies(outcome):
    result = pool_trials(outcome=outcome)
    figure, words = drawing(forest, result)
    assert [square.get_xdata()[0] for square in squares(figure)] == pytest.approx(
        [shown(trial.effect.value, result.measure) for trial in result.trials]
    )
    assert all(trial.label in words for trial in result.trials)


def test_heavier_trials_have_larger_squares():
    result = pool_trials()
    sizes = [square.get_markersize() for square in squares(drawing(forest, result)[0])]
    order = sorted(range(len(sizes)), key=lambda i: result.trials[i].weight)
    assert all(sizes[a] <= sizes[b] for a, b in pairwise(order))


def test_the_diamond_spans_the_pooled_interval():
    result = pool_trials(outcome=MADRS)
    figure, words = drawing(forest, result)
    pooled = result.pooled
    (diamond,) = [patch for patch in figure.axes[0].patches if isinstance(patch, Polygon)]
    xs = diamond.get_xy()[:, 0]
    assert (xs.min(), xs.max()) == pytest.approx((pooled.low, pooled.high))
    assert f"All together {pooled.estimate:.1f} ({pooled.low:.1f} to {pooled.high:.1f})" in words


def test_an_interval_that_leaves_the_picture_says_so():
    figure, _ = drawing(forest, pool_trials())
    arrows = [line for line in figure.axes[0].lines if line.get_marker() == ">"]
    beyond = sum(shown(trial.effect.interval[1], "risk ratio") > 40 for trial in pool_trials().trials)
    assert len(arrows) == beyond > 0


@pytest.mark.parametrize(
    ("comparator", "said"),
    [("all", "No trial of anxiety at “1 day” in our table; try “1–2 weeks”."),
     ("ECT", "No trial of anxiety against ECT in our table.")],
)  # fmt: skip
def test_an_empty_bench_says_why_and_when_to_look(comparator, said):
    figure, words = drawing(forest, pool_trials(question="anxiety", comparator=comparator))
    assert squares(figure) == []
    assert said in words


def test_refused_trials_and_reasons_are_told():
    _, words = drawing(forest, pool_trials())
    assert "Not pooled: " in words
    assert "Correia-Melo 2020 (both groups got ketamine, in one form or the other)" in words
    assert "Different controls are mixed here: anaesthesia, midazolam, placebo spray" in words


def test_the_lowest_line_is_inside_the_picture():
    """With a margin, which the measure of crowding does not ask for."""
    for asked in ({"crossovers": Crossovers.COUNTED_IN, "outcome": MADRS}, {"time_point": "3–8 weeks"}, {}):
        figure, _ = drawing(forest, pool_trials(**asked))
        figure.canvas.draw()
        (axes,) = figure.axes
        ends = [
            axes.transData.transform((1, each.get_offsets()[:, 1].max()))[1]
            for each in axes.collections
            if len(each.get_offsets()) > 1
        ]
        assert min(ends) > 8  # fmt: skip


def test_the_funnel_has_a_point_for_every_trial_and_warns_of_few():
    result = pool_trials(outcome=MADRS)
    figure, words = drawing(funnel, result)
    (points,) = (line for line in figure.axes[0].lines if line.get_marker() == "o")
    assert list(points.get_ydata()) == pytest.approx([trial.effect.se for trial in result.trials])
    assert written(figure.axes[0]) == [f"{number}" for number in range(1, len(result.trials) + 1)]
    assert "too few to judge its shape" in figure.axes[0].get_title(loc="left")
    assert "Ten are commonly asked for" in words


def test_the_region_of_the_funnel_opens_by_chance_alone():
    """At a standard error of 1, 95 of 100 estimates lie within 1.96 on either side of the middle."""
    result = pool_trials(outcome=MADRS)
    region = result.funnel_region
    assert region.middle == result.pooled.estimate
    assert region.high - region.middle == pytest.approx(1.959964 * region.deepest)
    assert region.middle - region.low == pytest.approx(1.959964 * region.deepest)
    assert region.deepest > max(trial.effect.se for trial in result.trials)


def test_the_one_left_out_stays_in_its_line_hollow_and_without_weight():
    result = pool_trials(leave_out=2)
    figure, words = drawing(forest, result)
    faces = [to_hex(square.get_markerfacecolor()).upper() for square in squares(figure)]
    assert [face == PAPER for face in faces] == [row.number == 2 for row in result.rows]
    assert f"2 {result.left_out.label}, against" in words
    assert words.count("(left out)") == 1
    assert sum(row.weight for row in result.rows) == pytest.approx(1)
