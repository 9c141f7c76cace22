"""One card of every kind, in cells (# %%): what the widgets do whatever the lesson is tried on this page alone.

`write_every_kind` in lab.py makes a notebook of it.
"""

# %%
import os
import time

from ketabrain.engine import tables
from ketabrain.engine.draw.layout import plot
from ketabrain.lesson import (
    Piece,
    check,
    choice,
    explore,
    fair_version,
    finding,
    glossary,
    interval,
    ledger_tools,
    number,
    options,
    predict,
    progress,
    references,
    reveal,
    show_table,
    slider,
    sort_out,
    start,
    tell,
    verdict,
)

os.environ["KETABRAIN_LEDGER"] = "every-kind.json"  # apart from that of the lessons
start("00")

# %%
predict("number", "How long does it take, in hours?", number(0, 100, unit="h"))
predict("interval", "How many of ten people agree?", interval(0, 10, step=1, unit="of 10 people"))
predict("choice", "Which of the two is larger?", options("The first", "The second"))


# %%
def line(dose_mg, people, group):
    if 40 < dose_mg < 60:
        raise ValueError("Between 40 and 60 mg this model says nothing.")
    return dose_mg, people, group


def draw(result, figure):
    dose_mg, people, group = result
    figure.clear()
    axes = plot(figure)
    axes.plot([0, 1], [0, dose_mg])
    axes.plot([0, 1], [people, 0 if group == "children" else people / 2])
    return f"A line up to {dose_mg:g} mg. A second begins at {people} {group}."


explore(
    line,
    draw,
    name="controls",
    dose_mg=slider(0, 80, 0.5, 20, unit="mg", label="Dose", about="what is given", seen=(10, 40)),
    people=slider(0, 50, 1, 5, label="People", whole=True),
    group=choice("adults", "children", "elderly people", label="Group", about="who was asked"),
    task="Move every kind of control.",
    found=finding("At 80 mg the line ends at 80.", {"dose_mg": 80}),
)

# %%
explore(
    lambda dose_mg: line(dose_mg, 10, "adults"),
    draw,
    name="refusal",
    dose_mg=slider(0, 100, 1, 20, label="Dose (mg)"),
    task="A dose that the model cannot take is refused in a sentence.",
)


# %%
def slow_line(dose_mg, progress):
    for step in range(4):
        progress(step / 4)
        time.sleep(0.05)
    return dose_mg, 10, "adults"


explore(
    slow_line,
    draw,
    name="slow",
    run="Run the model",
    dose_mg=slider(0, 80, 0.5, 20, label="Dose (mg)"),
    task="This one waits for its button.",
)

# %%
explore(
    lambda hours: line(hours, 10, "adults"),
    draw,
    name="waits",
    hours=slider(0, 30, 1, 20, label="Hours"),
    task="What waits for an answer.",
    after="number",
)
tell("Twenty hours, since nobody was faster.", after="number")
show_table(tables.load("certainty")[["level"]], "A table that waits", after="number")

# %%
reveal("number", 20, "A day is longer.")
reveal("interval", 4, "Four did.")
reveal("choice", "The first", "By far.")

# %%
sort_out(
    "sorting", "Where was each study done?",
    {"Study A": Piece("In a clinic.", ("people",)), "Study B": Piece("In a cage.", ("mice", "rats"), "Of which kind?")},
    ("people", "mice", "rats"), lambda: (1, 2, "adults"), draw,
)  # fmt: skip

# %%
check("00.penalty")
check("00.calibration")


# %%
def penalty_of(confidence, right):
    return ...


check("00.brier", penalty_of)

# %%
verdict("C21")

# %%
show_table(tables.load("certainty")[["level", "treatment"]], "A table")
fair_version()
tell("Words with a [[meta-analysis]], a [[randomised trial]] and a source [@spravatousm].")
references()
glossary()
progress()
ledger_tools()

# %% [markdown]
### More: what may be passed over

# %%
explore(
    lambda people: line(10, people, "adults"),
    draw,
    name="folded",
    people=slider(0, 50, 1, 5, label="People", whole=True),
    task="This one stands under More.",
)
