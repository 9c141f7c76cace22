"""Usual slips of whoever computes with doses, by kind: the body's weight, and the salt that a drug is weighed with."""

from ketabrain.engine import tables
from ketabrain.engine.diagnose import Slip, of_kind, times

WEIGHT_SLIPS = of_kind(
    "weight",
    times("times 70", 70, "70 times too large: the body weight of 70 kg was multiplied in where it does not belong."),
    times("over 70", 1 / 70, "70 times too small: the body weight of 70 kg is missing, or was divided out."),
)


def dosing_slips() -> tuple[Slip, ...]:
    """All of them, with ketamine's own molecular weights."""
    base, salt = (tables.quantity(f"molecular-weight-{form}").midpoint for form in ("base", "hydrochloride"))
    return (*WEIGHT_SLIPS, *salt_slips(salt / base))


def salt_slips(salt_over_base: float) -> tuple[Slip, ...]:
    """The slips of a drug weighed with its salt or without; `salt_over_base` is the ratio of molecular weights."""
    large = f"{salt_over_base:.3f} times too large: that is the weight of the salt, not of the base."
    small = f"{salt_over_base:.3f} times too small: base and salt were mixed up."
    return of_kind(
        "salt", times("salt for base", salt_over_base, large), times("base for salt", 1 / salt_over_base, small)
    )
