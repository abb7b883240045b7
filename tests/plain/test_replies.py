from __future__ import annotations

import pytest

from interview.conversation.commands import Command
from interview.conversation.entry import Entry
from interview.errors import UsageError
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.model import Option, Question, QuestionType
from interview.plain.replies import understood
from tests.plain.bedside import AGE, MONTH, PATTERN, REMARK, STICKS, URGENT

LABELS = ("Rash", "Fever", "Ptosis", "Cramp", "Statin use", "Weight loss", "Weak cough", "Pain", "Rest pain")
MANY = Question(
    "many",
    "Which?",
    QuestionType.SEVERAL,
    "Many",
    tuple(
        Option(label.lower().replace(" ", "_"), label)
        for label in (*LABELS, "Orthopnoea", "Dry eyes", "Other")
    ),
)


NAMED_NONE = Question(
    "kin", "Which?", QuestionType.SEVERAL, "Kin", (Option("none", "No kin"), Option("parent", "Parent"))
)


def at(question: Question, typed: str, earlier: Answer | None = None) -> Answer | Command | None:
    return understood(Entry.at(question, earlier), typed)


def several(*chosen: str, rest_absent: bool = True) -> Several:
    return Several(frozenset(chosen), rest_absent)


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (STICKS, "1", Chosen("yes")),
        (STICKS, " Y ", Chosen("yes")),
        (STICKS, "no", Chosen("no")),
        (PATTERN, "3", Chosen("other")),
        (PATTERN, "another", Chosen("other")),
        (PATTERN, "OTHER", Chosen("other")),
        (PATTERN, "typical", Chosen("typical")),
        (MANY, "1 3", several("rash", "ptosis")),
        (MANY, "1,3", several("rash", "ptosis")),
        (MANY, "1, 3,", several("rash", "ptosis")),
        (MANY, "1,, 3", several("rash", "ptosis")),
        (MANY, "12", several("other")),
        (MANY, "10 a c d", several("orthopnoea", "dry_eyes", "other")),
        (MANY, "weight loss, weak cough", several("weight_loss", "weak_cough")),
        (MANY, "fev 2 fever", several("fever")),
        (MANY, "rest pain", several("rest_pain")),
        (MANY, "rest_pain r", several("rest_pain", rest_absent=False)),
        (MANY, "1 3 r", several("rash", "ptosis", rest_absent=False)),
        (MANY, "1,3,r", several("rash", "ptosis", rest_absent=False)),
        (MANY, "fever rest", several("fever", rest_absent=False)),
        (MANY, "0", several()),
        (MANY, "none", several()),
        (NAMED_NONE, "none", several("none")),
        (NAMED_NONE, "0", several()),
        (AGE, "45", Number(45)),
        (MONTH, "2024-3", Text("2024-03")),
        (MONTH, "٢٠٢٤-3", Text("2024-03")),
        (REMARK, "b", Text("b")),
        (REMARK, "u", Text("u")),
        (REMARK, "?", Text("?")),
        (REMARK, ":) fine", Text(":) fine")),
        (REMARK, "::u", Text(":u")),
        (REMARK, "  [/] {{ x }} ", Text("[/] {{ x }}")),
    ],
)
def test_an_answer_can_be_given_in_every_usual_way(question: Question, typed: str, meant: Answer) -> None:
    assert at(question, typed) == meant


@pytest.mark.parametrize("question", [STICKS, PATTERN, MANY, AGE, MONTH, REMARK], ids=lambda one: one.id)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (":u", NotAssessed()),
        (":u pending", NotAssessed(Reason.PENDING)),
        (":U Not Known", NotAssessed(Reason.NOT_KNOWN)),
        (":u decl", NotAssessed(Reason.DECLINED)),
        (":u not_assessed", NotAssessed()),
        (":b", Command.BACK),
        (":back", Command.BACK),
        (":?", Command.WHY),
        (":e", Command.EDIT),
        (":e all", Command.EDIT_ANY),
        (":s", Command.SUMMARY),
        (":q", Command.QUIT),
    ],
)
def test_commands_work_everywhere_and_need_no_colon_but_in_text(
    question: Question, typed: str, meant: Answer | Command
) -> None:
    assert at(question, typed) == meant
    bare = typed.removeprefix(":")
    assert at(question, bare) == (Text(bare) if question is REMARK else meant)


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        (
            STICKS,
            "3",
            "'3' is not an answer here. Accepted: 1 or 2; or u, b, e, s, save, label, \\? and q\\.",
        ),
        (URGENT, "13", "0 alone for none, r at the end for the rest not checked; or u, b, e, s, save"),
        (STICKS, "maybe", "1 or 2"),
        (STICKS, "", "Nothing is typed. u is not assessed"),
        (STICKS, "\x1b[31m", "Nothing is typed"),
        (STICKS, ":x", "':x' is no command"),
        (PATTERN, "typ", "could be any of: Typical; Typhoid-like"),
        (PATTERN, "typicl", "did you mean 'Typical'\\?"),
        (PATTERN, "1 2", "'1 2' is not an answer here"),
        (URGENT, "", "0 is none of these"),
        (URGENT, "r", "Nothing is chosen"),
        (URGENT, ",", "Nothing is chosen"),
        (URGENT, "0 r", "r cannot follow"),
        (URGENT, "0 1", "'0' is not an answer here"),
        (URGENT, "1 r 2", "'r' is not an answer here"),
        (URGENT, "12", "'12' is not an answer here"),
        (AGE, "0", "from 1 to 110"),
        (AGE, "130", "from 1 to 110"),
        (AGE, "sixty", "a whole number from 1 to 110"),
        (AGE, "-50", "from 1 to 110"),
        (AGE, "1e9", "from 1 to 110"),
        (AGE, "3,5", "whole number"),
        (AGE, "1,200", "'1,200' can mean 1200 or 1\\.2; write it without a comma, .* from 1 to 110"),
        (AGE, "45,000", "'45,000' can mean 45000 or 45; "),
        (MONTH, "March", "a month such as 2026-03"),
        (REMARK, " ", "Nothing is typed. :u is not assessed"),
        (
            STICKS,
            "u perhaps",
            "After u, one of these is accepted: not assessed, not known, pending, declined",
        ),
        (STICKS, "u not", "'not' is no reason"),
    ],
)
def test_anything_else_is_answered_with_what_is_accepted(question: Question, typed: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        at(question, typed)


def test_only_enter_keeps_an_earlier_answer() -> None:
    assert at(PATTERN, "", Chosen("other")) is None
    assert at(URGENT, " ", several("choking")) is None


def test_a_list_that_came_filled_in_is_not_said_again_by_the_letter_of_its_rest() -> None:
    with pytest.raises(UsageError, match="Nothing is changed"):
        at(URGENT, "r", several("choking"))
    assert at(URGENT, "1 r", several("choking")) == several("choking", rest_absent=False)
