"""Findings by level and stance: all of them are on the map, none twice, each by name."""

import re

import pytest

from ketabrain.engine.numerals import brief
from ketabrain.topics.shared.draw_findings import findings
from ketabrain.topics.shared.findings import CONTEXT, LEVELS, STANCES, findings_map
from tests.drawing import drawing


@pytest.mark.parametrize("claim", ["C04", "C05", "C06", "C07"])
def test_boxes_hold_every_finding_once(claim):
    found = findings_map(claim)
    assert sum(len(found.at(level, stance)) for level in LEVELS for stance in STANCES) == len(found.rows)
    assert sum(len(findings_map(claim, level).rows) for level in LEVELS) == len(found.rows)


def test_each_claim_has_findings_on_both_sides():
    for claim in ("C04", "C05", "C06", "C07"):
        assert {"supports", "qualifies", "contradicts"} <= set(findings_map(claim).rows["stance"])


@pytest.mark.parametrize(("claim", "level"), [("C04", "moon"), ("C99", "all")])
def test_what_is_not_there_is_refused(claim, level):
    with pytest.raises(ValueError, match=r"There is no level|has no row"):
        findings_map(claim, level)


def test_every_study_is_written_on_the_map():
    found = findings_map("C04")
    figure, words = drawing(findings, found)
    written = [text.get_text() for text in figure.axes[0].texts]
    seen = [study for study in found.rows["study"] if not study.endswith(", no date")]
    assert {brief(study) for study in seen} <= set(written)
    assert sum("(year not seen)" in text for text in written) == len(found.rows) - len(seen)
    assert f"{len(found.rows)} findings on C04" in words


def test_every_stance_has_a_sign_of_its_own():
    figure, _ = drawing(findings, findings_map("C04"))
    heads = [text.get_text() for text in figure.axes[0].texts if text.get_text().endswith(STANCES)]
    assert len({head[0] for head in heads}) == len(STANCES)


def test_context_stands_in_the_words_and_nothing_is_counted_by_stance():
    found = findings_map("C16")
    figure, words = drawing(findings, found)
    written = [text.get_text() for text in figure.axes[0].texts]
    assert "Bottemanne et al., 2022" not in written
    assert "context: Danböck et al., 2024 (people), Bottemanne et al., 2022 (people)" in words
    assert f"{(found.rows['stance'] != CONTEXT).sum()} findings on C16" in words
    assert not re.search(r"\d+ (support|qualif|contradict|speak)", words)


def test_what_did_not_test_the_claim_is_context():
    """Correlations without the drug, and an outcome that was not asked about, neither support nor contradict."""
    rows = findings_map("C16").rows.set_index("id")
    for finding in ("danbock2024-subtype", "morgan2010-users", "bottemanne2022-beliefs"):
        assert rows.loc[finding, "stance"] == "context"
