"""The order of events: published times, and a judgement that follows from them and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.topics.spines.order_of_events import (
    ANSWERS,
    EARLIEST_HOURS,
    EFFECTS,
    HOSTS,
    LASTING_HOURS,
    LASTS,
    LATEST_HOURS,
    STARTS,
    STEPS,
    order_of_events,
    pieces,
)

onsets = st.floats(EARLIEST_HOURS, LATEST_HOURS)
hosts = st.sampled_from(HOSTS)


def looks(order, study, process):
    rows = order.rows[(order.rows["study"] == study) & (order.rows["process"] == process)]
    return {(row.from_hours, row.to_hours): row.result for row in rows.itertuples()}


def test_published_windows():
    order = order_of_events()
    assert looks(order, "Pryazhnikov 2018", "more spines") == {(6, 24): "unchanged", (72, 132): "changed"}
    assert looks(order, "Moda-Sava 2019", "more spines") == {(3, 6): "unchanged", (12, 24): "changed"}
    assert looks(order, "Zhang 2019", "more spines") == {(3, 3): "changed"}
    assert looks(order, "Widman 2018", "more spines") == {(3, 3): "unchanged"}
    assert looks(order, "Holmes 2022", "tracer of synapses") == {(24, 24): "unchanged"}


def test_spines_are_not_seen_in_time_for_an_effect_within_the_hour_and_are_there_a_day_later():
    spines = order_of_events("rodents", 1).judgement("more spines")
    assert (spines.start, spines.lasts) == ("not seen in time", "seen")
    assert (spines.earliest_changed_h, spines.latest_unchanged_h) == (3, 24)
    assert order_of_events("rodents", 4).judgement("more spines").start == "disputed"


def test_in_people_nobody_counted_spines_and_the_tracer_had_not_moved():
    people = order_of_events("people", 4)
    assert people.judgement("more spines").start == "never looked for"
    assert people.judgement("BDNF in the brain").start == "never looked for"
    tracer = people.judgement("tracer of synapses")
    assert (tracer.start, tracer.lasts, tracer.earliest_changed_h) == ("not seen in time", "not seen", None)
    assert people.judgement("stronger synapses").start == "could start it"


def test_blood_is_disputed_a_day_later_and_an_early_null_disputes_nothing():
    order = order_of_events("people")
    assert looks(order, "Caliman-Fontes 2023", "BDNF in blood") == {(24, 168): "unchanged"}
    assert looks(order, "Zheng 2021", "BDNF in blood") == {(312, 624): "changed"}
    assert order.judgement("BDNF in blood").lasts == "disputed"
    tracer = order_of_events("rodents").judgement("tracer of synapses")
    assert (tracer.earliest_changed_h, tracer.latest_unchanged_h, tracer.lasts) == (504, 24, "seen")
    assert order.judgement("stronger synapses").lasts == "nobody looked"


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_said_of_a_day_later_follows_from_looks_that_late(host):
    order = order_of_events(host)
    for judged in order.judgements:
        late = order.rows[(order.rows["process"] == judged.step) & (order.rows["to_hours"] >= LASTING_HOURS)]
        assert judged.lasts in LASTS
        assert (judged.lasts == "nobody looked") == late.empty
        assert (judged.lasts in ("seen", "disputed")) == ("changed" in set(late["result"]))
        assert judged.lasts != "disputed" or "unchanged" in set(late["result"])


@given(hosts, onsets, st.floats(1, 20))
def test_a_later_onset_never_takes_a_cause_away(host, onset, later):
    now, then = order_of_events(host, onset), order_of_events(host, min(onset * later, LATEST_HOURS))
    for step in STEPS:
        assert now.judgement(step).start in STARTS
        if now.judgement(step).start in ("could start it", "disputed"):
            assert then.judgement(step).start == now.judgement(step).start


@given(hosts, onsets)
def test_a_judgement_follows_from_the_rows(host, onset):
    order = order_of_events(host, onset)
    for judged in order.judgements:
        rows = order.rows[order.rows["process"] == judged.step]
        seen = rows[(rows["result"] == "changed") & (rows["from_hours"] <= onset)]
        assert (judged.start in ("could start it", "disputed")) == bool(len(seen))
        assert (judged.start == "never looked for") == rows.empty
        looked_in_vain = len(rows[rows["result"] == "unchanged"]) > 0
        assert (judged.start == "not seen in time") == (looked_in_vain and not len(seen))


@pytest.mark.parametrize("host", HOSTS)
def test_rows_stand_in_the_order_of_the_story(host):
    order = order_of_events(host)
    place = [(*STEPS, *EFFECTS).index(process) for process in order.rows["process"]]
    assert place == sorted(place)
    assert host == "both" or set(order.rows["host"]) == {host}
    assert len(order.table) == len(order.rows)


def test_pieces_can_be_sorted_and_agree_with_the_judgements():
    found = pieces()
    assert found["name"].is_unique
    assert {answer for fair in found["fair"] for answer in fair} == set(ANSWERS)
    by_name = found.set_index("name")
    assert by_name.loc["tracer, people", "fair"] == ("neither",)
    assert "12 to 24 h" in by_name.loc["spines, stressed mice", "text"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: order_of_events("cats"), "There is no host 'cats'; use one of both, rodents, people."),
        (lambda: order_of_events(onset_hours=0.1), "The effect starts between 0.25 and 720 hours; got 0.1."),
    ],
)
def test_bad_input_is_refused_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=r"^The") as refused:
        ask()
    assert str(refused.value) == sentence
