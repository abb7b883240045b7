"""Diagrams agree with plain enumeration of every assignment."""

from __future__ import annotations

import itertools
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.logic.diagrams import ALWAYS, FALSE, NEVER, OPEN, TRUE, BudgetError, Diagrams

SIZES = (2, 3, 2, 4)
EVERY = list(itertools.product(*(range(size) for size in SIZES)))


def value(diagrams: Diagrams, node: int, assignment: tuple[int, ...]) -> bool:
    while node > 1:
        node = diagrams.children[node][assignment[diagrams.level[node]]]
    return node == ALWAYS


literals = st.tuples(st.just("lit"), st.integers(0, 3), st.integers(0, 15))
trees = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
        st.tuples(st.just("at least"), st.integers(1, 3), st.lists(inner, min_size=3, max_size=4)),
    ),
    max_leaves=8,
)


def build(diagrams: Diagrams, tree: tuple) -> int:  # type: ignore[type-arg]
    match tree:
        case ("lit", level, mask):
            return diagrams.literal(level, mask & ((1 << SIZES[level]) - 1))
        case ("not", inner):
            return diagrams.negate(build(diagrams, inner))
        case ("and", left, right):
            return diagrams.conjoin(build(diagrams, left), build(diagrams, right))
        case ("or", left, right):
            return diagrams.disjoin(build(diagrams, left), build(diagrams, right))
        case (_, count, parts):
            return diagrams.at_least(count, [build(diagrams, part) for part in parts])
    raise AssertionError(tree)


def truth(tree: tuple, assignment: tuple[int, ...]) -> bool:  # type: ignore[type-arg]
    match tree:
        case ("lit", level, mask):
            return bool(mask >> assignment[level] & 1)
        case ("not", inner):
            return not truth(inner, assignment)
        case ("and", left, right):
            return truth(left, assignment) and truth(right, assignment)
        case ("or", left, right):
            return truth(left, assignment) or truth(right, assignment)
        case (_, count, parts):
            return sum(truth(part, assignment) for part in parts) >= count
    raise AssertionError(tree)


masks = st.fixed_dictionaries(
    {}, optional={level: st.integers(1, 2**size - 1) for level, size in enumerate(SIZES)}
)


@given(trees)
def test_a_diagram_is_true_where_its_formula_is(tree: tuple) -> None:  # type: ignore[type-arg]
    diagrams = Diagrams(SIZES)
    node = build(diagrams, tree)
    assert [value(diagrams, node, a) for a in EVERY] == [truth(tree, a) for a in EVERY]


@given(st.lists(trees, max_size=20))
def test_however_many_there_are_a_conjunction_is_true_where_all_of_them_are(parts: list[tuple]) -> None:  # type: ignore[type-arg]
    diagrams = Diagrams(SIZES)
    nodes = [build(diagrams, part) for part in parts]
    expected = [all(value(diagrams, node, a) for node in nodes) for a in EVERY]
    assert [value(diagrams, diagrams.all_of(nodes), a) for a in EVERY] == expected


@given(st.tuples(trees, trees, trees))
def test_a_choice_is_one_diagram_where_a_condition_is_true_and_another_elsewhere(parts: tuple) -> None:  # type: ignore[type-arg]
    diagrams = Diagrams(SIZES)
    condition, then, otherwise = (build(diagrams, part) for part in parts)
    by_hand = diagrams.disjoin(
        diagrams.conjoin(condition, then), diagrams.conjoin(diagrams.negate(condition), otherwise)
    )
    assert diagrams.choose(condition, then, otherwise) == by_hand


@given(trees, masks)
def test_outcomes_are_those_of_every_completion(tree: tuple, allowed: dict[int, int]) -> None:  # type: ignore[type-arg]
    diagrams = Diagrams(SIZES)
    node = build(diagrams, tree)
    completions = [a for a in EVERY if all(mask >> a[level] & 1 for level, mask in allowed.items())]
    seen = {truth(tree, a) for a in completions}
    expected = {frozenset({True}): TRUE, frozenset({False}): FALSE}.get(frozenset(seen), OPEN)
    assert diagrams.outcomes(node, allowed, {}) == expected


