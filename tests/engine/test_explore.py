"""The one widget: a picture that is never stale, errors as sentences, controls that assistive technology can name."""

import base64
import io
import re
import signal
import weakref
from itertools import count

import pandas as pd
import pytest
from ipywidgets.widgets import widget as ipywidgets_widget
from PIL import Image

from ketabrain.engine import cells, session
from ketabrain.engine.card import PageCard
from ketabrain.engine.controls import choice, slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer, Runner, explore
from ketabrain.engine.show_table import Rows
from tests.engine.driving import button, every, fields, hear, press, shown, words_of


def double(x):
    if x > 8:
        raise ValueError("x must stay at 8 or less.")
    return 2 * x


def draw(result, figure):
    figure.clear()
    figure.add_axes((0.1, 0.1, 0.8, 0.8)).plot([0, result])
    return f"A line up to {result:g} <units>."


@pytest.fixture
def explorer(book):
    return Explorer("demo", double, draw, {"x": slider(0, 10, 1, 2, unit="mg", label="Dose")}, "Find it.", 2.0)


def seen(card):
    """What the card shows of its picture."""
    (part,) = [part for part in every(card) if part["kind"] == "picture"]
    return part


def test_the_first_picture_stands_there_with_its_words(explorer):
    explorer.refresh()
    assert explorer.picture.startswith(b"\x89PNG")
    assert seen(explorer)["words"] == explorer.description_text == "A line up to 4 <units>."
    assert 'alt="A line up to 4 &lt;units&gt;." src="data:image/png;base64,' in explorer.saved_page()


def test_a_move_redraws_on_the_same_figure(explorer):
    figure, before = explorer.figure, explorer.image
    explorer.set(x=5)
    assert explorer.figure is figure
    assert explorer.picture == explorer.image != before
    assert "up to 10" in shown(explorer)


def test_a_refused_value_shows_its_sentence_and_never_a_stale_picture(explorer):
    explorer.set(x=9)
    assert seen(explorer)["refusal"] == "x must stay at 8 or less. Move a control, or press Reset."
    assert "x must stay at 8 or less." in explorer.saved_page()
    assert "<img" not in explorer.saved_page()
    explorer.set(x=3)
    assert seen(explorer)["refusal"] == ""
    assert "up to 6" in shown(explorer)
    assert explorer.refusal == ""


def test_a_defect_in_the_model_is_shown_too(book):
    broken = Explorer("broken", lambda x: 1 / (x - 3), draw, {"x": slider(0, 10, 1, 2)}, "", 2.0)
    broken.set(x=3)
    assert "ZeroDivisionError" in seen(broken)["refusal"]
    hear(broken, x=4)
    assert "up to 1" in shown(broken)


def test_a_first_picture_that_fails_is_not_hidden():
    with pytest.raises(ValueError, match="8 or less"):
        Explorer("broken", double, draw, {"x": slider(0, 10, 1, 9)}, "", 2.0)


def test_several_moves_at_once_draw_once(book):
    calls = []

    def count(a, b):
        calls.append((a, b))
        return a + b

    both = Explorer("both", count, draw, {"a": slider(0, 4, 1, 1), "b": slider(0, 4, 1, 1)}, "", 2.0)
    both.set(a=3, b=4)
    assert calls == [(1, 1), (3, 4)]


def test_reset_brings_every_control_back(explorer):
    explorer.set(x=7)
    press(explorer, "Reset")
    assert explorer.values == {"x": 2}
    assert fields(explorer)["x"]["value"] == 2
    assert "up to 4" in shown(explorer)


def test_a_move_or_a_typed_number_draws_at_once(explorer):
    assert explorer.live
    explorer.refresh()
    hear(explorer, x=6)
    assert "up to 12" in shown(explorer)
    hear(explorer, x="3,5")
    assert fields(explorer)["x"]["value"] == 3.5
    assert "up to 7" in shown(explorer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("11", "Type a number from 0 to 10 mg."),
        (-0.1, "Type a number from 0 to 10 mg."),
        ("five", "“five” is not a number"),
        (None, "is not a number"),
    ],
)
def test_a_number_that_a_slider_cannot_take_gets_one_sentence_and_nothing_is_drawn(explorer, book, typed, sentence):
    explorer.refresh()
    before = explorer.image
    hear(explorer, x=typed)
    assert sentence in explorer.said
    assert explorer.said.count(". ") == 0
    assert explorer.image is before
    assert explorer.values == {"x": 2}
    assert fields(explorer)["x"]["value"] == 2
    assert book.entries() == []
    with pytest.raises(LessonError, match=sentence):
        explorer.set(x=typed)


