"""Four states of a channel: conservation, trapping, use dependence, published rates, another engine, and pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import export
from ketabrain.engine.linear import Dose, evolve
from ketabrain.topics.channel.draw_gating import gating
from ketabrain.topics.channel.draw_trapping import trains
from ketabrain.topics.channel.trapping import (
    KineticRates,
    Pulses,
    Stretch,
    blocker,
    channel,
    kept_share,
    moment,
    pulse_train,
    run,
)
from tests.drawing import drawing
from tests.engine.draw.written import written

concentration = st.floats(0.05, 30)
LASTING = Stretch(60.0, 2.0, True)
KETAMINE, MEMANTINE = blocker("ketamine"), blocker("memantine")


@given(concentration, st.floats(0.5, 20), st.sampled_from(Pulses))
def test_shares_add_to_one_and_stay_shares(c, gap, pulses):
    for drug in (KETAMINE, MEMANTINE):
        shares = run(drug, pulse_train(c, gap, pulses)).shares
        assert shares.sum(axis=1) == pytest.approx(np.ones(len(shares)))
        assert shares.min() > -1e-9


@given(concentration)
def test_under_lasting_glutamate_block_settles_where_the_rates_say(c):
    held = run(KETAMINE, [Stretch(400.0, c, True)]).blocked[-1]
    assert held == pytest.approx(c / (c + KETAMINE.ic50_um), abs=1e-3)


@pytest.mark.parametrize("c", [0.5, 2.0, 10.0])
@pytest.mark.parametrize("rates", KineticRates)
def test_onset_has_the_published_time_constant(c, rates):
    drug = blocker("ketamine", rates)
    system = channel(drug, c, glutamate=True)
    settled = evolve(system, np.array([1.0, 0, 0, 0]), np.array([0, 500.0]))[-1][2:].sum()
    after_tau = evolve(system, np.array([1.0, 0, 0, 0]), np.array([0, drug.onset_s(c)]))[-1][2:].sum()
    # At 10 µM the drug comes nearly as fast as the channel opens, so one exponential is only roughly right.
    assert after_tau / settled == pytest.approx(1 - np.exp(-1), abs=0.02 if c < 10 else 0.06)


def test_closed_channels_neither_take_up_nor_release_ketamine():
    waiting = run(KETAMINE, [Stretch(1.0, 0, True), Stretch(1.0, 0, False), Stretch(100.0, 20.0, False)])
    assert waiting.blocked[-1] < 1e-6
    loaded = run(KETAMINE, [LASTING, Stretch(1.0, 0, False), Stretch(300.0, 0, False)])
    at_rest = loaded.times_s >= 61.0
    assert loaded.blocked[-1] > 0.7
    assert np.ptp(loaded.blocked[at_rest]) < 1e-6


def test_ketamine_leaves_only_when_pulses_open_the_channel():
    resting = run(KETAMINE, pulse_train(2.0, 3.0, Pulses.NONE_IN_CLEAN_BATH))
    pulsed = run(KETAMINE, pulse_train(2.0, 3.0))
    assert pulsed.blocked[-1] < 0.25 * resting.blocked[-1]


def test_without_pulses_the_drug_cannot_get_in():
    trace = run(KETAMINE, pulse_train(5.0, 3.0, Pulses.NONE_WITH_DRUG))
    assert trace.responses == pytest.approx(np.ones(trace.responses.size), abs=1e-3)


def test_a_fifth_of_trapped_memantine_escapes_when_glutamate_leaves():
    trace = run(MEMANTINE, [LASTING, Stretch(1.0, 0.0, False)])
    before = trace.blocked[trace.times_s <= 60.0][-1]
    assert trace.blocked[-1] == pytest.approx(0.8 * before, rel=0.01)


def test_what_is_kept_after_a_rest_is_all_of_ketamine_and_four_fifths_of_memantine():
    assert kept_share(KETAMINE, 600) == pytest.approx(1, abs=1e-3)
    assert kept_share(MEMANTINE, 600) == pytest.approx(0.8, rel=0.01)


def test_matched_rates_give_the_measured_ic50_and_published_ones_twice_as_much():
    assert KETAMINE.ic50_um == pytest.approx(0.71)
    assert blocker("ketamine", "published").ic50_um == pytest.approx(1.47, abs=0.005)


def test_a_moment_agrees_with_the_trace():
    trace = run(MEMANTINE, pulse_train(2.0, 3.0))
    for i in range(5, len(trace.times_s), 37):
        here = moment(trace, float(trace.times_s[i]))
        assert list(here.shares.values()) == pytest.approx(trace.shares[i].tolist(), abs=1e-6)


def test_exported_sbml_with_pulses_runs_to_the_same_shares_in_libroadrunner():
    roadrunner = pytest.importorskip("roadrunner", reason="libRoadRunner has no wheel for this platform")
    stretches = [Stretch(1.0, 0, True), Stretch(3.0, 2.0, False), Stretch(5.0, 2.0, True), Stretch(3.0, 0.0, False)]
    systems = [channel(KETAMINE, each.concentration_um, each.glutamate) for each in stretches]
    starts = np.cumsum([each.duration_s for each in stretches])[:-1]
    file = export.ModelFile(
        "trapping",
        systems[0],
        [Dose("closed", 1.0)],
        switches=list(zip(starts.tolist(), systems[1:], strict=True)),
        units=export.CHANNEL,
    )
    runner = roadrunner.RoadRunner(export.sbml(file))
    runner.timeCourseSelections = ["time", *systems[0].states]
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = 1e-10, 1e-13
    runner.integrator.maximum_time_step = 0.01
    theirs = np.asarray(runner.simulate(0, 12, 121))
    ours = np.array([list(moment(run(KETAMINE, stretches), t).shares.values()) for t in theirs[:, 0]])
    assert theirs[:, 1:] == pytest.approx(ours, abs=1e-5)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: blocker("lanicemine"), "no rates"),
        (lambda: blocker("ketamine", "guessed"), "no choice 'guessed'"),
        (lambda: pulse_train(1, 3, "rarely"), "no choice 'rarely'"),
        (lambda: channel(KETAMINE, -1, True), "negative"),
        (lambda: run(KETAMINE, [Stretch(1, 1, False)]), "glutamate"),
        (lambda: moment(run(KETAMINE, [LASTING]), 61), "0 to 60"),
        (lambda: evolve(channel(KETAMINE, 1, True), np.zeros(4), np.array([0, 1, 3.0])), "evenly"),
    ],
)
def test_impossible_values_are_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_the_trace_knows_when_drug_was_in_the_bath():
    assert run(KETAMINE, pulse_train(2.0, 3.0)).drug_in_bath_s == (12, 52)
    assert np.isnan(run(KETAMINE, [Stretch(1.0, 0, True)]).drug_in_bath_s).all()


def test_the_trains_tell_what_is_held_when_the_bath_is_cleared():
    trace = run(KETAMINE, pulse_train(2.0, 3.0, Pulses.NONE_IN_CLEAN_BATH))
    _, words = drawing(trains, [trace])
    held = 100 * np.interp(52, trace.times_s, trace.blocked)
    assert f"{held:.0f}% of channels hold it when the bath is cleared" in words
    assert "in the bath from 12 to 52 s" in words
    kept = 100 * trace.blocked_at(92)  # forty seconds in a clean bath, and no pulse
    assert f"{kept:.0f}% just before the last three pulses" in words
    assert round(kept) == round(held)


def test_two_drugs_are_told_apart_without_colour():
    traces = [run(drug, pulse_train(2.0, 3.0)) for drug in (KETAMINE, MEMANTINE)]
    figure, _ = drawing(trains, traces)
    upper, lower = figure.axes
    assert len({line.get_linestyle() for line in upper.lines}) == len({line.get_marker() for line in lower.lines}) == 2


def test_the_gating_drawing_says_whether_the_gate_can_open():
    trace = run(KETAMINE, pulse_train(2.0, 3.0))
    figure, words = drawing(gating, moment(trace, 20.5))
    assert "glutamate is on" in words
    assert "no glutamate: shut" not in written(figure.axes[0])
    figure, words = drawing(gating, moment(trace, 22.5))
    assert "glutamate is off" in words
    assert "no glutamate: shut" in written(figure.axes[0])


@pytest.mark.parametrize("time_s", [0, 12.3, 20.5, 36.7, 55, 104])
def test_a_hundred_channels_are_dealt_among_the_four_states(time_s):
    now = moment(run(KETAMINE, pulse_train(2.0, 3.0)), time_s)
    figure, words = drawing(gating, now)
    counts = [int(text) for text in written(figure.axes[0]) if text.isdigit()][:4]
    assert sum(counts) == 100
    assert counts == pytest.approx([100 * share for share in now.shares.values()], abs=1)
    dots = sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_markersize() == 5.2)
    assert dots == 100
    assert f"closed {100 * now.shares['closed']:.1f}%" in words
