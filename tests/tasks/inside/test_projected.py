"""What slides are made of: guides read by their headings, words that share slides, an order that tells nothing."""

import pytest

from ketabrain.engine import session
from ketabrain.engine.controls import slider
from ketabrain.engine.explore import Explorer
from ketabrain.engine.predict import RevealCard
from tasks.environment import TaskError
from tasks.inside.projected.deck import Slide, SlideKind, slides_of
from tasks.inside.projected.guide import DISCUSSION, PAUSE, TITLE, Remark, read_guide
from tasks.inside.projected.markup import MOST_LINES, plain, shared_out, word_slides
from tasks.inside.projected.notes import notes_of
from tasks.inside.projected.things import Prose, Thing, after_their_answers

GUIDE = """# Guide to lesson 77: A test

What the room should leave with.

## Before you start

- Open the window.

## 50 minutes

| start | min | who | what happens | project |
|---|---|---|---|---|
| 0:00 | 3 | teacher | The claim. | section 1 |
| 0:03 | 4 | alone | Lock in both predictions. | section 2 |
| 0:07 | 6 | pairs | The room's answers; talk; second answer. | the room's page, `how-many` |
| 0:13 | 9 | pairs | Drive it. | 4.1, `curve` |

## What to project

1. `curve: Dose = 1`. Ask: what comes? Move to `curve: Dose = 2; Way = by mouth`. It falls.
2. `curve`, once more.

### What the room should find

- `curve`: it falls,
  and stays down.

## The prediction to collect

Collect `how-many`, which is new.

## Misconceptions and how to meet them

### “More is better”

**What shows otherwise.** The curve in 4.1.

### “Nobody knows”

**Ask.** Who told you?

## Questions to discuss

1. Would you take part? A good answer weighs both.
2. Who pays?
"""


def remarks(name: str) -> str:
    return " ".join(plain(each.words) for each in read_guide(GUIDE).remarks if each.names[0] == name)


def test_a_guide_says_how_long_learners_think_and_talk_and_what_they_talk_about():
    guide = read_guide(GUIDE)
    assert (guide.alone_min, guide.pairs_min, guide.collected) == (4, 6, "how-many")
    assert guide.questions == ("Would you take part?", "Who pays?")
    assert guide.moves == {"curve": [{"Dose": "2", "Way": "by mouth"}]}


def test_what_a_guide_says_goes_by_what_it_names():
    assert "Open the window." in remarks(TITLE)
    assert "0:03 of 50 minutes , 4 min, alone: Lock in" in remarks("section 2")
    assert "second answer" in remarks(PAUSE)
    assert "Collect how-many , which is new." in remarks(PAUSE)
    assert "Ask: what comes?" in remarks("curve")
    assert "it falls, and stays down." in remarks("curve")
    assert "More is better" in remarks("4.1")
    assert "Nobody knows" in remarks(DISCUSSION)


@pytest.mark.parametrize("text", ["", "# Guide\n\nTO WRITE", "## What to project\n\n## Questions to discuss\n"])
def test_an_unfinished_guide_has_little_to_say(text):
    guide = read_guide(text)
    assert (guide.remarks, guide.moves, guide.questions, guide.alone_min) == ((), {}, (), 0)


def test_a_remark_stands_beside_the_first_slide_that_bears_its_first_name():
    slides = [Slide(kind=SlideKind.WORDS, title="", names=names) for names in (("4.1",), ("4.1", "curve"), ("4.1",))]
    remarks = (Remark(names=("curve", "4.1"), words="a"), Remark(names=("folded", "4.1"), words="b"))
    guide = read_guide("")
    assert notes_of(slides, type(guide)(**{**vars(guide), "remarks": remarks})) == ["b", "a", ""]


def test_words_share_as_few_slides_as_hold_them_and_share_them_evenly():
    blocks = [(str(number), 2.0) for number in range(8)]
    found = shared_out(blocks)
    assert [each for slide in found for each in slide] == [block for block, _ in blocks]
    assert len(found) * MOST_LINES >= 16
    assert {len(slide) for slide in found} == {4}
    assert shared_out([("long", 3 * MOST_LINES), ("short", 1.0)]) == [["long"], ["short"]]


def test_paragraphs_stay_whole_and_tables_out():
    assert word_slides(["<p>a</p><table><tr><td>b</td></tr></table>", "<ul><li>c</li>\n<li>d</li></ul>"]) == [
        "<p>a</p><ul><li>c</li><li>d</li></ul>"
    ]


def test_a_guide_that_moves_a_picture_where_it_cannot_go_is_answered_in_a_sentence():
    session.fresh().lesson = "02"
    explorer = Explorer("curve", lambda dose: dose, lambda result, _: f"{result}.", {"dose": slider(0, 2, 1)}, "", 2)
    drawn = Thing(section="4. Explore", heading="4.1", what=explorer)
    for move in ("Dosis = 2", "dose = much", "dose = 7"):
        with pytest.raises(TaskError, match=r"^The guide moves 'curve' to a setting that it cannot take"):
            slides_of([drawn], read_guide(f"## What to project\n\n1. `curve: {move}`\n"))


def thing(words: str, *after: str) -> Thing:
    return Thing(section="4. Explore", heading="4.1", what=Prose(words), after=after)


def reveal(item: str) -> Thing:
    card = RevealCard.__new__(RevealCard)
    card.item = item
    return Thing(section="4. Explore", heading="4.1", what=card)


def test_what_waits_comes_right_after_the_last_answer_that_it_waits_for():
    one, two = reveal("one"), reveal("two")
    early, both, free = thing("early", "one"), thing("both", "one", "two"), thing("free")
    assert after_their_answers([early, both, free, one, two, thing("never", "three")]) == [free, one, early, two, both]
