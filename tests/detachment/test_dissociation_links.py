"""Detachment and benefit: printed correlations, what a null leaves open, and the people that a p value betrays."""

from itertools import product
from math import atanh

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.style import LIGHT
from ketabrain.engine.numerals import counted as count_in_words
from ketabrain.engine.stats.correlation import p_value
from ketabrain.engine.tables import load
from ketabrain.topics.detachment.dissociation_links import (
    LinkOutcome,
    LinkTime,
    PeopleCounted,
    critical_r,
    interval_of_r,
    published_links,
)
from ketabrain.topics.detachment.draw_dissociation_links import links
from tests.drawing import drawing


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
        {link.when: link for link in published_links(counted=counted).links if link.value is not None}
        for counted in PeopleCounted
    )
    assert {link.people for link in printed.values()} == {108}
    assert implied["within hours"].people == 58
    assert implied["days to weeks later"].people == 39
    for when, link in implied.items():
        assert link.low < printed[when].low
        assert link.high > printed[when].high


def test_a_null_is_a_band_and_a_bare_significance_a_lower_limit():
    tests = {(link.study, link.dissociation): link for link in published_links().links}
    floating = tests["Acevedo-Diaz 2020", "floating, asked for"]
    assert floating.value is None
    assert floating.low == pytest.approx(-floating.high)
    assert tests["Niciu 2018", "depersonalisation"].at_least < 0 < tests["Aust 2019", "anxious experience"].at_least
    assert all(link.low is None and link.at_least is None for link in tests.values() if link.people is None)


def test_slopes_are_per_ten_points_and_keep_their_intervals():
    slopes = {link.study: link.slope for link in published_links().links if link.slope}
    mathai = slopes["Mathai 2023"]
    assert (mathai.value, mathai.low, mathai.high) == pytest.approx((-0.4, -0.8, -0.02))
    # A printed p of 0.04 puts the interval just off zero.
    assert -0.5 < slopes["Caliman-Fontes"].high < 0


def test_every_row_is_shown_once():
    shown = sum(len(published_links(kind).links) for kind in LinkOutcome)
    times = [when for when in LinkTime if when is not LinkTime.ALL]
    by_time = sum(len(published_links(kind, when).links) for kind, when in product(LinkOutcome, times))
    assert shown == by_time == len(load("dissociation_links"))


def test_the_table_to_read_is_narrow_and_begins_with_one_row_of_every_study_the_largest_first():
    found = published_links()
    assert found.table.shape == (len(found.rows), 4)
    studies = found.table["Study"].tolist()
    count = len(set(studies))
    assert len(set(studies[:count])) == count
    assert found.rows.loc[found.table.index[0], "people"] == found.rows["people"].max()


@pytest.mark.parametrize("wrong", [{"kind": "sleep"}, {"when": "never"}, {"counted": "twice"}])
def test_another_word_is_refused(wrong):
    with pytest.raises(ValueError, match="use one of"):
        published_links(**wrong)


def test_too_few_people_are_refused():
    with pytest.raises(ValueError, match="at least 3"):
        critical_r(2)
    with pytest.raises(ValueError, match="at least 4"):
        interval_of_r(0.5, 3)


@pytest.mark.parametrize(("kind", "when"), list(product(LinkOutcome, LinkTime)))
def test_forests_tell_every_row(kind, when):
    result = published_links(kind, when)
    _, told = drawing(links, result)
    assert count_in_words(len(result.links), "row") in told
    for link in result.links:
        assert link.study in told
    assert ("no such test was found" in told) == (not result.links)


def test_printed_correlations_nulls_and_slopes_have_marks_of_their_own():
    result = published_links()
    axes = drawing(links, result)[0].axes[0]
    lines = [line for line in axes.lines if line.get_transform() == axes.transData]
    marks = [line.get_marker() for line in lines]
    printed = sum(link.value is not None for link in result.links)
    assert marks.count("D") == printed + sum(link.slope is not None for link in result.links)
    assert marks.count("<") + marks.count(">") == sum(link.at_least is not None for link in result.links)


def test_a_null_is_drawn_as_wide_as_what_it_leaves_open():
    result = published_links()
    nulls = [link for link in result.links if link.low is not None and link.value is None]
    axes = drawing(links, result)[0].axes[0]
    bars = [line for line in axes.lines if line.get_linewidth() == 9 and line.get_color() != LIGHT]
    wide = np.array(sorted(np.ptp(line.get_xdata()) for line in bars))
    open_ends = np.array(sorted(link.high - link.low for link in nulls))
    assert wide / wide[-1] == pytest.approx(open_ends / open_ends[-1])


def test_rows_that_a_filter_leaves_out_stay():
    few, every = published_links(when=LinkTime.DAY), published_links()
    assert len(few.every) == len(every.links) > len(few.links)
