"""The picture of lesson 00: bars where the bands were reported, and a learner's level across them."""

import numpy as np
import pytest

from ketabrain.engine.draw.drawn import height_of
from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.shared.bands import read_level, reported_bands
from ketabrain.topics.welcome.draw_dose_bands import dose_bands
from tests.drawing import drawing


def test_every_band_is_a_bar_from_its_lower_to_its_upper_end():
    figure, words = drawing(dose_bands, read_level(180))
    ends = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in figure.axes[0].patches]
    assert np.allclose(ends, [(band.lower, band.upper) for band in reported_bands()[::-1]])
    for band in reported_bands():
        assert f"{band.name} {band.lower:,.0f} to {band.upper:,.0f}" in words


@pytest.mark.parametrize("level", [10, 150, 1000, 4000])
def test_the_level_crosses_the_bands_and_is_placed_in_words(level):
    figure, words = drawing(dose_bands, read_level(level))
    (line,) = figure.axes[0].lines
    assert set(line.get_xdata()) == {level}
    assert f"A plasma level of {level:,.0f} ng/mL lies {read_level(level).words}" in words


def test_a_band_that_holds_the_level_has_a_thicker_edge_too():
    reading = read_level(150)
    figure, _ = drawing(dose_bands, reading)
    thick = [bar.get_linewidth() > 1 for bar in figure.axes[0].patches]
    assert thick == [band in reading.inside for band in reading.bands[::-1]]
    assert 0 < sum(thick) < len(thick)


def test_where_one_began_stays_as_a_line_of_its_own():
    figure = new_figure(height_of(dose_bands))
    with house_style():
        dose_bands(read_level(600), figure, began=read_level(180))
    assert [line.get_xdata()[0] for line in figure.axes[0].lines] == [180, 600]
