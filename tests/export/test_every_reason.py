"""Reasons, criteria and numbers are understood alone in every form: each names its question, none is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from interview.export.makers import Material, Options, make
from interview.flow.answers import Number
from tests.export.lungs import material
from tests.export.readers import docx_words, pdf_words

TEXTS = {
    "note": Options(wrap=0),
    "note, SOAP": Options(order="soap", wrap=0),
    "note, by problem": Options(order="problem", wrap=0),
    "note, full": Options(full=True, wrap=0),
    "note, full, SOAP": Options(full=True, order="soap", wrap=0),
    "note, full, by problem": Options(full=True, order="problem", wrap=0),
    "note, handover": Options(template="handover", wrap=0),
    "markdown": Options(),
    "html": Options(),
    "pdf": Options(),
    "docx": Options(),
    "fhir": Options(),
}
READ: dict[str, Callable[[bytes], str]] = {"pdf": pdf_words, "docx": docx_words}


def text(form: str, of: Material) -> str:
    """A form as its reader has it, in one line."""
    name = form.partition(",")[0]
    made = make(name, of, TEXTS[form])
    return " ".join(READ.get(name, bytes.decode)(made).split()).replace("\\", "")


def data(name: str, of: Material) -> Any:
    return json.loads(make(name, of, Options()))


@pytest.mark.parametrize("form", TEXTS)
def test_each_reason_names_what_it_belongs_to(form: str) -> None:
    told = text(form, material())
    for reason in ("Seen: In hospital", "Respiratory rate 32 /min", "New confusion: no"):
        assert reason in told
    assert "Care in hospital, for: In hospital" not in told


@pytest.mark.parametrize("form", TEXTS)
def test_a_table_says_what_is_still_possible_and_what_is_missing(form: str) -> None:
    told = text(form, material())
    assert "Example score: 4 or 3" in told
    assert "issing: Urea" in told.partition("Example score")[2]
    assert "Example score: 4" in text(form, material(urea=Number(9)))
    assert "4 or 3" not in text(form, material(urea=Number(9)))


@pytest.mark.parametrize("form", TEXTS)
def test_a_derived_number_is_told_or_what_it_can_still_be(form: str) -> None:
    assert "Fall of the score: 3 points" in text(form, material(now=Number(21)))
    told = text(form, material())
    assert "Fall of the score: -16 to 24 points" in told
    assert "issing: Score now" in told.partition("Fall of the score")[2]


@pytest.mark.parametrize("form", ["note, full", "markdown", "html"])
def test_a_full_form_tells_the_rule_of_a_line_and_where_it_stands(form: str) -> None:
    told = text(form, material()).replace("&quot;", '"')
    rule = (
        'pplies if "Seen" is "In hospital" and "Fast breathing" and "New confusion" is no (lungs/flow.yaml:'
    )
    assert rule in told.replace("“", '"').replace("”", '"')
    assert "Rule: " not in text("note", material())


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_full_document_does_too_and_a_short_one_does_not(form: str) -> None:
    full = " ".join(READ[form](make(form, material(), Options(full=True))).split())
    assert "Rule: applies if “Seen” is “In hospital”" in full
    assert "lungs/flow.yaml:" in full
    assert "Rule:" not in text(form, material())


def test_the_task_of_a_line_names_the_answers_it_stands_because_of() -> None:
    (group,) = (
        entry["resource"]
        for entry in data("fhir", material())["entry"]
        if entry["resource"]["resourceType"] == "RequestGroup"
    )
    reasons = "Seen: In hospital; Respiratory rate 32 /min; New confusion: no"
    (task,) = (one for one in group["contained"] if one["description"] == "Consider care in hospital.")
    assert task["reasonCode"] == {"text": reasons}
    (action,) = (one for one in group["action"] if one["description"] == "Consider care in hospital.")
    assert action["textEquivalent"].endswith(f" Because: {reasons}.")


def test_json_has_the_value_of_a_number_or_the_ends_of_its_range() -> None:
    assert data("json", material(now=Number(21)))["numbers"] == {"fall": 3}
    assert data("json", material())["numbers"] == {"fall": {"possible": [-16, 24]}}


def test_a_table_of_sessions_has_the_value_of_a_number_and_the_ends_of_its_range() -> None:
    def cells(of: Material) -> list[str]:
        names, values = make("csv", of, Options()).decode("utf-8-sig").splitlines()
        found = dict(zip(names.split(","), values.split(","), strict=True))
        return [found[f"fall__{part}"] for part in ("number", "lowest", "highest")]

    assert cells(material(now=Number(21))) == ["3", "3", "3"]
    assert cells(material()) == ["", "-16", "24"]
