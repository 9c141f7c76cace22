"""The word check: a fair version meets it, praise, denial and repetition do not, and any text gets an answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.judging.rubric import LONGEST_WORDS, check_version
from ketabrain.topics.judging.versions import MARKS, version_pieces, versions, word_checks

FAIR = (
    "Ketamine is an anaesthetic. A related spray, esketamine, is licensed against some depressions that other "
    "treatments did not help. In trials it did better than placebo for days to a few weeks; certainty is low, and how "
    "it works is not known. Of 100 people 41 felt detached and 29 dizzy; blood pressure can rise, so a clinic watches "
    "for two hours. Heavy use harms the bladder and can lead to dependence. A pain clinic wrote the page that this "
    "replaces."
)
IN_OTHER_WORDS = (
    "This drug was authorised to put people under for operations. A spray made from half of it may be prescribed when "
    "two other medicines have failed. Compared with a dummy spray, about half of the people in early studies were "
    "better the next day, and it wears off. We do not know why it helps. Many feel sick or sleepy, and some crave it "
    "later. Nurses stay with you. The article that I read was published by a practice that earns money with pain."
)


def missed(text):
    return {line.asks for line in check_version(text).lines if not line.found}


def test_a_fair_version_meets_the_check_in_whatever_words_and_praise_does_not():
    assert check_version(FAIR).words <= LONGEST_WORDS
    assert missed(FAIR) == set()
    assert missed(IN_OTHER_WORDS) == set()
    assert {"does without praise", "names a harm", "gives a number"} <= missed(
        "Ketamine is a groundbreaking drug that resets the brain."
    )


def test_a_list_of_catchwords_is_no_text():
    salad = "banana approved 1 in 2 placebo hours harm unknown doctor advert " * 6
    assert {"is written in sentences", "says nothing twice"} <= missed(salad)
    assert check_version(salad).lines[2].question == "Why is “banana approved 1 in” there again?"
    assert "says nothing twice" in missed(FAIR + " " + FAIR)


@pytest.mark.parametrize(
    "denial",
    [
        "It cures 9 in 10 for good.", "No harm was ever seen.", "There are no side effects.", "It is harmless.",
        "Side effects were never reported.", "It is not addictive.", "Take it without any risk.", "It always works.",
        "You can take it at home, alone.", "Nobody needs it twice: it helps for good.",
    ],
)  # fmt: skip
def test_denial_and_promises_are_noticed_and_a_denied_harm_is_not_named(denial):
    assert "denies no harm, promises no cure" in missed(denial)
    assert "names a harm" in missed(denial)
    assert "denies no harm, promises no cure" in missed(FAIR + " " + denial)


@pytest.mark.parametrize(
    "honest",
    [
        "It is no miracle.", "It does not cure anybody.", "The page names no harm.", "It is not for good.",
        "Risks cannot be ruled out.", "Side effects are not rare.", "For good reasons staff watch.",
    ],
)  # fmt: skip
def test_honest_denials_are_let_be(honest):
    assert missed(FAIR + " " + honest) == set()


def test_a_doctor_in_the_byline_or_none_at_all_watches_nobody():
    assert "says who should watch" in missed("A doctor of a clinic wrote the page. Take it without a doctor.")


@settings(max_examples=50)
@given(text=st.text(max_size=400))
def test_any_text_gets_an_answer(text):
    checked = check_version(text)
    assert len(checked.lines) == 13
    assert checked.words == len(text.split())
    assert all(line.asks and line.question for line in checked.lines)


def test_ours_is_fair_and_short_and_a_flawed_version_can_meet_every_line():
    by_mark = {each.mark: each for each in versions()}
    assert set(by_mark) == set(MARKS)
    assert {each.checked.words <= LONGEST_WORDS for each in versions()} == {True}
    assert by_mark["fair"].checked.found == len(by_mark["fair"].checked.lines)
    assert by_mark["frightens too much"].checked.found == by_mark["fair"].checked.found  # words are not sense
    assert [piece.fair for piece in version_pieces().values()] == [(each.mark,) for each in versions()]


def test_the_table_shows_line_by_line_what_the_word_check_found():
    shown = word_checks().frame
    assert len(shown) == 13
    for each in versions():
        assert list(shown[each.name]).count("✓") == each.checked.found
