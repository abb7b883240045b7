"""LHC-Forms, a FHIR client that others wrote, asks what the engine asks, and says the same back.

Run by `make clients`, which fetches LHC-Forms and needs Chromium; too slow and too far from home for every
run of the tests. What is compared after every answer: the questions that can be seen on the page with those
that the engine asks or that were answered, and the response that the page gives with the answers that count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

import pytest

from interview.check.paths.path_file import Patient, ScriptedPath, read_paths
from interview.engine import Session
from interview.export.fhir.questionnaire import questionnaire
from interview.export.fhir.resource import ALSO, absent_link, coding
from interview.export.fhir.response import answer_values, response
from interview.export.fhir.response_import import read_response
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Text
from interview.flow.model import Question
from interview.library import flow_folder
from tests.clients.chromium import Page
from tests.engine.examples import answered
from tests.export.fhir.oracle import asked_before_the_end, counting
from tests.summary.patients import logic

EVERY = bool(os.environ.get("EVERY"))
"""Whether every patient of every path is answered for, and not only the first."""
AT = "2026-03-01T10:00:00+00:00"
FLOW = logic().flow
FORM = questionnaire(logic())
PATHS = [pytest.param(path, id=path.file.stem) for path in read_paths(flow_folder(FLOW.id).path, FLOW)]


@pytest.mark.parametrize("path", PATHS)
def test_after_each_answer_the_client_asks_what_the_engine_asks(page: Page, path: ScriptedPath) -> None:
    for patient in path.patients if EVERY else path.patients[:1]:
        page.call("show", FORM)
        given: dict[str, Answer] = {}
        for name, answer in patient.answers.items():
            given[name] = answer
            session = answered(FLOW, given)
            if name not in session.completions.inactive:
                reply(page, FLOW.questions[name], answer)
            assert seen(page) == expected(session), f"{patient.title}: after {name}"
            assert said(page) == counting(session), f"{patient.title}: after {name}"


@pytest.mark.parametrize("path", PATHS)
def test_a_response_that_is_loaded_is_shown_and_said_back(page: Page, path: ScriptedPath) -> None:
    for patient in path.patients:
        session = answered(FLOW, patient.answers)
        page.call("show", FORM, response(session, at=AT))
        assert seen(page) == expected(session), patient.title
        assert said(page) == counting(session), patient.title


def test_an_answer_that_is_changed_changes_what_is_asked(page: Page) -> None:
    page.call("show", FORM, response(answered(FLOW, longest().answers), at=AT))
    for code in ("not_ibm", "suspected", "established"):
        page.call("tick", "diagnosis_status", coding(f"diagnosis_status.{code}"))
        session = answered(FLOW, said(page))
        assert session.answers["diagnosis_status"] == Chosen(code)
        assert seen(page) == expected(session)


def longest() -> Patient:
    patients = [patient for path in read_paths(flow_folder(FLOW.id).path, FLOW) for patient in path.patients]
    return max(patients, key=lambda patient: len(patient.answers))


def expected(session: Session) -> set[str]:
    """Return the questions to be seen: asked, or answered and not known not to apply."""
    return asked_before_the_end(session) | set(counting(session))


def seen(page: Page) -> set[str]:
    return set(page.call("seen")) & set(FLOW.questions)


def said(page: Page) -> Mapping[str, Answer]:
    return read_response(FLOW, json.dumps(page.call("read")))


def reply(page: Page, question: Question, answer: Answer) -> None:
    """Answer a question as a person would, after picking it when it is not asked."""
    if question.id not in page.call("seen"):
        pick(page, ALSO, question.label)
    match answer:
        case Number(value=value):
            write(page, question.id, f"{value:g}")
        case Text(text=text):
            write(page, question.id, text)
        case NotAssessed() if not question.options:
            (one,) = codings(question, answer)
            pick(page, absent_link(question.id), one["display"])
        case _:
            for one in codings(question, answer):
                page.call("tick", question.id, one)


def codings(question: Question, answer: Answer) -> list[dict[str, str]]:
    """Return the codings that say an answer."""
    return [value["valueCoding"] for value in answer_values(question, answer)]


def write(page: Page, link: str, text: str) -> None:
    page.call("enter", link)
    page.paste(text)
    page.call("leave")


def pick(page: Page, link: str, words: str) -> None:
    page.call("enter", link)
    page.type(words)
    page.click(*page.call("suggested", words))
    page.call("leave")
