"""Exercises of lesson 10, leaving the body behind. Every answer is computed from the tables and models."""

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.numerals import minus
from ketabrain.engine.stats.correlation import implied_n, p_value
from ketabrain.engine.tables import load, quantity
from ketabrain.topics.detachment.unblinding import printed_gaps

_FAMOUS = load("dissociation_links").set_index("id").loc["luckenbaugh-week"]
R, P, PRINTED_PEOPLE = float(_FAMOUS["value"]), float(_FAMOUS["p"]), int(_FAMOUS["people"])
LEAD = quantity("wilkinson-midazolam").midpoint
HOPE = 1.5
"""Effect of hope that an exercise supposes, SD."""


def midazolam_gap() -> float:
    """Gap in beliefs against midazolam, to two digits as the exercise prints it."""
    _, midazolam = printed_gaps()
    return round(midazolam, 2)


def own_effect() -> float:
    """The drug's own effect (SD) that is left of the lead over midazolam."""
    return LEAD - midazolam_gap() * HOPE


def shares(a: float, b: float, direct: float) -> float:
    """Share of the whole effect that goes through the mediator: `a` from drug to mediator, `b` from mediator to mood, `direct` the rest."""
    return a * b / (a * b + direct)


EXERCISES = (
    ChoiceExercise(
        id="10.worlds",
        prompt="A pump holds the same level of ketamine in everybody. People still differ in how detached they feel, and those who feel more detached still get more relief. Which explanation is now in trouble?",
        options=(
            Option("The experience works: more of it brings more relief.", False,
                   "It predicts just this: more experience, more relief, whatever the level."),
            Option("The blind is broken: people can tell what they got.", False,
                   "People can still tell by their detachment that they got the drug. This design does not touch that."),
            Option("The drug drives both: its level sets mood and detachment.", True,
                   "Yes. If only the level made people detached and lifted their mood, the two could not go together once the level is the same in all."),
            Option("All three: once the level is held, none of them can hold.", False,
                   "Look at 4.2: under this design r falls to 0 in one world only."),
        ),
        hints=("Which arrow starts at the level? Run the third trial in 4.2 with one arrow at a time.",),
        solution=lambda: "Holding a possible common cause fixed is the test for it. It does not tell a helpful experience from hope: that takes sleep, or telling everybody what they get.",
    ),
    NumberExercise(
        id="10.pairs",
        prompt=f"The abstract prints r = {minus(R)} with p = {P:g} and n = {PRINTED_PEOPLE}. How many people must really stand behind this r to give this p? (t = r·√((n − 2)/(1 − r²)); p {P:g} needs a t of about 2.7.)",
        unit="people",
        answer=lambda: implied_n(R, P),
        tolerance=0.06,
        mistakes=(
            Mistake(lambda: PRINTED_PEOPLE, f"With {PRINTED_PEOPLE} people this r would have a p of {p_value(R, PRINTED_PEOPLE):.6f}. Fewer people, larger p."),
            Mistake(lambda: (2.7 / abs(R)) ** 2 + 2, "Nearly: you left out the part 1 − r². Multiply by it before you add 2."),
            Mistake(lambda: (2.7 / abs(R)) ** 2 * (1 - R**2), "Add the 2 that is taken away under the root."),
        ),
        hints=("Solve for n: n = 2 + t²·(1 − r²)/r².", f"2 + 2.7²·(1 − {R**2:.3f})/{R**2:.3f}"),
        solution=lambda: (
            f"2 + 2.7²·{1 - R**2:.3f}/{R**2:.3f} ≈ {implied_n(R, P)}. The abstract does not say who is missing, or whether the p was corrected for many tests. "
            f"Until one knows, the interval of r must not be built on {PRINTED_PEOPLE} people."
        ),
    ),
    NumberExercise(
        id="10.lead",
        prompt=f"Against midazolam ketamine leads by {LEAD:g} SD. The gap in beliefs was {midazolam_gap():g}. Suppose that being sure of having the drug is worth {HOPE:g} SD. How large is the drug's own effect?",
        unit="SD",
        answer=own_effect,
        tolerance=0.03,
        mistakes=(
            Mistake(lambda: LEAD - midazolam_gap(), f"You took away the gap itself. Being sure is worth {HOPE:g} SD, so the gap is worth gap × {HOPE:g}."),
            Mistake(lambda: LEAD - HOPE, "Hope counts only for those who believe more than the other group does: multiply it by the gap."),
            Mistake(lambda: LEAD + midazolam_gap() * HOPE, "Hope is part of the lead already. Take it away."),
            Mistake(lambda: midazolam_gap() * HOPE, "That is the part of hope. The rest is the drug's."),
            Mistake(lambda: LEAD / midazolam_gap(), "The lead is a sum: drug + gap × hope."),
        ),
        hints=("lead = drug + gap × hope", f"{LEAD:g} − {midazolam_gap():g} × {HOPE:g}"),
        solution=lambda: (
            f"{LEAD:g} − {midazolam_gap():g} × {HOPE:g} = {own_effect():.3g} SD. With another worth of hope the drug's part changes: nobody has measured it. "
            "And the sum supposes that midazolam itself does nothing for mood."
        ),
    ),
    CodeExercise(
        id="10.shares",
        prompt="A drug changes the experience by a; each unit of experience changes mood by b; the drug also changes mood directly. shares(a, b, direct) returns the share of the whole effect that goes through the experience.",
        reference=shares,
        arguments=((2.0, 3.0, 6.0), (1.0, 0.5, 1.5), (10.0, 0.2, 0.0), (0.0, 4.0, 2.0)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda a, b, direct: a * b, "That is the size of the way through the experience. Divide it by the whole effect."),
            WrongFunction(lambda a, b, direct: direct / (a * b + direct), "That is the share of the direct way."),
            WrongFunction(lambda a, b, direct: (a + b) / (a + b + direct), "Along a chain effects multiply: a times b."),
        ),
        hints=("through = a * b", "through / (through + direct)"),
        solution=lambda: (
            "def shares(a, b, direct):\n    return a * b / (a * b + direct)"
        ),
        remark=lambda: (
            f"shares(2, 3, 6) is {shares(2, 3, 6):.1f}. The sum is easy; b is the trouble. It is measured as a correlation, and every other cause of both, and every guess, gets into it."
        ),
    ),
    ChoiceExercise(
        id="10.adjust",
        prompt="In a trial everybody is asked what they think they got. Among people with the same guess, detachment and relief no longer go together. What follows?",
        options=(
            Option("The blind was broken, and the experience does nothing.", False,
                   "This fits, but so does something else: people also guess by whether they feel better."),
            Option("It fits a broken blind, but relief may make the guess.", True,
                   "Yes. Whoever feels better believes in the drug: then sorting people by their guess sorts them by the outcome, and real effects can vanish or appear."),
            Option("The experience works by the guess: the claim is right.", False,
                   "Then hope would be the cure, and a placebo that people believe in would do."),
            Option("Nothing follows, since a guess is no more than an opinion.", False,
                   "An opinion that changes the outcome is part of the diagram."),
        ),
        hints=("Draw one more arrow in 4.2: from mood to “I got the drug”.",),
        solution=lambda: "Guesses should be asked for early, before people can judge by their mood, together with the reason for the guess. That is hardly ever done.",
    ),
    ChoiceExercise(
        id="10.wording",
        prompt="Which sentence would a fair article print?",
        options=(
            Option("Detachment lets patients step back from their trauma.", False,
                   "Nobody has tested it in trauma, and the tests in depression are mostly null."),
            Option("Detachment is a side effect, and does nothing for mood.", False,
                   "No test excludes that it does something. The famous correlation may yet be causal; large trials make a large part unlikely for the spray."),
            Option("Patients who dissociate respond better than all others.", False,
                   "In some small studies of one institute. In the large ones they do not."),
            Option("Many feel detached; some think it helps; nobody has shown it.", True,
                   "Yes: what is known, who believes more, and that it is open."),
        ),
        hints=("It should say what was measured, and keep belief apart from it.",),
        solution=lambda: "Saying who believes a thing, and on what ground, takes one more line and costs no reader.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
