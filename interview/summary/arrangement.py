"""The order of a summary: what is read first, and which questions bear on which section."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from interview.engine import (
    Conclusions,
    Explanation,
    Relevance,
    Session,
    Status,
    most_useful,
    relevance,
)
from interview.flow.answers import NotAssessed
from interview.flow.conditions.syntax import names
from interview.flow.logic.dependencies import behind, options_behind, options_in
from interview.flow.model import Flow, QuestionType, Recommendation, Urgency
from interview.summary.urgency import rank


@dataclass(frozen=True, slots=True)
class Group:
    """Open recommendations that wait for the same questions; all ids."""

    missing: tuple[str, ...]
    lines: tuple[str, ...]
    asked: bool


def by_section(conclusions: Conclusions) -> dict[str, tuple[str, ...]]:
    """Return the recommendations that hold by section, the section with the most urgent one first.

    Within a section the most urgent comes first; otherwise the order is the flow's.
    """
    flow = conclusions.session.flow
    held = sorted(with_status(conclusions, Status.HOLDS), key=lambda name: _rank(flow, name))
    grouped = {
        section: tuple(name for name in held if flow.recommendations[name].section == section)
        for section in flow.sections
    }
    filled = [section for section in flow.sections if grouped[section]]
    ordered = sorted(filled, key=lambda section: _rank(flow, grouped[section][0]))
    return {section: grouped[section] for section in ordered}


def open_groups(conclusions: Conclusions, explained: Mapping[str, Explanation]) -> tuple[Group, ...]:
    """Return the open recommendations by the questions they wait for, in the order to read them.

    First what could turn out to be for today, then what one answer settles, then the rest; among these the
    most useful question leads. Groups that wait only for questions the interview does not come to by itself
    are last.
    """
    waiting: dict[tuple[str, ...], list[str]] = {}
    for name in with_status(conclusions, Status.OPEN):
        waiting.setdefault(explained[name].depends_on, []).append(name)
    session = conclusions.session
    groups = [
        Group(missing, tuple(lines), any(is_asked(session, question) for question in missing))
        for missing, lines in waiting.items()
    ]
    useful = _usefulness(conclusions)
    return tuple(sorted(groups, key=lambda group: _reading_order(session.flow, group, useful)))


def with_status(conclusions: Conclusions, status: Status) -> tuple[str, ...]:
    """Return the recommendations with this status, in the order of the flow."""
    return tuple(name for name, found in conclusions.statuses.items() if found is status)


def unanswered(session: Session) -> tuple[str, ...]:
    """Return the questions the interview asks that nobody has answered, passed over ones included."""
    return tuple(
        name
        for name, question in session.flow.questions.items()
        if question.type is not QuestionType.TEXT
        and isinstance(session.answers.get(name, NotAssessed()), NotAssessed)
        and is_asked(session, name)
    )


def unreached(session: Session) -> tuple[str, ...]:
    """Return the questions the interview has still to come to, in the order of the flow."""
    return tuple(name for name in unanswered(session) if name not in session.answers)


def offered(session: Session, questions: Iterable[str]) -> tuple[str, ...]:
    """Return those of some questions of which it is not settled whether they bear on this patient."""
    return tuple(name for name in questions if relevance(session, name) is Relevance.OFFERED)


def not_asked(conclusions: Conclusions, groups: Iterable[Group]) -> tuple[str, ...]:
    """Return the questions of open groups that the interview does not come to by itself, best first."""
    session, useful = conclusions.session, _usefulness(conclusions)
    missing = {question for group in groups for question in group.missing}
    waiting = [name for name in session.flow.questions if name in missing and _could_be_asked(session, name)]
    return tuple(sorted(waiting, key=lambda name: useful.get(name, len(useful))))


def is_asked(session: Session, question: str) -> bool:
    """Return whether the interview comes to a question by itself, or has come to it."""
    place = relevance(session, question)
    answered = question in session.answers and place is not Relevance.INACTIVE
    return answered or place is Relevance.ASKED


def _could_be_asked(session: Session, question: str) -> bool:
    """Return whether a question makes sense here and the interview does not come to it by itself."""
    return not is_asked(session, question) and relevance(session, question) is not Relevance.INACTIVE


def _rank(flow: Flow, recommendation: str) -> int:
    return rank(flow.recommendations[recommendation].urgency)


def _usefulness(conclusions: Conclusions) -> dict[str, int]:
    """Return the rank of each question that can be asked now."""
    return {found.question: rank for rank, found in enumerate(most_useful(conclusions))}


def _reading_order(flow: Flow, group: Group, useful: Mapping[str, int]) -> tuple[bool, bool, bool, int, int]:
    """Return what groups are sorted by."""
    several = len(group.missing) > 1
    today = any(flow.recommendations[name].urgency is Urgency.SAME_DAY for name in group.lines)
    best = min((useful.get(name, len(useful)) for name in group.missing), default=0)
    return not group.asked, several or not today, several, best, len(group.missing)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A section of the flow, by its id, with the questions that bear on its lines."""

    section: str
    questions: tuple[str, ...]
    figures: tuple[str, ...] = ()
    """The tables, derived numbers and scores behind its lines, by their ids."""
    options: tuple[tuple[str, str], ...] = ()
    """The answers of lists, as pairs of question and answer, that are named in what is behind its lines."""


def bearing(flow: Flow) -> tuple[Bearing, ...]:
    """Return what bears on each section, in the order of the flow.

    A question that only informs belongs where it is asked because of questions that belong there.
    """
    informing = {
        name: (frozenset(behind(flow, names(one.ask_when))), options_in([one.ask_when]))
        for name, one in flow.questions.items()
        if one.context
    }
    return tuple(_bearing(flow, section, informing) for section in flow.sections)


def nearest(every: Iterable[Bearing], sections: Collection[str]) -> dict[str, str]:
    """Return for each question the one of these sections it bears on that has the fewest such questions."""
    known = sorted((one for one in every if one.section in sections), key=lambda one: -len(one.questions))
    return {question: one.section for one in known for question in one.questions}


Asked = tuple[frozenset[str], frozenset[tuple[str, str]]]
"""All that a question is asked because of, and the answers of lists among it, each with its question."""


def _bearing(flow: Flow, section: str, informing: Mapping[str, Asked]) -> Bearing:
    lines = [line for line in flow.recommendations.values() if line.section == section]
    decide = set(behind(flow, {name for line in lines for name in _names(line)}))
    figures = tuple(name for name in (*flow.tables, *flow.figures) if name in decide)
    options = options_in(line.when for line in lines) | options_behind(flow, decide)
    for name, (asked_for, answers) in informing.items():
        if asked_for and asked_for <= decide and answers <= options:
            decide.add(name)
    return Bearing(
        section, tuple(name for name in flow.questions if name in decide), figures, tuple(sorted(options))
    )


def _names(line: Recommendation) -> frozenset[str]:
    return names(line.when) | ({line.while_open} if line.while_open else frozenset())
