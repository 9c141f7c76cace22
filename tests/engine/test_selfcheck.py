"""selfcheck says in plain words what works, and what to do about the rest."""

import sys

import pytest

from ketabrain.engine.selfcheck import SelfcheckCard, environment_checks
from tests.engine.driving import press, shown

setup = sys.modules["ketabrain.engine.selfcheck"]


def test_this_environment_works(book):
    assert all(fine for fine, _ in environment_checks())
    assert "✗" not in shown(SelfcheckCard())
    assert "things that the course needs are there" in shown(SelfcheckCard())
    assert "Python 3" not in shown(SelfcheckCard())
    assert not book.path.exists()


def test_the_button_proves_that_widgets_work(book):
    card = SelfcheckCard()
    assert "✓ Cards" not in shown(card)
    press(card, "Press me")
    assert "✓ Cards: your browser and Python are talking." in shown(card)


def test_an_old_python_is_told(monkeypatch):
    fine, words = setup._python((3, 9, 1))
    assert not fine
    assert "Python 3.9.1 is too old" in words


@pytest.mark.parametrize(
    ("package", "words"), [("no_such_package", "is missing"), ("broken_package", "is broken (RuntimeError)")]
)
def test_a_missing_or_broken_package_is_told(tmp_path, monkeypatch, package, words):
    (tmp_path / "broken_package.py").write_text("raise RuntimeError('half installed')")
    monkeypatch.syspath_prepend(str(tmp_path))
    fine, said = setup._package(package)
    assert not fine
    assert words in said
    assert "make course" in said


def test_a_ledger_that_cannot_be_written_is_told(book):
    book.path.write_text('{"format": 9}')
    card = SelfcheckCard()
    assert "newer version of the course" in shown(card)
    assert "Look at each ✗: it says what to do." in shown(card)
    assert "✓ All" not in shown(card)


def test_on_binder_the_reminder_shows(book, monkeypatch):
    monkeypatch.setenv("BINDER_SERVICE_HOST", "x")
    assert "You are on Binder" in shown(SelfcheckCard())
