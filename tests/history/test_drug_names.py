"""What is in a name: the mirror forms that each should hold, in words and in the picture."""

import pytest

from ketabrain.topics.history.draw_drug_names import drug_names
from ketabrain.topics.history.drug_names import drug_name, names
from tests.drawing import drawing


def test_names_hold_the_mirror_forms_that_they_should():
    assert {name: drug_name(name).forms for name in names()} == {
        "phencyclidine": "neither", "ketamine": "S and R", "esketamine": "S", "arketamine": "R",
    }  # fmt: skip
    with pytest.raises(ValueError, match="no choice 'Special K'; use one of phencyclidine"):
        drug_name("Special K")


@pytest.mark.parametrize("name", names())
def test_the_chosen_name_is_told(name):
    _, told = drawing(drug_names, drug_name(name))
    assert told.startswith(f"{name}, mirror forms in it: {drug_name(name).forms}")
    assert drug_name(name).note in told
