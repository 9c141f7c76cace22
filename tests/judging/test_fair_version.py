"""The learner's own version: checked, kept once, escaped, and shown again."""

from ketabrain.engine import session
from ketabrain.topics.judging.fair_version import ITEM, fair_version_card, my_version
from tests.engine.driving import press, raw, shown

HOSTILE = "<script>alert(1)</script> ketamine & more"


def box(card):
    return next(child for child in card.children if hasattr(child, "rows"))


def test_a_version_is_checked_kept_and_shown_again(book):
    card = fair_version_card()
    box(card).value = HOSTILE
    press(card, "Hold it against the rubric")
    assert "Rubric" in shown(card)
    assert "names a harm" in shown(card)
    assert my_version() == HOSTILE
    assert box(fair_version_card()).value == HOSTILE
    assert "<script>" not in raw(card)


def test_the_same_text_is_kept_once_and_an_empty_one_never(book):
    card = fair_version_card()
    press(card, "Hold it against the rubric")
    assert "Write something first" in shown(card)
    for _ in range(2):
        box(card).value = "One sentence."
        press(card, "Hold it against the rubric")
    assert len(session.entries("version", item=ITEM)) == 1
