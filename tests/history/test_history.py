"""The history of ketamine: years in order, doubts kept, and an agreement with the single figures of other tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import load, quantity
from ketabrain.topics.history.history import ALL, FIRST_YEAR, LAST_YEAR, TOPICS, history, year_of


@given(topic=st.sampled_from([ALL, *TOPICS]), until=st.integers(FIRST_YEAR, LAST_YEAR - 1))
def test_a_later_year_only_adds_events(topic, until):
    now, then = history(topic, until), history(topic, until + 1)
    assert set(now.rows["id"]) <= set(then.rows["id"])
    assert len(now.rows) + now.later == len(then.rows) + then.later
    assert (now.rows["year"] <= until).all()
    assert now.rows["year"].is_monotonic_increasing


def test_the_topics_share_out_all_events():
    assert sum(len(history(topic).rows) for topic in TOPICS) == len(load("history"))


@pytest.mark.parametrize(
    ("event", "figure"),
    [
        ("made", "year-synthesis"), ("first-human", "year-first-human-dose"), ("approved-1970", "year-us-approval"),
        ("first-clinical", "year-first-clinical-study"), ("nmda", "year-nmda-discovery"),
        ("who-list", "year-essential-medicine"), ("german-s", "year-esketamine-anaesthetic"),
        ("sale-1969", "year-first-sale-timelines"),
    ],
)  # fmt: skip
def test_years_agree_with_the_single_figures(event, figure):
    assert year_of(event) == quantity(figure).value


def test_three_sources_give_three_years_of_sale_and_each_says_so():
    rows = load("history").set_index("id").loc[["sale-1969", "approved-1970", "market-1971"]]
    assert rows["year"].tolist() == [1969, 1970, 1971]
    assert (rows["doubt"] != "").all()


def test_other_words_and_years_are_refused():
    with pytest.raises(ValueError, match="no topic 'party'; use one of all, laboratory"):
        history("party")
    with pytest.raises(ValueError, match="runs from 1962 to 2026; got 1900"):
        history(until=1900)
