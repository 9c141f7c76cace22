"""Usual slips are named for any true value, right answers never are, and every input gets one sentence."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ketabrain.engine.diagnose import SLIP_MARGIN, SLIPS, counts_as_right, diagnose, invited, is_close
from ketabrain.topics.shared.dosing_slips import WEIGHT_SLIPS, salt_slips

ALL = (*SLIPS, *WEIGHT_SLIPS, *salt_slips(1.153))
TOLERANCE = 0.03
TRUTHS = st.floats(1e-6, 1e6) | st.floats(-1e6, -1e-6)


@pytest.mark.parametrize("slip", ALL, ids=lambda slip: slip.name)
@given(truth=TRUTHS)
def test_every_slip_is_named_for_any_true_value(slip, truth):
    given_value = slip.makes(truth)
    assume(not is_close(given_value, truth, TOLERANCE))  # one over one is one: no slip at all
    feedback = diagnose(given_value, truth, TOLERANCE, ALL)
    named = next(each for each in ALL if each.name == feedback.slip)
    assert not feedback.right
    assert math.isclose(named.makes(truth), given_value, rel_tol=2 * SLIP_MARGIN)
    rivals = [each for each in ALL if math.isclose(each.makes(truth), given_value, rel_tol=2 * SLIP_MARGIN)]
    if rivals == [slip]:
        assert named is slip


@given(truth=TRUTHS, share=st.floats(-0.999, 0.999), tolerance=st.floats(1e-6, 0.6))
def test_a_right_answer_is_never_called_a_slip(truth, share, tolerance):
    feedback = diagnose(truth * (1 + share * tolerance), truth, tolerance, ALL)
    assert feedback.right
    assert feedback.slip == ""


@given(given_value=st.floats(), truth=st.floats(allow_nan=False, allow_infinity=False), tolerance=st.floats(1e-6, 0.5))
@example(0.0, 5.0, 0.01)
@example(5.0, 0.0, 0.01)
@example(-5.0, 7.0, 0.01)
@example(math.nan, 1.0, 0.01)
@example(-math.inf, 1.0, 0.01)
@example(1e308, 1e-308, 0.01)
@example(5e-324, 1.0, 0.01)
@example(1.0, 5e-324, 0.01)
def test_whatever_is_typed_gets_one_sentence(given_value, truth, tolerance):
    sentence = diagnose(given_value, truth, tolerance, ALL).sentence
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert "nan" not in sentence.lower().split()


@pytest.mark.parametrize(
    ("given_value", "truth", "words"),
    [
        (1050, 1.05, "1,000 times too large"),
        (0.0225, 2.25, "percentage and a share"),
        (120, 2, "hours and minutes"),
        (-3, 3, "sign is not"),
        (0.25, 4, "Upside down"),
        (0, 4, "Zero cannot be"),
        (3, 0, "answer is zero"),
        (-9, 4, "sign is wrong (the answer is positive)"),
        (9, 4, "Too large"),
        (-1, -4, "Too small"),
        (math.inf, 4, "division by zero"),
        (70 * 0.5, 0.5, "body weight of 70 kg"),
        (4 * math.log(2), 4, "half-life and time constant"),
        (4 * math.log(10), 4, "ln was used"),
    ],
)
def test_the_sentence_helps(given_value, truth, words):
    assert words in diagnose(given_value, truth, 0.01, ALL).sentence


def test_zero_is_met_within_the_tolerance():
    assert diagnose(0.001, 0, 0.01).right
    assert not is_close(math.nan, 0, 0.01)


@pytest.mark.parametrize(
    ("given_value", "truth", "whole", "right"),
    [
        (0.15, 0.1533, False, True),
        (0.16, 0.1533, False, False),
        (0.2, 0.1533, False, False),
        (1.1, 1.0516, False, True),
        (1.0, 1.0516, False, False),
        (0.12, 0.7 - 0.39 * 1.5, False, True),
        (0.11, 0.7 - 0.39 * 1.5, False, True),
        (640, 641.9, False, True),
        (641, 641.9, False, False),
        (-4.6, -4.64, False, True),
        (4.6, -4.64, False, False),
        (10, 9.96, False, True),
        (5, 4.644, False, False),
        (5, 4.644, True, True),
        (4, 4.644, True, True),
        (6, 4.644, True, False),
        (4.5, 4.644, True, False),
        (0, 0.4, True, False),
        (0, 0, True, True),
        (math.nan, 4.644, True, False),
        (math.inf, 4.644, True, False),
    ],
)
def test_two_digits_and_whole_ones_are_right_and_nothing_coarser(given_value, truth, whole, right):
    assert counts_as_right(given_value, truth, 0.0001, whole=whole) is right


@given(truth=TRUTHS, digits=st.integers(2, 8))
def test_no_rounding_to_two_digits_or_more_is_wrong(truth, digits):
    assert counts_as_right(float(f"{truth:.{digits - 1}e}"), truth, 10.0 ** (1 - digits) if digits > 2 else 0)


def test_slips_of_a_kind_wait_for_an_invitation():
    assert {slip.kind for slip in ALL} == {"", "half-life", "logarithm", "weight", "salt"}
    assert {slip.kind for slip in invited(ALL, ())} == {""}
    assert {slip.kind for slip in invited(ALL, ("salt",))} == {"", "salt"}
    assert diagnose(4 * math.log(2), 4, 0.01, invited(ALL, ())).slip == ""
    assert diagnose(-4, 4, 0.01, invited(ALL, ())).slip == "sign"
