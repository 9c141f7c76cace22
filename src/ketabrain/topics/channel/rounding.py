"""How the numbers of this lesson are written."""


def two_digits(value: float) -> str:
    """A concentration or ratio with two digits: three are more than any number of this lesson deserves.

    >>> two_digits(0.7149), two_digits(1234.5)
    ('0.71', '1,234')
    """
    return f"{value:.2g}" if value < 9.95 else f"{value:,.0f}"