def test_a_slider_for_whole_numbers_takes_no_fraction(book):
    people = Explorer("people", double, draw, {"x": slider(0, 10, 1, 2, whole=True)}, "", 2.0)
    people.refresh()
    hear(people, x=3.7)
    assert people.said == "Type a whole number."
    assert people.values == {"x": 2}
    hear(people, x=3.0)
    assert people.values == {"x": 3}
    assert isinstance(people.values["x"], int)


def test_a_choice_takes_its_options_alone(book):
    way = Explorer(
        "way", lambda way: len(way), lambda n, _figure: f"{n} letters.", {"way": choice("iv", "oral")}, "", 2.0
    )
    way.refresh()
    hear(way, way="rectal")
    assert way.said == "'rectal' is none of the options iv, oral."
    assert (way.values, shown(way).count("2 letters")) == ({"way": "iv"}, 1)
    hear(way, way="oral")
    assert "4 letters." in shown(way)
    assert way.said == ""


def test_outside_a_lesson_nothing_is_remembered(explorer, book):
    session.open_lesson("")
    explorer.set(x=7)
    assert book.entries() == []


def test_what_the_learner_tried_is_remembered_in_the_ledger(explorer, book):
    for value in (5, 1, 7, 4):
        explorer.set(x=value)
    entry = book.entries("explore", item="demo")[-1]
    assert entry["moves"] == 4
    assert entry["tried"] == {"x": [1, 7]}


def test_the_saved_page_holds_settings_picture_and_words(explorer):
    explorer.set(x=5)
    saved = words_of(explorer.saved_page())
    assert "Find it." in saved
    assert "Dose: 5 mg" in saved
    assert "A line up to 10 <units>." in saved


def pixels(image):
    return Image.open(io.BytesIO(image)).size


def test_at_rest_the_picture_gets_sharp_and_the_copy_stays_small(explorer, monkeypatch):
    copies = []
    monkeypatch.setattr(
        "ketabrain.engine.card.update_display", lambda page, display_id: copies.append((page, display_id))
    )
    explorer.set(x=5)
    width, height = pixels(explorer.picture)
    assert (seen(explorer)["width"], seen(explorer)["height"]) == (width, height)
    explorer.rest()
    assert pixels(explorer.picture) == (2 * width, 2 * height)
    ((page, display_id),) = copies
    assert display_id == explorer.saved
    assert page.data == explorer.saved_page()
    small = base64.b64decode(re.search(r"base64,([^\"]+)", page.data)[1])
    assert pixels(small) == (width, height)
    explorer.set(x=4)
    assert pixels(explorer.picture) == (width, height)


def test_a_refused_picture_is_not_made_sharp(explorer):
    explorer.set(x=5)
    small = explorer.image
    explorer.set(x=9)
    explorer.rest()
    assert explorer.image is small


def test_a_drawing_that_asks_is_told_where_the_learner_began(book):
    told = []

    def beside(result, figure, began=None):
        told.append((result, began))
        return draw(result, figure)

    card = Explorer("demo", double, beside, {"x": slider(0, 8, 1, 2, label="Dose")}, "", 2.0)
    card.set(x=5)
    card.set(x=2)
    card.set(x=3)
    assert told == [(4, None), (10, 4), (4, None), (6, 4)]


def test_a_table_of_the_result_stands_folded_below_the_picture_and_follows_it(book):
    rows = lambda result: Rows(caption="What it gives", frame=pd.DataFrame({"Result": [f"<{result:g}>"]}))  # noqa: E731
    card = Explorer("demo", double, draw, {"x": slider(0, 9, 1, 2, label="Dose")}, "", 2.0, table=rows)
    card.refresh()
    assert "What it gives</summary>" in card.saved_page()
    assert "&lt;4&gt;" in card.saved_page()
    card.set(x=3)
    assert "&lt;6&gt;" in card.saved_page()
    card.set(x=9)  # refused: no table of another setting is left
    assert "What it gives" not in card.saved_page()


def test_explore_registers_itself_and_wants_a_control():
    explore(double, draw, name="registered", x=slider(0, 5, 1))
    assert "registered" in session.current().explores
    with pytest.raises(LessonError, match="nothing to move"):
        explore(double, draw, name="empty")


# A cell that is run again


@pytest.fixture
def run_cell(monkeypatch):
    """Run code as the next run of a cell, whose id may be unknown ("")."""
    runs = count()
    monkeypatch.setattr("ketabrain.engine.card.display", lambda *_shown, **_options: None)

    def run(cell, code):
        here = cells.Run(cell, f"run {next(runs)}" if cell else "")
        monkeypatch.setattr(cells, "this_run", lambda: here)
        code()

    return run


def show_dose(name="dose", low=0):
    explore(double, draw, name=name, x=slider(low, 5, 1))


