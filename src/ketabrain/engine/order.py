"""The order in which a list of options stands: one of its own for each learner and question, the same at every look."""

import hashlib
from collections.abc import Sequence


def shuffled(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """The options in an order that hangs on nothing but them and the seed.

    >>> shuffled(["a", "b", "c"], "somebody") == shuffled(["c", "b", "a"], "somebody")
    True
    """
    return tuple(sorted(options, key=lambda option: hashlib.sha256(f"{seed}\0{option}".encode()).hexdigest()))
