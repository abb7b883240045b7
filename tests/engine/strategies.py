"""Small flows and answers to them, made up at random, with every feature that decides something.

What is drawn from is kept: to look at it anew for each flow takes longer than all that is tried with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
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
    Not,
    names,
)
from interview.flow.model import (
    BETWEEN_DATES,
    Constraint,
    DerivedNumber,
    Ends,
    Flow,
    NumberRange,
    Operand,
    Operation,
    Option,
    Points,
    Policy,
    Question,
    QuestionType,
    Row,
    Score,
    Table,
)
from tests.engine.examples import difference, line
from tests.engine.examples import flow as build

Drawn = TypeVar("Drawn")
MOST_KEPT = 2_000
LIMITS = NumberRange(0, 3, whole=True)
OPTIONS = {
    QuestionType.YES_NO: ("yes", "no"),
    QuestionType.ONE: ("a", "b", "c"),
    QuestionType.SEVERAL: ("p", "q"),
    QuestionType.NUMBER: (),
}

KINDS = st.sampled_from(list(OPTIONS))
GATES = st.sampled_from(["", "", "ask_when", "applies_when"])
OPERATORS = st.sampled_from(["<", "<=", ">", ">=", "="])
GIVES = st.sampled_from([Decimal(1), Decimal(2), Decimal(-1), Decimal("0.5")])
FACTS: list[SearchStrategy[Condition]] = [st.just(Holds("f0")), st.just(Holds("f1"))]
OUTCOMES: SearchStrategy[Condition] = st.sampled_from([Is("t", frozenset({one})) for one in "xyz"])


@composite
def flows(draw: DrawFn, constrained: bool = True, counts: bool = True) -> Flow:
    """Draw a checked flow of two to four questions; with `counts` also scores, and numbers of every kind."""
    questions: list[Question] = []
    for index in range(draw(st.integers(2, 4))):
        questions.append(draw(_questions(f"q{index}", questions)))
    questions = _asked_in(draw(st.permutations(questions)), questions, draw(st.booleans()))
    leaves = [_about(question) for question in questions]
    scores: list[Score] = draw(_scores(leaves)) if counts else []
    numbers = [q.id for q in questions if q.type is QuestionType.NUMBER and q.otherwise is None]
    differences = [difference("fall", numbers[0], numbers[1])] if len(numbers) > 1 else []
    operands = [*numbers, *(score.id for score in scores)]
    more: list[DerivedNumber] = draw(_numbers(operands)) if counts else []
    derived = [*differences, *more]
    figures = [one.id for one in derived] + [score.id for score in scores]
    leaves += [_comparisons(name, range(-2, 5)) for name in figures]
    first = draw(_conditions(leaves))
    facts = {"f0": first, "f1": draw(_conditions([*leaves, FACTS[0]]))}
    leaves += FACTS
    table = draw(_tables(leaves))
    leaves.append(OUTCOMES)
    lines = [line(f"r{n}", draw(_conditions(leaves))) for n in range(2)]
    must = draw(_perhaps(_conditions(leaves))) if constrained else None
    end = draw(_perhaps(_about(questions[0])))
    return build(
        questions,
        [*lines, line("everyone", Always()), line("ask", Always(), while_open="f0")],
        screens=draw(_screens([question.id for question in questions])),
        facts=facts,
        tables=[table],
        differences=derived,
        scores=scores,
        constraints=[Constraint("c", must, "c")] if must is not None else [],
        ends=Ends(end, frozenset({"r0"}), "over") if end is not None else None,
    )


@composite
def _scores(draw: DrawFn, leaves: Sequence[SearchStrategy[Condition]]) -> list[Score]:
    """Draw no score, or one of two to three items that may be about the same answers."""
    points = _points(tuple(leaves))
    return [Score("score", "score", tuple(draw(points)))] if draw(st.booleans()) else []


@lru_cache(maxsize=MOST_KEPT)
def _points(leaves: tuple[SearchStrategy[Condition], ...]) -> SearchStrategy[list[Points]]:
    return st.lists(st.builds(Points, _conditions(leaves), GIVES), min_size=2, max_size=3)


@composite
def _numbers(draw: DrawFn, operands: Sequence[str]) -> list[DerivedNumber]:
    """Draw numbers worked out from these; nothing is ever divided by nought."""
    made: list[DerivedNumber] = []
    if draw(st.booleans()) and operands:
        names = st.sampled_from(list(operands))
        first, second = draw(names), draw(names)
        above = DerivedNumber("above", Operation.GREATEST, (second, Decimal("0.5")))
        rest: tuple[Operand, ...] = (first, second) if operands[0] == first else (first, Decimal(2), second)
        operation = draw(st.sampled_from([one for one in Operation if one not in BETWEEN_DATES]))
        two: dict[Operation, tuple[Operand, ...]] = {
            Operation.DIFFERENCE: (Decimal(3), first),
            Operation.PRODUCT: (first, draw(st.sampled_from([Decimal("-1.5"), Decimal(2)]))),
            Operation.RATIO: (first, "above"),
            Operation.PERCENT_FALL: ("above", first),
        }
        parts = two.get(operation, rest)
        made = [above, DerivedNumber("made", operation, parts)]
    return made


def sayings(flow: Flow) -> SearchStrategy[dict[str, Answer]]:
    """Return what was said so far to some of a flow's questions, "not assessed" included."""
    given = {name: _saying(question.type) for name, question in flow.questions.items()}
    return st.fixed_dictionaries({}, optional=given)


