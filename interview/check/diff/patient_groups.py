"""Patients described by few and minimal conditions.

A condition is a set of parts that must all hold. It is minimal: without any one of its parts, or with one
made wider, it would include a patient who does not belong. Conditions are found one by one, each from a
patient not yet covered, as in the irredundant covers of two-level logic; superfluous ones are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from interview.check.diff.states import HOLDS, RULED_OUT, Patients
from interview.flow.conditions.printer import in_words
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Has, Holds, Is, Not, names
from interview.flow.decimals import certain
from interview.flow.logic.bands import Band
from interview.flow.logic.compiler import Logic
from interview.flow.logic.derived import limits
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.variables import YES, Variable
from interview.flow.model import Flow

MOST = 60
"""Conditions looked for; more would be read by nobody."""

EVERYONE = "always"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition: some values of one variable, or a statement about the patient."""

    node: int
    level: int = -1
    """The variable's level; -1 for a statement."""
    mask: int = 0
    words: str = ""
    """A statement's words."""
    effort: int = 1
    """What it costs to read, in parts."""


Term = tuple[Part, ...]
_CHEAP = (False, False, 3)
"""The cost of one condition of two parts, which nothing can say much better."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Conditions that together describe the patients, the most general first."""

    terms: tuple[Term, ...]
    complete: bool

    @property
    def cost(self) -> tuple[bool, bool, int]:
        """What it costs to read. Nothing costs more than a condition that only says "it holds now"."""
        empty = any(term and all(part.effort > 1 for part in term) for term in self.terms)
        efforts = [part.effort for term in self.terms for part in term]
        return empty, not self.complete, len(self.terms) + sum(efforts)


class Describer:
    """Finds minimal conditions over one store of diagrams.

    `possible` are the patients there can be; `active` tells for each level the patients whose answer counts.
    """

    def __init__(self, diagrams: Diagrams, possible: int, active: Sequence[int]) -> None:
        self._diagrams, self._active = diagrams, active
        self._impossible = diagrams.negate(possible)
        self._possible = possible
        self._shares: dict[int, float] = {NEVER: 0.0, ALWAYS: 1.0}

    def describe(self, patients: int, *helps: Sequence[Part]) -> Cover:
        """Return the cheapest description: by answers alone, or with the help of one of these statements."""
        best = self._cover(patients, ())
        for statements in helps:
            if statements and best.cost > _CHEAP:
                best = min(best, self._cover(patients, statements), key=lambda cover: cover.cost)
        return best

    def real(self, patients: int) -> int:
        """Return those of the patients that there can be."""
        return self._diagrams.conjoin(patients, self._possible)

    def _cover(self, patients: int, statements: Sequence[Part]) -> Cover:
        diagrams = self._diagrams
        others = diagrams.negate(diagrams.disjoin(patients, self._impossible))
        left = self.real(patients)
        terms: list[Term] = []
        while left != NEVER and len(terms) < MOST:
            term = self._widest(self._start(left, statements), others)
            terms.append(term)
            left = diagrams.conjoin(left, diagrams.negate(self._node(term)))
        kept = self._without_superfluous(sorted(terms, key=self._generality), self.real(patients))
        return Cover(tuple(kept), left == NEVER)

    def _start(self, left: int, statements: Sequence[Part]) -> Term:
        """Return a condition that some of the patients left meet, and no one else."""
        diagrams = self._diagrams
        path = diagrams.cheapest(left, {}, ALWAYS) or {}
        term = tuple(self._values(level, 1 << value) for level, value in sorted(path.items()))
        if self._node(term) == NEVER:  # an answer that does not count stands on the path
            term = tuple(replace(part, node=diagrams.literal(part.level, part.mask)) for part in term)
        node = self._node(term)
        true = [part for part in statements if diagrams.conjoin(node, diagrams.negate(part.node)) == NEVER]
        return (*true, *term)

    def _values(self, level: int, mask: int) -> Part:
        node = self._diagrams.conjoin(self._diagrams.literal(level, mask), self._active[level])
        return Part(node, level, mask)

    def _widest(self, term: Term, others: int) -> Term:
        """Drop parts while no other patient comes in, answers and the least general first; widen the rest."""
        for part in sorted(term, key=lambda part: (part.level < 0, self._share(part.node))):
            rest = tuple(other for other in term if other is not part)
            if self._excludes(rest, others):
                term = rest
        for index in range(len(term)):
            for wider in self._wider(term[index]):
                tried = (*term[:index], _joined(self._diagrams, term[index], wider), *term[index + 1 :])
                term = tried if self._excludes(tried, others) else term
        return term

    def _wider(self, part: Part) -> Iterator[Part]:
        """Yield the values a part leaves out, one by one; none for a statement."""
        size = self._diagrams.sizes[part.level] if part.level >= 0 else 0
        for value in range(size):
            if not part.mask >> value & 1:
                yield self._values(part.level, 1 << value)

    def _excludes(self, term: Term, others: int) -> bool:
        return self._diagrams.conjoin(self._node(term), others) == NEVER

    def _node(self, term: Term) -> int:
        return self._diagrams.all_of([part.node for part in term])

    def _without_superfluous(self, terms: list[Term], patients: int) -> list[Term]:
        """Drop what the other conditions cover too, the least general first."""
        diagrams = self._diagrams
        before = [NEVER]
        for term in terms:
            before.append(diagrams.disjoin(before[-1], self._node(term)))
        kept: list[Term] = []
        after = NEVER
        for term, others in zip(reversed(terms), reversed(before[:-1]), strict=True):
            alone = diagrams.all_of(
                [patients, self._node(term), diagrams.negate(diagrams.disjoin(others, after))]
            )
            if alone != NEVER:
                kept.append(term)
                after = diagrams.disjoin(after, self._node(term))
        return kept[::-1]

    def _generality(self, term: Term) -> tuple[int, float]:
        return len(term), -self._share(self._node(term))

    def _share(self, node: int) -> float:
        """Return which share of all combinations of answers a diagram is true for."""
        if node not in self._shares:
            children = self._diagrams.children[node]
            self._shares[node] = sum(map(self._share, children)) / len(children)
        return self._shares[node]


