"""Diagrams, the SAT solver and looking at every patient give the same verdict on made-up flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from random import Random

import pytest

from interview.check.proofs.patient_space import Among, Claim, Patients
from interview.check.proofs.prover import Prover
from interview.check.proofs.reachability import Reachability, known_while_open
from interview.check.proofs.sat import satisfy
from interview.flow.conditions.syntax import Always, Condition, Never
from interview.flow.logic.dependencies import Mentions, conditions
from interview.flow.model import Ends, Question
from tests.check.proofs.enumerated import Everyone
from tests.check.proofs.made_up import made_up
from tests.engine.examples import flow, is_, line, yes_no

BATCHES = range(8)
FLOWS = 300
"""Made-up flows a batch; some 2,400 in all."""
BUDGET = 100_000


@pytest.fixture(scope="module", params=BATCHES)
def batch(request: pytest.FixtureRequest) -> list[tuple[int, Everyone]]:
    """Made-up flows with all their patients."""
    seeds = range(request.param * FLOWS, (request.param + 1) * FLOWS)
    return [(seed, Everyone(made_up(seed, 4 if seed % 8 == 0 else 3))) for seed in seeds]


def some_claim(random: Random, parts: list[Condition]) -> Claim:
    settled, fails, unsettled, decided = (
        tuple(random.choice(parts) for _ in range(random.choice([0, 0, 1, 2]))) for _ in range(4)
    )
    return Claim(settled, fails, unsettled, decided, random.choice(list(Among)))


def test_all_three_give_the_same_verdict(batch: list[tuple[int, Everyone]]) -> None:
    agree(batch)


@pytest.mark.parametrize("batch_of_counts", range(2))
def test_all_three_give_the_same_verdict_on_scores_and_derived_numbers(batch_of_counts: int) -> None:
    seeds = range(batch_of_counts * FLOWS, (batch_of_counts + 1) * FLOWS)
    agree([(seed, Everyone(made_up(seed, 3, counts=True))) for seed in seeds])


def agree(batch: list[tuple[int, Everyone]]) -> None:
    verdicts: Counter[bool] = Counter()
    for seed, everyone in batch:
        flow, random = everyone.flow, Random(seed)
        prover = Prover(flow, BUDGET)
        patients, mentions = Patients(flow, Mentions(flow), BUDGET), Mentions(flow)
        parts = list(dict.fromkeys(conditions(flow)))
        for _ in range(4):
            claim = some_claim(random, parts)
            true = everyone.true(claim)
            verdicts[true] += 1
            assert prover.exists(claim) is true, (seed, claim)
            assert (prover.find(claim) is not None) is true, (seed, claim)
            assert (satisfy(patients, mentions, claim) is not None) is true, (seed, claim)
    assert min(verdicts[True], verdicts[False]) > FLOWS


def test_a_question_is_reached_exactly_when_some_walk_comes_to_it(batch: list[tuple[int, Everyone]]) -> None:
    verdicts: Counter[bool] = Counter()
    for seed, everyone in batch:
        flow = everyone.flow
        prover = Prover(flow, BUDGET)
        for name in flow.questions:
            if conditional(flow.questions[name]):
                found = prover.search(partial(reached_in, prover, name))
                reached = everyone.is_reached(name)
                verdicts[reached] += 1
                assert (found is not None) is reached, (seed, name)
    assert min(verdicts[True], verdicts[False]) > 20


def reached_in(prover: Prover, name: str, patients: Patients) -> Iterator[list[int]]:
    return Reachability(patients, prover.mentions).reached(name)


def conditional(question: Question) -> bool:
    return not all(isinstance(when, Always | Never) for when in (question.ask_when, question.applies_when))


def test_what_is_known_while_something_is_open_lies_between_two_bounds(
    batch: list[tuple[int, Everyone]],
) -> None:
    """What is surely so is so for some answers; what is so for some answers is not missed."""
    verdicts: Counter[bool] = Counter()
    for seed, everyone in batch[::6]:
        flow, random = everyone.flow, Random(seed)
        prover = Prover(flow, BUDGET)
        parts = list(dict.fromkeys(conditions(flow)))
        completions, waiting = random.choice(parts), random.choice(parts)
        among = random.choice([Among.GOING_ON, Among.ENDED, Among.ALL])
        true = everyone.known_while_open(completions, waiting, among)
        verdicts[true] += 1
        surely, perhaps = (
            prover.search(
                partial(
                    known_while_open, completions=completions, waiting=waiting, among=among, surely=surely
                )
            )
            is not None
            for surely in (True, False)
        )
        assert surely <= true <= perhaps, (seed, completions, waiting)
    assert verdicts[True]
    assert verdicts[False]


def test_nobody_whose_plan_has_ended_is_named_as_going_on() -> None:
    """The answer to a question that applies to ended patients alone says that the plan has ended."""
    over, last, other = is_("over", "yes"), is_("last", "yes"), is_("other", "yes")
    made = flow(
        [yes_no("over"), yes_no("last", applies_when=over), yes_no("other")],
        [line("plan", last), line("more", other)],
        ends=Ends(over, frozenset(), "over"),
    )
    everyone, prover = Everyone(made), Prover(made, BUDGET)
    for among in (Among.GOING_ON, Among.ENDED):
        search = partial(known_while_open, completions=last, waiting=other, among=among, surely=True)
        true = everyone.known_while_open(last, other, among)
        assert true is (among is Among.ENDED)
        assert (prover.search(search) is not None) is true
