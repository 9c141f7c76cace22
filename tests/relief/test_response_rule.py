"""Response, remission, change: shares that follow from means and spreads, against the counts of the same papers."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.topics.relief import draw_response_rule
from ketabrain.topics.relief.response_rule import (
    HIGHEST_CUT,
    HIGHEST_LIMIT,
    LOWEST_CUT,
    LOWEST_LIMIT,
    Rule,
    counted_rows,
    end_sd,
    response_rule,
    scored_trials,
)
from tests.drawing import drawing

LII, DALY, TRANSFORM_12, TRANSFORM_3 = scored_trials()
asked = st.builds(
    response_rule,
    trial=st.sampled_from(scored_trials()),
    cut=st.floats(LOWEST_CUT, HIGHEST_CUT),
    limit=st.floats(LOWEST_LIMIT, HIGHEST_LIMIT),
    r=st.floats(0, 0.9),
)


@pytest.mark.parametrize(
    ("trial", "responders", "remitters"),
    [
        (LII, ((12, 20), (10, 20)), ((10, 20), (7, 20))),
        (DALY, ((5, 12), (1, 33)), ((3, 12), (0, 33))),
        (TRANSFORM_12, ((182, 310), (94, 208)), ((131, 310), (64, 208))),
        (TRANSFORM_3, ((17, 63), (8, 60)), ((11, 63), (4, 60))),
    ],
)
def test_the_printed_counts(trial, responders, remitters):
    result = response_rule(trial)
    arms = result.drug, result.control
    assert tuple((arm.responders.events, arm.responders.people) for arm in arms) == responders
    assert tuple((arm.remitters.events, arm.remitters.people) for arm in arms) == remitters


def test_women_and_men_are_put_together():
    """TRANSFORM-3 with esketamine: 39 women fell by 9.9 (SD 13.34), 24 men by 10.3 (SD 11.96)."""
    rng = np.random.default_rng(1)
    women, men = rng.normal(size=39), rng.normal(size=24)
    women = -9.9 + 13.34 * (women - women.mean()) / women.std(ddof=1)
    men = -10.3 + 11.96 * (men - men.mean()) / men.std(ddof=1)
    together = np.concatenate([women, men])
    row = tables.load("score_arms").set_index("id").loc["transform3-esketamine"]
    assert (row["change_mean"], row["change_sd"]) == pytest.approx((together.mean(), together.std(ddof=1)), abs=0.006)
    assert row["access"] == "computed"


def test_standard_errors_became_standard_deviations():
    rows = tables.load("score_arms").set_index("id")
    assert rows.at["daly2018-84", "change_sd"] == pytest.approx(2.64 * 12**0.5, abs=0.006)
    assert rows.at["daly2018-placebo", "change_sd"] == pytest.approx(1.79 * 33**0.5, abs=0.006)


def test_the_mean_change_and_the_mean_end_disagree_in_lii_2023():
    """Ketamine began lower and ended lower, but saline fell further; more responded and remitted with ketamine."""
    result = response_rule(LII)
    assert result.change_gap == pytest.approx(-1.1)
    assert result.end_gap == pytest.approx(3.7)
    assert result.gap_here(Rule.RESPONSE) > 0 < result.gap_here(Rule.REMISSION)
    counted = {rule: result.printed_gap(rule) for rule in Rule}
    assert [each.value for each in counted.values()] == pytest.approx([10, 15])
    assert all(each.low < 0 < each.high for each in counted.values())


@pytest.mark.parametrize(
    ("trial", "rule", "fits"),
    [
        (LII, Rule.RESPONSE, (True, True)),
        (LII, Rule.REMISSION, (True, True)),
        (DALY, Rule.RESPONSE, (True, True)),
        (DALY, Rule.REMISSION, (True, True)),
        (TRANSFORM_12, Rule.RESPONSE, (False, True)),
        (TRANSFORM_12, Rule.REMISSION, (False, True)),
        (TRANSFORM_3, Rule.RESPONSE, (True, True)),
        (TRANSFORM_3, Rule.REMISSION, (True, True)),
    ],
)
def test_the_counts_fit_except_where_the_trial_is_large(trial, rule, fits):
    result = response_rule(trial)
    assert (result.drug.fits(rule), result.control.fits(rule)) == fits


@pytest.mark.parametrize("r", [0, 0.3, 0.6, 0.9])
def test_no_correlation_mends_the_large_trial(r):
    """The curve puts a tenth of the people below 0; in truth they are well, so more respond than a curve says."""
    result = response_rule(TRANSFORM_12, r=r)
    assert result.drug.expected(Rule.RESPONSE) < result.drug.responders.share
    assert not result.drug.fits(Rule.RESPONSE)
    assert result.drug.below_zero > 0.07


@given(asked)
def test_asking_for_more_finds_fewer(result):
    for arm in (result.drug, result.control):
        assert np.all(np.diff(arm.responding(np.linspace(LOWEST_CUT, HIGHEST_CUT, 30))) < 0)
        assert np.all(np.diff(arm.remitting(np.linspace(LOWEST_LIMIT, HIGHEST_LIMIT, 30))) > 0)
        assert 0 < float(arm.responding(result.cut)) < 1


@given(asked)
def test_the_gap_is_that_of_the_shares_and_within_all_gaps(result):
    for rule in Rule:
        drug, control = (float(arm.better(rule, result.here(rule))) for arm in (result.drug, result.control))
        assert result.gap_here(rule) == pytest.approx(100 * (drug - control))
        assert result.gaps(rule).min() - 0.05 <= result.gap_here(rule) <= result.gaps(rule).max() + 0.05


@settings(max_examples=30, deadline=None)  # the sums are long
@given(asked)
def test_the_shaded_part_is_the_share_that_counts(result):
    falls, scores = np.linspace(-400, 400, 40001), np.linspace(-120, 120, 24001)
    for arm in (result.drug, result.control):
        density = arm.density(Rule.RESPONSE, falls)
        beyond = np.trapezoid(np.where(falls >= result.cut, density, 0), falls)
        assert beyond == pytest.approx(float(arm.responding(result.cut) - arm.responding(400)), abs=2e-3)
        below = np.trapezoid(np.where(scores <= result.limit + 0.5, arm.density(Rule.REMISSION, scores), 0), scores)
        assert below == pytest.approx(float(arm.remitting(result.limit)), abs=2e-3)


@given(st.floats(1, 10), st.floats(1, 20), st.floats(0, 0.99))
def test_the_spread_of_end_scores_gives_back_that_of_the_change(start, end, r):
    change = (start**2 + end**2 - 2 * r * start * end) ** 0.5
    assume(end >= r * start)  # else another, smaller spread gives the same change
    assert end_sd(start, change, r) == pytest.approx(end, rel=1e-6)


def test_drawn_people_agree_with_the_exact_shares():
    arm = response_rule(TRANSFORM_3, r=0.5).drug
    rng = np.random.default_rng(2)
    start = rng.normal(size=400_000)
    end = arm.r * start + (1 - arm.r**2) ** 0.5 * rng.normal(size=start.size)
    start, end = arm.start_mean + arm.start_sd * start, arm.end_mean + arm.end_sd * end
    assert np.std(end - start) == pytest.approx(arm.change_sd, rel=0.01)
    assert arm.change_sd == pytest.approx(12.73)
    for cut in (20, 50, 70):
        assert float(arm.responding(cut)) == pytest.approx(np.mean(start - end >= cut / 100 * start), abs=0.003)


def test_the_rule_changes_the_size_of_the_difference():
    gaps = response_rule(DALY).gaps(Rule.RESPONSE)
    assert gaps.max() > 2 * gaps.min() > 0


def test_the_gaps_and_the_counts_are_marks():
    result = response_rule(LII, 40, 10)
    axes = drawing(draw_response_rule.rule, result)[0].axes[0]
    (here,) = [line for line in axes.lines if line.get_marker() == "o"]
    (counted,) = [line for line in axes.lines if line.get_marker() == "D"]
    assert gaps_at(here.get_xdata()) == pytest.approx([result.gap_here(rule) for rule in Rule])
    assert gaps_at(counted.get_xdata()) == pytest.approx([10, 15])


def gaps_at(pixels):
    """Where on the axis of gaps pixels stand; from −20 to 60 by the ticks below it."""
    first, last = (float(draw_response_rule.GAPS.x(each)) for each in (-20, 60))
    return -20 + 80 * (np.asarray(pixels) - first) / (last - first)


def test_everything_drawn_stays_in_its_panel():
    for trial in scored_trials():
        for r in (0, 0.45, 0.9):
            result = response_rule(trial, r=r)
            for rule, panel in draw_response_rule.PEOPLE.items():
                along = np.linspace(*panel.x_ends, 121)
                highest = max(arm.density(rule, along).max() for arm in (result.drug, result.control))
                assert highest < panel.y_ends[1]
                low, high = draw_response_rule.GAPS.x_ends
                printed = result.printed_gap(rule)
                assert low < min(printed.low, *result.gaps(rule)) < max(printed.high, *result.gaps(rule)) < high


def test_a_null_says_so_in_its_numbers():
    words = drawing(draw_response_rule.rule, response_rule(LII))[1]
    assert "The mean fall differs by −1.1 points, the mean end by +3.7" in words
    assert "counted: +10 (−19.3 to 37)" in words


def test_a_misfit_is_told_in_the_words_and_in_the_table():
    result = response_rule(TRANSFORM_12)
    told = drawing(draw_response_rule.rule, result)[1]
    assert "esketamine spray: 53% expected, 182 of 310 counted (53 to 64%): misses" in told
    assert "start and end correlate by 0.50 (not printed)" in told
    rows = counted_rows(result).frame
    assert rows.iloc[0].tolist() == [
        "response: a fall of at least 50%", "esketamine spray", "53%", "182 of 310", "53 to 64%", "misses",
    ]  # fmt: skip
    assert rows["The curve"].tolist() == ["misses", "fits", "misses", "fits"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: response_rule("Lii"), "There is no choice 'Lii'; use one of Lii 2023, 24 hours, "),
        (lambda: response_rule(LII, cut=80), "The cut lies between 20 and 70%; got 80."),
        (lambda: response_rule(LII, limit=5), "The limit lies between 6 and 16 points; got 5."),
        (lambda: response_rule(LII, r=1), "The correlation lies between 0 and 1, 1 excluded; got 1."),
        (lambda: end_sd(10, 5, 0.5), "With a correlation of 0.5 the change varies more than 5 points."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        ask()
