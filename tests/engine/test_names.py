"""Names as people type them become accounts; what is no name is refused in one sentence."""

import pytest

from ketabrain.engine.names import account_name, name_trouble


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        ("ada", "ada"),
        ("Ada Lovelace", "ada-lovelace"),
        ("ADA", "ada"),
        ("a_b", "a_b"),
        ("Zoë O'Brien", "zoe-o-brien"),
        ("José-María 2", "jose-maria-2"),
    ],
)
def test_a_name_becomes_an_account_and_stays_it(typed, account):
    assert account_name(typed) == account_name(account) == account
    assert name_trouble(typed) == ""


@pytest.mark.parametrize("typed", ["../ada", "", "Ана", "<script>", "ada/bo", "-ada", "a" * 33, "😀"])
def test_what_cannot_be_an_account_is_refused(typed):
    assert name_trouble(typed).count(".") == 1
