"""The target map: limits, disputed values, the count that the lesson's prediction is judged by, and its picture."""

from itertools import pairwise

import pytest

from ketabrain.engine.errors import ModelError
from ketabrain.topics.channel.draw_targets import targets
from ketabrain.topics.channel.targets import target_map
from tests.drawing import drawing
from tests.engine.draw.written import heading, written


def test_a_higher_level_reaches_at_least_the_same_targets():
    reached = [set(target_map(level).reached) for level in (20, 200, 1200, 2400)]
    for fewer, more in pairwise(reached):
        assert fewer <= more


def test_what_only_lies_beyond_a_limit_is_never_reached():
    found = target_map(20_000)
    assert "dopamine transporter" in set(found.rows["target"])
    assert "dopamine transporter" not in found.reached


def test_an_antidepressant_level_reaches_the_nmda_channel_and_what_is_disputed_does_not_count():
    assert target_map(200).reached == ("NMDA receptor channel",)
    assert target_map(200).reached_if_disputed == ("dopamine D2",)
    assert target_map(20).reached_if_disputed == ()


def test_unbound_levels_of_the_bands():
    low, high = target_map(0).bands_um["dissociation"]
    assert low == pytest.approx(100 * 0.56 / 237.73, rel=1e-3)
    assert high == pytest.approx(2.5 * low)


def test_the_table_shows_every_affinity_with_its_study_tightest_first_and_disputed_ones_last():
    found = target_map(200)
    assert len(found.table) == len(found.rows)
    assert found.table.iloc[0]["target"] == "NMDA receptor channel"
    assert found.table["disputed"].tolist() == sorted(found.table["disputed"])
    assert found.table.iloc[-1]["disputed"] == "yes"
    assert "above 10" in set(found.table["half at (µM)"])
    assert (found.table["study"] != "").all()


def test_a_negative_level_is_refused():
    with pytest.raises(ModelError, match="negative"):
        target_map(-1)


def test_the_picture_counts_what_the_level_reaches_and_names_every_target():
    figure, words = drawing(targets, target_map(200))
    assert "of 1 target: NMDA receptor channel." in words
    assert "Disputed values would add dopamine D2." in words
    assert heading(figure)[0] == "1 of 14 targets half filled at 200 ng/mL"
    shown = set(written(figure.axes[0]))
    assert {"NMDA channel", "α3β4 nicotinic", "µ opioid", "dopamine D1, D3, D4, D5", "serotonin 5-HT2"} <= shown
    named = [text for text in shown if text not in {"disputed", "weaker", *target_map(0).bands_um}]
    assert len(named) == target_map(200).rows["target"].nunique()
