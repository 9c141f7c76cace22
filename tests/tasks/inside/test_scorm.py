"""What completes a lesson in a learning management system, and which packages are made."""

import pytest

from tasks.environment import TaskError
from tasks.inside import scorm

JUDGED = [{"kind": "verdict", "claim": "C05"}, {"kind": "explore"}, {"kind": "verdict", "claim": "C03"}]
ASKED = [{"kind": "predict", "item": "share"}, {"kind": "page"}, {"kind": "predict", "item": "times"}]


def test_a_lesson_is_completed_by_its_verdicts_and_without_any_by_its_predictions():
    assert scorm.completes([*ASKED, *JUDGED]) == {"kind": "verdict", "items": ["C05", "C03"]}
    assert scorm.completes(ASKED) == {"kind": "prediction", "items": ["share", "times"]}


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """The packages that are made, by the names of their files, from a site that nobody has to build."""
    made = {}

    def write(site, names, file):
        made[file.name] = [name.partition("-")[0] for name in names]
        file.write_bytes(b"")

    monkeypatch.setattr(scorm, "ROOT", tmp_path)
    monkeypatch.setattr(scorm, "FOLDER", tmp_path)
    monkeypatch.setattr(scorm, "build_afresh", lambda lessons, folder: 0)
    monkeypatch.setattr(scorm, "write_package", write)
    return made


def test_each_lesson_that_is_named_gets_a_package(packed):
    assert scorm.main(["5", "00"]) == 0
    assert packed == {"ketabrain-05.zip": ["05"], "ketabrain-00.zip": ["00"]}


def test_without_a_name_all_lessons_get_one_and_the_course_another(packed):
    assert scorm.main([]) == 0
    numbers = [file.removeprefix("ketabrain-").removesuffix(".zip") for file in packed]
    assert numbers[-1] == "course"
    assert packed["ketabrain-course.zip"] == numbers[:-1]


def test_a_lesson_that_is_not_there_is_named_and_nothing_is_made(packed, capsys):
    assert scorm.main(["05", "77"]) == 1
    assert "There is no lesson '77'" in capsys.readouterr().err
    assert packed == {}


def test_a_site_that_could_not_be_built_is_no_package(packed, monkeypatch, capsys):
    monkeypatch.setattr(scorm, "build_afresh", lambda lessons, folder: 2)
    assert scorm.main(["05"]) == 2

    def fails(lessons, folder):
        raise TaskError("05 has shown other cards.")

    monkeypatch.setattr(scorm, "build_afresh", fails)
    assert scorm.main(["05"]) == 1
    assert "other cards" in capsys.readouterr().err
    assert packed == {}
