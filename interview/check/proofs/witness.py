"""One patient of whom a diagram is true, as answers a person could give.

Numbers lie in given bands, and their differences do as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from interview.flow.answer_text import as_written
from interview.flow.answers import Answer, Chosen, Number, Several, Text
from interview.flow.logic.bands import Band, exactly, full
from interview.flow.logic.compiler import Logic
from interview.flow.logic.days import answer_of, is_date, is_day
from interview.flow.logic.derived import is_whole, leaves, limits, of_two_questions
from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams
from interview.flow.logic.differences import ZERO, Bounds, components, left, narrowed, unbounded
from interview.flow.logic.fitting import USUAL_DAY, fitting
from interview.flow.model import TODAY, Question, QuestionType

Values = dict[int, int]
"""What is so of a patient: a value for each level that matters."""
Patient = dict[str, Answer]


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

    First come the days of the visits that dates are counted to (`flow.model.DAYS`).
    Options nothing is said about are absent, numbers nothing is said about are not answered.
    """
    values = dict(values)
    scores = dict(_scores(logic, values))
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
    chosen = numbers(logic, bands, scores)
    if chosen is None:
        return None
    chosen |= _visit(logic, chosen)
    found |= {name: answer_of(logic.flow, name, number) for name, number in chosen.items()}
    return {name: found[name] for name in sorted(found, key=lambda name: logic.asked_at.get(name, -1))}


def _visit(logic: Logic, chosen: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return a day of the visit for dates that have to lie behind it, where none is counted to it."""
    behind = [value for name, value in chosen.items() if is_date(logic.flow, name)]
    known = not behind or TODAY in chosen or not is_day(logic.flow, TODAY)
    return {} if known else {TODAY: max(*behind, Decimal(USUAL_DAY.toordinal()))}


def in_words(answers: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Return answers in the form of an answers file, as text."""
    return tuple((name, as_written(answer)) for name, answer in answers.items())


def usual(question: Question) -> Answer:
    """Return an answer to a question on which nothing depends: its first option, none, or a low number."""
    if question.type is QuestionType.SEVERAL:
        return Several()
    if question.type in (QuestionType.DATE, QuestionType.MONTH):
        return Text(f"{USUAL_DAY:%Y-%m-%d}" if question.type is QuestionType.DATE else f"{USUAL_DAY:%Y-%m}")
    if question.type is QuestionType.NUMBER:
        everything = full(question.range)
        return Number(everything.example(everything))
    return Chosen(question.options[0].id)


def numbers(
    logic: Logic, bands: Mapping[str, Band], scores: Mapping[str, Band] = MappingProxyType({})
) -> dict[str, Decimal] | None:
    """Return a number for each question the bands are about; None when there are none.

    `bands` gives bands of questions and of derived numbers, by name, `scores` what scores come to.
    `BudgetError` when no numbers were found though there may be some.
    """
    flow = logic.flow
    derived = [flow.numbers[name] for name in bands if name in flow.numbers]
    pairs = {one.id: (one.names[0], one.names[1]) for one in derived if of_two_questions(flow, one)}
    found: dict[str, Decimal] = {}
    if len(pairs) < len(derived):
        together = fitting(flow, {one.id: bands[one.id] for one in derived}, {**bands, **scores})
        if together is None:
            return None
        found, pairs = together, {}
    for tied in components(pairs.values()):
        chosen = _chosen(logic, _bounds(logic, bands, pairs, tied), tied)
        if chosen is None:
            return None
        found |= chosen
    alone = [name for name in bands if name in flow.questions and name not in found]
    return found | {name: bands[name].example(limits(flow, name)) for name in alone}


def _scores(logic: Logic, values: Values) -> Iterator[tuple[str, Band]]:
    """Yield what the scores come to that tied numbers are made of, and settle the values that decide it."""
    if not logic.flow.scores:
        return
    tied = {logic.variables[level].name for level in values} & set(logic.forms.tied)
    for name in sorted({leaf for number in tied for leaf in leaves(logic.flow, number)}):
        if name in logic.flow.scores:
            yield name, exactly(logic.number_diagrams.settled(logic.number(name), values))


def _bounds(
    logic: Logic, bands: Mapping[str, Band], pairs: Mapping[str, tuple[str, str]], tied: list[str]
) -> Bounds | None:
    within = [(name, ZERO, limits(logic.flow, name)) for name in tied]
    within += [(name, ZERO, bands[name]) for name in tied if name in bands]
    within += [(*pair, bands[name]) for name, pair in pairs.items() if pair[0] in tied]
    bounds: Bounds | None = unbounded(tied)
    for a, b, band in within:
        bounds = bounds and narrowed(bounds, a, b, band, _wholes(logic, tied))
    return bounds


def _chosen(logic: Logic, bounds: Bounds | None, named: list[str]) -> dict[str, Decimal] | None:
    """Settle one number after the other, near where its band begins or ends: whole ones first, as the others
    can lie between them."""
    found: dict[str, Decimal] = {}
    wholes = _wholes(logic, named)
    for name in sorted(named, key=lambda name: name not in wholes):
        if bounds is None:
            return None
        found[name] = left(bounds, name).example(limits(logic.flow, name))
        bounds = narrowed(bounds, name, ZERO, exactly(found[name]), wholes)
    return found


def _wholes(logic: Logic, names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if is_whole(logic.flow, name))
