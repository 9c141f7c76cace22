"""Agreement of two raters beyond chance: Cohen's weighted kappa."""

from collections.abc import Sequence

import numpy as np


def weighted_kappa(pairs: Sequence[tuple[str, str]], categories: Sequence[str]) -> float | None:
    """Linearly weighted kappa of two raters' marks; `categories` are all marks, in order.

    None where chance alone would agree fully, or nobody rated. Raises ValueError for a mark that is no category.

    >>> pairs = [("yes", "yes")] * 4 + [("no", "no")] * 4 + [("yes", "no"), ("no", "yes")]
    >>> round(weighted_kappa(pairs, ("yes", "no")), 2)  # 80% agree, where chance gives 50%
    0.6
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = np.zeros((len(categories), len(categories)))
    for one, other in pairs:
        counts[categories.index(one), categories.index(other)] += 1
    if not pairs or ((counts.sum(axis=0) == len(pairs)).any() and (counts.sum(axis=1) == len(pairs)).any()):
        return None
    return float(cohens_kappa(counts, wt="linear", return_results=False))
