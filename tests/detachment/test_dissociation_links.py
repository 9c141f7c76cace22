"""Detachment and benefit: printed correlations, what a null leaves open, and the people that a p value betrays."""

from math import atanh

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.stats.correlation import p_value
from ketabrain.engine.tables import load
from ketabrain.topics.detachment.dissociation_links import (
    KINDS,
    PEOPLE,
    TIMES,
    critical_r,
    dissociation_links,
    interval_of_r,
)


@given(st.integers(4, 1000))
def test_the_weakest_significant_correlation_has_the_limiting_p(people):
    assert p_value(critical_r(people), people) == pytest.approx(0.05, abs=1e-6)


@given(st.floats(-0.95, 0.95), st.integers(5, 500))
def test_the_interval_holds_the_correlation_and_shrinks_with_people(r, people):
    low, high = interval_of_r(r, people)
    assert -1 < low < r < high < 1
    narrow = interval_of_r(r, 4 * people)
    assert low < narrow[0]
    assert narrow[1] < high
    assert atanh(high) - atanh(r) == pytest.approx(atanh(r) - atanh(low))


def test_the_famous_correlation_has_far_fewer_people_than_printed():
    printed, implied = (
        {link.when: link for link in dissociation_links(counted=counted).links if link.value is not None}
        for counted in PEOPLE
    )
    assert {link.people for link in printed.values()} == {108}
    assert implied["within hours"].people == 58
    assert implied["days to weeks later"].people == 39
    for when, link in implied.items():
        assert link.low < printed[when].low
        assert link.high > printed[when].high


def test_a_null_is_a_band_and_a_bare_significance_a_lower_limit():
    links = {(link.study, link.dissociation): link for link in dissociation_links().links}
    floating = links["Acevedo-Diaz 2020", "floating, asked for"]
    assert floating.value is None
    assert floating.low == pytest.approx(-floating.high)
    assert links["Niciu 2018", "depersonalisation"].at_least < 0 < links["Aust 2019", "anxious experience"].at_least
    assert all(link.low is None and link.at_least is None for link in links.values() if link.people is None)


def test_slopes_are_per_ten_points_and_keep_their_intervals():
    slopes = {link.study: link.slope for link in dissociation_links().links if link.slope}
    assert slopes["Mathai 2023"] == pytest.approx((-0.4, -0.8, -0.02))
    # A printed p of 0.04 puts the interval just off zero.
    assert -0.5 < slopes["Caliman-Fontes"][2] < 0


def test_every_row_is_shown_once():
    shown = sum(len(dissociation_links(kind).links) for kind in KINDS)
    by_time = sum(len(dissociation_links(kind, when).links) for kind in KINDS for when in TIMES[1:])
    assert shown == by_time == len(load("dissociation_links"))


def test_the_table_to_read_is_narrow():
    assert dissociation_links().table.shape[1] == 4


@pytest.mark.parametrize("wrong", [{"kind": "sleep"}, {"when": "never"}, {"counted": "twice"}])
def test_another_word_is_refused(wrong):
    with pytest.raises(ValueError, match="use one of"):
        dissociation_links(**wrong)


def test_too_few_people_are_refused():
    with pytest.raises(ValueError, match="at least 3"):
        critical_r(2)
    with pytest.raises(ValueError, match="at least 4"):
        interval_of_r(0.5, 3)
