"""Then and now: what was said at the last visit beside what is said today, each with one of five marks.

"New" is what is known now and was not: nobody looked, or nobody knew. It is never "worse".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from interview.engine import Session, conclude
from interview.engine.given_answers import given, measured_last
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text, says_something
from interview.flow.conditions.syntax import names
from interview.flow.model import Question, QuestionType, Worse
from interview.summary.phrases import is_phrased, lower, start, told
from interview.summary.presuppositions import groundless

NEW, WORSE, BETTER, GONE, GAP = "new", "worse", "better", "gone", "gap"
_UNKNOWN = "not known"
_NOT_REPEATED = "not repeated"
_UNCHECKED = "not checked"
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is otherwise than at the last visit."""

    mark: str
    """`new` (known now and not then), `worse`, `better`, `gone` (so then, denied now) or `gap` (known then,
    and not looked at again)."""
    question: str
    """The question; empty for a table."""
    label: str
    then: str
    now: str
    whole: bool = False
    """Whether it tells all of the answer of today."""

    @property
    def text(self) -> str:
        """The row as it is read: `new: Foot drop: not checked, now yes`."""
        now = self.now if self.mark == GAP else f"now {self.now}"
        return f"{self.mark}: {self.label}: {self.then}, {now}"


def compare(visits: Sequence[Session], now: Session) -> tuple[Comparison, ...]:
    """Return what is otherwise than at the last of these visits, at least one, in the order of the flow.

    What cannot change, and what only repeats an answer of last time, is left out.
    """
    return (*_answers(visits, now), *_tables(visits[-1], now))


def unchanged(last: Session, now: Session) -> frozenset[str]:
    """Return the questions whose answer says something and is that of the last visit."""
    return frozenset(
        name
        for name, answer in now.answers.items()
        if says_something(answer) and last.answers.get(name) == answer
    )


def _answers(visits: Sequence[Session], now: Session) -> Iterator[Comparison]:
    last, repeated = visits[-1], given(now)
    untold, empty = last.completions.inactive | groundless(last), groundless(now)
    for name, question in now.flow.questions.items():
        if question.type is QuestionType.TEXT or question.phrase.fixed or question.last_time:
            continue
        before = last.answers.get(name) if name not in untold else None
        after = now.answers.get(name) if name not in now.completions.inactive else None
        if before is None and name in empty:
            continue
        if isinstance(after, Number) and isinstance(before, Number) and name not in repeated:
            yield _gap(question, before, measured_last(visits, name)[:10])
        elif before != after and not _presupposed(now, name):
            yield from _answer(question, before or _gate(last, question), after or NotAssessed())


def _gate(last: Session, question: Question) -> Answer:
    """Return what was said to the question on which this one hung, where that said nothing."""
    gates = (last.answers.get(name) for name in names(question.applies_when) if name in last.flow.questions)
    return next((answer for answer in gates if isinstance(answer, NotAssessed)), NotAssessed())


def _answer(question: Question, before: Answer, after: Answer) -> Iterator[Comparison]:
    known, knows = says_something(before), says_something(after)
    if isinstance(before, Several) and isinstance(after, Several) and known and knows:
        yield from _options(question, before, after)
    elif known and knows:
        yield _row(
            question, _direction(question, before, after), _said(question, before), _said(question, after)
        )
    elif knows:
        yield _row(question, NEW, _missing(before), _said(question, after))
    elif known:
        yield _gap(question, before)


def _options(question: Question, before: Several, after: Several) -> Iterator[Comparison]:
    rest = False
    for option in question.options:
        then, is_now = _state(before, option.id), _state(after, option.id)
        if then == is_now:
            continue
        label = start(option.phrase.reason or lower(option.label))
        if then == _UNCHECKED and is_now == _NO:
            rest = True
        elif is_now == _YES:
            worse = then == _NO and question.phrase.worse is Worse.MORE
            yield Comparison(WORSE if worse else NEW, question.id, label, then, is_now)
        elif then == _YES:
            yield Comparison(GONE if is_now == _NO else GAP, question.id, label, then, is_now)
    if rest:
        name = question.phrase.unknown or lower(question.label)
        yield Comparison(NEW, question.id, f"Other {name}", _UNCHECKED, _NO)


def _state(answer: Several, option: str) -> str:
    if option in answer.chosen:
        return _YES
    return _NO if answer.rest_absent else _UNCHECKED


def _direction(question: Question, before: Answer, after: Answer) -> str:
    """Return whether a change is for the better or worse, where the flow says which way is worse."""
    way = question.phrase.worse
    if isinstance(before, Number) and isinstance(after, Number) and way in (Worse.LOWER, Worse.HIGHER):
        less = _value(after) < _value(before)
        return WORSE if less is (way is Worse.LOWER) else BETTER
    if question.type is QuestionType.YES_NO and way is Worse.MORE:
        return WORSE if after == Chosen("yes") else GONE
    return NEW


def _value(number: Number) -> Decimal:
    return number.value


def _gap(question: Question, before: Answer, since: str = "") -> Comparison:
    now = f"{_NOT_REPEATED} since {since}" if since else _NOT_REPEATED
    return _row(question, GAP, _said(question, before), now)


def _row(question: Question, mark: str, then: str, now: str) -> Comparison:
    label = question.phrase.unknown or question.label
    return Comparison(mark, question.id, start(label), then, now, mark != GAP)


def _said(question: Question, answer: Answer) -> str:
    """Return an answer beside its label: whole, and a list as it is dictated."""
    if isinstance(answer, Several) and is_phrased(question):
        words = told(question, answer)
        return "; ".join(", ".join(part) for part in (words.positive, words.negative + words.rest) if part)
    if isinstance(answer, Chosen) and question.type is QuestionType.ONE and is_phrased(question):
        return ", ".join(told(question, answer).positive)
    if isinstance(answer, Text):
        return answer.text
    return in_words(question, answer)


def _missing(answer: Answer) -> str:
    """Return how an answer is told that says nothing."""
    pending = isinstance(answer, NotAssessed) and answer.reason is Reason.PENDING
    return "pending" if pending else _UNKNOWN


def _presupposed(now: Session, name: str) -> bool:
    """Return whether another answer of today says that this one is yes."""
    return now.answers.get(name) == Chosen("yes") and any(
        name in names(question.applies_when) and says_something(now.answers.get(other, NotAssessed()))
        for other, question in now.flow.questions.items()
    )


def _tables(last: Session, now: Session) -> Iterator[Comparison]:
    """Yield the verdicts that are settled now and were not, or were others."""
    before, after = conclude(last).tables, conclude(now).tables
    for name, table in now.flow.tables.items():
        left = after[name]
        if table.phrase.told and len(left) == 1 and before.get(name) != left:
            old = before.get(name, ())
            then = table.outcomes.get(old[0], _UNKNOWN) if len(old) == 1 else "open"
            label = table.phrase.unknown or table.label
            yield Comparison(NEW, "", start(label), then, table.outcomes[left[0]])
