"""A template's file: read, and what its first comment says of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview.errors import Place, Problem, UsageError
from interview.flow.model import Flow
from interview.library import PART, TemplateFile, templates_folder
from interview.summary.templates.sandbox import BadTemplate, Parts
from interview.text import NotText, decoded, one_line

_LARGEST = 1_000_000
_FIRST_COMMENT = re.compile(r"\s*\{#[-+]?(.*?)[-+]?#\}", re.DOTALL)
_INCLUDE = re.compile(r"""\{%[-+]?\s*include\s*["']([^"'\n]+)["']""")
_NAME = re.compile(r"[^\s,](?:[^,.]*[^\s,.])?")
LISTS = SECTIONS, ASKS, TELLS, OMITS = "Sections", "Asks", "Tells", "Omits"
"""What the first comment of a template lists names after."""
_FOR_PATIENTS = re.compile(r"\. For patients\.")


@dataclass(frozen=True, slots=True)
class About:
    """What a template's first comment says: `{# Letter to speech therapy. Sections: swallowing. #}`."""

    title: str = "without a title"
    sections: tuple[str, ...] = ()
    """Sections a flow must have for the template to make sense; none when it is meant for any flow."""
    asks: tuple[str, ...] = ()
    """Those of its sections that its reader knows best, if any: their questions are put to the reader."""
    tells: tuple[str, ...] = ()
    """The judgements that a letter tells among the findings, by their questions."""
    omits: tuple[str, ...] = ()
    """The questions whose answers a letter leaves out."""
    patients: bool = False
    """Whether it is a page for patients (`For patients.`), which needs a flow with words for them."""


def about(source: str) -> About:
    """Return what a template says of itself."""
    found = _FIRST_COMMENT.match(source)
    if not found:
        return About()
    said = one_line(found[1])
    title = said.partition(".")[0].strip()
    patients = _FOR_PATIENTS.search(said) is not None
    sections, asks, tells, omits = (tuple(name for name, _ in named_by(words, source)) for words in LISTS)
    return About(title or About().title, sections, asks, tells, omits, patients)


def named_by(words: str, source: str) -> Iterator[tuple[str, int]]:
    """Yield what the first comment of a template names after one of `LISTS`, and where in the template."""
    if comment := _FIRST_COMMENT.match(source):
        listed = re.compile(rf"\b{words}\s*:([^.]*)", re.IGNORECASE)
        for found in listed.finditer(source, comment.start(1), comment.end(1)):
            for name in _NAME.finditer(source, found.start(1), found.end(1)):
                yield one_line(name[0]), name.start()


def require_sections(template: TemplateFile, sections: Collection[str]) -> None:
    """Raise `UsageError` when a template is meant for sections that a flow does not have."""
    wanted = about(read_template(template.path)).sections
    missing = [name for name in wanted if name not in sections]
    if missing:
        raise UsageError(
            f"the template {template.name} is for flows with the section {missing[0]};"
            f" this one has {', '.join(sections)}"
        )


def require_patient_words(template: TemplateFile, flow: Flow) -> None:
    """Raise `UsageError` when a template is a page for patients and a flow has no words for them."""
    if about(read_template(template.path)).patients and flow.patient_page is None:
        raise UsageError(
            f"the template {template.name} is a page for patients, and the flow {flow.id} has no words for"
            " them (patient_page, for_patient)"
        )


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template's text and what it needs to be checked and filled."""

    text: str
    parts: Parts = ()
    paths: tuple[Path, ...] = ()
    """Where the parts were read from."""

    @property
    def foreign(self) -> tuple[str, ...]:
        """The parts that are not shipped ones, by where they were read from."""
        shipped = templates_folder()
        return tuple(one_line(str(path)) for path in self.paths if path.parent != shipped)


def gather(template: TemplateFile) -> TemplateText:
    """Return a template's text with that of every part it includes, at any depth; a missing one is left out.

    `BadTemplate` when one is no text, `OSError` when one cannot be read.
    """
    text = read_template(template.path)
    found: dict[str, Path] = {}
    texts: dict[str, str] = {}
    waiting = _named(text)
    while waiting:
        name = waiting.pop()
        path = next((folder / name for folder in template.beside if (folder / name).is_file()), None)
        if path is not None and name not in found:
            found[name], texts[name] = path, read_template(path)
            waiting += _named(texts[name])
    return TemplateText(text, tuple(sorted(texts.items())), tuple(sorted(found.values())))


def _named(text: str) -> list[str]:
    """Return the names of the parts that a text includes."""
    return [name for name in _INCLUDE.findall(text) if name.startswith(PART) and name == Path(name).name]


def read_template(path: Path) -> str:
    """Return a template's text. `BadTemplate` when it is none; `OSError` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return decoded(stream.read(_LARGEST))
    except NotText as error:
        place = Place(path.name, error.line, error.column)
        raise BadTemplate([Problem(place, str(error), "template")]) from None
