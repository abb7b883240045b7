"""A fault in a rule as the misunderstanding of a person, in one sentence and in the words of the flow."""

from __future__ import annotations

from collections.abc import Iterable

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
_OPERATORS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "exactly"}
_LEADS = {Stance.AGAINST: "advice against ", Stance.CAUTION: "a warning of "}
_STANDS = {
    Stance.FOR: "advised",
    Stance.AGAINST: "advised against",
    Stance.CAUTION: "warned of",
    Stance.INFORM: "only told",
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
    against = _is_against(rule.condition, mutant.step)
    words = _Words(flow, _decided(flow, rule), "against" if against else "for")
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


def _decided(flow: Flow, rule: Rule) -> str:
    """Return what a rule decides on, in quotes."""
    match rule.topic:
        case "recommendations":
            stance = flow.recommendations[rule.owner].stance
            return f"{_LEADS.get(stance, '')}{_quoted(neutral_name(flow, rule.owner))}"
        case "facts":
            return _quoted(flow.facts[rule.owner].label)
        case "scores":
            return _quoted(flow.scores[rule.owner].label)
        case "tables":
            table = flow.tables[rule.owner]
            return _quoted(f"{table.label}: {table.outcomes[table.rows[rule.row].then]}")
        case _:
            return "the end of the plan"


def _stance(flow: Flow, mutant: Mutant) -> str:
    line = mutant.rule.owner
    was, is_now = flow.recommendations[line].stance, mutant.flow.recommendations[line].stance
    about = _quoted(neutral_name(flow, line))
    return f"You seem to hold {about} to be {_STANDS[is_now]}; where it comes up, it is {_STANDS[was]}."


def _kept(flow: Flow, mutant: Mutant) -> str:
    assert flow.ends is not None
    assert mutant.flow.ends is not None
    (line,) = flow.ends.keep ^ mutant.flow.ends.keep
    about, when = _quoted(neutral_name(flow, line)), _Words(flow, "", "").of(flow.ends.when)
    if line in flow.ends.keep:
        return f"You seem to let go of {about} where the plan ends ({when}); it stands even then."
    return f"You seem to keep to {about} where the plan has ended ({when}); it no longer stands then."


def _table(flow: Flow, mutant: Mutant) -> str:
    """Return what is wrong with an outcome, or the order of rows; empty for a fault in a row's condition."""
    rule = mutant.rule
    was, is_now = flow.tables[rule.owner], mutant.flow.tables[rule.owner]
    about, called = _quoted(was.label), was.outcomes
    if rule.key == "otherwise":
        wrong, right = called[is_now.otherwise or ""], called[was.otherwise or ""]
        return (
            f"You seem to take {about} for {_quoted(wrong)} where nothing else fits; it is {_quoted(right)}."
        )
    row = was.rows[rule.row]
    then = _quoted(called[row.then])
    if len(is_now.rows) < len(was.rows):
        return f"You seem to overlook when {about} is {then}."
    other = is_now.rows[rule.row]
    if row != other and other in was.rows:
        late = _quoted(called[other.then])
        return f"You seem to look, for {about}, whether it is {late} first; {then} goes before it."
    if other.then != row.then:
        return f"You seem to take {about} for {_quoted(called[other.then])} where it is {then}."
    return ""


def _score(flow: Flow, mutant: Mutant) -> str:
    was, is_now = flow.scores[mutant.rule.owner], mutant.flow.scores[mutant.rule.owner]
    for before, after in zip(was.points, is_now.points, strict=True):
        if before.give != after.give:
            when = _Words(flow, "", "").of(before.when)
            points = f"{numeral(after.give)} instead of {numeral(before.give)} points"
            return f"You seem to give {when} {points} in {_quoted(was.label)}."
    return ""


class _Words:
    """What a part of a condition says, and what became of it, for a rule that decides on something."""

    def __init__(self, flow: Flow, decided: str, direction: str) -> None:
        self._flow, self._labels = flow, Labels(flow)
        self._towards = f"{direction} {decided}"
        self._other = f"{'for' if direction == 'against' else 'against'} {decided}"

    def changed(self, before: Condition, after: Condition) -> str:
        """Return the misunderstanding of somebody for whom one part of the rule is another."""
        match before, after:
            case ((All() | Any() | AtLeast()), Not(condition=inner)) if inner == before:
                return f"You seem to take what counts {self._towards} the other way round: {self.of(before)}."
            case _, Not(condition=inner) if inner == before:
                return f"You seem to count {self.of(before)} {self._other}; it counts the other way."
            case Not(condition=inner), _ if inner == after:
                return f"You seem to count {self.of(inner)} {self._towards}; it counts the other way."
            case All(conditions=parts), Any(conditions=others) if parts == others:
                listed = self._list(parts)
                return f"You seem to take one of these as enough {self._towards}: {listed}. It takes all."
            case Any(conditions=parts), All(conditions=others) if parts == others:
                return (
                    f"You seem to ask for all of these {self._towards}: {self._list(parts)}. One is enough."
                )
            case (AtLeast(count=count), AtLeast(count=other)) if children(before) == children(after):
                listed = self._list(children(before))
                return f"You seem to ask for {other} of these {self._towards}: {listed}. It takes {count}."
            case Is(name=name, options=options), Is(options=others) if name == after.name:
                return self._options(name, options - others, others - options)
            case Has(), Has():
                return f"You seem to count {self.of(after)} instead of {self.of(before)} {self._towards}."
            case ((All() | Any() | AtLeast()), _) if dropped := self._dropped(before, after):
                return dropped
            case _:
                return f"You seem to go by {self.of(after)} {self._towards}; it goes by {self.of(before)}."

    def _options(self, name: str, lost: frozenset[str], added: frozenset[str]) -> str:
        if not added:
            return f"You seem not to count {self.of(Is(name, lost))} {self._towards}."
        if not lost:
            return f"You seem to count {self.of(Is(name, added))} {self._towards}; it does not count."
        wrong, right = self.of(Is(name, added)), self.of(Is(name, lost))
        return f"You seem to count {wrong} instead of {right} {self._towards}."

    def _dropped(self, before: Condition, after: Condition) -> str:
        """Return what it means that one part of several is gone; empty where none is."""
        left = list(children(after)) if type(after) is type(before) else [after]
        gone = [part for part in children(before) if part not in left]
        if len(gone) != 1:
            return ""
        if isinstance(before, All):
            return f"You seem to decide {self._towards} without {self.of(gone[0])}, which it takes as well."
        return f"You seem not to count {self.of(gone[0])} {self._towards}."

    def of(self, condition: Condition) -> str:
        """Return a condition as what is found, in quotes."""
        match condition:
            case Always() | Never():
                return "anything" if isinstance(condition, Always) else "nothing"
            case Not(condition=Any(conditions=parts)):
                return f"none of ({self._list(parts)})"
            case Not(condition=child):
                return f"not {self.of(child)}"
            case All(conditions=parts):
                return _joined([self._term(part) for part in parts], " and ")
            case Any(conditions=parts):
                return _joined([self._term(part) for part in parts], " or ")
            case AtLeast(count=count, conditions=parts):
                return f"at least {count} of ({self._list(parts)})"
            case Holds(fact=fact):
                return self._labels.subject(fact)
            case Compare(name=name, operator=operator, value=value):
                return _quoted(f"{self._labels.label(name)} {_OPERATORS[operator]} {number(value)}")
            case Has(question=name, option=option):
                return _quoted(self._option(self._flow.questions[name], option))
            case Is(name=name, options=options):
                return self._is(name, options)
        raise TypeError(f"not a condition: {condition!r}")

    def _is(self, name: str, options: frozenset[str]) -> str:
        if name in self._flow.tables:
            table = self._flow.tables[name]
            said = [f"{table.label}: {label}" for one, label in table.outcomes.items() if one in options]
        else:
            question = self._flow.questions[name]
            said = [self._option(question, one.id) for one in question.options if one.id in options]
        return _joined([_quoted(one) for one in said], " or ")

    def _option(self, question: Question, option: str) -> str:
        phrase, chosen = question.phrase, question.option(option)
        if question.type is QuestionType.YES_NO:
            said = phrase.reason if option == "yes" else phrase.denied
            return said or f"{question.label}: {option}"
        named = chosen.phrase.reason or lower(chosen.label)
        return (
            named
            if is_phrased(question) or question.type is QuestionType.SEVERAL
            else f"{question.label}: {named}"
        )

    def _term(self, condition: Condition) -> str:
        joined = isinstance(condition, All | Any)
        return f"({self.of(condition)})" if joined else self.of(condition)

    def _list(self, conditions: Iterable[Condition]) -> str:
        return _joined([self._term(one) for one in conditions], "; ")


def _joined(parts: list[str], word: str) -> str:
    """Return parts as one text, the first few of many."""
    if len(parts) <= MOST_NAMED:
        return word.join(parts)
    shown = parts[: MOST_NAMED - 1]
    return word.join([*shown, f"{len(parts) - len(shown)} others"])


def _quoted(text: str) -> str:
    return f"“{text}”"
