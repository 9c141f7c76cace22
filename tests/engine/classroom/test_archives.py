"""Zips that mean harm, or are merely broken: a sentence for each, little memory, nothing on the disk."""

import io
import random
import stat
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.engine.classroom import archives
from ketabrain.engine.classroom.archives import ArchiveError, members

HELLO = b'{"hello": "room"}'


def zipped(*files, method=zipfile.ZIP_DEFLATED):
    """A zip of files given as (name or ZipInfo, content)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def read(content):
    return {"/".join(each.path): each.left_shut or each.content for each in members(content)}


def of_mode(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def patched(content, **fields):
    """A zip of one file with other words in its list: `flags`, `method`, `crc` or `size`, in both heads."""
    raw = bytearray(content)
    at = {"flags": ("H", 6, 8), "method": ("H", 8, 10), "crc": ("I", 14, 16)}
    at["size"] = ("I", 22, 24)
    listed = content.rindex(b"PK\x01\x02")
    for field, value in fields.items():
        kind, in_head, in_list = at[field]
        struct.pack_into(f"<{kind}", raw, in_head, value)
        struct.pack_into(f"<{kind}", raw, listed + in_list, value)
    return bytes(raw)


def test_every_file_is_given_with_the_folders_that_it_lies_in():
    content = zipped(("a.json", HELLO), ("Ada/my-ledger.json", b""), ("Ada/deeper/b.json", b"b"))
    assert read(content) == {"a.json": HELLO, "Ada/my-ledger.json": b"", "Ada/deeper/b.json": b"b"}


def test_two_files_of_one_name_are_two_files():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped(("a.json", b"1"), ("a.json", b"2"))
    assert [each.content for each in members(content)] == [b"1", b"2"]


@pytest.mark.parametrize(
    "name",
    [
        *("__MACOSX/._a.json", "__MACOSX/Ada/._a.json", ".DS_Store", "Ada/.DS_Store", "Ada/Thumbs.db"),
        *("Ada/Desktop.ini", "Ada/", ".git/a.json", "Ada/.ipynb_checkpoints/a.json"),
    ],
)
def test_what_systems_leave_behind_is_passed_over(name):
    assert read(zipped(("./a.json", HELLO), (name, b""))) == {"./a.json": HELLO}


@pytest.mark.parametrize(
    "name",
    [
        *("../a.json", "Ada/../../a.json", "/etc/a.json", "//server/a.json", "Ada/.."),
        *("C:\\a.json", "c:/a.json", "C:a.json", "..\\a.json"),
    ],
)
def test_a_name_that_leads_out_is_left_shut(name):
    (found,) = read(zipped((name, HELLO))).values()
    assert found == "has a name that leads out of its zip, so it was left shut."


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_left_shut(kind):
    assert "is a link" in read(zipped((of_mode("a.json", kind | 0o777), "/etc/passwd")))["a.json"]


def test_rights_that_are_said_do_not_make_a_link():
    assert read(zipped((of_mode("a.json", stat.S_IFREG | 0o644), HELLO))) == {"a.json": HELLO}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"flags": 1}, "locked with a password"),
        ({"flags": 0x41}, "locked with a password"),
        ({"flags": 0x20}, "is damaged in its zip"),
        ({"method": 9}, "packed in a way"),
        ({"method": 99}, "packed in a way"),
        ({"crc": 7}, "is damaged in its zip"),
        ({"size": 7}, "is damaged in its zip"),
        ({"size": 1_000}, "is damaged in its zip"),
        ({"size": 2_000_001}, "larger than 2 MB"),
        ({"size": 0xFFFFFFFE}, "larger than 2 MB"),
        ({"size": 1_900_000}, "200 times"),
    ],
)
def test_what_the_list_says_is_looked_at_before_a_file_is_opened(changed, sentence):
    assert sentence in read(patched(zipped(("a.json", HELLO)), **changed))["a.json"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_limit_are_not_used(method):
    assert "packed in a way" in read(zipped(("a.json", HELLO * 100), method=method))["a.json"]


def test_a_bomb_is_not_unpacked():
    content = zipped(*((f"{number}.json", b" " * 2_000_000) for number in range(20)))
    assert len(content) < 50_000
    assert all("200 times" in found for found in read(content).values())


def test_what_is_read_has_a_limit_in_all_zips_together(monkeypatch):
    inner = zipped(("b.json", b"b" * 100), ("c.json", b"c" * 100), method=zipfile.ZIP_STORED)
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", 100 + len(inner) + 150)
    found = read(zipped(("a.json", b"a" * 100), ("x.zip", inner), ("d.json", b"d" * 100), ("e.json", b"e")))
    assert {name for name, content in found.items() if content == archives.TOO_MUCH} == {"x.zip/c.json", "d.json"}
    assert len(found) == 5


def test_what_is_listed_has_a_limit_in_all_zips_together(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 8)
    three = zipped(*((f"{number}.json", b"{}") for number in range(3)))
    found = read(zipped(("x.zip", three), ("y.zip", three), ("a.json", HELLO)))
    assert found["y.zip"] == archives.TOO_MANY
    assert found["a.json"] == HELLO
    assert len(found) == 5
    with pytest.raises(ArchiveError, match="more files than the room looks through"):
        read(zipped(*((f"{number}.json", b"") for number in range(10))))


def test_the_zip_of_one_learner_uses_up_nothing_of_the_others():
    noise = random.Random(1).randbytes(30_000)
    large = zipped(*((f"{number}.json", noise + b" " * 1_900_000) for number in range(9)))
    many = zipped(*((f"{number}.json", b"") for number in range(200)))
    hostile = [(f"{number}/x.zip", large) for number in range(5)] + [(f"{number}/y.zip", many) for number in range(9)]
    honest = [(f"{number}/z.zip", zipped(("a.json", HELLO))) for number in range(100)]
    found = read(zipped(*hostile, *honest))
    assert sum(content == HELLO for content in found.values()) == 100
    assert sum(content == archives.TOO_MANY for content in found.values()) == 9
    assert sum(content == archives.TOO_MUCH for content in found.values()) == 5 * 7


def test_files_are_counted_whatever_the_head_of_the_list_says():
    content = bytearray(zipped(*((f"{number}.json", b"") for number in range(archives.MOST_MEMBERS + 1))))
    struct.pack_into("<HH", content, content.rindex(b"PK\x05\x06") + 8, 1, 1)
    with pytest.raises(ArchiveError, match="more files than the room looks through"):
        read(bytes(content))


def test_a_zip_in_a_zip_is_opened_and_a_third_is_not():
    third = zipped(("c.json", HELLO))
    second = zipped(("b.json", HELLO), ("third.ZIP", third))
    found = read(zipped(("Ada/second.zip", second), ("broken.zip", b"PK")))
    assert found["Ada/second.zip/b.json"] == HELLO
    assert "zip in a zip in a zip" in found["Ada/second.zip/third.ZIP"]
    assert "is damaged" in found["broken.zip"]
    assert len(found) == 3


def test_a_zip_that_holds_itself_comes_to_an_end():
    content = zipped(("r.zip", HELLO))
    for _ in range(5):
        content = zipped(("r.zip", content))
    (found,) = read(content).values()
    assert "zip in a zip in a zip" in found


def test_names_of_old_programs_and_of_those_that_do_not_say_utf_8_are_read():
    old = zipfile.ZipInfo("xxx.json")
    content = zipped((old, HELLO))
    assert list(read(content.replace(b"xxx", b"Zo\x89"))) == ["Zoë.json"]  # code page 437
    assert list(read(content.replace(b"xxx", "…".encode()))) == ["….json"]
    assert list(read(zipped(("Zoe\u0308 李.json", HELLO)))) == ["Zoë 李.json"]
    assert list(read(content.replace(b"xxx", b"A\\b"))) == ["A/b.json"]


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", HELLO, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_one_sentence(content):
    with pytest.raises(ArchiveError, match="is damaged, no zip or not all there"):
        read(content)


def test_half_a_download_is_one_sentence():
    content = zipped(("a.json", HELLO), ("b.json", HELLO))
    for length in range(len(content)):
        with pytest.raises(ArchiveError):
            read(content[:length])


@given(
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, 40),
)
@settings(max_examples=200, deadline=None)
def test_whatever_a_zip_holds_nothing_but_sentences_come_of_it(changes, cut):
    content = bytearray(zipped(("a.json", HELLO * 20), ("Ada/b.zip", zipped(("c.json", HELLO))), ("é.json", HELLO)))
    for place, value in changes:
        content[place % len(content)] = value
    found = {}
    with suppress(ArchiveError):
        found = read(bytes(content[: len(content) - cut]))
    assert all(isinstance(each, bytes) or each.endswith(".") for each in found.values())
