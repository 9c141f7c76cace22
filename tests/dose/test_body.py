"""The dose in the body at one moment: nothing is lost and nothing appears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.dose.body import body_snapshot
from ketabrain.topics.dose.draw_body import body as draw_body
from tests.drawing import drawing

ROUTE = st.sampled_from(["iv", "nasal", "oral"])


@given(ROUTE, st.floats(0, 1440), st.sampled_from([28.0, 56.0, 84.0]))
def test_the_whole_dose_is_always_somewhere(route, minutes, dose):
    shares = body_snapshot(route, minutes, dose).shares
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) > -1e-9


@given(ROUTE, st.floats(0, 600), st.floats(0, 600))
def test_what_is_broken_down_does_not_come_back(route, minutes, later):
    lost = "broken down or lost"
    first, second = body_snapshot(route, minutes), body_snapshot(route, minutes + later)
    assert second.shares[lost] >= first.shares[lost] - 1e-9


def test_at_the_start_everything_is_still_at_its_door():
    assert body_snapshot("iv", 0).shares["outside"] == pytest.approx(1)
    assert body_snapshot("oral", 0).shares["gut"] == pytest.approx(1)
    nasal = body_snapshot("nasal", 0).shares
    assert nasal["nose"] + nasal["gut"] == pytest.approx(1)


def test_net_flows_run_one_way_between_two_places():
    flows = body_snapshot("nasal", 30).net_flows
    assert all((other, one) not in flows for one, other in flows)
    assert all(rate > 0 for rate in flows.values())


def test_a_time_before_the_dose_is_refused():
    with pytest.raises(ModelError, match="negative"):
        body_snapshot("iv", -1)


@pytest.mark.parametrize(("route", "door"), [("iv", "drip into a vein"), ("nasal", "nasal spray"), ("oral", "drink")])
def test_every_place_is_filled_by_its_share_and_told(route, door):
    snapshot = body_snapshot(route, 30)
    figure, words = drawing(draw_body, snapshot)
    written = {text.get_text().replace("\n", " ") for text in figure.axes[0].texts}
    assert {f"blood {100 * snapshot.shares['blood']:.0f}%", f"liver {100 * snapshot.shares['liver']:.0f}%"} <= written
    assert f"{door}, the dose is here" in words
    assert f"{100 * snapshot.shares['blood']:.0f}% blood" in words
    assert f"the site of the effect, which follows with a delay, {snapshot.effect_site_ng_per_ml:.0f} ng/mL" in words
