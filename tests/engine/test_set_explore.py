"""A line in a cell moves an explore of the notebook, or says in one sentence what is there."""

import pytest

from ketabrain.engine import cells, session
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import explore
from ketabrain.engine.set_explore import set_explore
from tests.engine.driving import every, words_of

NO_THIRD = "No explore named “third” stands in this notebook; there is “first” and “second”."
EXAMPLE = "one looks like #dose-band?mg_per_kg=1.2&minutes=5"


def draw(result, figure):
    figure.clear()
    figure.add_subplot().plot([0, 1], [0, result[0]])
    return f"A line up to {result[0]:g} for {result[1]}."


@pytest.fixture
def two(book, monkeypatch):
    """Two explores as two cells show them."""
    session.fresh()
    monkeypatch.setattr(cells, "show", lambda card: card.refresh())
    for name in ("first", "second"):
        explore(
            lambda dose, people, who: (dose, who, people), draw, name=name,
            dose=slider(0, 2, 0.5, 1, unit="mg", label="Dose"), people=slider(1, 9, 1, 5, whole=True),
            who=choice("adults", "children"),
        )  # fmt: skip
    return session.current().explores


def test_the_line_on_a_card_brings_its_settings_back(two, capsys):
    two["first"].set(dose=1.5, who="children")
    (line,) = [part["line"] for part in every(two["first"]) if part["kind"] == "share"]
    assert line == 'set_explore("first", dose=1.5, people=5, who="children")'
    two["first"].set(dose=0, who="adults")
    exec(line, {"set_explore": set_explore})
    assert two["first"].values == {"dose": 1.5, "people": 5, "who": "children"}
    assert two["first"].description_text == "A line up to 1.5 for children."
    assert two["second"].values == two["second"].defaults


def test_it_says_where_the_explore_stands_now(two, monkeypatch):
    told = []
    monkeypatch.setattr("ketabrain.engine.cards.show_page", told.append)
    set_explore("first", dose="0,5")
    assert [words_of(page) for page in told] == ["“first” has moved. Dose: 0.5 mg; people: 5; who: adults."]


def test_a_link_with_settings_moves_several(two):
    set_explore("https://example.org/02.html#first?dose=2&&second?who=children&people=3")
    assert two["first"].values == {"dose": 2, "people": 5, "who": "adults"}
    assert two["second"].values == {"dose": 1, "people": 3, "who": "children"}


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("third", {}, NO_THIRD),
        ("first", {"mg": 1}, "“first” has no control named “mg”; it has “dose”, “people” and “who”."),
        ("first", {"dose": 3}, "dose cannot be 3: it is a number from 0 to 2 mg."),
        ("first", {"dose": "lots"}, "dose cannot be 'lots': it is a number from 0 to 2 mg."),
        ("first", {"dose": None}, "dose cannot be None: it is a number from 0 to 2 mg."),
        ("first", {"people": 2.5}, "people cannot be 2.5: it is a whole number from 1 to 9."),
        ("first", {"who": "mice"}, "who cannot be 'mice': it is “adults” or “children”."),
        ("first", {"who": ["mice"]}, "who cannot be ['mice']: it is “adults” or “children”."),
        ("#first?dose", {}, f"“#first?dose” is no address of settings: {EXAMPLE}."),
        ("#first?dose=2&&third?dose=1", {}, NO_THIRD),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_one_sentence_and_nothing_moves(two, name, values, says):
    with pytest.raises(LessonError) as problem:
        set_explore(name, **values)
    assert str(problem.value) == says
    assert [each.values for each in two.values()] == [each.defaults for each in two.values()]


def test_before_any_explore_stands_it_says_what_to_do(book):
    session.fresh()
    with pytest.raises(LessonError, match=r"^No explore stands in this notebook yet; run the cell of “x” first\.$"):
        set_explore("x", dose=1)
