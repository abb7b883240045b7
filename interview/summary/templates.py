"""A template's file: read, and what its first comment says of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from interview.errors import Place, Problem, UsageError
from interview.library import TemplateFile
from interview.summary.sandbox import BadTemplate
from interview.text import one_line

_LARGEST = 1_000_000
_FIRST_COMMENT = re.compile(r"\s*\{#[-+]?(.*?)[-+]?#\}", re.DOTALL)
_SECTIONS = re.compile(r"\bSections:([^.]*)")


@dataclass(frozen=True, slots=True)
class About:
    """What a template's first comment says: `{# Letter to speech therapy. Sections: swallowing. #}`."""

    title: str = "without a title"
    sections: tuple[str, ...] = ()
    """Sections a flow must have for the template to make sense; none when it is meant for any flow."""


def about(source: str) -> About:
    """Return what a template says of itself."""
    found = _FIRST_COMMENT.match(source)
    if not found:
        return About()
    said = one_line(found[1])
    title = said.partition(".")[0].strip()
    sections = _SECTIONS.search(said)
    named = tuple(name.strip() for name in sections[1].split(",")) if sections else ()
    return About(title or About().title, tuple(name for name in named if name))


def require_sections(template: TemplateFile, sections: Collection[str]) -> None:
    """Raise `UsageError` when a template is meant for sections that a flow does not have."""
    wanted = about(read_template(template.path)).sections
    missing = [name for name in wanted if name not in sections]
    if missing:
        raise UsageError(
            f"the template {template.name} is for flows with the section {missing[0]};"
            f" this one has {', '.join(sections)}"
        )


def read_template(path: Path) -> str:
    """Return a template's text. `BadTemplate` when it is none; `OSError` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        raise BadTemplate([Problem(Place(path.name), "the file is not UTF-8 text", "template")]) from None