def _joined(diagrams: Diagrams, part: Part, wider: Part) -> Part:
    return Part(diagrams.disjoin(part.node, wider.node), part.level, part.mask | wider.mask)


def term_in_words(logic: Logic, term: Term) -> str:
    """Return a condition as text: statements first, then answers in the order of asking."""
    words = [part.words for part in term if part.level < 0]
    answers = sorted((part for part in term if part.level >= 0), key=lambda part: part.level)
    for _, parts in groupby(answers, key=lambda part: _group(logic.variables[part.level])):
        for condition in _conditions(logic, list(parts)):
            text = in_words(condition)
            words.append(f"({text})" if isinstance(condition, Any) and len(term) > 1 else text)
    return " and ".join(words) or EVERYONE


def _group(variable: Variable) -> tuple[str, bool]:
    return variable.name, bool(variable.option)


def _conditions(logic: Logic, parts: list[Part]) -> Iterator[Condition]:
    variables = [logic.variables[part.level] for part in parts]
    if variables[0].option:
        yield from _ticks(variables, [part.mask == YES for part in parts])
    elif variables[0].bands:
        yield _number(logic, variables[0], parts[0].mask)
    else:
        yield _choice(variables[0], parts[0].mask)


def _ticks(variables: list[Variable], present: list[bool]) -> Iterator[Condition]:
    options = [Has(variable.name, variable.option) for variable in variables]
    chosen = tuple(option for option, there in zip(options, present, strict=True) if there)
    absent = tuple(option for option, there in zip(options, present, strict=True) if not there)
    if chosen:
        yield chosen[0] if len(chosen) == 1 else All(chosen)
    if absent:
        yield Not(absent[0] if len(absent) == 1 else Any(absent))


def _choice(variable: Variable, mask: int) -> Condition:
    chosen = frozenset(value for index, value in enumerate(variable.values) if mask >> index & 1)
    others = frozenset(variable.values) - chosen
    if len(others) == 1 < len(chosen):
        return Not(Is(variable.name, others))
    return Is(variable.name, chosen)


def _number(logic: Logic, variable: Variable, mask: int) -> Condition:
    everything = limits(logic.flow, variable.name)
    spans = [_span(variable.name, band, everything) for band in _runs(variable, mask)]
    return spans[0] if len(spans) == 1 else Any(tuple(spans))


def _runs(variable: Variable, mask: int) -> Iterator[Band]:
    """Yield the numbers of a mask as bands, neighbouring ones joined."""
    inside = [index for index in range(len(variable.bands)) if mask >> index & 1]
    for _, run in groupby(enumerate(inside), key=lambda item: item[1] - item[0]):
        members = [variable.bands[index] for _, index in run]
        yield Band(members[0].low, members[-1].high, members[0].low_open, members[-1].high_open)


def _span(name: str, band: Band, everything: Band) -> Condition:
    if band.low == band.high:
        return Compare(name, "=", certain(band.low))
    ends = []
    if (band.low, band.low_open) != (everything.low, everything.low_open):
        ends.append(Compare(name, ">" if band.low_open else ">=", certain(band.low)))
    if (band.high, band.high_open) != (everything.high, everything.high_open):
        ends.append(Compare(name, "<" if band.high_open else "<=", certain(band.high)))
    return ends[0] if len(ends) == 1 else All(tuple(ends))


