"""The synapse as a coincidence detector: calcium needs both signals, and the picture says when it flows."""

import pytest

from ketabrain.engine.draw.style import RED
from ketabrain.topics.glutamate.draw_synapse import synapse
from ketabrain.topics.glutamate.synapse import two_signals
from tests.drawing import drawing
from tests.engine.draw.written import written


@pytest.mark.parametrize("magnesium_mm", [0.5, 1, 4])
def test_only_both_signals_together_let_much_calcium_in(magnesium_mm):
    both, glutamate_alone = (two_signals(True, mv, magnesium_mm).now.calcium_inflow for mv in (0, -70))
    assert both > 5 * glutamate_alone
    assert two_signals(False, 0, magnesium_mm).now.calcium_inflow == 0
    assert two_signals(True, 0, magnesium_mm).at_rest.calcium_inflow == glutamate_alone


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ((False, -20, 1), "calcium flows through 0%"),
        ((True, -20, 1), "calcium flows through 51%"),
        ((True, 20, 1), "nothing drives sodium in"),
        ((True, -20, 1), "illustration"),
    ],
)
def test_the_synapse_says_when_calcium_flows(moment, told):
    assert told in drawing(synapse, two_signals(*moment))[1]


@pytest.mark.parametrize("glutamate", [True, False])
def test_the_table_of_two_signals_shows_inflow_in_all_four_cases(glutamate):
    signals = two_signals(glutamate, -20, 1)
    figure, _ = drawing(synapse, signals)
    table = [text for text in written(figure.axes[0]) if text.isdigit()]
    inflow = [100 * each.nmda_unblocked for each in (signals.at_rest, signals.now)]
    assert table == ["0", f"{inflow[0]:.0f}", "0", f"{inflow[1]:.0f}"]
    open_dots = [len(line.get_xdata()) for line in figure.axes[0].lines if line.get_color() == RED]
    assert open_dots == [0, round(inflow[0]), 0, round(inflow[1])]
