"""Where the block acts: marks agree with what an experiment says most clearly, and accounts are named."""

from textwrap import wrap

import pytest

from ketabrain.engine import tables
from ketabrain.topics.circuit.which_cell import ACCOUNTS, PLACES, SIDES, accounts, cell_map, choose_account, steps


def test_the_clearest_side_of_an_experiment_is_among_its_marks():
    for row in cell_map().rows.to_dict("records"):
        place, stance = SIDES[row["side"]]
        assert row[place] == stance, row["id"]


def test_all_experiments_but_one_have_a_single_fair_answer():
    fair = cell_map().rows.set_index("id")["fair"]
    assert {id: sides for id, sides in fair.items() if len(sides) != 1} == {
        "cavanagh2020-choices": ("for pyramidal cells", "against interneurons")
    }


def test_every_place_has_an_experiment_for_it():
    assert all(cell_map().counts[place][0] for place in PLACES)


def test_experiments_and_outcomes_stay_short():
    rows = tables.load("cell_evidence")
    assert rows["experiment"].str.split().str.len().le(12).all()
    assert rows["outcome"].str.split().str.len().le(16).all()


def test_an_unknown_account_is_refused():
    with pytest.raises(ValueError, match="no account 'opioid'"):
        choose_account("opioid")


def test_every_account_has_three_steps_and_names_its_studies():
    rows = accounts()
    assert tuple(rows["account"]) == ACCOUNTS
    for row in rows.itertuples():
        assert len(steps(row.idea)) == 3
        assert sum(len(wrap(f"{n} {step}", 22)) for n, step in enumerate(steps(row.idea), 1)) <= 6
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
