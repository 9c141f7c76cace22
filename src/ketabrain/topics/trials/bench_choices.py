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
    """What trials print: counts of responders or of remitters, or scores."""

    RESPONDERS = "responders"
    REMITTERS = "remitters"
    SCORE = "score"


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
    """What the control group got."""

    ALL = "all"
    SALINE = "saline"
    MIDAZOLAM = "midazolam"
    PLACEBO_SPRAY = "placebo spray"
    ANAESTHESIA = "anaesthesia"
    ECT = "ECT"
    ANOTHER_DRUG = "another drug"


class Crossovers(StrEnum):
    """Whether trials in which everybody had both treatments count."""

    LEFT_OUT = "left out"
    COUNTED_IN = "counted in"


class SharedControl(StrEnum):
    """What to do with several doses that share one control group."""

    SPLIT = "split the control"
    DOSES_MERGED = "merge the doses"
