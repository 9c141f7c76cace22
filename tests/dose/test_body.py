"""The dose in the body at one moment: nothing is lost and nothing appears."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketabrain.engine.errors import ModelError
from ketabrain.topics.dose.body import body_snapshot
from ketabrain.topics.dose.draw_body import body as draw_body
from tests.drawing import drawing
from tests.engine.draw.written import written

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


@given(ROUTE, st.floats(0, 600))
def test_what_came_to_a_place_is_there_or_went_on(route, minutes):
    found = body_snapshot(route, minutes)
    doors = {"outside", "nose", "gut"}
    for place in set(found.shares) - doors:
        arrived = sum(share for (_, end), share in found.moved.items() if end == place)
        assert arrived == pytest.approx(found.came(place), abs=1e-9)
    assert sum(found.came(door) for door in doors) == pytest.approx(1)


def test_net_ways_run_one_way_between_two_places():
    moved = body_snapshot("nasal", 30).moved
    assert all((other, one) not in moved for one, other in moved)
    assert all(share >= 0 for share in moved.values())


def test_a_time_before_the_dose_is_refused():
    with pytest.raises(ModelError, match="negative"):
        body_snapshot("iv", -1)


DOORS = [("iv", "drip into a vein"), ("nasal", "nasal spray"), ("oral", "drink")]


@pytest.mark.parametrize(("route", "door"), DOORS)
def test_every_share_and_both_levels_are_written_and_told(route, door):
    snapshot = body_snapshot(route, 30)
    figure, words = drawing(draw_body, snapshot)
    texts = written(figure.axes[0])
    for place in ("blood", "liver", "norketamine"):
        assert f"{100 * snapshot.shares[place]:.0f}%" in texts
    assert f"{100 * snapshot.shares['blood']:.0f}% blood" in words
    assert f"{door}, plasma holds {snapshot.plasma_ng_per_ml:.0f} ng/mL" in words
    assert f"brain (effect site) {snapshot.effect_site_ng_per_ml:.0f} ng/mL" in words


@pytest.mark.parametrize(("route", "door"), DOORS)
def test_dark_bars_are_as_high_as_the_share_that_is_there(route, door):
    snapshot = body_snapshot(route, 90)
    figure, _ = drawing(draw_body, snapshot)
    (dark,) = (each for each in figure.axes[0].collections if each.get_zorder() == 0.7)
    heights = [path.get_extents().height for path in dark.get_paths()]
    assert sum(heights) == pytest.approx(110)  # px for the whole dose


def test_a_door_that_is_not_used_is_an_empty_box():
    figure, _ = drawing(draw_body, body_snapshot("iv", 90))
    empty = [each for each in figure.axes[0].collections if each.get_zorder() == 1 and each.get_gid() is None]
    assert len(empty[0].get_paths()) == 2
