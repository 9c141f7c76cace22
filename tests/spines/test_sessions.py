"""Sessions under the microscope: counts balance, a spine overlooked is counted twice, the picture shows it all."""

import pytest

from ketabrain.topics.spines.draw_sessions import sessions_so_far
from ketabrain.topics.spines.sessions import SESSIONS, Scoring, look
from tests.drawing import drawing
from tests.engine.draw.written import heading


@pytest.mark.parametrize("scoring", Scoring)
def test_spines_now_are_those_before_and_formed_less_lost(scoring):
    found = look(SESSIONS, scoring)
    for session in range(2, SESSIONS + 1):
        before, now = found.seen[:, session - 2].sum(), found.seen[:, session - 1].sum()
        assert now == before + found.formed(session).sum() - found.lost(session).sum()
        formed, lost = found.percent(session)
        assert formed * before / 100 == pytest.approx(found.formed(session).sum())
        assert lost * before / 100 == pytest.approx(found.lost(session).sum())


def test_a_spine_overlooked_once_is_lost_once_and_formed_once_too_often():
    careful, careless = (look(SESSIONS, scoring) for scoring in Scoring)
    assert (careless.there & ~careless.seen).sum() == 1
    assert careless.lost(2).sum() == careful.lost(2).sum() + 1
    assert careless.formed(3).sum() == careful.formed(3).sum() + 1
    assert careless.kept_from_first == careful.kept_from_first


@pytest.mark.parametrize(("session", "scoring"), [(0, Scoring.ALL_SEEN), (5, Scoring.ALL_SEEN), (2, "by eye")])
def test_what_is_not_there_is_refused(session, scoring):
    with pytest.raises(ValueError, match=r"sessions 1 to 4|'by eye'"):
        look(session, scoring)


@pytest.mark.parametrize("scoring", Scoring)
@pytest.mark.parametrize("session", range(1, SESSIONS + 1))
def test_the_picture_draws_what_it_counts(session, scoring):
    found = look(session, scoring)
    figure, words = drawing(sessions_so_far, found)
    earlier = range(2, session + 1)
    missed = int((found.there & ~found.seen)[:, :session].sum())
    spines = {
        name: sum(len(each.get_paths()) for each in figure.axes[0].collections if each.get_label() == name)
        for name in ("kept", "formed", "lost", "overlooked")
    }
    key = 1  # one more of each stands there with its name
    assert spines["lost"] == sum(found.lost(each).sum() for each in earlier) - missed + key
    assert spines["formed"] == sum(found.formed(each).sum() for each in earlier) + key
    assert spines["overlooked"] == missed + (key if scoring is Scoring.ONE_OVERLOOKED else 0)
    assert spines["kept"] + spines["formed"] == found.seen[:, :session].sum() + 2 * key
    assert f"session {session} of {SESSIONS}" in words
    assert scoring in words
    assert "illustration" in heading(figure)[1]