def statements(old: Patients, new: Patients, about: Sequence[Condition], without: str) -> tuple[Part, ...]:
    """Return what can be said with the facts and tables behind some conditions, but for one of them."""
    mentioned = {name for condition in about for name in names(condition)}
    reached = _reached(old.logic.flow, mentioned) | _reached(new.logic.flow, mentioned)
    found = [part for name in sorted(reached - {without}) for part in _of(old, new, name)]
    return tuple({part.node: part for part in reversed(found) if part.node not in (NEVER, ALWAYS)}.values())


def _reached(flow: Flow, mentioned: Iterable[str]) -> set[str]:
    """Return what is mentioned, directly or through facts, tables and the questions that may not apply."""
    reached: set[str] = set()
    waiting = list(mentioned)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [used for condition in _behind(flow, name) for used in names(condition)]
    return reached


def _behind(flow: Flow, name: str) -> list[Condition]:
    if name in flow.facts:
        return [flow.facts[name].when]
    if name in flow.tables:
        return [row.when for row in flow.tables[name].rows]
    return [flow.questions[name].applies_when] if name in flow.questions else []


def _sayable(side: Patients, name: str) -> dict[str, Condition]:
    """Return what one version can say with a fact or table, by its words."""
    flow = side.logic.flow
    said: list[Condition] = [Holds(name)] if name in flow.facts else []
    if name in flow.tables:
        said = [Is(name, frozenset({outcome})) for outcome in flow.tables[name].outcomes]
    return {in_words(condition): condition for condition in said}


def was_before(state: str, patients: int) -> tuple[Part, ...]:
    """Return the statement that something was in this state, for saying who left it."""
    words = _WAS.get(state, f"it was {state} before")
    return (Part(patients, words=words, effort=_ROUNDABOUT),) if state else ()


def is_now(state: str, patients: int) -> tuple[Part, ...]:
    """Return the statement that something is in this state, for saying who came to it."""
    words = _NOW.get(state, f"it is {state} now")
    return (Part(patients, words=words, effort=_ROUNDABOUT),) if state else ()


_ROUNDABOUT = 8
"""The effort of looking up what the same thing was before or is now; a few answers are told instead."""
_WAS = {
    HOLDS: "it held before",
    RULED_OUT: "it did not hold before",
    "applies": "it applied before",
    "does not apply": "it did not apply before",
    "ends": "it ended before",
    "goes on": "it went on before",
}
_NOW = {
    HOLDS: "it holds now",
    RULED_OUT: "it does not hold now",
    "applies": "it applies now",
    "does not apply": "it does not apply now",
    "ends": "it ends now",
    "goes on": "it goes on now",
}


def _of(old: Patients, new: Patients, name: str) -> Iterator[Part]:
    """Yield what can be said with one fact or table, what is so before what is not so."""
    before, after = _sayable(old, name), _sayable(new, name)
    both = [condition for words, condition in after.items() if words in before]
    for state in (HOLDS, RULED_OUT):
        yield from (_unchanged(old, new, condition, state) for condition in both)
        yield from (_alone(new, after[words], state, "") for words in after.keys() - before.keys())
        yield from (_alone(old, before[words], state, " before") for words in before.keys() - after.keys())
    for condition in both:
        yield from _changed(old, new, condition)


def _alone(side: Patients, condition: Condition, state: str, remark: str) -> Part:
    return Part(side.truth(condition)[state], words=_said(condition, state) + remark)


def _unchanged(old: Patients, new: Patients, condition: Condition, state: str) -> Part:
    """Return what is so before and after; what one answer says by itself needs no other word."""
    before, after = old.truth(condition), new.truth(condition)
    node = new.logic.diagrams.conjoin(before[state], after[state])
    worthwhile = len(new.logic.diagrams.support(node)) > 1
    remark = "" if before == after else " before as well as now"
    return Part(node if worthwhile else NEVER, words=_said(condition, state) + remark)


def _said(condition: Condition, state: str) -> str:
    return in_words(condition if state == HOLDS else Not(condition))


def _changed(old: Patients, new: Patients, condition: Condition) -> Iterator[Part]:
    conjoin = new.logic.diagrams.conjoin
    before, after = old.truth(condition), new.truth(condition)
    words = in_words(condition) + ("" if isinstance(condition, Is) else " holds")
    for left, right, change in ((RULED_OUT, HOLDS, "newly"), (HOLDS, RULED_OUT, "no longer")):
        verb = f" is {change} " if isinstance(condition, Is) else f" {change} "
        name, _, rest = words.partition(" is " if isinstance(condition, Is) else " ")
        yield Part(conjoin(before[left], after[right]), words=f"{name}{verb}{rest}")
