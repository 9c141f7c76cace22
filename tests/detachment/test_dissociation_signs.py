"""Signs of detachment in the brain: who was studied, what is hidden until it is asked for, and their drawing."""

import pytest

from ketabrain.engine.tables import load
from ketabrain.topics.detachment.dissociation_signs import (
    SIGNS,
    OurReading,
    SignChange,
    brain_sign,
    sign_chart,
    sign_sources,
    signs_in_full,
)
from ketabrain.topics.detachment.draw_dissociation_signs import brain_signs
from tests.drawing import drawing
from tests.engine.draw.written import said_and_written


def test_every_row_is_a_sign():
    assert sorted(SIGNS.values()) == sorted(load("dissociation_signs")["id"])


def test_species_and_number_are_those_of_the_table():
    assert brain_sign("slow rhythm, mice").species == "mouse"
    assert brain_sign("slow rhythm, patient").people == 1
    assert sum(brain_sign(sign).species == "mouse" for sign in SIGNS) == 1


def test_a_network_that_loosens_with_midazolam_too_is_no_signature():
    assert brain_sign("network, two drugs").verdict == "not specific"
    assert "midazolam" in brain_sign("network, two drugs").without


def test_sources_are_unique():
    assert len(set(sign_sources())) == len(sign_sources()) >= 6


@pytest.mark.parametrize("wrong", [{"sign": "aura"}, {"reading": "perhaps"}])
def test_another_word_is_refused(wrong):
    with pytest.raises(ValueError, match="use one of"):
        sign_chart(**wrong)


@pytest.mark.parametrize("sign", SIGNS)
def test_arrows_stand_at_the_people_and_the_words_are_those_of_the_sign(sign):
    chart = sign_chart(sign)
    figure, told = drawing(brain_signs, chart)
    arrows = [line for line in figure.axes[0].lines if line.get_marker() in ("^", "v")]
    expected = [2 if each.change is SignChange.BOTH else 1 for each in chart.signs if each.people is not None]
    assert len(arrows) == sum(expected)
    assert chart.picked.species in told
    assert chart.picked.comment.rstrip(".") in told
    assert "not printed" in said_and_written(figure, "")


def test_our_reading_is_hidden_until_it_is_asked_for():
    charts = [sign_chart("network, two drugs", reading) for reading in OurReading]
    hidden, shown = (said_and_written(*drawing(brain_signs, chart)) for chart in charts)
    for verdict in ("not specific", "specific so far"):
        assert verdict not in hidden
        assert verdict in shown
    assert ["Our reading" in signs_in_full(chart).frame for chart in charts] == [False, True]


def test_the_table_has_every_sign_with_what_was_seen_without_detachment():
    frame = signs_in_full(sign_chart()).frame
    assert frame["Without detachment"].tolist() == load("dissociation_signs")["without"].tolist()
