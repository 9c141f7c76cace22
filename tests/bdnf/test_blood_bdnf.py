"""Burst platelets: arithmetic of two pools, the lysis that fakes a rise, and the tube that shows both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.bdnf.blood_bdnf import lysis_that_fakes, plasma_after_lysis
from ketabrain.topics.bdnf.draw_blood_bdnf import tube
from tests.drawing import drawing

shares = st.floats(0.5, 0.995)
lysed = st.floats(0, 1)
rises = st.floats(0, 1)


def test_one_platelet_in_a_hundred_doubles_the_reading():
    assert plasma_after_lysis(0.99, 0.01, 0).reading == pytest.approx(1.99)


@given(shares)
def test_if_all_platelets_burst_plasma_holds_all_bdnf(share):
    assert plasma_after_lysis(share, 1, 0).reading == pytest.approx(1 / (1 - share))


@given(shares, rises)
def test_without_lysis_the_test_reads_the_truth(share, rise):
    result = plasma_after_lysis(share, 0, rise)
    assert result.reading == 1 + rise
    assert result.share_from_platelets == 0


@given(shares, rises)
def test_the_faking_lysis_fakes_the_rise(share, rise):
    result = plasma_after_lysis(share, 0, rise)
    if result.faking_lysis <= 1:
        assert plasma_after_lysis(share, result.faking_lysis, 0).reading == pytest.approx(result.reading)


@given(shares, lysed, rises)
def test_pieces_make_up_the_reading_and_the_curve_passes_through_it(share, burst, rise):
    result = plasma_after_lysis(share, burst, rise)
    assert result.reading == pytest.approx(result.from_plasma + result.from_platelets)
    assert np.interp(burst, result.curve_lysed, result.curve) == pytest.approx(result.reading)


@given(st.floats(0.5, 0.98), st.floats(0.001, 1), rises)
def test_more_in_platelets_or_more_burst_reads_higher(share, burst, rise):
    here = plasma_after_lysis(share, burst, rise).reading
    assert plasma_after_lysis(share + 0.01, burst, rise).reading > here
    assert plasma_after_lysis(share, burst / 2, rise).reading < here


def test_half_a_rise_is_faked_by_one_platelet_in_two_hundred():
    assert lysis_that_fakes(0.5, 0.99) == pytest.approx(0.5 / 99)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: plasma_after_lysis(1, 0, 0), "got 1"),
        (lambda: plasma_after_lysis(0, 0, 0), "in platelets lies between 0 and 1; got 0"),
        (lambda: plasma_after_lysis(0.99, 1.1, 0), "that burst lies between 0 and 1; got 1.1"),
        (lambda: plasma_after_lysis(0.99, 0, -0.1), "must not be negative; got -0.1"),
        (lambda: plasma_after_lysis(0.99, 0, float("nan")), "must not be negative"),
        (lambda: lysis_that_fakes(-1), "must not be negative; got -1"),
    ],
)
def test_impossible_blood_is_refused(ask, says):
    with pytest.raises(ModelError, match=says):
        ask()


@pytest.mark.parametrize(("lysed", "burst"), [(0, 0), (0.001, 1), (0.01, 10), (0.05, 50)])
def test_burst_platelets_are_drawn_one_by_one(lysed, burst):
    figure, words = drawing(tube, plasma_after_lysis(0.99, lysed, 0))
    whole, broken = figure.axes[2].lines
    assert (len(whole.get_xdata()), len(broken.get_xdata())) == (1000 - burst, burst)
    assert f"{burst} of 1,000 drawn ones burst" in words


def test_one_percent_burst_reads_double():
    _, words = drawing(tube, plasma_after_lysis(0.99, 0.01, 0))
    assert words.startswith("The test reads 1.99 times the resting level, with 1% of platelets burst")
    assert "0.99 from burst platelets, which is 49.7% of it" in words


def test_the_lysis_that_fakes_a_rise_is_marked_and_its_number_left_to_the_exercise():
    figure, words = drawing(tube, plasma_after_lysis(0.99, 0, 0.5))
    (fake,) = (line for line in figure.axes[0].lines if line.get_marker() == "v")
    assert fake.get_xdata()[0] == pytest.approx(0.505, abs=0.001)
    assert "burst platelets alone would read the same" in words
    assert not {"0.505%", "0.51%", "0.5%", "1.01%"} & set(words.split())
    beyond, words = drawing(tube, plasma_after_lysis(0.9, 0, 1))
    assert not any(line.get_marker() == "v" for line in beyond.axes[0].lines)
    assert "would read the same" not in words


@pytest.mark.parametrize("blood", [(0.9, 0, 0), (0.99, 0.001, 0.05), (0.995, 0.05, 1), (0.9, 0.05, 1)])
def test_pieces_make_up_the_reading_and_it_stands_inside_the_axis(blood):
    result = plasma_after_lysis(*blood)
    figure, _ = drawing(tube, result)
    rest, rise, platelets = (patch.get_width() for patch in figure.axes[1].patches)
    assert rest + rise + platelets == pytest.approx(100)
    assert (rise / rest, platelets / rest) == pytest.approx((result.true_rise, result.from_platelets))
    assert result.reading < figure.axes[0].get_ylim()[1]


@given(shares, lysed, rises)
def test_another_burst_or_rise_reads_as_if_it_had_been_asked_for(share, burst, rise):
    assert plasma_after_lysis(share).at(burst, rise) == pytest.approx(plasma_after_lysis(share, burst, rise).reading)
