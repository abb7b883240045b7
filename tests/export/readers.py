"""What each form tells of the lines that hold, read back from the bytes that a person would open."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from docx import Document
from markdown_it import MarkdownIt
from pypdf import PdfReader

from interview.summary.templates.escaping import defuse, to_ascii
from tests.export.pages import NO_BREAK, Element, read_page


class Told(NamedTuple):
    """A line as a form tells it."""

    title: str
    urgency: str
    references: tuple[int, ...]


Reader = Callable[[bytes, Sequence[str]], Iterable[Told]]
"""Reads what a form tells, given the titles of the lines to look for."""


def note(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    for title in titles:
        for found in _in_text(made.decode(), r"\n(?:\d+\.|-)", defuse(to_ascii(title))):
            yield Told(title, *found)


def pdf(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    text = pdf_words(made)
    for title in titles:
        for found in _in_text(text, r"(?:\d+\.|•)", title):
            yield Told(title, *found)


def pdf_words(made: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    return " ".join(" ".join(pages).split())


def docx_words(made: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(made)).paragraphs).replace(NO_BREAK, " ")


def docx(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    document = Document(io.BytesIO(made))
    styles = {one.style_id for one in document.styles if one.name in ("List Number", "List Bullet")}
    listed = [
        one.text.replace(NO_BREAK, " ")
        for one in document.paragraphs
        if one.paragraph_format.element.style in styles
    ]
    for title in titles:
        for found in _in_text("\n- ".join(["", *listed]), r"\n-", title):
            yield Told(title, *found)


def html(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    for item in read_page(made.decode()).all("li"):
        if item.attributes.get("id", "").startswith("line-"):
            (heading,) = item.all("h3")
            spans = {span.attributes["class"].split()[0]: span.text for span in heading.all("span")}
            numbers = tuple(int(link.text) for link in heading.all("a"))
            yield Told(spans["title"], _urgency(spans.get("urgency", "")), numbers)


def markdown(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    root = read_page(MarkdownIt("commonmark").render(made.decode()))
    for item in _below(root, ("Plan", "Remarks")):
        strong = next(item.all("strong"))
        first = next(item.all("p")).text.removeprefix(strong.text).strip(" ()")
        (evidence,) = (one.text for one in item.all("li") if one.text.strip().startswith("Evidence: "))
        numbers = tuple(sorted(int(number) for number in re.findall(r"\[(\d+)\]", evidence)))
        yield Told(strong.text, _urgency(first), numbers)


def fhir(made: bytes, titles: Sequence[str]) -> Iterator[Told]:
    urgency = {"asap": "same_day", "urgent": "soon", "routine": "routine"}
    resources = [entry["resource"] for entry in json.loads(made)["entry"]]
    for group in (one for one in resources if one["resourceType"] == "RequestGroup"):
        for action in group["action"]:
            cited = (one for one in action["documentation"] if one["type"] == "citation")
            numbers = tuple(sorted(int(one["label"]) for one in cited))
            yield Told(action["title"], urgency[action["priority"]], numbers)


def _below(root: Element, headings: Sequence[str]) -> Iterator[Element]:
    """Yield the items of the lists below these headings."""
    heading = ""
    for one in root.inside:
        if isinstance(one, Element):
            heading = one.text if one.tag == "h2" else heading
            if one.tag in ("ul", "ol") and heading in headings:
                yield from (item for item in one.inside if isinstance(item, Element))


def _in_text(text: str, marker: str, title: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield urgency and references of each place where an item of a list begins with a title."""
    pattern = rf"{marker} (?:(SAME DAY|SOON): )?{re.escape(title)}(?: \[([\d, -]+)\])"
    for found in re.finditer(pattern, text):
        yield _urgency(found[1] or ""), _numbers(found[2])


def _numbers(written: str) -> tuple[int, ...]:
    runs = [part.split("-") for part in written.split(", ")]
    return tuple(number for run in runs for number in range(int(run[0]), int(run[-1]) + 1))


def _urgency(words: str) -> str:
    return words.lower().replace(" ", "_") or "routine"
