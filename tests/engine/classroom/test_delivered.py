"""Ledgers as course systems deliver them, in folders and zips: one a learner, the newest by its own record."""

import io
import itertools
import json
import os
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.classroom import inbox
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.hand_in import file_name


def entry(item, at="2026-01-01T10:00:00+00:00", **more):
    return {"kind": "verdict", "lesson": "02", "item": item, "value": "Right", "confidence": 80, "at": at, **more}


def ledger(learner="146d00112233aabb", *entries, **more):
    made = {"format": 1, "learner": learner, "course": "0.1.0", "entries": list(entries) or [entry("C01")], **more}
    return json.dumps(made, indent=1).encode()


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def put(tmp_path):
    """Put files into the folder, with the folders that they lie in."""

    def write(files):
        for name, content in files.items():
            place = tmp_path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return tmp_path

    return write


def read(folder):
    found = Inbox(folder).read()
    return {each.file: each.learner for each in found.learners}, {each.file: each.why for each in found.set_aside}


ADA, BOB, EVE = "ada000000000", "bob000000000", "eve000000000"
DELIVERIES = {
    "Moodle, folders": {
        "Ada Lovelace_101_assignsubmission_file_/my-ledger.json": ledger(ADA),
        "Bob Ó Briain_102_assignsubmission_file/my-ledger (1).json": ledger(BOB),
        "Eve_103_assignsubmission_file_/my-ledger-eve0.zip": zipped({"my-ledger-eve0.json": ledger(EVE)}),
    },
    "Canvas": {
        "lovelaceada_1234_567890_my-ledger-ada0-ada-1.json": ledger(ADA),
        "briainbob_LATE_1235_567891_my-ledger.json": ledger(BOB),
        "eve_1236_567892_my-ledger.JSON": ledger(EVE),
    },
    "Google Classroom": {
        "Assignment 3/Ada Lovelace - my-ledger.json": ledger(ADA),
        "Assignment 3/my-ledger (1).json": ledger(BOB),
        "Assignment 3/Eve - my-ledger.json.txt": ledger(EVE),
    },
    "Blackboard": {
        "Assignment 3_ada_attempt_2026-01-30-20-30-10_my-ledger.json": ledger(ADA),
        "Assignment 3_bob_attempt_2026-01-30-20-30-11_my-ledger.json": ledger(BOB),
        "Assignment 3_eve_attempt_2026-01-30-20-30-12_my-ledger.json": ledger(EVE),
    },
    "by hand": {"a": ledger(ADA), "ledger.txt": ledger(BOB), "my-ledger.json (2)": ledger(EVE)},
}
LITTER = dict.fromkeys(["__MACOSX/._my-ledger.json", ".DS_Store", "Thumbs.db", "desktop.ini", "x/.DS_Store"], b"x")


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("packed", [False, True])
def test_what_a_course_system_delivers_is_read_in_folders_and_in_one_zip(put, delivery, packed):
    files = DELIVERIES[delivery]
    learners, aside = read(put({"download.zip": zipped(files | LITTER)} if packed else files))
    assert set(learners.values()) == {ADA, BOB, EVE}
    assert aside == {}
    assert all(file.startswith("download.zip/") == packed for file in learners)


def test_a_zip_of_folders_in_folders_is_read():
    """As ILIAS delivers it."""
    assert inbox._unzipped(zipped({"Exercise/Submissions/Ada_12/my-ledger.json": ledger(ADA)}), ("a.zip",))


