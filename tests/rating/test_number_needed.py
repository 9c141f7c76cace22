"""The number needed to treat: printed counts, intervals, and what stays when the people change."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.stats.proportions import Arm, Estimate, number_needed_words
from ketabrain.topics.rating.draw_number_needed import needed
from ketabrain.topics.rating.number_needed import KeptRatio, carry_over, ratio_of, trial_names
from tests.drawing import drawing
from tests.engine.draw.written import hyphens_before_numbers

mixed_arms = st.integers(2, 300).flatmap(lambda n: st.builds(Arm, st.just("arm"), st.integers(1, n - 1), st.just(n)))


@pytest.mark.parametrize(
    ("trial", "counts", "number"),
    [
        ("Grunebaum 2018, day 1", (22, 40, 12, 40), 4.0),
        ("TRANSFORM, day 1", (55, 318, 19, 203), 12.6),
        ("TRANSFORM, day 28", (182, 310, 94, 208), 7.4),
        ("Daly 2018, day 1", (12, 34, 1, 33), 3.1),
        ("Su 2023, day 2 or 3", (15, 42, 5, 42), 4.2),
        ("Murrough 2013, day 1", (30, 47, 7, 25), 2.8),
        ("Lii 2023, day 1", (12, 20, 10, 20), 10.0),
    ],
)
def test_counts_are_those_printed_and_give_the_number(trial, counts, number):
    result = carry_over(trial)
    assert (result.drug.events, result.drug.people, result.control.events, result.control.people) == counts
    assert 1 / result.difference.value == pytest.approx(number, abs=0.05)


def test_risk_ratio_and_odds_ratio_of_murrough():
    """About 2.3 and 4.5, unlike the odds ratio that its abstract prints."""
    drug, control = Arm("ketamine", 30, 47), Arm("midazolam", 7, 25)
    assert ratio_of(drug, control, KeptRatio.RISK_RATIO).value == pytest.approx(2.28, abs=0.005)
    assert ratio_of(drug, control, KeptRatio.ODDS_RATIO).value == pytest.approx(4.54, abs=0.005)


@given(mixed_arms, mixed_arms, st.sampled_from(KeptRatio))
def test_a_ratio_lies_in_its_interval_and_turns_over_with_the_arms(drug, control, keeps):
    found, turned = ratio_of(drug, control, keeps), ratio_of(control, drug, keeps)
    assert found.low < found.value < found.high
    assert (turned.value, turned.low, turned.high) == pytest.approx((1 / found.value, 1 / found.high, 1 / found.low))


@pytest.mark.parametrize("trial", trial_names())
@pytest.mark.parametrize("keeps", KeptRatio)
def test_in_its_own_people_a_trial_keeps_its_difference(trial, keeps):
    own = carry_over(trial)
    at_home = carry_over(trial, 100 * own.control.share, keeps)
    assert at_home.moved.value == pytest.approx(own.difference.value)
    assert not at_home.capped


@given(trial=st.sampled_from(trial_names()), baseline=st.floats(1, 90), keeps=st.sampled_from(KeptRatio))
def test_nobody_is_counted_twice(trial, baseline, keeps):
    result = carry_over(trial, baseline, keeps)
    assert sum(result.of_hundred) == 100
    assert min(result.of_hundred) >= 0
    for each in (result.moved.low, result.moved.value, result.moved.high):
        assert -baseline / 100 - 1e-9 <= each <= 1 - baseline / 100 + 1e-9
    assert result.moved.low <= result.moved.value <= result.moved.high


def test_a_steady_risk_ratio_helps_most_where_most_get_better_anyway_until_it_asks_too_much():
    sequence = [carry_over("TRANSFORM, day 1", baseline) for baseline in (5, 8.8, 25.9, 50)]
    assert np.all(np.diff([each.moved.value for each in sequence]) > 0)
    assert not any(each.capped for each in sequence)
    too_much = carry_over("Daly 2018, day 1", 25.9)
    assert too_much.capped
    assert too_much.of_hundred == (26, 74, 0)
    assert not carry_over("Daly 2018, day 1", 25.9, KeptRatio.ODDS_RATIO).capped


def test_the_control_rates_are_cochrane_s():
    rates = {rate.control: rate.percent for rate in carry_over(trial_names()[0]).control_rates}
    assert rates == {"saline": 8.8, "midazolam": 25.9}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Estimate(0.25, 0.1, 0.5), "benefit 4.0 (2.0 to 10)"),
        (Estimate(0.1, -0.125, 1 / 3), "benefit 10 (benefit 3.0 to ∞ to harm 8.0)"),
        (Estimate(-0.2, -0.25, -0.125), "harm 5.0 (4.0 to 8.0)"),
        (Estimate(0.0, -0.25, 0.25), "benefit ∞ (benefit 4.0 to ∞ to harm 4.0)"),
        (Estimate(0.001, 0.0, 0.25), "benefit 1,000 (benefit 4.0 to ∞ to harm ∞)"),
    ],
)
def test_altman_s_notation(found, words):
    assert number_needed_words(found) == words


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: carry_over("Nobody 1999"), "There is no choice 'Nobody 1999'; use one of Murrough 2013, day 1,"),
        (lambda: carry_over(trial_names()[0], 30, "hope"), "There is no choice 'hope'; use one of risk ratio, odds"),
        (lambda: carry_over(trial_names()[0], 0.5), "The share without the drug lies between 1 and 90%; got 0.5."),
        (
            lambda: ratio_of(Arm("a", 0, 5), Arm("b", 1, 5), KeptRatio.RISK_RATIO),
            "A ratio needs people with the event and people",
        ),
    ],
)
def test_bad_input_is_refused(ask, sentence):
    with pytest.raises(ValueError, match=r"^(There|The|A ratio)") as refused:
        ask()
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("trial", "baseline"), [("Murrough 2013, day 1", 30), ("Lii 2023, day 1", 2), ("Daly 2018, day 1", 60)]
)
def test_a_hundred_people_of_three_shapes(trial, baseline):
    result = carry_over(trial, baseline)
    figure, words = drawing(needed, result)
    kinds = {line.get_marker(): len(line.get_xdata()) for line in figure.axes[0].lines}
    assert (kinds["s"], kinds["D"], kinds["o"]) == result.of_hundred
    places = np.concatenate([np.column_stack(line.get_data()) for line in figure.axes[0].lines])
    assert len(np.unique(places, axis=0)) == 100
    assert f"of 100 people {kinds['s']} better anyway, {kinds['D']} through the drug, {kinds['o']} not" in words


def test_the_trial_stands_on_its_curve_with_its_interval():
    result = carry_over("TRANSFORM, day 28")
    figure, _ = drawing(needed, result)
    axes = figure.axes[1]
    (own,) = [line for line in axes.lines if line.get_marker() == "s"]
    curve = max(axes.lines, key=lambda line: len(line.get_xdata()) * (line.get_linestyle() == "-"))
    (x,), (y,) = own.get_data()
    assert np.interp(x, *curve.get_data()) == pytest.approx(y, abs=0.002)
    segments = [
        segment for lines in axes.collections if hasattr(lines, "get_segments") for segment in lines.get_segments()
    ]
    assert any(tuple(each[:, 1]) == (result.difference.low, result.difference.high) for each in segments)


def test_a_result_that_may_be_none_runs_through_infinity():
    assert "benefit 10 (benefit 2.7 to ∞ to harm 5.2)" in drawing(needed, carry_over("Lii 2023, day 1"))[1]


def test_an_impossible_share_is_owned_up_to():
    assert "more people than there are" in drawing(needed, carry_over("Daly 2018, day 1", 30))[1]
    assert (
        "more people than there are" not in drawing(needed, carry_over("Daly 2018, day 1", 30, KeptRatio.ODDS_RATIO))[1]
    )


def test_a_harm_has_a_real_minus_sign():
    harm = replace(carry_over("Lii 2023, day 1"), difference=Estimate(-0.1, -0.2, -0.05))
    _, words = drawing(needed, harm)
    assert "Difference −10.0 percentage points, number needed to treat harm 10" in words
    assert hyphens_before_numbers(words) == []
