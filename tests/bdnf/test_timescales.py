"""The clock of processes: states that only move forward, published times, times in words, a sign for every state."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.draw.lettering import sign
from ketabrain.topics.bdnf.draw_timescales import time_axis
from ketabrain.topics.bdnf.timescales import MOLECULES, MOMENTS, ProcessState, at_time, in_words
from tests.drawing import drawing
from tests.engine.draw.written import written

powers = st.floats(-3, 6)


def states(seconds):
    return dict(zip(at_time(seconds).rows["id"], at_time(seconds).rows["state"], strict=True))


@given(powers, powers)
def test_a_process_never_goes_back(one, other):
    order = {ProcessState.NOT_YET: 0, ProcessState.ON: 1, ProcessState.OVER: 2, ProcessState.UNKNOWN: 2}
    early, late = states(10 ** min(one, other)), states(10 ** max(one, other))
    assert all(order[early[row]] <= order[late[row]] for row in early)


@given(powers)
def test_every_process_is_in_one_state(power):
    moment = at_time(10**power)
    assert sum(moment.counts.values()) == len(moment.rows)


def test_glutamate_is_gone_before_bdnf_begins_to_leave():
    """1.2 ms in the cleft (clements1992) against at most 30 s before dendritic packets empty (leschik2019)."""
    rows = at_time().rows.set_index("id")
    assert rows.at["glutamate-cleft", "end_s"] == pytest.approx(3 * 0.0012)
    assert rows.at["bdnf-release", "start_s"] == 30
    assert rows.at["bdnf-release", "end_s"] - rows.at["bdnf-release", "start_s"] == 100
    assert states(1)["glutamate-nmda"] == ProcessState.OVER
    assert states(1)["bdnf-release"] == ProcessState.NOT_YET


def test_mood_lifts_before_new_spines_were_seen_in_the_frontal_cortex():
    state = states(6 * 3600)
    assert state["mood"] == ProcessState.ON
    assert state["frontal-spines"] == state["sensory-spines"] == ProcessState.NOT_YET
    assert state["arketamine-spines"] == ProcessState.UNKNOWN  # the report that disagrees


def test_rows_stand_by_molecule_and_then_by_start():
    rows = at_time().rows
    assert list(dict.fromkeys(rows["molecule"])) == list(MOLECULES)
    for _, group in rows.groupby("molecule", sort=False):
        assert all(a <= b for a, b in pairwise(group["start_s"]))


def test_statements_and_labels_keep_their_length():
    rows = at_time().rows
    assert rows["statement"].str.split().str.len().le(30).all()
    assert rows["label"].str.len().le(32).all()
    assert rows["counted_from"].ne("").all()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.001, "1 ms"), (0.00178, "1.78 ms"), (1, "1 s"), (100, "1.67 min"), (5400, "1.5 h"), (864000, "10 days")],
)
def test_times_are_said_in_the_handiest_unit(seconds, words):
    assert in_words(seconds) == words


def test_every_step_of_a_quarter_of_a_decade_is_said_differently():
    said = [in_words(10 ** (step / 4)) for step in range(-12, 25)]
    assert len(set(said)) == len(said)


def test_moments_are_named_as_the_clock_says_them_and_each_tells_something_new():
    assert [in_words(seconds) for seconds in MOMENTS.values()] == list(MOMENTS)
    told = [tuple(at_time(seconds).rows["state"]) for seconds in MOMENTS.values()]
    assert all(one != next_one for one, next_one in pairwise(told))


def test_a_time_before_the_start_is_refused():
    with pytest.raises(ValueError, match="got -1 s"):
        at_time(-1)


def marks(figure, marker):
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


@pytest.mark.parametrize("seconds", [0.001, 0.1, 100, 7200, 1e6])
def test_the_clock_marks_what_is_on_and_what_is_not_known(seconds):
    moment = at_time(seconds)
    figure, words = drawing(time_axis, moment)
    assert marks(figure, sign("?")) == moment.counts[ProcessState.UNKNOWN]
    dots = [line for line in figure.axes[0].lines if line.get_gid() == ProcessState.ON]
    assert sum(len(line.get_xdata()) for line in dots) == moment.counts[ProcessState.ON]
    assert len(written(figure.axes[0])) == len(moment.rows) + 3  # the molecules at the left
    assert all(label in words for state in ProcessState for label in moment.labels(state))
