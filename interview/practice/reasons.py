"""The reasons of a line in one patient and what each is worth: what decides it leads, and what nearly always
holds goes last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod

from interview.engine.completions import complete
from interview.engine.conclusions import Status, subject
from interview.engine.plan_end import is_over
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind, options_behind, options_in
from interview.flow.model import Usual
from interview.practice.key import Key
from interview.summary.model import Line
from interview.summary.phrases import lacking, lower
from interview.summary.urgency import Options, deciding

USUAL = 0.8
"""The share of patients from which an answer to one choice is what one would expect."""
MOST = 0.5
"""The same for an answer behind a line that holds, which is read for what stands out."""
FEW = 4
"""How many denials are named one by one."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reason of a line, and what it is worth."""

    text: str
    question: str
    """Whose answer it is; empty for a number that is worked out."""
    own: bool
    """Whether the line is about that, and not only asked for by it."""
    decides: bool
    """Whether the line turns on it alone."""
    enough: bool
    """Whether it rules the line out by itself, where the line turns on nothing alone."""
    expected: bool
    """Whether it is what one would expect."""
    share: float
    """Of what share of patients it is told to be so."""


def reasons(key: Key, line: Line, about: str, changed: Collection[str]) -> Sequence[Weighed]:
    """Return the reasons of a line, what leads first: what a question is `about`, and of that what `changed`
    in these words."""
    decided = deciding(key.conclusions, line.id)
    line = _to_the_point(key, line, decided)
    holds, turning, own = line.status is Status.HOLDS, _turning(key, line), _own(key, line)
    question = {text: reason.question for reason in line.because for text in reason.short}
    asked = {question.get(text, "") for text in line.reasons}
    alone = not asked.isdisjoint({"", *turning})
    enough = {name for name in asked if not holds and not alone and _is_enough(key, line, name)}
    every = [
        Weighed(
            text=text,
            question=(name := question.get(text, "")),
            own=name in own,
            decides=not name or name in turning,
            enough=name in enough,
            expected=_is_expected(key, name, decided.get(name, {}), holds=holds),
            share=_share(key, name),
        )
        for text in line.reasons
    ]

    def place(one: Weighed) -> tuple[float, ...]:
        first = one.text not in changed, one.question != about, not one.own
        if holds:
            return *first, one.expected, not one.decides, 0 if one.expected else one.share
        return *first, not one.decides, not one.enough, alone and one.expected

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
    if many and (told := verdict(key, _table_of(key, line, name, options))):
        return (told,)
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
    direct = [name for name in round_ if line.status is Status.HOLDS or not through(key, line, name)]
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


def through(key: Key, line: Line, question: str) -> str:
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


def verdict(key: Key, table: str) -> str:
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
