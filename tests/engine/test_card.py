"""A live card: what the front end reports is taken, whatever goes wrong is said, and the card lives on."""

import gc
import sys
from dataclasses import dataclass, field

import pytest
from ipywidgets import Widget

from ketabrain import lesson
from ketabrain.engine import session
from ketabrain.engine.card import Card, FrontEnd, PageCard, front_end
from ketabrain.engine.controls import choice
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer
from ketabrain.engine.parts import Button, Part, Pick, Text, Typed, Words
from ketabrain.engine.predict import RevealCard
from tests.engine.driving import buttons, fields, hear, press, shown


@dataclass
class Done:
    """What the buttons of a card of these tests have done."""

    presses: list[str] = field(default_factory=list)


class Small(Card):
    """A card with a box, a choice and buttons, one of which fails and one of which goes away."""

    def __init__(self) -> None:
        self.done = Done()
        super().__init__("kb-small")
        self.refresh()

    def page(self) -> list[Part]:
        """The fields and the buttons."""
        once = [] if "once" in self.done.presses else [self._button("once")]
        return [
            Words(html="<p>words</p>"),
            Typed(name="number", label="A number", low=0, high=9),
            Pick(name="way", label="Way", options=("iv", "oral"), value="iv"),
            Text(name="text", label="A text"),
            self._button("go"),
            *once,
            Button(name="fail", label="fail", act=self._fail, reads=True),
            Button(name="refuse", label="refuse", act=self._refuse, reads=True),
            Button(name="shut", label="shut", act=lambda: self.done.presses.append("shut"), disabled=True),
        ]

    def _button(self, name: str) -> Button:
        return Button(name=name, label=name, act=lambda: self.done.presses.append(name), reads=True)

    def _fail(self) -> None:
        raise ZeroDivisionError("of nothing")

    def _refuse(self) -> None:
        raise LessonError("Choose first.")


@pytest.fixture
def answers(monkeypatch):
    """What cards have sent back to the front end."""
    sent = []
    monkeypatch.setattr(Card, "send", lambda _card, content, buffers=None: sent.append(content))
    return sent


def test_every_report_is_answered_by_its_number(book, answers):
    card = Small()
    card.hear({"seq": 7, "values": {"number": "2"}, "press": "go"})
    card.hear({"seq": 8, "values": {"number": "oops"}, "press": "go"})
    card.hear({"seq": 9, "press": "fail"})
    card.hear({})
    assert answers == [{"answered": 7}, {"answered": 8}, {"answered": 9}, {"answered": 0}]
    assert card.done.presses == ["go"]


def test_fields_that_the_card_does_not_have_are_passed_over(book):
    card = Small()
    hear(card, "go", number="3", nobody="x", __class__="y")
    assert card.values == {"number": 3, "way": "iv", "text": ""}
    assert card.done.presses == ["go"]
    assert card.said == ""


def test_one_bad_field_stops_the_press_and_nothing_of_the_report_is_taken(book):
    card = Small()
    hear(card, "go", way="oral", number="12")
    assert card.said == "Type a number from 0 to 9."
    assert card.values == {"number": "", "way": "iv", "text": ""}
    assert card.done.presses == []


@pytest.mark.parametrize("name", ["once", "shut", "nobody", "number", "__init__"])
def test_a_button_that_is_gone_disabled_or_none_does_nothing(book, name):
    card = Small()
    press(card, "once")
    assert buttons(card) == ["go", "fail", "refuse", "shut"]
    hear(card, name)
    assert card.done.presses == ["once"]
    assert card.said == ""


def test_whatever_an_act_raises_is_said_and_the_card_lives_on(book):
    card = Small()
    press(card, "fail", number="2")
    assert card.said == "ZeroDivisionError: of nothing"
    assert fields(card)["number"]["value"] == 2
    press(card, "refuse")
    assert card.said == "Choose first."
    hear(card)  # a front end that greets does not take the words away
    assert card.said == "Choose first."
    press(card, "go")
    assert card.said == ""
    assert card.done.presses == ["go"]


def test_a_model_that_breaks_is_said_on_the_card_which_lives_on(book):
    def compute(way):
        return {"iv": 1, "oral": 1 / (way == "iv")}[way]

    def draw(result, figure):
        figure.clear()
        return f"A bar of {result}."

    card = Explorer("breaks", compute, draw, {"way": choice("iv", "oral")}, "", 2.0)
    card.refresh()
    hear(card, way="oral")
    assert "ZeroDivisionError: division by zero Move a control, or press Reset." in shown(card)
    press(card, "Reset")
    assert "A bar of 1." in shown(card)


def test_words_about_the_ledger_stay_with_the_card_that_hears_of_them(book):
    book.notices.append("The disk is full.")
    card, other = Small(), Small()
    assert card.said == "Please note. The disk is full."
    assert other.said == ""
    press(card, "go")
    assert card.said == ""


def test_all_cards_of_a_kernel_share_one_front_end(book):
    first = Small()
    assert Small().front_end is first.front_end is front_end()
    assert "export function render" in first.front_end.script
    assert ".kb-card" in first.front_end.style
    before = front_end()
    session.fresh()
    assert front_end() is not before
    assert front_end().version == before.version == FrontEnd().version


def test_a_card_that_is_closed_is_closed_once_and_looks_no_more(book):
    card = Small()
    card.close()
    card.close()
    assert card.comm is None
    before = card.parts
    card.done.presses.append("once")
    session.record("verdict", "C01", value="Right", confidence=80)
    assert card.parts is before


def test_a_card_that_is_refused_leaves_nothing_on_the_page_but_its_sentence(book, monkeypatch):
    ignored = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    with pytest.raises(LessonError):
        RevealCard("never-asked", 1, "")
    gc.collect()
    assert ignored == []


class Plain(Widget):
    """A widget with nothing of its own: what it holds comes with every class of widgets."""


def cards(kind):
    """The kind of card and all of the course that are made from it."""
    yield kind
    for each in kind.__subclasses__():
        yield from cards(each)


OF_THE_COURSE = {each for each in cards(Card) if each.__module__.startswith("ketabrain.")}
MEANT = {"__init__", "close", "_repr_mimebundle_", "_esm"}
"""What a card does in its own way."""


@pytest.mark.parametrize("kind", sorted(OF_THE_COURSE, key=lambda kind: kind.__name__))
def test_no_card_hides_what_a_widget_needs(kind):
    """Such as `open`, by which a widget opens its way to the page."""
    assert set(vars(kind)) & set(dir(Widget)) <= MEANT | set(vars(Plain))


def test_every_card_of_a_lesson_is_looked_at():
    assert {each.__module__ for each in OF_THE_COURSE} >= {lesson.summary.__module__, lesson.structure_view.__module__}


def test_a_page_that_cannot_be_made_is_said_and_the_card_still_answers(book):
    class Fragile(Card):
        broken = False

        def page(self):
            if self.broken:
                raise KeyError("a table without that row")
            return [Words(html="<p>All is well.</p>")]

    card, other = Fragile(), PageCard(lambda: f"<p>{len(session.entries())} entries.</p>")
    card.refresh()
    other.refresh()
    card.broken = True
    answers = []
    card.send = lambda content: answers.append(content["answered"])
    card.hear({"seq": 7, "values": {}, "press": ""})
    assert answers == [7]
    assert "KeyError" in card.said
    session.record("verdict", "C01", value="Right", confidence=80)
    assert "1 entries." in shown(other)
