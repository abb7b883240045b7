"""What the single proofs share: the prover, and which faults already explain which others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.check.proofs.witness import Patient, in_words
from interview.errors import Place
from interview.flow.conditions.syntax import Always, Compare, Condition, Not, names
from interview.flow.logic.diagrams import BudgetError
from interview.flow.model import Flow


class Constant(Enum):
    """Why a condition has the same value for everyone."""

    NEVER = auto()
    """No answers make it hold."""
    NOT_APPLYING = auto()
    """Some answers would, but their questions do not apply to such a patient."""
    ALWAYS = auto()
    """It holds for everyone and does not say so."""


@dataclass(slots=True)
class ProofRun:
    """The prover, and what has been found so far."""

    prover: Prover
    faulty: set[str] = field(default_factory=set)
    """Questions, facts, tables and recommendations with an error; what follows from them is not reported."""
    dead: list[Condition] = field(default_factory=list)
    """Conditions with one value for everyone: what they mention is in use, though no diagram shows it."""

    @property
    def flow(self) -> Flow:
        """The flow under proof."""
        return self.prover.flow

    def explained(self, *conditions: Condition) -> bool:
        """Return whether a fault that was found already bears on these conditions."""
        return not self.faulty.isdisjoint(self.names(*conditions))

    def names(self, *conditions: Condition) -> tuple[str, ...]:
        """Return every name these conditions follow from, by way of asking too."""
        starts = frozenset[str]().union(*map(names, conditions))
        return self.prover.mentions.order(starts, asking=True)

    def constant(self, condition: Condition, among: Among) -> tuple[Constant, Patient] | None:
        """Return why a condition is constant, with the patient who would need answers that do not apply.

        `among` are those for whom it may hold; to hold always it has to hold for the others too.
        """
        everyone = among if among is Among.ANY_ANSWERS else Among.ALL
        if not self.prover.exists(Claim(settled=(condition,), among=among)):
            patient = self.prover.find(Claim(fails=(Not(condition),), among=among))
            return (Constant.NEVER, {}) if patient is None else (Constant.NOT_APPLYING, patient)
        fails = Claim(fails=(condition,), among=everyone)
        if not isinstance(condition, Always) and not self.prover.exists(fails):
            return (Constant.ALWAYS, {})
        return None

    def constant_diagnostic(
        self, place: Place, subject: str, condition: Condition, among: Among, words: ConstantWords
    ) -> Iterator[Diagnostic]:
        """Yield what is wrong when a condition is constant, unless another fault explains it."""
        found = self.constant(condition, among)
        if found is None:
            return
        self.dead.append(condition)
        if not self.explained(condition) and not self._impossible_sum(condition):
            why, patient = found
            code = "always-holds" if why is Constant.ALWAYS else "never-holds"
            yield diagnostic(place, code, words.of(why), patient)
        self.faulty.add(subject)

    def _impossible_sum(self, condition: Condition) -> bool:
        """Return whether a condition is about one sum, which nobody comes to: a list of all has some."""
        return (
            isinstance(condition, Compare)
            and condition.operator == "="
            and condition.name in self.flow.scores
            and not self.prover.exists(Claim(settled=(condition,), among=Among.ALL))
        )


@dataclass(frozen=True, slots=True)
class ConstantWords:
    """How it is said that one thing never or always holds."""

    never: str
    always: str

    def of(self, why: Constant) -> str:
        """Return the message."""
        if why is Constant.ALWAYS:
            return self.always
        if why is Constant.NEVER:
            return f"{self.never}: no answers satisfy its condition"
        return f"{self.never}: it needs answers to questions that do not apply in that case"


def diagnostic(place: Place, code: str, message: str, patient: Patient | None = None) -> Diagnostic:
    """Return a finding with its patient in words."""
    return Diagnostic(place, code, message, patient=in_words(patient or {}))


def proved(place: Place, what: str, proof: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what a proof finds; where it could not be carried through, say so for the thing concerned."""
    try:
        yield from proof
    except (BudgetError, NotProvedError) as error:
        yield diagnostic(place, "not-proved", f"{what}: {error}")
