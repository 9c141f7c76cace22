"""Words as paths have their size and place; numbers have the right noun; long texts are cut between words."""

import pytest

from ketabrain.engine.draw.lettering import counted, label, shortened


def test_a_label_ends_at_its_point_and_has_its_size():
    box, double = (label("Moda-Sava 2019", size=size).get_extents() for size in (9.5, 19.0))
    assert box.x1 == pytest.approx(0, abs=1)  # within the white beside its last letter
    assert double.width == pytest.approx(2 * box.width, rel=0.02)
    assert box.y0 < 0 < box.y1


@pytest.mark.parametrize(
    ("number", "more", "said"),
    [(0, "", "0 days"), (1, "", "1 day"), (1.0, "", "1 day"), (2.5, "", "2.5 days"), (-3, "", "−3 days"),
     (2, "days of rest", "2 days of rest"), (1, "days of rest", "1 day")],
)  # fmt: skip
def test_one_is_singular_and_whole_numbers_have_no_point(number, more, said):
    assert counted(number, "day", more) == said


@pytest.mark.parametrize(("longest", "said"), [(18, "one two three four"), (17, "one two three …"), (8, "one …")])
def test_a_long_text_is_cut_between_two_words(longest, said):
    assert shortened("one two three four", longest) == said
