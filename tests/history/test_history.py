"""The history of ketamine: years in order, doubts kept and shown, agreement with the single figures of other tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.style import PAPER
from ketabrain.engine.numerals import counted
from ketabrain.engine.tables import load, quantity
from ketabrain.topics.history.draw_history import SHORT, lanes_of_events
from ketabrain.topics.history.history import ALL, FIRST_YEAR, LAST_YEAR, Topic, events_until, year_of
from tests.drawing import drawing
from tests.engine.draw.written import written


@given(topic=st.sampled_from([ALL, *Topic]), until=st.integers(FIRST_YEAR, LAST_YEAR - 1))
def test_a_later_year_only_adds_events(topic, until):
    now, then = events_until(topic, until), events_until(topic, until + 1)
    assert set(now.rows["id"]) <= set(then.rows["id"])
    assert len(now.rows) + now.later == len(then.rows) + then.later
    assert (now.rows["year"] <= until).all()
    assert now.rows["year"].is_monotonic_increasing


def test_the_topics_share_out_all_events():
    assert sum(len(events_until(topic).rows) for topic in Topic) == len(load("history"))


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
    with pytest.raises(ValueError, match="no choice 'party'; use one of all, laboratory"):
        events_until("party")
    with pytest.raises(ValueError, match="runs from 1962 to 2026; got 1900"):
        events_until(until=1900)


@pytest.mark.parametrize(("topic", "until"), [(ALL, 2026), (ALL, 1985), (Topic.LAW, 1962)])
def test_every_event_up_to_the_year_is_marked_and_the_newest_are_told(topic, until):
    result = events_until(topic, until)
    figure, told = drawing(lanes_of_events, result)
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert sum(len(line.get_xdata()) for line in marks) == len(result.rows)
    open_marks = [line for line in marks if line.get_markerfacecolor() == PAPER]
    assert sum(len(line.get_xdata()) for line in open_marks) == (result.rows["doubt"] != "").sum()
    assert f"{counted(len(result.rows), 'event')} up to {until}, {result.later} still to come" in told
    for event in result.rows["event"].tail(8):
        assert event in told


def test_every_event_has_a_short_name_of_its_own():
    assert set(SHORT) == set(load("history")["id"])
    assert len(set(SHORT.values())) == len(SHORT)


def test_of_all_the_newest_of_each_lane_is_named_and_of_a_topic_every_event():
    figure, told = drawing(lanes_of_events, events_until(ALL, 1985))
    shown = set(written(figure.axes[0])) & set(SHORT.values())
    assert shown == {SHORT[each] for each in ("nmda", "mirror-forms", "who-list", "dea-proposal")}
    assert "nothing yet" in written(figure.axes[0])
    assert told.startswith("By 1985: 16 of 32 events, none in psychiatry.")
    for topic in Topic:
        rows = events_until(topic).rows
        named = written(drawing(lanes_of_events, events_until(topic))[0].axes[0])
        assert {f"{row.year}  {SHORT[row.id]}" for row in rows.itertuples()} <= set(named)
