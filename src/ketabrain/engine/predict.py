"""predict and reveal: commit to an answer and a confidence first, see the truth after."""

from dataclasses import dataclass
from typing import Any

from ketabrain.engine import cards, cells, session
from ketabrain.engine.card import Card
from ketabrain.engine.controls import Choice, choice
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import number_words, with_unit
from ketabrain.engine.parts import Block, Button, Field, Options, Part, Range, Sight, Slide, Typed, Words
from ketabrain.engine.scale import Mark, track


@dataclass(frozen=True)
class Number:
    """One number between `lo` and `hi`, typed; right if it is within `factor` of the truth."""

    lo: float
    hi: float
    unit: str = ""
    factor: float = 1.5


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
    """What `reveal` was given: the truth and what explains it."""

    value: float | str
    explain: str


def number(lo: float, hi: float, unit: str = "", *, factor: float = 1.5) -> Number:
    """Ask for one number between `lo` and `hi`, right if it is within `factor` of the truth.

    Raises LessonError if the range or the factor makes no sense.
    """
    if not lo < hi or not factor > 1:
        raise LessonError(f"number(…) needs lo < hi and a factor above 1; got {lo}, {hi} and {factor}.")
    return Number(lo, hi, unit, factor)


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
    Until the truth has been seen a second answer may stand beside it, given after thinking or talking; the first is the
    one that counts. Raises LessonError before `start` has run.
    """
    cells.show(PredictionCard(item, question, answer))


def reveal(item: str, truth: float | str, explain: str) -> None:
    """Show the learner's prediction beside the truth, which the caller has computed, and one sentence on confidence.

    Right is: the same text (choice), inside the range (interval), or within the question's factor (number). Until the
    prediction is locked only a button shows; locking opens the answer by itself. Pressing the button anyway is
    remembered, and later answers then do not count. Raises LessonError if no `predict` has asked for this item, or
    `truth` cannot be an answer to it.
    """
    cells.show(RevealCard(item, truth, explain))


def my_prediction(lesson: str, item: str) -> str:
    """What the learner predicted in another lesson, in one sentence; empty if nothing."""
    found = session.entries("prediction", lesson, item)
    if not found:
        return ""
    return f"In lesson {lesson} you said {_said(found[-1])}"


class PredictionCard(Card):
    """The card that `predict` shows."""

    def __init__(self, item: str, question: str, answer: Answer) -> None:
        session.current().asked[session.lesson(), item] = Asked(question, answer)
        self.item, self.question, self.answer = item, question, answer
        self._asking_again = False
        super().__init__("kb-predict")
        self.refresh()

    def page(self) -> list[Part]:
        """The question with its inputs; once they are locked in, the answers in words."""
        marks = {"prediction": "✓ Locked in", "second": "✓ Second answer"}
        given = [(mark, entry) for kind, mark in marks.items() if (entry := session.latest(kind, self.item))]
        said = [Words(html=cards.say(_said(entry), mark=mark)) for mark, entry in given]
        question = Words(html=cards.text(self.question, "h3"))
        if not given:
            return self._inputs("prediction")
        if len(given) == 2 or session.latest("reveal", self.item):
            return [question, *said]
        if self._asking_again:
            return [question, *said, *self._inputs("second")]
        hint = "After thinking or talking it over; your first answer stays and is the one that counts"
        return [question, *said, Button(name="again", label="Answer again", act=self._ask_again, hint=hint)]

    def _inputs(self, kind: str) -> list[Part]:
        first = kind == "prediction"
        label, legend = ("Lock in", self.question) if first else ("Lock in my second answer", "Your second answer")
        lock = Button(name="lock", label=label, act=lambda: self._lock(kind), primary=True, reads=True)
        row = Block(parts=(_sureness(), lock), style="kb-row kb-lock")
        if isinstance(self.answer, Choice):
            return [_field(self.answer, legend), row]
        rule = Words(html=cards.text(tolerance(self.answer), style="kb-small"))
        return [Block(parts=(rule, _field(self.answer, legend)), legend=legend), row]

    def _ask_again(self) -> None:
        self._asking_again = True
        self.values.clear()

    def _lock(self, kind: str) -> None:
        """Keep the answer as an entry of that kind, unless there is one already, from another copy of this notebook."""
        if session.latest(kind, self.item):
            return
        value = _read(self.answer, self.values["answer"])
        seen = {"after_reveal": True} if session.latest("reveal", self.item) else {}
        unit = "" if isinstance(self.answer, Choice) else self.answer.unit
        entry = {"value": value, "confidence": self.values["sure"], "unit": unit, "question": self.question, **seen}
        session.record(kind, self.item, **entry)


class RevealCard(Card):
    """The card that `reveal` shows."""

    def __init__(self, item: str, truth: float | str, explain: str) -> None:
        question = session.current().asked.get((session.lesson(), item))
        if question is None:
            raise LessonError(f"reveal({item!r}) found no question: run the cell with predict({item!r}, …) first.")
        self.item, self.explain = item, explain
        self.question, self.answer = question.text, question.answer
        if isinstance(self.answer, Choice) and truth not in self.answer.options:
            raise LessonError(f"reveal({item!r}): {truth!r} is none of the options {', '.join(self.answer.options)}.")
        if not isinstance(self.answer, Choice) and isinstance(truth, str):
            raise LessonError(f"reveal({item!r}) needs a number as its truth; got {truth!r}.")
        self.truth = truth if isinstance(truth, str) else float(truth)
        session.current().revealed[session.lesson(), item] = Truth(self.truth, explain)
        super().__init__("kb-predict kb-reveal")
        self.refresh()

    def page(self) -> list[Part]:
        """The answer beside the prediction, or how to get there."""
        prediction = session.latest("prediction", self.item)
        shown = session.latest("reveal", self.item)
        if not prediction and not shown:
            words = "Lock in your prediction first. Or see the answer without one: it will not count."
            return [Words(html=cards.text(words)), Button(name="look", label="Show the answer", act=self.seen)]
        outcome = _outcome(self.item, self.answer, self.truth, prediction)
        page = Words(html=cards.text(self.question, "h4") + outcome + cards.text(self.explain))
        return [page, Sight(name="seen", act=self.seen)]

    def seen(self) -> None:
        """Note in the ledger that the learner has met the answer, once for each prediction."""
        prediction = session.latest("prediction", self.item)
        entry = {"value": self.truth, "correct": None}
        if prediction and "after_reveal" not in prediction:
            entry["correct"] = is_right(prediction["value"], self.truth, factor_of(self.answer))
            entry["confidence"] = prediction["confidence"]
        before = session.latest("reveal", self.item)
        if not before or any(before.get(key) != value for key, value in entry.items()):
            session.record("reveal", self.item, **entry)


def tolerance(answer: Number | Interval) -> str:
    """When an answer counts as right, in one sentence."""
    if isinstance(answer, Interval):
        return "Right if the answer lies inside your range."
    return f"Right within a factor of {answer.factor:g} of the answer."


def factor_of(answer: Answer) -> float:
    """Within which factor of the truth a number is right; for other answers it says nothing."""
    return answer.factor if isinstance(answer, Number) else 1.5


def is_right(value: float | str | list[float], truth: float | str, factor: float = 1.5) -> bool:
    """Whether a predicted text, number or [low, high] range meets the truth."""
    if isinstance(value, str) or isinstance(truth, str):
        return value == truth
    if isinstance(value, list):
        return value[0] <= truth <= value[1]
    return (
        abs(value - truth) <= (factor - 1) * abs(truth) if value * truth <= 0 else 1 / factor <= value / truth <= factor
    )


def _outcome(item: str, answer: Answer, truth: float | str, prediction: Entry | None) -> str:
    """The prediction beside the truth, as HTML."""
    rounded = truth if isinstance(truth, str) else float(f"{truth:.3g}")
    fact = _words(rounded, "" if isinstance(answer, Choice) else answer.unit)
    if prediction is None:
        return cards.say(f"{fact}. You looked before you locked in a prediction.", mark="The answer")
    factor = factor_of(answer)
    right = is_right(prediction["value"], truth, factor)
    said = _words(prediction["value"], prediction.get("unit", ""))
    sure = prediction["confidence"]
    late = "after_reveal" in prediction
    judgement = (
        "You locked it in after seeing the answer, so it does not count." if late else _on_confidence(right, sure)
    )
    second = session.latest("second", item)
    again = ""
    if second:
        meets = "meets it" if is_right(second["value"], truth, factor) else "does not meet it"
        again = f" Your second answer, {_words(second['value'], second.get('unit', ''))}, {meets}."
    words = f"You said {said}, {sure:g}% sure. The answer: {fact}. {judgement}{again}"
    mark, style = ("✓ Right", "kb-right") if right else ("✗ Not right", "kb-wrong")
    return _on_one_track(answer, prediction["value"], truth) + cards.say(words, mark=mark, style=style)


def _on_one_track(answer: Answer, value: Any, truth: float | str) -> str:
    """The learner's number or range and the truth on the track of the question; nothing for a choice."""
    if isinstance(answer, Choice) or isinstance(truth, str) or isinstance(value, str):
        return ""
    low, high = value if isinstance(value, list) else (value, value)
    return track(answer.lo, answer.hi, answer.unit, Mark("you", low, high), Mark("the answer", truth, truth))


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


def _sureness() -> Slide:
    """How sure the learner is, from 50% (a coin toss) to 100%."""
    return Slide(name="sure", label="How sure are you?", unit="%", low=50, high=100, step=5, value=50)


def _field(answer: Answer, label: str) -> Field:
    """What one kind of answer is given with."""
    if isinstance(answer, Choice):
        return Options(name="answer", label=label, options=answer.options)
    if isinstance(answer, Number):
        return Typed(name="answer", label="Your answer", unit=answer.unit, low=answer.lo, high=answer.hi)
    ends = (answer.lo, answer.hi)
    return Range(name="answer", low=answer.lo, high=answer.hi, step=answer.step, unit=answer.unit, value=ends)


def _read(answer: Answer, value: Any) -> float | str | list[float]:
    """What has been put in, as the ledger keeps it. Raises LessonError if it is no answer yet."""
    if value is None:
        raise LessonError("Choose an answer first.")
    if value == "":
        raise LessonError("Type a number first.")
    if isinstance(answer, Interval):
        if tuple(value) == (answer.lo, answer.hi):
            raise LessonError("This range rules nothing out; move its ends to what you trust.")
        return list(value)
    return value
