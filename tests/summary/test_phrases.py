"""Answers as they are dictated: phrases are joined, never changed, and deny nothing that nobody checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several
from interview.flow.model import NO_PHRASE, Option, Phrase, Question, QuestionType
from interview.summary.phrases import Told, beside, findings, in_one_breath, lower, only, told, unknown

FALLS = Question(
    "limits",
    "Which limits?",
    QuestionType.SEVERAL,
    "Daily limits",
    options=(
        Option("falls", "Falls", phrase=Phrase(told="a fall this year", because="falls")),
        Option("drop", "Foot drop", phrase=Phrase(told="foot drop")),
        Option("hands", "Hands"),
    ),
    phrase=Phrase(sentence="function", denied="no falls or foot trouble", unknown="daily limits"),
)
BARE = replace(
    FALLS,
    phrase=NO_PHRASE,
    options=tuple(replace(option, phrase=NO_PHRASE) for option in FALLS.options),
)
STICKS = Question(
    "sticks",
    "?",
    QuestionType.YES_NO,
    "Food sticks",
    options=(Option("yes", "Yes"), Option("no", "No")),
    phrase=Phrase(sentence="swallowing", told="food sticks", denied="food does not stick"),
)
FVC = Question(
    "fvc",
    "?",
    QuestionType.NUMBER,
    "FVC",
    unit="%",
    phrase=Phrase(told="FVC {} % sitting", because="FVC {} %"),
)


@pytest.mark.parametrize(
    ("answer", "positive", "negative"),
    [
        (Several(frozenset(["falls"])), ("a fall this year",), ("no other daily limits",)),
        (Several(frozenset(["falls"]), rest_absent=False), ("a fall this year",), ()),
        (Several(frozenset(["hands"]), rest_absent=False), ("hands",), ()),
        (Several(), (), ("no falls or foot trouble",)),
        (Several(frozenset(["falls", "drop", "hands"])), ("a fall this year", "foot drop", "hands"), ()),
    ],
)
def test_of_a_list_what_was_ticked_is_told_and_only_what_was_checked_is_denied(
    answer: Several, positive: tuple[str, ...], negative: tuple[str, ...]
) -> None:
    found = told(FALLS, answer)
    assert (found.sentence, found.positive, found.negative + found.rest) == ("function", positive, negative)


@pytest.mark.parametrize(
    ("ticked", "rest_absent", "said"),
    [
        ("falls drop hands", False, "limits: all"),
        ("falls drop", True, "limits: all except hands"),
        ("falls drop", False, "limits: a fall this year and foot drop"),
        ("falls", True, "limits: a fall this year"),
    ],
)
def test_nearly_all_of_a_list_is_told_by_what_is_absent_once_that_was_checked(
    ticked: str, rest_absent: bool, said: str
) -> None:
    most = replace(FALLS, phrase=replace(FALLS.phrase, told="limits: {}", all="all"))
    found = told(most, Several(frozenset(ticked.split()), rest_absent))
    assert (found.positive, found.clauses) == ((said,), (said,))
    assert found.rest == ((f"no other {FALLS.phrase.unknown}",) if said == "limits: a fall this year" else ())


def test_of_a_list_no_more_than_some_of_what_was_ticked_can_be_told_in_the_same_place() -> None:
    framed = replace(FALLS, phrase=replace(FALLS.phrase, told="there is {}", letter="daily life has {}"))
    found = told(framed, Several(frozenset(["falls", "drop"]), rest_absent=False))
    assert found.positive == ("there is a fall this year and foot drop",)
    fewer = only(found, {"drop"})
    assert (fewer.positive, fewer.clauses) == (("there is foot drop",), ("daily life has foot drop",))
    assert only(found, ()).positive == ()
    assert only(found, {"falls", "drop", "hands"}) == found


def test_a_denial_does_not_speak_against_what_other_answers_say() -> None:
    question = replace(FALLS, phrase=replace(FALLS.phrase, beside=(("wheelchair", "no other limit"),)))
    none, some = told(question, Several()), told(question, Several(frozenset(["falls"])))
    assert beside(none, question, {"wheelchair": True}).negative == ("no other limit",)
    assert beside(none, question, {"wheelchair": True}).denials == ("no other limit",)
    for open_or_not in (False, None):
        assert beside(none, question, {"wheelchair": open_or_not}) == none
    assert beside(some, question, {"wheelchair": True}) == some


def test_a_name_that_says_other_already_does_not_say_it_twice() -> None:
    others = replace(FALLS, phrase=replace(FALLS.phrase, unknown="other limits"))
    assert told(others, Several(frozenset(["falls"]))).rest == ("no other limits",)


def test_yes_no_and_numbers_have_their_own_phrases() -> None:
    assert told(STICKS, Chosen("yes")).positive == ("food sticks",)
    assert told(STICKS, Chosen("no")).negative == ("food does not stick",)
    assert told(FVC, Number("55.50")).positive == ("FVC 55.50 % sitting",)  # type: ignore[arg-type]
    assert told(FVC, NotAssessed(Reason.PENDING)) == Told()


def test_without_a_phrase_the_label_is_told() -> None:
    bare = told(BARE, Several(frozenset(["falls", "drop"])))
    assert (bare.positive, bare.negative, bare.plain) == (("Daily limits: Falls; Foot drop",), (), True)
    assert told(BARE, Several()).negative == ("Daily limits: none of these",)
    assert told(replace(STICKS, phrase=NO_PHRASE), Chosen("yes")).positive == ("Food sticks: yes",)


def test_a_reason_is_short_and_names_only_what_decides() -> None:
    assert findings(FALLS, Several(frozenset(["falls", "drop"])), {"falls": True}) == ("falls",)
    assert findings(FALLS, Several(frozenset(["drop"])), {"falls": False}) == ("no falls",)
    assert findings(FVC, Number(55), {}) == ("FVC 55 %",)
    assert findings(FALLS, NotAssessed(), {}) == ()


def test_what_is_not_known_has_a_name_and_a_pending_result_is_to_be_chased() -> None:
    assert unknown(FALLS, None) == ("daily limits",)
    assert unknown(FALLS, NotAssessed(Reason.PENDING)) == ("daily limits (pending, chase)",)
    assert unknown(FALLS, Several(frozenset(["falls"]), rest_absent=False)) == ("foot drop", "hands")
    assert unknown(BARE, NotAssessed(Reason.DECLINED)) == ("daily limits (declined)",)


@pytest.mark.parametrize(
    ("label", "said"), [("Food sticks", "food sticks"), ("CK raised", "CK raised"), ("T4 low", "T4 low")]
)
def test_a_label_within_a_sentence_keeps_its_abbreviations(label: str, said: str) -> None:
    assert lower(label) == said


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((), ""),
        (("no rash",), "no rash"),
        (("no rash", "no fever"), "no rash or fever"),
        (("no rash", "no fever or cough"), "no rash, fever or cough"),
        (("no fever or cough", "no rash"), "no fever or cough, no rash"),
        (("no rash", "no fever", "well", "no cough"), "no rash or fever, well, no cough"),
    ],
)
def test_what_is_denied_in_a_row_is_told_in_one_breath_up_to_a_list(
    texts: tuple[str, ...], said: str
) -> None:
    assert in_one_breath(texts) == said
