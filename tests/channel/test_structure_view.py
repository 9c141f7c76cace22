"""The live view: nothing is fetched unasked, and without internet there is a sentence and not an empty frame."""

import pytest

from ketabrain.engine.errors import LessonError
from ketabrain.topics.channel import structure_view
from ketabrain.topics.channel.structure_view import StructureView
from tests.engine.driving import press, raw, shown


def test_nothing_is_fetched_before_the_button(monkeypatch):
    monkeypatch.setattr(structure_view, "online", lambda: pytest.fail("looked for the internet unasked"))
    assert "<iframe" not in raw(StructureView("6WHS", "a receptor."))


def test_with_internet_the_view_is_framed_and_named(monkeypatch):
    monkeypatch.setattr(structure_view, "online", lambda: True)
    view = StructureView("6WHS", "a receptor.")
    press(view, "Open the 3-D view")
    assert "pdb=6WHS" in raw(view)
    assert 'title="Three-dimensional structure 6WHS"' in raw(view)


def test_without_internet_a_sentence_says_so(monkeypatch):
    def refuse(*_args):
        raise OSError("no route")

    monkeypatch.setattr(structure_view.socket, "create_connection", refuse)
    view = StructureView("6WHS", "a receptor.")
    press(view, "Open the 3-D view")
    assert "No connection" in shown(view)
    assert "<iframe" not in raw(view)


@pytest.mark.parametrize("code", ["", "ketamine", "WHS6", '6W"S'])
def test_a_code_of_another_form_is_refused(code):
    with pytest.raises(LessonError, match="four signs"):
        structure_view.structure_view(code, "a receptor.")
