"""What is said about a question, and what stands over an interview, in words for any face."""

from __future__ import annotations

from datetime import datetime

from interview.conversation.conversation import Conversation
from interview.conversation.entry import chosen_in
from interview.conversation.notices import SavedState, return_visit, saved_state
from interview.engine import Progress
from interview.engine.given_answers import held_at
from interview.errors import errors_in_flow
from interview.flow.answer_text import asked_again, in_words, possible
from interview.flow.answers import Answer, Reason, Several
from interview.flow.model import Flow, Option, Question, QuestionType
from interview.flow.review import review_state
from interview.moments import day, local

REASONS = (
    (Reason.NOT_ASSESSED.value, "Not assessed"),
    (Reason.NOT_KNOWN.value, "Not known"),
    (Reason.PENDING.value, "Result pending"),
    (Reason.DECLINED.value, "Declined"),
)


def title(conversation: Conversation) -> str:
    """Return what stands over an interview: who it is about, then the flow and where that comes from."""
    flow, origin = conversation.session.flow, conversation.recording.origin
    parts = (name(conversation), flow.title, f"from {origin}" if origin else "")
    return headed(conversation, " · ".join(part for part in parts if part))


def heads(conversation: Conversation) -> tuple[str, str]:
    """Return who an interview is about, and which visit, flow and origin it is, to stand beside that.

    Before anything is said, the flow stands in place of the person.
    """
    flow, origin = conversation.session.flow, conversation.recording.origin
    who, visits = name(conversation), conversation.visits
    visit = f"visit {len(visits) + 1}" if visits is not None else "a later visit"
    about = (visit if who else "", f"from {origin}" if origin else "", flow.title if who else "")
    return headed(conversation, who or flow.title), " · ".join(part for part in about if part)


def opening(flow: Flow) -> tuple[str, str]:
    """Return what a person must know before the first question: what a flow is for, how far to trust it."""
    state = f"Version {flow.version}, {review_state(flow.review, flow.content_hash)}."
    return flow.intended_use, f"{state} Evidence to {flow.evidence_to}."


def headed(conversation: Conversation, words: str) -> str:
    """Return a title after the errors of the flow: a title is cut at its end."""
    return " · ".join(part for part in (errors_in_flow(conversation.session.errors), words) if part)


def name(conversation: Conversation) -> str:
    """Return what tells one patient's interview from another: its label, or when it was begun.

    Before anything is said, it is the visit that it follows, if any.
    """
    if label := conversation.recording.label or begun(conversation):
        return label
    held = held_at(conversation.visits[-1]) if conversation.visits else ""
    return f"visit after {day(held)}" if held else ""


def begun(conversation: Conversation) -> str:
    """Say when an interview was begun; the day as well, unless it is today. Empty before anything is said."""
    log, now = conversation.session.events, conversation.recording.now()
    if conversation.session.blank:
        return ""
    at, today = local(log[0].at), day(log[0].at) == day(now)
    return f"begun {at.strftime('%H:%M' if today else '%Y-%m-%d %H:%M')}"


def going_on(conversation: Conversation) -> str:
    """Say with whom a kept interview goes on, until something is said; empty otherwise."""
    if not conversation.resumed:
        return ""
    label = conversation.recording.label or "an interview"
    return f"Going on with {', '.join(part for part in (label, begun(conversation)) if part)}."


def new_patient(conversation: Conversation) -> str:
    """Say that an interview is about a new patient, until something is said; empty of any other."""
    known = conversation.resumed or conversation.visits or not conversation.session.blank
    if known or conversation.read_only or saved_state(conversation) is SavedState.PREVIEW:
        return ""
    label = conversation.recording.label
    return f"New patient{f': {label}' if label else ''}."


def whose(conversation: Conversation) -> str:
    """Say whom an interview is about, until something is said: with whom it goes on, which visit it follows,
    or that it is about a new patient."""
    if conversation.session.blank:
        after = return_visit(conversation.visits or (), conversation.recording.label)
        return after or new_patient(conversation)
    return going_on(conversation)


