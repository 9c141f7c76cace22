"""`make report`: a page and a CSV that are safe to open, whatever learners called themselves and their files."""

import csv
import io
import json
import re

import pytest

from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.classroom.invented import write_class
from ketabrain.engine.classroom.report import class_report
from tasks.environment import TaskError
from tasks.inside import report
from tasks.inside.report import handed_in, harmless, write_report

HOSTILE = '<img src=x onerror="alert(1)">'


def ledger(learner, name="", *entries):
    made = [{"kind": kind, "lesson": lesson, "item": item, **more} for kind, lesson, item, more in entries]
    return json.dumps({"format": 1, "learner": learner, "course": "", "entries": made, "name": name})


def rows_of(folder):
    text = (folder / "report.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


@pytest.fixture
def handed(tmp_path):
    """A folder with two ledgers of one learner, one of another, and two files that are none."""
    place = tmp_path / "handed-in"
    place.mkdir()
    look = ("look", "02", "x", {"at": "2026-05-01T08:00:00+00:00"})
    tries = [("attempt", "02", "02.base", {"correct": False, "at": "2026-05-02T08:00:00+00:00"})] * 3
    (place / "a.json").write_text(ledger("12e4aaaa", HOSTILE, look, *tries))
    (place / "a, older.json").write_text(ledger("12e4aaaa", HOSTILE, look))
    (place / "b.json").write_text(ledger("bbbb2222", '=HYPERLINK("x")'))
    (place / "essay of Ada & Bo.docx").write_text("")
    (place / "damaged.json").write_text("{")
    return place


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "\tx", "  =1+1", "\r=1"])
def test_a_cell_that_would_be_a_formula_is_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ada", "Ada-Lou", "a=b", "02.base; 05.gamma"])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_the_csv_has_a_row_a_learner_and_its_sums_are_those_of_the_folder(handed, tmp_path):
    said = write_report(handed_in(handed), "handed-in", tmp_path / "made")
    assert "2 learners; 3 files set aside" in said
    rows = rows_of(tmp_path / "made")
    assert [(row["id"], row["name"]) for row in rows] == [("id 12e4", HOSTILE), ("id bbbb", '\'=HYPERLINK("x")')]
    assert [row["02 exercises tried (of 5)"] for row in rows] == ["1", "0"]
    assert [row["offer help with"] for row in rows] == ["02.base", ""]
    assert rows[0]["last seen"].startswith("2026-05-0")
    assert rows[1]["last seen"] == ""


def test_the_csv_of_a_class_sums_to_what_its_ledgers_hold(tmp_path):
    write_class(tmp_path, learners=3)
    found = Inbox(tmp_path).read()
    made = class_report(found)
    rows = list(csv.reader(io.StringIO(report.csv_of(made), newline="")))
    total = sum(int(cell) for row in rows[1:] for head, cell in zip(rows[0], row, strict=True) if "(of " in head)
    held = [entry for each in found.learners for entry in each.entries if entry["kind"] in ("prediction", "attempt")]
    assert total == len(held) + 3 * sum(len(ask.claims) for ask in made.asks)  # all have judged every claim


def test_the_page_escapes_names_says_who_wants_help_and_names_the_files(handed, tmp_path):
    write_report(handed_in(handed), "handed-in", tmp_path / "made")
    page = (tmp_path / "made" / "report.html").read_text("utf-8")
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;" in page
    assert not re.search(r"<(img|script|a|link|iframe)\b", page)
    assert "default-src 'none'" in page
    assert "<b>02.base</b>, 1 learner: &lt;img" in page
    assert "<b>essay of Ada &amp; Bo.docx</b> is no .json file" in page
    assert "is an older copy of the ledger in a.json." in page
    assert "Set aside: 3 files" in page
    assert "invented" not in page


def test_neither_page_nor_csv_tells_who_was_right(tmp_path):
    made = []
    for correct, name in ((True, "one"), (False, "two")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.json").write_text(ledger("aaaa1111", "", ("attempt", "02", "02.base", {"correct": correct})))
        report_of = class_report(handed_in(folder))
        made.append((report.csv_of(report_of), re.sub(r"Made on [^;]*", "", report.page_of(report_of, "x", False))))
    assert made[0] == made[1]


@pytest.mark.parametrize(("learners", "told"), [(4, False), (5, True)])
def test_shares_of_few_are_not_told(tmp_path, learners, told):
    write_class(tmp_path, learners)
    page = report.page_of(class_report(Inbox(tmp_path).read()), "x", False)
    assert ("Right before" in page) == told
    assert "95% interval" in page  # of the mean, which names nobody


def test_a_wrong_or_an_empty_folder_is_one_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report, "FOLDER", tmp_path / "made")
    (tmp_path / "empty").mkdir()
    for place, sentence in ((tmp_path / "nowhere", "There is no folder"), (tmp_path / "empty", "is empty: put")):
        assert report.main([str(place)]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert sentence in said.err
        assert said.err.count("\n") == 1
    assert not (tmp_path / "made").exists()


def test_where_nothing_can_be_read_the_page_says_why(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report, "FOLDER", tmp_path / "made")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.json").write_text("{")
    assert report.main([str(tmp_path / "bad")]) == 1
    assert "There is no ledger of this course in" in capsys.readouterr().err
    assert "<b>x.json</b> is damaged" in (tmp_path / "made" / "report.html").read_text("utf-8")


def test_without_a_folder_the_class_is_invented_and_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(report, "FOLDER", tmp_path / "made")
    assert report.main([]) == 0
    assert "24 learners. Open the page" in capsys.readouterr().out
    assert "This class is invented." in (tmp_path / "made" / "report.html").read_text("utf-8")
    assert len(rows_of(tmp_path / "made")) == 24


def test_a_csv_that_cannot_be_written_is_one_sentence(handed, tmp_path):
    (tmp_path / "made" / "report.csv").mkdir(parents=True)
    with pytest.raises(TaskError, match=r"close report\.csv where it is open"):
        write_report(handed_in(handed), "handed-in", tmp_path / "made")
