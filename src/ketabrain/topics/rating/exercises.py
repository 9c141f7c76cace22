"""Exercises of lesson 09b, how sure can we be? Every answer is computed from the tables and models."""

from ketabrain.engine.exercise import ChoiceExercise, Mistake, NumberExercise, Option
from ketabrain.topics.rating.number_needed import carry_over

WEEKS = carry_over("TRANSFORM, day 28")
DAY = carry_over("TRANSFORM, day 1")
OTHERS = 300
"""People of 1000 who respond without the drug, in the exercise on other people."""


def difference() -> float:
    """Risk difference (0–1) of the two short trials of the spray after four weeks."""
    return WEEKS.difference.value


def _of_others() -> float:
    return OTHERS * DAY.ratio.value


EXERCISES = (
    NumberExercise(
        id="09b.needed",
        prompt=f"After four weeks {WEEKS.drug.events} of {WEEKS.drug.people} people on esketamine spray and a new antidepressant had responded, and {WEEKS.control.events} of {WEEKS.control.people} on placebo spray and a new antidepressant. How many must be given the drug for one more response?",
        unit="people",
        answer=lambda: 1 / difference(),
        tolerance=0.03,
        mistakes=(
            Mistake(difference, "That is the difference of the shares. The number needed to treat is one over it."),
            Mistake(lambda: 100 * difference(), "That is how many of 100 respond because of the drug. Divide 100 by it."),
            Mistake(lambda: 1 / WEEKS.control.share, "That uses the placebo group alone. Take the difference of both shares first."),
            Mistake(lambda: WEEKS.drug.share / WEEKS.control.share, "That is the ratio of the shares. It does not say how many people: subtract, then take one over it."),
            Mistake(lambda: 1 / WEEKS.drug.share, "Some of these would have responded anyway. Take them away first."),
        ),
        hints=("Difference of the two shares, then one over it.", f"1 / ({WEEKS.drug.share:.3f} − {WEEKS.control.share:.3f})"),
        solution=lambda: (
            f"1 / {difference():.3f} = {1 / difference():.1f}: of seven or eight people treated, one responds because of the drug, three or four would have responded anyway, and the others do not. "
            "With another share of people who get better anyway, the number changes (3.1)."
        ),
    ),
    NumberExercise(
        id="09b.thousand",
        prompt=f"In two trials the spray made response after a day {DAY.ratio.value:.2f} times as frequent as a placebo spray did. Suppose that ratio holds for other people, of whom {OTHERS} in 1000 respond without the drug. How many of 1000 respond with it?",
        unit="people",
        answer=_of_others,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: OTHERS + 1000 * DAY.difference.value, "You kept the difference of the two trials. The question keeps their ratio."),
            Mistake(lambda: _of_others() - OTHERS, "That is how many more respond. The question asks how many respond in all."),
            Mistake(lambda: OTHERS / DAY.ratio.value, "You divided by the ratio. With the drug more people respond, not fewer."),
            Mistake(lambda: 1000 * DAY.drug.share, "That is the share of the two trials. These are other people."),
        ),
        hints=("A ratio multiplies the share without the drug.", f"{OTHERS} × {DAY.ratio.value:.2f}"),
        solution=lambda: (
            f"{OTHERS} × {DAY.ratio.value:.2f} = {_of_others():.0f}, so {_of_others() - OTHERS:.0f} more. In the trials themselves {1000 * DAY.control.share:.0f} of 1000 responded on placebo, "
            f"and the same ratio gave {1000 * DAY.difference.value:.0f} more. One ratio, two very different numbers of people."
        ),
    ),
    ChoiceExercise(
        id="09b.reason",
        prompt="A review asks whether a drug helps teenagers. Its trials are large, agree with each other and hid the drug well, but all their people were over 40. Which reason lowers the certainty?",
        options=(
            Option("Risk of bias: something pushed the results one way.", False, "The drug was hidden well, and nothing else points to a push."),
            Option("Inconsistency: the trials contradict each other.", False, "They agree with each other."),
            Option("Indirectness: other people than the question is about.", True, "Yes. What holds over 40 may not hold for teenagers, however good the trials are."),
            Option("Imprecision: too few people, so that intervals are wide.", False, "The trials are large, so their intervals are narrow."),
        ),
        hints=("Who was asked about, and who was in the trials?",),
        solution=lambda: "Good trials of other people answer another question. GRADE calls that indirectness.",
    ),
    ChoiceExercise(
        id="09b.null",
        prompt="In PTSD a trial of 30 people found a large benefit. A trial of 158 found none, but its abstract prints no size, so it is not in the pooled number. What is wrong with pooling what is left?",
        options=(
            Option("Nothing: one can pool no more than what has been printed.", False,
                   "True, and the result is biased: what is missing is not missing by chance. Abstracts print sizes of benefits and “not significant” for nulls."),
            Option("The large trial is a zero and has to be pooled as one.", False,
                   "Not significant is not zero. By its size it still allows up to about 0.4 standard deviations either way."),
            Option("The small trial is too small and must be left out.", False,
                   "It was randomised and measured. But small trials that get noticed tend to promise too much."),
            Option("What is missing is missing because of what it found.", True,
                   "Yes. That is why reviewers write to authors, and why an honest forest plot also names what it could not pool."),
        ),
        hints=("Why has one of them a number in its abstract, and the other not?",),
        solution=lambda: "Missing results lean to one side. GRADE has a reason for it (publication bias), and the funnel plot is a first look, if there are enough trials.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
