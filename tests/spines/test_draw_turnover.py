"""Pictures of spines: every spine is drawn once, words follow the controls, nothing is cut off."""

import numpy as np
import pytest
from matplotlib.path import Path

from ketabrain.engine.draw.style import GREY, house_style, new_figure
from ketabrain.topics.spines.courses import MEASURES, STUDIES, courses
from ketabrain.topics.spines.draw_sessions import dendrite as diagram
from ketabrain.topics.spines.draw_turnover import dendrite, measured, survival
from ketabrain.topics.spines.sessions import SCORING, SESSIONS, sessions
from ketabrain.topics.spines.turnover import POOLS, SPINES, START_DAY, preparations, simulate
from ketabrain.topics.spines.turnover import survival as survive

NAMES = list(preparations())
DEFAULT = {
    "preparation": NAMES[0], "pools": POOLS[1], "fast_share_percent": 50, "stress": 1.2, "pulse": 2, "pulse_days": 2,
    "drift": 0.5, "seed": 1, "day": 7,
}  # fmt: skip
STEPS = {
    "preparation": NAMES[1], "pools": POOLS[0], "fast_share_percent": 55, "stress": 1.3, "pulse": 2.1,
    "pulse_days": 2.5, "drift": 0.25, "seed": 2, "day": 8,
}  # fmt: skip


def drawn(function, result, height=5.6):
    figure = new_figure(height)
    with house_style():
        words = function(result, figure)
        figure.canvas.draw()
    return figure, words


def spines(axes):
    """Numbers of markers in the two rows, by face colour; the three of the key are at the top."""
    counts = {}
    for line in axes.lines:
        y = np.asarray(line.get_ydata())
        if isinstance(line.get_marker(), Path) and (y < 1.5).all():
            counts[line.get_markerfacecolor()] = counts.get(line.get_markerfacecolor(), 0) + y.size
    return counts


@pytest.mark.parametrize("day", [START_DAY, 7, 28])
def test_every_spine_of_the_start_and_of_now_is_drawn_once(day):
    run = simulate(NAMES[1], pulse=3, day=day)
    figure, words = drawn(dendrite, run)
    counts = spines(figure.axes[0])
    gone = counts.pop("none")
    assert sum(counts.values()) == run.alive_at(day).sum()
    before = run.alive_at(START_DAY)
    assert gone == (before & ~run.alive_at(day)).sum()
    assert f"{gone} are gone" in words
    assert figure.axes[0].get_title(loc="left").endswith(f"{gone} gone of {SPINES}")


def test_kept_and_new_differ_in_shape_and_colour():
    figure, _ = drawn(dendrite, simulate(NAMES[0]))
    looks = {
        (line.get_markerfacecolor(), len(line.get_marker().vertices))
        for line in figure.axes[0].lines
        if isinstance(line.get_marker(), Path) and line.get_markerfacecolor() != "none"
    }
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == 2


@pytest.mark.parametrize("control", list(STEPS))
def test_words_of_the_dendrite_follow_every_control(control):
    _, before = drawn(dendrite, simulate(**DEFAULT))
    _, after = drawn(dendrite, simulate(**{**DEFAULT, control: STEPS[control]}))
    assert before != after
    assert "nan" not in before


def test_counts_of_the_same_mice_stand_beside_the_prediction():
    figure, words = drawn(dendrite, simulate(NAMES[2], pulse=1.5, pulse_days=7))
    assert "counted in mice, ketamine" in figure.axes[1].get_legend_handles_labels()[1]
    assert "day 1: 92.3, expected 91.4" in words
    figure, words = drawn(dendrite, simulate(NAMES[3]))
    assert "No densities to compare with." in words
    assert len(figure.axes[1].get_legend_handles_labels()[1]) == 2


@pytest.mark.parametrize(
    "step", [{"preparation": NAMES[1]}, {"fast_share_percent": 55}, {"scoring_error_percent": 0.5}]
)
def test_words_of_survival_follow_every_control_and_name_every_study(step):
    default = {"preparation": NAMES[0], "fast_share_percent": 50, "scoring_error_percent": 0}
    _, before = drawn(survival, survive(**default), 4.6)
    _, after = drawn(survival, survive(**{**default, **step}), 4.6)
    assert before != after
    for study in ("Grutzendler 2002", "Trachtenberg 2002", "Zuo 2005", "Holtmaat 2005", "Shao 2021"):
        assert study in before
    assert "one pool 76.1%, two pools 57.6%" in before


