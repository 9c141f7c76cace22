"""Rates of spines: the counts of a study come back from them, and preparations stay apart."""

import numpy as np
import pytest

from ketabrain.engine import tables
from ketabrain.topics.spines.turnover import simulate_dendrite
from ketabrain.topics.spines.turnover_rates import Pools, preparation_rates, preparations, rates_at_the_ends

FRONTAL_2021, *_, HIPPOCAMPUS = preparations()


def test_preparations_are_never_mixed():
    rows = tables.load("spine_rates").set_index("id")
    assert len(preparations()) == len(rows)
    for prep in preparations().values():
        row = rows.loc[prep.row]
        assert prep.source == row["source"]
        if prep.name != HIPPOCAMPUS:
            assert (prep.formation_percent, prep.loss_percent) == (row["formation_percent"], row["loss_percent"])
        measured = simulate_dendrite(prep.name).measured
        assert set(measured["source"]) <= {prep.source}
        assert measured["group"].nunique() <= 1
    losses = [preparation_rates(name).losses[0] for name in preparations()]
    assert max(losses) > 10 * min(losses)
    assert preparation_rates(HIPPOCAMPUS).losses[0] == pytest.approx(1 / 10.5)


def test_two_pools_lose_together_what_one_pool_loses_and_the_fast_one_faster():
    one, two = (preparation_rates(FRONTAL_2021, pools) for pools in Pools)
    assert two.shares.sum() == pytest.approx(1)
    assert two.losses[0] > one.losses[0] > two.losses[1]


@pytest.mark.parametrize("name", list(preparations()))
@pytest.mark.parametrize("lasting", [0, 5, 60, 100])
@pytest.mark.parametrize("fast", [5, 50, 80])
def test_two_pools_give_the_counts_whatever_their_shares(name, fast, lasting):
    """Also a fast pool too small for the loss that was counted: the slow one loses the rest."""
    prep, rates = preparations()[name], preparation_rates(name, Pools.TWO, fast, lasting)
    kept = np.exp(-rates.losses * prep.interval_days)
    assert 100 * (1 - rates.shares @ kept) == pytest.approx(prep.loss_percent)
    assert 100 * (rates.births / rates.losses) @ (1 - kept) == pytest.approx(prep.formation_percent)
    assert rates.births[1] / rates.births.sum() == pytest.approx(lasting / 100)
    assert (rates.losses > 0).all()


def test_the_ends_of_the_counts_lie_on_both_sides_of_the_mean():
    for name, prep in preparations().items():
        fewest, most = rates_at_the_ends(name)
        rates = preparation_rates(name)
        assert fewest.losses[0] >= rates.losses[0] >= most.losses[0]
        assert (prep.loss_range[0] < prep.loss_range[1]) == (name != HIPPOCAMPUS)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"preparation": "retina"}, "no choice 'retina'"),
        ({"preparation": FRONTAL_2021, "pools": "three pools"}, "use one of one pool, two pools"),
        ({"preparation": FRONTAL_2021, "pools": Pools.TWO, "lasting_new_percent": 101}, "0 to 100% last"),
        ({"preparation": FRONTAL_2021, "fast_share_percent": 100}, "between 0 and 100%"),
        ({"preparation": FRONTAL_2021, "scoring_error_percent": 9}, "feign more change"),
    ],
)
def test_rates_that_no_count_gives_are_refused_in_one_sentence(options, says):
    with pytest.raises(ValueError, match=says) as refused:
        preparation_rates(**options)
    assert str(refused.value).endswith(".")
