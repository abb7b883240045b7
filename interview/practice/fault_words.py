"""A fault in a rule as the misunderstanding of a person, in one sentence and in the words of the flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview.check.locations import Rule, Step, rules
from interview.check.paths.mutation.mutants import Mutant
from interview.flow.conditions.labels import Labels
from interview.flow.conditions.printer import number
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
    children,
)
from interview.flow.decimals import numeral
from interview.flow.model import Flow, Question, QuestionType, Stance
from interview.practice.key import neutral_name
from interview.summary.phrases import is_phrased, lower

UNKNOWN_FOR_NO = "You seem to take what is not known for absent. Where a line turns on it, ask or test first."
MOST_NAMED = 4
"""Parts of a list that are named; of a longer one the others are counted."""
MOST_WITHIN = 3
"""The same of a list within a list."""
_OPERATORS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "exactly"}


@dataclass(frozen=True, slots=True)
class _Reason:
    """What a finding is to something, and the same where that was named just before."""

    named: str
    short: str


_FOR = {
    Stance.FOR: _Reason("a reason for {}", "a reason for it"),
    Stance.CAUTION: _Reason("a reason to warn of {}", "a reason to warn"),
    Stance.AGAINST: _Reason("a reason to advise against {}", "a reason to do so"),
    Stance.INFORM: _Reason("a reason to tell of {}", "a reason to tell"),
}
_AGAINST = {
    Stance.FOR: _Reason("a reason against {}", "a reason against it"),
    Stance.CAUTION: _Reason("a reason not to warn of {}", "a reason not to warn"),
    Stance.AGAINST: _Reason("a reason not to advise against {}", "a reason not to do so"),
    Stance.INFORM: _Reason("a reason not to tell of {}", "a reason not to tell"),
}
"""What speaks for a line and against it: whoever warns has a reason to warn."""
_STANDS = {
    Stance.FOR: "something to do",
    Stance.AGAINST: "something advised against",
    Stance.CAUTION: "something warned of",
    Stance.INFORM: "mere information",
}


def plainest(flow: Flow, mutants: Iterable[Mutant]) -> str:
    """Return the sentence of the fault that somebody is likeliest to make, of some that show alike."""
    return _sentence(flow, min(mutants, key=lambda mutant: _strangeness(mutant)))


def _strangeness(mutant: Mutant) -> int:
    """Return how far a fault is from what people get wrong; a rule turned round is thought of last."""
    last = ("negated: ", "'and' becomes", "'or' becomes")
    return 1 + next((place for place, words in enumerate(last) if mutant.fault.startswith(words)), -1)


def _sentence(flow: Flow, mutant: Mutant) -> str:
    rule = mutant.rule
    if rule.key == "stance":
        return _stance(flow, mutant)
    if rule.key == "keep":
        return _kept(flow, mutant)
    if rule.topic == "tables" and (said := _table(flow, mutant)):
        return said
    if rule.topic == "scores" and (said := _score(flow, mutant)):
        return said
    after = next(one.condition for one in rules(mutant.flow) if _same(one, rule))
    reason, counter = _reasons(flow, rule)
    against = _is_against(rule.condition, mutant.step)
    words = _Words(flow, *((counter, reason) if against else (reason, counter)), is_against=against)
    return words.changed(_part(rule.condition, mutant.step), _part(after, mutant.step))


def _same(one: Rule, other: Rule) -> bool:
    return (one.topic, one.owner, one.key, one.row) == (other.topic, other.owner, other.key, other.row)


def _part(condition: Condition, step: Step) -> Condition:
    for place in step:
        condition = children(condition)[place]
    return condition


def _is_against(condition: Condition, step: Step) -> bool:
    """Return whether a part of a condition stands within an odd number of negations."""
    above = (_part(condition, step[:depth]) for depth in range(len(step)))
    return sum(isinstance(one, Not) for one in above) % 2 == 1


def _reasons(flow: Flow, rule: Rule) -> tuple[_Reason, _Reason]:
    """Return what a finding is that speaks for what a rule decides, and one that speaks against it."""
    match rule.topic:
        case "recommendations":
            stance, about = flow.recommendations[rule.owner].stance, _quoted(neutral_name(flow, rule.owner))
            return _about(_FOR[stance], about), _about(_AGAINST[stance], about)
        case "facts":
            return _grounds(_quoted(lower(flow.facts[rule.owner].label)))
        case "scores":
            return _grounds(f"a point in {_quoted(flow.scores[rule.owner].label)}")
        case "tables":
            table = flow.tables[rule.owner]
            called = f"{_quoted(table.label)} {_quoted(table.outcomes[table.rows[rule.row].then])}"
            return (
                _Reason(f"a reason to call {called}", "a reason to do so"),
                _Reason(f"a reason not to call {called}", "a reason not to do so"),
            )
        case _:
            return (
                _Reason("a reason to end the plan", "a reason to end it"),
                _Reason("a reason to go on with the plan", "a reason to go on"),
            )


def _about(reason: _Reason, about: str) -> _Reason:
    return replace(reason, named=reason.named.format(about))


def _grounds(of: str) -> tuple[_Reason, _Reason]:
    return (
        _Reason(f"a ground for {of}", "a ground for it"),
        _Reason(f"a ground against {of}", "a ground against it"),
    )


def _stance(flow: Flow, mutant: Mutant) -> str:
    line = mutant.rule.owner
    was, is_now = flow.recommendations[line].stance, mutant.flow.recommendations[line].stance
    about = _quoted(neutral_name(flow, line))
    return f"You seem to take {about} for {_STANDS[is_now]}; where it comes up, it is {_STANDS[was]}."


def _kept(flow: Flow, mutant: Mutant) -> str:
    assert flow.ends is not None
    assert mutant.flow.ends is not None
    (line,) = flow.ends.keep ^ mutant.flow.ends.keep
    about, when = _quoted(neutral_name(flow, line)), _Words(flow).of(flow.ends.when)
    if line in flow.ends.keep:
        return f"You seem to drop {about} where the plan ends ({when}); it stands even then."
    return f"You seem to keep {about} where the plan ends ({when}); it falls away with the plan."


def _table(flow: Flow, mutant: Mutant) -> str:
    """Return what is wrong with an outcome, or the order of rows; empty for a fault in a row's condition."""
    rule = mutant.rule
    was, is_now = flow.tables[rule.owner], mutant.flow.tables[rule.owner]
    about, called = _quoted(was.label), was.outcomes
    if rule.key == "otherwise":
        wrong, right = called[is_now.otherwise or ""], called[was.otherwise or ""]
        where = f"{_quoted(wrong)} where nothing else fits"
        return f"You seem to take {about} to be {where}; then it is {_quoted(right)}."
    row = was.rows[rule.row]
    then = _quoted(called[row.then])
    if len(is_now.rows) < len(was.rows):
        return f"You seem never to take {about} to be {then}, which it can be."
    other = is_now.rows[rule.row]
    if row != other and other in was.rows:
        late = _quoted(called[other.then])
        return (
            f"You seem to take {about} to be {late} where both that and {then} would fit; {then} goes first."
        )
    if other.then != row.then:
        return f"You seem to take {about} to be {_quoted(called[other.then])} where it is {then}."
    return ""


