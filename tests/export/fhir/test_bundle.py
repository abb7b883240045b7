"""The document is complete, holds together, and is the same each time; nobody is named in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from interview.engine import Session
from interview.export.fhir.bundle import bundle, render_bundle
from interview.export.fhir.request_group import PRIORITY
from interview.export.json_form import to_contract
from interview.flow.answers import Text
from interview.flow.model import Urgency
from interview.moments import in_utc
from interview.summary.builder import build
from interview.summary.templates.escaping import escape_markdown
from tests.export.patients import one_of_each_path
from tests.export.summaries import EXAMPLES, HOSTILE
from tests.summary.example import AT, session, typical
from tests.summary.patients import PATHS

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module", params=PATHS)
def case(request: pytest.FixtureRequest) -> tuple[Session, Any]:
    """The session of a path and its document."""
    found = one_of_each_path()[request.param]
    return found, bundle(found, at=AT)


def of(document: Any, kind: str) -> Any:
    """The one resource of this kind; None when there is none."""
    found = [entry["resource"] for entry in document["entry"]]
    return next((one for one in found if one["resourceType"] == kind), None)


def nodes(value: Any) -> Iterator[Any]:
    """Every mapping in a document, whatever it stands in."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def words(section: Any) -> str:
    """What a section says to people."""
    return " ".join(ElementTree.fromstring(section["text"]["div"]).itertext())


def section(document: Any, code: str) -> Any:
    for one in of(document, "Composition")["section"]:
        if one["code"]["coding"][0]["code"] == f"section.{code}":
            return one
    return None


def test_a_document_begins_with_its_composition_and_says_when_and_which_it_is(
    case: tuple[Session, Any],
) -> None:
    document = case[1]
    assert (document["type"], document["timestamp"]) == ("document", in_utc(AT))
    assert document["identifier"]["system"] == "urn:ietf:rfc:3986"
    assert document["entry"][0]["resource"]["resourceType"] == "Composition"
    assert of(document, "Composition")["status"] == "preliminary"
    assert of(document, "Composition")["date"] == in_utc(AT)


def test_every_entry_has_an_address_of_its_own_that_is_its_id(case: tuple[Session, Any]) -> None:
    addresses = [entry["fullUrl"] for entry in case[1]["entry"]]
    assert addresses == [f"urn:uuid:{entry['resource']['id']}" for entry in case[1]["entry"]]
    assert len(set(addresses)) == len(addresses)


def test_every_reference_leads_somewhere_and_everything_is_referred_to(case: tuple[Session, Any]) -> None:
    document = case[1]
    references = {node["reference"] for node in nodes(document) if "reference" in node}
    outside = {entry["fullUrl"] for entry in document["entry"]}
    inside = {f"#{task['id']}" for task in (of(document, "RequestGroup") or {}).get("contained", ())}
    assert references == (outside | inside) - {document["entry"][0]["fullUrl"]}


def test_every_recommendation_that_holds_is_an_action_once_with_its_urgency_and_references(
    case: tuple[Session, Any],
) -> None:
    held, document = case
    said: Any = to_contract(held, at=AT)
    holding = {line["id"]: line for line in said["recommendations"] if line["status"] == "holds"}
    actions = (of(document, "RequestGroup") or {}).get("action", [])
    told = [action["code"][0]["coding"][0]["code"].removeprefix("recommendation.") for action in actions]
    assert sorted(told) == sorted(holding)
    lines = build(held, at=AT).lines
    titles = {line.id: line.title for line in lines}
    full = {source.id: source.full for line in lines for source in line.sources}
    for name, action in zip(told, actions, strict=True):
        assert action["title"] == titles[name]
        assert action["priority"] == PRIORITY[Urgency(holding[name]["urgency"])]
        cited = [one["citation"] for one in action["documentation"] if one["type"] == "citation"]
        assert cited == [escape_markdown(full[source]) for source in holding[name]["sources"]]


def test_every_recommendation_that_holds_is_told_once_with_its_urgency(case: tuple[Session, Any]) -> None:
    held, document = case
    summary = build(held, at=AT)
    for part in summary.sections:
        told = ElementTree.fromstring(section(document, part.id)["text"]["div"])
        heads = ["".join(one.itertext()) for one in told.findall(f"{XHTML}p")]
        expected = [f"{line.title} ({line.urgency.value.replace('_', ' ')})" for line in part.lines]
        assert [head.partition(" [")[0] for head in heads] == expected


def test_every_action_has_a_task_that_says_the_same(case: tuple[Session, Any]) -> None:
    group = of(case[1], "RequestGroup") or {"action": [], "contained": []}
    tasks = {f"#{task['id']}": task for task in group["contained"]}
    assert [action["resource"]["reference"] for action in group["action"]] == list(tasks)
    for action in group["action"]:
        task = tasks[action["resource"]["reference"]]
        assert (task["priority"], task["code"]) == (action["priority"], action["code"][0])
        assert (task["status"], task["intent"]) == ("draft", "proposal")


