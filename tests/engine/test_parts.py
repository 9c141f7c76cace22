"""What stands on a card: values are taken or refused in one sentence, and every kind can be sent and saved."""

import json

import pytest

from ketabrain.engine.errors import LessonError
from ketabrain.engine.first_sentence import first_sentence
from ketabrain.engine.parts import (
    Block,
    Button,
    GroupedPick,
    Options,
    Pick,
    Progress,
    Range,
    Shown,
    Sight,
    Slide,
    Text,
    Tick,
    Typed,
    Upload,
    Words,
    buttons,
    fields,
)

BAD = "<script>alert(1)</script>"


def nothing() -> None:
    """What a button of these tests does."""


SLIDE = Slide(name="dose", label=f"Dose {BAD}", low=-1, high=10, step=0.5, value=2, unit="mg", seen=(1, 3))
WHOLE = Slide(name="people", label="People", low=0, high=10, step=1, value=2, whole=True)
PICK = Pick(name="route", label="Route", options=("iv", BAD), value=BAD)
GROUPED = GroupedPick(
    name="asked",
    label="Question",
    group_label=f"Lesson {BAD}",
    groups={f"05 {BAD}": {"05.1": f"Why? {BAD}"}},
    value="05.1",
)
OPTIONS = Options(name="which", label=f"Which? {BAD}", options=("iv", BAD))
RANGE = Range(name="range", low=0, high=100, step=1, value=(0, 100), unit="%")
TYPED = Typed(name="typed", label="Your answer", unit="h", low=0, high=24)
ANY = Typed(name="any", label="Your answer")
TEXT = Text(name="text", label="Your version", value=BAD, lines=3)
TICK = Tick(name="sure", label="Yes")
UPLOAD = Upload(name="file", label=f"A file {BAD}", accept=".json")
FIELDS = (SLIDE, WHOLE, PICK, GROUPED, OPTIONS, RANGE, TYPED, ANY, TEXT, TICK, UPLOAD)
OTHERS = (
    Words(html="<p>words</p>"),
    Button(name="go", label=BAD, act=nothing),
    Sight(name="seen", act=nothing),
    Progress(share=0.5, words="50% run"),
    Shown(words=f"A line. {BAD}", width=10, height=5, address=lambda: "data:image/png;base64,AA"),
    Shown(words="", width=10, height=5, refusal=f"No. {BAD}", address=lambda: ""),
)
VALUES = {field.name: field.value for field in FIELDS}


@pytest.mark.parametrize(
    ("part", "raw", "taken"),
    [
        (SLIDE, 10, 10), (SLIDE, "−1", -1), (SLIDE, "2,5", 2.5), (WHOLE, 3.0, 3), (WHOLE, "7", 7), (PICK, "iv", "iv"),
        (GROUPED, "05.1", "05.1"),
        (OPTIONS, None, None), (OPTIONS, BAD, BAD), (RANGE, [10, 10], (10, 10)), (RANGE, ["0", "0,5"], (0, 0.5)),
        (TYPED, "", ""), (TYPED, "24", 24), (ANY, "1e9", 1e9), (TEXT, BAD, BAD), (TICK, True, True),
        (TICK, "yes", False), (UPLOAD, "", ""), (UPLOAD, "é" * 5_000_000, "é" * 5_000_000),
    ],
)  # fmt: skip
def test_a_value_is_taken(part, raw, taken):
    found = part.take(raw)
    assert found == taken
    assert type(found) in (type(taken), float)


@pytest.mark.parametrize(
    ("part", "raw", "sentence"),
    [
        (SLIDE, 10.01, "Type a number from −1 to 10 mg."),
        (SLIDE, float("nan"), "“nan” is not a number"),
        (SLIDE, float("inf"), "“inf” is not a number"),
        (SLIDE, None, "“None” is not a number"),
        (SLIDE, [1], "is not a number"),
        (WHOLE, 2.5, "Type a whole number."),
        (UPLOAD, "é" * 5_000_001, "This file is larger than 5 MB"),
        (PICK, "oral", "'oral' is none of the options iv, "),
        (PICK, None, "None is none of the options"),
        (PICK, ["iv"], "is none of the options"),
        (GROUPED, "05.2", "'05.2' is none of the options 05.1"),
        (OPTIONS, "oral", "'oral' is none of the options iv, "),
        (RANGE, [50, 40], "The range ends before it begins"),
        (RANGE, [-1, 40], "Type a number from 0 to 100%."),
        (RANGE, [1, 2, 3], "A range has two ends."),
        (RANGE, "12", "A range has two ends."),
        (RANGE, 12, "A range has two ends."),
        (RANGE, {"low": 1, "high": 2}, "A range has two ends."),
        (TYPED, "25", "Type a number from 0 to 24 h."),
        (Typed(name="some", label="Your answer", unit="of 17", low=0, high=17), "20", "Type a number from 0 to 17."),
        (TYPED, " ", "Type a number first."),
        (ANY, BAD, "is not a number"),
        (ANY, float("nan"), "“nan” is not a number"),
        (ANY, "1e999", "That is not an ordinary number"),
        (ANY, True, "is not a number"),
    ],
)
def test_a_bad_value_gets_one_sentence(part, raw, sentence):
    with pytest.raises(LessonError) as problem:
        part.take(raw)
    said = str(problem.value)
    assert sentence in said
    assert said.endswith(".")
    assert said.count(". ") == 0


EVERY_PART = [*FIELDS, *OTHERS, Block(parts=(*FIELDS, *OTHERS), legend=BAD)]


@pytest.mark.parametrize("part", EVERY_PART, ids=lambda part: type(part).__name__)
def test_every_part_can_be_sent_and_saved_and_its_texts_are_escaped(part):
    sent = part.sent(VALUES)
    assert sent["kind"]
    assert json.loads(json.dumps(sent, allow_nan=False)).keys() == sent.keys()
    assert "<script" not in part.saved(VALUES)


def test_fields_and_buttons_are_found_wherever_they_stand():
    page = (Block(parts=(Block(parts=(SLIDE, OTHERS[1])), OTHERS[2])), TICK, OTHERS[0])
    assert list(fields(page)) == [SLIDE, TICK]
    assert list(buttons(page)) == [OTHERS[1], OTHERS[2]]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("One line.", "One line."),
        ("", ""),
        ("No end", "No end"),
        ("The peak is 0.5 mg. It falls.", "The peak is 0.5 mg."),
        ("As Smith et al. Found out. Later.", "As Smith et al. Found out."),
        ("Blood, i.e. Plasma, vs. Serum, e.g. Yours. Later.", "Blood, i.e. Plasma, vs. Serum, e.g. Yours."),
        ("Is it 3? Yes.", "Is it 3?"),
        ("It ends (Smith 2014). Later.", "It ends (Smith 2014)."),
        ("It is small. 3 of 4 fell.", "It is small."),
        ("On a logarithmic scale. drip, 35 mg: 158 ng/mL.", "On a logarithmic scale."),
        ("It rose, as in Smith et al. before. Later.", "It rose, as in Smith et al. before."),
    ],
)
def test_the_first_sentence_ends_where_it_should(words, first):
    found, rest = first_sentence(words)
    assert found == first
    assert f"{found} {rest}".strip() == words
