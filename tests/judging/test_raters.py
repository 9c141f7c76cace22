"""Two invented raters: careful ones agree, guessers do not, and both are drawn among published agreement."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketabrain.topics.judging.draw_raters import agreement
from ketabrain.topics.judging.raters import two_raters
from tests.drawing import drawing
from tests.engine.draw.written import draws_words


@settings(deadline=None, max_examples=30)
@given(careful=st.floats(0, 1), pages=st.integers(2, 60), seed=st.integers(1, 50))
def test_raters_repeat_themselves_and_never_pass_full_agreement(careful, pages, seed):
    one, again = two_raters(careful, pages, seed), two_raters(careful, pages, seed)
    assert np.array_equal(one.first, again.first)
    assert one.kappa is None or one.kappa <= 1 + 1e-9
    assert 0 <= one.same <= 1


def test_careful_raters_agree_and_guessers_do_not():
    assert two_raters(1, 100).kappa == pytest.approx(1)
    assert abs(np.mean([two_raters(0, 100, seed).kappa for seed in range(1, 30)])) < 0.05


@pytest.mark.parametrize(("careful", "pages"), [(0, 5), (0.6, 20), (1, 100)])
def test_agreement_is_drawn_and_told(careful, pages):
    result = two_raters(careful, pages)
    figure, told = drawing(agreement, result)
    assert f"the same mark on {100 * result.same:.0f}% of {pages} pages" in told
    marks, published = figure.axes
    (spots,) = (each for each in marks.collections if not draws_words(each))
    assert len(spots.get_offsets()) == len({*zip(result.first, result.second, strict=True)})
    assert spots.get_sizes().sum() == pytest.approx(spots.get_sizes().min() * pages / _fewest(result))
    assert published.get_xlim()[0] < (result.kappa or 0) < published.get_xlim()[1]


def test_one_page_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="2 pages or more"):
        two_raters(0.5, 1)


def _fewest(result):
    """How many pages the rarest pair of marks has."""
    return min(Counter(zip(result.first, result.second, strict=True)).values())
