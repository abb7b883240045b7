"""What to check in the answers because it does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview.engine import Conclusions, Session
from interview.engine.completions import questions_at
from interview.engine.given_answers import Visits
from interview.flow.answer_text import all_of, in_words
from interview.flow.answers import NotAssessed, says_something
from interview.summary.presuppositions import contradicted

NOT_COUNTED = "answer_not_counted"
"""The code of the notice about an answer on record whose question does not apply."""
CONTRADICTED = "answer_contradicted"
"""The code of the notice about an answer that counts, although another denies what it presupposes."""
NO_EARLIER = "earlier_visit_missing"
"""The code of the notice about a return visit whose earlier visit is not kept here."""
NOT_KEPT = "This is a return visit. The earlier visit is not kept here, so nothing is compared with it."


@dataclass(frozen=True, slots=True)
class Notice:
    """Answers that do not fit together, or one that does not count because of another."""

    code: str
    text: str
    questions: tuple[str, ...]


def notices(conclusions: Conclusions, visits: Visits = ()) -> tuple[Notice, ...]:
    """Return what does not fit together, what waits for another answer, and whether a visit is missing."""
    odd = (Notice(found.code, found.text, found.questions) for found in conclusions.warnings)
    missing = [Notice(NO_EARLIER, NOT_KEPT, ())] if visits is None else []
    return (*odd, *at_odds(conclusions), *missing)


def at_odds(conclusions: Conclusions) -> Iterator[Notice]:
    """Yield a notice for the answers that the same others leave without their ground, counted or not.

    Where the flow itself says of the same answers that they do not fit, nothing is said again.
    """
    yield from _contradicted(conclusions)
    yield from _not_counted(conclusions.session)


def _contradicted(conclusions: Conclusions) -> Iterator[Notice]:
    session = conclusions.session
    told = [{*warning.questions} for warning in conclusions.warnings]
    found: dict[tuple[str, ...], list[str]] = {}
    for name, gates in contradicted(session):
        if not any(name in questions and questions.intersection(gates) for questions in told):
            found.setdefault(gates, []).append(name)
    for gates, names in found.items():
        text = f"{_answers(session, names)}, although {_answers(session, gates)}. What is answered counts."
        yield Notice(CONTRADICTED, text, (*gates, *names))


def _answers(session: Session, names: Iterable[str]) -> str:
    """Return questions with their answers, as a clause."""
    questions = session.flow.questions
    return all_of(
        f'"{questions[name].label}" is answered "{in_words(questions[name], session.answers[name])}"'
        for name in names
    )


def _not_counted(session: Session) -> Iterator[Notice]:
    """Yield a notice for the answers that do not count because of the same others."""
    questions, logic = session.flow.questions, session.logic
    found: dict[tuple[str, ...], list[str]] = {}
    for name in session.completions.inactive:
        if says_something(session.answers.get(name, NotAssessed())):
            levels = logic.diagrams.support(logic.applies[name])
            gates = tuple(gate for gate in questions_at(logic, levels) if gate in session.answers)
            found.setdefault(gates, []).append(name)
    for gates, names in found.items():
        said = all_of(questions[name].label for name in sorted(names, key=list(questions).index))
        why = all_of(f'"{questions[gate].label}"' for gate in gates) if gates else "other answers"
        verb, does = ("is", "does") if len(names) == 1 else ("are", "do")
        text = f"{said} {verb} on record but {does} not count, because of the answer to {why}."
        yield Notice(NOT_COUNTED, text, (*gates, *names))
