"""Answers as a clinician dictates them: in the phrases of the flow, or by its labels where it has none.

Phrases are joined and never changed: nothing is inflected, and nothing is said that was not answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from interview.flow.answer_text import in_words, with_label
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several
from interview.flow.decimals import numeral
from interview.flow.model import Option, Phrase, Question, QuestionType

_STATES = {Reason.PENDING: "pending, chase", Reason.DECLINED: "declined", Reason.UNREADABLE: "unreadable"}


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is dictated: what is so, then what is not; nothing for an answer that says nothing."""

    sentence: str = ""
    """The sentence it belongs to; empty for one of its own."""
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    plain: bool = False
    """True when the flow has no phrase for it, so that its label is told."""


UNTOLD = Told()


def told(question: Question, answer: Answer, implied: frozenset[str] = frozenset()) -> Told:
    """Return an answer as it is dictated; options that are implied by another answer are left out."""
    phrase = question.phrase
    match answer:
        case Several():
            present = _present(question, answer.chosen - implied)
            absent = (_none(question, bool(answer.chosen)),) if _complete(question, answer) else ()
            if not is_phrased(question):
                said = "; ".join(option.label for option in _chosen(question, answer.chosen))
                present = (f"{question.label}: {said}",) if said else ()
                absent = () if said else absent
            return Told(phrase.sentence, present, absent, not is_phrased(question))
        case Chosen(option="no") if question.type is QuestionType.YES_NO:
            said = phrase.denied or _no(question)
            return Told(phrase.sentence, (), (said,), not is_phrased(question))
        case NotAssessed():
            return Told(phrase.sentence)
        case _:
            return Told(phrase.sentence, (_positive(question, answer),), (), not is_phrased(question))


def findings(question: Question, answer: Answer | None, deciding: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the part of an answer that decides something, as reasons of a line.

    `deciding` gives option ids and whether they count by being present.
    """
    if answer is None or isinstance(answer, NotAssessed):
        return ()
    if not isinstance(answer, Several):
        return (_reason(question, answer),)
    present = [option for option in _chosen(question, answer.chosen) if deciding.get(option.id, not deciding)]
    if present:
        return tuple(_named(option) for option in present)
    if not answer.chosen:
        return tuple(told(question, answer).negative)
    absent = [
        option
        for option in question.options
        if deciding.get(option.id) is False and option.id not in answer.chosen
    ]
    return tuple(f"no {_named(option)}" for option in absent) or tuple(
        _named(option) for option in _chosen(question, answer.chosen)
    )


def unknown(question: Question, answer: Answer | None, mentioned: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what is not known of a question, in a few words; of a list checked in part, what was not.

    `mentioned` are the options that matter; all of them when there are none.
    """
    name = question.phrase.unknown or lower(question.label)
    if isinstance(answer, Several) and answer.chosen:
        wanted = set(mentioned) or {option.id for option in question.options}
        left = [
            option for option in question.options if option.id in wanted and option.id not in answer.chosen
        ]
        return tuple(_named(option) for option in left)
    state = _STATES.get(answer.reason, "") if isinstance(answer, NotAssessed) else ""
    return (f"{name} ({state})" if state else name,)


def outcome(phrase: Phrase, words: str) -> Told:
    """Return the outcome of a table, or a derived number, as it is dictated; nothing without a phrase."""
    said = (phrase.told.replace("{}", words),) if phrase.told else ()
    return Told(phrase.sentence, said)


def is_phrased(question: Question) -> bool:
    """Return whether a flow says how the answers of a question are dictated."""
    own = question.phrase
    return bool(own.told or own.denied or any(option.phrase.told for option in question.options))


def lower(label: str) -> str:
    """Return a label within a sentence: its first letter small, unless its first word has more capitals."""
    first = label.split(" ", 1)[0]
    return (
        label
        if any(char.isupper() or char.isdigit() for char in first[1:])
        else label[:1].lower() + label[1:]
    )


def start(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def value(number: Decimal) -> str:
    """Return a number as it stands in a phrase."""
    return numeral(number)


def _positive(question: Question, answer: Answer) -> str:
    phrase = question.phrase
    match answer:
        case Chosen(option="yes") if question.type is QuestionType.YES_NO:
            return phrase.told or f"{question.label}: yes"
        case Chosen(option=chosen):
            option = question.option(chosen)
            if is_phrased(question):
                return option.phrase.told or lower(option.label)
            return with_label(question, in_words(question, answer))
        case Number(value=number) if phrase.told:
            return phrase.told.replace("{}", value(number))
        case _ if phrase.told:
            return phrase.told.replace("{}", in_words(question, answer))
        case _:
            return with_label(question, in_words(question, answer))


def _reason(question: Question, answer: Answer) -> str:
    """Return an answer that is no list as the reason of a line."""
    phrase = question.phrase
    match answer:
        case Chosen(option="yes") if question.type is QuestionType.YES_NO:
            return phrase.reason or f"{question.label}: yes"
        case Chosen(option="no") if question.type is QuestionType.YES_NO:
            return phrase.denied or _no(question)
        case Chosen(option=chosen) if is_phrased(question):
            return _named(question.option(chosen))
        case Number(value=number) if phrase.reason:
            return phrase.reason.replace("{}", value(number))
        case _:
            return _positive(question, answer)


def _no(question: Question) -> str:
    return f"{question.label}: no"


def _none(question: Question, but_for_some: bool) -> str:
    """Return that nothing of a list is so, or nothing else of it."""
    name = question.phrase.unknown or lower(question.label)
    if but_for_some:
        return f"no other {name}"
    if question.phrase.denied:
        return question.phrase.denied
    return f"no {name}" if question.phrase.unknown else f"{question.label}: {in_words(question, Several())}"


def _complete(question: Question, answer: Several) -> bool:
    """Return whether something of a list was checked and is absent."""
    return answer.rest_absent and len(answer.chosen) < len(question.options)


def _present(question: Question, chosen: frozenset[str]) -> tuple[str, ...]:
    return tuple(option.phrase.told or lower(option.label) for option in _chosen(question, chosen))


def _chosen(question: Question, chosen: frozenset[str]) -> list[Option]:
    return [option for option in question.options if option.id in chosen]


def _named(option: Option) -> str:
    return option.phrase.reason or lower(option.label)
