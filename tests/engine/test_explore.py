"""The one widget: a picture that is never stale, errors as sentences, controls that assistive technology can name."""

import weakref
from itertools import count

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets import widget as ipywidgets_widget

from ketabrain.engine import cards, cells, session
from ketabrain.engine.controls import Choice, Slider, bind, choice, slider
from ketabrain.engine.errors import LessonError
from ketabrain.engine.explore import Explorer, Runner, explore
from tests.engine.driving import every, press


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


def page(explorer):
    return explorer._view.value


def test_the_first_picture_stands_there_with_its_words_twice(explorer):
    words = "A line up to 4 &lt;units&gt;."
    assert f'alt="{words}"' in page(explorer)
    assert f'role="status">{words}' in page(explorer)


def test_a_move_redraws_on_the_same_figure(explorer):
    figure, before = explorer.figure, page(explorer)
    explorer.set(x=5)
    assert explorer.figure is figure
    assert page(explorer) != before
    assert "up to 10" in page(explorer)


def test_a_refused_value_shows_its_sentence_and_never_a_stale_picture(explorer):
    explorer.set(x=9)
    assert 'role="alert"' in page(explorer)
    assert "x must stay at 8 or less." in page(explorer)
    assert "<img" not in page(explorer)
    explorer.set(x=3)
    assert "up to 6" in page(explorer)
    assert explorer.refusal == ""


def test_a_defect_in_the_model_is_shown_too(book):
    broken = Explorer("broken", lambda x: 1 / (x - 3), draw, {"x": slider(0, 10, 1, 2)}, "", 2.0)
    broken.set(x=3)
    assert "ZeroDivisionError" in page(broken)


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
    assert "up to 4" in page(explorer)


def test_number_box_and_slider_move_together_and_the_box_has_the_name(explorer):
    row = explorer.bounds["x"].box.children[0]
    box, handle = row.children
    assert box.description == "Dose (mg)"
    box.value = 6
    assert handle.value == 6
    assert "up to 12" in page(explorer)


def test_a_whole_number_stays_one_whatever_is_set():
    people = Explorer("people", double, draw, {"x": slider(0, 10, 1, 2, whole=True)}, "", 2.0)
    people.bounds["x"].holder.value = 3.7
    assert people.values == {"x": 3}
    assert isinstance(people.values["x"], int)
    assert not people.refusal


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


def test_the_page_without_widgets_holds_picture_and_words(explorer):
    fallback = explorer._repr_mimebundle_()["text/html"]
    assert "data:image/png;base64" in fallback
    assert "A line up to 4" in fallback


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
    monkeypatch.setattr(cells, "display", lambda _widget: None)

    def run(cell, code):
        here = cells.Run(cell, f"run {next(runs)}" if cell else "")
        monkeypatch.setattr(cells, "this_run", lambda: here)
        code()

    return run


def show_dose(name="dose", low=0):
    explore(double, draw, name=name, x=slider(low, 5, 1))


@pytest.mark.parametrize("cell", ["a", ""])
def test_a_cell_that_is_run_again_closes_its_explore_and_all_its_parts(run_cell, cell):
    run_cell(cell, show_dose)
    first = session.current().explores["dose"]
    parts = list(every(first))
    live = len(ipywidgets_widget._instances)
    run_cell(cell, lambda: show_dose(low=1))
    assert len(ipywidgets_widget._instances) == live
    assert session.current().explores["dose"] is not first
    assert all(part.comm is None for part in parts)
    assert all(part.comm is not None for part in every(session.current().explores["dose"]))


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
    first, other, again = (cards.Card(cards.button("Press", lambda: None)) for _ in range(3))
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
    assert "A line" not in page(runner)
    assert "Dose: 3 mg" in runner.description_text
    runner.run()
    assert "up to 6" in page(runner)


def test_the_learner_sees_how_far_a_run_is(book):
    seen = []

    def watched(x, progress):
        progress(0.25)
        seen.append((made._bar.value, made._bar.description, made._bar.layout.visibility, made._button.disabled))
        return x

    made = Runner("Go", "watched", watched, draw, {"x": slider(0, 10, 1, 2)}, "", 2.0)
    made.run()
    assert seen == [(0.25, "25% run", "visible", True)]
    assert (made._bar.layout.visibility, made._button.disabled) == ("hidden", False)


@pytest.mark.parametrize(("x", "says"), [(9, "x must stay at 8 or less."), (6, "The run was stopped.")])
def test_a_run_that_fails_or_is_stopped_says_so_in_a_sentence(runner, x, says):
    runner.set(x=x)
    runner.run()
    assert says in page(runner)
    assert "<img" not in page(runner)
    assert not runner._button.disabled


def test_explore_with_a_button_makes_a_runner():
    explore(slow_double, draw, name="with-button", run="Go", x=slider(0, 5, 1))
    assert isinstance(session.current().explores["with-button"], Runner)


@given(st.floats(-100, 100), st.floats(0.1, 50), st.integers(2, 40))
def test_corners_of_a_slider_lie_in_its_range(low, width, steps):
    control = slider(low, low + width, width / steps)
    assert all(control.low - 1e-9 <= corner <= control.high + 1e-9 for corner in control.corners)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: slider(3, 1, 1), "low < high"),
        (lambda: slider(0, 1, 2), "a step between"),
        (lambda: slider(0, 1, 0.1, 5), "outside 0 to 1"),
        (lambda: slider(0, 10, 0.5, 5, whole=True), "for whole numbers"),
        (lambda: slider(0.5, 10, 1, 5, whole=True), "for whole numbers"),
        (lambda: choice(), "at least one option"),
        (lambda: choice("iv", value="oral"), "not one of its options"),
    ],
)
def test_a_control_that_makes_no_sense_is_refused(make, sentence):
    with pytest.raises(LessonError, match=sentence):
        make()


@pytest.mark.parametrize("control", [Slider(0, 1, 0.5, 0.5, label="Dose", unit="mg"), Choice(("a", "b"), "a", "Route")])
def test_every_control_has_an_accessible_name(control):
    row = bind("x", control, lambda _name: None).box.children[0]
    named = row.children[0] if isinstance(row, widgets.HBox) else row
    assert named.description.startswith(control.label)
