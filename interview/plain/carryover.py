"""What a changed flow made of a saved interview, in lines, before it goes on."""

from __future__ import annotations

from interview.conversation.conversation import Conversation
from interview.conversation.prompts import going_on
from interview.engine.carryover import Compared
from interview.plain.console import Console
from interview.plain.exit import leave
from interview.summary.carryover import Told, headline, overview, shifts, to_confirm, withdrawn

PROMPT = "Enter keeps it, a answers it anew: "
GO_ON = "Enter to go on: "


def told(conversation: Conversation, lines: Console) -> bool:
    """Tell what has changed and have answers confirmed; False when the person left before the end."""
    found = conversation.comparison
    if found is None:
        return True
    if words := going_on(conversation):
        lines.say(words)
    lines.say(headline(found, conversation.session.flow.title))
    lines.say(overview(found))
    for one in found.withdrawn:
        _say("No longer counted", withdrawn(one), lines)
    for shift in shifts(found):
        lines.say(f"{shift.title}: then {shift.before}, now {shift.after}.")
    for one in found.to_confirm:
        if not _asked(one, conversation, lines):
            return _left(conversation, lines)
    if not found.to_confirm and lines.ask(GO_ON) is None:
        return _left(conversation, lines)
    conversation.go_on()
    lines.say()
    return True


def _asked(one: Compared, conversation: Conversation, lines: Console) -> bool:
    """Have one answer confirmed, or leave it to the interview; False at the end of input."""
    _say("Please confirm", to_confirm(one), lines)
    while (typed := lines.ask(PROMPT)) is not None:
        if not typed.strip():
            conversation.keep(one.id)
            return True
        if typed.strip().casefold() in ("a", "anew"):
            return True
        lines.say("Only Enter and a are understood here.")
    return False


def _say(kind: str, words: Told, lines: Console) -> None:
    lines.say()
    lines.say(f"{kind}. {words.title}.")
    for more in words.more:
        lines.say(more)


def _left(conversation: Conversation, lines: Console) -> bool:
    lines.say()
    leave(conversation, lines)
    return False
