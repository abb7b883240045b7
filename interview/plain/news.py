"""What a person must hear as soon as it is so, and only once while it lasts."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Conclusions, Status, conclude
from interview.flow.words import Urgency
from interview.store.recording import Recording


class News:
    """Tells what has become true since the last time it was asked."""

    def __init__(self) -> None:
        self._told: frozenset[str] = frozenset()
        self._saved = True

    def of(self, recording: Recording) -> list[str]:
        """Return what is new, the most pressing first."""
        standing = tuple(_standing(recording))
        fresh = [text for text in standing if text not in self._told]
        if recording.saved and not self._saved:
            fresh.append("Everything is saved again.")
        self._told, self._saved = frozenset(standing), recording.saved
        return fresh


def _standing(recording: Recording) -> Iterator[str]:
    conclusions = conclude(recording.session)
    yield from _urgent(conclusions)
    if not recording.keeping:
        yield recording.problem
    elif not recording.saved:
        yield f"NOT SAVED: {recording.problem} The interview goes on, and each answer tries again."
    if recording.notice:
        yield recording.notice
    for warning in conclusions.warnings:
        yield f"These answers do not fit together: {warning.text}"
    ends = recording.session.flow.ends
    if ends and conclusions.ended:
        yield ends.say


def _urgent(conclusions: Conclusions) -> Iterator[str]:
    """Yield the same-day lines that hold, once the flow's urgent fact does."""
    flow = conclusions.session.flow
    if not conclusions.facts.get(flow.urgent):
        return
    for line in flow.recommendations.values():
        if line.urgency is Urgency.SAME_DAY and conclusions.statuses[line.id] is Status.HOLDS:
            yield f"URGENT, same day: {line.title}. {line.say}"
