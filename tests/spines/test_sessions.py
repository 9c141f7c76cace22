"""Sessions under the microscope: counts balance, and an overlooked spine is counted twice."""

import pytest

from ketabrain.engine.errors import ModelError
from ketabrain.topics.spines.sessions import SCORING, SESSIONS, sessions


@pytest.mark.parametrize("scoring", SCORING)
def test_spines_now_are_those_before_and_formed_less_lost(scoring):
    found = sessions(SESSIONS, scoring)
    for session in range(2, SESSIONS + 1):
        before, now = found.seen[:, session - 2].sum(), found.seen[:, session - 1].sum()
        assert now == before + found.formed(session).sum() - found.lost(session).sum()
        formed, lost = found.percent(session)
        assert formed * before / 100 == pytest.approx(found.formed(session).sum())
        assert lost * before / 100 == pytest.approx(found.lost(session).sum())


def test_a_spine_overlooked_once_is_lost_once_and_formed_once_too_often():
    careful, careless = (sessions(SESSIONS, scoring) for scoring in SCORING)
    assert (careless.there & ~careless.seen).sum() == 1
    assert careless.lost(2).sum() == careful.lost(2).sum() + 1
    assert careless.formed(3).sum() == careful.formed(3).sum() + 1
    assert careless.kept_from_first == careful.kept_from_first


@pytest.mark.parametrize(("session", "scoring"), [(0, SCORING[0]), (5, SCORING[0]), (2, "by eye")])
def test_what_is_not_there_is_refused(session, scoring):
    with pytest.raises(ModelError):
        sessions(session, scoring)
