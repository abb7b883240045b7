"""Questions that are never asked, and answers that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller

from interview.check.diagnostics.diagnostic import Finding
from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.patient_space import Patients
from interview.check.proofs.proof_run import Bench, finding, proved
from interview.check.proofs.walk import Walk, asked
from interview.flow.conditions.syntax import Always, Condition, Never, Not
from interview.flow.logic.compiler import conditions
from interview.flow.logic.diagrams import BudgetError
from interview.flow.model import Question, QuestionType


class Reaching:
    """Finds the questions an interview never comes to."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._walk: Walk | None = None

    def question(self, item: Question) -> Iterator[Finding]:
        """Yield why a question is never asked, or that a condition of it says nothing."""
        for condition in (item.applies_when, item.ask_when):
            if not isinstance(condition, Always | Never):
                yield from proved(item.place, f"whether '{item.id}' is asked", self._always(item, condition))
        if item.id not in self._bench.faulty:
            yield from proved(item.place, f"whether '{item.id}' is asked", self._unreachable(item))

    def _always(self, item: Question, condition: Condition) -> Iterator[Finding]:
        if self._bench.prover.find(Claim(fails=(condition,), among=Among.ALL)) is not None:
            return
        self._bench.dead.append(condition)
        self._bench.faulty.add(item.id)
        if not self._bench.explained(condition):
            word = "applies_when" if condition is item.applies_when else "ask_when"
            yield finding(item.place, "always-holds", f"'{word}' of '{item.id}' always holds; leave it out")

    def _unreachable(self, item: Question) -> Iterator[Finding]:
        found = self._why(item)
        if found is None:
            return
        condition, finding_ = found
        self._bench.dead.append(condition)
        if not self._bench.explained(condition):
            yield finding_
        self._bench.faulty.add(item.id)

    def _why(self, item: Question) -> tuple[Condition, Finding] | None:
        prover, wanted = self._bench.prover, asked(item)
        if not isinstance(item.applies_when, Always):
            claim = Claim(fails=(Not(item.applies_when),), among=Among.ALL)
            if prover.find(claim) is None:
                said = f"'{item.id}' never applies: no answers satisfy its 'applies_when'"
                return item.applies_when, finding(item.place, "unreachable-question", said)
        if isinstance(item.ask_when, Never) or wanted == _ALWAYS_ASKED:
            return None
        patient = prover.find(Claim(fails=(Not(wanted),)))
        if patient is None:
            said = f"'{item.id}' is never asked: no answers satisfy its conditions"
            return wanted, finding(item.place, "unreachable-question", said)
        if prover.search(lambda patients: self._on(patients).reached(item.id)) is None:
            said = f"'{item.id}' is never asked: it needs answers that are not asked for in that case"
            return wanted, finding(item.place, "unreachable-question", said, patient)
        return None

    def _on(self, patients: Patients) -> Walk:
        if self._walk is None or self._walk.patients is not patients:
            self._walk = Walk(patients, self._bench.prover.mentions)
        return self._walk


_ALWAYS_ASKED = asked(Question("", "", QuestionType.TEXT, ""))


def unused(bench: Bench) -> Iterator[Finding]:
    """Yield questions, and options of several choices, that no condition depends on.

    Two answers of one choice that no condition tells apart are both in use: an answer has to be said even
    where it decides what another one does.
    """
    used, names = _used(bench)
    for question in bench.flow.questions.values():
        kinds = (QuestionType.TEXT, QuestionType.MONTH)
        if question.context or question.id in names or question.type in kinds:
            continue
        idle = [o.id for o in question.options if not o.context and o.id not in used[question.id]]
        if not used[question.id]:
            said = f"the answer to '{question.id}' changes nothing; use it, or mark it 'context: true'"
            yield finding(question.place, "unused-answer", said)
        elif question.type is QuestionType.SEVERAL and idle:
            listed = ", ".join(f"'{option}'" for option in idle)
            said = f"{listed} of '{question.id}' decides nothing; use it, or mark it 'context: true'"
            yield finding(question.place, "unused-answer", said)


def _used(bench: Bench) -> tuple[dict[str, set[str]], set[str]]:
    """Return, for each question, what of it conditions depend on, and questions that cannot be judged."""
    used: dict[str, set[str]] = {name: set() for name in bench.flow.questions}
    names = set(bench.names(*bench.dead))
    for condition in set(conditions(bench.flow)):
        try:
            parts = bench.prover.attempt(methodcaller("depends_on", condition))
        except BudgetError:
            names |= set(bench.names(condition))
            continue
        for name, option in parts:
            used[name].add(option)
    return used, names
