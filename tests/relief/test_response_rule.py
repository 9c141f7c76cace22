"""Response, remission, change: shares that follow from means and spreads, against the counts of the same papers."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.topics.relief.response_rule import CUTS, LIMITS, RULES, end_sd, response_rule, trials

LII, DALY, TRANSFORM_12, TRANSFORM_3 = trials()
asked = st.builds(
    response_rule,
    trial=st.sampled_from(trials()),
    rule=st.sampled_from(RULES),
    cut=st.floats(*CUTS),
    limit=st.floats(*LIMITS),
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
    assert result.response_gap > 0 < result.remission_gap
    assert response_rule(LII, "response").printed_gap[0] == pytest.approx(10)
    assert response_rule(LII, "remission").printed_gap[0] == pytest.approx(15)
    for rule in RULES:
        assert response_rule(LII, rule).printed_gap[1] < 0 < response_rule(LII, rule).printed_gap[2]


@pytest.mark.parametrize(
    ("trial", "rule", "fits"),
    [
        (LII, "response", (True, True)),
        (LII, "remission", (True, True)),
        (DALY, "response", (True, True)),
        (DALY, "remission", (True, True)),
        (TRANSFORM_12, "response", (False, True)),
        (TRANSFORM_12, "remission", (False, True)),
        (TRANSFORM_3, "response", (True, True)),
        (TRANSFORM_3, "remission", (True, True)),
    ],
)
def test_the_counts_fit_except_where_the_trial_is_large(trial, rule, fits):
    result = response_rule(trial, rule)
    assert (result.drug.fits(rule), result.control.fits(rule)) == fits


@pytest.mark.parametrize("r", [0, 0.3, 0.6, 0.9])
def test_no_correlation_mends_the_large_trial(r):
    """The curve puts a tenth of the people below 0; in truth they are well, so more respond than a curve says."""
    result = response_rule(TRANSFORM_12, r=r)
    assert result.drug.expected("response") < result.drug.responders.share
    assert not result.drug.fits("response")
    assert result.drug.below_zero > 0.07


@given(asked)
def test_asking_for_more_finds_fewer(result):
    for arm in (result.drug, result.control):
        assert np.all(np.diff(arm.responding(np.linspace(*CUTS, 30))) < 0)
        assert np.all(np.diff(arm.remitting(np.linspace(*LIMITS, 30))) > 0)
        assert 0 < float(arm.responding(result.cut)) < 1


@given(asked)
def test_the_chosen_rule_lies_on_the_curve_of_gaps(result):
    assert result.gap_here == pytest.approx(np.interp(result.here, result.along, result.gap), abs=0.05)
    assert result.gap_here == (result.response_gap if result.rule == "response" else result.remission_gap)


@given(asked)
def test_the_shaded_part_is_the_share_that_counts(result):
    falls, scores = np.linspace(-400, 400, 40001), np.linspace(-120, 120, 24001)
    for arm in (result.drug, result.control):
        density = arm.density("response", falls)
        beyond = np.trapezoid(np.where(falls >= result.cut, density, 0), falls)
        assert beyond == pytest.approx(float(arm.responding(result.cut) - arm.responding(400)), abs=2e-3)
        below = np.trapezoid(np.where(scores <= result.limit + 0.5, arm.density("remission", scores), 0), scores)
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
    gap = response_rule(DALY).gap
    assert gap.max() > 2 * gap.min() > 0


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: response_rule("Lii"), "There is no trial 'Lii'; use one of Lii 2023, 24 hours, "),
        (lambda: response_rule(LII, "change"), "There is no rule 'change'; use one of response, remission."),
        (lambda: response_rule(LII, cut=80), "The cut lies between 20 and 70%; got 80."),
        (lambda: response_rule(LII, limit=5), "The limit lies between 6 and 16 points; got 5."),
        (lambda: response_rule(LII, r=1), "The correlation lies between 0 and 1, 1 excluded; got 1."),
        (lambda: end_sd(10, 5, 0.5), "With a correlation of 0.5 the change varies more than 5 points."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match="^" + sentence):
        ask()
