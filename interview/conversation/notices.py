"""What a person must hear as soon as it is so, and only once while it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from interview.engine import Conclusions, conclude
from interview.engine.session import SAID, Session
from interview.engine.values_in_words import filled, line_in_words
from interview.flow.model import Flow
from interview.moments import day, local
from interview.store.session_index import Saved
from interview.summary.notices import at_odds
from interview.summary.stance import with_stance
from interview.summary.urgency import Urgent, urgent

if TYPE_CHECKING:
    from interview.conversation.conversation import Conversation

NO_LONGER_URGENT = "The urgent notice no longer applies."


class Rank(IntEnum):
    """What a notice is about, the most pressing first."""

    URGENT = 0
    NOT_SAVED = 1
    KEPT = 2
    """About what is kept: this is a return visit, the flow has changed, an older file came back."""
    CONFLICT = 3
    ENDED = 4
    SAVED_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that has become true."""

    rank: Rank
    text: str


class SavedState(StrEnum):
    """What stands over an interview about its being kept."""

    READ_ONLY = "read only"
    NOT_ENTERED = "not entered yet"
    NOTHING = "nothing said"
    FINISHED = "finished"
    SAVED = "saved"
    PREVIEW = "preview, not saved"
    NOT_SAVED = "NOT SAVED"


def saved_state(conversation: Conversation) -> SavedState:
    """Return whether everything that was said is kept. Nothing saved and no problem is a preview."""
    recording = conversation.recording
    if conversation.read_only:
        return SavedState.READ_ONLY
    if recording.saved:
        if conversation.drafts:
            return SavedState.NOT_ENTERED
        if conversation.session.blank:
            return SavedState.NOTHING
        return SavedState.FINISHED if recording.finished else SavedState.SAVED
    return SavedState.NOT_SAVED if recording.problem else SavedState.PREVIEW


class NoticeFeed:
    """Tells what has become true since the last time it was asked."""

    def __init__(self) -> None:
        self._told: frozenset[Notice] = frozenset()
        self._saved = True
        self._urgent = False

    def of(self, conversation: Conversation) -> list[Notice]:
        """Return what is new, the most pressing first."""
        recording, conclusions = conversation.recording, conclude(conversation.session)
        found = urgent(conclusions)
        standing = (*_urgent(conversation.session, found), *_standing(conversation, conclusions))
        fresh = [notice for notice in standing if notice not in self._told]
        if self._urgent and found is None:
            fresh.insert(0, Notice(Rank.URGENT, NO_LONGER_URGENT))
        self._urgent = found is not None
        if recording.saved and not self._saved:
            fresh.append(Notice(Rank.SAVED_AGAIN, "Everything is saved again."))
        self._told, self._saved = frozenset(standing), recording.saved
        return fresh


def _standing(conversation: Conversation, conclusions: Conclusions) -> Iterator[Notice]:
    recording = conversation.recording
    if not recording.keeping or not recording.saved:
        yield Notice(Rank.NOT_SAVED, recording.problem)
    if kept := about_keeping(conversation):
        yield Notice(Rank.KEPT, kept)
    for warning in conclusions.warnings:
        yield Notice(Rank.CONFLICT, f"These answers do not fit together: {warning.text}")
    for notice in at_odds(conclusions):
        yield Notice(Rank.CONFLICT, notice.text)
    ends = conversation.session.flow.ends
    if ends and conclusions.ended:
        yield Notice(Rank.ENDED, filled(conversation.session, ends.say))


def _urgent(session: Session, found: Urgent | None) -> Iterator[Notice]:
    """Yield the same-day lines that hold, what was said that makes it urgent before the first of them."""
    if found is None:
        return
    problems = f"{'; '.join(found.problems)}. " if found.problems else ""
    for number, name in enumerate(found.lines):
        line = line_in_words(session, session.flow.recommendations[name])
        title = with_stance(line.title, line.stance)
        yield Notice(Rank.URGENT, f"URGENT, same day: {'' if number else problems}{title}. {line.say}")


def about_keeping(conversation: Conversation) -> str:
    """Say what to know first: this is a return visit, the flow has changed, the file was damaged."""
    recording = conversation.recording
    after = return_visit(conversation.visits or (), recording.label)
    return " ".join(part for part in (after, conversation.changed, recording.notice) if part)


def return_visit(visits: Sequence[Session], label: str) -> str:
    """Say which visit this one comes after; empty for a first visit.

    Without a label it is by the moment at which that one was begun, as in a list: several are of one day.
    """
    if not visits:
        return ""
    said = [one.at for one in visits[-1].events if one.kind in SAID]
    if label:
        return f"Return visit after {f'{day(said[-1])}, ' if said else ''}{label}."
    return f"Return visit after {f'{local(said[0]):%Y-%m-%d %H:%M}' if said else 'one without answers'}."


def flow_changed(saved: Saved, flow: Flow) -> str:
    """Say that the rules of a flow have changed while its content is known to be the same; mostly empty."""
    if saved.logic_hash == flow.logic_hash or saved.content_hash != flow.content_hash:
        return ""
    return (
        f"The questions or rules of '{flow.id}' have changed since this session was begun "
        f"(version {saved.flow_version} then, {flow.version} now). "
        "Answers that no longer fit are asked again."
    )


def nothing_touched(flow_id: str, versions: tuple[str, str]) -> str:
    """Say that a changed flow touches no answer and no conclusion."""
    then, now = versions
    return (
        f"The rules of '{flow_id}' have changed since last time (version {then} then, {now} now). "
        "Every answer still fits, and what follows from the answers is the same."
    )
