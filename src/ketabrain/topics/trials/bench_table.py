"""The table below the forest plot: every trial on the bench with what its line does not say, and every one refused."""

import pandas as pd

from ketabrain.engine.numerals import counted
from ketabrain.engine.show_table import Rows
from ketabrain.topics.trials.bench import Bench, ForestRow
from ketabrain.topics.trials.bench_words import effect_words, reason_words


def bench_rows(result: Bench) -> Rows:
    """A row for every trial on the bench, in its order, and then for each that was not pooled, with the reason."""
    refused = counted(len(result.refused), "result")
    caption = f"The trials one by one, and {refused} that could not be pooled"
    pooled = [_on_the_bench(row, result) for row in result.rows]
    not_pooled = [("–", each.label, "", "", "", "not pooled", "", reason_words(each)) for each in result.refused]
    columns = ["No.", "trial", "control", "people", "effect (95%)", "weight", "risk of bias, by us", "why"]
    return Rows(caption=caption, frame=pd.DataFrame([*pooled, *not_pooled], columns=columns))


def _on_the_bench(row: ForestRow, result: Bench) -> tuple[str, ...]:
    weight = "left out" if row.left_out else f"{100 * row.weight:.0f}%" if result.pooled else "alone"
    return (
        str(row.number), row.label, str(row.comparator), f"{row.people} : {row.control_people}",
        effect_words(row.shown, result.measure), weight, str(row.bias.judgement), row.bias.reason,
    )  # fmt: skip
