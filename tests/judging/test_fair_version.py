"""The learner's own version: checked, kept once, escaped, and shown again."""

from ketabrain.engine import session
from ketabrain.topics.judging.fair_version import ITEM, FairVersionCard, my_version
from tests.engine.driving import fields, press, raw, shown, words_of

HOSTILE = "<script>alert(1)</script> ketamine & more"


def test_a_version_is_checked_kept_and_shown_again(book):
    card = FairVersionCard()
    press(card, "Run the word check", version=HOSTILE)
    assert "Word check" in shown(card)
    assert "cannot tell sense from nonsense" in shown(card)
    assert "names a harm" in shown(card)
    assert my_version() == HOSTILE
    assert fields(FairVersionCard())["version"]["value"] == HOSTILE
    for page in (raw(card), card.saved_page()):
        assert "<script>" not in page
    assert HOSTILE in words_of(card.saved_page())


def test_the_same_text_is_kept_once_and_an_empty_one_never(book):
    card = FairVersionCard()
    press(card, "Run the word check")
    assert "Write something first" in shown(card)
    for _ in range(2):
        press(card, "Run the word check", version="One sentence.")
    assert len(session.entries("version", item=ITEM)) == 1