@pytest.mark.parametrize("cell", ["a", ""])
def test_a_cell_that_is_run_again_closes_its_explore(run_cell, cell):
    run_cell(cell, show_dose)
    first = session.current().explores["dose"]
    live = len(ipywidgets_widget._instances)
    run_cell(cell, lambda: show_dose(low=1))
    assert len(ipywidgets_widget._instances) == live
    assert session.current().explores["dose"] is not first
    assert first.comm is None
    assert first.layout.comm is None
    assert session.current().explores["dose"].comm is not None


def test_what_was_closed_is_not_kept_in_memory(run_cell):
    run_cell("a", show_dose)
    figure = weakref.ref(session.current().explores["dose"].figure)
    run_cell("a", show_dose)
    assert figure() is None


def test_the_same_name_in_another_cell_is_refused_and_the_first_stays_alive(run_cell):
    run_cell("a", show_dose)
    first = session.current().explores["dose"]
    with pytest.raises(LessonError, match="named 'dose' already: give this one a name of its own"):
        run_cell("b", show_dose)
    with pytest.raises(LessonError, match="named 'twice' already"):
        run_cell("c", lambda: (show_dose("twice"), show_dose("twice")))
    assert session.current().explores["dose"] is first
    assert first.comm is not None
    run_cell("a", show_dose)


def test_a_name_that_its_cell_has_given_up_is_free(run_cell):
    run_cell("a", show_dose)
    run_cell("a", lambda: show_dose("renamed"))
    assert "dose" not in session.current().explores
    run_cell("b", show_dose)
    assert {"dose", "renamed"} <= set(session.current().explores)


def test_cards_are_closed_with_their_cell_alone(run_cell):
    first, other, again = (PageCard(str) for _ in range(3))
    run_cell("a", lambda: cells.show(first))
    run_cell("b", lambda: cells.show(other))
    run_cell("a", lambda: cells.show(again))
    assert [each.comm is None for each in (first, other, again)] == [True, False, False]


def test_without_a_kernel_no_cell_is_known():
    assert cells.this_run() == ("", "")


# A model that takes seconds


def slow_double(x, progress):
    progress(0.5)
    if x == 6:
        raise KeyboardInterrupt
    return double(x)


@pytest.fixture
def runner(book):
    return Runner("Go", "slow", slow_double, draw, {"x": slider(0, 10, 1, 2, unit="mg", label="Dose")}, "Find it.", 2.0)


def test_a_slow_model_waits_for_its_button(runner):
    assert "Nothing has been run with these settings: Dose: 2 mg. Press “Go”" in runner.description_text
    runner.run()
    assert runner.description_text == "A line up to 4 <units>."


def test_a_move_puts_the_picture_of_other_settings_away(runner):
    runner.run()
    runner.set(x=3)
    assert "A line" not in shown(runner)
    assert "Dose: 3 mg" in runner.description_text
    runner.run()
    assert "up to 6" in shown(runner)


def test_the_learner_sees_how_far_a_run_is(book):
    noted = []

    def state():
        bars = [(part["share"], part["words"]) for part in every(made) if part["kind"] == "progress"]
        return bars, button(made, "Go")["disabled"]

    def watched(x, progress):
        noted.append(state())
        progress(0.25)
        noted.append(state())
        return x

    made = Runner("Go", "watched", watched, draw, {"x": slider(0, 10, 1, 2)}, "", 2.0)
    made.refresh()
    press(made, "Go")
    assert noted == [([(0, "Starting …")], True), ([(0.25, "25% run")], True)]
    assert state() == ([], False)


@pytest.mark.parametrize(("x", "says"), [(9, "x must stay at 8 or less."), (6, "The run was stopped.")])
def test_a_run_that_fails_or_is_stopped_says_so_in_a_sentence(runner, x, says):
    runner.set(x=x)
    press(runner, "Go")
    assert says in seen(runner)["refusal"]
    assert "<img" not in runner.saved_page()
    assert not button(runner, "Go")["disabled"]


def test_the_stop_button_of_the_notebook_reaches_a_run_though_a_kernel_is_deaf_between_cells(book):
    def stopped(x, progress):
        signal.raise_signal(signal.SIGINT)
        return x

    made = Runner("Go", "stopped", stopped, draw, {"x": slider(0, 10, 1, 2)}, "", 2.0)
    made.refresh()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        press(made, "Go")
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert "The run was stopped." in seen(made)["refusal"]


def test_explore_with_a_button_makes_a_runner():
    explore(slow_double, draw, name="with-button", run="Go", x=slider(0, 5, 1))
    assert isinstance(session.current().explores["with-button"], Runner)
