"""Conclusions that hold for no one or for everyone, contradict each other, or are missing for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs.patient_space import Among, Claim
from interview.check.proofs.proof_run import ConstantWords, ProofRun, diagnostic, proved
from interview.check.proofs.reachability import known_while_open
from interview.check.proofs.witness import Patient
from interview.engine.plan_end import is_kept
from interview.errors import Place
from interview.flow.conditions.syntax import Always, Not
from interview.flow.model import Fact, Flow, Recommendation, Stance

OPPOSED = frozenset({Stance.FOR, Stance.AGAINST})
"""The stances that contradict each other: `caution` and `inform` qualify advice, they do not forbid it."""


def ends(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield what is wrong with the end of the plan."""
    end = run.flow.ends
    if end is not None:
        words = ConstantWords(
            "the plan can never end", "the plan ends for every patient: this 'when' always holds"
        )
        proof = run.constant_diagnostic(end.place, "", end.when, Among.ALL, words)
        yield from proved(end.place, "the end of the plan", proof)


def fact(run: ProofRun, item: Fact) -> Iterator[Diagnostic]:
    """Yield what is wrong with a fact."""
    words = ConstantWords(
        f"fact '{item.id}' can never hold",
        f"fact '{item.id}' holds for every patient; write 'always' if that is meant",
    )
    proof = run.constant_diagnostic(item.place, item.id, item.when, Among.ALL, words)
    yield from proved(item.place, f"whether fact '{item.id}' can hold and can fail", proof)


def recommendation(run: ProofRun, item: Recommendation) -> Iterator[Diagnostic]:
    """Yield what is wrong with when a recommendation holds, and with what is said while it is open."""
    if not item.while_open:
        words = ConstantWords(
            f"'{item.id}' can never be recommended",
            f"'{item.id}' is recommended to every patient; write 'when: always' if that is meant",
        )
        proof = run.constant_diagnostic(item.place, item.id, item.when, group(run.flow, item), words)
        yield from proved(item.place, f"whether '{item.id}' can hold and can be ruled out", proof)
        if item.id not in run.faulty:
            what = f"whether what '{item.id}' says while it is open can be said"
            yield from proved(item.place, what, _if_open(run, item))


