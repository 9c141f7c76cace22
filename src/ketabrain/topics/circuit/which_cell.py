"""Where must ketamine's block act? Single experiments on four places, and four rival accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables

PLACES = ("interneuron", "pyramidal", "habenula", "rest")
SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "for interneurons": ("interneuron", "for"),
        "for pyramidal cells": ("pyramidal", "for"),
        "for the habenula": ("habenula", "for"),
        "for block at rest": ("rest", "for"),
        "against interneurons": ("interneuron", "against"),
        "against the habenula": ("habenula", "against"),
    }
)
"""What can be said of an experiment, with the place and the stance that it means."""
ACCOUNTS = ("disinhibition", "block at rest", "habenula", "direct pyramidal")


@dataclass(frozen=True)
class CellMap:
    """Experiments: rows of the table cell_evidence with the columns `study` and `fair` added, the SIDES that each
    takes, the clearest first."""

    rows: pd.DataFrame

    def studies(self, place: str, stance: str) -> tuple[str, ...]:
        """The studies that speak "for" or "against" one place."""
        return tuple(self.rows.loc[self.rows[place] == stance, "study"])

    @property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Experiments for and against each place."""
        return {place: (len(self.studies(place, "for")), len(self.studies(place, "against"))) for place in PLACES}


def cell_map() -> CellMap:
    """Every experiment on the place where the block must act."""
    rows = tables.load("cell_evidence")
    known = tables.references()
    fair = [
        (
            row["side"],
            *(side for side, (place, stance) in SIDES.items() if row[place] == stance and side != row["side"]),
        )
        for row in rows.to_dict("records")
    ]
    return CellMap(rows.assign(study=[known[key].short for key in rows["source"]], fair=fair))


@dataclass(frozen=True)
class AccountChoice:
    """The four accounts (rows of accounts()) and the one that was chosen."""

    account: str
    rows: pd.DataFrame

    @property
    def chosen(self) -> Mapping[str, str]:
        """The row of the account that was chosen."""
        return {str(column): str(cell) for column, cell in self.rows.set_index("account").loc[self.account].items()}


def accounts() -> pd.DataFrame:
    """The table accounts with two columns that name the studies: `study` for it, `failure_study` where it fails."""
    rows = tables.load("accounts")
    return rows.assign(
        study=[_names(keys) for keys in rows["experiment_source"]],
        failure_study=[_names(keys) for keys in rows["failure_source"]],
    )


def choose_account(account: str) -> AccountChoice:
    """One of the four accounts among its rivals. Raises ValueError for another name."""
    if account not in ACCOUNTS:
        raise ValueError(f"There is no account {account!r}; use one of {', '.join(ACCOUNTS)}.")
    return AccountChoice(account, accounts())


def steps(idea: str) -> list[str]:
    """The three steps of an idea, as the table accounts writes it."""
    return idea.split("; ")


def _names(keys: str) -> str:
    known = tables.references()
    return "; ".join(known[key].short for key in keys.split(";"))
