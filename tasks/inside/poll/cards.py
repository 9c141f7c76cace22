"""What stands on a phone's page, as plain data for the template: cards with what was said and the form that is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ketabrain.engine.classroom.poll.asked import ClaimAsked, Stage
from ketabrain.engine.classroom.poll.forms import Form, answer_of, sureness_steps
from ketabrain.engine.classroom.poll.phones import Phone
from ketabrain.engine.classroom.questions import Question
from ketabrain.engine.judgement import STEPS
from ketabrain.engine.ledger import Entry
from ketabrain.engine.numerals import number_words, with_unit
from ketabrain.engine.predict import Several, answer_words, tolerance
from ketabrain.engine.verdict import LONGEST_REASON, MEANINGS, words_of_verdict
from tasks.inside.poll.room import PollRoom


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A form that was refused: which card it is on, what was typed, and a sentence."""

    card: str
    form: Form
    sentence: str


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """A form: where it goes, what it carries unseen, its fields, and what was typed before if it was refused.

    `options` are answers with a note each; `ends` names the number fields, which hold a `unit`; `sures` are per cents
    to choose from; `reason` is the greatest length of a sentence of reason, 0 for none.
    """

    action: str
    hidden: Mapping[str, str]
    legend: str
    button: str
    rule: str = ""
    options: Sequence[tuple[str, str]] = ()
    options_name: str = "answer"
    ends: Sequence[tuple[str, str]] = ()
    unit: str = ""
    keyboard: str = "decimal"
    sures: Sequence[int] = ()
    guess: str = ""
    reason: int = 0
    typed: Form
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class PollCard:
    """One question or claim: what was said of it (a mark and words), a form, and behind which word it is folded.

    `stands` is a form of one button, that leaves an earlier verdict as it is. `done` is what is answered in this stage.
    """

    id: str
    heading: str
    about: str = ""
    said: Sequence[tuple[str, str]] = ()
    form: OpenForm | None = None
    folded: str = ""
    note: str = ""
    stands: Mapping[str, str] | None = None
    done: bool


def cards_of(room: PollRoom, phone: Phone, trouble: Trouble | None) -> list[PollCard]:
    """The cards that a phone sees in the stage of the room, in the order of the lesson."""
    poll = room.poll
    if room.stage is Stage.PREDICTIONS:
        return [_first_answer(each, phone, trouble) for each in poll.questions]
    if room.stage is Stage.SECOND:
        return [_second_answer(each, phone, room.is_shown(phone, each), trouble) for each in poll.questions]
    if room.stage is Stage.VERDICTS:
        return [_verdict(each, phone, poll.lesson, trouble) for each in poll.claims]
    return []


def card_id(kind: str, item: str) -> str:
    """The id of a card on the page: letters, digits and hyphens."""
    return f"{'claim' if kind == 'verdict' else 'question'}-{item}"


def _first_answer(question: Question, phone: Phone, trouble: Trouble | None) -> PollCard:
    given = phone.given("prediction", question.lesson, question.item)
    said = [("✓ Locked in", _answer_said(given[-1]))] if given else []
    form = None if given else _prediction_form("prediction", question, question.text, "Lock in", trouble)
    return PollCard(id=card_id("", question.item), heading=question.text, said=said, form=form, done=bool(given))


def _second_answer(question: Question, phone: Phone, shown: bool, trouble: Trouble | None) -> PollCard:
    name = card_id("", question.item)
    first = phone.given("prediction", question.lesson, question.item)
    second = phone.given("second", question.lesson, question.item)
    if not first:
        return PollCard(id=name, heading=question.text, note="You gave no first answer to this one.", done=False)
    said = [("✓ Your first answer", _answer_said(first[-1]))]
    if second:
        said.append(("✓ Second answer", _answer_said(second[-1])))
        return PollCard(id=name, heading=question.text, said=said, done=True)
    if shown:
        return PollCard(id=name, heading=question.text, said=said, note="The answer has been shown.", done=False)
    form = _prediction_form("second", question, "Your second answer", "Lock in my second answer", trouble)
    note = "After thinking or talking it over; your first answer stays and is the one that counts."
    return PollCard(id=name, heading=question.text, said=said, form=form, folded="Answer again", note=note, done=False)


def _prediction_form(kind: str, question: Question, legend: str, button: str, trouble: Trouble | None) -> OpenForm:
    answer, mine = answer_of(question), _of_card(card_id("", question.item), trouble)
    return OpenForm(
        action="/answer",
        hidden={"lesson": question.lesson, "item": question.item, "kind": kind},
        legend=legend,
        button=button,
        options=[(option, "") for option in question.options],
        ends=_ends(question),
        unit=question.unit,
        keyboard="text" if question.low < 0 else "decimal",  # the digits of some phones have no minus
        rule="" if isinstance(answer, Several) else f"{_within(question)} {tolerance(answer)}",
        sures=() if question.kind == "range" else sureness_steps(len(question.options)),
        guess=_guess(len(question.options)),
        typed=mine.form,
        refusal=mine.sentence,
    )


def _ends(question: Question) -> Sequence[tuple[str, str]]:
    if question.kind == "choice":
        return ()
    return (("answer", "Your answer"),) if question.kind == "number" else (("low", "From"), ("high", "To"))


def _within(question: Question) -> str:
    return f"Between {number_words(question.low)} and {with_unit(number_words(question.high), question.unit)}."


def _guess(options: int) -> str:
    return f"{sureness_steps(options)[0]}% is a guess" if options else "0% means no idea"


def _verdict(claim: ClaimAsked, phone: Phone, lesson: str, trouble: Trouble | None) -> PollCard:
    given = phone.given("verdict", None, claim.claim)
    name, hidden = card_id("verdict", claim.claim), {"lesson": lesson, "claim": claim.claim, "seen": str(len(given))}
    first, mine = not given, _of_card(name, trouble)
    form = OpenForm(
        action="/verdict",
        hidden=hidden,
        legend=f"Your verdict on {claim.claim}",
        button="Lock in my verdict" if first else "Lock in my new verdict",
        options=[(step, MEANINGS[step]) for step in STEPS],
        options_name="verdict",
        sures=sureness_steps(len(STEPS)),
        guess=_guess(len(STEPS)),
        reason=0 if first else LONGEST_REASON,
        typed=mine.form,
        refusal=mine.sentence,
    )
    about = f"What the article says, in our words: {claim.article_says}"
    here = not first and given[-1]["lesson"] == lesson
    mark = "✓ Locked in" if here else f"You said in lesson {given[-1]['lesson']}" if given else ""
    return PollCard(
        id=name,
        heading=f"{claim.claim} · {claim.statement}",
        about=about,
        said=[(mark, f"{words_of_verdict(given[-1])}.")] if given else [],
        form=form,
        folded="" if first else "Revise my verdict",
        stands=hidden if given and not here else None,
        done=here,
    )


def _of_card(card: str, trouble: Trouble | None) -> Trouble:
    """The trouble with the form of this card; an empty one if there is none."""
    return trouble if trouble and trouble.card == card else Trouble(card=card, form={}, sentence="")


def _answer_said(entry: Entry) -> str:
    return f"{answer_words(entry['value'], entry.get('unit', ''))}, {entry['confidence']:g}% sure."
