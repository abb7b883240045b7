"""Answers as a clinician dictates them: in the phrases of the flow, or by its labels where it has none.

Phrases are joined and never changed: nothing is inflected, and nothing is said that was not answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from interview.flow.answer_text import all_of, in_words, one_of, with_label
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.decimals import numeral
from interview.flow.model import Option, Phrase, Question, QuestionType

_STATES = {Reason.PENDING: "pending, chase", Reason.DECLINED: "declined", Reason.UNREADABLE: "unreadable"}
NO = "no "
"""How a denial begins, in the words of a flow."""
OR = " or "


@dataclass(frozen=True, slots=True)
class Part:
    """A ticked answer of a list, by its id, as it is dictated, as a letter tells it and as a reason."""

    option: str
    told: str
    letter: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is dictated: what is so, then what is not; nothing for an answer that says nothing."""

    sentence: str = ""
    """The sentence it belongs to; empty for one of its own."""
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    """That nothing else of a list is so."""
    plain: bool = False
    """True when the flow has no phrase for it, so that its label is told."""
    after: tuple[tuple[str, str], ...] = ()
    """By the id of another question, what is told instead where that one was told just before."""
    clauses: tuple[str, ...] = ()
    """What is so, with a verb, as a letter tells it."""
    denials: tuple[str, ...] = ()
    """What is not so, with a verb."""
    parts: tuple[Part, ...] = ()
    """Of a list with phrases, what was ticked."""
    frame: str = ""
    """What stands around the ticked answers of a list, `{}` in their place; empty for nothing."""
    letter: str = ""
    """The same in a letter."""


UNTOLD = Told()


def told(question: Question, answer: Answer, implied: frozenset[str] = frozenset()) -> Told:
    """Return an answer as it is dictated; options that are implied by another answer are left out."""
    phrase = question.phrase
    match answer:
        case Several():
            return _list(question, answer, implied)
        case Chosen(option="no") if question.type is QuestionType.YES_NO:
            said = phrase.denied or _no(question)
            return Told(
                phrase.sentence,
                negative=(said,),
                plain=not is_phrased(question),
                denials=(phrase.letter_denied or said,),
            )
        case NotAssessed():
            return Told(phrase.sentence)
        case _:
            return Told(
                phrase.sentence,
                positive=(_positive(question, answer),),
                plain=not is_phrased(question),
                after=tuple((other, _filled(question, answer, text)) for other, text in phrase.after),
                clauses=(_clause(question, answer),),
            )


def beside(said: Told, question: Question, facts: Mapping[str, bool | None]) -> Told:
    """Return an answer as it is dictated beside others: a denial does not speak against what they say."""
    instead = next((text for fact, text in question.phrase.beside if facts.get(fact)), "")
    return replace(said, negative=(instead,), denials=(instead,)) if instead and said.negative else said


def _list(question: Question, answer: Several, implied: frozenset[str]) -> Told:
    """Return the answer to a question with several choices as it is dictated."""
    phrase = question.phrase
    if not is_phrased(question):
        said = "; ".join(option.label for option in _chosen(question, answer.chosen))
        labelled = (f"{question.label}: {said}",) if said else ()
        absent = (_none(question),) if _complete(question, answer) and not said else ()
        return Told(phrase.sentence, labelled, absent, plain=True, clauses=labelled, denials=absent)
    if not answer.chosen:
        none = (_none(question),) if answer.rest_absent else ()
        denials = (phrase.letter_denied,) if none and phrase.letter_denied else none
        return Told(phrase.sentence, negative=none, denials=denials)
    parts = tuple(
        Part(option.id, _told(option), option.phrase.letter or _told(option), option.phrase.reason)
        for option in _chosen(question, answer.chosen - implied)
    )
    most = "" if implied else _most(question, answer)
    rest = _rest(question, answer) if _complete(question, answer) and not most else ()
    letter = phrase.letter or phrase.told
    return _with_parts(Told(phrase.sentence, rest=rest, frame=phrase.told, letter=letter), parts, most)


def only(said: Told, options: Collection[str]) -> Told:
    """Return an answer to a list with no more of what was ticked than these options."""
    parts = tuple(part for part in said.parts if part.option in options)
    return said if parts == said.parts else _with_parts(said, parts)


def _with_parts(said: Told, parts: tuple[Part, ...], most: str = "") -> Told:
    """Return a list with these ticked answers; `most` is told in their place where they are nearly all."""
    return replace(
        said,
        parts=parts,
        positive=_framed(said.frame, (most,) if most else tuple(part.told for part in parts)),
        clauses=_framed(said.letter, (most,) if most else tuple(part.letter for part in parts)),
    )


