"""A ledger of its own for every test that asks for one, as in the tests of the engine."""

from tests.engine.conftest import book

__all__ = ["book"]
