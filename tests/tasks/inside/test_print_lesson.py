"""`make print`: what goes on paper and what does not, of lessons that were run and of others."""

import json

import nbformat
import pytest

from ketabrain.engine import session
from ketabrain.engine.ledger import Ledger
from tasks.environment import TaskError
from tasks.inside import print_lesson
from tasks.inside.print_lesson import print_lessons, printed, was_run, write_page

CARD = (
    '<style>p {}</style><script>alert(1)</script><p class="kb-asleep">Choose Run</p>'
    '<div class="kb-card kb-saved"><p>Your answer: 7</p><details><summary>In words</summary>falls</details></div>'
)


def code(source: str, *outputs: nbformat.NotebookNode, folded: bool = True) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"jupyter": {"source_hidden": folded}}, outputs=list(outputs))


def shown(**data: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("display_data", {kind.replace("_", "/"): value for kind, value in data.items()})


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def body(*cells: nbformat.NotebookNode) -> str:
    return printed(notebook(*cells), "00-title").split("<main>")[1]


def saved(path, *cells: nbformat.NotebookNode):
    nbformat.write(notebook(*cells), path)
    return path


def test_a_card_is_on_paper_once_without_script_and_what_folds_lies_open():
    live = nbformat.v4.new_output("display_data", {print_lesson.WIDGET: {"model_id": "1"}, "text/html": "live"})
    page = body(code("explore()", shown(text_html=CARD), live))
    assert "Your answer: 7" in page
    assert "<details open><summary>In words</summary>" in page
    for gone in ("<script", "<style", "Choose Run", "live", "explore()"):
        assert gone not in page


def test_code_is_on_paper_only_where_it_is_to_be_read():
    page = body(code("folded = 1"), code("to_read = x < 2", folded=False), code("", folded=False))
    assert "folded" not in page
    assert page.count("<pre>") == 1
    assert "to_read = x &lt; 2" in page


def test_words_keep_their_links_but_not_those_that_open_the_lesson():
    words = (
        "# 00\n\n[Open this lesson on Binder](https://b.example) · [as a page without code](https://p.example)\n"
        "On GitHub pictures and controls are missing: [where to see them](https://g.example).\n\n"
        "Read [the paper](https://doi.example/1) of this *year*."
    )
    page = body(nbformat.v4.new_markdown_cell(words))
    assert '<a href="https://doi.example/1">the paper</a>' in page
    assert "<em>year</em>" in page
    for gone in ("b.example", "p.example", "g.example"):
        assert gone not in page


def test_what_else_cells_show_is_there_and_escaped():
    stream = nbformat.v4.new_output("stream", name="stdout", text="a < b")
    warning = nbformat.v4.new_output("stream", name="stderr", text="warned")
    error = nbformat.v4.new_output("error", ename="NameError", evalue="x < y", traceback=["trace"])
    page = body(code("x", stream, warning, error, shown(image_png="cGlj\n"), shown(text_plain="<Figure>")))
    for there in ("a &lt; b", "NameError: x &lt; y", 'src="data:image/png;base64,cGlj"', "&lt;Figure&gt;"):
        assert there in page
    assert "warned" not in page


def test_a_picture_that_was_pasted_into_words_is_on_the_page():
    cell = nbformat.v4.new_markdown_cell("![mine](attachment:a.png)", attachments={"a.png": {"image/png": "cGlj"}})
    assert 'src="data:image/png;base64,cGlj"' in body(cell)


def test_the_page_asks_for_nothing_and_runs_nothing():
    page = printed(notebook(), "a < b")
    assert "default-src 'none'" in page
    assert "<title>a &lt; b</title>" in page


def test_a_notebook_with_printed_numbers_alone_was_not_run():
    stream = nbformat.v4.new_output("stream", name="stdout", text="42")
    assert not was_run(notebook(code("print(42)", stream), nbformat.v4.new_markdown_cell("x")))
    assert was_run(notebook(code("explore()", shown(text_html=CARD))))


def test_a_lesson_that_was_run_is_printed_as_it_stands(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(print_lesson, "run", lambda *_: pytest.fail("it was run again"))
    path = saved(tmp_path / "05-x.ipynb", code("1 / 0", shown(text_html=CARD)))
    assert print_lessons([path], tmp_path / "print") == 0
    assert "Your answer: 7" in (tmp_path / "print" / "05-x.html").read_text(encoding="utf-8")
    assert capsys.readouterr().out == "05-x.html (as you saved it): open it in a browser and print it (Ctrl+P).\n"


def test_another_is_run_with_the_learner_s_answers_and_changes_neither_them_nor_the_notebook(
    tmp_path, monkeypatch, capfd
):
    ledger = tmp_path / "my-ledger.json"
    ledger.write_text(json.dumps({"format": 1, "learner": "ada", "entries": []}))
    monkeypatch.setattr(session.current(), "ledger", Ledger(ledger))
    source = (
        "import json, os\nfile = os.environ['KETABRAIN_LEDGER']\nwho = json.load(open(file))['learner']\n"
        "open(file, 'w').write('changed')\nwho.upper()"
    )
    path = saved(tmp_path / "05-x.ipynb", code(source))
    before = ledger.read_bytes(), path.read_bytes()
    file, ran = write_page(path, tmp_path / "print")
    assert ran
    assert "ADA" in file.read_text(encoding="utf-8")
    assert (ledger.read_bytes(), path.read_bytes()) == before
    assert "encryption" not in capfd.readouterr().err  # the kernel's own words on how it is reached


@pytest.mark.parametrize("content", ["{", "", '{"cells": 5}'])
def test_a_notebook_that_cannot_be_read_is_one_sentence(tmp_path, content):
    path = tmp_path / "05-x.ipynb"
    path.write_text(content)
    with pytest.raises(TaskError, match=r"^05-x\.ipynb cannot be read: open it in JupyterLab and save it"):
        write_page(path, tmp_path)


def test_a_cell_that_fails_is_one_sentence(tmp_path, capsys):
    path = saved(tmp_path / "05-x.ipynb", code("1 / 0"))
    assert print_lessons([path], tmp_path / "print") == 1
    assert capsys.readouterr().err.startswith("05-x.ipynb stops at a cell with ZeroDivisionError: open the lesson")


def test_a_lesson_that_there_is_not_is_one_sentence(capsys):
    assert print_lesson.main(["77"]) == 1
    assert capsys.readouterr().err.startswith("There is no lesson '77'")
