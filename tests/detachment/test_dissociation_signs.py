"""Signs of detachment in the brain: who was studied, what is hidden until it is asked for, and their drawing."""

import pytest
from matplotlib.patches import Circle, FancyArrowPatch

from ketabrain.engine.tables import load
from ketabrain.topics.detachment.dissociation_signs import SIGNS, OurReading, SignChange, brain_sign, sign_sources
from ketabrain.topics.detachment.draw_dissociation_signs import brain_signs
from tests.drawing import drawing


def test_every_row_is_a_sign():
    assert sorted(SIGNS.values()) == sorted(load("dissociation_signs")["id"])


def test_species_and_number_are_those_of_the_table():
    assert brain_sign("slow rhythm, mice").species == "mouse"
    assert brain_sign("slow rhythm, one patient").people == 1
    assert sum(brain_sign(sign).species == "mouse" for sign in SIGNS) == 1


def test_a_network_that_loosens_with_midazolam_too_is_no_signature():
    assert brain_sign("network, two drugs").verdict == "not specific"
    assert "midazolam" in brain_sign("network, two drugs").without


def test_sources_are_unique():
    assert len(set(sign_sources())) == len(sign_sources()) >= 6


@pytest.mark.parametrize("wrong", [{"sign": "aura"}, {"reading": "perhaps"}])
def test_another_word_is_refused(wrong):
    with pytest.raises(ValueError, match="use one of"):
        brain_sign(**wrong)


@pytest.mark.parametrize("sign", SIGNS)
def test_place_arrow_and_words_are_those_of_the_sign(sign):
    result = brain_sign(sign)
    figure, told = drawing(brain_signs, result)
    axes = figure.axes[0]
    big = [patch.center for patch in axes.patches if isinstance(patch, Circle) and patch.radius == 11]
    assert big
    assert all((x < 300) == (result.species == "mouse") for x, _ in big)
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == (2 if result.change is SignChange.BOTH else 1)
    assert result.species in told
    assert result.comment.rstrip(".") in told


def test_our_reading_is_hidden_until_it_is_asked_for():
    hidden, shown = (drawing(brain_signs, brain_sign("network, two drugs", reading))[1] for reading in OurReading)
    assert "not specific" not in hidden
    assert "not specific" in shown
