"""Questions that do not say how their answer is found out, where others do."""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Finding
from interview.check.locations import Written
from interview.flow.model import Flow, QuestionType


def how_found(flow: Flow, written: Written) -> Iterator[Finding]:
    """Yield once that some questions lack `found_by`; free text, which is told apart, needs none."""
    asked = [question for question in flow.questions.values() if question.type is not QuestionType.TEXT]
    lacking = [question.id for question in asked if question.found_by is None]
    if lacking and len(lacking) < len(asked):
        names = ", ".join(f"'{name}'" for name in lacking)
        place = written.key("questions", lacking[0])
        yield Finding(place, "not-said-how-found", f"no found_by for {names}, where other questions have one")
