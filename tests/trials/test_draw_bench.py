"""The forest plot and the funnel show the bench, and their words say what its picture shows."""

from itertools import pairwise

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon

from ketabrain.engine.draw.style import BEGAN
from ketabrain.engine.first_sentence import LONGEST_FIRST, first_sentence
from ketabrain.engine.stats.pooling import IntervalMethod, PoolingModel, shown
from ketabrain.topics.trials.bench import pool_trials
from ketabrain.topics.trials.bench_choices import Comparator, Crossovers, PooledOutcome, SharedControl
from ketabrain.topics.trials.bench_settings import bench_settings, on_the_bench
from ketabrain.topics.trials.bench_table import bench_rows
from ketabrain.topics.trials.draw_bench import forest
from ketabrain.topics.trials.draw_funnel import funnel
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

MIXED = {"comparator": Comparator.MIXED}
RESPONSE = {"outcome": PooledOutcome.RESPONSE_RISK_RATIO}
SHAPES = "sDo^PX"


def marks(figure):
    return [line for line in figure.axes[0].lines if line.get_marker() in SHAPES]


@pytest.mark.parametrize(
    "outcome",
    [PooledOutcome.RESPONSE_RISK_RATIO, PooledOutcome.REMISSION_RISK_DIFFERENCE, PooledOutcome.SCORE_MADRS],
)
def test_a_mark_for_every_row_where_its_effect_lies(outcome):
    result = pool_trials(outcome=outcome, **MIXED)
    figure, words = drawing(forest, result)
    assert [mark.get_xdata()[0] for mark in marks(figure)] == pytest.approx(
        [shown(row.effect.value, result.measure) for row in result.rows]
    )
    assert all(row.label in words for row in result.rows)


def test_the_shape_of_a_mark_and_a_column_say_the_control():
    result = pool_trials(**MIXED)
    figure, words = drawing(forest, result)
    shapes = {row.comparator: mark.get_marker() for row, mark in zip(result.rows, marks(figure), strict=True)}
    assert len(set(shapes.values())) == len(result.controls) == 3
    assert heading(figure)[0].startswith("Unlike controls mixed: ")
    assert "Unlike controls are mixed here: placebo spray, midazolam, anaesthesia." in words
    assert {"spray", "midazolam", "asleep"} <= set(written(figure.axes[0]))
    assert "trials of unlike controls; I²" in words


def test_only_a_mixture_of_unlike_controls_is_hatched():
    for asked, hatched in ((MIXED, True), ({}, False)):
        (diamond,) = drawing(forest, pool_trials(**asked))[0].axes[0].patches
        assert bool(diamond.get_hatch()) == hatched


def test_every_row_tells_its_risk_of_bias_with_the_reason():
    result = pool_trials(**MIXED)
    figure, words = drawing(forest, result)
    assert written(figure.axes[0]).count("••") == 2
    assert written(figure.axes[0]).count("•••") == 4
    assert (
        "risk of bias, by us: some concerns. Anaesthesia hid the drug; but the groups began 4.8 points apart" in words
    )


def test_crossovers_that_count_are_named():
    counted = {"crossovers": Crossovers.COUNTED_IN}
    for control, said in (("midazolam", "2 trials, 1 crossover"), ("placebo spray", "4 trials, 0 crossovers")):
        figure, _ = drawing(forest, pool_trials(comparator=control, **counted))
        assert said in heading(figure)[1]


def test_heavier_trials_have_larger_marks():
    result = pool_trials()
    sizes = [mark.get_markersize() for mark in marks(drawing(forest, result)[0])]
    order = sorted(range(len(sizes)), key=lambda i: result.rows[i].weight)
    assert all(sizes[a] <= sizes[b] for a, b in pairwise(order))


def test_the_diamond_spans_the_pooled_interval():
    result = pool_trials()
    figure, words = drawing(forest, result)
    pooled = result.pooled
    (diamond,) = [patch for patch in figure.axes[0].patches if isinstance(patch, Polygon)]
    xs = diamond.get_xy()[:, 0]
    assert (xs.min(), xs.max()) == pytest.approx((pooled.low, pooled.high))
    assert words.startswith(
        f"All together a lead in MADRS points of {pooled.estimate:.1f} ({pooled.low:.1f} to {pooled.high:.1f}) from "
        "4 trials; I²"
    )


def test_an_interval_that_leaves_the_picture_says_so():
    result = pool_trials(**RESPONSE, **MIXED)
    figure, _ = drawing(forest, result)
    arrows = [line for line in figure.axes[0].lines if line.get_marker() == ">"]
    beyond = sum(row.shown.high > 40 for row in result.rows)
    assert len(arrows) == beyond > 0


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (RESPONSE, "none: 2 trials, needs 3"),
        ({"model": PoolingModel.FIXED}, "none: one truth"),
    ],
)
def test_a_range_that_is_not_shown_says_why(asked, why):
    figure, words = drawing(forest, pool_trials(**asked))
    assert why in written(figure.axes[0])
    assert f"Range of the next trial: {why}." in words


