"""One drug effect for three kinds of trial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.tables import quantity
from ketabrain.topics.detachment.unblinding import COUNTED, printed_gaps, unblinding

GAPS = st.floats(-1, 1)


def test_gaps_of_printed_guesses():
    remifentanil, midazolam = printed_gaps()
    assert remifentanil == pytest.approx(0.88 - 0.12)
    assert midazolam == pytest.approx(0.5 - 0.107)


def test_leads_are_the_published_ones():
    found = unblinding()
    assert [lead.observed for lead in found.leads[:2]] == [1.8, 0.7]
    for lead, name in zip(found.leads, ("saline", "midazolam"), strict=False):
        printed = quantity(f"wilkinson-{name}")
        assert 2 * 1.96 * lead.se == pytest.approx(printed.upper - printed.lower)
    # Ketamine did a little worse than saline by the fall of the score, and better by the printed estimate.
    assert found.leads[2].observed < 0 < unblinding(counted=COUNTED[1]).leads[2].observed


@given(drug=st.floats(-0.5, 2), hope=st.floats(0, 4), gap=st.floats(0.05, 1))
def test_no_pair_fits_better_than_the_best(drug, hope, gap):
    found = unblinding(drug, hope, gap_salt=gap, gap_midazolam=gap / 3)
    assert found.best.misfit <= found.misfit + 1e-9
    same = unblinding(found.best.drug, found.best.hope, gap_salt=gap, gap_midazolam=gap / 3)
    assert same.misfit == pytest.approx(found.best.misfit, abs=1e-6)


def test_with_one_gap_for_all_nothing_tells_hope_from_drug():
    assert unblinding(gap_salt=0.3, gap_midazolam=0.3, gap_asleep=0.3).best is None


@given(drug=st.floats(-0.5, 2), hope=st.floats(0, 4))
def test_without_a_gap_hope_plays_no_part(drug, hope):
    assert unblinding(drug, hope, gap_asleep=0).leads[2].predicted == pytest.approx(drug)


def test_what_midazolam_does_by_itself_makes_its_lead_smaller_and_the_drug_larger():
    plain, helped = unblinding(), unblinding(midazolam_helps=0.5)
    assert helped.leads[1].predicted == pytest.approx(plain.leads[1].predicted - 0.5)
    assert helped.best.drug > plain.best.drug


def test_the_data_allow_no_drug_effect_and_a_good_one():
    low = unblinding().best
    high = unblinding(counted=COUNTED[1], midazolam_helps=0.5).best
    assert low.drug - 1.96 * low.drug_se < 0 < low.drug + 1.96 * low.drug_se
    assert high.drug > 0.4


@pytest.mark.parametrize(("wrong", "named"), [({"gap_salt": 1.2}, "1.2"), ({"counted": "guess"}, "'guess'")])
def test_bad_input_is_named(wrong, named):
    with pytest.raises(ValueError, match=named):
        unblinding(**wrong)
