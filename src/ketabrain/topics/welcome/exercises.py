"""Exercises of lesson 00, Start here: what a stated confidence costs when it meets the answer."""

from ketabrain.engine.exercise import ChoiceExercise, CodeExercise, Mistake, NumberExercise, Option, WrongFunction
from ketabrain.engine.stats.calibration import penalty

SURE = 0.8

EXERCISES = (
    NumberExercise(
        id="00.penalty",
        prompt=f"You said that you were {100 * SURE:.0f}% sure, and you were wrong. What is the Brier penalty of that one answer?",
        unit="",
        answer=lambda: penalty(SURE, False),
        tolerance=0.005,
        mistakes=(
            Mistake(lambda: penalty(SURE, True), "That is the penalty if you had been right; here the outcome counts as 0."),
            Mistake(lambda: SURE, "That is the gap itself; square it."),
            Mistake(lambda: 1 - SURE, "That is the gap to a right answer, and not yet squared. You were wrong: the outcome counts as 0."),
        ),
        hints=(
            "A right answer counts as 1, a wrong one as 0. How far is 0.8 from what happened?",
            "Square that gap.",
        ),
        solution=lambda: (
            f"The outcome is 0, so the gap is {SURE:g} and the penalty {SURE:g} × {SURE:g} = {penalty(SURE, False):.2f}. "
            f"Had you been right, it would have been {1 - SURE:.1f} × {1 - SURE:.1f} = {penalty(SURE, True):.2f}."
        ),
    ),
    CodeExercise(
        id="00.brier",
        prompt="penalty_of(confidence, right) returns the Brier penalty; confidence lies between 0 and 1, right is True or False.",
        reference=penalty,
        arguments=((0.8, True), (0.8, False), (0.5, True), (1.0, False), (1.0, True), (0.65, False)),
        tolerance=0.001,
        mistakes=(
            WrongFunction(lambda c, right: abs(right - c), "That is the gap. The Brier penalty is its square, which makes big errors cost more."),
            WrongFunction(lambda c, right: (1 - c) ** 2, "That is right for right answers only. A wrong one counts as 0, so the gap is the confidence itself."),
            WrongFunction(lambda c, right: c**2, "That is right for wrong answers only. A right one counts as 1, so the gap is one minus the confidence."),
            WrongFunction(lambda c, right: c**2 if right else (1 - c) ** 2, "Turned round: that rewards being sure and wrong."),
            WrongFunction(lambda c, right: right - c, "That is the gap with its sign. Square it."),
        ),
        hints=(
            "In arithmetic Python counts True as 1 and False as 0.",
            "Take the gap between right and confidence, and square it with ** 2.",
        ),
        solution=lambda: "def penalty_of(confidence, right):\n    return (right - confidence) ** 2",
    ),
    ChoiceExercise(
        id="00.calibration",
        prompt="Ten times somebody said “90% sure”, and six of the ten answers were right. What does that show?",
        options=(
            Option("They were overconfident on these ten: 60% right and not 90%.", True,
                   "Yes. Ten answers are few, so the gap could be partly luck, but a gap this wide deserves attention."),
            Option("They know little about the subject that they were asked about.", False,
                   "Six of ten may be good or bad for such questions. Calibration compares it with what was claimed: 90%."),
            Option("They are well calibrated, since more than half were right.", False,
                   "Well calibrated would mean about nine right of ten, because they said 90%."),
            Option("Nothing at all can be said, since ten answers are too few.", False,
                   "Few, but not nothing. Someone who is truly right 90% of the time gets six or fewer of ten about once in 80 tries."),
        ),
        hints=("What share should be right when somebody says 90%?",),
        solution=lambda: (
            "Calibration compares the share that was right, 6 of 10, with the confidence that was claimed, 90%. The claim "
            "was too high. A lower confidence, near 60%, would have earned a better Brier score: "
            f"{0.6 * penalty(0.6, True) + 0.4 * penalty(0.6, False):.2f} in place of {0.6 * penalty(0.9, True) + 0.4 * penalty(0.9, False):.2f}."
        ),
    ),
)  # fmt: skip
"""In the order of the lesson."""
