"""`python -m tasks answers`: every lesson's questions are kept, with the truth where the lesson itself reveals it."""

import nbformat

from tasks.inside.answers import questions_of

CELL = """
from ketabrain.lesson import number, predict, reveal, start

start("{lesson}")
predict("how-many", "How many are there in lesson {lesson}?", number(1, 10, unit="people", factor={factor}))
{more}
"""


def test_the_questions_of_one_lesson_do_not_replace_those_of_another(tmp_path):
    paths = []
    for lesson, factor, more in (("00", 2, "reveal('how-many', 4, 'Because.')"), ("01", 1.5, "")):
        cell = nbformat.v4.new_code_cell(CELL.format(lesson=lesson, factor=factor, more=more))
        paths.append(tmp_path / f"{lesson}-made.ipynb")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), paths[-1])
    rows = questions_of(paths)
    assert [(row["lesson"], row["item"], row["truth"], row["factor"]) for row in rows] == [
        ("00", "how-many", "4", 2),
        ("01", "how-many", "", 1.5),
    ]
    assert [(row["kind"], row["low"], row["high"], row["unit"]) for row in rows] == [("number", 1, 10, "people")] * 2
