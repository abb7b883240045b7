"""Conditions, as text or nested in YAML, checked against what the flow declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from interview.flow.answers import Reason
from interview.flow.conditions.parser import ConditionError, Token, at_least, joined, parse, whole_number
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Has, Holds, Is, Never, Not, within
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.nodes import Node, Report, Scalar, Sequence, TooManyProblems, nearest, shown, torn
from interview.flow.yaml.strict import plain

ALWAYS_POSSIBLE = frozenset((*Reason, "unknown"))
"""Words for "not assessed": it can always be said, so no question lists it."""
_UNTESTABLE = ALWAYS_POSSIBLE | {"undetermined", "open"}

GROUP = "^(all|any|none|at least [1-9][0-9]* of)$"
"""The keys that group conditions."""

_SHAPE = "a condition is text, or 'all:', 'any:', 'none:' or 'at least N of:' with a list below it"
SPLIT = (
    "text in [ ] or { } is split at every comma, also inside brackets; put it in quotes, "
    "or put each condition on its own line after '- '"
)
MOST_NAMES = 20_000
"""How many names the conditions of a flow can mention."""

Use = tuple[str, Node, int]


class NameKind(Enum):
    """What a name stands for, in words."""

    YES_NO = "a yes/no question"
    ONE = "a question with one choice"
    SEVERAL = "a question with several choices"
    NUMBER = "a number"
    DATE = "a date"
    MONTH = "a month"
    TEXT = "free text"
    FACT = "a fact"
    TABLE = "a table"
    UNCLEAR = "unclear"
    """Its declaration is wrong; that is reported there, and nothing more is said about it."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Something a condition can name. `options` are the answers or outcomes; empty when there are none."""

    name: str
    kind: NameKind
    options: tuple[str, ...] = ()
    bands: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """The lowest and the highest sum of each named band of a score."""


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """Something wrong at one offset of a condition's text."""

    offset: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """A condition's text, understood. The condition is of use only when there are no mistakes."""

    condition: Condition
    mistakes: tuple[Mistake, ...]
    uses: tuple[tuple[str, int], ...]
    """Every name it mentions and the offset where it stands."""


def resolve(text: str, subjects: Mapping[str, Subject]) -> Resolved:
    """Parse a condition and check its names, answers and types, reporting every mistake."""
    meaning = _Meaning(subjects)
    try:
        condition = parse(text, meaning)
    except ConditionError as error:
        meaning.mistakes.append(Mistake(error.offset, error.code, error.message))
        condition = Never()
    return Resolved(condition, tuple(meaning.mistakes), tuple(meaning.uses))


