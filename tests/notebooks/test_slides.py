"""Slides ask before they tell, show what is worth projecting, and leave the rest in the lesson."""

import re

from ketabrain.engine.ask_first import Awaited
from tasks.inside.projected.deck import SlideKind
from tasks.inside.slides import guide_of
from tests.notebooks.test_asking import COINCIDENCES, LATER, gives_away, lesson_of, read

MOST = 40


def test_no_slide_tells_an_answer_before_its_own_slide(lesson_run, request):
    chances = COINCIDENCES[COINCIDENCES["lesson"] == lesson_of(request.node.callspec.params["lesson_run"])]
    early = []
    for item, truth in lesson_run.truths.items():
        excused = chances["words"][chances["item"] == item]
        for place, slide in enumerate(lesson_run.slides):
            if slide.kind is SlideKind.ANSWER and slide.item == item:
                break
            if slide.item == item:
                continue
            found = gives_away(read(f"{slide.title} {slide.page}"), lesson_run.asked[item].answer, truth)
            told = [each for each in found if not any(re.search(known, each) for known in excused)]
            early += [f"{item} ({truth.value}), slide {place + 1}: …{each}…" for each in told]
    assert early == []


def test_what_gives_an_answer_away_comes_after_it(lesson_run):
    answered = set()
    for slide in lesson_run.slides:
        if slide.kind is SlideKind.ANSWER:
            answered.add(slide.item)
        waits: tuple[Awaited, ...] = slide.explorer.after if slide.explorer else ()
        assert {each.item for each in waits} <= answered, slide.title


def test_every_prediction_is_asked_left_to_think_and_answered(lesson_run, request):
    lesson = lesson_of(request.node.callspec.params["lesson_run"])
    kinds = [slide.kind for slide in lesson_run.slides]
    for item in lesson_run.asked:
        asks, *answers = (n for n, slide in enumerate(lesson_run.slides) if slide.item == item)
        assert kinds[asks] is SlideKind.ASKS
        assert len(answers) == ((lesson, item) not in LATER)
        assert all(SlideKind.PAUSE in kinds[asks:answer] for answer in answers)


def test_a_slide_holds_no_table_and_nothing_to_press_or_to_open(lesson_run):
    for slide in lesson_run.slides:
        assert not re.search(r"<(table|details|button|input|select|a|script|style)\b", slide.page), slide.title
        assert slide.page.count("<img") == (slide.kind is SlideKind.PICTURE), slide.title


def test_a_lesson_has_slides_of_every_usual_kind_and_no_more_than_can_be_shown(lesson_run):
    usual = {SlideKind.TITLE, SlideKind.ASKS, SlideKind.PAUSE, SlideKind.ANSWER, SlideKind.PICTURE, SlideKind.EXERCISE}
    assert usual - {slide.kind for slide in lesson_run.slides} == set()
    assert len(lesson_run.slides) <= MOST


def test_the_settings_that_the_guide_moves_to_are_shown(lesson_run, request):
    moves = guide_of(request.node.callspec.params["lesson_run"]).moves
    shown = [slide.explorer.name for slide in lesson_run.slides if slide.explorer]
    assert any(name in moves for name in shown)
    for name in shown:
        assert shown.count(name) == 1 + len(moves.get(name, ())), name
