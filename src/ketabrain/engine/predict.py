"""predict and reveal: commit to an answer and a confidence first, see the truth after."""

from dataclasses import dataclass
from typing import Any

from ketabrain.engine import ask_first, cards, cells, session
from ketabrain.engine.card import Card
from ketabrain.engine.errors import LessonError
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import counted, number_words, with_unit
from ketabrain.engine.parts import Block, Button, Field, Options, Part, Range, Sight, Typed, Values, Words
from ketabrain.engine.scale import Mark, track
from ketabrain.engine.stats.interval_score import SURE_OF_RANGE, interval_score
from ketabrain.engine.sureness import read_sureness, sureness

Span = tuple[float, float]
"""A truth that is known only to lie between two numbers."""


@dataclass(frozen=True)
class Several:
    """One of several answers, shown in an order of each learner's own unless they have a natural one."""

    options: tuple[str, ...]
    in_order: bool = False


@dataclass(frozen=True)
class Number:
    """One number between `lo` and `hi`, typed; right within `factor` of the truth, or inside one that is a range."""

    lo: float
    hi: float
    unit: str = ""
    factor: float = 1.5


@dataclass(frozen=True)
class Interval:
    """A range between `lo` and `hi`, drawn on a slider or typed, that the learner is to be 80% sure of."""

    lo: float
    hi: float
    unit: str = ""
    step: float = 1.0


Answer = Several | Number | Interval


@dataclass(frozen=True)
class Asked:
    """What `predict` asked: the words and the kind of answer."""

    text: str
    answer: Answer


@dataclass(frozen=True)
class Truth:
    """What `reveal` was given: the truth and what explains it."""

    value: float | str | Span
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


def options(*texts: str, in_order: bool = False) -> Several:
    """Ask to choose one of several answers; `in_order` where they have an order of their own (less, the same, more).

    Raises LessonError for fewer than two.
    """
    if len(set(texts)) < max(2, len(texts)):
        raise LessonError(f"options(…) needs at least two answers, no two alike; got {texts}.")
    return Several(texts, in_order)


def predict(item: str, question: str, answer: Answer) -> None:
    """Show a question, ask how sure the learner is (of a range: 80%), and lock both in.

    The answer goes to the ledger under `item`. A locked prediction cannot be changed; running the cell again shows it.
    Until the truth has been seen a second answer may stand beside it, given after thinking or talking; the first is the
    one that counts. Raises LessonError before `start` has run.
    """
    cells.show(PredictionCard(item, question, answer))