class _Meaning:
    def __init__(self, subjects: Mapping[str, Subject]) -> None:
        self._subjects = subjects
        self.mistakes: list[Mistake] = []
        self.uses: list[tuple[str, int]] = []
        self._said: tuple[Subject, list[str]] | None = None
        """What the last `is` was about, and its answers."""

    def holds(self, name: Token) -> Condition:
        if name.text not in self._subjects and self._is_answer(name):
            return Never()
        if self._subject(name, "not-a-fact", NameKind.FACT) is None:
            return Never()
        return Holds(name.text)

    def is_one_of(self, name: Token, values: list[Token]) -> Condition:
        kinds = (NameKind.YES_NO, NameKind.ONE, NameKind.TABLE, NameKind.NUMBER)
        subject = self._subject(name, "not-one-choice", *kinds)
        if subject is None:
            return Never()
        if subject.kind is NameKind.NUMBER:
            equal = [self._comparison(subject, "=", value) for value in values]
            return joined(Any, equal)
        options = self._options(subject, values)
        self._said = (subject, options)
        return Is(name.text, frozenset(options)) if options else Never()

    def _is_answer(self, name: Token) -> bool:
        """Report a name that is rather one more answer to what the last `is` was about."""
        if self._said is None or (self._said[0].options and name.text not in self._said[0].options):
            return False
        subject, values = self._said
        values.append(name.text)
        said = f"there is no question, fact, table or number '{name.text}'; as an answer it belongs into"
        self._add(name, "unknown-name", f"{said} '{subject.name} is one of ({', '.join(values)})'")
        return True

    def compared(self, name: Token, operator: str, value: Token) -> Condition:
        subject = self._subject(name, "not-a-number", NameKind.NUMBER)
        return Never() if subject is None else self._comparison(subject, operator, value)

    def has(self, name: Token, how: str, values: list[Token]) -> Condition:
        subject = self._subject(name, "not-several", NameKind.SEVERAL)
        options = self._options(subject, values) if subject else []
        parts: list[Condition] = [Has(name.text, option) for option in options]
        if not parts:
            return Never()
        if how in ("any", "none"):
            some = joined(Any, parts)
            return some if how == "any" else Not(some)
        every = joined(All, parts)
        return every if how == "all" else Not(every)

    def any_of(self, name: Token) -> Condition:
        subject = self._subject(name, "not-several", NameKind.SEVERAL)
        if subject is None or not subject.options:
            return Never()
        return joined(Any, [Has(name.text, option) for option in subject.options])

    def _subject(self, name: Token, code: str, *fitting: NameKind) -> Subject | None:
        """Return what a name stands for, when that fits; report it otherwise."""
        subject = self._subjects.get(name.text)
        if subject is None:
            said = f"there is no question, fact, table or number {shown(name.text)}"
            self._add(name, "unknown-name", said + nearest(name.text, self._subjects))
            return None
        self.uses.append((name.text, name.offset))
        if subject.kind is NameKind.UNCLEAR:
            return None
        if subject.kind in (NameKind.TEXT, NameKind.DATE, NameKind.MONTH):
            what, counted = subject.kind.name.lower(), f"'months_between: [{name.text}, today]'"
            instead = "" if subject.kind is NameKind.TEXT else f" by itself; count the time, as in {counted}"
            said = f"'{name.text}' is {subject.kind.value}, which decides nothing{instead}"
            self._add(name, f"{what}-in-logic", said)
            return None
        if subject.kind not in fitting:
            self._add(name, code, f"'{name.text}' is {subject.kind.value}; write {_advice(subject)}")
            return None
        return subject

    def _options(self, subject: Subject, values: list[Token]) -> list[str]:
        """Return the answers that exist, each once, and report the others."""
        known: list[str] = []
        for value in values:
            if value.text in _UNTESTABLE and value.text not in subject.options:
                said = "a condition cannot test for this: the result would change once the answer is known"
                self._add(value, "tests-unknown", f"{said}; see 'if_open' and 'while_open'")
            elif subject.options and value.text not in subject.options:
                self._add(value, "unknown-answer", self._no_answer(subject, value.text))
            elif value.text in known:
                self._add(value, "repeated", f"'{value.text}' is given twice in this list")
            else:
                known.append(value.text)
        return known

    def _no_answer(self, subject: Subject, word: str) -> str:
        what = "outcome" if subject.kind is NameKind.TABLE else "answer"
        listed = ", ".join(subject.options[:12]) + (", ..." if len(subject.options) > 12 else "")
        hint = nearest(word, subject.options)
        return f"{shown(word)} is not an {what} of '{subject.name}' ({listed}){hint}"

    def _comparison(self, subject: Subject, operator: str, value: Token) -> Condition:
        if operator == "=" and value.text in subject.bands:
            return within(subject.name, *subject.bands[value.text])
        if value.text in _UNTESTABLE:
            self._options(subject, [value])
        elif value.kind == "word" and subject.bands:
            listed = ", ".join(list(subject.bands)[:12])
            hint = nearest(value.text, subject.bands)
            said = f"{shown(value.text)} is neither a number nor a band of '{subject.name}' ({listed}){hint}"
            self._add(value, "unknown-answer", said)
        elif value.kind != "number" or len(value.text) > 15:
            self._add(value, "not-a-number", f"'{subject.name}' is a number; {shown(value.text)} is not")
        else:
            return Compare(subject.name, operator, Decimal(value.text))
        return Never()

    def _add(self, token: Token, code: str, message: str) -> None:
        self.mistakes.append(Mistake(token.offset, code, message))


