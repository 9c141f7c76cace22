"""`python -m tasks reading-level`: what counts as a word and a sentence, and that hard is told from easy."""

import nbformat
import pytest

from ketabrain.engine import tables
from ketabrain.topics.shared.readability import flesch_kincaid
from tasks.inside import reading_level
from tasks.inside.reading_level import count, level, sentences, syllables, told_words

QUANTITY = tables.load("quantities").dropna(subset=["value"]).iloc[0]["id"]


def notebook(*sources: str) -> nbformat.NotebookNode:
    """Code cells are those that begin with a name and a bracket."""
    made = [
        nbformat.v4.new_code_cell(source) if source.startswith("tell(") else nbformat.v4.new_markdown_cell(source)
        for source in sources
    ]
    return nbformat.v4.new_notebook(cells=made)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("drug", 1), ("dose", 1), ("doses", 2), ("brain", 1), ("ketamine", 3), ("table", 2), ("people", 2), ("more", 1),
        ("tables", 2), ("rules", 1), ("places", 2),
        ("measured", 2), ("started", 2), ("trial", 2), ("evidence", 3), ("2.5", 1),
        ("science", 2), ("idea", 3), ("likely", 2), ("calcium", 3),  # what a rule of thumb gets wrong
        ("Half-life", 2), ("dose-response", 3), ("S-ketamine", 4), ("memantine", 3), ("bdnf", 1), ("-", 1),
    ],
)  # fmt: skip
def test_syllables_are_looked_up_and_else_guessed(word, expected):
    assert syllables(word) == expected


def test_markdown_leaves_only_sentences():
    found = sentences(
        "# A heading\n\nTake **one** [dose](https://example.org/a(1)b). Then wait 0.5 h.\n\n| a | table |\n\n"
        "- an item\n- another, as Li et al. say\n\n```python\ncode()\n```"
    )
    assert found == ["Take one dose.", "Then wait 0.5 h.", "an item", "another, as Li et al. say"]


def test_what_cells_tell_counts_with_its_numbers_and_without_its_sources():
    (words,) = told_words(f'tell("It was {{{QUANTITY}.value}} [@article2024].")\nprint("no prose")')
    assert words.startswith("It was ")
    assert not {"{", "}", "["} & set(words)
    assert words.endswith(".")
    assert any(character.isdigit() for character in words)


def test_a_made_up_lesson_is_counted():
    easy = "# Title\n\nThe cat sat. The dog ran on."
    found = level("00-made-up", notebook(easy, 'tell("It went.")'))
    assert (found.counts.sentences, found.counts.words, found.counts.syllables) == (3, 9, 9)
    assert found.counts.letters == len("Thecatsat" + "Thedogranon" + "Itwent")
    assert found.grade == pytest.approx(flesch_kincaid(3, 1))
    assert found.longest == ("The dog ran on.", "The cat sat.", "It went.")
    assert str(found).split() == ["00-made-up", "9", "3", "3.0", f"{found.grade:.1f}"]


def test_long_words_make_a_higher_grade():
    hard = level("hard", notebook("Pharmacological interventions necessitate extraordinarily careful consideration."))
    assert hard.grade > 16
    assert hard.counts.long_words >= 4
    assert count(["A cat."]).long_words == 0


def test_every_lesson_has_a_line_and_its_longest_sentences(capsys, tmp_path):
    nbformat.write(notebook("One two three."), tmp_path / "00-one.ipynb")
    nbformat.write(notebook("Four five."), tmp_path / "01-two.ipynb")
    assert reading_level.main(tmp_path) == 0
    printed = capsys.readouterr().out
    assert [line.split()[0] for line in printed.splitlines()[1:3]] == ["00-one", "01-two"]
    assert "   3  One two three." in printed
