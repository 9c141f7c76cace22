"""Pictures of lesson 04: words follow the state, and what the models do not know is not drawn."""

import numpy as np
from matplotlib.figure import Figure

from ketabrain.topics.channel import draw_channel_block as draw
from ketabrain.topics.channel.block_after_dose import block_course
from ketabrain.topics.channel.channel_block import occupants
from ketabrain.topics.channel.channel_checks import channel_checks
from ketabrain.topics.channel.draw_gating import gating
from ketabrain.topics.channel.targets import target_map
from ketabrain.topics.channel.trapping import blocker, moment, pulse_train, run
from ketabrain.topics.shared.pharmacokinetics import MIXING_MIN, Regimen, arterial_iv, simulate


def test_the_first_minutes_after_an_injection_are_neither_drawn_nor_told():
    course = block_course(simulate(arterial_iv(), [Regimen("iv", 140, 1 / 60)], np.linspace(0, 3, 181)), -40, 1)
    figure = Figure()
    words = draw.block_after_dose(course, figure)
    for line in figure.axes[0].lines:
        assert min(line.get_xdata()) >= MIXING_MIN
    highest = 100 * course.estimates["living rats"][60 * course.times_h >= MIXING_MIN].max()
    assert f"living rats: at most {highest:.0f}%" in words
    assert f"{100 * course.estimates['living rats'].max():.0f}%" not in words


def test_the_pore_shows_its_likeliest_guest():
    def shown(*state):
        figure = Figure()
        draw.pore_and_curve(occupants(*state), figure)
        return {text.get_text() for text in figure.axes[0].texts}

    assert "ket" in shown(10, -70, 0)
    assert "Mg" in shown(0.1, -70, 2)
    assert {"ket", "Mg"}.isdisjoint(shown(0.1, 0, 0))


def test_the_target_map_counts_what_the_level_reaches():
    figure = Figure()
    words = draw.targets(target_map(200), figure)
    assert "of 2 targets: dopamine D2, NMDA receptor channel" in words
    written = {text.get_text() for text in figure.axes[0].texts}
    assert set(target_map(200).rows["target"]) <= written


def test_checks_name_the_worst_miss():
    found = channel_checks()
    words = draw.checks(found, Figure())
    worst = found.rows[int(found.errors.folds.argmax())]
    assert worst.name in words
    assert f"{len(found.rows)} published values" in words


def test_trains_tell_what_is_held_when_the_bath_is_cleared():
    trace = run(blocker("ketamine"), pulse_train(2.0, 3.0, True, False))
    words = draw.trains([trace], Figure())
    held = 100 * np.interp(52, trace.times_s, trace.blocked)
    assert f"{held:.0f}% of channels hold it when the bath is cleared" in words


def test_the_gating_drawing_says_whether_the_gate_can_open():
    trace = run(blocker("ketamine"), pulse_train(2.0, 3.0, True, True))
    figure = Figure()
    assert "glutamate is on" in gating(moment(trace, 20.5), figure)
    assert "glutamate is off" in gating(moment(trace, 22.5), figure)
    assert any("gate stays shut" in text.get_text() for text in figure.axes[0].texts)