def _advice(subject: Subject) -> str:
    """Return how this one can be written in a condition."""
    name, first = subject.name, subject.options[0] if subject.options else "..."
    match subject.kind:
        case NameKind.YES_NO:
            return f"'{name} is yes' or '{name} is no'"
        case NameKind.SEVERAL:
            return f"'any {name}' or '{name} has any of ({first})'"
        case NameKind.NUMBER:
            return f"a comparison such as '{name} > 1'"
        case NameKind.FACT:
            return f"'{name}' or 'not {name}'"
        case _:
            return f"'{name} is {first}'"


class Nesting:
    """Reads conditions and reports every mistake at the word where it stands."""

    def __init__(self, subjects: Mapping[str, Subject], report: Report) -> None:
        self._subjects, self._report = subjects, report
        self._uses: list[Use] = []
        self._mentioned = 0

    def read(self, node: Node, flow: bool) -> tuple[Condition, list[Use]]:
        """Return a condition and every name it mentions. `flow`: it stands in `[ ]` or `{ }`."""
        self._uses = []
        return self._read(node, flow), self._uses

    def _read(self, node: Node, flow: bool) -> Condition:
        if type(node) is Scalar:
            return self._text(node, flow)
        if type(node) is MappingNode and len(node.entries) == 1:
            ((word, entry),) = node.entries.items()
            if type(entry.value) is Sequence and entry.value.items:
                return self._group(word, entry.key, self._list(entry.value))
        self._report.add(node, "condition-syntax", _SHAPE)
        return Never()

    def _list(self, node: Sequence) -> list[Condition]:
        cut = [index for index, item in enumerate(node.items) if torn(item)] if node.flow else []
        if cut:
            self._report.add(node.items[cut[0]], "split-at-comma", SPLIT)
        lost = range(cut[0], cut[-1] + 1) if cut else range(0)
        return [
            Never() if index in lost else self._read(item, node.flow) for index, item in enumerate(node.items)
        ]

    def _group(self, word: str, key: Scalar, conditions: list[Condition]) -> Condition:
        match word.split():
            case ["all"]:
                return joined(All, conditions)
            case ["any"]:
                return joined(Any, conditions)
            case ["none"]:
                return Not(joined(Any, conditions))
            case ["at", "least", number, "of"]:
                return self._at_least(number, key, conditions)
            case _:
                self._report.add(key, "condition-syntax", _SHAPE)
                return Never()

    def _at_least(self, number: str, key: Scalar, conditions: list[Condition]) -> Condition:
        try:
            return at_least(whole_number(number), conditions)
        except ValueError as error:
            self._report.add(key, "at-least-count", str(error))
            return Never()

    def _text(self, node: Scalar, flow: bool) -> Condition:
        if flow and torn(node):
            self._report.add(node, "split-at-comma", SPLIT)
            return Never()
        if not node.style and type(plain(node)) is not str:
            said = "write 'always' or 'never'" if node.value in ("true", "false") else _SHAPE
            self._report.add(node, "wrong-type", said)
            return Never()
        resolved = resolve(node.value, self._subjects)
        for mistake in resolved.mistakes:
            self._report.add(node, mistake.code, mistake.message, mistake.offset)
        self._uses.extend((name, node, offset) for name, offset in resolved.uses)
        self._mentioned += len(resolved.uses)
        if self._mentioned > MOST_NAMES:
            self._report.add(
                node, "too-many-conditions", f"conditions can mention {MOST_NAMES:,} names at most"
            )
            raise TooManyProblems
        return resolved.condition
