"""The fixed words of the flow language."""

from __future__ import annotations

from enum import StrEnum


class QuestionType(StrEnum):
    """What kind of answer a question takes."""

    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    MONTH = "month"
    TEXT = "text"


class FoundBy(StrEnum):
    """How an answer is found out."""

    HISTORY = "history"
    EXAMINATION = "examination"
    TEST = "test"
    JUDGEMENT = "judgement"


class Stance(StrEnum):
    """Which way a recommendation points."""

    FOR = "for"
    AGAINST = "against"
    CAUTION = "caution"
    INFORM = "inform"


class Urgency(StrEnum):
    """How soon; in this order everywhere."""

    SAME_DAY = "same_day"
    SOON = "soon"
    ROUTINE = "routine"


class Evidence(StrEnum):
    """The kind of evidence behind a statement, strongest designs first."""

    TRIAL = "trial"
    REVIEW = "review"
    GUIDELINE = "guideline"
    COHORT = "cohort"
    CASE_SERIES = "case_series"
    EXPERT_OPINION = "expert_opinion"
    DESIGN_CHOICE = "design_choice"


class Policy(StrEnum):
    """How a table picks a row: the only one that matches, or the first."""

    UNIQUE = "unique"
    FIRST = "first"
