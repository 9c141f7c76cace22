"""What can be chosen at the workbench; the value of each member is what a learner reads."""

from enum import StrEnum

from ketabrain.engine.stats.pooling import EffectMeasure


class PooledQuestion(StrEnum):
    """What the trials were to help against."""

    DEPRESSION = "depression"
    SUICIDAL_THOUGHTS = "suicidal thoughts"
    PTSD = "PTSD"
    ANXIETY = "anxiety"


class PooledOutcome(StrEnum):
    """What to compare, and by which measure."""

    RESPONSE_RISK_RATIO = "response, risk ratio"
    RESPONSE_ODDS_RATIO = "response, odds ratio"
    RESPONSE_RISK_DIFFERENCE = "response, risk difference"
    REMISSION_RISK_RATIO = "remission, risk ratio"
    REMISSION_ODDS_RATIO = "remission, odds ratio"
    REMISSION_RISK_DIFFERENCE = "remission, risk difference"
    SCORE_SMD = "score, standardised (SMD)"
    SCORE_MADRS = "score, MADRS points"

    @property
    def printed_as(self) -> "Printed":
        """What a trial must have printed for it."""
        return _MEANING[self][0]

    @property
    def measure(self) -> EffectMeasure:
        """The measure of its effects."""
        return _MEANING[self][1]


class Printed(StrEnum):
    """What trials print: scores, or counts of responders or of remitters."""

    SCORE = "score"
    RESPONDERS = "response"
    REMITTERS = "remission"


class MeasuredBy(StrEnum):
    """By what measure scores or counts are compared, whichever of them stand on the bench."""

    PLAIN = "points or risk ratio"
    ODDS = "SD or odds ratio"
    SHARES = "SD or risk difference"


_MEANING = {
    PooledOutcome.RESPONSE_RISK_RATIO: (Printed.RESPONDERS, EffectMeasure.RISK_RATIO),
    PooledOutcome.RESPONSE_ODDS_RATIO: (Printed.RESPONDERS, EffectMeasure.ODDS_RATIO),
    PooledOutcome.RESPONSE_RISK_DIFFERENCE: (Printed.RESPONDERS, EffectMeasure.RISK_DIFFERENCE),
    PooledOutcome.REMISSION_RISK_RATIO: (Printed.REMITTERS, EffectMeasure.RISK_RATIO),
    PooledOutcome.REMISSION_ODDS_RATIO: (Printed.REMITTERS, EffectMeasure.ODDS_RATIO),
    PooledOutcome.REMISSION_RISK_DIFFERENCE: (Printed.REMITTERS, EffectMeasure.RISK_DIFFERENCE),
    PooledOutcome.SCORE_SMD: (Printed.SCORE, EffectMeasure.SMD),
    PooledOutcome.SCORE_MADRS: (Printed.SCORE, EffectMeasure.MADRS_POINTS),
}


class TimePoint(StrEnum):
    """When the trials looked, after the first dose."""

    DAY = "1 day"
    HOURS = "hours"
    DAYS = "2–3 days"
    EARLY_WEEKS = "1–2 weeks"
    LATE_WEEKS = "3–8 weeks"


class Comparator(StrEnum):
    """What the control group got. Placebos that are felt and others that are not mix only where that is asked for;
    ECT and other drugs are treatments themselves and never mix with them.
    """

    PLACEBO_SPRAY = "placebo spray"
    SALINE = "saline"
    MIDAZOLAM = "midazolam"
    ANAESTHESIA = "anaesthesia"
    MIXED = "unlike placebos, mixed"
    ECT = "ECT"
    ANOTHER_DRUG = "another drug"

    def holds(self, control: str) -> bool:
        """Whether a trial with that control belongs here."""
        return control == self or (self is Comparator.MIXED and control in PLACEBOS)


PLACEBOS = (Comparator.PLACEBO_SPRAY, Comparator.SALINE, Comparator.MIDAZOLAM, Comparator.ANAESTHESIA)
"""Controls that are meant to do nothing: a spray or infusion without drug, a sedative, saline during anaesthesia."""


class Crossovers(StrEnum):
    """Whether trials in which everybody had both treatments count."""

    LEFT_OUT = "left out"
    COUNTED_IN = "counted in"


class SharedControl(StrEnum):
    """What to do with several doses that share one control group."""

    DOSES_MERGED = "merge the doses"
    DOSES_APART = "keep the doses apart"
