"""What can be proved of a flow, each fault with a patient who shows it.

| code | what is wrong | severity |
|---|---|---|
| unreachable-question | no patient is ever asked the question, or it applies to none | error |
| never-holds | a fact, row, line, `if_open`, conflict, constraint or end that is so for no one | error |
| always-holds | one of these, `ask_when` or `applies_when` that is so for all, not saying `always` | error |
| unreachable-row | rows above a row, or all rows before `otherwise`, leave it no patient | error |
| table-gap | a `unique` table without `otherwise` in which no row matches some patient | error |
| table-overlap | two rows of a `unique` table match the same patient | error |
| score-gap | a sum that no band of its score names | error |
| contradiction | two opposed recommendations hold for the same patient | error |
| unused-answer | a question, or an option of several choices, that changes nothing | warning |
| nothing-recommended | a patient with complete answers who gets no recommendation | warning |
| stays-open | a line that an interview may leave open although the answers settle it | note |
| not-proved | a proof that took more than its budget and that nothing else could carry through | warning |

Recommendations are opposed when one `opposes` the other, or when they share a topic and one is `for` and the
other `against`. `caution` and `inform` contradict nothing by themselves.

A patient is one complete set of answers that satisfies the constraints. What follows from a fault that is
reported is not reported beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs import conclusions
from interview.check.proofs.conclusions import contradictions, nothing
from interview.check.proofs.open_lines import stay_open
from interview.check.proofs.proof_run import ProofRun
from interview.check.proofs.prover import Prover
from interview.check.proofs.reachability import Reaching, unused
from interview.check.proofs.scores import score
from interview.check.proofs.tables import table
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow

BUDGET = 500_000
"""Steps on diagrams, several seconds' worth, after which a claim is left to the SAT solver."""


def prove(logic: Logic, *, budget: int = BUDGET) -> Iterator[Diagnostic]:
    """Yield everything wrong with a flow that a proof can show; causes before what follows from them."""
    run = ProofRun(Prover(logic.flow, budget))
    yield from conclusions.constraints(run)
    yield from conclusions.ends(run)
    yield from _named(run)
    for line in logic.flow.recommendations.values():
        yield from conclusions.recommendation(run, line)
    yield from conclusions.conflicts(run)
    yield from contradictions(run)
    yield from unused(run)
    yield from nothing(run)
    yield from stay_open(logic)


def _named(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield what is wrong with questions, facts, tables and scores, each after what it follows from."""
    flow, reaching = run.flow, Reaching(run)
    for name in run.prover.mentions.order(_declared(flow), asking=True):
        if name in flow.questions:
            yield from reaching.question(flow.questions[name])
        elif name in flow.facts:
            yield from conclusions.fact(run, flow.facts[name])
        elif name in flow.tables:
            yield from table(run, flow.tables[name])
        elif name in flow.scores:
            yield from score(run, flow.scores[name])


def _declared(flow: Flow) -> list[str]:
    return [*flow.questions, *flow.facts, *flow.tables, *flow.scores]
