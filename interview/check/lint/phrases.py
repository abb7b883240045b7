"""Keys of phrases and sentences that change no word of any patient."""

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
_OF_LISTS = ("all", "rest")
"""What is told of several choices alone."""


def idle_keys(flow: Flow, written: Locations) -> Iterator[Diagnostic]:
    """Yield each such key, and why nothing comes of it."""
    for (*path, key), why in chain(_of_phrases(flow), _of_sentences(flow)):
        yield Diagnostic(
            written.key(*path, key), "unused-key", f"'{key}' of '{path[-1]}' changes nothing: {why}"
        )


def _of_phrases(flow: Flow) -> Iterator[tuple[tuple[str, ...], str]]:
    for question in flow.questions.values():
        for key, why in _of_question(question).items():
            if _is_given(question.phrase, key):
                yield ("phrases", question.id, key), why
    parts: tuple[Mapping[str, Phrase], ...] = tuple(
        {name: one.phrase for name, one in part.items()} for part in (flow.tables, flow.numbers, flow.scores)
    )
    for name, phrase in chain.from_iterable(part.items() for part in parts):
        for key in ("implies", *_DENIALS, *_OF_LISTS):
            if _is_given(phrase, key):
                yield ("phrases", name, key), "it is worked out, and neither asked nor denied"


def _of_question(question: Question) -> dict[str, str]:
    """Return the keys that change nothing about how its answers are told, and why."""
    found: dict[str, str] = {}
    if isinstance(question.ask_when, Always):
        found["implies"] = "the question has no ask_when, so its answer presupposes nothing"
    if question.type not in _CAN_BE_DENIED:
        found |= dict.fromkeys(_DENIALS, "no answer to this question says that nothing of it is so")
    if question.type is not QuestionType.SEVERAL:
        found |= dict.fromkeys(_OF_LISTS, "only several choices have others that are absent")
    return found


def _is_given(phrase: Phrase, key: str) -> bool:
    given = getattr(phrase, key)
    return given is not None and bool(given or key == "rest")


def _of_sentences(flow: Flow) -> Iterator[tuple[tuple[str, ...], str]]:
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
