"""Conditions nested in YAML with `all`, `any`, `none` and `at least N of`."""

from __future__ import annotations

from collections.abc import Mapping

from interview.flow.conditions.parser import at_least, joined, whole_number
from interview.flow.conditions.resolver import Subject, resolve
from interview.flow.conditions.syntax import All, Any, Condition, Never, Not
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.nodes import Node, Report, Scalar, Sequence, TooManyProblems, torn
from interview.flow.yaml.strict import plain

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
