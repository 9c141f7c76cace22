"""Findings by level and stance: all of them are on the map, none twice."""

import pytest

from ketabrain.topics.shared.findings import LEVELS, STANCES, findings_map


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
