"""The report on how well the data are sourced."""

import shutil

import pandas as pd
import pytest

from ketabrain.engine import tables
from tasks.inside import data_report


def reference(key, doi="", pmid=""):
    return tables.Reference(key, (), None, "", "", doi, pmid, "", "other")


REFERENCES = {"a": reference("a", doi="10.1/x"), "b": reference("b", pmid="1"), "c": reference("c")}


def test_shares_are_counted_by_row():
    table = pd.DataFrame({"source": ["a", "b", "c", "c"], "via": ["", "a", "a", "a"]})
    line = data_report.measure("numbers", table, REFERENCES)
    assert (line.rows, line.identified, line.primary) == (4, 0.5, 0.25)
    assert str(line).split() == ["numbers", "4", "50%", "25%", "75%"]


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
    assert [line.split()[0] for line in printed[1:]] == [line.name for line in data_report.report()]
    assert len({len(line) for line in printed}) == 1


def test_broken_data_are_told_in_a_sentence(capsys, tmp_path):
    folder = shutil.copytree(tables.DATA, tmp_path / "data")
    (folder / "claims.csv").write_text("", "utf-8")
    assert data_report.main([str(folder)]) == 1
    assert capsys.readouterr().err.startswith("claims.csv, row 1, column claim: ")


def test_a_missing_folder_is_told_in_a_sentence(capsys, tmp_path):
    assert data_report.main([str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err
