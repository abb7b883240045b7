"""What is said about a question, as paragraphs. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Progress
from interview.engine.return_visit import Earlier
from interview.errors import errors_in_flow
from interview.flow.answer_text import accepted, asked_again, in_words, nothing
from interview.flow.answers import Answer
from interview.flow.model import Flow, Question, QuestionType, Screen
from interview.flow.review import review_state
from interview.moments import day
from interview.plain.replies import numbers

FIRST = "This is the first question."
COMMANDS = (
    "Type the number of an answer, or the beginning of its words, then Enter.",
    "u: not assessed, also with a reason: u not known, u pending, u declined.",
    "b: back to the question before.",
    "?: why this is asked, how to examine, and the sources.",
    "e: change an earlier answer; e all: any question.",
    "s: summary so far.",
    "save: try again what could not be saved, or write it to another folder.",
    "q: quit; every answer is kept.",
)
END = (
    "That was the last question. Enter prints the note and ends the interview. "
    "b back, e change an answer, e all any question, s summary so far, q quit without ending."
)


def greeting(flow: Flow, origin: str, errors: int = 0) -> Iterator[str]:
    """Yield what to know before the first question."""
    if errors:
        yield f"{errors_in_flow(errors)}; 'interview check {flow.id}' lists them."
    yield f"{flow.title}, version {flow.version}; {review_state(flow.review, flow.content_hash)}."
    if origin:
        yield f"Read from {origin}."
    yield flow.intended_use
    yield " ".join((COMMANDS[0], "u: not assessed, b: back, ?: why, e: edit, s: summary, q: quit."))


def heading(screen: Screen, left: Progress, errors: int = 0) -> str:
    """Return the screen's title and how many screens can still come, after the errors of the flow."""
    return " ".join(f"{part}." for part in (errors_in_flow(errors), screen.title, screens_left(left)) if part)


def screens_left(left: Progress) -> str:
    """Return how many screens can still come, this one included."""
    if left.most == 0:
        return "All asked"
    if left.fewest == left.most:
        return f"{left.most} {'screen' if left.most == 1 else 'screens'} left"
    return f"{left.fewest} to {left.most} screens left"


def options(question: Question) -> Iterator[tuple[str, str]]:
    """Yield each answer that can be chosen as its number and its words."""
    for number, option in enumerate(question.options, start=1):
        yield f"{number:>3}. ", f"{option.label}. {option.help}" if option.help else option.label
    if question.type is QuestionType.SEVERAL:
        yield "  0. ", nothing(question, label=True)


def hints(question: Question) -> Iterator[str]:
    """Yield what may be typed, where the list of answers does not say it all."""
    match question.type:
        case QuestionType.SEVERAL:
            yield (
                f"Any of {numbers(question.options)} with spaces between; the others are then absent. "
                "End with r when the rest was not checked."
            )
        case QuestionType.NUMBER | QuestionType.MONTH:
            words = accepted(question)
            yield f"{words[:1].upper()}{words[1:]}."
        case QuestionType.TEXT:
            yield "One line of text. Commands begin with a colon here: :u not assessed, :b back, :? why."
        case _:
            pass


def on_record(question: Question, answer: Answer, *, returning: bool) -> str:
    """Say which answer is on record, and that Enter keeps it."""
    when = "at this visit" if returning else "earlier"
    return f"Answered {when}: {in_words(question, answer)}. Enter keeps it."


def last_time(question: Question, said: Earlier, *, offered: bool) -> str:
    """Say what was answered at the last visit; unless it is offered, Enter does not keep it."""
    words = in_words(question, said.answer)
    if offered:
        return f"Answered on {day(said.at)}: {words}. Enter keeps it."
    again = asked_again(question)
    return f"Last time{f' ({day(said.at)})' if said.at else ''}: {words}; {again}."


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
