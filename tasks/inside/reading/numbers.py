"""The numbers of an explore's pictures as a script, which a page loads only when a learner asks for them."""

import json
from collections.abc import Sequence
from pathlib import Path

MOST_POINTS = 60
"""Points of one series that a page holds."""


def write_numbers(name: str, tables: Sequence[Sequence[str]], folder: Path) -> None:
    """Write the tables of an explore's settings, each in blocks to be joined.

    A block stands there once, however many settings show it, and so does what all its lines begin with.
    """
    blocks: dict[str, int] = {}
    places = [[blocks.setdefault(block, len(blocks)) for block in table] for table in tables]
    told = json.dumps({"blocks": [*map(in_short, blocks)], "states": places}, ensure_ascii=False, separators=(",", ":"))
    (folder / "numbers.js").write_text(f"(globalThis.kbNumbers ??= {{}})[{json.dumps(name)}] = {told};\n", "utf-8")


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
