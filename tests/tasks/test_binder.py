"""`python -m tasks binder OWNER/NAME`, on a small copy of the course."""

import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tasks.binder import (
    SITE_LINK,
    issue_link,
    link,
    page_link,
    pages_address,
    point_at,
    repository_and_branch,
    short_address,
    site_address,
    zip_link,
)
from tasks.environment import TaskError
from tasks.own_files import carried, fingerprint

ROOT = Path(__file__).resolve().parents[2]

# Odd spacing, an escaped character and no final newline: what a rewrite through a JSON library would lose.
NOTEBOOK = (
    '{"cells": [ {"cell_type":"markdown",\r\n'
    '"source":["[Open](LINK) · [page](PAGE) · %pip install ZIP \\u00e9 \\n",  "https://mybinder.org is free"]} ],\r\n'
    ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
)

GUIDE = Path("instructor", "guides", "02-getting-into-the-brain.md")


@pytest.fixture
def course(tmp_path):
    for name in ("pyproject.toml", "README.md", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "notebooks").mkdir()
    for name in ("00-start-here.ipynb", "02-getting-into-the-brain.ipynb"):
        place = (*repository_and_branch(), name)
        text = (
            NOTEBOOK.replace("LINK", link(*place))
            .replace("PAGE", page_link(*place))
            .replace("ZIP", zip_link(*place[:2]))
        )
        (tmp_path / "notebooks" / name).write_bytes(text.encode())
    (tmp_path / "instructor" / "guides").mkdir(parents=True)
    shutil.copy(ROOT / GUIDE, tmp_path / GUIDE)
    return tmp_path


def contents(course):
    return {file.relative_to(course): file.read_bytes() for file in course.rglob("*") if file.is_file()}


def test_every_link_follows(course):
    old, branch = repository_and_branch(course)
    before = contents(course)
    assert point_at("Ada-L/brain.course_2", root=course) == 0
    assert repository_and_branch(course) == ("Ada-L/brain.course_2", branch)
    for name, content in contents(course).items():
        assert old.encode() not in content, f"{name} still names the old repository"
        # the site's address has the owner's name in it as a host's
        moved = before[name].replace(pages_address(old).encode(), b"https://ada-l.github.io/brain.course_2/")
        assert content == moved.replace(old.encode(), b"Ada-L/brain.course_2"), f"{name} changed otherwise"
    assert site_address(course) == "https://ada-l.github.io/brain.course_2/"


def test_an_address_of_ones_own_stays_while_the_repository_does(course):
    old, settings = repository_and_branch(course)[0], course / "pyproject.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(site_address(course), "https://brain.example"), encoding="utf-8"
    )
    point_at(old, branch="next", root=course)
    assert site_address(course) == "https://brain.example/"
    assert "https://brain.example/02/ " in (course / GUIDE).read_text(encoding="utf-8")
    assert "(https://brain.example/00/)" in (course / "README.md").read_text(encoding="utf-8")
    point_at("ada/ada.github.io", root=course)
    assert site_address(course) == "https://ada.github.io/"
    assert "https://ada.github.io/02/ " in (course / GUIDE).read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", ["00", "09b"])
@pytest.mark.parametrize("after", ["", " ", "\n", ".", ")", ">"])
def test_the_pattern_that_rewrites_short_addresses_finds_the_ones_it_makes(lesson, after):
    site = "https://brain.example/course/"
    assert SITE_LINK.search(short_address(site, lesson) + after)[0] == site


def test_an_issue_begins_with_what_it_is_about():
    asked = urlsplit(issue_link("ada/course", "Lesson 02 & more", "Part: 4 ★\nWhat?"))
    assert asked[:3] == ("https", "github.com", "/ada/course/issues/new")
    assert parse_qs(asked.query) == {"title": ["Lesson 02 & more"], "body": ["Part: 4 ★\nWhat?"]}


def test_the_branch_follows_too(course):
    point_at("ada/course", branch="next", root=course)
    notebook = (course / "notebooks" / "00-start-here.ipynb").read_text(encoding="utf-8")
    assert link("ada/course", "next", "00-start-here.ipynb") in notebook
    assert page_link("ada/course", "next", "00-start-here.ipynb") in notebook
    assert zip_link("ada/course", "next") in notebook
    assert repository_and_branch(course) == ("ada/course", "next")


def test_twice_is_once_and_back_is_where_it_began(course):
    before, (old, branch) = contents(course), repository_and_branch(course)
    point_at("ada/course", branch="next", root=course)
    once = contents(course)
    point_at("ada/course", branch="next", root=course)
    assert contents(course) == once
    point_at(old, branch=branch, root=course)
    assert contents(course) == before


def test_the_fingerprint_that_a_notebook_carries_follows(course):
    file = course / "notebooks" / "00-start-here.ipynb"
    mark = fingerprint(file.name, file.read_bytes())
    file.write_bytes(
        file.read_bytes().replace(b'"metadata": {}', b'"metadata": {"ketabrain": {"cells": "%b"}}' % mark.encode())
    )
    point_at("ada/course", root=course)
    assert carried(file.name, file.read_bytes()) == fingerprint(file.name, file.read_bytes()) != mark


def test_links_in_words_to_binder_itself_stay(course):
    point_at("ada/course", root=course)
    text = (course / "notebooks" / "00-start-here.ipynb").read_text(encoding="utf-8")
    assert "https://mybinder.org is free" in text


@pytest.mark.parametrize(
    "repository",
    [
        *("", "ada", "/course", "ada/", "ada/course/more", "https://github.com/ada/course", "a da/course"),
        *("-ada/course", "ada/..", "ada/.", "ada/cou?rse", "ada/course\n", 'ada/c"x', "adä/course"),
        "a" * 40 + "/course",
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_sentence(course, repository):
    before = contents(course)
    with pytest.raises(TaskError, match=r"^[^\n]+ is not a repository on GitHub; [^\n.]+\.$"):
        point_at(repository, root=course)
    assert contents(course) == before


def test_a_branch_that_binder_would_split_is_refused(course):
    with pytest.raises(TaskError, match="cannot be a branch here"):
        point_at("ada/course", branch="feature/x", root=course)
