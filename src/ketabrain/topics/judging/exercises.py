"""Exercises of lesson 13, judge the article. Every answer is computed from the tables and models."""

from scipy.stats import binom

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.stats.agreement import weighted_kappa
from ketabrain.engine.stats.calibration import Forecast, brier_score
from ketabrain.engine.stats.proportions import wilson
from ketabrain.engine.tables import quantity
from ketabrain.topics.shared.readability import article, flesch_kincaid

ANSWERS = (Forecast(0.9, True), Forecast(0.6, False), Forecast(0.7, True))
"""Three answers whose Brier score is asked for."""
STATED, TIMES, RIGHT = 0.8, 10, 6
"""A confidence, how often it was stated, and how often it came true."""
PAIRS = (("yes", "yes"),) * 40 + (("no", "no"),) * 40 + (("yes", "no"),) * 10 + (("no", "yes"),) * 10
"""Marks of two raters on 100 pages."""


def grade_from_counts(words: float, sentences: float, syllables: float) -> float:
    """Flesch-Kincaid grade from counts."""
    return float(flesch_kincaid(words / sentences, syllables / words))


def _kappa() -> float:
    return float(weighted_kappa(PAIRS, ("yes", "no")) or 0)


def _at_most(right: int) -> float:
    """How often somebody honest is right that many times or fewer."""
    return float(binom.cdf(right, TIMES, STATED))


def _interval() -> tuple[float, float]:
    """95% interval (Wilson) of the share that came true, in percent."""
    low, high = wilson(RIGHT, TIMES)
    return 100 * low, 100 * high


EXERCISES = (
    NumberExercise(
        id="13.brier",
        prompt="Three answers: 90% sure and right, 60% sure and wrong, 70% sure and right. What is the Brier score?",
        unit="",
        answer=lambda: brier_score(ANSWERS),
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 3 * brier_score(ANSWERS), "That is the sum. The score is the mean."),
            Mistake(lambda: (0.1 + 0.6 + 0.3) / 3, "Square the gaps before you take the mean."),
            Mistake(lambda: (0.1**2 + 0.4**2 + 0.3**2) / 3, "60% sure and wrong is a gap of 0.6, not of 0.4."),
        ),
        hints=("Gaps: 0.1, 0.6, 0.3.", "(0.01 + 0.36 + 0.09) / 3"),
        solution=lambda: f"(0.01 + 0.36 + 0.09) / 3 = {brier_score(ANSWERS):.3f}. Better than a coin toss (0.25), on three answers: which says next to nothing.",
    ),
    CodeExercise(
        id="13.grade",
        prompt="grade(words, sentences, syllables) returns the Flesch-Kincaid grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.",
        reference=grade_from_counts,
        arguments=((250, 14, 470), (100, 10, 150), (120, 4, 200), (60, 6, 80)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda words, sentences, syllables: 0.39 * words / sentences + 11.8 * syllables / sentences - 15.59, "Syllables per word, not per sentence."),
            WrongFunction(lambda words, sentences, syllables: 0.39 * words / sentences + 11.8 * syllables / words, "Take 15.59 away at the end."),
        ),
        hints=("words / sentences and syllables / words",),
        solution=lambda: (
            "def grade(words, sentences, syllables):\n    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59"
        ),
        remark=lambda: (
            f"For the article: {grade_from_counts(article().words, article().sentences, article().syllables):.1f}. Long words do it, and some of them are unavoidable."
        ),
    ),
    NumberExercise(
        id="13.kappa",
        prompt="Two raters judge 100 pages: both yes on 40, both no on 40, they differ on 20; each says yes to half. What is Cohen's kappa?",
        unit="",
        answer=_kappa,
        tolerance=0.02,
        mistakes=(
            Mistake(lambda: 0.8, "That is the share of agreement. Half of the pages would agree by chance."),
            Mistake(lambda: 0.2, "That is the share on which they differ. Begin with the share on which they agree."),
            Mistake(lambda: 0.3, "That is agreement beyond chance. Divide it by what was possible beyond chance."),
        ),
        hints=("Chance: 0.5 × 0.5 + 0.5 × 0.5 = 0.5.", "(0.8 − 0.5) / (1 − 0.5)"),
        solution=lambda: f"(0.8 − 0.5) / (1 − 0.5) = {_kappa():.1f}. Agreement of 80% sounds better than it is.",
    ),
    ChoiceExercise(
        id="13.byline",
        prompt="What follows from the fact that a clinic wrote the article?",
        options=(
            Option("Most of its claims are false, for it wants to sell.", False,
                   "More than half of its claims came out right or mostly right. Test each."),
            Option("Look for what a seller may leave out, such as harms.", True,
                   "Yes, and price, approval, other treatments: there the article is at its weakest."),
            Option("Nothing at all: only the text and its sources count.", False,
                   "A byline tells where to look for what is not in the text."),
            Option("Doctors must not write for the public about their work.", False,
                   "Few are better placed; a declared interest would help."),
        ),
        hints=("What would you want to know that it does not say?",),
        solution=lambda: f"Silence on harms is common: {quantity('stories-no-harms').value:g}% of American news stories on medicines named none.",
    ),
    ChoiceExercise(
        id="13.few",
        prompt=f"You said {100 * STATED:.0f}% {TIMES} times and were right {RIGHT} times. What may you conclude?",
        options=(
            Option(f"I am overconfident: {100 * RIGHT / TIMES:.0f} is less than {100 * STATED:.0f}%.", False,
                   f"Perhaps. Somebody honest is right {RIGHT} times or fewer in {TIMES} in about one case in {1 / _at_most(RIGHT):.0f}."),
            Option("I am well calibrated: it came close to what I said.", False,
                   "The data fit that, and fit overconfidence as well."),
            Option("Little so far: the data fit {} to {}% alike.".format(*(round(end) for end in _interval())), True,
                   "Yes. Ten answers cannot tell 60 from 80%."),
        ),
        hints=("Set 4.2 to an honest guesser with 10 answers, and look.",),
        solution=lambda: "Calibration needs many answers. Keep predicting: the habit is worth more than the score.",
    ),
)  # fmt: skip
"""In the order of the lesson."""
