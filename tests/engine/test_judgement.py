"""The learner's verdicts beside the course's: counts are over all claims, and odd verdicts do not count."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.judgement import (
    ALL,
    HEDGE_RULE,
    STEPS,
    ClaimsShown,
    certainty_words,
    compare_verdicts,
    kinds_to_choose,
)
from ketabrain.engine.tables import load

COURSE = dict(load("verdicts")[["claim", "verdict"]].itertuples(index=False, name=None))


def test_every_claim_has_a_verdict_of_the_course():
    assert len(COURSE) == 23
    assert set(COURSE.values()) <= set(STEPS)


def test_no_reason_quotes_a_word_that_is_not_on_the_card():
    claims = load("claims").set_index("claim")
    for row in load("verdicts").itertuples():
        there = f"{claims.at[row.claim, 'statement']} {claims.at[row.claim, 'article_says']}".casefold()
        for quoted in re.findall("“([^”]*)”", row.reasons):
            assert quoted.casefold() in there, f"{row.claim}: {quoted}"
        assert '"' not in row.reasons


def test_every_reason_is_short_enough_to_read_and_hedges_are_judged_by_a_rule_that_is_written_down():
    assert load("verdicts")["reasons"].str.split().str.len().max() <= 80
    assert HEDGE_RULE.count(". ") == 1  # two sentences
    rubric = Path(__file__).resolve().parents[2] / "instructor" / "rubric.md"
    assert HEDGE_RULE in " ".join(rubric.read_text(encoding="utf-8").split())
    assert "HEDGE_RULE" in next((rubric.parents[1] / "notebooks").glob("00-*")).read_text(encoding="utf-8")


def test_certainty_is_told_in_words_that_fit_the_kind_of_claim():
    said = load("certainty").set_index("level")
    assert certainty_words("C02a") == said.at["low", "treatment"]
    assert certainty_words("C05") == said.at["high", "mechanism"]
    assert certainty_words("C09") == said.at["moderate", "fact"]
    assert all(map(certainty_words, COURSE))


def test_agreeing_with_the_course_is_full_agreement():
    found = compare_verdicts(COURSE)
    assert (found.judged, found.same) == (23, 23)
    assert found.kappa == pytest.approx(1)
    assert compare_verdicts(COURSE, shown=ClaimsShown.DIFFERING).claims == ()


@settings(deadline=None)
@given(
    mine=st.dictionaries(st.sampled_from(sorted(COURSE)), st.sampled_from([*STEPS, "<b>Right</b>"])),
    kind=st.sampled_from(kinds_to_choose()), shown=st.sampled_from(ClaimsShown),
)  # fmt: skip
def test_counts_are_over_all_claims_and_odd_verdicts_do_not_count(mine, kind, shown):
    found = compare_verdicts(mine, kind, shown)
    real = {claim: verdict for claim, verdict in mine.items() if verdict in STEPS}
    assert found.judged == len(real)
    assert found.same == sum(COURSE[claim] == verdict for claim, verdict in real.items())
    assert all(kind in (ALL, each.kind) for each in found.claims)
    assert found.held == sum(each.course in STEPS[:2] for each in found.claims)
    if shown == ClaimsShown.JUDGED:
        assert not {each.claim for each in found.waiting} & set(real)
        assert len(found.claims) + len(found.waiting) == sum(kind in (ALL, each) for each in load("claims")["kind"])
    else:
        assert found.waiting == ()
    if shown == ClaimsShown.DIFFERING:
        assert all(each.steps_apart for each in found.claims)
    assert found.kappa is None or -1 <= found.kappa <= 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"kind": "astrology"}, "no choice 'astrology'; use one of all claims"),
        ({"shown": "none"}, "no choice 'none'; use one of judged by you, every claim, where we differ"),
    ],
)
def test_other_words_are_refused_in_a_sentence(asked, sentence):
    with pytest.raises(ValueError, match=sentence):
        compare_verdicts({}, **asked)
