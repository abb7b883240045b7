"""An exam: written cases, cases drawn from a seed and a list of rules, or both; the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from interview.digest import sha256
from interview.errors import UsageError
from interview.flow.language.value_types import Key, Many, Pattern, Refer, Shape, Text, Whole
from interview.flow.loading.parsed import Item
from interview.flow.loading.reader import NodeReader
from interview.flow.loading.structure import check_references
from interview.flow.model import Flow
from interview.flow.yaml.nodes import File, Node, Report, Sequence, TooManyProblems
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.strict import Reader
from interview.practice.case_code import CaseCode, edition, written_code
from interview.practice.drawn_case import some_code_calling_for, some_code_for
from interview.practice.rules import NOTHING_TO_DECIDE, alike
from interview.practice.twins import Twins

MOST_CASES = 100
WRITTEN = "written cases"
"""What a name of a list of cases refers to."""
_TITLE = Key("exam", Text(), "The title.", required=True)
_SEED = Pattern("[a-z0-9][a-z0-9-]*", "spring-2027")
_RULES = Many(Refer("recommendations"), empty=False)
DRAWN_EXAM = Shape(
    "exam",
    (
        _TITLE,
        Key("seed", _SEED, "Another seed gives other cases.", required=True),
        Key("cases", Whole(), f"How many cases, at most {MOST_CASES}; one for each rule when left out."),
        Key("rules", _RULES, "The lines it is about, in turn.", required=True),
    ),
)
"""What a file of an exam may hold whose cases are drawn."""
WRITTEN_EXAM = Shape(
    "exam",
    (
        _TITLE,
        Key("cases", Many(Refer(WRITTEN), empty=False), "The names of written cases.", required=True),
        Key("seed", _SEED, "Another seed gives other drawn cases.", needs="rules"),
        Key("rules", _RULES, "The lines of cases that are drawn beside them, one for each.", needs="seed"),
    ),
)
"""What a file of an exam may hold that names written cases."""


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam of one flow."""

    title: str
    seed: str
    cases: int
    rules: tuple[str, ...]
    """What the drawn cases are about, in turn."""
    written: tuple[str, ...] = ()
    """The names of written cases, which come first."""
    edition: str = ""
    """The state of the content and of the drawing, by which drawn cases are others; empty without any."""

    @property
    def name(self) -> str:
        """What its attempts are known by: how many cases it has, what it is made of, and its title."""
        made_of = "\n".join((self.title, self.seed, *self.rules, *self.written, self.edition))
        return f"{self.cases} {sha256(made_of.encode()).hexdigest()[:16]} {self.title}"

    def codes(self, twins: Twins) -> tuple[CaseCode, ...]:
        """Return the codes of its cases: the same for everybody. `NoPatient` for a rule without patients.

        The first drawn case about a rule is one that calls for it, where such are found.
        """
        told = (written_code(twins.patients.flow, name) for name in self.written)
        drawn = self.cases - len(self.written)
        return (*told, *(self._code(twins, place) for place in range(drawn)))

    def _code(self, twins: Twins, place: int) -> CaseCode:
        rule, rng = self.rules[place % len(self.rules)], Random(f"{self.seed} {place}")
        if place < len(self.rules):
            return some_code_calling_for(twins, rule, rng)
        return some_code_for(twins, rule, rng, for_exam=True)


def read_exam(flow: Flow, name: str, text: str, written: Mapping[str, object] = MappingProxyType({})) -> Exam:
    """Return the exam in a file; `UsageError` with every mistake in it.

    `written` are the written cases of the flow, by name.
    """
    report = Report()
    item: Item | None = None
    try:
        source = File(name, text)
        root = Reader(report).read(source)
        if root is None and not report.problems:
            said = "the file is empty; an exam begins with 'exam:' and its title"
            report.add_at(source, 1, 1, "empty-file", said)
        reader = NodeReader(report)
        item = reader.read(WRITTEN_EXAM if _names_cases(root) else DRAWN_EXAM, root) if root else None
        known = {"recommendations": flow.recommendations, WRITTEN: written}
        check_references(reader.references, known, report)
        if item is not None:
            _check(flow, item, report)
    except TooManyProblems:
        pass
    if report.problems or item is None:
        mistakes = "\n".join(map(str, sorted(report.problems)))
        hint = alike(flow, item.words("rules")) if item is not None else ""
        raise UsageError("\n".join(filter(None, (f"this is not an exam:\n{mistakes}", hint))))
    title, seed, rules = item.values["exam"], item.values.get("seed", ""), item.words("rules")
    if _names_cases(item.node):
        named = item.words("cases")
        return Exam(title, seed, len(named) + len(rules), rules, named, edition(flow) if rules else "")
    return Exam(title, seed, item.values.get("cases", len(rules)), rules, edition=edition(flow))


def _names_cases(root: Node | None) -> bool:
    entry = root.entries.get("cases") if isinstance(root, MappingNode) else None
    return entry is not None and isinstance(entry.value, Sequence)


def _check(flow: Flow, item: Item, report: Report) -> None:
    for word in item.values.get("rules", ()):
        line = flow.recommendations.get(word.value)
        if line is not None and not line.is_practised:
            report.add(word, "not-practised", NOTHING_TO_DECIDE.format(line=line.id))
    cases, rules = item.values.get("cases", 1), item.values.get("rules", ())
    if (len(cases) + len(rules) if isinstance(cases, list) else cases) > MOST_CASES:
        report.add(item.written("cases"), "too-many", f"an exam has at most {MOST_CASES} cases")
