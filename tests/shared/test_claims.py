"""The map of claims: one kind in focus, none lost, a verdict told in words as well as by a sign and a colour."""

import pytest

from ketabrain.engine.judgement import STEPS
from ketabrain.engine.tables import load
from ketabrain.topics.shared.claims import (
    EVERY_KIND,
    REASONS,
    ROOT,
    claim_kinds,
    claims_in_words,
    claims_of_kind,
)
from ketabrain.topics.shared.draw_claims import ASIDE, COLUMNS, VERDICT_COLOURS, VERDICT_SIGNS, claim_map
from tests.drawing import drawing
from tests.engine.draw.crowding import crowded
from tests.engine.draw.written import heading, written


def tiles_of(figure):
    """The box of every tile with the words in it."""
    (boxes,) = (each for each in figure.axes[0].collections if each.get_gid() is None and each.get_zorder() == 0.8)
    return boxes


def test_the_kinds_share_out_all_claims():
    everything = claims_of_kind(EVERY_KIND).highlighted
    assert list(everything) == list(load("claims")["claim"])
    assert sorted(claim for kind in claim_kinds() for claim in claims_of_kind(kind).highlighted) == sorted(everything)


def test_every_claim_has_one_place_on_the_map():
    placed = [claim for claims in COLUMNS.values() for claim in claims if claim] + list(ASIDE)
    assert sorted(placed) == sorted(load("claims")["claim"])


def test_a_reason_never_stands_to_the_right_of_what_follows_from_it():
    column = {claim: i for i, claims in enumerate(COLUMNS.values()) for claim in claims if claim}
    for reason in REASONS:
        assert column[reason.because] <= column[reason.claim]


def test_what_follows_from_the_block_is_all_that_arrows_reach():
    following = claims_of_kind(EVERY_KIND).following
    reached = {reason.claim for reason in REASONS if reason.because in {ROOT, *following}}
    assert set(following) == reached
    figure, words = drawing(claim_map, claims_of_kind(EVERY_KIND))
    assert heading(figure)[0] == f"{ROOT} is given as the reason for {len(following)} other claims"
    assert f"given as the reason for {len(following)} others" in words


@pytest.mark.parametrize("kind", [EVERY_KIND, "history", "mechanism"])
def test_claims_out_of_focus_keep_their_tile_and_words_with_a_thin_edge(kind):
    found = claims_of_kind(kind)
    figure, words = drawing(claim_map, found)
    texts = written(figure.axes[0])
    assert all(tile.claim in texts for tile in found.tiles)
    thick = sum(width > 1 for width in tiles_of(figure).get_linewidths())
    assert thick == (len(found.highlighted) if found.focused else 1 + len(found.following))
    if found.focused:
        assert f"{len(found.highlighted)} of the article's {len(found.tiles)} claim" in words
        assert all(tile.statement in words for tile in found.tiles if tile.claim in found.highlighted)


def test_every_step_of_a_verdict_has_a_sign_and_a_colour_of_its_own():
    assert tuple(VERDICT_SIGNS) == tuple(VERDICT_COLOURS) == STEPS
    assert len(set(VERDICT_SIGNS.values())) == len(STEPS)


def test_a_verdict_is_a_sign_on_its_tile_with_a_key_and_is_told():
    kind, *_ = claim_kinds()
    claim, *_ = claims_of_kind(kind).highlighted
    judged = claims_of_kind(kind, {claim: "Wrong"})
    figure, words = drawing(claim_map, judged)
    assert written(figure.axes[0]).count(VERDICT_SIGNS["Wrong"]) == 2
    assert "mostly right" in written(figure.axes[0])
    assert f"Your verdicts so far: {claim} Wrong." in words
    assert claims_in_words(judged).frame["your verdict"].tolist() == ["Wrong"]


def test_with_all_verdicts_given_no_two_words_meet():
    all_claims = load("claims")["claim"]
    given = {claim: STEPS[i % len(STEPS)] for i, claim in enumerate(all_claims)}
    for kind in (EVERY_KIND, "clinical"):
        assert crowded(drawing(claim_map, claims_of_kind(kind, given))[0]) == []


def test_the_table_has_the_sentences_in_focus_and_the_reasons_given():
    frame = claims_in_words(claims_of_kind("mechanism")).frame.set_index("claim")
    assert list(frame.index) == list(claims_of_kind("mechanism").highlighted)
    assert frame.loc["C06", "because of"] == ROOT
    assert claims_in_words(claims_of_kind("appraisal")).frame["because of"].tolist() == ["C03 and C10"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of claim called 'gossip'"):
        claims_of_kind("gossip")