def saying(question: Question) -> SearchStrategy[Answer]:
    """Return whatever can be said to one question, not assessed and half-checked included."""
    return _saying(question.type)


@cache
def _saying(kind: QuestionType) -> SearchStrategy[Answer]:
    said = [_answers(kind), _answers(kind), st.just(NotAssessed())]
    if kind is QuestionType.SEVERAL:
        said.append(_ticks(kind, rest_absent=False))
    return st.one_of(said)


def _answers(kind: QuestionType) -> SearchStrategy[Answer]:
    if kind is QuestionType.SEVERAL:
        return _ticks(kind, rest_absent=True)
    if kind is QuestionType.NUMBER:
        return st.integers(int(LIMITS.low), int(LIMITS.high)).map(lambda number: Number(float(number)))
    return st.sampled_from([Chosen(option) for option in OPTIONS[kind]])


@cache
def _otherwise(kind: QuestionType) -> SearchStrategy[Answer | None]:
    return st.none() | _answers(kind)


def _ticks(kind: QuestionType, rest_absent: bool) -> SearchStrategy[Answer]:
    chosen = st.sets(st.sampled_from(OPTIONS[kind]))
    return chosen.map(lambda options: Several(frozenset(options), rest_absent))


@composite
def _questions(draw: DrawFn, name: str, earlier: Sequence[Question]) -> Question:
    kind = draw(KINDS)
    options = tuple(Option(option, option) for option in OPTIONS[kind])
    limits = LIMITS if kind is QuestionType.NUMBER else None
    bare = Question(name, name, kind, name, options, range=limits)
    gate = draw(GATES) if earlier else ""
    if not gate:
        return bare
    condition = draw(_mostly(tuple(_about(question) for question in earlier)))
    if gate == "ask_when":
        return Question(name, name, kind, name, options, range=limits, ask_when=condition)
    otherwise = draw(_otherwise(kind))
    return Question(
        name, name, kind, name, options, range=limits, applies_when=condition, otherwise=otherwise
    )


def _asked_in(order: Sequence[Question], declared: list[Question], mixed: bool) -> list[Question]:
    """Return the questions in another order of asking; what could then not be said about asking is left out.

    Whether a question applies may follow from questions that are asked later.
    """
    if not mixed:
        return declared
    before = {question.id: {one.id for one in order[:place]} for place, question in enumerate(order)}
    return [
        one if names(one.ask_when) <= before[one.id] else replace(one, ask_when=Always()) for one in order
    ]


def _about(question: Question) -> SearchStrategy[Condition]:
    """Return the conditions on one question that some answers meet and others do not."""
    return _leaves(question.id, question.type)


@cache
def _leaves(name: str, kind: QuestionType) -> SearchStrategy[Condition]:
    options = OPTIONS[kind]
    if kind is QuestionType.SEVERAL:
        return st.sampled_from([Has(name, option) for option in options])
    if kind is QuestionType.NUMBER:
        return _comparisons(name, range(4))
    proper = st.sets(st.sampled_from(options), min_size=1, max_size=len(options) - 1)
    return proper.map(lambda chosen: Is(name, frozenset(chosen)))


@cache
def _comparisons(name: str, values: Sequence[int]) -> SearchStrategy[Condition]:
    return st.builds(Compare, st.just(name), OPERATORS, st.sampled_from(list(values)))


def _conditions(leaves: Sequence[SearchStrategy[Condition]]) -> SearchStrategy[Condition]:
    """Return conditions over these leaves, two levels deep at most."""
    return _over(tuple(leaves))


@lru_cache(maxsize=MOST_KEPT)
def _mostly(leaves: tuple[SearchStrategy[Condition], ...]) -> SearchStrategy[Condition]:
    return st.one_of([*leaves, *leaves, _over(leaves)])


@lru_cache(maxsize=MOST_KEPT)
def _perhaps(some: SearchStrategy[Drawn]) -> SearchStrategy[Drawn | None]:
    return st.none() | some


@lru_cache(maxsize=MOST_KEPT)
def _over(leaves: tuple[SearchStrategy[Condition], ...]) -> SearchStrategy[Condition]:
    leaf = st.one_of(*leaves)
    parts = st.lists(leaf | leaf.map(Not), min_size=1, max_size=3).map(tuple)
    inner = st.one_of(leaf, parts.map(All), parts.map(Any))
    outer = st.lists(inner, min_size=2, max_size=3).map(tuple)
    two_of = outer.map(lambda found: AtLeast(2, found))
    return st.one_of(inner, inner.map(Not), outer.map(All), outer.map(Any), two_of)


@composite
def _tables(draw: DrawFn, leaves: Sequence[SearchStrategy[Condition]]) -> Table:
    rows = tuple(Row(draw(_conditions(leaves)), outcome) for outcome in ("x", "y"))
    return Table("t", "t", Policy.FIRST, rows, "z", {"x": "x", "y": "y", "z": "z"})


@composite
def _screens(draw: DrawFn, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Put the questions on screens of one or two, in their order."""
    screens: list[tuple[str, ...]] = []
    for name in names:
        if screens and len(screens[-1]) == 1 and draw(st.booleans()):
            screens[-1] = (*screens[-1], name)
        else:
            screens.append((name,))
    return screens
