"""What a line rests on in one patient, as a teacher would say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set

from interview.engine.completions import complete
from interview.engine.conclusions import Status, subject
from interview.flow.conditions.syntax import Is
from interview.practice.key import Key, neutral_name
from interview.practice.reasons import FEW, Weighed, reasons, through, verdict
from interview.summary.model import EVERYONE, NOT_KNOWN, Line
from interview.summary.phrases import NO, OR, in_one_breath, lower

UNKNOWN = "it turns on what is not known"
WORDS = 4
"""How many words a finding has at least that a name can be said to repeat; a shorter one may be one of two
that it names."""
LIKE = "the like"
"""What stands for the denials that are not named."""
SO = "; "
"""What parts findings from a verdict by which they count."""


def grounds(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Return the findings behind a line: what a question is `about` first, if it is one, and of that what
    `changed` in these words; then what decides.

    For a line that holds these are the ones that stand out, the rarest first; for one that does not, those
    without which it would, or would be open. Of an open one only what is so is told: that something is not so
    decides nothing there. What the name of the line says already is left out, unless nothing else is left.
    """
    found = reasons(key, line, about, changed)
    if line.status is Status.OPEN:
        return tuple(one.text for one in found if not one.expected)
    if not found:
        return tuple(reason.text for reason in line.because) or (EVERYONE,)
    table = through(key, line, found[0].question) if line.status is Status.HOLDS else ""
    told = _untold(key, line, found)
    return tuple(filter(None, (verdict(key, table), *(one.text for one in told))))


def because(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> str:
    """Return in a few words why a line stands as it does: what it waits for, or else what leads, with all
    that has to be so beside it. Of a finding that `changed` no other is told, but the verdict it comes to."""
    if awaited := _awaited(key, line):
        return awaited
    if opposed := _opposed(key, line):
        return because(key, key.line(opposed), about, changed)
    found = reasons(key, line, about, changed)
    if line.status is Status.OPEN or not found:
        led = next(iter(grounds(key, line, about, changed)), "")
        return led or (UNKNOWN if line.status is Status.OPEN else EVERYONE)
    first, *others = _untold(key, line, found)
    beside = [] if first.text in changed else _beside(key, line, first, others, about)
    beside = sorted(beside, key=lambda one: _sentence(key, one) != _sentence(key, first))
    return _in_short(key, line, [first, *beside], about)


def _awaited(key: Key, line: Line) -> str:
    """Return the first that is not known of what a line waits for, and the verdict it decides where the line
    does not name it; empty where it waits for nothing."""
    waits = {NOT_KNOWN.format(text): one.question for one in line.depends_on for text in one.short}
    text = next(iter((*(reason for reason in line.reasons if reason in waits), *waits)), "")
    table = through(key, line, waits[text]) if text else ""
    return f"{text}, which decides {lower(key.flow.tables[table].label)}" if table else text


def _beside(key: Key, line: Line, first: Weighed, others: Sequence[Weighed], about: str) -> Sequence[Weighed]:
    """Return what is told beside the reason that leads: what else a question it is `about` says, what a line
    that holds needs more than one would expect, or all that counts together."""
    if about and first.question == about:
        return [one for one in others if one.question == about]
    if line.status is Status.HOLDS and not first.expected:
        return _by_which_it_holds(key, line, first, [one for one in others if one.own and not one.expected])
    return [one for one in others if _is_alike(one, first)]


def _opposed(key: Key, line: Line) -> str:
    """Return the line that is ruled out where this one is what is left of a table, whose reasons are its own
    too: that there is no case for a trial speaks against one. Empty for any other."""
    flow, one = key.flow, key.flow.recommendations[line.id]
    condition = subject(flow, one)
    if line.status is not Status.HOLDS or not isinstance(condition, Is) or condition.name not in flow.tables:
        return ""
    if condition.options != {flow.tables[condition.name].otherwise}:
        return ""
    return next((name for name in one.opposes if key.status(name) is Status.RULED_OUT), "")


def _sentence(key: Key, one: Weighed) -> str:
    """Return the sentence of a note that a reason belongs to."""
    question = key.flow.questions.get(one.question)
    return question.phrase.sentence if question else ""


def _is_alike(one: Weighed, first: Weighed) -> bool:
    """Return whether a reason is no more and no less of why than the first: all that decide count together,
    or else each that is enough by itself and stands out."""
    if first.own and first.decides:
        return one.own and one.decides
    is_enough = first.own and first.enough and one.enough and not one.expected
    return one.own and (is_enough or one.question == first.question)


def _by_which_it_holds(key: Key, line: Line, first: Weighed, others: Sequence[Weighed]) -> list[Weighed]:
    """Return what has to be told beside the first reason until, with what one expects, the line holds, and
    what holds it without these as well."""
    every = {first.question, *(one.question for one in others)}

    def holds_with(told: Set[str]) -> bool:
        given = {name: one for name, one in key.patient.answers.items() if name in told or name not in every}
        known = complete(key.patient.logic, {**given, **key.patient.completions.days})
        return known.truth(key.node(line.id)) is True

    told, left = {first.question}, list(dict.fromkeys(one.question for one in others))
    while left and not holds_with(told):
        told.add(left.pop(0))
    told.update([name for name in left if holds_with({name})])
    return [one for one in others if one.question in told]


def _in_short(key: Key, line: Line, found: Sequence[Weighed], about: str) -> str:
    """Return reasons that only count together, in a few words: what bears on the line by a verdict alone by
    that, beside the finding it is `about`, and what is not so in one breath."""
    verdicts = {one: verdict(key, through(key, line, one.question)) for one in found}
    direct = [one.text for one, verdict in verdicts.items() if not verdict or one.question == about]
    return SO.join(filter(None, (in_one_breath(_first_of(direct)), *dict.fromkeys(verdicts.values()))))


def _first_of(texts: Sequence[str]) -> Iterator[str]:
    """Yield reasons, of many that are not so the first few, lists last."""
    denied = [text for text in texts if text.startswith(NO)]
    if len(denied) <= FEW:
        yield from texts
        return
    *kept, last = sorted(denied, key=lambda text: OR in text)[: FEW - 1]
    for text in texts:
        if text == denied[0]:
            yield from (*kept, f"{last}{OR}{LIKE}")
        elif text not in denied:
            yield text


def _untold(key: Key, line: Line, found: Sequence[Weighed]) -> Sequence[Weighed]:
    """Return what the name of a line does not say already; if it says all, the first all the same."""
    name = neutral_name(key.flow, line.id)
    return [one for one in found if not _says(name, one.text)] or found[:1]


def _says(name: str, text: str) -> bool:
    """Return whether a name says all the words of a text."""
    said, words = re.findall(r"\w+", name.casefold()), re.findall(r"\w+", text.casefold())
    return len(words) >= WORDS and {*words} <= {*said}
