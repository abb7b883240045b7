"""Facts, recommendations, conflicts, constraints and the end: what holds for no one or for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from interview.check.diagnostics.diagnostic import Finding
from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.proof_run import Bench, Words, finding, proved
from interview.check.proofs.walk import known_while_open
from interview.flow.conditions.syntax import Always, Not
from interview.flow.model import Fact, Flow, Recommendation


def ends(bench: Bench) -> Iterator[Finding]:
    """Yield what is wrong with the end of the plan."""
    end = bench.flow.ends
    if end is not None:
        words = Words("the plan can never end", "the plan ends for every patient: this 'when' always holds")
        proof = bench.constant_finding(end.place, "", end.when, Among.ALL, words)
        yield from proved(end.place, "the end of the plan", proof)


def fact(bench: Bench, item: Fact) -> Iterator[Finding]:
    """Yield what is wrong with a fact."""
    words = Words(
        f"fact '{item.id}' can never hold",
        f"fact '{item.id}' holds for every patient; write 'always' if that is meant",
    )
    proof = bench.constant_finding(item.place, item.id, item.when, Among.ALL, words)
    yield from proved(item.place, f"whether fact '{item.id}' can hold and can fail", proof)


def recommendation(bench: Bench, item: Recommendation) -> Iterator[Finding]:
    """Yield what is wrong with when a recommendation holds, and with what is said while it is open."""
    if not item.while_open:
        words = Words(
            f"'{item.id}' can never be recommended",
            f"'{item.id}' is recommended to every patient; write 'when: always' if that is meant",
        )
        proof = bench.constant_finding(item.place, item.id, item.when, group(bench.flow, item), words)
        yield from proved(item.place, f"whether '{item.id}' can hold and can be ruled out", proof)
        if item.id not in bench.faulty:
            what = f"whether what '{item.id}' says while it is open can be said"
            yield from proved(item.place, what, _if_open(bench, item))


def conflicts(bench: Bench) -> Iterator[Finding]:
    """Yield conflicts that no answers or all answers show."""
    for item in bench.flow.conflicts.values():
        words = Words(
            f"conflict '{item.id}' can never be shown", f"conflict '{item.id}' is shown for every patient"
        )
        proof = bench.constant_finding(item.place, item.id, item.when, Among.ANY_ANSWERS, words)
        yield from proved(item.place, f"whether conflict '{item.id}' can be shown", proof)


def constraints(bench: Bench) -> Iterator[Finding]:
    """Yield constraints that no patient satisfies, and those that every answer satisfies."""
    for item in bench.flow.constraints.values():
        yield from proved(
            item.place, f"whether constraint '{item.id}' can be met", _constraint(bench, item.id)
        )


def _constraint(bench: Bench, name: str) -> Iterator[Finding]:
    item, prover = bench.flow.constraints[name], bench.prover
    if prover.find(Claim(fails=(Not(item.must),), among=Among.ANY_ANSWERS)) is None:
        said = "no answers satisfy it"
    elif not prover.attempt(lambda patients: name in patients.constraints):
        said = "no answers satisfy it together with the constraints before it"
    else:
        said = ""
    if said:
        bench.dead.append(item.must)
        yield finding(item.place, "never-holds", f"constraint '{name}' can never be met: {said}")
    elif prover.find(Claim(fails=(item.must,), among=Among.ANY_ANSWERS)) is None:
        bench.dead.append(item.must)
        yield finding(
            item.place, "always-holds", f"constraint '{name}' rules nothing out: all answers satisfy it"
        )


def _if_open(bench: Bench, item: Recommendation) -> Iterator[Finding]:
    said = item.if_open.when if item.if_open else Always()
    if isinstance(said, Always) or bench.explained(said):
        return
    search = partial(known_while_open, known=said, waiting=item.when, surely=False)
    if bench.prover.search(search) is None:
        bench.dead.append(said)
        message = (
            f"what '{item.id}' says while it is open is never said: when that may be said, it is settled"
        )
        yield finding(item.place, "never-holds", message)
    elif bench.prover.find(Claim(fails=(said,))) is None:
        bench.dead.append(said)
        message = f"the 'when' of what '{item.id}' says while it is open always holds; leave it out"
        yield finding(item.place, "always-holds", message)


def group(flow: Flow, *lines: Recommendation) -> Among:
    """Return the patients who can be given all of these lines: past the end of the plan, only kept ones."""
    kept = flow.ends is None or all(line.id in flow.ends.keep for line in lines)
    return Among.ALL if kept else Among.GOING_ON
