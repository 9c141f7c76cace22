"""The circuit that chooses: published behaviour, the stored decisions against fresh ones, and its pictures."""

import re

import pytest
from matplotlib.collections import LineCollection

from ketabrain.engine import tables
from ketabrain.engine.errors import ModelError
from ketabrain.topics.circuit import draw_decision_circuit as draw
from ketabrain.topics.circuit.decision_circuit import (
    BLOCKS_E_PERCENT,
    BLOCKS_I_PERCENT,
    COHERENCES_PERCENT,
    DEADLINES_S,
    balance,
    choices,
    grid_rows,
    simulate_decisions,
    weight_rows,
)
from tests.drawing import drawing
from tests.engine.draw.written import heading, written


def test_the_grid_holds_every_setting_once():
    grid = tables.load("decision_grid")
    settings = len(BLOCKS_E_PERCENT) * len(BLOCKS_I_PERCENT) * len(COHERENCES_PERCENT) * len(DEADLINES_S)
    assert len(grid) == settings
    assert ((grid["right"] + grid["wrong"]) <= 1).all()


def test_the_stored_decisions_come_from_this_code():
    """Two thousand trials, as stored: fewer would draw other lots. Both blocks are at work in this setting."""
    setting = (8, 30, 12.8)
    stored = tables.load("decision_grid").set_index(["block_e_percent", "block_i_percent", "coherence_percent"])
    fresh = grid_rows(setting)
    rows = stored.sort_index().loc[setting].sort_values("deadline_s")
    for name in ("right", "wrong"):
        assert [row[name] for row in fresh] == pytest.approx(rows[name].tolist(), abs=0.005)


def test_the_stored_weights_come_from_this_code():
    """Two thousand trials, as stored."""
    stored = tables.load("decision_weights").set_index(["block_e_percent", "block_i_percent"]).sort_index().loc[(5, 0)]
    fresh = [row["weight"] for row in weight_rows((5, 0))]
    assert fresh == pytest.approx(stored.sort_values("sample")["weight"].tolist(), abs=0.02)


def test_more_evidence_and_more_time_never_harm():
    normal = choices(0, 0, 2.0).under.sort_values("coherence_percent")
    assert normal["accuracy"].is_monotonic_increasing
    assert normal["accuracy"].iloc[0] == pytest.approx(0.5, abs=3 * normal["accuracy_se"].iloc[0])
    right = tables.load("decision_grid").query("block_e_percent == 4 and block_i_percent == 10")
    assert right.groupby("coherence_percent")["right"].apply(lambda each: each.is_monotonic_increasing).all()


def test_raised_ei_is_impulsive_and_lowered_ei_indecisive():
    """What the published spiking network found (lam2022), here in two variables."""
    raised, lowered, normal = choices(0, 50, 2.0), choices(10, 0, 2.0), choices(0, 0, 2.0)
    assert raised.early > normal.early > lowered.early
    hard = [each.under.set_index("coherence_percent").loc[6.4] for each in (raised, lowered, normal)]
    assert hard[0]["wrong"] > hard[2]["wrong"]
    assert hard[0]["none"] <= hard[2]["none"] < 0.05 < 0.5 < hard[1]["none"]
    assert max(hard[0]["accuracy"], hard[1]["accuracy"]) < hard[2]["accuracy"]


def test_where_accuracy_peaks_depends_on_the_time_allowed():
    """The inverted U lies elsewhere for hurried and for patient circuits: a misfit to any one best balance."""
    best = [int(balance(6.4, deadline).accuracy.argmax()) for deadline in (0.5, 1.0, 2.0)]
    assert best == sorted(best, reverse=True)
    assert best[0] > best[-1]
    curve = balance(6.4, 2.0)
    assert max(curve.accuracy[0], curve.accuracy[-1]) + 0.05 < curve.accuracy.max()


def test_the_line_of_balance_goes_through_no_block():
    curve = balance(12.8, 1.0)
    assert curve.labels[curve.normal] == "none"
    assert curve.accuracy[curve.normal] == choices(0, 0, 1.0).under.set_index("coherence_percent").loc[12.8, "accuracy"]


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: simulate_decisions(6.4, block_e=1.5), "pyramidal cells lies between 0 and 1"),
        (lambda: choices(0.5, 0, 1.0), "pyramidal cells (%): 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10; got 0.5. Choose"),
        (lambda: choices(0, 0, 1.1), "time to choose (s): 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2; got 1.1. Choose"),
        (lambda: balance(5, 1.0), "dots that agree (%): 0, 3.2, 6.4, 12.8, 25.6; got 5. Choose"),
    ],
)
def test_what_was_not_simulated_is_refused(ask, sentence):
    with pytest.raises(ModelError, match=re.escape(sentence)):
        ask()


def test_shares_of_hard_trials_add_up_to_all_now_and_without_block():
    figure, words = drawing(draw.right_choices, choices(8, 0, 1.0))
    middle = figure.axes[1]
    assert sum(bar.get_width() for bar in middle.patches) == pytest.approx(100)
    without_block = next(each for each in middle.collections if isinstance(each, LineCollection))
    assert sum(line[0][0] for line in without_block.get_segments()) == pytest.approx(100)
    assert "end undecided" in words


@pytest.mark.parametrize(("blocks", "names"), [((0, 0), ["now"]), ((10, 0), ["now", "no block"])])
def test_the_line_without_block_is_named_only_where_it_is_another(blocks, names):
    figure, _ = drawing(draw.right_choices, choices(*blocks, 2.0))
    assert [word for word in written(figure.axes[0]) if word in ("now", "no block")] == names


def test_balance_says_where_accuracy_is_best():
    curve = balance(6.4, 2.0)
    _, words = drawing(draw.accuracy_by_balance, curve)
    assert curve.clearly_best == curve.accuracy.argmax()
    assert f"It is best with {curve.labels[curve.clearly_best]}% on pyramidal cells" in words
    assert f"{curve.accuracy.max():.0%} right" in heading(drawing(draw.accuracy_by_balance, curve)[0])[0]
    by_chance = balance(0, 1.0)
    assert by_chance.clearly_best is None
    assert "Nowhere is it clearly better" in drawing(draw.accuracy_by_balance, by_chance)[1]