def test_what_stands_beside_the_ledgers_gets_a_sentence_each(put):
    folder = put(
        {
            "Ada_101_assignsubmission_onlinetext_/onlinetext.html": b"<p>Here it is</p>",
            "Ada_101_assignsubmission_file_/essay.docx": b"PK",
            "Ada_101_assignsubmission_file_/old/my-ledger.json": ledger(ADA),
            "Assignment 3_ada_attempt_2026-01-30.txt": b"Name: Ada",
            "half.json": ledger(ADA)[:90],
            "half.zip": zipped({"a.json": ledger(ADA)})[:90],
            "nothing.zip": zipped({}),
            "class.zip": zipped({"a/notes.pdf": b"%PDF", "b/../../my-ledger.json": ledger(ADA)}),
        }
    )
    (folder / "Bob_102").mkdir()
    learners, aside = read(folder)
    assert learners == {}
    assert {file: why.split(";")[0].rstrip(".") for file, why in aside.items()} == {
        "Ada_101_assignsubmission_onlinetext_/onlinetext.html": "is no .json file",
        "Ada_101_assignsubmission_file_/essay.docx": "is no .json file",
        "Ada_101_assignsubmission_file_/old": "is a folder in a folder, deeper than the room looks",
        "Assignment 3_ada_attempt_2026-01-30.txt": "is no .json file",
        "half.json": "is damaged or no JSON",
        "half.zip": "is damaged, no zip or not all there",
        "nothing.zip": "is a zip with no file in it",
        "class.zip/a/notes.pdf": "is no .json file",
        "class.zip/b/../../my-ledger.json": "has a name that leads out of its zip, so it was left shut",
        "Bob_102": "is an empty folder",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_ledger_that_an_editor_saved_again_is_read(put, encoding, packed):
    document = json.loads(ledger(ADA, name="Zoë 李"))
    content = json.dumps(document, ensure_ascii=False).encode(encoding).replace(b"\n", b"\r\n")
    learners, aside = read(put({"a.zip": zipped({"a.json": content})} if packed else {"a.json": content}))
    assert list(learners.values()) == [ADA]
    assert aside == {}


def test_nothing_is_written_and_nothing_changes(put, tmp_path_factory, monkeypatch):
    folder = put({"a.zip": zipped({"../b.json": ledger(), "c/d.json": ledger(), "e.zip": zipped({"f.json": b"x"})})})
    before = [(place, place.read_bytes(), place.stat().st_mtime_ns) for place in folder.iterdir()]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    read(folder)
    assert [(place, place.read_bytes(), place.stat().st_mtime_ns) for place in folder.iterdir()] == before
    assert not (folder.parent / "b.json").exists()
    assert os.listdir() == []


def test_a_zip_that_has_not_changed_is_not_read_again(put, monkeypatch):
    folder = put({"a.zip": zipped({"a.json": ledger(ADA)}), "Bob/my-ledger.json": ledger(BOB)})
    box = Inbox(folder)
    first = box.read()
    opened = []
    real = inbox._read
    monkeypatch.setattr(inbox, "_read", lambda path, *more: opened.append("/".join(path)) or real(path, *more))
    assert box.read() == first
    assert opened == []
    put({"a.zip": zipped({"a.json": ledger(ADA), "e.json": ledger(EVE)}), "Eve/my-ledger.json": ledger(EVE)})
    assert {each.learner for each in box.read().learners} == {ADA, BOB, EVE}
    assert opened == ["Eve/my-ledger.json", "a.zip"]


OLD, LATER = entry("C01"), entry("C03", "2026-01-02T10:00:00+00:00")
EARLY = entry("C04", "2025-01-01T10:00:00+00:00")
ZONED = entry("C05", "2026-01-02T11:30:00+02:00")
NEWER_AND_OLDER = {
    "more entries": (ledger("aaaa", OLD, LATER), ledger("aaaa", OLD), "is an older copy of the ledger in new.json."),
    "the clock was set back": (
        ledger("aaaa", OLD, EARLY),
        ledger("aaaa", OLD),
        "is an older copy of the ledger in new.json.",
    ),
    "a lesson was started again": (
        ledger("aaaa", archived=[OLD, LATER], entries=[]),
        ledger("aaaa", OLD, LATER),
        "is an older copy of the ledger in new.json.",
    ),
    "an answer was changed, in a shorter file": (
        ledger("aaaa", LATER | {"value": "Wrong"}),
        ledger("aaaa", OLD, EARLY, entry("C06"), note="x" * 999),
        "is another ledger of the same learner; the later one, new.json, counts.",
    ),
    "another hour of the day in another zone": (
        ledger("aaaa", LATER),
        ledger("aaaa", ZONED),
        "is another ledger of the same learner; the later one, new.json, counts.",
    ),
    "times that are none": (
        ledger("aaaa", OLD, entry("C07", "yesterday")),
        ledger("aaaa", entry("C08", 7), entry("C07", None), entry("C07", "tomorrow")),
        "is another ledger of the same learner; the later one, new.json, counts.",
    ),
}


@pytest.mark.parametrize("case", NEWER_AND_OLDER)
@pytest.mark.parametrize("touched", ["new.json", "other.json"])
def test_the_newest_by_its_own_record_counts_whenever_it_was_copied(put, case, touched):
    new, old, why = NEWER_AND_OLDER[case]
    folder = put({"new.json": new, "other.json": old})
    os.utime(folder / touched, (1, 1))
    learners, aside = read(folder)
    assert list(learners) == ["new.json"]
    assert aside == {"other.json": why}


def test_the_same_ledger_twice_counts_once(put):
    learners, aside = read(put({"a.json": ledger("aaaa"), "b.zip": zipped({"c.json": ledger("aaaa")})}))
    assert list(learners) == ["a.json"]
    assert aside == {"b.zip/c.json": "is another copy of the ledger in a.json."}


entries = st.lists(
    st.builds(
        entry,
        st.sampled_from(["C01", "C02"]),
        st.sampled_from(["2026-01-01T10:00:00+00:00", "2026-01-01T09:00:00+00:00", "", None, "0001-01-01T00:00+23:00"]),
        value=st.sampled_from(["Right", "Wrong"]),
    ),
    max_size=4,
)


@given(first=entries, more=entries, gone=st.integers(0, 8), others=st.lists(entries, max_size=2))
@settings(max_examples=80, deadline=None)
def test_whoever_holds_all_of_another_counts_in_any_order(first, more, gone, others):
    both = [*first, *more]
    whole = {"entries": both[gone:], "archived": both[:gone]}
    copies = [{"entries": first}, whole, *({"entries": each} for each in others)]
    read = [inbox._parsed(ledger("aaaa", **fields), (f"{number}.json",)) for number, fields in enumerate(copies)]
    best = []
    for order in itertools.permutations(read):
        (learner,), aside = inbox._one_each(order)
        assert len(aside) == len(copies) - 1
        best.append((learner.entries, learner.archived))
    assert all(each == best[0] for each in best)
    if not others:
        assert best[0] == (tuple(whole["entries"]), tuple(whole["archived"]))


def test_entries_in_one_another_without_end_are_set_aside(put):
    deep = ledger("aaaa").replace(b'"Right"', b"[" * 900 + b"]" * 900)
    assert "entry, number 1" in read(put({"a.json": deep, "b.json": deep}))[1]["a.json"]


def test_too_many_files_in_folders_are_said(put, monkeypatch):
    monkeypatch.setattr(inbox, "MOST_FILES", 2)
    learners, aside = read(put({f"{number}/a.json": ledger(f"aaaa{number}") for number in range(4)}))
    assert len(learners) == 2
    assert [file for file, why in aside.items() if "more than 2 files" in why] == ["2/a.json", "3/a.json"]


def test_a_folder_that_cannot_be_opened_is_said(put, monkeypatch):
    folder = put({"shut/a.json": ledger(), "open/b.json": ledger()})
    real = os.scandir

    def scandir(place):
        if str(place).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(inbox.os, "scandir", scandir)
    learners, aside = read(folder)
    assert list(learners) == ["open/b.json"]
    assert aside == {"shut": "is a folder that could not be opened (Permission denied)."}


@pytest.mark.skipif(os.name != "posix", reason="Windows makes no links without rights")
def test_a_link_to_a_folder_is_not_followed(put, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.json").write_bytes(ledger())
    folder = put({})
    (folder / "link").symlink_to(elsewhere)
    learners, aside = read(folder)
    assert learners == {}
    assert "is a link" in aside["link"]


def test_names_that_hide_something_are_shown_as_one_plain_line(put):
    files = {"a\u202egpj.json": b"", "b\n\x1b[31m.json": b"", "\u200b": b"", "x" * 400 + ".json": b""}
    _, aside = read(put({"a.zip": zipped(files)}))
    assert list(aside) == ["a.zip/a gpj.json", "a.zip/b [31m.json", "a.zip/", ("a.zip/" + "x" * 400)[:160]]


def test_a_hundred_ledgers_in_a_zip_are_read_in_two_seconds(put):
    files = {}
    for number in range(100):
        learner = f"{number:04}aabbccdd"
        made = ledger(learner, *(entry(f"C{each:03}") for each in range(300)))
        files[f"Learner {number}_{number}_assignsubmission_file_/{file_name(learner)}"] = made
    folder = put({"class.zip": zipped(files)})
    began = time.perf_counter()
    learners, _ = read(folder)
    assert time.perf_counter() - began < 2
    assert len(learners) == 100
