"""What a line rests on in one patient, as a teacher would say it: what decides leads, and what nearly always
holds goes last."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from interview.engine.conclusions import Status, subject
from interview.flow.answers import Chosen, Several
from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind
from interview.flow.model import Usual
from interview.practice.key import Key, neutral_name
from interview.summary.model import EVERYONE, NOT_KNOWN, Line
from interview.summary.phrases import lacking, lower
from interview.summary.urgency import deciding

USUAL = 0.8
"""The share of patients from which an answer to one choice is what one would expect."""
MOST = 0.5
"""The same for an answer behind a line that holds, which is read for what stands out."""
UNKNOWN = "it turns on what is not known"
WORDS = 4
"""How many words a finding has at least that a name can be said to repeat; a shorter one may be one of two
that it names."""


def grounds(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Return the findings behind a line: what a question is `about` first, if it is one, and of that what
    `changed` in these words; then what decides.

    For a line that holds these are the ones that stand out, the rarest first; for one that does not, those
    without which it would, or would be open. Of an open one only what is so is told: that something is not so
    decides nothing there. What the name of the line says already is left out, unless nothing else is left.
    """
    line = _to_the_point(key, line)
    turning, own = _turning(line), _own(key, line)
    question = {text: reason.question for reason in line.because for text in reason.short}
    decides = {text: question.get(text) in {*turning, None} for text in line.reasons}
    share = MOST if line.status is Status.HOLDS else USUAL
    expected = {text: _is_expected(key, line.id, question.get(text, ""), share) for text in line.reasons}

    alone = any(decides.values())

    def place(text: str) -> tuple[float, ...]:
        other, foreign = question.get(text) != about, question.get(text) not in own
        if line.status is Status.HOLDS:
            rare = _share(key, question.get(text, ""))
            return text not in changed, other, foreign, expected[text], not decides[text], rare
        return text not in changed, other, foreign, not decides[text], alone and expected[text]

    found = sorted(line.reasons, key=place)
    if line.status is Status.OPEN:
        return tuple(text for text in found if not expected[text])
    if not found:
        return tuple(reason.text for reason in line.because) or (EVERYONE,)
    told = [text for text in found if not _says(neutral_name(key.flow, line.id), text)]
    told = told or found[:1]
    through = _through(key, line, question.get(found[0], "")) if line.status is Status.HOLDS else ""
    return tuple(filter(None, (_verdict(key, through), *told)))


def because(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> str:
    """Return in a few words why a line stands as it does: what it waits for, or else what leads."""
    waits = {NOT_KNOWN.format(text): one.question for one in line.depends_on for text in one.short}
    for text in (*(reason for reason in line.reasons if reason in waits), *waits):
        through = _through(key, line, waits[text])
        by = f", which decides {lower(key.flow.tables[through].label)}" if through else ""
        return f"{text}{by}"
    return next(iter(grounds(key, line, about, changed)), UNKNOWN if line.status is Status.OPEN else EVERYONE)


def _to_the_point(key: Key, line: Line) -> Line:
    """Return a line that asks for one answer of a list with that as its reason, where none of the list is so:
    that nobody asked about a training is less than that there is no concern of any kind."""
    decided, questions = deciding(key.conclusions, line.id), key.flow.questions
    instead = {
        reason.short: lacking(questions[reason.question], options)
        for reason in line.because
        if key.patient.answers.get(reason.question) == Several()
        and len(options := decided.get(reason.question, {})) == 1
        and not any(options.values())
    }
    if not instead:
        return line
    words = {text: said for short, said in instead.items() for text in short}
    told = (words.get(text, (text,)) for text in line.reasons)
    because = tuple(replace(one, short=instead.get(one.short, one.short)) for one in line.because)
    return replace(line, because=because, reasons=tuple(text for said in told for text in said))


def _own(key: Key, line: Line) -> Collection[str | None]:
    """Return the questions that the condition of a line is about, and none for a number that is worked out;
    others can only say that one of these is not asked."""
    flow, line_of = key.flow, key.flow.recommendations[line.id]
    end = names(flow.ends.when) if flow.ends and key.ended else frozenset[str]()
    return {*behind(flow, {*names(subject(flow, line_of)), *end}), None}


def _turning(line: Line) -> Collection[str]:
    """Return the questions a single other answer to which turns a line; those by which it would be settled
    the other way, if there are any."""
    single = [change for change in line.would_change if len(change.answers) == 1]
    round_ = [change for change in single if change.status is not Status.OPEN]
    return {change.answers[0].question for change in round_ or single}


def _says(name: str, text: str) -> bool:
    """Return whether a name says all the words of a text."""
    said, words = re.findall(r"\w+", name.casefold()), re.findall(r"\w+", text.casefold())
    return len(words) >= WORDS and {*words} <= {*said}


def _through(key: Key, line: Line, question: str) -> str:
    """Return the table by which alone an answer bears on a line that does not name it; empty for none.

    That a shoulder was weak early says little of safety checks; that a trial may be discussed does. A table
    of answers alone says no more than these.
    """
    flow = key.flow
    used = names(subject(flow, flow.recommendations[line.id]))
    own = {name for fact in used & flow.facts.keys() for name in names(flow.facts[fact].when)}
    for name in (one for one in flow.tables if one in own):
        rows = {used for row in flow.tables[name].rows for used in names(row.when)}
        others = (own | used - flow.facts.keys()) - {name}
        if not rows <= flow.questions.keys() and question not in behind(flow, others):
            return name
    return ""


def _verdict(key: Key, table: str) -> str:
    """Return what a table comes to, as a reason; empty where that is not settled."""
    found = key.conclusions.tables.get(table, ())
    told = key.flow.tables.get(table)
    return f"{lower(told.label)}: {told.outcomes[found[0]]}" if told and len(found) == 1 else ""


def _is_expected(key: Key, line: str, name: str, most: float) -> bool:
    """Return whether an answer behind a line is what one would expect of most: something is absent, or the
    answer has this share at least."""
    answer, options = key.patient.answers.get(name), deciding(key.conclusions, line).get(name, {})
    match answer:
        case Several(chosen=chosen):
            return not any(wanted and option in chosen for option, wanted in options.items())
        case Chosen(option="no"):
            return True
        case Chosen():
            return _share(key, name) >= most
        case _:
            return False


def _share(key: Key, name: str) -> float:
    """Return of what share of patients an answer to one choice is told to be; 0 where nothing is said."""
    answer, usual = key.patient.answers.get(name), key.flow.usual.get(name, Usual())
    if not isinstance(answer, Chosen):
        return 0.0
    said = {one.id: usual.of(one.id) or 0 for one in key.flow.questions[name].options}
    total = sum(said.values())
    return float(said.get(answer.option, 0)) / float(total) if total else 0.0
