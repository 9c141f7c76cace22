"""predict and reveal: commit to an answer and a confidence first, see the truth after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from ketabrain.engine import cards, cells, session
from ketabrain.engine.cards import Card
from ketabrain.engine.controls import Choice, choice
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import number_words, read_number, with_unit


@dataclass(frozen=True)
class Number:
    """One number between `lo` and `hi`, typed."""

    lo: float
    hi: float
    unit: str = ""


@dataclass(frozen=True)
class Interval:
    """A range between `lo` and `hi`, drawn on a slider or typed."""

    lo: float
    hi: float
    unit: str = ""
    step: float = 1.0


Answer = Choice | Number | Interval

SECOND = "Answer again"
SECOND_TOOLTIP = "After thinking or talking it over; your first answer stays and is the one that counts"


@dataclass(frozen=True)
class Asked:
    """What `predict` asked: the words and the kind of answer."""

    text: str
    answer: Answer


@dataclass(frozen=True)
class Truth:
    """What `reveal` was given: the truth, what explains it, and the factor within which a number is right."""

    value: float | str
    explain: str
    factor: float


def number(lo: float, hi: float, unit: str = "") -> Number:
    """Ask for one number between `lo` and `hi`. Raises LessonError if the range makes no sense."""
    if not lo < hi:
        raise LessonError(f"number(…) needs lo < hi; got {lo} and {hi}.")
    return Number(lo, hi, unit)


def interval(lo: float, hi: float, unit: str = "", step: float | None = None) -> Interval:
    """Ask for a range within `lo` to `hi`; a hundredth of it is the step unless told. Raises LessonError."""
    size = (hi - lo) / 100 if step is None else step
    if not lo < hi or not 0 < size <= hi - lo:
        raise LessonError(f"interval(…) needs lo < hi and a step between them; got {lo}, {hi} and {size}.")
    return Interval(lo, hi, unit, size)


def options(*texts: str) -> Choice:
    """Ask to choose one of several answers. Raises LessonError if there is none."""
    return choice(*texts)


def predict(item: str, question: str, answer: Answer) -> None:
    """Show a question with a confidence from 50 to 100% and a button that locks both in.

    The answer goes to the ledger under `item`. A locked prediction cannot be changed; running the cell again shows it.
    Until the truth is shown a second answer may stand beside it, given after thinking or talking; the first is the one
    that counts. Raises LessonError before `start` has run.
    """
    cells.show(prediction_card(item, question, answer))


def reveal(item: str, truth: float | str, explain: str, *, factor: float = 1.5) -> None:
    """Show the learner's prediction beside the truth, which the caller has computed, and one sentence on confidence.

    Right is: the same text (choice), inside the range (interval), or within `factor` of the truth (number). Until the
    prediction is locked only a button shows; pressing it anyway is remembered, and later answers then do not count.
    Raises LessonError if no `predict` has asked for this item, or `truth` cannot be an answer to it.
    """
    cells.show(reveal_card(item, truth, explain, factor=factor))


def my_prediction(lesson: str, item: str) -> str:
    """What the learner predicted in another lesson, in one sentence; empty if nothing."""
    found = session.entries("prediction", lesson, item)
    if not found:
        return ""
    return f"In lesson {lesson} you said {_said(found[-1])}"


def prediction_card(item: str, question: str, answer: Answer) -> Card:
    """The card that `predict` shows."""
    session.current().asked[session.lesson(), item] = Asked(question, answer)
    stored = session.latest("prediction", item)  # before the card, which says what reading the ledger has found
    place = widgets.VBox()
    card = Card(cards.text(question, "h3"), place)

    def given() -> list[widgets.Widget]:
        """The answers so far, in words."""
        marks = {"prediction": "✓ Locked in", "second": "✓ Second answer"}
        found = [(mark, entry) for kind, mark in marks.items() if (entry := session.latest(kind, item))]
        return [widgets.HTML(cards.say(_said(entry), mark=mark)) for mark, entry in found]

    def show_given() -> None:
        """The answers so far; while there is no truth yet, a button for a second one."""
        place.children = given()
        if not session.latest("second", item) and not session.latest("reveal", item):
            place.children += (cards.button(SECOND, lambda: ask("second"), tooltip=SECOND_TOOLTIP),)

    def ask(kind: str) -> None:
        """Show the inputs and a button that keeps the answer as an entry of that kind, unless there is one already."""
        inputs, read = _inputs(answer)
        sure_row, sure = cards.confidence_slider()

        def lock() -> None:
            if not session.latest(kind, item):  # there may be one from another copy of this notebook
                try:
                    value = read()
                except LessonError as problem:
                    card.tell(str(problem))
                    return
                seen = {"after_reveal": True} if session.latest("reveal", item) else {}
                unit = "" if isinstance(answer, Choice) else answer.unit
                entry = {"value": value, "confidence": sure.value, "unit": unit, "question": question, **seen}
                session.record(kind, item, **entry)
            card.tell()
            show_given()

        words = "Lock in" if kind == "prediction" else "Lock in my second answer"
        place.children = [*given(), *inputs, sure_row, cards.button(words, lock, primary=True)]

    if stored:
        show_given()
    else:
        ask("prediction")
    return card


def reveal_card(item: str, truth: float | str, explain: str, *, factor: float = 1.5) -> Card:
    """The card that `reveal` shows."""
    question = session.current().asked.get((session.lesson(), item))
    if question is None:
        raise LessonError(f"reveal({item!r}) found no question: run the cell with predict({item!r}, …) first.")
    answer = question.answer
    if isinstance(answer, Choice) and truth not in answer.options:
        raise LessonError(f"reveal({item!r}): {truth!r} is none of the options {', '.join(answer.options)}.")
    if not isinstance(answer, Choice) and isinstance(truth, str):
        raise LessonError(f"reveal({item!r}) needs a number as its truth; got {truth!r}.")
    fact = truth if isinstance(truth, str) else float(truth)
    session.current().revealed[session.lesson(), item] = Truth(fact, explain, factor)
    place = widgets.VBox()
    card = Card(place)

    def show() -> None:
        prediction = session.latest("prediction", item)
        place.children = [widgets.HTML(_outcome(item, answer, fact, factor, prediction) + cards.text(explain))]
        card.tell()

    if session.latest("prediction", item) or session.latest("reveal", item):
        show()
    else:
        place.children = [
            widgets.HTML(
                cards.text("Lock in your prediction first. Or see the answer without one: it will not count.")
            ),
            cards.button("Show the answer", show),
        ]
    return card


def is_right(value: float | str | list[float], truth: float | str, factor: float = 1.5) -> bool:
    """Whether a predicted text, number or [low, high] range meets the truth."""
    if isinstance(value, str) or isinstance(truth, str):
        return value == truth
    if isinstance(value, list):
        return value[0] <= truth <= value[1]
    return (
        abs(value - truth) <= (factor - 1) * abs(truth) if value * truth <= 0 else 1 / factor <= value / truth <= factor
    )


def _outcome(item: str, answer: Answer, truth: float | str, factor: float, prediction: Entry | None) -> str:
    """What the learner sees, which is also written to the ledger once."""
    rounded = truth if isinstance(truth, str) else float(f"{truth:.3g}")
    fact = _words(rounded, "" if isinstance(answer, Choice) else answer.unit)
    counts = prediction is not None and "after_reveal" not in prediction
    right = prediction is not None and is_right(prediction["value"], truth, factor)
    entry = {"value": truth, "correct": right if counts else None}
    if prediction and counts:
        entry["confidence"] = prediction["confidence"]
    before = session.latest("reveal", item)
    if not before or any(before.get(key) != value for key, value in entry.items()):
        session.record("reveal", item, **entry)
    if prediction is None:
        return cards.say(f"{fact}. You looked before you locked in a prediction.", mark="The answer")
    said = _words(prediction["value"], prediction.get("unit", ""))
    sure = prediction["confidence"]
    judgement = (
        _on_confidence(right, sure) if counts else "You locked it in after seeing the answer, so it does not count."
    )
    second = session.latest("second", item)
    again = ""
    if second:
        meets = "meets it" if is_right(second["value"], truth, factor) else "does not meet it"
        again = f" Your second answer, {_words(second['value'], second.get('unit', ''))}, {meets}."
    words = f"You said {said}, {sure:g}% sure. The answer: {fact}. {judgement}{again}"
    mark, style = ("✓ Right", "kb-right") if right else ("✗ Not right", "kb-wrong")
    return cards.say(words, mark=mark, style=style)


def _on_confidence(right: bool, sure: float) -> str:
    if right:
        return "You knew, and you knew that you knew." if sure >= 80 else "You knew more than your confidence said."
    if sure >= 80:
        return "Sure and wrong is where most can be learnt: what made you so sure?"
    return (
        "You were right to leave room for doubt."
        if sure < 65
        else "Your doubt was in place; a little more would have been better."
    )


def _said(entry: Entry) -> str:
    return f"{_words(entry['value'], entry.get('unit', ''))}, {entry['confidence']:g}% sure."


def _words(value: float | str | list[float], unit: str) -> str:
    if isinstance(value, str):
        return value
    figure = " to ".join(map(number_words, value)) if isinstance(value, list) else number_words(value)
    return with_unit(figure, unit)


def _inputs(answer: Answer) -> tuple[list[widgets.Widget], Callable[[], Any]]:
    """The widgets for one kind of answer, and a function that reads them (LessonError if there is no answer yet)."""
    if isinstance(answer, Choice):
        return _choice_inputs(answer)
    return _number_inputs(answer) if isinstance(answer, Number) else _interval_inputs(answer)


def _choice_inputs(answer: Choice) -> tuple[list[widgets.Widget], Callable[[], str]]:
    radio = cards.radio_buttons(answer.options)

    def read() -> str:
        if radio.value is None:
            raise LessonError("Choose an answer first.")
        return str(radio.value)

    return [radio], read


def _number_inputs(answer: Number) -> tuple[list[widgets.Widget], Callable[[], float]]:
    box = cards.text_box(_label("Your answer", answer.unit))

    def read() -> float:
        value = read_number(box.value)
        if not answer.lo <= value <= answer.hi:
            raise LessonError(f"Type a number from {number_words(answer.lo)} to {_words(answer.hi, answer.unit)}.")
        return value

    return [box], read


def _interval_inputs(answer: Interval) -> tuple[list[widgets.Widget], Callable[[], list[float]]]:
    # The bare range slider has no accessible name, so two named boxes say and set the same.
    drawn = widgets.FloatRangeSlider(
        min=answer.lo, max=answer.hi, step=answer.step, value=(answer.lo, answer.hi), readout=False,
        layout=widgets.Layout(width="calc(100% - 12px)", max_width="620px"),
    )  # fmt: skip
    low, high = (
        widgets.BoundedFloatText(
            description=_label(name, answer.unit), min=answer.lo, max=answer.hi, step=answer.step, value=value,
            style={"description_width": cards.LABEL_WIDTH}, layout=widgets.Layout(width="300px"),
        )
        for name, value in (("From", answer.lo), ("To", answer.hi))
    )  # fmt: skip

    def from_boxes(_change: object) -> None:
        if low.value <= high.value:
            drawn.value = (low.value, high.value)

    def from_slider(_change: object) -> None:
        low.value, high.value = drawn.value

    low.observe(from_boxes, "value")
    high.observe(from_boxes, "value")
    drawn.observe(from_slider, "value")

    def read() -> list[float]:
        if low.value > high.value:
            raise LessonError("The range ends before it begins; make “To” at least as large as “From”.")
        if (low.value, high.value) == (answer.lo, answer.hi):
            raise LessonError("This range rules nothing out; move its ends to what you trust.")
        return [low.value, high.value]

    return [drawn, cards.line(low, high)], read


def _label(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name
