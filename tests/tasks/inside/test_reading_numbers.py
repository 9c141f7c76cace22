"""The tables of numbers on a page: whole again as its scripts join them, each part stored once."""

import json
import re

import pytest

from tasks.inside.reading.numbers import in_short, write_numbers


@pytest.mark.parametrize(
    ("block", "before", "lines"),
    [
        ("1,level,curve,,0,5\n1,level,curve,,1,7\n", "1,level,curve,,", ["0,5", "1,7"]),
        ('1,"a, b",curve,,0,5\n1,"a, b",curve,,10,5\n', '1,"a, b",curve,,', ["0,5", "10,5"]),
        ("1,level,marks,,0,5\n", "1,level,marks,,0,", ["5"]),
        ("# a,b\n# b,c\n", "", ["# a,b", "# b,c"]),
    ],
)
def test_a_block_is_cut_at_a_comma_and_loses_nothing(block, before, lines):
    assert in_short(block) == (before, lines)
    assert "".join(f"{before}{line}\n" for line in lines) == block


def test_what_two_settings_share_stands_there_once(tmp_path):
    tables = [["# one\n", "a,1\na,2\n"], ["# two\n", "a,1\na,2\n"], []]
    write_numbers("dose-band", tables, tmp_path)
    script = (tmp_path / "numbers.js").read_text(encoding="utf-8")
    told = json.loads(re.fullmatch(r'\(globalThis\.kbNumbers \?\?= \{\}\)\["dose-band"\] = (.*);\n', script)[1])
    assert told["states"] == [[0, 1], [2, 1], []]
    joined = [["".join(f"{before}{line}\n" for line in lines) for before, lines in told["blocks"]][i] for i in (0, 1)]
    assert joined == tables[0]
