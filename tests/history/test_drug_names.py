"""What is in a name: the mirror forms that each should hold, in words and in the picture."""

import pytest

from ketabrain.topics.history.draw_drug_names import drug_names
from ketabrain.topics.history.drug_names import drug_family, family_rows, names
from tests.drawing import drawing
from tests.engine.draw.written import heading, written


def test_names_hold_the_mirror_forms_that_they_should():
    assert {name: drug_family(name).asked.forms for name in names()} == {
        "phencyclidine": "neither", "ketamine": "S and R", "esketamine": "S", "arketamine": "R",
    }  # fmt: skip
    with pytest.raises(ValueError, match="no choice 'Special K'; use one of phencyclidine"):
        drug_family("Special K")


@pytest.mark.parametrize("name", names())
def test_the_chosen_name_is_told(name):
    family = drug_family(name)
    figure, told = drawing(drug_names, family)
    assert f"{name}, mirror forms in it: {family.asked.forms}" in told
    assert family.asked.note in told
    finding, shown = heading(figure)
    assert finding.lower().startswith(name)
    assert family.asked.sold.lower() in shown.lower()
    table = family_rows(family).frame
    assert table["Name"][0] == name
    assert sorted(table["Name"]) == sorted(names())


def test_every_mirror_form_is_a_half_disc_with_its_letter():
    figure, _ = drawing(drug_names, drug_family("ketamine"))
    forms = "".join(member.forms for member in drug_family("ketamine").members if member.forms != "neither")
    texts = written(figure.axes[0])
    assert (texts.count("S"), texts.count("R")) == (forms.count("S"), forms.count("R"))
