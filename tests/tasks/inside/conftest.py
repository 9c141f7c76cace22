"""A poll of lesson 10 without a browser: what knows it, and a phone that visits it."""

import pytest

from tasks.inside.poll.for_phones import phones_application
from tests.tasks.inside.visitor import Visitor, room_in, running


@pytest.fixture
def room(tmp_path):
    return room_in(tmp_path)


@pytest.fixture
def visitor(room):
    with running(phones_application(room)) as port:
        yield Visitor(port)
