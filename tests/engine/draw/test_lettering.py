"""Words as paths have their size and place."""

import pytest

from ketabrain.engine.draw.lettering import label, width_px


def test_a_label_ends_at_its_point_and_has_its_size():
    box, double = (label("Moda-Sava 2019", size=size).get_extents() for size in (9.5, 19.0))
    assert box.x1 == pytest.approx(0, abs=1)  # within the white beside its last letter
    assert double.width == pytest.approx(2 * box.width, rel=0.02)
    assert box.y0 < 0 < box.y1


def test_the_width_of_words_is_told_in_pixels_and_bold_is_wider():
    wide = label("Moda-Sava 2019").get_extents().width * 100 / 72
    assert width_px("Moda-Sava 2019") == pytest.approx(wide, rel=0.05)
    assert width_px("Moda-Sava 2019", bold=True) > width_px("Moda-Sava 2019")


@pytest.mark.parametrize("sign", ["★", "⁺", "□", "○"])
def test_signs_that_the_letters_lack_come_from_the_other_font(sign):
    assert label(sign).get_extents().width > 2
