"""The weighed chain: areas as the masses, words that follow every amino acid, nothing that overlaps."""

import pytest

from ketabrain.engine.draw.style import house_style, new_figure
from ketabrain.topics.bdnf import draw_protein_mass as draw
from ketabrain.topics.bdnf.protein_mass import mass_of_range
from tests.engine.draw.crowding import crowded


def drawn(result):
    figure = new_figure(4.2)
    with house_style():
        words = draw.mass(result, figure)
    return figure, words


@pytest.mark.parametrize(("first", "last"), [(129, 247), (1, 247), (1, 1), (247, 247), (19, 247), (100, 150)])
def test_areas_are_as_the_masses(first, last):
    result = mass_of_range(first, last)
    figure, words = drawn(result)
    squares = [patch for patch in figure.axes[0].patches if patch.get_y() == draw._SQUARE_TOP]
    stretch, glutamate = (patch.get_width() * patch.get_height() for patch in squares)
    assert stretch / glutamate == pytest.approx(result.ratio)
    assert f"{result.mass_da:,.0f} Da" in words
    assert "mature BDNF about 13 kDa" in words
    assert not crowded(figure)


def test_the_words_on_mass_follow_one_amino_acid_more_or_less():
    said = {drawn(mass_of_range(*each))[1] for each in [(129, 247), (128, 247), (129, 246), (1, 2)]}
    assert len(said) == 4
