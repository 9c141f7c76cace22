"""Walk every explore of every lesson through the corners and the middle of its controls."""

import html
import re
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import combinations, product

import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from ketabrain.engine.classroom.questions import BETWEEN_ENDS, all_questions
from ketabrain.engine.controls import Control, Slider
from ketabrain.engine.explore import Explorer, Runner
from tasks.inside.answers import question_rows
from tasks.inside.states import moved_shares
from tasks.present import lesson_number
from tests.engine.draw import guide
from tests.engine.draw.contrast import faint_words
from tests.engine.draw.crowding import crowded_as_drawn
from tests.engine.draw.described import titles_left_out
from tests.engine.draw.written import broken_words, said_and_written
from tests.instructor.test_guides import code_spans, settings_of
from tests.instructor.test_guides import guide as guide_of

Place = tuple[int, int]
"""A control and one of its values, both by number."""


OVERLAID = ("mirror",)
"""Two molecules that a learner lays over one another: the letters of their atoms meet too."""
LONG = 5
"""Options of a choice from which on not every pair is tried."""


def covering(counts: Sequence[int]) -> list[tuple[int, ...]]:
    """Few choices of a value per control in which every two values of two controls meet at least once.

    `counts` says how many values each control has. Faults hang on one control or on two that do not get on, so the
    whole product, which is ten times as long, finds hardly any more. Greedy: each choice begins with a pair that has
    not met yet, and every other control takes the value that meets most new ones.
    """
    places = [[(control, value) for value in range(count)] for control, count in enumerate(counts)]
    if len(places) == 1:
        return [(value,) for _, value in places[0]]
    open_pairs = [pair for one, other in combinations(places, 2) for pair in product(one, other)]
    waiting = set(open_pairs)
    found = []
    for pair in open_pairs:
        if pair not in waiting:
            continue
        chosen: dict[int, Place] = {place[0]: place for place in pair}
        for control, values in enumerate(places):
            if control not in chosen:
                chosen[control] = max(values, key=lambda value: len(_pairs([*chosen.values(), value]) & waiting))
        waiting -= _pairs(list(chosen.values()))
        found.append(tuple(chosen[control][1] for control in range(len(counts))))
    return found


def _pairs(places: list[Place]) -> set[tuple[Place, Place]]:
    return set(combinations(sorted(places), 2))


def corners(explorer: Explorer) -> list[dict[str, object]]:
    """Lowest, middle and highest values of the controls, so combined that every two ends meet.

    Of the options of a choice all meet, or three of a long list. What is left appears once, in one of those choices.
    """
    values = {name: list(control.corners) for name, control in explorer.controls.items()}
    few = {name: _meeting(control) for name, control in explorer.controls.items()}
    chosen = covering([len(each) for each in few.values()])
    met = [{name: few[name][i] for name, i in zip(few, numbers, strict=True)} for numbers in chosen]
    rest = [(name, value) for name, each in values.items() for value in each if value not in few[name]]
    return met + [{**met[place % len(met)], name: value} for place, (name, value) in enumerate(rest)]


