"""Codes of other code systems are in FHIR when they are asked for, with their notice, and never needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview.errors import UsageError
from interview.export.fhir.bundle import bundle
from interview.export.fhir.questionnaire import questionnaire
from interview.export.fhir.resource import BASE
from interview.export.fhir.terminology import chosen_codes, form_codings, form_notice
from interview.export.makers import Material, Options, make
from interview.flow.terminology import NO_CODES, Codes
from interview.library import flow_folder
from tests.export.fhir.test_bundle import nodes, of, section, words
from tests.summary.example import AT
from tests.summary.patients import logic, patient

LOINC = "http://loinc.org"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
OF_FHIR = ("http://hl7.org/", "http://unitsofmeasure.org", "urn:ietf:rfc:3986")


def shipped() -> Codes:
    return chosen_codes("open", logic().flow)


def systems(resource: Any) -> set[str]:
    found = {node["system"] for node in nodes(resource) if "system" in node and "code" in node}
    return {one for one in found if not one.startswith(BASE) and one != "http://unitsofmeasure.org"}


def test_without_codes_only_our_own_are_used() -> None:
    assert chosen_codes("none", logic().flow) == NO_CODES
    assert systems(bundle(patient("typical"), at=AT)) == set()


def test_a_document_has_the_codes_that_were_asked_for_and_the_notice_of_loinc() -> None:
    document = bundle(patient("typical"), at=AT, codes=shipped())
    assert systems(document) == {LOINC, ICD10CM}
    assert [one["code"] for one in of(document, "Composition")["type"]["coding"]][1:] == ["51847-2"]
    assert "This material contains content from LOINC" in words(section(document, "about"))
    assert "LOINC" not in words(section(bundle(patient("typical"), at=AT), "about"))


def test_the_disease_is_coded_only_where_it_is_established() -> None:
    def reasons(name: str) -> list[str]:
        group = of(bundle(patient(name), at=AT, codes=shipped()), "RequestGroup")
        return [one["coding"][0]["code"] for one in group.get("reasonCode", [])]

    assert reasons("typical") == ["G72.41"]
    assert reasons("suspected") == reasons("nothing") == reasons("not_ibm") == []


def test_codes_change_nothing_else() -> None:
    def told(codes: Codes) -> list[str]:
        found = of(bundle(patient("sjogren"), at=AT, codes=codes), "Composition")["section"]
        return [words(one) for one in found[:-1]]

    assert told(shipped()) == told(NO_CODES)


def test_no_code_of_a_system_that_may_not_be_passed_on_is_shipped() -> None:
    codes = shipped()
    used = [*codes.document, *(code for found in codes.parts.values() for code in found)]
    assert {code.system.uri for code in used} == {LOINC, ICD10CM}
    assert all(code.system.licence and code.source for code in used)
    assert all("United States" in code.system.name for code in used if code.system.uri == ICD10CM)
    text = (flow_folder("ibm-management").path / "codes.yaml").read_text(encoding="utf-8").lower()
    assert "snomed" not in text
    assert "eat-10" not in text


def test_a_form_has_the_codes_of_its_questions_and_facts_with_their_notice(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text(
        "systems:\n"
        "  site:\n"
        "    {uri: 'https://site.example/codes', name: Site, licence: Our own, notice: Codes of the site.}\n"
        "questions: {food_sticks: [{system: site, code: F1, display: Food sticks, source: The site}]}\n"
        "recommendations: {exercise: [{system: site, code: R1, display: Exercise, source: The site}]}\n",
        encoding="utf-8",
    )
    flow, codes = logic().flow, chosen_codes(str(file), logic().flow)
    form = questionnaire(logic(), form_codings(codes, flow), form_notice(codes, flow))
    assert form["copyright"] == "Codes of the site."
    assert systems(form) >= {"https://site.example/codes"}
    actions = of(bundle(patient("typical"), at=AT, codes=codes), "RequestGroup")["action"]
    coded = [one["title"] for one in actions if any(c["code"] == "R1" for c in one["code"][0]["coding"])]
    assert coded == [flow.recommendations["exercise"].title]


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(
        UsageError, match=r"--codes takes none, open or a file; there is no file nowhere\.yaml"
    ):
        chosen_codes("nowhere.yaml", logic().flow)


def test_mistakes_in_a_file_are_told_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "site.yaml"
    file.write_text("systems: {site: {uri: 'urn:x', name: Site}}\n", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"the codes have mistakes:\n\S+site\.yaml:1:11: 'site' needs 'licence'"
    ):
        chosen_codes(str(file), logic().flow)


def test_a_flow_that_was_kept_with_a_session_takes_the_codes_of_today() -> None:
    kept = replace(logic().flow, folder="/gone")
    assert chosen_codes("open", kept) == shipped()
    assert chosen_codes("open", replace(kept, id="unheard-of")) == NO_CODES


def test_a_response_has_no_place_for_codes_and_a_file_that_is_none_is_refused_all_the_same(
    tmp_path: Path,
) -> None:
    (file := tmp_path / "README.md").write_text("No codes.", encoding="utf-8")
    answers = Material(patient("typical"), AT)
    with pytest.raises(UsageError, match="the codes have mistakes"):
        make("fhir-response", answers, Options(codes=str(file)))
    with pytest.raises(UsageError, match="there is no file"):
        make("fhir-response", answers, Options(codes=str(tmp_path / "nowhere")))
    assert make("fhir-response", answers, Options(codes="open")) == make("fhir-response", answers, Options())