def reveal(item: str, truth: float | str | Span, explain: str) -> None:
    """Show the learner's prediction beside the truth, which the caller has computed, and one sentence on confidence.

    Right is: the same text (options), inside the learner's range (interval), within the question's factor (number), or
    inside a truth that is itself a range (number). Until the prediction is locked only a button shows; locking opens
    the answer by itself. Pressing the button anyway is remembered, and later answers then do not count. Raises
    LessonError if no `predict` has asked for this item, or `truth` cannot be an answer to it.
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
        field = _field(self.answer, legend, self.item)
        if isinstance(self.answer, Several):
            return [field, Block(parts=(sureness(len(self.answer.options)), lock), style="kb-row kb-lock")]
        knob = (sureness(),) if isinstance(self.answer, Number) else ()
        rule = Words(html=cards.text(tolerance(self.answer), style="kb-small"))
        return [Block(parts=(rule, field), legend=legend), Block(parts=(*knob, lock), style="kb-row kb-lock")]

    def _ask_again(self) -> None:
        self._asking_again = True
        self.values.clear()

    def _lock(self, kind: str) -> None:
        """Keep the answer as an entry of that kind, unless there is one already, from another copy of this notebook."""
        if session.latest(kind, self.item):
            return
        entry = read_prediction(self.question, self.answer, self.values)
        looked = session.latest("reveal", self.item) or session.latest("look", self.item)
        seen = {"after_reveal": True} if looked else {}
        session.record(kind, self.item, **entry, **seen)


class RevealCard(Card):
    """The card that `reveal` shows."""

    def __init__(self, item: str, truth: float | str | Span, explain: str) -> None:
        question = session.current().asked.get((session.lesson(), item))
        if question is None:
            raise LessonError(f"reveal({item!r}) found no question: run the cell with predict({item!r}, …) first.")
        self.item, self.explain = item, explain
        self.question, self.answer = question.text, question.answer
        self.truth = _checked(item, self.answer, truth)
        session.current().revealed[session.lesson(), item] = Truth(self.truth, explain)
        super().__init__("kb-predict kb-reveal")
        self.refresh()

    def page(self) -> list[Part]:
        """The answer beside the prediction, or how to get there."""
        prediction = session.latest("prediction", self.item)
        shown = session.latest("reveal", self.item)
        if not prediction and not shown:
            words = "Lock in your prediction first. Or see the answer without one: it will not count."
            told = Words(html=cards.text(words) + f'<p class="kb-small">{ask_first.TO_THE_QUESTION}</p>')
            return [told, Button(name="look", label="Show the answer", act=self.seen)]
        outcome = _outcome(self.item, self.answer, self.truth, prediction)
        page = Words(html=cards.text(self.question, "h4") + outcome + cards.text(self.explain))
        return [page, Sight(name="seen", act=self.seen)]

    def seen(self) -> None:
        """Note in the ledger that the learner has met the answer, once for each prediction."""
        entry = met_truth(self.answer, self.truth, session.latest("prediction", self.item))
        before = session.latest("reveal", self.item)
        if not before or any(before.get(key) != value for key, value in entry.items()):
            session.record("reveal", self.item, **entry)


def read_prediction(question: str, answer: Answer, values: Values) -> Entry:
    """What the ledger keeps of an answer to a question: `values` holds the "answer" and, but for a range, how "sure".

    Raises LessonError if either is missing.
    """
    value = _read(answer, values["answer"])
    sure = 100 * SURE_OF_RANGE if isinstance(answer, Interval) else read_sureness(values)
    unit = "" if isinstance(answer, Several) else answer.unit
    return {"value": value, "confidence": sure, "unit": unit, "question": question}


def met_truth(answer: Answer, truth: float | str | Span, prediction: Entry | None) -> Entry:
    """What the ledger keeps of a learner's meeting with the truth, after a prediction or without one."""
    entry: Entry = {"value": list(truth) if isinstance(truth, tuple) else truth, "correct": None}
    if prediction and "after_reveal" not in prediction:
        entry["correct"] = is_right(prediction["value"], truth, factor_of(answer))
        entry["confidence"] = prediction["confidence"]
        if isinstance(answer, Interval) and isinstance(truth, float):
            entry["cost"] = range_cost(answer, prediction["value"], truth)
    return entry


def tolerance(answer: Number | Interval) -> str:
    """When an answer counts as right, in one or two sentences."""
    if isinstance(answer, Interval):
        return (
            f"Give a range that you are {SURE_OF_RANGE:.0%} sure of: 4 of 5 such ranges should hold the answer. "
            "A wide one costs points, and so does one that misses."
        )
    return f"Right within a factor of {answer.factor:g} of the answer; if the answer is a range, anywhere in it."


def range_cost(answer: Interval, value: list[float], truth: float) -> float:
    """What a range costs, in points: its interval score, where the width of the whole question is 100."""
    return round(100 * interval_score(value[0], value[1], truth) / (answer.hi - answer.lo), 1)


def _checked(item: str, answer: Answer, truth: float | str | Span) -> float | str | Span:
    """The truth, if it can be an answer to the question. Raises LessonError."""
    if isinstance(answer, Several):
        if truth not in answer.options:
            raise LessonError(f"reveal({item!r}): {truth!r} is none of the options {', '.join(answer.options)}.")
        return str(truth)
    if isinstance(truth, tuple) and isinstance(answer, Number) and truth[0] < truth[1]:
        return float(truth[0]), float(truth[1])
    if isinstance(truth, str | tuple):
        raise LessonError(f"reveal({item!r}) needs a number as its truth; got {truth!r}.")
    return float(truth)


def factor_of(answer: Answer) -> float:
    """Within which factor of the truth a number is right; for other answers it says nothing."""
    return answer.factor if isinstance(answer, Number) else 1.5


