"""An exam: a seed and a list of rules, from which everybody gets the same cases, marked at the end."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from random import Random

from interview.errors import UsageError
from interview.flow.language.value_types import Key, Many, Pattern, Refer, Shape, Text, Whole
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import NodeReader
from interview.flow.loading.structure import check_references
from interview.flow.model import Flow
from interview.flow.yaml.nodes import File, Report, TooManyProblems
from interview.flow.yaml.strict import Reader
from interview.practice.case_code import CaseCode
from interview.practice.drawn_case import code_for, drawn_case
from interview.practice.patients import NoPatient
from interview.practice.twins import Twins

MOST_CASES = 100
MOST_TRIES = 50
"""Codes tried for a rule until one has a patient."""
EXAM = Shape(
    "exam",
    (
        Key("exam", Text(), "The title.", required=True),
        Key("seed", Pattern("[a-z0-9][a-z0-9-]*", "spring-2027"), "Another seed gives other cases.", True),
        Key("cases", Whole(), f"How many cases, at most {MOST_CASES}; one for each rule when left out."),
        Key("rules", Many(Refer("recommendations"), empty=False), "The lines it is about, in turn.", True),
    ),
)
"""What a file of an exam may hold."""


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam of one flow."""

    title: str
    seed: str
    cases: int
    rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its attempts are known by: how many cases it has, what it is made of, and its title."""
        made_of = "\n".join((self.title, self.seed, *self.rules))
        return f"{self.cases} {sha256(made_of.encode()).hexdigest()[:16]} {self.title}"

    def codes(self, twins: Twins) -> tuple[CaseCode, ...]:
        """Return the codes of its cases: the same for everybody. `NoPatient` for a rule without patients."""
        return tuple(self._code(twins, place) for place in range(self.cases))

    def _code(self, twins: Twins, place: int) -> CaseCode:
        rule, rng = self.rules[place % len(self.rules)], Random(f"{self.seed} {place}")
        for _ in range(MOST_TRIES):
            code = code_for(twins, rule, rng)
            try:
                drawn_case(twins, code)
            except NoPatient as error:
                problem = error
            else:
                return code
        raise problem


def read_exam(flow: Flow, name: str, text: str) -> Exam:
    """Return the exam in a file; `UsageError` with every mistake in it."""
    report = Report()
    item: Item | None = None
    try:
        root = Reader(report).read(File(name, text))
        reader = NodeReader(report)
        item = reader.read(EXAM, root) if root else None
        check_references(reader.references, {"recommendations": flow.recommendations}, report)
        if item is not None:
            _check(flow, item, report)
    except TooManyProblems:
        pass
    if report.problems or item is None:
        mistakes = "\n".join(map(str, sorted(report.problems))) or f"{name}: the file is empty"
        raise UsageError(f"this is not an exam:\n{mistakes}")
    rules, get = item.words("rules"), item.values.get
    return Exam(item.values["exam"], item.values["seed"], get("cases", len(rules)), rules)


def _check(flow: Flow, item: Item, report: Report) -> None:
    for word in item.values.get("rules", ()):
        line = flow.recommendations.get(word.value)
        if line is not None and not line.is_practised:
            said = f"'{line.id}' only informs or holds for everyone, so there is nothing to decide"
            report.add(word, "not-practised", said)
    if item.values.get("cases", 1) > MOST_CASES:
        report.add(item.written("cases"), "too-many", f"an exam has at most {MOST_CASES} cases")
