"""Judging the whole: verdicts side by side, agreement beyond chance, calibration curves, an appraisal and a rubric."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.judgement import ALL, SHOWN, STEPS, judgement, kinds
from ketabrain.engine.stats.agreement import GRADES, raters, weighted_kappa
from ketabrain.engine.stats.calibration import Forecast, curve, invented
from ketabrain.engine.tables import load
from ketabrain.topics.judging.appraisal import HNR_ANSWERS, INSTRUMENTS, appraisal
from ketabrain.topics.judging.rubric import LONGEST_WORDS, check_version

COURSE = dict(load("verdicts")[["claim", "verdict"]].itertuples(index=False, name=None))


def test_every_claim_has_a_verdict_of_the_course():
    assert len(COURSE) == 23
    assert set(COURSE.values()) <= set(STEPS)


def test_agreeing_with_the_course_is_full_agreement():
    found = judgement(COURSE)
    assert (found.judged, found.same) == (23, 23)
    assert found.kappa == pytest.approx(1)
    assert judgement(COURSE, shown=SHOWN[2]).claims == ()


@settings(deadline=None)
@given(
    mine=st.dictionaries(st.sampled_from(sorted(COURSE)), st.sampled_from([*STEPS, "<b>Right</b>"])),
    kind=st.sampled_from(kinds()), shown=st.sampled_from(SHOWN),
)  # fmt: skip
def test_counts_are_over_all_claims_and_odd_verdicts_do_not_count(mine, kind, shown):
    found = judgement(mine, kind, shown)
    real = {claim: verdict for claim, verdict in mine.items() if verdict in STEPS}
    assert found.judged == len(real)
    assert found.same == sum(COURSE[claim] == verdict for claim, verdict in real.items())
    assert all(kind in (ALL, each.kind) for each in found.claims)
    if shown == SHOWN[2]:
        assert all(each.steps_apart for each in found.claims)
    assert found.kappa is None or -1 <= found.kappa <= 1


def test_kappa_of_a_textbook_table():
    """Agreement 0.8 where chance gives 0.5; and one step apart weighs less than four."""
    pairs = [("1", "1")] * 40 + [("5", "5")] * 40 + [("1", "5")] * 10 + [("5", "1")] * 10
    assert weighted_kappa(pairs, GRADES) == pytest.approx(0.6)
    near = [("1", "1")] * 40 + [("5", "5")] * 40 + [("1", "2")] * 10 + [("5", "4")] * 10
    assert weighted_kappa(near, GRADES) > 0.8
    assert weighted_kappa([], GRADES) is None
    assert weighted_kappa([("1", "1")], GRADES) is None


@settings(deadline=None, max_examples=30)
@given(careful=st.floats(0, 1), pages=st.integers(2, 60), seed=st.integers(1, 50))
def test_raters_repeat_themselves_and_never_pass_full_agreement(careful, pages, seed):
    one, again = raters(careful, pages, seed), raters(careful, pages, seed)
    assert np.array_equal(one.first, again.first)
    assert one.kappa is None or one.kappa <= 1 + 1e-9
    assert 0 <= one.same <= 1


def test_careful_raters_agree_and_guessers_do_not():
    assert raters(1, 100).kappa == pytest.approx(1)
    assert abs(np.mean([raters(0, 100, seed).kappa for seed in range(1, 30)])) < 0.05


def test_a_curve_has_intervals_around_its_shares_and_none_without_answers():
    found = curve("me", invented(False, 200))
    assert sum(each.count for each in found.bins) == found.answers == 200
    for each, (low, high) in zip(found.bins, found.intervals, strict=True):
        assert low <= each.share_right <= high
    assert curve("me", ()).score is None
    assert curve("me", [Forecast(0.8, True)]).intervals[0][0] < 0.3


def test_the_too_sure_score_worse_than_the_honest():
    scores = [[curve("x", invented(sure, 300, seed)).score for seed in range(20)] for sure in (False, True)]
    assert np.mean(scores[1]) > np.mean(scores[0]) + 0.03


def test_the_appraisal_holds_every_item_and_fails_where_it_should():
    assert [len(appraisal(name).items) for name in INSTRUMENTS] == [16, 10, 4]
    failed = {each.number for each in appraisal("HealthNewsReview").items if each.mark < 3}
    assert {1, 2, 3, 4, 6, 7} <= failed
    assert {4, 5, 12, 13, 15} <= {each.number for each in appraisal("DISCERN").items if each.mark < 3}
    for each in appraisal("HealthNewsReview").items:
        assert each.ours in each.fair
        assert set(each.fair) <= set(HNR_ANSWERS)
    assert appraisal("JAMA benchmarks", 16).focus.number == 4
    assert all("restated" in appraisal(name).licence for name in INSTRUMENTS)


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


@given(text=st.text(max_size=400))
def test_any_text_gets_an_answer(text):
    checked = check_version(text)
    assert len(checked.lines) == 10
    assert checked.words == len(text.split())
    assert all(line.asks and line.question for line in checked.lines)


def test_other_words_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="no choice 'astrology'; use one of all claims"):
        judgement({}, "astrology")
    with pytest.raises(ValueError, match="no instrument 'stars'; use one of DISCERN"):
        appraisal("stars")
    with pytest.raises(ValueError, match="2 pages or more"):
        raters(0.5, 1)
