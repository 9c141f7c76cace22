"""Masses of chains: what water does, published masses, places off the chain, and areas as the masses."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.bdnf import draw_protein_mass as draw
from ketabrain.topics.bdnf.protein_mass import (
    mass_of_range,
    part,
    parts,
    residue_masses_da,
    sequence_mass_da,
    water_mass_da,
)
from tests.drawing import drawing

ATOMS_DA = {"C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "S": 32.06}
"""Standard atomic weights, by which the masses of the table can be checked."""
FORMULAE = {
    "G": "C2H3NO", "A": "C3H5NO", "S": "C3H5NO2", "P": "C5H7NO", "V": "C5H9NO", "T": "C4H7NO2", "C": "C3H5NOS",
    "L": "C6H11NO", "I": "C6H11NO", "N": "C4H6N2O2", "D": "C4H5NO3", "Q": "C5H8N2O2", "K": "C6H12N2O", "E": "C5H7NO3",
    "M": "C5H9NOS", "H": "C6H7N3O", "F": "C9H9NO", "R": "C6H12N4O", "Y": "C9H9NO2", "W": "C11H10N2O",
}  # fmt: skip

chains = st.text(st.sampled_from(sorted(FORMULAE)), min_size=1, max_size=40)
places = st.integers(1, 247)


def formula_mass(formula):
    return sum(ATOMS_DA[atom] * int(count or 1) for atom, count in re.findall(r"([A-Z])(\d*)", formula))


def test_every_amino_acid_weighs_what_its_atoms_weigh():
    assert set(residue_masses_da()) == set(FORMULAE)
    for letter, mass in residue_masses_da().items():
        assert mass == pytest.approx(formula_mass(FORMULAE[letter]), abs=0.02), letter
    assert water_mass_da() == pytest.approx(formula_mass("H2O"), abs=0.002)


@given(chains, chains)
def test_linking_two_chains_costs_one_water(one, other):
    apart = sequence_mass_da(one) + sequence_mass_da(other)
    assert sequence_mass_da(one + other) == pytest.approx(apart - water_mass_da())


@given(chains)
def test_the_order_of_a_chain_does_not_change_its_mass(chain):
    assert sequence_mass_da(chain[::-1]) == pytest.approx(sequence_mass_da(chain))


def test_the_parts_make_up_the_chain_without_gaps():
    assert [(each.name, each.start, each.end) for each in parts()] == [
        ("signal peptide", 1, 18),
        ("propeptide", 19, 128),
        ("mature BDNF", 129, 247),
    ]
    assert all(len(each.sequence) == each.end - each.start + 1 for each in parts())
    assert part("mature BDNF").sequence.startswith("HSDPARRGEL")
    assert part("propeptide").sequence[121 - 19] == "N"  # where the sugar hangs


def test_mature_bdnf_comes_to_its_published_mass():
    result = mass_of_range()
    assert result.mass_da == pytest.approx(13512, abs=1)
    assert result.mass_da / 1000 == pytest.approx(result.published_kda["mature BDNF"], rel=0.05)
    assert result.residues == tables.quantity("bdnf-mature-length").value
    assert result.glutamate_da == pytest.approx(147.13, abs=0.01)
    assert 90 < result.ratio < 93


def test_the_precursor_weighs_less_than_published_for_sugar_is_left_out():
    result = mass_of_range(19, 247)
    assert result.mass_da == pytest.approx(25766, abs=1)
    assert result.mass_da / 1000 < 0.85 * result.published_kda["pro-BDNF"]


@given(places, places)
def test_a_stretch_weighs_more_the_longer_it_is_and_covers_its_parts(first, last):
    assume(first <= last)
    result = mass_of_range(first, last)
    assert sum(result.covered.values()) == result.residues == last - first + 1
    if last < 247:
        assert mass_of_range(first, last + 1).mass_da > result.mass_da


@given(st.text(min_size=1))
def test_a_letter_that_is_no_amino_acid_is_refused(text):
    assume(set(text) - set(FORMULAE))
    with pytest.raises(ModelError, match="There is no amino acid"):
        sequence_mass_da(text)


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: sequence_mass_da(""), "at least one amino acid"),
        (lambda: mass_of_range(0, 10), "amino acids 1 to 247; got 0 to 10"),
        (lambda: mass_of_range(1, 248), "got 1 to 248"),
        (lambda: mass_of_range(200, 100), "must not come after the last; got 200 to 100"),
        (lambda: part("tail"), "no part 'tail'; use one of signal peptide"),
    ],
)
def test_what_is_not_on_the_chain_is_refused(ask, says):
    with pytest.raises(ModelError, match=says):
        ask()


@pytest.mark.parametrize(("first", "last"), [(129, 247), (1, 247), (1, 1), (247, 247), (19, 247), (100, 150)])
def test_squares_are_as_many_as_glutamates_weigh_as_much(first, last):
    result = mass_of_range(first, last)
    figure, words = drawing(draw.mass, result)
    grid = next(each for each in reversed(figure.axes[0].collections) if "glutamates" in (each.get_gid() or ""))
    areas = [path.get_extents().width * path.get_extents().height for path in grid.get_paths()]
    assert sum(areas) / draw._SQUARE**2 == pytest.approx(result.ratio)
    assert f"{result.mass_da:,.0f} Da" in words
    assert "mature BDNF about 13 kDa" in words
