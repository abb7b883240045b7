"""What is said about a question, as paragraphs. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator

from interview.conversation import prompts
from interview.conversation.conversation import Conversation
from interview.conversation.finish import asked_as
from interview.conversation.notices import Notice, Rank
from interview.engine import Progress
from interview.errors import errors_in_flow
from interview.flow.answer_text import accepted, nothing
from interview.flow.model import Flow, Question, QuestionType, Screen
from interview.flow.review import review_state
from interview.plain.replies import numbers

COMMANDS = (
    "Type the number of an answer, or the beginning of its words, then Enter.",
    "u: not assessed, also with a reason: u not known, u pending, u declined.",
    "b: back to the question before.",
    "?: why this is asked, how to examine, and the sources.",
    "e: change an earlier answer; e all: any question.",
    "s: summary so far.",
    "save: try again what could not be saved, or write it to another folder.",
    "label: call this interview something that finds it again, such as bed 4.",
    "q: quit; every answer is kept.",
)
END = (
    "That was the last question. Enter prints the note and ends the interview. "
    "b back, e change an answer, e all any question, s summary so far, q quit without ending."
)


def greeting(conversation: Conversation) -> Iterator[str]:
    """Yield what to know before the first question."""
    flow, errors = conversation.session.flow, conversation.session.errors
    if errors:
        yield f"{errors_in_flow(errors)}; 'interview check {asked_as(conversation)}' lists them."
    yield f"{flow.title}, version {flow.version}; {review_state(flow.review, flow.content_hash)}."
    if conversation.recording.origin:
        yield f"Read from {conversation.recording.origin}."
    yield flow.intended_use
    yield " ".join((COMMANDS[0], "u: not assessed, b: back, ?: why, e: edit, s: summary, q: quit."))


def heading(conversation: Conversation, screen: Screen, left: Progress) -> str:
    """Return the errors of the flow, whose interview it is, the screen's title, and what can still come."""
    errors, (full, _) = errors_in_flow(conversation.session.errors), prompts.screens_left(left)
    parts = (errors, prompts.name(conversation), screen.title, full)
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def options(conversation: Conversation, question: Question) -> Iterator[tuple[str, str]]:
    """Yield each answer that can be chosen as its number and its words, with how it was last time."""
    for number, option in enumerate(question.options, start=1):
        since = prompts.since_last_time(conversation, option)
        words = f"{option.label} ({since})" if since else option.label
        yield f"{number:>3}. ", f"{words}. {option.help}" if option.help else words
    if question.type is QuestionType.SEVERAL:
        yield "  0. ", nothing(question, label=True)


def hints(question: Question) -> Iterator[str]:
    """Yield what may be typed, where the list of answers does not say it all."""
    match question.type:
        case QuestionType.SEVERAL:
            yield (
                f"Any of {numbers(question.options)} with spaces between; the others are then absent. "
                "End with r when the rest was not checked. Enter alone answers nothing."
            )
        case QuestionType.NUMBER | QuestionType.DATE | QuestionType.MONTH:
            words = accepted(question)
            yield f"{words[:1].upper()}{words[1:]}."
        case QuestionType.TEXT:
            yield "One line of text. Commands begin with a colon here: :u not assessed, :b back, :? why."
        case _:
            pass


def said_before(conversation: Conversation) -> str:
    """Say which answer is on record or offered, and that Enter keeps it; or else what was said last time."""
    said, keeps = prompts.said_before(conversation)
    return f"{said[:1].upper()}{said[1:]}.{' Enter keeps it.' if keeps else ''}" if said else ""


def told(conversation: Conversation, notice: Notice) -> str:
    """Return a notice, with what can be typed about it."""
    if notice.rank is not Rank.NOT_SAVED or not conversation.recording.keeping:
        return notice.text
    return (
        f"NOT SAVED: {notice.text} The interview goes on, and each answer tries again. "
        "Type save to try now, or to write it to another folder."
    )


def why(flow: Flow, question: Question | None) -> Iterator[str]:
    """Yield why a question is asked, how to examine, its sources, and the commands."""
    if question is not None:
        yield from _grounds(flow, question)
    yield from COMMANDS


def _grounds(flow: Flow, question: Question) -> Iterator[str]:
    from interview.summary.citations import evidence_in_words, full

    if question.why:
        yield f"Why: {question.why}"
    if question.help:
        yield f"How: {question.help}"
    for name in question.sources:
        source = flow.sources[name]
        yield f"Source ({evidence_in_words(source.kind)}): {full(source)}"
