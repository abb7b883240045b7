"""What to check in the answers: some do not fit together, or one waits for another before it can count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from interview.engine import Conclusions, Session
from interview.engine.return_visit import Visits
from interview.flow.answers import NotAssessed
from interview.summary.findings import Notice

WAITING = "waiting_answer"
"""The code of the notice about an answer on record whose question may not apply."""
NO_EARLIER = "earlier_visit_missing"
"""The code of the notice about a return visit whose earlier visit is not kept here."""
NOT_KEPT = "This is a return visit. The earlier visit is not kept here, so nothing is compared with it."


def notices(conclusions: Conclusions, visits: Visits = ()) -> tuple[Notice, ...]:
    """Return what does not fit together, what waits for another answer, and whether a visit is missing."""
    odd = (Notice(found.code, found.text, found.questions) for found in conclusions.warnings)
    missing = [Notice(NO_EARLIER, NOT_KEPT, ())] if visits is None else []
    return (*odd, *_waiting(conclusions.session), *missing)


def waiting_for(session: Session) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return answers on record whose `applies_when` is open, by the questions that would settle it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name, answer in session.answers.items():
        gates = session.known.matters(session.logic.applies[name])
        if gates and not isinstance(answer, NotAssessed):
            found.setdefault(gates, []).append(name)
    return {gates: tuple(names) for gates, names in found.items()}


def _waiting(session: Session) -> Iterator[Notice]:
    questions = session.flow.questions
    for gates, names in waiting_for(session).items():
        said = _listed(questions[name].label for name in names)
        missing = _listed(f'"{questions[gate].label}"' for gate in gates)
        verb = "is" if len(names) == 1 else "are"
        yield Notice(
            WAITING, f"{said} {verb} on record, but there is no answer to {missing}.", (*gates, *names)
        )


def _listed(labels: Iterable[str]) -> str:
    *most, last = labels
    return f"{', '.join(most)} and {last}" if most else last
