"""The map of claims: one kind in focus, none lost, a verdict told in words as well as in colour."""

import pytest

from ketabrain.engine.tables import load
from ketabrain.topics.shared.claims import EVERY_KIND, claim_kinds, claims_of_kind
from ketabrain.topics.shared.draw_claims import claim_map
from tests.drawing import drawing


def test_the_kinds_share_out_all_claims():
    everything = claims_of_kind(EVERY_KIND).highlighted
    assert list(everything) == list(load("claims")["claim"])
    assert sorted(claim for kind in claim_kinds() for claim in claims_of_kind(kind).highlighted) == sorted(everything)


def test_claims_out_of_focus_keep_their_tile_and_number_only():
    kind, *_ = claim_kinds()
    found = claims_of_kind(kind)
    figure, words = drawing(claim_map, found)
    assert len(figure.axes[0].patches) == len(found.tiles)
    texts = {text.get_text() for text in figure.axes[0].texts}
    for tile in found.tiles:
        assert (tile.claim in texts) == (tile.claim not in found.highlighted)
    assert f"{len(found.highlighted)} of the article's {len(found.tiles)} claims are shown" in words


def test_a_verdict_is_written_on_its_tile_and_told():
    kind, *_ = claim_kinds()
    claim, *_ = claims_of_kind(kind).highlighted
    figure, words = drawing(claim_map, claims_of_kind(kind, {claim: "Wrong"}))
    assert [text.get_text() for text in figure.axes[0].texts].count("Wrong") == 1
    assert f"Your verdicts so far: {claim} Wrong." in words


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of claim called 'gossip'"):
        claims_of_kind("gossip")