def _score(flow: Flow, mutant: Mutant) -> str:
    was, is_now = flow.scores[mutant.rule.owner], mutant.flow.scores[mutant.rule.owner]
    for before, after in zip(was.points, is_now.points, strict=True):
        if before.give != after.give:
            when = _Words(flow).of(before.when)
            points = f"{numeral(after.give)} instead of {numeral(before.give)} points"
            return f"You seem to give {when} {points} in {_quoted(was.label)}."
    return ""


NONE = _Reason("", "")


class _Words:
    """What a part of a condition says, and what became of it."""

    def __init__(
        self, flow: Flow, reason: _Reason = NONE, counter: _Reason = NONE, *, is_against: bool = False
    ) -> None:
        """`reason` is what the part is, `counter` the opposite; `is_against`: its absence counts."""
        self._flow, self._labels = flow, Labels(flow)
        self._is, self._is_not, self._is_against = reason, counter, is_against

    def changed(self, before: Condition, after: Condition) -> str:
        """Return the misunderstanding of somebody for whom one part of the rule is another."""
        reason = self._is.named
        match before, after:
            case _, Never():
                return f"You seem never to see {reason}."
            case _, Always():
                return f"You seem to see {reason} in everybody."
            case _, Not(condition=inner) if inner == before:
                return f"You seem to take {self.of(before)} as {self._is_not.named}; it is {self._is.short}."
            case Not(condition=inner), _ if inner == after:
                return f"You seem to take {self.of(inner)} as {reason}; it is {self._is_not.short}."
            case All(conditions=parts), Any(conditions=others) if parts == others:
                return f"You seem to take one of these alone as {reason}: {self._list(parts)}. It takes all."
            case Any(conditions=parts), All(conditions=others) if parts == others:
                listed = self._list(parts)
                return f"You seem to take only all of these together as {reason}: {listed}. One is enough."
            case (AtLeast(count=count), AtLeast(count=other)) if children(before) == children(after):
                listed = self._list(children(before))
                return f"You seem to take {other} of these as {reason}: {listed}. It takes {count}."
            case Is(name=name, options=options), Is(options=others) if name == after.name:
                return self._options(name, options - others, others - options)
            case ((All() | Any() | AtLeast()), _) if dropped := self._dropped(before, after):
                return dropped
            case _:
                return self._instead(self.of(after), self.of(before))

    def _instead(self, wrong: str, right: str) -> str:
        return f"You seem to take {wrong} as {self._is.named}, in the place of {right}."

    def _options(self, name: str, lost: frozenset[str], added: frozenset[str]) -> str:
        if not added:
            return f"You seem not to take {self.of(Is(name, lost))} as {self._is.named}."
        if not lost:
            return f"You seem to take {self.of(Is(name, added))} as {self._is.named}; it is none."
        return self._instead(self.of(Is(name, added)), self.of(Is(name, lost)))

    def _dropped(self, before: Condition, after: Condition) -> str:
        """Return what it means that one part of several is gone; empty where none is."""
        parts = children(before)
        left = [after] if after in parts else list(children(after)) if type(after) is type(before) else []
        gone = [part for part in parts if part not in left]
        if len(gone) != 1:
            return ""
        (one,) = gone
        if not isinstance(before, All):
            return f"You seem not to take {self.of(one)} as {self._is.named}."
        if isinstance(one, Not):
            return (
                f"You seem to see {self._is.named} even with {self.of(one.condition)}; it takes its absence."
            )
        if self._is_against:
            return f"You seem not to take the absence of {self.of(one)} by itself as {self._is_not.named}."
        return f"You seem to see {self._is.named} even without {self.of(one)}; it takes that as well."

    def of(self, condition: Condition, within: int = MOST_NAMED) -> str:
        """Return a condition as what is found, in quotes; of a list so many parts."""
        match condition:
            case Always() | Never():
                return "anything" if isinstance(condition, Always) else "nothing"
            case Not(condition=Any(conditions=parts)):
                return f"the absence of all of these ({self._list(parts)})"
            case Not(condition=child):
                return f"the absence of {self._term(child)}"
            case All(conditions=parts):
                return _joined([self._term(part) for part in parts], " and ", within)
            case Any(conditions=parts):
                return _joined([self._term(part) for part in parts], " or ", within)
            case AtLeast(count=count, conditions=parts):
                return f"at least {count} of ({self._list(parts)})"
            case Holds(fact=fact):
                return _quoted(lower(self._flow.facts[fact].label))
            case Compare(name=name, operator=operator, value=value):
                label = lower(self._labels.label(name))
                return _quoted(f"{label} {_OPERATORS[operator]} {number(value)}")
            case Has(question=name, option=option):
                return _quoted(self._option(self._flow.questions[name], option))
            case Is(name=name, options=options):
                return self._one_of(name, options)
        raise TypeError(f"not a condition: {condition!r}")

    def _one_of(self, name: str, options: frozenset[str]) -> str:
        if name in self._flow.tables:
            table = self._flow.tables[name]
            said = [f"{table.label}: {label}" for one, label in table.outcomes.items() if one in options]
        else:
            question = self._flow.questions[name]
            said = [self._option(question, one.id) for one in question.options if one.id in options]
        return _joined([_quoted(one) for one in said], " or ", MOST_NAMED)

    def _option(self, question: Question, option: str) -> str:
        phrase, chosen = question.phrase, question.option(option)
        if question.type is QuestionType.YES_NO:
            said = phrase.reason if option == "yes" else phrase.denied
            return said or f"{lower(question.label)}: {option}"
        named = chosen.phrase.reason or lower(chosen.label)
        return (
            named
            if is_phrased(question) or question.type is QuestionType.SEVERAL
            else f"{lower(question.label)}: {named}"
        )

    def _term(self, condition: Condition) -> str:
        joined = isinstance(condition, All | Any)
        return f"({self.of(condition, MOST_WITHIN)})" if joined else self.of(condition)

    def _list(self, conditions: Iterable[Condition]) -> str:
        return _joined([self._term(one) for one in conditions], "; ", MOST_NAMED)


def _joined(parts: list[str], word: str, most: int) -> str:
    """Return parts as one text, the first few of many."""
    if len(parts) <= most:
        return word.join(parts)
    shown = parts[: most - 1]
    return word.join([*shown, f"{len(parts) - len(shown)} others"])


def _quoted(text: str) -> str:
    return f"“{text}”"
