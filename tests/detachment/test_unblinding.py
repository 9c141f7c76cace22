"""One drug effect for three kinds of trial, and its picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection

from ketabrain.engine.tables import quantity
from ketabrain.topics.detachment.draw_unblinding import unblinded
from ketabrain.topics.detachment.unblinding import LeadCounted, predicted_leads, printed_gaps
from tests.drawing import drawing

GAPS = st.floats(-1, 1)


def test_gaps_of_printed_guesses():
    remifentanil, midazolam = printed_gaps()
    assert remifentanil == pytest.approx(0.88 - 0.12)
    assert midazolam == pytest.approx(0.5 - 0.107)


def test_leads_are_the_published_ones():
    found = predicted_leads()
    assert [lead.observed for lead in found.leads[:2]] == [1.8, 0.7]
    for lead, name in zip(found.leads, ("saline", "midazolam"), strict=False):
        printed = quantity(f"wilkinson-{name}")
        assert lead.interval.high - lead.interval.low == pytest.approx(printed.upper - printed.lower)
    # Ketamine did a little worse than saline by the fall of the score, and better by the printed estimate.
    assert found.leads[2].observed < 0 < predicted_leads(counted=LeadCounted.PRINTED).leads[2].observed


@given(drug=st.floats(-0.5, 2), hope=st.floats(0, 4), gap=st.floats(0.05, 1))
def test_no_pair_fits_better_than_the_best(drug, hope, gap):
    found = predicted_leads(drug, hope, gap_salt=gap, gap_midazolam=gap / 3)
    assert found.best.misfit <= found.misfit + 1e-9
    same = predicted_leads(found.best.drug, found.best.hope, gap_salt=gap, gap_midazolam=gap / 3)
    assert same.misfit == pytest.approx(found.best.misfit, abs=1e-6)


def test_with_one_gap_for_all_nothing_tells_hope_from_drug():
    assert predicted_leads(gap_salt=0.3, gap_midazolam=0.3, gap_asleep=0.3).best is None


@given(drug=st.floats(-0.5, 2), hope=st.floats(0, 4))
def test_without_a_gap_hope_plays_no_part(drug, hope):
    assert predicted_leads(drug, hope, gap_asleep=0).leads[2].predicted == pytest.approx(drug)


def test_what_midazolam_does_by_itself_makes_its_lead_smaller_and_the_drug_larger():
    plain, helped = predicted_leads(), predicted_leads(midazolam_helps=0.5)
    assert helped.leads[1].predicted == pytest.approx(plain.leads[1].predicted - 0.5)
    assert helped.best.drug > plain.best.drug


def test_the_data_allow_no_drug_effect_and_a_good_one():
    low = predicted_leads().best
    high = predicted_leads(counted=LeadCounted.PRINTED, midazolam_helps=0.5).best
    assert low.drug - 1.96 * low.drug_se < 0 < low.drug + 1.96 * low.drug_se
    assert high.drug > 0.4


@pytest.mark.parametrize(("wrong", "named"), [({"gap_salt": 1.2}, "1.2"), ({"counted": "guess"}, "'guess'")])
def test_bad_input_is_named(wrong, named):
    with pytest.raises(ValueError, match=named):
        predicted_leads(**wrong)


def test_what_midazolam_does_by_itself_shifts_what_drug_and_hope_must_add_up_to():
    lead = predicted_leads(midazolam_helps=0.3).leads[1]
    assert lead.wanted.low - lead.interval.low == pytest.approx(0.3)
    assert lead.wanted.high - lead.interval.high == pytest.approx(0.3)


@pytest.mark.parametrize("moved", [{}, {"drug": -0.5, "hope": 4}, {"drug": 2, "hope": 0}])
def test_your_pair_is_marked_inside_the_picture_and_told(moved):
    result = predicted_leads(**moved)
    figure, told = drawing(unblinded, result)
    right = figure.axes[1]
    yours = next(line for line in right.lines if line.get_marker() == "D")
    assert (yours.get_xdata()[0], yours.get_ydata()[0]) == (result.drug, result.hope)
    assert right.get_xlim()[0] < result.drug < right.get_xlim()[1]
    assert right.get_ylim()[0] < result.hope < right.get_ylim()[1]
    assert f"Explained: {result.explained} of 3" in told


def test_the_best_pair_is_marked():
    result = predicted_leads(gap_asleep=0.2)
    right = drawing(unblinded, result)[0].axes[1]
    best = next(line for line in right.lines if line.get_marker() == "P")
    assert (best.get_xdata()[0], best.get_ydata()[0]) == pytest.approx((result.best.drug, result.best.hope))


def test_without_a_gap_the_band_stands_upright():
    def upright(gap):
        axes = drawing(unblinded, predicted_leads(gap_asleep=gap))[0].axes[1]
        bands = [path for each in axes.collections if isinstance(each, PolyCollection) for path in each.get_paths()]
        return sum(len(set(band.vertices[:, 1].round(9))) == 2 for band in bands)

    assert upright(0) == upright(0.3) + 1
