"""Whose words a note contains: whether a fault can add or drop a phrase, told without making the note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview.check.paths.model import Aspect
from interview.check.paths.outlook import Outlook, as_in_the_note, worded
from interview.flow.model import Flow

ENDS = "ends"


def speakers(flow: Flow, words: str) -> frozenset[str]:
    """Return the ids of what these words belong to; all of them when they belong to nothing in particular."""
    wanted = as_in_the_note(words)
    every = dict(_texts(flow))
    found = [name for name, texts in every.items() if any(wanted in as_in_the_note(text) for text in texts)]
    return frozenset(found or every)


def _texts(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in flow.recommendations.values():
        yield line.id, (line.title, line.say, line.more, line.if_open.say if line.if_open else "")
    for table in flow.tables.values():
        yield table.id, (table.label, table.note, *table.outcomes.values())
    for conflict in flow.conflicts.values():
        yield conflict.id, (conflict.say,)
    for constraint in flow.constraints.values():
        yield constraint.id, (constraint.say,)
    yield ENDS, (flow.ends.say if flow.ends else "",)


def readings(outlook: Outlook) -> Mapping[str, object]:
    """Return what decides, for each of those ids, how the note speaks of it."""
    found = outlook.conclusions
    read: dict[str, object] = {**found.statuses, **found.tables, ENDS: found.ended}
    for warning in found.warnings:
        read[warning.code] = True
    for name in found.statuses:
        if worded(outlook.session, name):
            read[name] = Aspect.WORDED
    return read
