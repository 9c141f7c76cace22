"""The report on how well the data are sourced."""

import shutil

import pandas as pd
import pytest

from ketabrain.engine import tables
from tasks.inside import data_report


def reference(key, doi="", pmid=""):
    return tables.Reference(key, (), None, "", "", doi, pmid, "", "", "other")


REFERENCES = {"a": reference("a", doi="10.1/x"), "b": reference("b", pmid="1"), "c": reference("c")}


def test_shares_are_counted_by_row():
    table = pd.DataFrame({"source": ["a", "b", "c", "c"], "via": ["", "a", "a", "a"]})
    line = data_report.measure("numbers", table, REFERENCES)
    assert (line.rows, line.identified, line.primary) == (4, 0.5, 0.25)
    assert str(line).split() == ["numbers", "4", "50%", "25%", "75%"]


def test_a_row_read_in_a_copy_was_not_read_in_its_source():
    copied = tables.Reference("d", (), None, "", "", "10.1/y", "", "", "", "other", read_at="https://copies.example")
    table = pd.DataFrame({"source": ["a", "d"], "via": ["", ""]})
    assert data_report.measure("numbers", table, {**REFERENCES, "d": copied}).primary == 0.5


def test_a_list_of_sources_counts_each_source():
    line = data_report.measure("verdicts", pd.DataFrame({"sources": ["a;b", "c"]}), REFERENCES)
    assert line.identified == pytest.approx(2 / 3)
    assert line.primary is None


def test_a_table_without_sources_shows_dashes():
    line = data_report.measure("lessons", pd.DataFrame({"lesson": ["00"]}), REFERENCES)
    assert str(line).split() == ["lessons", "1", "–", "–", "–"]


def test_the_report_prints_every_table(capsys):
    assert data_report.main([]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["table", "rows", "DOI", "or", "PMID", "primary", "secondary"]
    rows, shares = printed[1:-3], printed[-2:]
    assert [line.split()[0] for line in rows] == [line.name for line in data_report.report()]
    assert len({len(line) for line in (printed[0], *rows)}) == 1
    assert [line.split(":")[0] for line in shares] == [
        "journal articles with a DOI or PMID",
        "references with a stable identifier or an official page",
    ]


def entry(**given):
    return dict.fromkeys(("title", "DOI", "PMID", "PMCID", "URL", "note", "publisher"), "") | given


def test_an_article_needs_a_doi_or_a_pubmed_number():
    articles = [entry(type="article-journal", **{field: "1"}) for field in ("DOI", "PMID", "PMCID", "URL")]
    assert data_report.reference_shares([*articles, entry(type="webpage")]).articles == 0.5


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "article-journal", "PMCID": "PMC1"}, True),
        ({"type": "article-journal", "URL": "https://example.org/paper"}, False),
        ({"type": "report", "URL": "https://www.gov.uk/report"}, True),
        ({"type": "webpage", "URL": "https://www.drugs.com/pro/ketalar.html"}, False),
        ({"type": "software", "URL": "https://github.com/a/b", "note": "File x.py, commit 0d5b62b"}, True),
        ({"type": "software", "URL": "https://github.com/a/b"}, False),
        ({"type": "article-newspaper", "URL": "https://example.org/news"}, False),
    ],
)
def test_what_can_be_traced_has_an_identifier_or_a_page_of_its_own(given, expected):
    article = entry(type="article-journal", DOI="10.1/x")
    assert data_report.reference_shares([entry(**given), article]).traceable == (1 if expected else 0.5)


def test_a_site_that_copies_is_known_by_its_domain():
    assert data_report.copied("https://www.drugs.com/x")
    assert data_report.copied("https://sl.wikipedia.org/wiki/Ketamin")
    assert not data_report.copied("https://notdrugs.com/x")


def test_broken_data_are_told_in_a_sentence(capsys, tmp_path):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    (folder / "claims.csv").write_text("", "utf-8")
    assert data_report.main([str(folder)]) == 1
    assert capsys.readouterr().err.startswith("claims.csv, row 1, column claim: ")


def test_a_missing_folder_is_told_in_a_sentence(capsys, tmp_path):
    assert data_report.main([str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err
