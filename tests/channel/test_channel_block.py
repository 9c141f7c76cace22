"""Steady block: published constants, limits, directions, the assumptions doing what they say, and the pictures."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex

from ketabrain.engine.errors import ModelError
from ketabrain.topics.channel import draw_channel_block as draw
from ketabrain.topics.channel.channel_block import (
    block,
    block_curve,
    form_curves,
    ic50_um,
    occupants,
    racemate_ki_um,
    relative_ki,
)
from ketabrain.topics.channel.draw_pore import DRUG
from ketabrain.topics.shared.magnesium_block import unblocked_share
from tests.drawing import drawing
from tests.engine.draw.written import written

concentration = st.floats(0.001, 100)
voltage = st.floats(-100, 40)
magnesium = st.floats(0, 3)


def test_half_is_blocked_where_it_was_measured():
    assert ic50_um(-70) == pytest.approx(0.71)
    assert float(block(0.71, ic50_um(-70))) == pytest.approx(0.5)


def test_the_ic50_at_zero_millivolt_is_the_one_computed_from_the_abstract():
    assert ic50_um(0) == pytest.approx(6.3, rel=0.01)


@given(concentration, voltage, magnesium)
def test_who_sits_in_the_pore_adds_up(c, mv, mg):
    here = occupants(c, mv, mg)
    assert here.empty + here.magnesium + here.ketamine == pytest.approx(1)
    assert min(here.empty, here.magnesium, here.ketamine) >= 0


@given(concentration, voltage, magnesium)
def test_more_drug_or_a_more_negative_cell_blocks_more(c, mv, mg):
    assert block(1.1 * c, ic50_um(mv, mg)) > block(c, ic50_um(mv, mg))
    assert ic50_um(mv - 5) < ic50_um(mv)


@given(voltage, st.floats(0.01, 3))
def test_magnesium_raises_the_ic50_by_what_it_takes_of_the_pore(mv, mg):
    assert ic50_um(mv, mg) == pytest.approx(ic50_um(mv) / float(unblocked_share(mv, mg)))


def test_mirror_forms_keep_their_measured_distance():
    assert ic50_um(-70, form="R-ketamine") / ic50_um(-70, form="S-ketamine") == pytest.approx(1.4 / 0.3)
    assert racemate_ki_um() == pytest.approx(0.494, abs=0.001)


def test_half_s_and_half_r_together_pull_as_much_as_the_mixture():
    assert 0.5 / relative_ki("S-ketamine") + 0.5 / relative_ki("R-ketamine") == pytest.approx(1)


def test_curves_of_all_forms_pass_through_half_at_their_ic50():
    forms = form_curves(1.0, -40, 0.5)
    for form, ic50 in forms.ic50s_um.items():
        assert float(block(ic50, ic50_um(-40, 0.5, form))) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: block(-1, 0.7), "negative"),
        (lambda: relative_ki("arketamine"), "no affinity"),
        (lambda: ic50_um(0, -1), "negative"),
    ],
)
def test_impossible_values_are_refused(call, sentence):
    with pytest.raises(ModelError, match=sentence):
        call()


@pytest.mark.parametrize(
    ("moment", "ketamine", "magnesium"), [((10, -70, 0), 2, 0), ((0.1, -70, 2), 0, 1), ((0.1, 0, 0), 0, 0)]
)
def test_the_pore_shows_its_likeliest_guest(moment, ketamine, magnesium):
    canvas = drawing(draw.pore_and_curve, block_curve(*moment))[0].axes[0]
    filled = [each for each in canvas.collections if isinstance(each, PolyCollection)]
    rings = [each for each in filled if to_hex(each.get_facecolor()[0]).upper() == DRUG]
    assert sum(len(each.get_paths()) for each in rings) == ketamine
    assert len(canvas.patches) == magnesium


@pytest.mark.parametrize("moment", [(10, -70, 0), (0.1, -70, 2), (2, -20, 1), (10, -90, 2)])
def test_a_hundred_channels_are_dealt_among_the_guests(moment):
    curve = block_curve(*moment)
    canvas = drawing(draw.pore_and_curve, curve)[0].axes[0]
    counts = [int(text) for text in written(canvas) if text.isdigit()]
    here = curve.here
    assert sum(counts) == 100
    assert counts == pytest.approx([100 * share for share in (here.ketamine, here.magnesium, here.empty)], abs=1)


def test_the_moment_lies_on_its_curve_and_the_measured_one_is_dashed_beside_it():
    figure, _ = drawing(draw.pore_and_curve, block_curve(1, -40, 1))
    dashed, *_elsewhere, curve, dot = figure.axes[1].lines
    assert dashed.get_linestyle() == "--"
    assert np.interp(1, *curve.get_data()) == pytest.approx(dot.get_ydata()[0], abs=0.1)
    assert np.interp(0.71, *dashed.get_data()) == pytest.approx(50, abs=0.5)
    where_measured = drawing(draw.pore_and_curve, block_curve(1, -70, 0))[0].axes[1].lines
    assert len(where_measured) == len(figure.axes[1].lines) - 1


def test_every_form_is_told_with_its_ic50():
    forms = form_curves(1.0, -70, 0)
    figure, words = drawing(draw.form_block, forms)
    for form in forms.ic50s_um:
        assert f"{form} {100 * forms.here[form]:.0f}%" in words
    styles = {line.get_linestyle() for line in figure.axes[0].lines if line.get_label() in forms.curves}
    assert len(styles) > 1  # told apart without colour


def test_what_others_measured_stands_on_the_picture_and_no_single_curve_meets_it():
    curve = block_curve(0.3, -70, 0)
    at_one = sorted(point.blocked for point in curve.elsewhere if point.concentration_um == 1)
    assert (1 - at_one[0]) / (1 - at_one[1]) > 2
    figure, words = drawing(draw.pore_and_curve, curve)
    marks = [line for line in figure.axes[1].lines if line.get_marker() in ("^", "v", "s")]
    shown = {(float(x), round(float(y))) for line in marks for x, y in line.get_xydata()}
    assert {(point.concentration_um, round(100 * point.blocked)) for point in curve.elsewhere} <= shown
    assert "no single curve" in words