def conflicts(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield conflicts that no answers or all answers show."""
    for item in run.flow.conflicts.values():
        words = ConstantWords(
            f"conflict '{item.id}' can never be shown", f"conflict '{item.id}' is shown for every patient"
        )
        proof = run.constant_diagnostic(item.place, item.id, item.when, Among.ANY_ANSWERS, words)
        yield from proved(item.place, f"whether conflict '{item.id}' can be shown", proof)


def constraints(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield constraints that no patient satisfies, and those that every answer satisfies."""
    for item in run.flow.constraints.values():
        yield from proved(item.place, f"whether constraint '{item.id}' can be met", _constraint(run, item.id))


def _constraint(run: ProofRun, name: str) -> Iterator[Diagnostic]:
    item, prover = run.flow.constraints[name], run.prover
    if not prover.exists(Claim(fails=(Not(item.must),), among=Among.ANY_ANSWERS)):
        said = "no answers satisfy it"
    elif not prover.attempt(lambda patients: name in patients.constraints):
        said = "no answers satisfy it together with the constraints before it"
    else:
        said = ""
    if said:
        run.dead.append(item.must)
        yield diagnostic(item.place, "never-holds", f"constraint '{name}' can never be met: {said}")
    elif not prover.exists(Claim(fails=(item.must,), among=Among.ANY_ANSWERS)):
        run.dead.append(item.must)
        yield diagnostic(
            item.place, "always-holds", f"constraint '{name}' rules nothing out: all answers satisfy it"
        )


def _if_open(run: ProofRun, item: Recommendation) -> Iterator[Diagnostic]:
    said = item.if_open.when if item.if_open else Always()
    if isinstance(said, Always) or run.explained(said):
        return
    among = group(run.flow, item)
    search = partial(known_while_open, completions=said, waiting=item.when, among=among, surely=False)
    if run.prover.search(search) is None:
        run.dead.append(said)
        message = (
            f"what '{item.id}' says while it is open is never said: when that may be said, it is settled"
        )
        yield diagnostic(item.place, "never-holds", message)
    elif not run.prover.exists(Claim(fails=(said,), among=Among.ALL)):
        run.dead.append(said)
        message = f"the 'when' of what '{item.id}' says while it is open always holds; leave it out"
        yield diagnostic(item.place, "always-holds", message)


def group(flow: Flow, *lines: Recommendation) -> Among:
    """Return the patients who can be given all of these lines: past the end of the plan, only kept ones."""
    return Among.ALL if all(is_kept(flow, line.id) for line in lines) else Among.GOING_ON


def contradictions(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield pairs of recommendations that contradict each other and can hold for the same patient."""
    for one, other in _pairs(run.flow):
        if run.faulty.isdisjoint({one.id, other.id}):
            what = f"whether '{one.id}' and '{other.id}' can hold for the same patient"
            yield from proved(other.place, what, _contradiction(run, one, other))


def nothing(run: ProofRun) -> Iterator[Diagnostic]:
    """Yield a patient who gets no recommendation at all, before the end of the plan or after it."""
    flow, lines = run.flow, tuple(run.flow.recommendations.values())
    if not run.faulty.isdisjoint(flow.recommendations):
        return
    place = min((line.place for line in lines), default=Place(_first_file(flow)))
    said = "some patients get no recommendation at all"
    yield from proved(place, "whether everyone gets a recommendation", _nobody(run, place, lines, said))
    if flow.ends:
        kept = tuple(line for line in lines if is_kept(flow, line.id))
        said = "some patients whose plan ends get no recommendation at all; 'keep' one for them"
        proof = _nobody(run, flow.ends.place, kept, said, Among.ENDED)
        yield from proved(flow.ends.place, "whether everyone whose plan ends gets a recommendation", proof)


def _pairs(flow: Flow) -> Iterator[tuple[Recommendation, Recommendation]]:
    """Yield the pairs that contradict each other, the earlier one first, each pair once."""
    position = {name: place for place, name in enumerate(flow.recommendations)}
    topics: dict[str, list[Recommendation]] = {}
    for line in flow.recommendations.values():
        topics.setdefault(line.topic, []).append(line)
    pairs = {(line.id, other) for line in flow.recommendations.values() for other in line.opposes}
    for topic, lines in topics.items():
        if topic:
            opposed = ((a, b) for a, b in combinations(lines, 2) if {a.stance, b.stance} == OPPOSED)
            pairs.update((a.id, b.id) for a, b in opposed)
    ordered = {tuple(sorted(pair, key=position.__getitem__)) for pair in pairs}
    for one, other in sorted(ordered, key=lambda pair: [position[name] for name in pair]):
        yield flow.recommendations[one], flow.recommendations[other]


def _contradiction(run: ProofRun, one: Recommendation, other: Recommendation) -> Iterator[Diagnostic]:
    patient = _both(run, one, other)
    if patient is not None:
        how = f"on '{one.topic}' " if one.topic and one.topic == other.topic else ""
        said = f"'{one.id}' and '{other.id}' contradict each other {how}and can both hold for one patient"
        yield diagnostic(other.place, "contradiction", said, patient)


def _both(run: ProofRun, one: Recommendation, other: Recommendation) -> Patient | None:
    """Return a patient for whom both hold; a line may wait for a fact that is open."""
    facts, prover, among = run.flow.facts, run.prover, group(run.flow, one, other)
    if one.while_open and other.while_open:
        return {}
    if other.while_open:
        one, other = other, one
    if one.while_open:
        waiting = facts[one.while_open].when
        return prover.search(
            partial(known_while_open, completions=other.when, waiting=waiting, among=among, surely=True)
        )
    return prover.find(Claim(settled=(one.when, other.when), among=among))


def _nobody(
    run: ProofRun,
    place: Place,
    lines: tuple[Recommendation, ...],
    said: str,
    among: Among = Among.GOING_ON,
) -> Iterator[Diagnostic]:
    if any(isinstance(line.when, Always) and not line.while_open for line in lines):
        return
    whens = tuple(line.when for line in lines if not line.while_open)
    waiting = tuple(run.flow.facts[line.while_open].when for line in lines if line.while_open)
    patient = run.prover.find(Claim(unsettled=whens, decided=waiting, among=among))
    if patient is not None:
        yield diagnostic(place, "nothing-recommended", said, patient)


def _first_file(flow: Flow) -> str:
    return next(iter(flow.questions.values())).place.file
