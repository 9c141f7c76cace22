"""The order of events: published times, judgements that follow from them alone, and a chart that draws every look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.style import PAPER
from ketabrain.topics.spines.draw_order_of_events import order as draw_order
from ketabrain.topics.spines.order_of_events import (
    EARLIEST_HOURS,
    LASTING_HOURS,
    LATEST_HOURS,
    ONSETS,
    Explains,
    Lasting,
    SeenIn,
    Start,
    StoryEffect,
    StoryStep,
    every_look,
    pieces,
    time_steps,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading, written

onsets = st.floats(EARLIEST_HOURS, LATEST_HOURS)
hosts = st.sampled_from(SeenIn)


def looks(order, study, process):
    rows = order.rows[(order.rows["study"] == study) & (order.rows["process"] == process)]
    return {(row.from_hours, row.to_hours): row.result for row in rows.itertuples()}


def test_published_windows():
    order = time_steps()
    assert looks(order, "Pryazhnikov 2018", "more spines") == {(6, 24): "unchanged", (72, 132): "changed"}
    assert looks(order, "Moda-Sava 2019", "more spines") == {(3, 6): "unchanged", (12, 24): "changed"}
    assert looks(order, "Zhang 2019", "more spines") == {(3, 3): "changed"}
    assert looks(order, "Widman 2018", "more spines") == {(3, 3): "unchanged"}
    assert looks(order, "Holmes 2022", "tracer of synapses") == {(24, 24): "unchanged"}


def test_spines_are_not_seen_in_time_for_an_effect_within_the_hour_and_are_there_a_day_later():
    spines = time_steps("rodents", 1).timing("more spines")
    assert (spines.start, spines.lasts) == ("not seen in time", "seen")
    assert (spines.earliest_changed_h, spines.latest_unchanged_h) == (3, 24)
    assert time_steps("rodents", 4).timing("more spines").start == "disputed"


def test_in_people_nobody_counted_spines_and_the_tracer_had_not_moved():
    people = time_steps("people", 4)
    assert people.timing("more spines").start == "never looked for"
    assert people.timing("BDNF in the brain").start == "never looked for"
    tracer = people.timing("tracer of synapses")
    assert (tracer.start, tracer.lasts, tracer.earliest_changed_h) == ("not seen in time", "not seen", None)
    assert people.timing("synaptic plasticity").start == "could start it"


def test_blood_is_disputed_a_day_later_and_an_early_null_disputes_nothing():
    order = time_steps("people")
    assert looks(order, "Caliman-Fontes 2023", "BDNF in blood") == {(24, 168): "unchanged"}
    assert looks(order, "Zheng 2021", "BDNF in blood") == {(312, 624): "changed"}
    assert order.timing("BDNF in blood").lasts == "disputed"
    tracer = time_steps("rodents").timing("tracer of synapses")
    assert (tracer.earliest_changed_h, tracer.latest_unchanged_h, tracer.lasts) == (504, 24, "seen")
    assert order.timing("synaptic plasticity").lasts == "nobody looked"


@pytest.mark.parametrize("host", SeenIn)
def test_what_is_said_of_a_day_later_follows_from_looks_that_late(host):
    order = time_steps(host)
    for judged in order.timings:
        late = order.rows[(order.rows["process"] == judged.step) & (order.rows["to_hours"] >= LASTING_HOURS)]
        assert isinstance(judged.lasts, Lasting)
        assert (judged.lasts == "nobody looked") == late.empty
        assert (judged.lasts in ("seen", "disputed")) == ("changed" in set(late["result"]))
        assert judged.lasts != "disputed" or "unchanged" in set(late["result"])


def test_an_onset_can_be_said_in_words_from_the_first_change_of_behaviour_to_a_week():
    assert list(ONSETS.values()) == sorted(ONSETS.values())
    assert min(ONSETS.values()) == time_steps("rodents").effect_seen_h
    assert ONSETS["1 day"] == LASTING_HOURS
    assert max(ONSETS.values()) < LATEST_HOURS


@given(hosts, onsets, st.floats(1, 20))
def test_a_later_onset_never_takes_a_cause_away(host, onset, later):
    now, then = time_steps(host, onset), time_steps(host, min(onset * later, LATEST_HOURS))
    for step in StoryStep:
        assert isinstance(now.timing(step).start, Start)
        if now.timing(step).start in ("could start it", "disputed"):
            assert then.timing(step).start == now.timing(step).start


@given(hosts, onsets)
def test_a_judgement_follows_from_the_rows(host, onset):
    order = time_steps(host, onset)
    for judged in order.timings:
        rows = order.rows[order.rows["process"] == judged.step]
        seen = rows[(rows["result"] == "changed") & (rows["from_hours"] <= onset)]
        assert (judged.start in ("could start it", "disputed")) == bool(len(seen))
        assert (judged.start == "never looked for") == rows.empty
        looked_in_vain = len(rows[rows["result"] == "unchanged"]) > 0
        assert (judged.start == "not seen in time") == (looked_in_vain and not len(seen))


@pytest.mark.parametrize("host", SeenIn)
def test_rows_stand_in_the_order_of_the_story(host):
    order = time_steps(host)
    place = [(*StoryStep, *StoryEffect).index(process) for process in order.rows["process"]]
    assert place == sorted(place)
    assert host == "both" or set(order.rows["host"]) == {host}
    assert len(order.table) == len(order.rows)


def test_pieces_can_be_sorted_and_agree_with_the_judgements():
    found = pieces()
    assert found["name"].is_unique
    assert {answer for fair in found["fair"] for answer in fair} == set(Explains)
    by_name = found.set_index("name")
    assert by_name.loc["tracer, people", "fair"] == ("neither",)
    assert "12 to 24 h" in by_name.loc["spines, stressed mice", "text"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: time_steps("cats"), "There is no choice 'cats'; use one of both, rodents, people."),
        (lambda: time_steps(onset_hours=0.1), "The effect starts between 0.25 and 720 hours; got 0.1."),
    ],
)
def test_bad_input_is_refused_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=r"^The") as refused:
        ask()
    assert str(refused.value) == sentence


def marks(figure):
    """Every point of a look: its marker, whether it is filled, and its size."""
    return [
        (line.get_marker(), line.get_markerfacecolor() != PAPER, line.get_markersize(), *place)
        for line in figure.axes[0].lines
        if line.get_marker() in ("o", "D")
        for place in line.get_xydata()
    ]


@pytest.mark.parametrize("host", SeenIn)
def test_changed_and_unchanged_are_drawn_alike_in_size_and_number(host):
    order = time_steps(host)
    drawn = marks(drawing(draw_order, order)[0])
    for marker, people in (("o", False), ("D", True)):
        for changed in (True, False):  # no difference to a control is drawn as unchanged
            looks = order.rows[
                ((order.rows["result"] == "changed") == changed) & ((order.rows["host"] == "people") == people)
            ]
            ends = sum(1 + (row.from_hours != row.to_hours) for row in looks.itertuples())
            assert sum(kind == marker and filled == changed for kind, filled, *_ in drawn) == ends
        assert len({size for kind, _, size, *_ in drawn if kind == marker}) <= 1


@pytest.mark.parametrize("host", SeenIn)
def test_no_look_lies_over_another_of_its_step(host):
    places = [(x, round(y, 6)) for *_, x, y in marks(drawing(draw_order, time_steps(host))[0])]
    assert len(places) == len(set(places))


def test_the_onset_is_a_line_and_every_step_has_its_judgement():
    figure, words = drawing(draw_order, time_steps("people", 4))
    texts = written(figure.axes[0])
    for judged in time_steps("people", 4).timings:
        assert f"{judged.step}: {judged.start}" in words
        assert f"a day later or more: {judged.lasts}" in words
    column = [text for text in texts if text in ("yes", "disputed", "not seen", "not looked", "never looked")]
    assert sorted(column) == ["disputed", "never looked", "never looked", "not seen", "yes"]
    assert any(list(line.get_xdata()) == [4, 4] for line in figure.axes[0].lines)
    assert heading(figure)[0] == "Effect from 4 h: 1 of 5 steps in time, 1 disputed"


@pytest.mark.parametrize("host", SeenIn)
def test_the_table_below_names_every_look_of_the_picture(host):
    order = time_steps(host)
    frame = every_look(order).frame
    assert list(frame["study"]) == list(order.rows["study"])
    assert frame["what was looked at"].str.len().min() > 10