def test_every_point_has_its_number_and_its_line_in_the_list():
    found = survive(NAMES[0])
    figure, _ = drawn(survival, found, 4.6)
    axes = figure.axes[0]
    signs = [line for line in axes.lines if isinstance(line.get_marker(), Path)]
    assert len(signs) == len(found.points)
    listed = next(text.get_text() for text in axes.texts if "Grutzendler" in text.get_text())
    for number, label in enumerate(found.points["label"], start=1):
        assert f"{number}  {label}" in listed
    places = list(zip(found.points["days"], found.points["percent"], strict=True))
    assert len(places) == len(set(places))


def test_measured_words_follow_both_controls_and_carry_mice():
    seen = {drawn(measured, courses(study, measure), 4.2)[1] for study in STUDIES for measure in MEASURES}
    assert len(seen) == len(STUDIES) * len(MEASURES)
    _, words = drawn(measured, courses(STUDIES[0], "density"), 4.2)
    assert "day 5 −24.8% (standard error 2.5, 25 dendrites, 2 mice)" in words
    assert "less loss of density, not growth" in words


def test_saline_and_drug_have_other_marks_of_one_size():
    figure, _ = drawn(measured, courses(), 4.2)
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("s", "^")]
    assert len({line.get_marker() for line in marks}) == 2
    assert len({line.get_markersize() for line in marks}) == 1


@pytest.mark.parametrize("scoring", SCORING)
@pytest.mark.parametrize("session", range(1, SESSIONS + 1))
def test_the_diagram_draws_what_it_counts(session, scoring):
    found = sessions(session, scoring)
    figure, words = drawn(diagram, found, 4.6)
    lost = sum(found.lost(each).sum() for each in range(2, session + 1))
    ghosts = sum(
        np.size(line.get_xdata())
        for line in figure.axes[1].lines
        if isinstance(line.get_marker(), Path) and line.get_markerfacecolor() == "none" and line.get_markersize() > 40
    )
    assert ghosts == lost
    assert f"Session {session} of {SESSIONS}" in words
    assert scoring in words
    assert any("illustration" in text.get_text() for text in figure.axes[1].texts)


CORNERS = [
    *((dendrite, simulate(name, POOLS[1], 30, stress, pulse, 7, drift, 1, 28), 5.6)
      for name in NAMES for stress, pulse, drift in ((1, 6, 5), (3, 1, -5))),
    *((survival, survive(name, 80, 3), 4.6) for name in NAMES),
    *((measured, courses(study, measure), 4.2) for study in STUDIES for measure in MEASURES),
    (diagram, sessions(4, SCORING[1]), 4.6),
]  # fmt: skip


@pytest.mark.parametrize(("function", "result", "height"), CORNERS)
def test_no_text_is_cut_off_or_lies_on_another(function, result, height):
    figure, words = drawn(function, result, height)
    assert "nan" not in words
    texts = [
        text
        for axes in figure.axes
        for text in [*axes.texts, axes._left_title, axes.xaxis.label, axes.yaxis.label]
        if text.get_text().strip() and axes.axison | (text in axes.texts) | (text is axes._left_title)
    ]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    boxes += [("legend", axes.get_legend().get_window_extent()) for axes in figure.axes if axes.get_legend()]
    width, tall = figure.bbox.size
    for words, box in boxes:
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= width, words
        assert box.y1 <= tall, words
    for i, (words, box) in enumerate(boxes):
        for other, covered in boxes[i + 1 :]:
            assert not box.overlaps(covered), f"{words!r} on {other!r}"


def test_lost_spines_are_outlines_only():
    figure, _ = drawn(dendrite, simulate(NAMES[1]))
    ghosts = [line for line in figure.axes[0].lines if line.get_markerfacecolor() == "none"]
    assert ghosts
    assert all(line.get_markeredgecolor() == GREY for line in ghosts)
