"""The rubric: a fair version meets it, praise does not, and any text gets an answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.judging.rubric import LONGEST_WORDS, check_version

FAIR = (
    "Ketamine is an anaesthetic. A related spray, esketamine, is licensed against some depressions that other "
    "treatments did not help. In trials it did better than placebo for days to a few weeks; certainty is low, and how "
    "it works is not known. Of 100 people 41 felt detached and 29 dizzy; blood pressure can rise, so a clinic watches "
    "for two hours. Heavy use harms the bladder and can lead to dependence. A pain clinic wrote the page that this "
    "replaces."
)


def test_a_fair_version_meets_the_rubric_and_praise_does_not():
    fair = check_version(FAIR)
    assert fair.words <= LONGEST_WORDS
    assert [line.asks for line in fair.lines if not line.found] == []
    praise = check_version("Ketamine is a groundbreaking drug that resets the brain.")
    missed = {line.asks for line in praise.lines if not line.found}
    assert {"does without praise", "names a harm", "gives a number"} <= missed


@settings(max_examples=50)
@given(text=st.text(max_size=400))
def test_any_text_gets_an_answer(text):
    checked = check_version(text)
    assert len(checked.lines) == 10
    assert checked.words == len(text.split())
    assert all(line.asks and line.question for line in checked.lines)
