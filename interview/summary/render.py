"""A summary as text, through the templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from interview.library import templates_folder
from interview.summary.layout import lay_out
from interview.summary.markdown import escape_markdown
from interview.summary.model import Summary
from interview.summary.sandbox import BadTemplate, fill
from interview.summary.shape import Plain, parts, plain
from interview.summary.template_check import check_template
from interview.summary.transliterate import defuse, to_ascii
from interview.text import clean_text, one_line

NOTE, FULL_NOTE, MARKDOWN = "note.txt.j2", "note-full.txt.j2", "markdown.md.j2"
WRAP = 76
"""Columns of a note; record systems and printers cut or rejoin longer lines."""


def render_note(summary: Summary, *, full: bool = False, wrap: int = WRAP) -> str:
    """Return the note to paste: our wording in ASCII, no line over `wrap` columns (0 leaves wrapping away).

    Free text stays in the letters it was typed in. Character runs that a record system takes for its own
    tokens are set apart. `BadTemplate` when the template has a mistake.
    """
    data = _data(
        summary, lambda text: defuse(to_ascii(one_line(text))), lambda text: defuse(clean_text(text))
    )
    return lay_out(_fill(FULL_NOTE if full else NOTE, data), wrap)


def render_markdown(summary: Summary) -> str:
    """Return the whole summary in Markdown, with every text from outside inert."""
    data = _data(summary, lambda text: escape_markdown(one_line(text)), escape_markdown)
    return lay_out(_fill(MARKDOWN, data), 0)


def load_template(path: Path) -> str:
    """Return a template's source. `BadTemplate` with every mistake in it."""
    source = path.read_text(encoding="utf-8")
    problems = check_template(source, path.name)
    if problems:
        raise BadTemplate(problems)
    return source


def _fill(name: str, data: dict[str, Plain]) -> str:
    return fill(load_template(templates_folder() / name), name, data)


def _data(summary: Summary, words: Callable[[str], str], free: Callable[[str], str]) -> dict[str, Plain]:
    """Copy a summary to plain data, the flow's wording through `words` and free text through `free`."""
    copied = {name: plain(getattr(summary, name), words) for name in parts(Summary)}
    typed = clean_text(summary.comment)
    return {**copied, "comment": free(typed).strip("\n") if typed.strip() else ""}
