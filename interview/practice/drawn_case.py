"""A case drawn from its code: the rule it is about, and a patient for whom that rule is decisive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from interview.check.cases.responses import Response
from interview.engine.session import Session
from interview.practice.case_code import CaseCode, new_code
from interview.practice.key import Key, key_of
from interview.practice.patients import NoPatient
from interview.practice.twins import Twins

UNKNOWN = (0, 0, 1, 2)
"""Of how many questions nobody knows the answer; each as likely."""
MOST_PATIENTS = 100
"""Patients drawn until the rule can be decided on, at most."""
ANY_DAY = date(2000, 1, 1)
"""A day for what does not depend on one."""
MOST_RULES = 50
"""Codes tried until one has somebody for whom its line turns on one finding."""
MOST_CALLING = 12
"""Codes tried until one has somebody for whom its line is called for."""
MOST_CODES = 20_000
"""Codes tried for one rule, at most."""


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """A patient to practise on. What is not in the answers of `patient`, or not known there, is unknown."""

    code: CaseCode
    rule: str
    """The line in practice, which the trainee is not told."""
    key: Key
    """The key of the patient, on any day."""

    @property
    def patient(self) -> Session:
        """The patient."""
        return self.key.patient


def rule_of(twins: Twins, code: CaseCode) -> str:
    """Return the line that a case is about; `NoPatient` where the flow has none to practise."""
    rules = twins.rules()
    if not rules:
        raise NoPatient(
            f"{twins.patients.flow.id} has no line to practise: all inform, or hold for everyone."
        )
    return rules[int(code.rng("rule").random() * len(rules))]


def code_for(twins: Twins, rule: str, rng: Random, *, for_exam: bool = False) -> CaseCode:
    """Return the code of another case about a line; `KeyError` where it is none that can be practised."""
    if rule not in twins.rules():
        raise KeyError(rule)
    for _ in range(MOST_CODES):
        code = new_code(twins.patients.flow, rng, for_exam=for_exam)
        if rule_of(twins, code) == rule:
            return code
    raise KeyError(rule)


def some_code(twins: Twins, rng: Random) -> CaseCode:
    """Return the code of a case that somebody can be drawn for; `NoPatient` where none is found."""
    return first_drawn(twins, (new_code(twins.patients.flow, rng) for _ in range(MOST_RULES)))


def some_code_for(twins: Twins, rule: str, rng: Random, *, for_exam: bool = False) -> CaseCode:
    """Return the code of a case about a line; `NoPatient` where nobody is found for whom it is decisive."""
    return first_drawn(twins, (code_for(twins, rule, rng, for_exam=for_exam) for _ in range(MOST_RULES)))


def some_code_calling_for(twins: Twins, rule: str, rng: Random) -> CaseCode:
    """Return the code of a case of an exam about a line, and one that calls for it where some do among so
    many; `NoPatient` where nobody is found for whom it is decisive."""
    found = [some_code_for(twins, rule, rng, for_exam=True)]
    while not drawn_case(twins, found[-1]).key.called(rule):
        if len(found) == MOST_CALLING:
            return found[0]
        found.append(some_code_for(twins, rule, rng, for_exam=True))
    return found[-1]


def first_drawn(twins: Twins, codes: Iterable[CaseCode]) -> CaseCode:
    """Return the first of some codes that somebody can be drawn for; `NoPatient` where there is none."""
    for code in codes:
        try:
            drawn_case(twins, code)
        except NoPatient as error:
            problem = error
        else:
            return code
    raise problem


def drawn_case(twins: Twins, code: CaseCode) -> DrawnCase:
    """Return the case of a code; `NoPatient` where its rule is decisive for nobody.

    The rule can be decided on, and there is something called for and something that is not, where the flow
    has such patients.
    """
    rule, rng = rule_of(twins, code), code.rng("patient")
    waits = twins.patients.flow.recommendations[rule].while_open is not None
    amounts = [amount for amount in UNKNOWN if amount or not waits]
    unknown = amounts[int(rng.random() * len(amounts))]
    key = key_of(twins.draw(rule, rng, unknown), ANY_DAY)
    for _ in range(MOST_PATIENTS):
        if _can_be_decided(key, rule):
            break
        key = key_of(twins.draw(rule, rng, unknown), ANY_DAY)
    return DrawnCase(code, rule, key)


def _can_be_decided(key: Key, rule: str) -> bool:
    return rule in key.right and len({one is Response.LEFT_OUT for one in key.right.values()}) == 2
