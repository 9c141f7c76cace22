"""The numbers of an explore's pictures, which a page loads only when a learner asks for them."""

from collections.abc import Sequence
from pathlib import Path

from tasks.inside.reading.told import write_told

MOST_POINTS = 60
"""Points of one series that a page holds."""


def write_numbers(name: str, tables: Sequence[Sequence[str]], folder: Path) -> None:
    """Write the tables of an explore's settings, each in blocks to be joined.

    A block stands there once, however many settings show it, and so does what all its lines begin with.
    """
    blocks: dict[str, int] = {}
    places = [[blocks.setdefault(block, len(blocks)) for block in table] for table in tables]
    told = {"blocks": [*map(in_short, blocks)], "states": places}
    write_told(folder / "numbers.js", "kbNumbers", told, key=name)


def in_short(block: str) -> tuple[str, list[str]]:
    """The cells that all lines of a block begin with, and what each goes on with.

    >>> in_short("1,level,0,5\\n1,level,1,7\\n")
    ('1,level,', ['0,5', '1,7'])
    """
    lines = block.splitlines()
    low, high = min(lines), max(lines)
    same = next((place for place, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    before = low[: low.rfind(",", 0, same) + 1]
    return before, [line.removeprefix(before) for line in lines]
