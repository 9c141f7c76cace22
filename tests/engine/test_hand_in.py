"""Handing in: a file by a press, sharing only after a press, and nothing lost when the room's folder fails."""

import base64
import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine import session, sharing
from ketabrain.engine.classroom.inbox import Inbox
from ketabrain.engine.hand_in import HandInCard, download_link, file_name
from ketabrain.engine.progress import ToolsCard
from ketabrain.engine.start import start
from tests.engine.driving import buttons, press, raw, shown


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which a class collects ledgers."""
    home = tmp_path / "handed-in"
    home.mkdir()
    monkeypatch.setenv("KETABRAIN_HAND_IN", str(home))
    return home


def handed(folder):
    return [json.loads(path.read_text()) for path in folder.iterdir()]


def file_of(page):
    return json.loads(base64.b64decode(re.search(r"base64,([^\"]+)\"", page)[1]))


def test_without_a_class_there_is_a_file_to_make_and_nothing_to_share(book):
    card = HandInCard()
    assert buttons(card) == ["Make a file to hand in"]
    session.record("verdict", "C01", value="Right", confidence=80)
    press(card, "Make a file to hand in")
    made = file_of(raw(card))
    assert [each["item"] for each in made["entries"]] == ["C01"]
    assert "name" not in made


def test_the_card_says_how_to_find_oneself_once_there_is_something_to_find(book):
    assert "Yours begins with" not in shown(HandInCard())
    session.record("verdict", "C01", value="Right", confidence=80)
    assert f"Yours begins with {book.learner[:4]}." in shown(HandInCard())


def test_a_ledger_of_a_newer_course_is_said_on_the_card(book):
    book.path.write_text('{"format": 99, "entries": []}')
    assert "newer version of the course" in shown(HandInCard())


def test_a_name_is_in_the_file_only_if_it_was_given_and_never_in_the_ledger(book):
    card = HandInCard()
    session.record("verdict", "C01", value="Right", confidence=80)
    press(card, "Make a file to hand in", name="  Ada " + "x" * 100)
    assert file_of(raw(card))["name"] == ("Ada " + "x" * 100)[:40]
    assert "Ada" not in book.path.read_text()
    assert "name" not in file_of(download_link())


def test_nothing_is_shared_before_the_button_is_pressed(book, folder):
    card = HandInCard()
    session.record("verdict", "C01", value="Right", confidence=80)
    assert "Nothing is shared now." in shown(card)
    assert handed(folder) == []


def test_after_the_press_every_answer_goes_to_the_room_and_stop_takes_it_back(book, folder):
    card = HandInCard()
    press(card, "Share my answers")
    assert "✓ Shared" in shown(card)
    session.record("verdict", "C01", value="Right", confidence=80)
    (copy,) = handed(folder)
    assert [each["kind"] for each in copy["entries"]] == ["sharing", "verdict"]
    assert "name" not in copy
    press(card, "Stop sharing")
    assert handed(folder) == []
    session.record("verdict", "C03", value="Right", confidence=80)
    assert handed(folder) == []
    assert "Nothing is shared now." in shown(HandInCard())


def test_what_was_said_in_one_lesson_holds_in_the_next(book, folder):
    card = HandInCard()
    press(card, "Share my answers", name="table 4")
    session.open_lesson("03")
    session.record("verdict", "C04", value="Right", confidence=80)
    assert "as “table 4”" in shown(HandInCard())
    assert handed(folder)[0]["name"] == "table 4"
    book.restart("02")
    assert sharing.said(book)["value"] is True


def test_one_learner_has_one_file_whatever_the_id_was_made_to(book, folder):
    session.record("verdict", "C01", value="Right", confidence=80)
    document = json.loads(book.path.read_text())
    book.path.write_text(json.dumps({**document, "learner": "../../../evil"}))
    sharing.share(book, "")
    assert [path.name for path in folder.iterdir()] == ["ledger-evil.json"]
    assert not list(folder.parent.glob("evil*"))


def test_a_folder_that_fails_is_said_and_the_answer_is_safe(book, folder):
    card = HandInCard()
    press(card, "Share my answers")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    session.record("verdict", "C01", value="Right", confidence=80)
    assert "could not be handed in" in session.notice()
    assert [each["item"] for each in book.entries("verdict")] == ["C01"]
    folder.mkdir()
    session.record("verdict", "C03", value="Right", confidence=80)
    assert session.notice() == ""
    assert len(handed(folder)[0]["entries"]) == 3


def test_the_card_says_what_went_wrong(book, folder):
    folder.rmdir()
    card = HandInCard()
    press(card, "Share my answers")
    assert "could not be handed in" in shown(card)
    assert "Tell your instructor" in shown(card)


def test_start_offers_sharing_in_a_class_alone(book, displayed, monkeypatch, folder):
    cards_shown = []
    monkeypatch.setattr("ketabrain.engine.cells.show", cards_shown.append)
    start("02")
    assert [card.sign for card in cards_shown] == ["kb-start", "kb-tools"]
    monkeypatch.delenv("KETABRAIN_HAND_IN")
    cards_shown.clear()
    start("02")
    assert [card.sign for card in cards_shown] == ["kb-start"]


def test_whoever_clears_the_ledger_takes_the_shared_copy_back(book, folder):
    session.record("verdict", "C01", value="Right", confidence=80)
    sharing.share(book, "")
    assert len(handed(folder)) == 1
    card = ToolsCard()
    press(card, "Clear my ledger", sure=True)
    assert handed(folder) == []
    assert book.entries() == []
    assert sharing.said(book) is None


def test_a_lesson_that_starts_again_leaves_the_shared_copy_too(book, folder):
    session.record("verdict", "C01", value="Right", confidence=80)
    sharing.share(book, "")
    card = ToolsCard()
    press(card, "Start this lesson again", lesson="02 Getting into the brain")
    (copy,) = handed(folder)
    assert [each["item"] for each in copy["entries"] if each["kind"] == "verdict"] == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("", "my-ledger-146d.json"),
        ("Ana", "my-ledger-146d-ana.json"),
        ("  Ada  Lovelace ", "my-ledger-146d-ada-lovelace.json"),
        ("table 4", "my-ledger-146d-table-4.json"),
        ("Zoë ✓", "my-ledger-146d-zoe.json"),
        ("Łukasz Øster-Weiß", "my-ledger-146d-lukasz-oster-weiss.json"),
        ("İpek Yıldız", "my-ledger-146d-ipek-yildiz.json"),
        ("Nguyễn Thị Ánh", "my-ledger-146d-nguyen-thi-anh.json"),
        ("李小龙", "my-ledger-146d-李小龙.json"),
        ("Андрей", "my-ledger-146d-андрей.json"),
        ("यशवंत", "my-ledger-146d-यशवंत.json"),
        ("한국어", "my-ledger-146d-한국어.json"),
        ("CON", "my-ledger-146d-con.json"),
        ("nul.txt.", "my-ledger-146d-nul-txt.json"),
        ("../../etc/passwd", "my-ledger-146d-etc-passwd.json"),
        ('a\\b:c*d?e"f<g>h|i', "my-ledger-146d-a-b-c-d-e-f-g-h-i.json"),
        ("👩‍🚀 ❤️", "my-ledger-146d.json"),
        ("1️⃣", "my-ledger-146d-1.json"),
        ("---", "my-ledger-146d.json"),
        ("\u202egpj.exe", "my-ledger-146d-gpj-exe.json"),
        ("x" * 24 + "yz", "my-ledger-146d-" + "x" * 24 + ".json"),
        ("x" * 23 + " y", "my-ledger-146d-" + "x" * 23 + ".json"),
    ],
)
def test_a_file_is_named_by_id_and_name_as_every_file_system_takes_it(name, file):
    assert file_name("146d00112233aabb", name) == file


@pytest.mark.parametrize(("learner", "file"), [("", "my-ledger.json"), ("../../../evil", "my-ledger-evil.json")])
def test_an_id_that_was_changed_names_no_other_place(learner, file):
    assert file_name(learner) == file


@given(learner=st.text(), name=st.text())
def test_whatever_is_typed_the_file_has_a_short_name_of_letters_digits_and_hyphens(learner, name):
    file = file_name(learner, name)
    assert file.startswith("my-ledger")
    assert file.endswith(".json")
    assert len(file.encode()) <= 143  # what the strictest file systems take
    stem = file.removesuffix(".json")
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LM" or sign.isdecimal() for sign in stem)
    assert "--" not in stem
    assert not stem.endswith("-")


def test_what_is_downloaded_bears_the_id_that_stands_in_it_and_the_room_reads_it(book, folder):
    card = HandInCard()
    session.record("verdict", "C01", value="Right", confidence=80)
    press(card, "Make a file to hand in", name="Ana")
    file = re.search(r'download="([^"]+)"', raw(card))[1]
    assert file == f"my-ledger-{book.learner[:4]}-ana.json"
    assert f"Download {file}" in shown(card)
    (folder / file).write_text(json.dumps(file_of(raw(card))))
    (learner,) = Inbox(folder).read().learners
    assert file == f"my-ledger-{learner.short_id}-ana.json"


def test_a_ledger_without_answers_is_named_by_the_id_that_stands_in_it(book):
    page = download_link()
    assert f'download="my-ledger-{file_of(page)["learner"][:4]}.json"' in page