def test_the_modified_interval_is_named():
    assert "is the modified one" in drawing(forest, pool_trials(interval=IntervalMethod.HARTUNG_KNAPP))[1]
    assert "modified" not in drawing(forest, pool_trials())[1]


def test_counts_end_in_people_of_a_thousand():
    figure, words = drawing(forest, pool_trials(time_point="3–8 weeks", **RESPONSE))
    assert "of 1000 people 381 better without, 525 with the drug (" in heading(figure)[1]
    assert "Of 1000 people 381 (325 to 440) get better without the drug, 525 (" in words


def test_a_ratio_to_nobody_says_how_to_see_people():
    _, words = drawing(forest, on_the_bench("anxiety: response, 1–2 weeks, saline"))
    assert "Nobody got better without the drug: choose the risk difference to see people." in words
    apart = pool_trials(time_point="hours", doses=SharedControl.DOSES_APART, **RESPONSE)
    assert "Nobody" not in drawing(forest, apart)[1]


@pytest.mark.parametrize("setting", bench_settings())
def test_the_first_sentence_says_what_is_found_and_is_short(setting):
    first, _ = first_sentence(drawing(forest, on_the_bench(setting))[1])
    assert first.startswith(("All together", "1 trial here"))
    assert len(first) <= LONGEST_FIRST


def test_refused_trials_and_reasons_are_told():
    _, words = drawing(forest, pool_trials(**RESPONSE, comparator="another drug"))
    assert "Not pooled: " in words
    assert "Correia-Melo 2020 (both groups got ketamine, in one form or the other)" in words


def test_the_funnel_has_a_point_for_every_row_and_warns_of_few():
    result = pool_trials(**MIXED)
    figure, words = drawing(funnel, result)
    (points,) = (line for line in figure.axes[0].lines if line.get_marker() == "o")
    assert list(points.get_ydata()) == pytest.approx([row.effect.se for row in result.kept])
    assert sorted(written(figure.axes[0])[:-1]) == sorted(row.label for row in result.kept)
    assert "too few to judge the shape" in heading(figure)[0]
    assert "Ten are commonly asked for" in words


def test_names_of_the_funnel_keep_apart_from_the_top_to_the_bottom():
    result = on_the_bench("depression: score, 1 day, unlike placebos, mixed", "SD or odds ratio")
    figure, _ = drawing(funnel, result)
    names = next(each for each in figure.axes[0].collections if (each.get_gid() or "").count("\n"))
    deep = names.get_offsets()[:, 1] / result.funnel_region.deepest
    assert len(deep) == len(result.kept) == 8
    assert min(b - a for a, b in pairwise(deep)) > 0.06
    assert 0 < deep[0] < deep[-1] < 1


def test_the_region_of_the_funnel_opens_by_chance_alone():
    """At a standard error of 1, 95 of 100 estimates lie within 1.96 on either side of the middle."""
    result = pool_trials()
    region = result.funnel_region
    assert region.middle == result.pooled.estimate
    assert region.high - region.middle == pytest.approx(1.959964 * region.deepest)
    assert region.middle - region.low == pytest.approx(1.959964 * region.deepest)
    assert region.deepest > max(row.effect.se for row in result.kept)


def test_the_one_left_out_stays_in_its_line_grey_and_without_weight():
    result = pool_trials(leave_out=2)
    figure, words = drawing(forest, result)
    faces = [to_hex(mark.get_markerfacecolor()).upper() for mark in marks(figure)]
    assert [face == BEGAN for face in faces] == [row.number == 2 for row in result.rows]
    assert f"2 {result.left_out.label}, against" in words
    assert words.count("(left out)") == 1
    assert sum(row.weight for row in result.rows) == pytest.approx(1)


def test_where_one_began_stands_in_grey_only_where_the_measure_is_the_same():
    start = pool_trials()
    for asked, drawn in (({"leave_out": 1}, True), ({"outcome": PooledOutcome.SCORE_SMD}, False)):
        figure = drawing(lambda result, figure: forest(result, figure, began=start), pool_trials(**asked))[0]
        assert ("at the start" in written(figure.axes[0])) == drawn


def test_the_table_below_has_every_trial_and_every_refused_one_with_its_reason():
    result = pool_trials(**MIXED)
    rows = bench_rows(result)
    assert "10 results that could not be pooled" in rows.caption
    assert list(rows.frame["trial"]) == [each.label for each in (*result.rows, *result.refused)]
    assert rows.frame.at[0, "people"] == "34 : 33"
    assert set(rows.frame["weight"][len(result.rows) :]) == {"not pooled"}
    assert all(rows.frame["why"])
