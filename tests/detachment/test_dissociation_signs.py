"""Signs of detachment in the brain: who was studied, and what is hidden until it is asked for."""

import pytest

from ketabrain.engine.tables import load
from ketabrain.topics.detachment.dissociation_signs import READING, SIGNS, brain_sign, sources


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
    assert len(set(sources())) == len(sources()) >= 6


@pytest.mark.parametrize("wrong", [{"sign": "aura"}, {"reading": "perhaps"}])
def test_another_word_is_refused(wrong):
    with pytest.raises(ValueError, match="use one of"):
        brain_sign(**wrong)


def test_reading_is_carried():
    assert [brain_sign(reading=reading).reading for reading in READING] == list(READING)
