"""Three short versions of the article to mark: the course's own and two flawed ones, each with its word check."""

from dataclasses import dataclass

import pandas as pd

from ketabrain.engine import tables
from ketabrain.engine.show_table import Rows
from ketabrain.engine.sort_out import Piece
from ketabrain.topics.judging.rubric import Checked, check_version

MARKS = FAIR, PROMISES, FRIGHTENS = ("fair", "promises too much", "frightens too much")
"""How a version can be marked."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A short version of the article: how it should be marked, why, and what the word check says of it."""

    name: str
    text: str
    mark: str
    why: str
    checked: Checked


def versions() -> tuple[Version, ...]:
    """The three versions, the course's own in the middle.

    >>> [each.mark for each in versions()]
    ['promises too much', 'fair', 'frightens too much']
    """
    told = tables.load("harm_events").set_index("id").loc["spravatohcp-detachment"]
    drug, placebo = (f"{100 * told[f'{arm}_cases'] / told[f'{arm}_people']:.0f}" for arm in ("drug", "control"))
    return tuple(
        Version(name=f"Version {name}", text=text, mark=mark, why=why, checked=check_version(text))
        for name, text, mark, why in (
            ("A", _GLOWING, PROMISES, "It keeps to hours and leaves out how little is left after weeks, for whom it "
             "is licensed, and how often harm comes. “So mild that nobody needs to worry” denies a harm in new words."),
            ("B", _FAIR.format(drug=drug, placebo=placebo), FAIR, "Ours. It says for whom, against what, how "
             "long, how sure and which harms. It leaves out BDNF and synapses: a patient decides nothing by them."),
            ("C", _FRIGHTENING, FRIGHTENS, "Each harm in it is real, mostly after heavy use over years, but no benefit "
             "has a size, and what is not known counts against the drug alone."),
        )
    )  # fmt: skip


def word_checks() -> Rows:
    """What the word check finds in each version, a row for each of its lines."""
    found = versions()
    lines = [each.checked.lines for each in found]
    columns = {each.name: ["✓" if line.found else "×" for line in each.checked.lines] for each in found}
    return Rows(
        caption="What the word check says: it counts words and does not see fairness",
        frame=pd.DataFrame({"Asks": [line.asks for line in lines[0]], **columns}),
        first=len(lines[0]),
    )


def version_pieces() -> dict[str, Piece]:
    """The versions as pieces to mark."""
    return {each.name: Piece(each.text, (each.mark,), each.why) for each in versions()}


_GLOWING = (
    "Ketamine, long approved as an anaesthetic, is now changing the lives of people with depression. Where older drugs "
    "need weeks, relief comes within hours, and in one early trial most patients did better than on placebo the next "
    "day. By waking up glutamate and BDNF it lets the brain grow new connections. How that works in detail is not "
    "fully known, but patients need not wait for it. Some people feel detached or dizzy, so mild and so short that "
    "nobody needs to worry. A doctor stays with you, and a clinic wrote the page that this one replaces."
)
_FAIR = (
    "Ketamine is an anaesthetic. A related spray, esketamine, is licensed for depression that other drugs have not "
    "helped; ketamine itself is not. In trials people improved more on it than on placebo, within hours and for days "
    "to a few weeks. How much of that is the drug is uncertain, since most people can tell what they got. How it works "
    "is not known. Of 100 people on the spray {drug} felt detached, against {placebo} on placebo. Blood pressure can "
    "rise, so staff watch for two hours. Heavy use harms the bladder and can lead to dependence. For anxiety and "
    "trauma little is shown. A pain clinic wrote the page that this replaces."
)
_FRIGHTENING = (
    "Ketamine is a drug of abuse that was once approved as an anaesthetic. It takes people out of their minds for "
    "hours, raises blood pressure, destroys the bladder and leads to dependence. Nobody knows how it works or what it "
    "does over years. In trials it was compared with placebo, but people could tell what they got, so these trials "
    "show nothing at all. A related spray is licensed, yet staff must watch people for two hours after each dose, "
    "which tells you enough. Half of what you read of it is advertising: a clinic wrote the page that this replaces."
)
