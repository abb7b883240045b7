"""Recommendations without sources, and sources and controversies that nobody refers to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from interview.check.diagnostics.diagnostic import Finding
from interview.flow.model import Evidence, Flow, Recommendation


def sources(flow: Flow) -> Iterator[Finding]:
    """Yield what rests on nothing, and what nothing rests on."""
    for line in flow.recommendations.values():
        if not line.sources and not _own_choice(line):
            yield Finding(line.place, "no-source", f"'{line.id}' names no source")
    cited = _cited(flow)
    for source in flow.sources.values():
        if source.id not in cited:
            yield Finding(source.place, "uncited-source", f"nothing cites '{source.id}'")
    borne = {name for line in flow.recommendations.values() for name in line.controversies}
    for controversy in flow.controversies.values():
        if controversy.id not in borne:
            said = f"'{controversy.id}' bears on no recommendation"
            yield Finding(controversy.place, "unused-controversy", said)


def _own_choice(line: Recommendation) -> bool:
    return set(line.evidence) == {Evidence.DESIGN_CHOICE}


def _cited(flow: Flow) -> set[str]:
    cited = chain(
        (question.sources for question in flow.questions.values()),
        (fact.sources for fact in flow.facts.values()),
        (table.sources for table in flow.tables.values()),
        (line.sources for line in flow.recommendations.values()),
        (controversy.sources for controversy in flow.controversies.values()),
        [flow.patient_page.sources if flow.patient_page else ()],
    )
    return set(chain(*cited))
