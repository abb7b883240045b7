"""The page stands alone, runs nothing, and can be read by everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from interview.export.makers import Options, make
from tests.export.pages import Element, read_page
from tests.export.summaries import EXAMPLES, HOSTILE, SHIPPED, Patient, kept, made

EACH = {**EXAMPLES, **{f"shipped {name}": material for name, material in SHIPPED.items()}}
each = pytest.mark.parametrize("material", EACH.values(), ids=EACH.keys())


@cache
def page(material: Patient) -> Element:
    return read_page(kept("html", material).decode())


@each
def test_a_page_is_complete_and_every_element_is_closed(material: Patient) -> None:
    assert kept("html", material).startswith(b'<!doctype html>\n<html lang="en">')
    root = page(material)
    assert [element.tag for element in root.inside if isinstance(element, Element)] == ["html"]
    (title,) = root.all("title")
    assert title.text.endswith("summary of 2026-11-22")


@each
def test_a_page_loads_nothing_and_runs_nothing(material: Patient) -> None:
    root = page(material)
    (policy,) = (meta for meta in root.all("meta") if "http-equiv" in meta.attributes)
    assert policy.attributes["content"].startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert {element.tag for element in root.all()} & {
        "script",
        "link",
        "img",
        "iframe",
        "form",
        "base",
    } == set()
    for element in root.all():
        assert not any(name.startswith("on") or name in ("src", "style") for name in element.attributes)
    (style,) = root.all("style")
    assert not re.search(r"url\(|@import", style.text)


@each
def test_a_link_leads_to_a_place_in_the_page_or_away_by_https(material: Patient) -> None:
    root = page(material)
    places = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(places) == len(set(places))
    for link in root.all("a"):
        address = link.attributes["href"]
        assert link.text.strip()
        assert address.startswith("https://") or address.removeprefix("#") in places


@each
def test_a_page_can_be_found_ones_way_in(material: Patient) -> None:
    root = page(material)
    levels = [int(element.tag[1]) for element in root.all() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for tag in ("header", "main", "footer"):
        assert len(list(root.all(tag))) == 1
    for table in root.all("table"):
        assert len(list(table.all("caption"))) == 1
        assert all(cell.attributes["scope"] in ("row", "col") for cell in table.all("th"))
    for heading in root.all():
        assert heading.tag != "section" or list(heading.all("h2")), "a section without its heading"


@each
def test_no_heading_and_no_list_is_empty(material: Patient) -> None:
    for element in page(material).all():
        if element.tag in ("section", "ul", "ol", "dd", "dt", "li", "p", "h1", "h2", "h3", "table"):
            assert element.text.strip()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_behind_a_line_is_in_the_page(name: str) -> None:
    summary = SHIPPED[name].summary()
    root = page(SHIPPED[name])
    shown = {element.attributes.get("id"): " ".join(element.text.split()) for element in root.all("li")}
    for line in summary.lines:
        text = shown[f"line-{line.id}"]
        for part in (line.say, line.more, *line.facts, *line.evidence, *line.controversies):
            assert part in text
        assert all(reason.text in text for reason in line.because)
        assert all(change.text in text for change in line.would_change)
        assert all(source.short in text for source in line.sources)
    for source in summary.citations:
        assert source.full in shown[f"source-{source.number}"]


def test_what_was_typed_shows_as_it_was_typed() -> None:
    (typed,) = page(EXAMPLES["hostile"]).all("blockquote")
    assert {element.tag for element in typed.all()} == {"br"}
    rows = [child for child in typed.inside if isinstance(child, str)]
    assert rows == HOSTILE.split("\n")


def test_the_course_of_a_measure_is_drawn() -> None:
    root = page(EXAMPLES["return"])
    (line,) = root.all("polyline")
    assert re.fullmatch(r"[\d.]+,[\d.]+ [\d.]+,[\d.]+", line.attributes["points"])
    assert "50 (2026-11-22), then 51 (2026-11-22)" in root.text


def test_something_for_the_same_day_is_said_before_anything_else() -> None:
    notice = "Something is to be done the same day"
    assert page(EXAMPLES["urgent"]).text.index(notice) < page(EXAMPLES["urgent"]).text.index("Assessment")
    assert notice not in page(EXAMPLES["typical"]).text


def test_content_from_elsewhere_is_never_silent() -> None:
    assert "Not shipped with the program: from --flows: mine." in page(EXAMPLES["elsewhere"]).text


@each
def test_a_page_says_what_it_is(material: Patient) -> None:
    text = page(material).text
    flow = material.summary().flow
    for said in (
        "not orders",
        flow.content_hash,
        flow.logic_hash,
        flow.reviewed,
        flow.intended_use,
        flow.version,
    ):
        assert said in text


def test_the_same_patient_gives_the_same_page() -> None:
    assert kept("html", EXAMPLES["urgent"]) == made("html", replace(EXAMPLES["urgent"]))


def test_a_printed_page_for_a_patient_keeps_its_box_visible_and_whole() -> None:
    page = make("html", SHIPPED["urgent"], Options(template="patient.html.j2")).decode()
    printed = page[page.rindex("@media print") :]
    assert re.search(r"\.help { border: [\d.]+pt solid #000;", printed)
    assert "break-before" not in page[page.rindex("<style>") :]
    assert page.index('class="help"') < page.index("<h2>Soon, ")


def test_what_paper_leaves_out_is_on_the_screen_and_said() -> None:
    root = page(SHIPPED["typical"])
    left_out = {
        dt.text for one in root.all("div") if one.attributes.get("class") == "screen" for dt in one.all("dt")
    }
    assert left_out == {"Through", "Rule", "Would change", "More"}
    (said,) = (one for one in root.all("p") if one.attributes.get("class") == "paper")
    assert "The page on the screen has them" in said.text
