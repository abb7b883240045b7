"""What a person must hear as soon as it is so, and only once while it lasts."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Conclusions, Session, conclude
from interview.engine.values_in_words import filled
from interview.store.recording import Recording
from interview.summary.findings import not_counted
from interview.summary.stance import with_stance
from interview.summary.urgency import Urgent, urgent


class NoticeFeed:
    """Tells what has become true since the last time it was asked."""

    def __init__(self) -> None:
        self._told: frozenset[str] = frozenset()
        self._saved = True
        self._urgent = False

    def of(self, recording: Recording) -> list[str]:
        """Return what is new, the most pressing first."""
        conclusions = conclude(recording.session)
        found = urgent(conclusions)
        standing = (*_urgent(recording.session, found), *_standing(recording, conclusions))
        fresh = [text for text in standing if text not in self._told]
        if self._urgent and found is None:
            fresh.insert(0, "The urgent notice no longer applies.")
        self._urgent = found is not None
        if recording.saved and not self._saved:
            fresh.append("Everything is saved again.")
        self._told, self._saved = frozenset(standing), recording.saved
        return fresh


def _standing(recording: Recording, conclusions: Conclusions) -> Iterator[str]:
    if not recording.keeping:
        yield recording.problem
    elif not recording.saved:
        yield (
            f"NOT SAVED: {recording.problem} The interview goes on, and each answer tries again. "
            "Type save to try now, or to write it to another folder."
        )
    if recording.notice:
        yield recording.notice
    for warning in conclusions.warnings:
        yield f"These answers do not fit together: {warning.text}"
    yield from (notice.text for notice in not_counted(recording.session))
    ends = recording.session.flow.ends
    if ends and conclusions.ended:
        yield filled(recording.session, ends.say)


def _urgent(session: Session, found: Urgent | None) -> Iterator[str]:
    """Yield the same-day lines that hold, what was said that makes it urgent before the first of them."""
    if found is None:
        return
    problems = f"{'; '.join(found.problems)}. " if found.problems else ""
    for number, line in enumerate(map(session.flow.recommendations.__getitem__, found.lines)):
        title = with_stance(line.title, line.stance)
        yield f"URGENT, same day: {'' if number else problems}{title}. {filled(session, line.say)}"