def test_open_lines_say_what_they_wait_for(case: tuple[Session, Any]) -> None:
    held, document = case
    groups = build(held, at=AT).open
    told = words(section(document, "open")) if groups else ""
    for group in groups:
        titles = "; ".join(line.title for line in group.lines)
        missing = "; ".join(reason.label for reason in group.missing)
        assert f"{titles}. Waits for: {missing}." in told


def test_what_is_not_assessed_is_listed_and_never_taken_for_no(case: tuple[Session, Any]) -> None:
    held, document = case
    missing = build(held, at=AT).not_assessed
    if not missing:
        assert section(document, "not_assessed") is None
        return
    listed = section(document, "not_assessed")
    assert listed["title"] == 'Not assessed, never taken for "no"'
    assert all(reason.label in words(listed) for reason in missing)


def test_the_document_says_what_it_is_and_what_it_was_made_from(case: tuple[Session, Any]) -> None:
    held, document = case
    about = words(section(document, "about"))
    flow = held.flow
    for part in (flow.intended_use, flow.version, flow.logic_hash, flow.content_hash, "not orders"):
        assert part in about
    assert "not yet reviewed by a clinician" in about
    values = {one["type"]["text"]: one["value"] for one in of(document, "Device")["version"]}
    assert values["content hash"] == flow.content_hash
    assert values["logic hash"] == flow.logic_hash


def test_nobody_is_named(case: tuple[Session, Any]) -> None:
    kinds = {entry["resource"]["resourceType"] for entry in case[1]["entry"]}
    assert kinds <= {"Composition", "Device", "QuestionnaireResponse", "RequestGroup"}
    assert not [node for node in nodes(case[1]) if {"subject", "patient", "for"} & set(node)]


def test_narrative_is_xhtml_of_paragraphs_and_lists_that_says_something(case: tuple[Session, Any]) -> None:
    for node in nodes(case[1]):
        if "div" in node:
            root = ElementTree.fromstring(node["div"])
            assert {part.tag.removeprefix(XHTML) for part in root.iter()} <= {"div", "p", "ul", "li"}
            assert "".join(root.itertext()).strip()
            assert all(not part.attrib for part in root.iter())


def test_no_element_is_empty(case: tuple[Session, Any]) -> None:
    for node in nodes(case[1]):
        assert all(value not in ("", [], {}, None) for value in node.values())


def test_ids_have_the_form_of_fhir(case: tuple[Session, Any]) -> None:
    for node in nodes(case[1]):
        if "resourceType" in node and "id" in node:
            assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", node["id"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_session_gives_the_same_bytes(name: str) -> None:
    one = EXAMPLES[name]
    first, second = (
        render_bundle(one.session, at=one.at, origin=one.origin, visits=one.visits) for _ in range(2)
    )
    assert first == second


def test_another_document_has_other_ids() -> None:
    documents = [
        bundle(typical(), at=AT),
        bundle(typical(), at="2026-11-22T10:30:01+00:00"),
        bundle(typical(comment=Text("x")), at=AT),
        bundle(typical(), at=AT, origin="from --flows: mine"),
    ]
    ids = [node["id"] for one in documents for node in (entry["resource"] for entry in one["entry"])]
    assert len(set(ids)) == len(ids)


def test_what_is_typed_is_text_and_nothing_else() -> None:
    document = bundle(typical(comment=Text(HOSTILE)), at=AT)
    root = ElementTree.fromstring(section(document, "comment")["text"]["div"])
    assert ["".join(one.itertext()) for one in root] == HOSTILE.splitlines()
    assert {part.tag.removeprefix(XHTML) for part in root.iter()} == {"div", "p"}


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    document = bundle(session(comment=Text("a\x00\x1b]52;c;aGk=\x07b\ufffe")), at=AT)
    assert words(section(document, "comment")) == "a]52;c;aGk=b"


def test_without_a_line_that_holds_there_is_no_proposal() -> None:
    from dataclasses import replace

    from interview.engine import start
    from interview.flow.logic.compiler import compile_flow
    from tests.summary.example import flow

    bare = replace(flow(), recommendations={}, facts={}, tables={}, conflicts={}, ends=None)
    document = json.loads(render_bundle(start(compile_flow(bare)), at=AT))
    assert of(document, "RequestGroup") is None
    assert "Nothing has been assessed." in words(section(document, "assessment"))


def test_a_return_visit_says_what_has_changed() -> None:
    one = EXAMPLES["return"]
    document = bundle(one.session, at=one.at, visits=one.visits)
    assert "Age at onset: 50" in words(section(document, "since"))
