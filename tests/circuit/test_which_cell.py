"""Where the block acts: marks agree with what an experiment says most clearly, accounts are named, all is drawn."""

from textwrap import wrap

import pytest

from ketabrain.engine import tables
from ketabrain.engine.draw.lettering import sign
from ketabrain.engine.draw.style import PURPLE
from ketabrain.engine.numerals import brief
from ketabrain.topics.circuit import draw_which_cell as draw
from ketabrain.topics.circuit.draw_accounts import rival_accounts
from ketabrain.topics.circuit.which_cell import (
    SIDES,
    Account,
    Place,
    accounts,
    accounts_table,
    cell_map,
    choose_account,
    steps_of,
)
from tests.drawing import drawing
from tests.engine.draw.crowding import crowded
from tests.engine.draw.guide import breaches
from tests.engine.draw.written import heading, written


def test_the_clearest_side_of_an_experiment_is_among_its_marks():
    for row in cell_map().rows.to_dict("records"):
        place, stance = SIDES[row["side"]]
        assert row[place] == stance, row["id"]


def test_all_experiments_but_two_have_a_single_fair_answer():
    fair = cell_map().rows.set_index("id")["fair"]
    assert {id: sides for id, sides in fair.items() if len(sides) != 1} == {
        "gerhard2020-knockdown": ("for interneurons", "against pyramidal cells"),
        "cavanagh2020-choices": ("for pyramidal cells", "against interneurons"),
    }


def test_every_place_has_an_experiment_for_it():
    assert all(cell_map().studies(place, "for") for place in Place)


def test_experiments_and_outcomes_stay_short():
    rows = tables.load("cell_evidence")
    assert rows["experiment"].str.split().str.len().le(12).all()
    assert rows["outcome"].str.split().str.len().le(16).all()


def test_an_unknown_account_is_refused():
    with pytest.raises(ValueError, match="no choice 'opioid'"):
        choose_account("opioid")


def test_every_account_has_three_steps_and_names_its_studies():
    rows = accounts()
    assert list(rows["account"]) == list(Account)
    for row in rows.itertuples():
        assert len(steps_of(row.idea)) == 3
        assert sum(len(wrap(step, 34)) for step in steps_of(row.idea)) <= 6
        assert row.study
        assert row.failure_study
        assert not set(row.experiment_source.split(";")) & set(row.failure_source.split(";"))


def test_accounts_stay_short_and_only_one_needs_a_surge():
    rows = accounts()
    for column in ("idea", "experiment", "failure"):
        assert rows[column].str.split().str.len().le(30).all()
    assert rows["first_step"].str.split().str.len().le(8).all()
    assert rows.loc[rows["needs_surge"] == "yes", "account"].tolist() == ["disinhibition"]


def test_the_chosen_account_is_the_one_told():
    chosen = choose_account("habenula").chosen
    assert chosen["study"] == "Yang et al., 2018"
    assert chosen["failure_where"] == "title only"


def marks(figure, marker):
    """How many marks of one shape the picture holds."""
    return sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_marker() == marker)


def test_every_mark_of_the_table_is_drawn_and_no_vote_is_counted():
    found = cell_map()
    figure, words = drawing(draw.experiments_by_place, found)
    assert marks(figure, "^") == sum(len(found.studies(place, "for")) for place in Place)
    assert marks(figure, "v") == sum(len(found.studies(place, "against")) for place in Place)
    assert words.startswith("16 experiments disagree on these places: interneurons, pyramidal cells, the habenula.")
    assert heading(figure)[1] == "▲ for, ▼ against"
    assert "(cell activity, MK-801)" in words
    assert "Ro 25-6981" in written(figure.axes[0])
    assert crowded(figure) == []  # shown once all pieces are sorted: no explore walks it
    assert breaches(figure, words) == []


@pytest.mark.parametrize("account", Account)
def test_the_chosen_account_is_drawn_with_its_steps_and_its_studies(account):
    choice = choose_account(account)
    figure, words = drawing(rival_accounts, choice)
    shown = " ".join(written(figure.axes[0]))
    for step in steps_of(choice.chosen["idea"]):
        assert step in shown
    for told in ("study", "failure_study"):
        assert all(brief(name) in shown for name in choice.chosen[told].split("; "))
    for told in ("study", "failure_study", "experiment", "failure", "first_step"):
        assert choice.chosen[told] in words
    assert "illustration" in words


def test_only_one_account_is_said_to_need_a_surge_and_silence_is_no_answer():
    found = [heading(drawing(rival_accounts, choose_account(account))[0])[0] for account in Account]
    assert ["needs a surge" in each for each in found] == [True, False, False, False]
    assert ["leaves a surge open" in each for each in found] == [False, False, True, True]


def test_every_account_shows_what_is_blocked_and_three_steps_in_drawing_and_list():
    for account in Account:
        figure, _ = drawing(rival_accounts, choose_account(account))
        assert len([line for line in figure.axes[0].lines if line.get_color() == PURPLE]) == 1
        assert [marks(figure, sign(f"{number}")) for number in (1, 2, 3)] == [2] * 3


def test_the_table_of_accounts_begins_with_the_chosen_one_and_has_all():
    frame = accounts_table(choose_account("habenula")).frame
    assert frame["account"].iloc[0] == "habenula"
    assert set(frame["account"]) == set(Account)
    assert set(frame["needs a surge"]) == {"yes", "no", "not stated"}


def test_every_mark_on_the_map_can_be_chosen_when_sorting():
    found = cell_map()
    for place in Place:
        for stance in ("for", "against"):
            if found.studies(place, stance):
                assert (place, stance) in SIDES.values()
    gerhard = found.rows.set_index("source").at["gerhard2020", "fair"]
    assert set(gerhard) == {"for interneurons", "against pyramidal cells"}
