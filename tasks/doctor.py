"""x"""


def examine() -> int:
    """x"""
    return 0
