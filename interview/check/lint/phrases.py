"""Keys of phrases, letters and sentences that change no word of any patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.locations import Locations
from interview.flow.conditions.syntax import Always
from interview.flow.model import Flow, Phrase, Question, QuestionType
from interview.summary.phrases import is_phrased

_CAN_BE_DENIED = (QuestionType.YES_NO, QuestionType.SEVERAL)
_DENIALS = ("denied", "beside")
"""What is told of an answer that only says that something is not so."""
_OF_LISTS = ("all", "rest", "closing")
"""What is told of several choices alone."""
_NOT_DENIED = "no answer to this question says that nothing of it is so"
_NO_LIST = "only several choices have others that are absent"
_WORKED_OUT = "it is worked out, and neither asked nor denied"
_Keys = Iterator[tuple[tuple[str, ...], str]]
"""Where a key stands that changes nothing, and why nothing comes of it."""


def idle_keys(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield each such key, and why nothing comes of it."""
    parts = (_of_phrases(flow), _of_letters(flow), _of_practice(flow), _of_sentences(flow))
    for (*path, key), why in chain(*parts):
        yield Diagnostic(
            written.key(*path, key), "unused-key", f"'{key}' of '{path[-1]}' changes nothing: {why}"
        )


def _of_phrases(flow: Flow) -> _Keys:
    for question in flow.questions.values():
        for key, why in _of_question(question).items():
            if _is_given(question.phrase, key):
                yield ("phrases", question.id, key), why
    for name, phrase in _worked_out(flow):
        for key in ("implies", *_DENIALS, *_OF_LISTS):
            if _is_given(phrase, key):
                yield ("phrases", name, key), _WORKED_OUT


def _of_letters(flow: Flow) -> _Keys:
    for question in flow.questions.values():
        plain = "the question has no phrase, and a letter tells it by its label"
        idle = {} if is_phrased(question) else {"told": plain, "denied": plain}
        if question.type is QuestionType.ONE:
            idle["told"] = "each answer to this question is a clause of its own"
        if question.type not in _CAN_BE_DENIED:
            idle["denied"] = _NOT_DENIED
        yield from _of_letter(question.id, question.phrase, idle)
        if not is_phrased(question) and any(option.phrase.letter for option in question.options):
            yield ("letters", question.id, "answers"), plain
    for name, phrase in _worked_out(flow):
        untold = {} if phrase.told else {"told": "a letter tells it only with a phrase"}
        yield from _of_letter(name, phrase, {"denied": _WORKED_OUT, **untold})


def _of_letter(name: str, phrase: Phrase, idle: Mapping[str, str]) -> _Keys:
    for key, text in (("told", phrase.letter), ("denied", phrase.letter_denied)):
        if text and key in idle:
            yield ("letters", name, key), idle[key]


def _worked_out(flow: Flow) -> Iterator[tuple[str, Phrase]]:
    for part in (flow.tables, flow.numbers, flow.scores):
        yield from ((name, one.phrase) for name, one in part.items())


def _of_practice(flow: Flow) -> _Keys:
    for name, said in flow.spoken.items():
        for key, why in (_of_question(said) | _of_rest(said)).items():
            own, of_notes = getattr(said.phrase, key), getattr(flow.questions[name].phrase, key)
            if own != of_notes and _is_given(said.phrase, key):
                yield ("spoken", name, key), why
        if said.type is not QuestionType.SEVERAL:
            denied = (option.id for option in said.options if option.phrase.denied)
            yield from ((("spoken", name, "answers", one, "denied"), _NO_LIST) for one in denied)


def _of_rest(question: Question) -> dict[str, str]:
    """Return the keys about what else of a list is not so of which nothing comes beside its answers."""
    named = [bool(option.phrase.denied) for option in question.options]
    if named and all(named):
        return {"rest": "each answer has a `denied` of its own"}
    if question.phrase.rest == "" and not any(named):
        return {"closing": "nothing is told of what else is not so"}
    return {}


def _of_question(question: Question) -> dict[str, str]:
    """Return the keys that change nothing about how its answers are told, and why."""
    found: dict[str, str] = {}
    if isinstance(question.ask_when, Always):
        found["implies"] = "the question has no ask_when, so its answer presupposes nothing"
    if question.type not in _CAN_BE_DENIED:
        found |= dict.fromkeys(_DENIALS, _NOT_DENIED)
    if question.type is QuestionType.ONE and any(option.phrase.told for option in question.options):
        found["told"] = "each answer to this question is told by itself"
    if question.type is QuestionType.SEVERAL:
        found["after"] = "several choices are told whole, whatever was told before"
        plain = dict.fromkeys(_OF_LISTS, "the question has no phrase, and is told by its label")
        return found if is_phrased(question) else found | plain
    return found | dict.fromkeys(_OF_LISTS, _NO_LIST)


def _is_given(phrase: Phrase, key: str) -> bool:
    given = getattr(phrase, key)
    return given is not None and bool(given or key == "rest")


def _of_sentences(flow: Flow) -> _Keys:
    for name, sentence in flow.sentences.items():
        if sentence.normal and (why := _never_normal(flow, name)):
            yield ("sentences", name, "normal"), why


def _never_normal(flow: Flow, sentence: str) -> str:
    """Return why no patient of practice has nothing of a sentence; empty where one may."""
    asked = [
        one for one in flow.questions.values() if one.phrase.sentence == sentence and one.is_for_everybody
    ]
    always = next((one.id for one in asked if one.type not in _CAN_BE_DENIED), "")
    if always:
        return f"the answer to '{always}' always tells something in this sentence"
    if not any(is_phrased(flow.spoken.get(one.id, one)) for one in asked):
        return "no question that is asked of everybody and has a phrase is told in this sentence"
    return ""
