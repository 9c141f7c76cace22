"""The explores of every lesson, for tests that move them: all tests of a lesson share one run of it."""

import pytest

from ketabrain.engine.explore import Explorer
from tasks.inside.in_process import NOTEBOOKS, run_in_process


@pytest.fixture(scope="session", params=NOTEBOOKS, ids=lambda path: path.stem)
def explores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explorer]:
    """Every explore of one lesson, alive."""
    return run_in_process(request.param, tmp_path_factory.mktemp("ledger") / "my-ledger.json")
