"""The learner's verdicts beside the course's: counts are over all claims, and odd verdicts do not count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.judgement import ALL, STEPS, ClaimsShown, compare_verdicts, kinds_to_choose
from ketabrain.engine.tables import load

COURSE = dict(load("verdicts")[["claim", "verdict"]].itertuples(index=False, name=None))


def test_every_claim_has_a_verdict_of_the_course():
    assert len(COURSE) == 23
    assert set(COURSE.values()) <= set(STEPS)


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