def screens_left(left: Progress) -> tuple[str, str]:
    """Return how many screens can still come, this one included, in full and in short."""
    if left.most == 0:
        return "all asked", "all asked"
    if left.fewest == left.most:
        return f"{left.most} {'screen' if left.most == 1 else 'screens'} left", f"{left.most} left"
    return f"{left.fewest} to {left.most} screens left", f"{left.fewest}-{left.most} left"


def settled(applying: int, unsettled: int) -> tuple[str, str]:
    """Return how much of the plan applies and how much waits for answers, in full and in short."""
    apply_ = "1 applies" if applying == 1 else f"{applying} apply"
    return f"{apply_}, {unsettled} not settled yet" if unsettled else f"{apply_}, all settled", apply_


def screens_done(conversation: Conversation) -> int:
    """Return how many screens something was said on."""
    said = conversation.session.answers.keys()
    return sum(not said.isdisjoint(screen.questions) for screen in conversation.session.flow.screens)


def expected(question: Question) -> str:
    """Return what to type into the field of a question; no more than its unit where any number will do."""
    number = question.type is QuestionType.NUMBER
    return question.unit if number and question.range is None else possible(question)


def said_before(conversation: Conversation) -> tuple[str, bool]:
    """Return the answer that is on record or offered, or else what was said last time, and whether Enter
    keeps it. Nothing where nothing was said."""
    question, earlier = conversation.question, conversation.earlier
    if question is None:
        return "", False
    if earlier is None:
        last, awaited = conversation.reminders.get(question.id), conversation.confirmation.awaited
        if last is None:
            pending = question.id in awaited
            return f"last time ({day(awaited[question.id])}): result pending" if pending else "", False
        when = f" ({day(last.at)})" if last.at else ""
        return f"last time{when}: {in_words(question, last.answer)}; {asked_again(question)}", False
    today = "at this visit" if conversation.visits else "earlier"
    when = f"on {day(conversation.offered.at)}" if conversation.offered else today
    return f"answered {when}: {in_words(question, earlier)}", True


def since_last_time(conversation: Conversation, option: Option) -> str:
    """Return the hint of an option of a list that is filled in from the last visit; mostly nothing."""
    offered = conversation.offered
    if offered is None or not isinstance(offered.answer, Several):
        return ""
    when = month(offered.at, conversation.recording.now())
    if option.id in offered.answer.chosen:
        return f"{'as' if option.id in conversation.entry.ticked else 'present'} {when}"
    return "" if offered.answer.rest_absent else f"not checked {when}"


def unticked(conversation: Conversation, option: str) -> str:
    """Say that an option that was present before is not ticked any more; nothing of any other."""
    question, earlier = conversation.question, conversation.earlier
    if question is None or option not in chosen_in(earlier) - conversation.entry.ticked:
        return ""
    return f"Not ticked any more: {labels(question, frozenset({option}))}."


def left_out(conversation: Conversation, answer: Answer) -> str:
    """Say which options were present before and are not in an answer that was typed whole; mostly nothing."""
    gone = conversation.entry.left_out(answer)
    if conversation.question is None or not isinstance(answer, Several) or not gone:
        return ""
    now = "absent" if answer.rest_absent else "not checked"
    return f"Present before and not typed now: {labels(conversation.question, gone)}. It would be {now}."


def taken_back(question: Question, earlier: Answer | None, answer: Answer) -> str:
    """Say which options were present before and are not any more; nothing where all still are."""
    gone = chosen_in(earlier) - chosen_in(answer) if isinstance(answer, Several) else frozenset()
    return f"Not any more: {labels(question, gone)}." if gone else ""


def labels(question: Question, options: frozenset[str]) -> str:
    """Return options by their labels, in order."""
    return "; ".join(option.label for option in question.options if option.id in options)


def month(at: str, now: str) -> str:
    """Say in which month a moment was, with its year unless that is clear; in this month, on which day."""
    then, today = day(at), day(now)
    if (then.year, then.month) == (today.year, today.month):
        return f"on {then}"
    words = datetime(then.year, then.month, 1).strftime("%B")
    return f"in {words}" if (today - then).days < 320 else f"in {words} {then.year}"