def _framed(frame: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return (frame.replace("{}", series(words)),) if frame and words else words


def _most(question: Question, answer: Several) -> str:
    """Return that all of a list is so but for a few; empty where the flow has no word for it."""
    absent = [option for option in question.options if option.id not in answer.chosen]
    known = answer.rest_absent or not absent
    if not question.phrase.all or not known or len(absent) >= len(answer.chosen):
        return ""
    return f"{question.phrase.all} except {all_of(map(_told, absent))}" if absent else question.phrase.all


def findings(question: Question, answer: Answer | None, deciding: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the part of an answer that decides something, as reasons of a line.

    `deciding` gives option ids and whether they count by being present.
    """
    if answer is None or isinstance(answer, NotAssessed):
        return ()
    if not isinstance(answer, Several):
        return (_reason(question, answer),)
    present = [option for option in _chosen(question, answer.chosen) if deciding.get(option.id, not deciding)]
    if present and len(present) == len(question.options) and question.phrase.all:
        return (f"{lower(question.label)}: {question.phrase.all}",)
    if present:
        return tuple(_named(option) for option in present)
    if not answer.chosen:
        return tuple(told(question, answer).negative)
    absent = {option for option, wanted in deciding.items() if wanted is False} - answer.chosen
    if absent:
        return lacking(question, absent)
    most = _most(question, answer)
    ticked = tuple(_named(option) for option in _chosen(question, answer.chosen))
    return (f"{lower(question.label)}: {most}",) if most else ticked


def lacking(question: Question, options: Collection[str]) -> tuple[str, ...]:
    """Return that these answers of a list are not so, each as a reason of a line."""
    return tuple(f"{NO}{_named(option)}" for option in _chosen(question, options))


def unknown(
    question: Question,
    answer: Answer | None,
    mentioned: Iterable[str] = (),
    elsewhere: Collection[str] = (),
) -> tuple[str, ...]:
    """Return what is not known of a question, in a few words; of a list checked in part, what was not,
    and of a date that is known in part, its day.

    `mentioned` are the options that matter, all of them when there are none; those known `elsewhere`, by an
    answer that says the same, are not asked for. Empty when nothing is left to ask.
    """
    name = question.phrase.unknown or lower(question.label)
    wanted = set(mentioned) or {option.id for option in question.options}
    if wanted and wanted <= set(elsewhere):
        return ()
    if isinstance(answer, Several) and answer.chosen:
        gone = answer.chosen | set(elsewhere)
        left = [option for option in question.options if option.id in wanted and option.id not in gone]
        return tuple(_named(option) for option in left)
    if isinstance(answer, Text) and question.type in (QuestionType.DATE, QuestionType.MONTH):
        return (f"{name} to the day",)
    state = _STATES.get(answer.reason, "") if isinstance(answer, NotAssessed) else ""
    return (f"{name} ({state})" if state else name,)


def outcome(phrase: Phrase, words: str) -> Told:
    """Return the outcome of a table, or a derived number, as it is dictated; nothing without a phrase."""
    if not phrase.told:
        return Told(phrase.sentence)
    return Told(
        phrase.sentence,
        positive=(phrase.told.replace("{}", words),),
        after=tuple((other, text.replace("{}", words)) for other, text in phrase.after),
        clauses=((phrase.letter or phrase.told).replace("{}", words),),
    )


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


def remaining(name: str) -> str:
    """Return what else of a list there is, by the name of the list."""
    return name if name.startswith("other ") else f"other {name}"


def start(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def series(words: Sequence[str]) -> str:
    """Return words as a list within a sentence; parted by semicolons where a word is a list itself."""
    return "; ".join(words) if any("," in one or " and " in one for one in words) else all_of(words)


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
        case _ if phrase.told:
            return _filled(question, answer, phrase.told)
        case _:
            return with_label(question, in_words(question, answer))


def _filled(question: Question, answer: Answer, text: str) -> str:
    """Return a phrase with the value in its place."""
    said = value(answer.value) if isinstance(answer, Number) else in_words(question, answer)
    return text.replace("{}", said)


def _clause(question: Question, answer: Answer) -> str:
    """Return an answer that is no list and no "no" as a letter tells it."""
    letter = question.phrase.letter
    if isinstance(answer, Chosen) and question.type is not QuestionType.YES_NO:
        letter = question.option(answer.option).phrase.letter
    return _filled(question, answer, letter) if letter else _positive(question, answer)


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


def _none(question: Question) -> str:
    """Return that nothing of a list is so."""
    phrase = question.phrase
    if phrase.denied:
        return phrase.denied
    return f"no {phrase.unknown}" if phrase.unknown else f"{question.label}: {in_words(question, Several())}"


def _rest(question: Question, answer: Several) -> tuple[str, ...]:
    """Return that nothing else of a list is so: what the flow denies by name, then all other answers
    together; nothing where the flow leaves that out."""
    denied = [one.phrase.denied for one in question.options if one.id not in answer.chosen]
    named = _denials([text for text in denied if text])
    other = question.phrase.rest
    if other is None:
        other = f"no {remaining(question.phrase.unknown or lower(question.label))}"
    return named if all(denied) or not other else (*named, other)


def _denials(texts: Sequence[str]) -> tuple[str, ...]:
    """Return denials, those that begin with no in one: no falls or foot drop."""
    alike = [text.removeprefix(NO) for text in texts if text.startswith(NO)]
    apart = (text for text in texts if not text.startswith(NO))
    return (*((f"{NO}{one_of(alike)}",) if alike else ()), *apart)


def in_one_breath(texts: Iterable[str]) -> str:
    """Return what is told one after the other as one clause: what is denied in a row after one "no", up to
    the first list, so that nothing of the next is heard as found."""
    told: list[str] = []
    row: list[str] = []
    for text in texts:
        if not text.startswith(NO):
            told, row = [*told, *_no_more(row), text], []
            continue
        row.append(text.removeprefix(NO))
        if OR in text:
            told, row = [*told, *_no_more(row)], []
    return ", ".join((*told, *_no_more(row)))


def _no_more(row: Sequence[str]) -> tuple[str, ...]:
    """Return that none of these is so, the last of which may be a list itself."""
    if len(row) < 2 or OR in row[-1]:
        return (f"{NO}{', '.join(row)}",) if row else ()
    return (f"{NO}{', '.join(row[:-1])}{OR}{row[-1]}",)


def _complete(question: Question, answer: Several) -> bool:
    """Return whether something of a list was checked and is absent."""
    return answer.rest_absent and len(answer.chosen) < len(question.options)


def _told(option: Option) -> str:
    return option.phrase.told or lower(option.label)


def _chosen(question: Question, chosen: Collection[str]) -> list[Option]:
    return [option for option in question.options if option.id in chosen]


def _named(option: Option) -> str:
    return option.phrase.reason or lower(option.label)
