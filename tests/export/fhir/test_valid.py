"""Everything that is made of FHIR is valid by its JSON Schema and by a library that knows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from interview.export.fhir.bundle import bundle
from interview.export.fhir.questionnaire import questionnaire
from interview.export.fhir.response import response
from interview.export.fhir.terminology import chosen_codes
from tests.export.fhir.valid import faults
from tests.export.patients import one_of_each_path
from tests.export.summaries import EXAMPLES
from tests.summary.example import AT, typical
from tests.summary.patients import PATHS, logic


@pytest.mark.parametrize("codes", ["none", "open"])
@pytest.mark.parametrize("name", PATHS)
def test_the_document_of_every_path_is_valid_with_and_without_codes(name: str, codes: str) -> None:
    assert faults(bundle(one_of_each_path()[name], at=AT, codes=chosen_codes(codes, logic().flow))) == []


@pytest.mark.parametrize("name", PATHS)
def test_the_response_of_every_path_is_valid(name: str) -> None:
    assert faults(response(one_of_each_path()[name], at=AT)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_of_every_example_is_valid(name: str) -> None:
    one = EXAMPLES[name]
    assert faults(bundle(one.session, at=one.at, origin=one.origin, visits=one.visits)) == []


def test_the_form_of_a_flow_is_valid() -> None:
    assert faults(questionnaire(logic())) == []
    assert faults(questionnaire(typical().logic)) == []


def test_the_schema_is_that_of_the_release() -> None:
    schema = json.loads(Path(__file__).with_name("r4.schema.json").read_text(encoding="utf-8"))
    assert schema["id"] == "http://hl7.org/fhir/json-schema/4.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("entry", 0, "resource", "status"), None),
        (("entry", 0, "resource", "status"), "signed"),
        (("entry", 1, "resource", "name"), "interview"),
        (("entry", 3, "resource", "action", 0, "priority"), 1),
        (("entry", 3, "resource", "contained", 0, "intent"), None),
        (("timestamp",), "yesterday"),
    ],
)
def test_a_fault_is_noticed(path: tuple[Any, ...], value: Any) -> None:
    document = bundle(typical(), at=AT)
    *way, last = path
    at: Any = document
    for step in way:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    assert faults(document) != []
