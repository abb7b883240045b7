"""What a line rests on in one patient, as a teacher would say it: what decides leads, and what nearly always
holds goes last."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod

from interview.engine.completions import complete
from interview.engine.conclusions import Status, subject
from interview.engine.plan_end import is_over
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.syntax import Is, names
from interview.flow.logic.dependencies import behind, options_behind, options_in
from interview.flow.model import Usual
from interview.practice.key import Key, neutral_name
from interview.summary.model import EVERYONE, NOT_KNOWN, Line
from interview.summary.phrases import NO, OR, in_one_breath, lacking, lower
from interview.summary.urgency import Options, deciding

USUAL = 0.8
"""The share of patients from which an answer to one choice is what one would expect."""
MOST = 0.5
"""The same for an answer behind a line that holds, which is read for what stands out."""
UNKNOWN = "it turns on what is not known"
WORDS = 4
"""How many words a finding has at least that a name can be said to repeat; a shorter one may be one of two
that it names."""
FEW = 4
"""How many denials are named one by one; of more the first, and then:"""
LIKE = "the like"
SO = "; "
"""What parts findings from a verdict by which they count."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """A reason of a line, and what it is worth."""

    text: str
    question: str
    """Whose answer it is; empty for a number that is worked out."""
    own: bool
    """Whether the line is about that, and not only asked for by it."""
    decides: bool
    """Whether the line turns on it alone."""
    expected: bool
    """Whether it is what one would expect."""
    share: float
    """Of what share of patients it is told to be so."""


def grounds(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> tuple[str, ...]:
    """Return the findings behind a line: what a question is `about` first, if it is one, and of that what
    `changed` in these words; then what decides.

    For a line that holds these are the ones that stand out, the rarest first; for one that does not, those
    without which it would, or would be open. Of an open one only what is so is told: that something is not so
    decides nothing there. What the name of the line says already is left out, unless nothing else is left.
    """
    found = _found(key, line, about, changed)
    if line.status is Status.OPEN:
        return tuple(one.text for one in found if not one.expected)
    if not found:
        return tuple(reason.text for reason in line.because) or (EVERYONE,)
    through = _through(key, line, found[0].question) if line.status is Status.HOLDS else ""
    told = _untold(key, line, found)
    return tuple(filter(None, (_verdict(key, through), *(one.text for one in told))))


def because(key: Key, line: Line, about: str = "", changed: Collection[str] = frozenset()) -> str:
    """Return in a few words why a line stands as it does: what it waits for, or else what leads, with all
    that has to be so beside it. Of a finding that `changed` no other is told, but the verdict it comes to."""
    if awaited := _awaited(key, line):
        return awaited
    if opposed := _opposed(key, line):
        return because(key, key.line(opposed), about, changed)
    found = _found(key, line, about, changed)
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
    through = _through(key, line, waits[text]) if text else ""
    return f"{text}, which decides {lower(key.flow.tables[through].label)}" if through else text


def _beside(key: Key, line: Line, first: _Ground, others: Sequence[_Ground], about: str) -> Sequence[_Ground]:
    """Return what is told beside the reason that leads: what else a question it is `about` says, what a line
    that holds needs more than one would expect, or all that counts together."""
    if about and first.question == about:
        return [one for one in others if one.question == about]
    if line.status is Status.HOLDS and not first.expected:
        return _until_it_holds(key, line, first, [one for one in others if one.own and not one.expected])
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


def _sentence(key: Key, one: _Ground) -> str:
    """Return the sentence of a note that a reason belongs to."""
    question = key.flow.questions.get(one.question)
    return question.phrase.sentence if question else ""


def _is_alike(one: _Ground, first: _Ground) -> bool:
    """Return whether a reason is no more and no less of why than the first: all of them count together."""
    if first.own and first.decides:
        return one.own and one.decides
    return one.own and one.question == first.question


def _until_it_holds(key: Key, line: Line, first: _Ground, others: Sequence[_Ground]) -> list[_Ground]:
    """Return what has to be told beside the first reason until, with what one expects, the line holds."""
    told, answers = {first.question}, key.patient.answers
    for name in dict.fromkeys(one.question for one in others):
        left = {one.question for one in others} - told
        given = {other: answer for other, answer in answers.items() if other not in left}
        known = complete(key.patient.logic, {**given, **key.patient.completions.days})
        if known.truth(key.node(line.id)) is True:
            break
        told.add(name)
    return [one for one in others if one.question in told]


def _in_short(key: Key, line: Line, found: Sequence[_Ground], about: str) -> str:
    """Return reasons that only count together, in a few words: what bears on the line by a verdict alone by
    that, beside the finding it is `about`, and what is not so in one breath."""
    verdicts = {one: _verdict(key, _through(key, line, one.question)) for one in found}
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


def _untold(key: Key, line: Line, found: Sequence[_Ground]) -> Sequence[_Ground]:
    """Return what the name of a line does not say already; if it says all, the first all the same."""
    name = neutral_name(key.flow, line.id)
    return [one for one in found if not _says(name, one.text)] or found[:1]


def _found(key: Key, line: Line, about: str, changed: Collection[str]) -> Sequence[_Ground]:
    """Return the reasons of a line, what leads first."""
    decided = deciding(key.conclusions, line.id)
    line = _to_the_point(key, line, decided)
    holds, turning, own = line.status is Status.HOLDS, _turning(key, line), _own(key, line)
    question = {text: reason.question for reason in line.because for text in reason.short}
    every = [
        _Ground(
            text=text,
            question=(name := question.get(text, "")),
            own=name in own,
            decides=not name or name in turning,
            expected=_is_expected(key, name, decided.get(name, {}), holds=holds),
            share=_share(key, name),
        )
        for text in line.reasons
    ]
    alone = any(one.decides for one in every)
    enough = () if holds or alone else [one.question for one in every if _is_enough(key, line, one.question)]

    def place(one: _Ground) -> tuple[float, ...]:
        first = one.text not in changed, one.question != about, not one.own
        if holds:
            return *first, one.expected, not one.decides, 0 if one.expected else one.share
        return *first, not one.decides, one.question not in enough, alone and one.expected

    return sorted(every, key=place)


def _to_the_point(key: Key, line: Line, decided: Options) -> Line:
    """Return a line that asks for some answers of a list with these as its reasons, where none of them is so:
    that nobody asked about a training is less than that there is no concern of any kind."""
    gates = _gates(key, line)
    named = {one for _, one in options_in([subject(key.flow, key.flow.recommendations[line.id])])}
    instead = {
        reason.short: said
        for reason in line.because
        if (options := decided.get(reason.question) or gates.get(reason.question, {}))
        and not any(options.values())
        and (said := _lacking(key, line, reason.question, options.keys() & named or options.keys()))
    }
    if not instead:
        return line
    words = {text: said for short, said in instead.items() for text in short}
    told = (text for short in line.reasons for text in words.get(short, (short,)))
    because = tuple(replace(one, short=instead.get(one.short, one.short)) for one in line.because)
    return replace(line, because=because, reasons=tuple(dict.fromkeys(told)))


def _lacking(key: Key, line: Line, name: str, options: Set[str]) -> tuple[str, ...]:
    """Return that none of these answers of a list is so; of many the verdict on the list, if there is one.

    Nothing where some are, nor where the denial of all of the list says it as well.
    """
    answer, question = key.patient.answers.get(name), key.flow.questions[name]
    if not isinstance(answer, Several) or not answer.chosen.isdisjoint(options):
        return ()
    many = len(options) > FEW
    if many and (verdict := _verdict(key, _table_of(key, line, name, options))):
        return (verdict,)
    every = options >= {one.id for one in question.options if not one.context}
    return () if not answer.chosen and (many or every) else lacking(question, options)


def _table_of(key: Key, line: Line, name: str, options: Set[str]) -> str:
    """Return the table by which alone these answers of a list bear on a line; empty for none."""
    flow = key.flow
    for table in behind(flow, names(subject(flow, flow.recommendations[line.id]))):
        asked = options_behind(flow, [table]) if table in flow.tables else frozenset()
        if {question for question, _ in asked} == {name} and options <= {option for _, option in asked}:
            return table
    return ""


def _gates(key: Key, line: Line) -> Mapping[str, Mapping[str, bool]]:
    """Return the answers of lists without which nobody asks what a line is about."""
    asked = (key.flow.questions[name] for name in _own(key, line) if name in key.flow.questions)
    found: dict[str, dict[str, bool]] = {}
    for question, option in options_in(one for each in asked for one in (each.applies_when, each.ask_when)):
        found.setdefault(question, {})[option] = False
    return found


def _own(key: Key, line: Line) -> Collection[str]:
    """Return the questions that the condition of a line is about, and the empty name for a number that is
    worked out; others can only say that one of these is not asked."""
    flow = key.flow
    about = names(subject(flow, flow.recommendations[line.id]))
    end = names(flow.ends.when) if flow.ends and key.ended else frozenset[str]()
    return {*behind(flow, {*about, *end}), ""}


def _turning(key: Key, line: Line) -> Collection[str]:
    """Return the questions a single other answer to which turns a line: those by which it would be settled
    the other way, if there are any. That an answer would end the plan says nothing of the line.

    Where they rule it out by a verdict alone, so do those by which it would be open: that there is no drug
    counts beside that none may be discussed.
    """
    single = [one for one in key.explanation(line.id).would_change if len(one.answers) == 1]
    going_on = [one for one in single if not _ends(key, one.answers)]
    every = {name for one in going_on for name in one.answers}
    round_ = {name for one in going_on if one.status is not Status.OPEN for name in one.answers}
    direct = [name for name in round_ if line.status is Status.HOLDS or not _through(key, line, name)]
    return round_ if direct else every


def _ends(key: Key, answers: Mapping[str, Answer]) -> bool:
    """Return whether answers end the plan by themselves."""
    logic, ends = key.patient.logic, key.flow.ends
    if ends is None or answers.keys().isdisjoint(behind(key.flow, names(ends.when))):
        return False
    return complete(logic, answers).truth(logic.ends) is True


def _is_enough(key: Key, line: Line, name: str) -> bool:
    """Return whether one answer rules a line out whatever the others are."""
    answers = {name: key.patient.answers[name]} if name in key.patient.answers else {}
    return bool(answers) and complete(key.patient.logic, answers).truth(key.node(line.id)) is False


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
    if is_over(key.patient.completions, line.id):
        return ""
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


def _is_expected(key: Key, name: str, options: Mapping[str, bool], *, holds: bool) -> bool:
    """Return whether an answer behind a line is what one would expect of most: something is absent, or the
    answer has this share at least. `options` are those of a list that decide."""
    match key.patient.answers.get(name):
        case Several(chosen=chosen) if any(wanted and option in chosen for option, wanted in options.items()):
            return False
        case Several(chosen=chosen) if holds:
            usual = key.flow.usual.get(name, Usual())
            present = (usual.of(option) for option in options if option not in chosen)
            return prod(1 - float(one or 0) for one in present) >= MOST
        case Several():
            return True
        case Chosen(option="no"):
            return True
        case Chosen():
            return _share(key, name) >= (MOST if holds else USUAL)
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