@given(trees, masks)
def test_what_is_left_depends_on_exactly_the_open_levels_that_matter(
    tree: tuple,  # type: ignore[type-arg]
    allowed: dict[int, int],
) -> None:
    settled = {level: 1 << (mask.bit_length() - 1) for level, mask in allowed.items()}
    diagrams = Diagrams(SIZES)
    left = diagrams.restrict(build(diagrams, tree), settled, {})
    completions = [a for a in EVERY if all(mask >> a[level] & 1 for level, mask in settled.items())]
    matters = {
        level
        for level in range(len(SIZES))
        for a, b in itertools.combinations(completions, 2)
        if all(x == y for i, (x, y) in enumerate(zip(a, b, strict=True)) if i != level)
        and truth(tree, a) != truth(tree, b)
    }
    assert diagrams.support(left) == matters


@given(st.lists(trees, min_size=1, max_size=3), st.lists(masks, min_size=2, max_size=4))
def test_what_is_left_is_the_same_when_some_of_it_is_known_from_before(
    several: list[tuple],  # type: ignore[type-arg]
    allowed: list[dict[int, int]],
) -> None:
    diagrams = Diagrams(SIZES)
    for tree, masks in itertools.product(several, allowed):
        node = build(diagrams, tree)
        assert diagrams.left(node, masks, {}) == diagrams.restrict(node, masks, {})


def test_no_more_than_so_much_is_kept_of_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview.flow.logic.diagrams.MOST_LEFT", 2)
    diagrams = Diagrams(SIZES)
    node = diagrams.literal(3, 0b0110)
    for mask in (0b1001, 0b0110, 0b0011, 0b1111):
        left = diagrams.left(node, {3: mask}, {})
        assert left == diagrams.restrict(node, {3: mask}, {})
        assert len(diagrams._left) <= 2


@given(trees, st.integers(0, 3))
def test_exists_is_true_where_some_value_makes_it_true(tree: tuple, level: int) -> None:  # type: ignore[type-arg]
    diagrams = Diagrams(SIZES)
    node = diagrams.exists(build(diagrams, tree), frozenset({level}))
    for a in EVERY:
        expected = any(truth(tree, (*a[:level], v, *a[level + 1 :])) for v in range(SIZES[level]))
        assert value(diagrams, node, a) == expected


def test_equal_functions_are_the_same_node() -> None:
    diagrams = Diagrams(SIZES)
    a, b = diagrams.literal(0, 1), diagrams.literal(1, 5)
    left = diagrams.negate(diagrams.conjoin(a, b))
    right = diagrams.disjoin(diagrams.negate(a), diagrams.negate(b))
    assert left == right
    assert diagrams.disjoin(a, diagrams.negate(a)) == ALWAYS
    assert diagrams.conjoin(a, diagrams.negate(a)) == NEVER


def test_the_cheapest_way_changes_as_little_as_possible() -> None:
    diagrams = Diagrams(SIZES)
    node = diagrams.conjoin(diagrams.literal(0, 2), diagrams.literal(3, 8))
    assert diagrams.cheapest(node, {0: 2}, ALWAYS) == {3: 3}
    assert diagrams.cheapest(NEVER, {}, ALWAYS) is None


def test_a_diagram_over_its_budget_is_refused_in_words() -> None:
    diagrams = Diagrams((2,) * 20, budget=30)
    pairs = [diagrams.conjoin(diagrams.literal(i, 2), diagrams.literal(i + 10, 2)) for i in range(5)]
    with pytest.raises(BudgetError, match="over 30 steps"):
        diagrams.any_of(pairs)


def test_a_part_of_the_work_can_have_a_budget_of_its_own() -> None:
    diagrams = Diagrams((2,) * 20)
    before = diagrams.budget
    with pytest.raises(BudgetError), diagrams.spending(30):
        diagrams.any_of(
            [diagrams.conjoin(diagrams.literal(i, 2), diagrams.literal(i + 10, 2)) for i in range(5)]
        )
    assert diagrams.budget == before
    with diagrams.spending(10 * before):
        assert diagrams.budget == before


def test_work_that_leaves_few_nodes_is_bounded_too() -> None:
    diagrams = Diagrams((7,), budget=200)
    parts = [diagrams.literal(0, mask) for mask in range(128)]
    with pytest.raises(BudgetError, match="over 200 steps"):
        [diagrams.conjoin(first, second) for first, second in combinations(parts, 2)]
    assert len(diagrams.level) < 200
