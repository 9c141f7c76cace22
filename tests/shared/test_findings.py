"""Findings by level and stance: all of them are on the map, none twice, the largest by name."""

import re

import pytest
from matplotlib.collections import PathCollection

from ketabrain.engine.numerals import brief
from ketabrain.topics.shared.draw_findings import findings
from ketabrain.topics.shared.findings import CONTEXT, LEVELS, STANCES, findings_map, people_or_animals, rows_of_findings
from tests.drawing import drawing
from tests.engine.draw.written import written

CLAIMS = ("C04", "C06", "C07", "C08", "C09", "C10", "C11", "C12")


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


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_finding_has_a_mark_and_the_largest_have_names(claim):
    found = findings_map(claim)
    figure, said = drawing(findings, found)
    assert len(marks(figure)) == len(found.rows)
    named = {brief(study.replace(", no date", " (year not seen)")) for study in found.rows["study"]}
    names = [name for name in written(figure.axes[0]) if name in named]
    assert len(names) == len(set(names)) == 5
    for finding in found.rows.dropna(subset="number").nlargest(5, "number").itertuples():
        assert brief(finding.study) in written(figure.axes[0])
    assert all(study.replace(", no date", " (year not seen)") in said for study in found.rows["study"])


def test_area_says_how_many_and_is_the_same_for_every_claim():
    per_one = []
    for claim in CLAIMS:
        found = findings_map(claim)
        figure, _ = drawing(findings, found)
        known = found.rows["number"].dropna()
        circles = figure.axes[0].collections[_circles(figure)].get_sizes()
        assert len(circles) == len(known)
        per_one += [*(sorted(circles) / known.sort_values().to_numpy(float))]
    assert per_one == pytest.approx([per_one[0]] * len(per_one))


def test_a_level_that_is_not_chosen_stays_in_pale_where_no_finding_is_a_row_says_so():
    figure, said = drawing(findings, findings_map("C09", "animal"))
    assert len(marks(figure)) == len(findings_map("C09").rows)
    assert written(figure.axes[0]).count("none") == 3
    assert said.startswith("None of 10 findings on C09 was made in animals;")


def test_context_stands_in_the_words_and_nothing_is_counted_by_stance():
    found = findings_map("C16")
    figure, words = drawing(findings, found)
    on_map = found.rows[found.rows["stance"] != CONTEXT]
    assert len(marks(figure)) == len(on_map)
    assert "context: Danböck et al., 2024 (people, read in full), Bottemanne et al., 2022 (people, 26 people)" in words
    assert f"{len(on_map)} of {len(on_map)} findings on C16" in words
    assert not re.search(r"\d+ (support|qualif|contradict|speak)", words)


def test_the_table_has_every_finding_and_how_it_was_read():
    found = findings_map("C11")
    rows = rows_of_findings(found)
    assert len(rows.frame) == len(found.rows)
    assert rows.frame["stance"][rows.frame["level"] == "people"].tolist()[0] == "contradicts"
    assert set(rows.frame["how it was read"]) == {"abstract", "full text"}
    assert "level people" in rows_of_findings(findings_map("C11", "people")).caption


@pytest.mark.parametrize(
    ("n", "level", "number"),
    [("", "people", None), ("9 papers", "people", None), ("8 and 8 mice", "animal", 16), ("3", "animal", None),
     ("1158 people", "people", 1158), ("22, 152 and 302", "people", 476), ("7 to 11 a group", "animal", None),
     ("7 and 5 cells", "synapse", None), ("22 randomised", "people", 22), ("18 rabbits", "synapse", 18)],
)  # fmt: skip
def test_what_is_counted_is_people_or_animals(n, level, number):
    assert people_or_animals(n, level) == number


def _circles(figure):
    """Where the marks of studies whose number is known stand among what is drawn; those of others come next."""
    drawn = figure.axes[0].collections
    return next(i for i, each in enumerate(drawn) if isinstance(each, PathCollection) and each.get_gid() is None)


def marks(figure):
    first = _circles(figure)
    return [place for each in figure.axes[0].collections[first : first + 2] for place in each.get_offsets()]


def test_what_did_not_test_the_claim_is_context():
    """Correlations without the drug, and an outcome that was not asked about, neither support nor contradict."""
    rows = findings_map("C16").rows.set_index("id")
    for finding in ("danbock2024-subtype", "morgan2010-users", "bottemanne2022-beliefs"):
        assert rows.loc[finding, "stance"] == "context"
