"""Choosing a question to change from a numbered list."""

from __future__ import annotations

from collections.abc import Container

from interview.engine import Relevance, Session, relevance
from interview.errors import UsageError
from interview.flow.answer_text import in_words
from interview.flow.model import Option
from interview.plain.console import Lines
from interview.plain.replies import number_from, option_meant

PROMPT = "Number of the question, or Enter to go on: "


def pick(session: Session, lines: Lines, *, any_question: bool, waiting: Container[str] = ()) -> str:
    """Return the question the person picks, answered ones or any that applies; "" for none.

    `waiting` are the questions whose answers wait to be confirmed.
    """
    names = [name for name in session.flow.questions if any_question or name in session.answers]
    offered = (name for name in names if name in session.answers or _applies(session, name))
    offers = [_offer(session, name, waiting) for name in offered]
    if not offers:
        lines.say("Nothing is answered yet.")
        return ""
    for number, offer in enumerate(offers, start=1):
        lines.say(f"{offer.label}: {offer.help}", lead=f"{number:>3}. ")
    return _picked(offers, lines)


def _picked(offers: list[Option], lines: Lines) -> str:
    while typed := (lines.ask(PROMPT) or "").strip():
        try:
            return option_meant(offers, typed).id
        except UsageError:
            lines.say(f"Type {number_from(len(offers))}, or only Enter to go on.")
    return ""


def _offer(session: Session, name: str, waiting: Container[str]) -> Option:
    question, answer = session.flow.questions[name], session.answers.get(name)
    if answer is None:
        return Option(name, question.label, "no answer yet")
    state = " (please confirm)" if name in waiting else ""
    if not _applies(session, name):
        state = " (does not apply now and does not count)"
    return Option(name, question.label, in_words(question, answer) + state)


def _applies(session: Session, name: str) -> bool:
    return relevance(session, name) is not Relevance.INACTIVE
