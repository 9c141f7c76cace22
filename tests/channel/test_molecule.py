"""Two mirror forms: the right hand, no overlay, turning that keeps the shape, and the picture of both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.channel.draw_molecule import overlaid_forms
from ketabrain.topics.channel.molecule import Molecule, overlay, r_ketamine, s_ketamine
from tests.drawing import drawing
from tests.engine.draw.written import heading

angle = st.floats(-180, 180)


def handedness(molecule: Molecule) -> float:
    """Positive for S: seen with the lowest-ranked neighbour behind, the others run against the clock.

    Neighbours of the ring carbon that carries nitrogen rank nitrogen, carbonyl carbon, aromatic carbon, then CH2.
    """
    bonded = {i: set() for i in range(len(molecule.elements))}
    for first, second, _ in molecule.bonds:
        bonded[first].add(second)
        bonded[second].add(first)
    centre = next(i for i, near in bonded.items() if len(near) == 4)
    nitrogen = next(i for i in bonded[centre] if molecule.elements[i] == "N")
    carbonyl = next(i for i in bonded[centre] if any(molecule.elements[j] == "O" for j in bonded[i]))
    aromatic = next(i for i in bonded[centre] if i != carbonyl and len(bonded[i]) == 3 and molecule.elements[i] == "C")
    a, b, c = (molecule.positions[i] - molecule.positions[centre] for i in (nitrogen, carbonyl, aromatic))
    return float(np.dot(a, np.cross(b, c)))


def test_the_formula_is_ketamine():
    elements = s_ketamine().elements
    assert {e: elements.count(e) for e in set(elements)} == {"C": 13, "N": 1, "O": 1, "Cl": 1}


def test_s_is_s_and_its_mirror_image_is_r():
    assert handedness(s_ketamine()) == pytest.approx(-handedness(r_ketamine()))
    assert handedness(s_ketamine()) > 0


@given(angle, angle, angle)
def test_turning_keeps_distances_and_handedness(turn, tilt, roll):
    turned = s_ketamine().turned(turn, tilt, roll)
    for first, second, _ in turned.bonds:
        assert np.linalg.norm(turned.positions[first] - turned.positions[second]) == pytest.approx(
            np.linalg.norm(s_ketamine().positions[first] - s_ketamine().positions[second])
        )
    assert handedness(turned) == pytest.approx(handedness(s_ketamine()))


def test_bonds_have_the_length_of_bonds():
    molecule = s_ketamine()
    lengths = [np.linalg.norm(molecule.positions[i] - molecule.positions[j]) for i, j, _ in molecule.bonds]
    assert min(lengths) > 1.15
    assert max(lengths) < 1.85


@given(angle, angle, angle)
def test_no_turning_lays_the_mirror_form_over_the_other(turn, tilt, roll):
    turned = r_ketamine().turned(turn, tilt, roll).positions
    distance = np.sqrt(((s_ketamine().positions - turned) ** 2).sum(axis=1).mean())
    assert distance >= overlay("R-ketamine", turn).closest - 1e-6 > 1


def test_the_same_form_can_be_turned_back_onto_itself():
    assert overlay("S-ketamine", 0).closest == pytest.approx(0, abs=1e-3)
    best = min(overlay("S-ketamine", turn).distance for turn in range(-180, 181, 5))
    assert best < 0.01


def test_an_unknown_form_is_refused():
    with pytest.raises(ModelError, match="no molecule"):
        overlay("ketamine", 0)


def test_the_picture_says_when_the_molecules_fit_and_when_they_cannot():
    best = min(range(-180, 181, 5), key=lambda turn: overlay("S-ketamine", turn).distance)
    figure, _ = drawing(overlaid_forms, overlay("S-ketamine", best))
    assert "they fit" in heading(figure)[0]
    figure, words = drawing(overlaid_forms, overlay("R-ketamine", best))
    assert "they fit" not in heading(figure)[0]
    assert f"The closest that any turning can bring them is {overlay('R-ketamine', 0).closest:.1f}" in words


def test_the_distance_at_every_turn_is_that_of_the_turn_and_never_below_the_closest():
    for form in ("S-ketamine", "R-ketamine"):
        found = overlay(form, 40)
        assert np.interp(40, found.turns_deg, found.distances) == pytest.approx(found.distance)
        assert found.distances.min() >= found.closest - 1e-6