def _meeting(control: Control) -> list[object]:
    values = list(control.corners)
    if isinstance(control, Slider):
        return [values[0], values[-1]]
    return values if len(values) <= LONG else [values[0], values[len(values) // 2], values[-1]]


@pytest.mark.parametrize("counts", [[3], [2, 3], [3, 3, 3, 3], [2, 5, 3, 3, 3, 2, 3]])
def test_every_two_values_meet_in_few_corners(counts):
    found = covering(counts)
    met = {pair for choice in found for pair in combinations(enumerate(choice), 2)}
    every = [[(control, value) for value in range(count)] for control, count in enumerate(counts)]
    assert met == {pair for one, other in combinations(every, 2) for pair in product(one, other)}
    assert len(found) <= 2 * max(one * other for one, other in product(counts, repeat=2))


def cut_off(draw: Callable[[], object]) -> list[str]:
    """The words that the edge of a picture cuts off, of all that appear on one while `draw` runs."""
    found: list[str] = []
    draw_text = Text.draw

    def draw_and_measure(self: Text, renderer: RendererAgg) -> None:  # tick labels outside an axis are never drawn
        draw_text(self, renderer)
        if self.get_text().strip():
            box = self.get_window_extent(renderer)
            if box.x0 < -1 or box.y0 < -1 or box.x1 > renderer.width + 1 or box.y1 > renderer.height + 1:
                found.append(self.get_text())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", draw_and_measure)
        draw()
    return found


def test_a_lesson_has_explores(explores):
    assert explores


def test_every_corner_draws_all_its_points_and_words_and_says_what_it_shows(explores):
    """One walk for everything that every corner must keep: drawing is what takes the time."""
    breaches: dict[str, str] = {}
    for name, explorer in explores.items():
        for values in corners(explorer):
            lost = cut_off(lambda explorer=explorer, values=values: explorer.set(**values))
            assert explorer.refusal == "", f"{name} {values}: {explorer.refusal}"
            assert lost == [], f"{name} {values}"
            if name not in OVERLAID:
                assert crowded_as_drawn(explorer.figure) == [], f"{name} {values}"
            words = explorer.description_text
            assert len(words) > 40, f"{name} {values}"
            assert any(character.isdigit() for character in words), f"{name} {values}: {words}"
            assert "nan" not in words.lower().split(), f"{name} {values}: {words}"
            assert not re.search(r"\binf\b", words.lower()), f"{name} {values}: {words}"
            assert broken_words(said_and_written(explorer.figure, words)) == [], f"{name} {values}"
            assert f'alt="{html.escape(words)}"' in explorer.saved_page()
            for axes in explorer.figure.axes:
                assert np.isfinite([*axes.get_xlim(), *axes.get_ylim()]).all(), f"{name} {values}"
            assert marks_outside(explorer.figure) == [], f"{name} {values}"
            assert titles_left_out(explorer) == [], f"{name} {values}: {words}"
            if not isinstance(explorer, Runner) and not name.startswith(FROM_AFAR):
                breaches |= {f"{name}: {each}": f"{values}" for each in guide.breaches(explorer.figure, words)}
            explorer.numbers(60)  # what is taken away of any picture
    assert breaches == {}


def test_every_slider_moves_the_picture_and_leaves_its_axes_where_they_are(explores):
    """Where one has to press a button for each picture this would take minutes; `make gallery` tells of those."""
    found = []
    for name, explorer in explores.items():
        if isinstance(explorer, Runner):
            continue
        found += [
            f"{name}: {key} moves {share:.2%} of the picture"
            for key, share in moved_shares(explorer)
            if share < LEAST_MOVED
        ]
        for key, control in explorer.controls.items():
            if isinstance(control, Slider) and (name, key) not in ITS_OWN_AXIS:
                ends = []
                for value in (control.corners[0], control.corners[-1]):
                    explorer.set(**{**explorer.defaults, key: value})
                    ends.append(guide.limits(explorer.figure))
                found += [] if ends[0] == ends[1] else [f"{name}: {key} moves the ends of an axis"]
        explorer.set(**explorer.defaults)
    assert found == []


FROM_AFAR = "room-"
"""How the names of explores begin that are read from the last row of a room: they say their words themselves."""
LEAST_MOVED = 0.005
"""Share of a picture, words left out, that a control moves between two of its values."""
ITS_OWN_AXIS: tuple[tuple[str, str], ...] = (
    ("follow", "days"),  # how long people are followed is where the curve ends
)
"""Sliders that are themselves the length of an axis."""


def marks_outside(figure: Figure) -> list[str]:
    """Data points that an axes does not show because they lie beyond its limits (and it clips them there)."""
    found = []
    for axes in figure.axes:
        (left, right), (low, high) = sorted(axes.get_xlim()), sorted(axes.get_ylim())
        for line in axes.lines:
            if not line.get_clip_on() or line.get_marker() in ("None", "none", "", " ", None):
                continue
            for x, y in np.column_stack([line.get_xdata(), line.get_ydata()]):
                if not (left <= x <= right and low <= y <= high):
                    found.append(f"{line.get_label()}: ({x:g}, {y:g})")
    return found


def test_moving_a_control_changes_the_picture_and_its_words_and_reset_brings_both_back(explores):
    for name, explorer in explores.items():
        explorer.set(**explorer.defaults)
        first, words = explorer.image, explorer.description_text
        for key, control in explorer.controls.items():
            elsewhere = [value for value in control.corners if value != control.value][-1]
            explorer.set(**{**explorer.defaults, key: elsewhere})
            assert explorer.image != first, f"{name}: {key} does nothing"
            assert explorer.description_text != words, f"{name}: the words do not follow {key}"
        explorer.set(**explorer.defaults)
        assert explorer.image == first, f"{name}: reset does not come back"


def test_what_waits_for_its_button_runs_and_gives_the_same_picture_again(explores, first_runs):
    for name, first in first_runs.items():
        explorer = explores[name]
        explorer.set(**explorer.defaults)
        lost = cut_off(explorer.run)
        assert lost == [], name
        assert explorer.refusal == "", name
        assert explorer.image == first.picture, name
        assert titles_left_out(explorer) == [], name
        assert marks_outside(explorer.figure) == [], name
        explorer.set(**explorer.defaults)


def test_where_no_widget_runs_the_picture_and_its_words_still_show(explores):
    for explorer in explores.values():
        page = explorer.saved_page()
        assert "data:image/png;base64," in page
        assert 'alt="' in page


def test_every_word_is_dark_enough_to_be_read(explores):
    for name, explorer in explores.items():
        explorer.set(**explorer.defaults)
        assert faint_words(explorer.figure) == [], name


def test_every_setting_that_the_guide_asks_for_can_be_set_and_draws(explores, request):
    path = request.node.callspec.params["lesson_run"]
    found = [settings for span in code_spans(guide_of(path)) if (settings := settings_of(span))]
    assert len(found) >= 2
    for name, wanted in found:
        explorer = explores[name]
        by_label = {control.part(key).label: (key, control) for key, control in explorer.controls.items()}
        values = {}
        for label, value in wanted.items():
            key, control = by_label[label]
            values[key] = value if isinstance(control.value, str) else float(value.replace("−", "-"))
        explorer.set(**{**explorer.defaults, **values})
        assert explorer.refusal == "", f"{name}: {wanted}"
        assert {key: explorer.values[key] for key in values} == pytest.approx(values), f"{name}: {wanted}"


def test_the_stored_questions_are_those_that_the_lesson_asks_now(explores, request):
    lesson = lesson_number(request.node.callspec.params["lesson_run"])
    here = {(row["lesson"], row["item"]): row for row in question_rows() if row["lesson"] == lesson}
    table = {key: question for key, question in all_questions().items() if key[0] == lesson}
    assert set(here) == set(table), "type `make answers`"
    for key, row in here.items():
        stored = table[key]
        said = (stored.text, stored.kind, stored.unit, stored.explain)
        assert (row["text"], row["kind"], row["unit"], row["explain"]) == said, "type `make answers`"
        if isinstance(stored.truth, float):
            assert float(row["truth"]) == pytest.approx(stored.truth, rel=1e-4), "type `make answers`"
        else:
            kept = (
                BETWEEN_ENDS.join(f"{end:g}" for end in stored.truth)
                if isinstance(stored.truth, tuple)
                else stored.truth
            )
            assert row["truth"] == (kept or ""), "type `make answers`"


@pytest.mark.parametrize("words", ["far too long a title " * 12])
def test_the_check_for_cut_off_words_can_fail(words):
    figure = Figure(figsize=(3, 2))
    figure.add_axes((0.1, 0.1, 0.8, 0.7)).set_title(words)
    assert any(words.strip() in found for found in cut_off(lambda: figure.savefig(BytesIO())))


def test_the_check_for_lost_points_can_fail():
    axes = Figure().add_subplot()
    axes.plot([1, 5], [1, 1], "o", label="study")
    axes.set_xlim(0, 3)
    assert marks_outside(axes.figure) == ["study: (5, 1)"]
