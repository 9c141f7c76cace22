"""sort_out: choices are locked in once, met by the course's, and never lost."""

import pytest

from ketabrain.engine import cells, session
from ketabrain.engine.errors import LessonError
from ketabrain.engine.sort_out import ANSWERS, Piece, sort_out
from tests.engine.driving import fields, press, raw, shown, words_of
from tests.sessions import opened

PIECES = {
    "Ada 1950": Piece("Cats were <fed>.", ("for cats",), "A small study."),
    "Bob 1960": Piece("Dogs ran.", ("for dogs", "for cats")),
}
OPTIONS = ("for cats", "for dogs")


def compute():
    return [0, 1]


def draw(points, figure):
    figure.add_axes((0.1, 0.1, 0.8, 0.8)).plot(points)
    return "The finished map, 2 pieces."


@pytest.fixture(autouse=True)
def _own_ledger(tmp_path, monkeypatch):
    opened(tmp_path / "my-ledger.json", monkeypatch, "05")


@pytest.fixture
def card(monkeypatch):
    """A function that runs the cell and returns the card that it shows."""
    shown = []
    monkeypatch.setattr(cells, "show", shown.append)

    def run():
        sort_out("which", "Which?", PIECES, OPTIONS, compute, draw)
        return shown[-1]

    return run


def test_nothing_is_given_away_before_the_choices_are_locked_in(card):
    made = card()
    assert "Cats were &lt;fed&gt;." in raw(made)
    for page in (shown(made), words_of(made.saved_page())):
        assert "A small study." not in page
        assert "The finished map" not in page
    assert made.picture == b""


def test_an_open_piece_is_named(card):
    made = card()
    press(made, "Lock in my map", **{"Ada 1950": "for dogs"})
    assert made.said == "Still open: Bob 1960."
    assert fields(made)["Ada 1950"]["value"] == "for dogs"
    assert session.latest("sorting", "which") is None


def test_locked_choices_meet_the_courses_and_the_map(card):
    made = card()
    press(made, "Lock in my map", **dict.fromkeys(PIECES, "for dogs"))
    assert "agree on 1 of 2" in shown(made)
    assert "✗ for dogs" in shown(made)
    assert "✓ for dogs" in shown(made)
    assert "The finished map, 2 pieces." in shown(made)
    assert made.picture.startswith(b"\x89PNG")
    saved = made.saved_page()
    assert 'alt="The finished map, 2 pieces." src="data:image/png;base64,' in saved
    assert "agree on 1 of 2" in saved
    entry = session.current().ledger.entries("sorting", "05", "which")[-1]
    assert (entry["right"], entry["of"]) == (1, 2)
    assert entry["value"] == {"Ada 1950": "for dogs", "Bob 1960": "for dogs"}


def test_running_the_cell_again_shows_the_stored_choices(card):
    made = card()
    press(made, "Lock in my map", **dict.fromkeys(PIECES, "for cats"))
    again = card()
    assert "agree on 2 of 2" in shown(again)  # either answer is fair for the dogs
    assert "for dogs or for cats" in shown(again)
    assert fields(again) == {}


def test_looking_without_sorting_is_remembered_and_not_counted(card):
    made = card()
    press(made, "Show the map without sorting")
    assert "You looked before you sorted." in shown(made)
    assert session.latest("sorting", "which")["right"] is None


def test_a_card_that_makes_no_map_speaks_of_answers(monkeypatch):
    cards = []
    monkeypatch.setattr(cells, "show", cards.append)
    sort_out("which", "Which?", PIECES, OPTIONS, compute, draw, ANSWERS)
    press(cards[-1], "Lock in my answers", **dict.fromkeys(PIECES, "for dogs"))
    assert "Your answers beside the course's" in shown(cards[-1])
    assert "map" not in shown(cards[-1]).replace("The finished map", "")


def test_every_choice_has_a_name(card):
    assert [chooser["label"] for chooser in fields(card()).values()] == list(PIECES)


def test_an_answer_that_is_no_option_is_refused():
    with pytest.raises(LessonError, match="for fish is none of the options"):
        sort_out("which", "Which?", {"Cy": Piece("Fish swam.", ("for fish",))}, OPTIONS, compute, draw)
