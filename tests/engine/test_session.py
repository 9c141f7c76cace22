"""A kernel has one session, and a fresh one knows nothing of what was before."""

import pytest

from ketabrain.engine import session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.session import Session
from ketabrain.lesson import explore, number, predict, reveal, slider, tell


def draw(dose, figure):
    figure.add_subplot().plot([0, dose])
    return f"A line up to {dose:g}."


def test_a_fresh_session_has_forgotten_everything(book):
    predict("half-life", "How long?", number(0, 24))
    reveal("half-life", 3, "Three.")
    explore(lambda dose: dose, draw, name="line", dose=slider(0, 2, 1))
    tell("A [[half-life]] of ketamine [@kamp2020a].")
    before = session.current()
    known = (before.asked, before.revealed, before.explores, before.cited, before.explained)
    assert all(known)
    assert session.fresh() is session.current() is not before
    assert session.current() == Session()
    assert session.current().ledger is not book
    with pytest.raises(LessonError, match="run the cell with start"):
        session.lesson()


def test_opening_a_lesson_keeps_what_the_kernel_shows(book):
    explore(lambda dose: dose, draw, name="line", dose=slider(0, 2, 1))
    session.current().cited.add("kamp2020a")
    session.open_lesson("03")
    assert session.current().cited == set()
    assert list(session.current().explores) == ["line"]
    assert session.current().ledger is book
