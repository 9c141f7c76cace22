"""Where must ketamine's block act? Single experiments on four places, and four rival accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.choices import chosen
from ketabrain.engine.show_table import Rows


class Place(StrEnum):
    """Where the block might have to act, as columns of the table cell_evidence."""

    INTERNEURON = "interneuron"
    PYRAMIDAL = "pyramidal"
    HABENULA = "habenula"
    REST = "rest"


class Account(StrEnum):
    """The four rival accounts, in the order of the table accounts."""

    DISINHIBITION = "disinhibition"
    BLOCK_AT_REST = "block at rest"
    HABENULA = "habenula"
    DIRECT_PYRAMIDAL = "direct pyramidal"


SIDES: Mapping[str, tuple[Place, str]] = MappingProxyType(
    {
        "for interneurons": (Place.INTERNEURON, "for"),
        "for pyramidal cells": (Place.PYRAMIDAL, "for"),
        "for the habenula": (Place.HABENULA, "for"),
        "for block at rest": (Place.REST, "for"),
        "against interneurons": (Place.INTERNEURON, "against"),
        "against pyramidal cells": (Place.PYRAMIDAL, "against"),
        "against the habenula": (Place.HABENULA, "against"),
    }
)
"""What can be said of an experiment, with the place and the stance that it means."""


@dataclass(frozen=True)
class CellMap:
    """Experiments: rows of the table cell_evidence with the columns `study` and `fair` added, the SIDES that each
    takes, the clearest first."""

    rows: pd.DataFrame

    def studies(self, place: Place, stance: str) -> tuple[str, ...]:
        """The studies that speak "for" or "against" one place."""
        return tuple(self.rows.loc[self.rows[place] == stance, "study"])

    @property
    def contested(self) -> tuple[Place, ...]:
        """The places that have experiments for and against them."""
        return tuple(place for place in Place if self.studies(place, "for") and self.studies(place, "against"))


def cell_map() -> CellMap:
    """Every experiment on the place where the block must act.

    >>> [place.value for place in cell_map().contested]
    ['interneuron', 'pyramidal', 'habenula']
    """
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

    account: Account
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
    """One Account among its rivals. Raises ValueError for another name."""
    return AccountChoice(chosen(Account, account), accounts())


def accounts_table(choice: AccountChoice) -> Rows:
    """What speaks for each account and where it fails, the chosen one first."""
    rows = choice.rows
    first = rows["account"] == choice.account
    columns = {
        "account": "account",
        "needs_surge": "needs a surge",
        "first_step": "first blocked",
        "experiment": "speaks for it",
        "study": "study",
        "failure": "does not fit",
        "failure_study": "study of that",
    }
    frame = pd.concat([rows[first], rows[~first]])[list(columns)].rename(columns=columns)
    return Rows(caption="The four accounts: what speaks for each, and what does not fit", frame=frame)


def steps_of(idea: str) -> list[str]:
    """The three steps of an idea, as the table accounts writes it."""
    return idea.split("; ")


def _names(keys: str) -> str:
    known = tables.references()
    return "; ".join(known[key].short for key in keys.split(";"))
