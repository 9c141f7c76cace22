"""Misuse in numbers: deaths counted in three ways, series that change their way of counting, and their pictures."""

from itertools import product

import pytest

from ketabrain.engine.numerals import counted
from ketabrain.topics.harm.draw_misuse import series, three_ways
from ketabrain.topics.harm.misuse import (
    DeathCount,
    DeathPlace,
    MisuseIndicator,
    SeriesAxis,
    counts_in_full,
    death_tally,
    deaths,
    misuse_series,
)
from tests.drawing import drawing
from tests.engine.draw.written import said_and_written


@pytest.mark.parametrize("place", DeathPlace)
def test_every_way_of_counting_deaths_gives_fewer_than_the_wider_one(place):
    printed = [count for count in deaths(place).counts.values() if count is not None]
    assert printed == sorted(printed, reverse=True)


def test_deaths_are_a_share_only_of_what_was_examined():
    alone = deaths(DeathPlace.UNITED_STATES, DeathCount.ALONE)
    assert alone.per_100_000 == pytest.approx(100_000 * 24 / 228_668)
    not_printed = deaths(DeathPlace.AUSTRALIA, DeathCount.ALONE)
    assert not_printed.count is None
    assert not_printed.per_100_000 is None


def test_the_printed_60_percent_does_not_follow_from_the_printed_counts():
    found = deaths(DeathPlace.UNITED_KINGDOM)
    assert found.counts[DeathCount.INVOLVED] / found.counts[DeathCount.DETECTED] == 0.4
    assert "60%" in found.note


def test_the_us_survey_and_the_hong_kong_register_change_their_way_of_counting():
    assert len(misuse_series(MisuseIndicator.US_ADULTS).methods) == 2
    hong_kong = misuse_series(MisuseIndicator.USERS_HONG_KONG).rows
    assert len(hong_kong[hong_kong["year"] == 2009]) == 2


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: deaths("Mars"), "no choice 'Mars'; use one of United States"),
        (lambda: deaths(way="rumoured"), f"use one of {', '.join(DeathCount)}"),
        (lambda: misuse_series("dreams"), "no choice 'dreams'"),
        (lambda: misuse_series(scale="upside down"), "no choice 'upside down'"),
    ],
)
def test_other_words_are_refused_in_a_sentence(ask, sentence):
    with pytest.raises(ValueError, match=sentence):
        ask()


@pytest.mark.parametrize(("name", "scale"), list(product(MisuseIndicator, SeriesAxis)))
def test_lines_never_join_two_methods(name, scale):
    result = misuse_series(name, scale)
    figure, told = drawing(series, result)
    joined = [line for line in figure.axes[0].lines if line.get_transform() == figure.axes[0].transData]
    assert len(joined) == len(result.methods)
    assert sum(len(line.get_xdata()) for line in joined) == len(result.rows)
    assert f"Points of {counted(len(result.methods), 'way')} of counting;" in told
    assert (figure.axes[0].get_ylim()[0] == 0) == (scale is SeriesAxis.FROM_ZERO)


@pytest.mark.parametrize("place", DeathPlace)
def test_every_count_has_a_mark_and_what_is_not_printed_a_word(place):
    tally = death_tally(place)
    figure, told = drawing(three_ways, tally)
    printed = [count for each in tally.everywhere for count in each.counts.values() if count is not None]
    assert sorted(10 ** line.get_xdata()[0] for line in figure.axes[0].lines) == pytest.approx(sorted(printed))
    assert "total, detected, alone" in said_and_written(figure, "")
    for way, count in tally.picked.counts.items():
        assert f"{way}: {'not printed' if count is None else f'{count:,}'}" in told


def test_the_table_of_deaths_says_of_how_many():
    frame = counts_in_full(death_tally()).frame
    assert frame["Of how many"].tolist() == ["228,668", "not printed", "not printed", "3,109"]
