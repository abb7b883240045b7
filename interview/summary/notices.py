"""What to check in the answers: some do not fit together, or one waits for another before it can count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from interview.engine import Conclusions, Session
from interview.flow.answers import NotAssessed
from interview.summary.findings import Notice

WAITING = "waiting_answer"
"""The code of the notice about an answer on record whose question may not apply."""


def notices(conclusions: Conclusions) -> tuple[Notice, ...]:
    """Return what does not fit together, then what waits for another answer."""
    odd = (Notice(found.code, found.text, found.questions) for found in conclusions.warnings)
    return (*odd, *_waiting(conclusions.session))


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