def is_right(value: float | str | list[float], truth: float | str | Span, factor: float = 1.5) -> bool:
    """Whether a predicted text, number or [low, high] range meets the truth."""
    if isinstance(value, str) or isinstance(truth, str):
        return value == truth
    if isinstance(truth, tuple):
        return not isinstance(value, list) and truth[0] <= value <= truth[1]
    if isinstance(value, list):
        return value[0] <= truth <= value[1]
    return (
        abs(value - truth) <= (factor - 1) * abs(truth) if value * truth <= 0 else 1 / factor <= value / truth <= factor
    )


def _outcome(item: str, answer: Answer, truth: float | str | Span, prediction: Entry | None) -> str:
    """The prediction beside the truth, as HTML."""
    fact = truth_words(truth, "" if isinstance(answer, Several) else answer.unit)
    if prediction is None:
        return cards.say(f"{fact}. You looked before you locked in a prediction.", mark="The answer")
    factor, value = factor_of(answer), prediction["value"]
    right = is_right(value, truth, factor)
    said = answer_words(value, prediction.get("unit", ""))
    if "after_reveal" in prediction:
        judgement = "You locked it in after seeing the answer, so it does not count."
    elif isinstance(answer, Interval) and isinstance(value, list) and isinstance(truth, float):
        judgement = on_range(answer, value, truth)
    else:
        judgement = on_confidence(right, prediction["confidence"])
    second = session.latest("second", item)
    again = ""
    if second:
        meets = "meets it" if is_right(second["value"], truth, factor) else "does not meet it"
        again = f" Your second answer, {answer_words(second['value'], second.get('unit', ''))}, {meets}."
    words = f"You said {said}, {prediction['confidence']:g}% sure. The answer: {fact}. {judgement}{again}"
    mark, style = ("✓ Right", "kb-right") if right else ("✗ Not right", "kb-wrong")
    return _on_one_track(answer, value, truth) + cards.say(words, mark=mark, style=style)


def truth_words(truth: float | str | Span, unit: str) -> str:
    """A truth as a learner reads it, to three digits."""
    if isinstance(truth, str):
        return truth
    ends = truth if isinstance(truth, tuple) else (truth,)
    return with_unit(" to ".join(number_words(float(f"{end:.3g}")) for end in ends), unit)


def on_range(answer: Interval, value: list[float], truth: float) -> str:
    """What the learner's range cost, and what it cost for."""
    cost = range_cost(answer, value, truth)
    width = round(100 * (value[1] - value[0]) / (answer.hi - answer.lo), 1)
    miss = round(cost - width, 1)
    points = f"Your range cost {counted(cost, 'point')} of 100"
    if miss <= 0:
        return f"{points}, all for its width; a narrower one would have cost less, and risked more."
    return f"{points}: {width:g} for its width, and {miss:g} because it missed."


def _on_one_track(answer: Answer, value: Any, truth: float | str | Span) -> str:
    """The learner's number or range and the truth on the track of the question; nothing for a choice."""
    if isinstance(answer, Several) or isinstance(truth, str) or isinstance(value, str):
        return ""
    low, high = value if isinstance(value, list) else (value, value)
    ends = truth if isinstance(truth, tuple) else (truth, truth)
    return track(answer.lo, answer.hi, answer.unit, Mark("you", low, high), Mark("the answer", *ends))


def on_confidence(right: bool, sure: float) -> str:
    """What being right or wrong says to somebody who was so sure, in per cent."""
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
    return f"{answer_words(entry['value'], entry.get('unit', ''))}, {entry['confidence']:g}% sure."


def answer_words(value: float | str | list[float], unit: str) -> str:
    """An answer as it was given, with its unit."""
    if isinstance(value, str):
        return value
    figure = " to ".join(map(number_words, value)) if isinstance(value, list) else number_words(value)
    return with_unit(figure, unit)


def _field(answer: Answer, label: str, item: str) -> Field:
    """What one kind of answer is given with."""
    if isinstance(answer, Several):
        order = answer.options if answer.in_order else session.own_order(answer.options, f"{session.lesson()} {item}")
        return Options(name="answer", label=label, options=order)
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
