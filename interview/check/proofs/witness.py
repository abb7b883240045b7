"""One patient of whom a diagram is true, as answers a person could give.

Numbers lie in given bands, and their differences do as well. Bounds on numbers and on differences of two
numbers are a graph of shortest paths: `distance[a, b]` bounds a - b from above. They can be met unless a
number would have to be smaller than itself (Pratt 1977).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from interview.flow.answer_text import to_plain
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.decimals import plus
from interview.flow.logic.bands import Band, full
from interview.flow.logic.compiler import Logic, limits
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.model import Question, QuestionType

Values = dict[int, int]
"""What is so of a patient: a value for each level that matters."""
Patient = dict[str, Answer]

Bound = tuple[Decimal, bool]
"""An upper bound, and whether the bound itself is allowed."""
Bounds = dict[tuple[str, str], Bound]
_ZERO = ""


def fewest_values(diagrams: Diagrams, node: int) -> Values:
    """Return as few values as possible that lead from a diagram that is not "never" to "always"."""
    best: dict[int, tuple[float, int]] = {NEVER: (float("inf"), 0), ALWAYS: (0, 0)}
    for part in sorted(below(diagrams, node)):  # a node is made after its children
        costs = [(best[child][0] + 1, value) for value, child in enumerate(diagrams.children[part])]
        best[part] = min(costs)
    values: Values = {}
    while node > ALWAYS:
        value = best[node][1]
        values[diagrams.level[node]] = value
        node = diagrams.children[node][value]
    return values


def below(diagrams: Diagrams, node: int) -> Iterator[int]:
    """Yield every node of a diagram but the two ends."""
    seen, stack = {NEVER, ALWAYS}, [node]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(diagrams.children[node])
            yield node


def number_values(logic: Logic, values: Values) -> tuple[tuple[int, int], ...]:
    """Return those of the values that are bands of numbers."""
    return tuple((level, value) for level, value in values.items() if logic.variables[level].bands)


def patient(logic: Logic, values: Values) -> Patient | None:
    """Return answers with these values, in the order of asking; None when no numbers fit together.

    Options nothing is said about are absent, numbers nothing is said about are not answered.
    """
    found: dict[str, Answer] = {}
    for level, value in values.items():
        variable = logic.variables[level]
        if variable.option:
            before = found.get(variable.name, Several())
            assert isinstance(before, Several)
            found[variable.name] = Several(before.chosen | ({variable.option} if value else set()))
        elif variable.values:
            found[variable.name] = Chosen(variable.values[value])
    bands = {
        logic.variables[level].name: logic.variables[level].bands[value]
        for level, value in number_values(logic, values)
    }
    chosen = numbers(logic, bands)
    if chosen is None:
        return None
    found |= {name: Number(number) for name, number in chosen.items()}
    return {name: found[name] for name in sorted(found, key=lambda name: logic.of[name][0].level)}


def in_words(answers: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Return answers in the form of an answers file, as text."""
    return tuple((name, _plain(answer)) for name, answer in answers.items())


def usual(question: Question) -> Answer:
    """Return an answer to a question on which nothing depends: its first option, none, or a low number."""
    if question.type is QuestionType.SEVERAL:
        return Several()
    if question.type is QuestionType.NUMBER:
        everything = full(question.range)
        return Number(everything.example(everything))
    return Chosen(question.options[0].id)


def _plain(answer: Answer) -> str:
    plain = to_plain(answer)
    return f"[{', '.join(plain)}]" if isinstance(plain, list) else str(plain)


def numbers(logic: Logic, bands: Mapping[str, Band]) -> dict[str, Decimal] | None:
    """Return a number for each question the bands are about; None when there are none.

    `bands` gives bands of questions and of derived numbers, by name.
    """
    pairs = {
        name: (difference.minuend, difference.subtrahend)
        for name, difference in logic.flow.differences.items()
        if name in bands
    }
    found: dict[str, Decimal] = {}
    for tied in _components(pairs.values()):
        together = _chosen(logic, _bounds(logic, bands, pairs, tied), tied)
        if together is None:
            return None
        found |= together
    alone = bands.keys() - pairs.keys() - found.keys()
    return found | {name: bands[name].example(limits(logic.flow, name)) for name in alone}


def _components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the numbers that bear on each other through differences, together."""
    components: list[list[str]] = []
    for pair in pairs:
        touched = [names for names in components if not set(names).isdisjoint(pair)]
        merged = dict.fromkeys(name for names in [*touched, pair] for name in names)
        components = [names for names in components if names not in touched] + [list(merged)]
    return components


def _bounds(
    logic: Logic, bands: Mapping[str, Band], pairs: Mapping[str, tuple[str, str]], tied: list[str]
) -> Bounds:
    bounds: Bounds = {(name, name): (Decimal(0), True) for name in (_ZERO, *tied)}
    for name in tied:
        _bound(bounds, name, _ZERO, limits(logic.flow, name))
        _bound(bounds, name, _ZERO, bands.get(name, limits(logic.flow, name)))
    for name, (minuend, subtrahend) in pairs.items():
        if minuend in tied:
            _bound(bounds, minuend, subtrahend, bands[name])
    return bounds


def _chosen(logic: Logic, bounds: Bounds, named: list[str]) -> dict[str, Decimal] | None:
    """Settle one number after the other, near where its band begins or ends."""
    found: dict[str, Decimal] = {}
    for name in [*named, _ZERO]:
        if not _shorten(bounds):
            return None
        if name:
            high, low = bounds[name, _ZERO], bounds[_ZERO, name]
            left = Band(low[0].copy_negate(), high[0], not low[1], not high[1])
            found[name] = left.example(limits(logic.flow, name))
            _bound(bounds, name, _ZERO, Band(found[name], found[name]))
    return found


def _bound(bounds: Bounds, a: str, b: str, band: Band) -> None:
    """Bound a - b to a band."""
    for pair, bound in (
        ((a, b), (band.high, not band.high_open)),
        ((b, a), (band.low.copy_negate(), not band.low_open)),
    ):
        bounds[pair] = min(bounds.get(pair, bound), bound)


def _shorten(bounds: Bounds) -> bool:
    """Tighten every bound through every other; return False when they cannot all be met."""
    names = [a for a, b in bounds if a == b]
    for via in names:
        for a in names:
            for b in names:
                first, second = bounds.get((a, via)), bounds.get((via, b))
                if first and second:
                    through = (plus(first[0], second[0]), first[1] and second[1])
                    bounds[a, b] = min(bounds.get((a, b), through), through)
    return all(bounds[name, name] >= (Decimal(0), True) for name in names)
