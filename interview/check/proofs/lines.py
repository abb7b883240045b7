"""What recommendations are together: contradictory for one patient, or none at all for another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from interview.check.diagnostics.diagnostic import Finding
from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.conclusions import group
from interview.check.proofs.proof_run import Bench, finding, proved
from interview.check.proofs.walk import known_while_open
from interview.check.proofs.witness import Patient
from interview.errors import Place
from interview.flow.conditions.syntax import Always
from interview.flow.model import Flow, Recommendation, Stance

OPPOSED = frozenset({Stance.FOR, Stance.AGAINST})
"""The stances that contradict each other: `caution` and `inform` qualify advice, they do not forbid it."""


def contradictions(bench: Bench) -> Iterator[Finding]:
    """Yield pairs of recommendations that contradict each other and can hold for the same patient."""
    for one, other in _pairs(bench.flow):
        if bench.faulty.isdisjoint({one.id, other.id}):
            what = f"whether '{one.id}' and '{other.id}' can hold for the same patient"
            yield from proved(other.place, what, _contradiction(bench, one, other))


def nothing(bench: Bench) -> Iterator[Finding]:
    """Yield a patient who gets no recommendation at all, before the end of the plan or after it."""
    flow, lines = bench.flow, tuple(bench.flow.recommendations.values())
    if not bench.faulty.isdisjoint(flow.recommendations):
        return
    place = min((line.place for line in lines), default=Place(_first_file(flow)))
    said = "some patients get no recommendation at all"
    yield from proved(place, "whether everyone gets a recommendation", _nobody(bench, place, lines, said))
    if flow.ends:
        kept = tuple(line for line in lines if line.id in flow.ends.keep)
        said = "some patients whose plan ends get no recommendation at all; 'keep' one for them"
        proof = _nobody(bench, flow.ends.place, kept, said, Among.ENDED)
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


def _contradiction(bench: Bench, one: Recommendation, other: Recommendation) -> Iterator[Finding]:
    patient = _both(bench, one, other)
    if patient is not None:
        how = f"on '{one.topic}' " if one.topic and one.topic == other.topic else ""
        said = f"'{one.id}' and '{other.id}' contradict each other {how}and can both hold for one patient"
        yield finding(other.place, "contradiction", said, patient)


def _both(bench: Bench, one: Recommendation, other: Recommendation) -> Patient | None:
    """Return a patient for whom both hold; a line may wait for a fact that is open."""
    facts, prover = bench.flow.facts, bench.prover
    if one.while_open and other.while_open:
        return {}
    if other.while_open:
        one, other = other, one
    if one.while_open:
        waiting = facts[one.while_open].when
        return prover.search(partial(known_while_open, known=other.when, waiting=waiting, surely=True))
    return prover.find(Claim(settled=(one.when, other.when), among=group(bench.flow, one, other)))


def _nobody(
    bench: Bench,
    place: Place,
    lines: tuple[Recommendation, ...],
    said: str,
    among: Among = Among.GOING_ON,
) -> Iterator[Finding]:
    if any(isinstance(line.when, Always) and not line.while_open for line in lines):
        return
    whens = tuple(line.when for line in lines if not line.while_open)
    waiting = tuple(bench.flow.facts[line.while_open].when for line in lines if line.while_open)
    patient = bench.prover.find(Claim(unsettled=whens, decided=waiting, among=among))
    if patient is not None:
        yield finding(place, "nothing-recommended", said, patient)


def _first_file(flow: Flow) -> str:
    return next(iter(flow.questions.values())).place.file
