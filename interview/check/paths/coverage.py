"""What a flow's paths reach: what was asked, chosen and concluded, and every condition seen both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from interview.check.locations import ConditionLocations, parts, rules
from interview.check.paths.runner import Result, Run
from interview.engine import Status
from interview.engine.conclusions import subject
from interview.errors import Place
from interview.flow.answers import Answer, Chosen, Several
from interview.flow.conditions.printer import in_words
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, TRUE
from interview.flow.model import Recommendation


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something no path reaches."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of one kind of thing the paths reach."""

    name: str
    total: int
    gaps: tuple[Gap, ...]

    @property
    def reached(self) -> int:
        """How many are reached."""
        return self.total - len(self.gaps)


_WIDTH = 100
_NEVER = {
    Status.HOLDS: "never holds",
    Status.RULED_OUT: "is never ruled out",
    Status.OPEN: "is never open",
}
Part = tuple[bool, Gap]
"""Whether something that can be reached is, and what to say when it is not."""


def coverage(run: Run, places: ConditionLocations) -> tuple[Measure, ...]:
    """Return what the paths reach. What nobody can reach, such as the "false" of `always`, is not counted."""
    return tuple(
        _measure(name, list(each(run, places)))
        for name, each in (
            ("questions asked", _questions),
            ("answers chosen", _options),
            ("table rows", _rows),
            ("lines that hold", _lines(Status.HOLDS)),
            ("lines ruled out", _lines(Status.RULED_OUT)),
            ("lines open", _lines(Status.OPEN)),
            ("conditions, both ways", _conditions),
        )
    )


def _measure(name: str, found: list[Part]) -> Measure:
    return Measure(name, len(found), tuple(sorted(gap for reached, gap in found if not reached)))


def _questions(run: Run, places: ConditionLocations) -> Iterator[Part]:
    asked = frozenset[str]().union(*(result.asked for result in run.results))
    for name, node in run.logic.asked.items():
        if node != NEVER:
            yield name in asked, Gap(run.logic.flow.questions[name].place, f"'{name}' is never asked")


def _options(run: Run, places: ConditionLocations) -> Iterator[Part]:
    chosen = {
        (name, option)
        for result in run.results
        for name, answer in result.answers.items()
        if name not in result.session.completions.inactive
        for option in _chosen(answer)
    }
    for question in run.logic.flow.questions.values():
        for option in question.options:
            place = places.key("questions", question.id, "answers", option.id)
            yield (question.id, option.id) in chosen, Gap(place, f"'{question.id}' is never {option.id}")


def _chosen(answer: Answer) -> frozenset[str]:
    match answer:
        case Chosen(option=option):
            return frozenset((option,))
        case Several(chosen=chosen):
            return chosen
        case _:
            return frozenset()


def _rows(run: Run, places: ConditionLocations) -> Iterator[Part]:
    for name, table in run.logic.flow.tables.items():
        hit = {_hit(result, name) for result in run.results}
        for index, row in enumerate(table.rows):
            yield index in hit, Gap(row.place, f"row {index + 1} of '{name}' is never the one that decides")
        if table.otherwise is not None:
            place = places.key("tables", name, "otherwise")
            yield len(table.rows) in hit, Gap(place, f"'{name}' never comes to its 'otherwise'")


def _hit(result: Result, table: str) -> int | None:
    """Return which row decides; one past the last for none of them; None when that is open."""
    rows = result.logic.flow.tables[table].rows
    for index, row in enumerate(rows):
        truth = result.session.completions.truth(result.logic.node(row.when))
        if truth is not False:
            return index if truth else None
    return len(rows)


def _lines(status: Status) -> Callable[[Run, ConditionLocations], Iterator[Part]]:
    def each(run: Run, places: ConditionLocations) -> Iterator[Part]:
        for name, line in run.logic.flow.recommendations.items():
            if _reachable(run.logic, line, status):
                found = any(result.conclusions.statuses[name] is status for result in run.results)
                yield found, Gap(line.place, f"'{name}' {_NEVER[status]}")

    return each


def _reachable(logic: Logic, line: Recommendation, status: Status) -> bool:
    """Return whether a line can have a status, before the end of the plan or after it."""
    ends, diagrams = logic.flow.ends, logic.diagrams
    kept = ends is None or line.id in ends.keep
    if status is Status.RULED_OUT and not kept:
        return True
    node = logic.node(subject(logic.flow, line))
    for region in (diagrams.negate(logic.ends), logic.ends if kept else NEVER):
        can_hold = diagrams.conjoin(region, node) != NEVER
        can_fail = diagrams.conjoin(region, diagrams.negate(node)) != NEVER
        if _possible(status, can_hold, can_fail, waits=bool(line.while_open)):
            return True
    return False


def _possible(status: Status, can_hold: bool, can_fail: bool, *, waits: bool) -> bool:
    if waits:  # it holds while its fact is open, and is never open itself
        return status is not Status.OPEN and ((can_hold and can_fail) or status is Status.RULED_OUT)
    return {
        Status.HOLDS: can_hold,
        Status.RULED_OUT: can_fail,
        Status.OPEN: can_hold and can_fail,
    }[status]


def _conditions(run: Run, places: ConditionLocations) -> Iterator[Part]:
    seen: dict[int, int] = {}
    for rule in rules(run.logic.flow):
        for step, part in parts(rule.condition):
            node = run.logic.node(part)
            if node > ALWAYS:
                if node not in seen:
                    seen[node] = _ways(run.results, node)
                place, words = places.of(rule, step), shorten(in_words(part), _WIDTH, placeholder=" ...")
                yield bool(seen[node] & TRUE), Gap(place, f"{rule.title}: never true: {words}")
                yield bool(seen[node] & FALSE), Gap(place, f"{rule.title}: never false: {words}")


def _ways(results: Iterable[Result], node: int) -> int:
    """Return in which ways some patient settles a diagram, as a mask of TRUE and FALSE."""
    outcomes = {result.session.completions.outcome(node) for result in results}
    return sum(outcomes & {TRUE, FALSE})
