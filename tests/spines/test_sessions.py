"""Sessions under the microscope: counts balance, a spine overlooked is counted twice, the picture shows it all."""

import numpy as np
import pytest
from matplotlib.path import Path

from ketabrain.topics.spines.draw_sessions import sessions_so_far
from ketabrain.topics.spines.sessions import SESSIONS, Scoring, look
from tests.drawing import drawing


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
    lost = sum(found.lost(each).sum() for each in range(2, session + 1))
    ghosts = sum(
        np.size(line.get_xdata())
        for line in figure.axes[1].lines
        if isinstance(line.get_marker(), Path) and line.get_markerfacecolor() == "none" and line.get_markersize() > 40
    )
    assert ghosts == lost
    assert f"Session {session} of {SESSIONS}" in words
    assert scoring in words
    assert any("illustration" in text.get_text() for text in figure.axes[1].texts)
