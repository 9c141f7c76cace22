"""The second text is marked as invented, holds every verdict, and needs ideas that the course trains."""

from ketabrain.engine import tables
from ketabrain.engine.judgement import STEPS
from ketabrain.topics.judging.second_text import second_pieces, sentences


def test_it_is_invented_and_about_no_drug_of_the_course():
    text = " ".join(each.text for each in sentences())
    assert "ketamine" not in text.lower()
    assert len(text.split()) < 120


def test_every_verdict_is_fair_somewhere_and_each_idea_is_known():
    given = {step for each in sentences() for step in each.fair}
    assert given == set(STEPS)
    assert {each.idea for each in sentences()} - {""} <= set(tables.load("ideas")["name"])


def test_each_sentence_comes_with_its_evidence_and_with_why():
    pieces = second_pieces()
    assert len(pieces) == len(sentences())
    for piece in pieces.values():
        assert "The evidence:" in piece.text
        assert piece.note.endswith((".", ")"))
