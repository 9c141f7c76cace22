"""One refusal for every word that is none of those on offer."""

from collections.abc import Iterable


def refuse_unknown(*asked: tuple[str, Iterable[str]]) -> None:
    """Check words against those allowed. Raises ValueError for the first that is none of them, and names them."""
    for word, allowed in asked:
        offered = tuple(allowed)
        if word not in offered:
            raise ValueError(f"There is no choice {word!r}; use one of {', '.join(offered)}.")
