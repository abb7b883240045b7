"""A session goes out as a response and comes back with the same answers."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.check.paths.path_file import Patient, read_paths
from interview.engine import Session
from interview.errors import UsageError
from interview.export.fhir.response import render_response, response
from interview.export.fhir.response_import import read_response
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.model import NumberRange, Question, QuestionType
from interview.library import flow_folder
from tests.effort import tries
from tests.engine.examples import answered, answered_in, flow, one, several, yes_no
from tests.engine.strategies import flows, sayings
from tests.export.fhir.oracle import counting
from tests.summary.patients import PATIENTS, logic, patient

AT = "2026-03-01T10:00:00+00:00"
PATH_PATIENTS = [
    pytest.param(one, id=f"{path.file.stem}-{number}")
    for path in read_paths(flow_folder("ibm-management").path, logic().flow)
    for number, one in enumerate(path.patients, 1)
]


@pytest.mark.parametrize("given", PATH_PATIENTS)
def test_every_path_comes_back_as_it_went(given: Patient) -> None:
    session = answered_in(logic(), given.answers)
    assert returned(session) == counting(session)


@pytest.mark.parametrize("name", PATIENTS)
def test_every_patient_comes_back_as_they_went(name: str) -> None:
    assert returned(patient(name)) == counting(patient(name))


@settings(max_examples=tries(80), deadline=None)
@given(st.data())
def test_random_sessions_of_random_flows_come_back(data: st.DataObject) -> None:
    drawn = data.draw(flows())
    session = answered(drawn, data.draw(sayings(drawn)))
    assert returned(session) == counting(session)


FORMS_OF_ANSWERS = flow(
    [
        yes_no("either"),
        one("pick", "a", "b"),
        several("ticks", "p", "q", "r"),
        Question("score", "Score?", QuestionType.NUMBER, "Score", unit="points", range=NumberRange(-5, 5)),
        Question("any_number", "Number?", QuestionType.NUMBER, "Number"),
        Question("month", "Since when?", QuestionType.MONTH, "Since"),
        Question("words", "Anything else?", QuestionType.TEXT, "Words"),
    ],
    [],
)
_REASONS = st.builds(NotAssessed, st.sampled_from(list(Reason)))
_PRINTABLE = st.text(string.printable.replace("\x0b", "").replace("\x0c", ""), min_size=1).map(
    lambda text: text.replace("\r", "").replace("\t", " ").strip()
)
ANSWERS = {
    "either": st.sampled_from([Chosen("yes"), Chosen("no")]),
    "pick": st.sampled_from([Chosen("a"), Chosen("b")]),
    "ticks": st.builds(Several, st.frozensets(st.sampled_from("pqr")), st.booleans()),
    "score": st.builds(Number, st.floats(-5, 5)),
    "any_number": st.builds(Number, st.floats(-1e6, 1e6)),
    "month": st.dates().filter(lambda day: 1900 <= day.year <= 2100).map(lambda day: Text(f"{day:%Y-%m}")),
    "words": _PRINTABLE.filter(bool).map(Text),
}


@settings(max_examples=tries(150), deadline=None)
@given(st.fixed_dictionaries({}, optional={name: kind | _REASONS for name, kind in ANSWERS.items()}))
def test_every_form_of_answer_and_every_reason_for_none_comes_back(answers: dict[str, Answer]) -> None:
    assert returned(answered(FORMS_OF_ANSWERS, answers)) == answers


def test_what_is_passed_over_is_never_a_no() -> None:
    session = answered(FORMS_OF_ANSWERS, dict.fromkeys(ANSWERS, NotAssessed(Reason.PENDING)))
    text = render_response(session, at=AT)
    assert '"pending"' in text
    assert '"no"' not in text
    assert '"none_of_these"' not in text


def test_several_choices_say_whether_the_rest_was_checked() -> None:
    for given_answer, said in (
        (Several(frozenset()), ["none_of_these"]),
        (Several(frozenset({"p"})), ["ticks.p"]),
        (Several(frozenset({"p"}), rest_absent=False), ["ticks.p", "rest_not_assessed"]),
        (Several(frozenset(), rest_absent=False), ["rest_not_assessed"]),
    ):
        (item,) = response(answered(FORMS_OF_ANSWERS, {"ticks": given_answer}), at=AT)["item"]
        assert [one["valueCoding"]["code"] for one in item["answer"]] == said


def test_the_same_session_gives_the_same_bytes() -> None:
    assert render_response(patient("sjogren"), at=AT) == render_response(patient("sjogren"), at=AT)


def returned(session: Session) -> dict[str, Answer]:
    return read_response(session.flow, render_response(session, at=AT))


@pytest.mark.parametrize("typed", ["64.10", "0.125", "1234567.5", "1000.0001", "0.1234567890123456789"])
def test_a_number_comes_back_with_every_digit(typed: str) -> None:
    session = answered(FORMS_OF_ANSWERS, {"any_number": Number(Decimal(typed))})
    assert f'"valueDecimal": {typed}' in render_response(session, at=AT)
    (answer,) = returned(session).values()
    assert isinstance(answer, Number)
    assert str(answer.value) == typed


@pytest.mark.parametrize("value", ["1,200", "45,000"])
def test_a_comma_that_could_stand_for_thousands_is_refused(value: str) -> None:
    text = render_response(answered(FORMS_OF_ANSWERS, {"any_number": Number(7)}), at=AT)
    with pytest.raises(UsageError, match="can mean"):
        read_response(FORMS_OF_ANSWERS, text.replace('"valueDecimal": 7', f'"valueDecimal": "{value}"'))


@pytest.mark.parametrize("number", ["1e400", "1e99999999999999999999", "0." + "1" * 400])
def test_a_number_beyond_all_is_refused(number: str) -> None:
    text = render_response(answered(FORMS_OF_ANSWERS, {"any_number": Number(7)}), at=AT)
    with pytest.raises(UsageError, match=r"digits|beyond all"):
        read_response(FORMS_OF_ANSWERS, text.replace('"valueDecimal": 7', f'"valueDecimal": {number}'))
