"""A summary as text, through the templates.

The ending of a template's file says how words are made safe in it and how lines are laid out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from interview.errors import Place, Problem
from interview.library import TemplateFile, templates_folder
from interview.line_breaks import unparted
from interview.summary.model import Summary
from interview.summary.templates.context import Copier, Order, Plain, Style, Views, parts, view
from interview.summary.templates.escaping import defuse, escape_markdown, to_ascii
from interview.summary.templates.page import mistakes_in_page
from interview.summary.templates.sandbox import BadTemplate, fill, names_in
from interview.summary.templates.template import TemplateText, about, gather
from interview.summary.templates.validation import check_template
from interview.summary.templates.wrapping import lay_out
from interview.text import clean_text, one_line

MARKDOWN = "markdown.md.j2"
PAGE = "summary.html.j2"
WRAP = 76
"""Columns of a note; record systems and printers cut or rejoin longer lines."""
_FOREIGN = "Made with a template that was not shipped with the program: {}."

_BODY = re.compile("<body[^>]*>", re.IGNORECASE)

Change = Callable[[str], str]


def render(summary: Summary, template: TemplateFile, *, wrap: int = WRAP, style: Style | None = None) -> str:
    """Return the text a template makes of a summary; its name's ending decides how text is made safe.

    `.txt.j2`: ASCII, no line over `wrap` columns (0 leaves wrapping away), and character runs that a record
    system takes for its own tokens set apart; free text stays in the letters it was typed in. `.md.j2`: every
    text from outside inert in Markdown. `.html.j2`: escaped. A template that is not the shipped one is named
    in the last line. `BadTemplate` when the template has a mistake.
    """
    kind = kind_of(template.name)
    written = load_template(template)
    made = fill(written.text, template.name, _data(summary, written, kind, style or Style()), written.parts)
    if kind.autoescape and (mistakes := mistakes_in_page(made)):
        raise BadTemplate(Problem(Place(template.name), said, "template") for *_, said in mistakes)
    origins = [origin for origin in (template.origin, *written.foreign) if origin]
    marked = _with_origin(_with_errors(made, summary.flow.errors, kind), origins, kind)
    return lay_out(marked, wrap if kind.wraps else 0)


def render_note(summary: Summary, *, full: bool = False, wrap: int = WRAP, order: Order = Order.APSO) -> str:
    """Return the note to paste, through the shipped template."""
    return render(summary, shipped_template(note_name(order, full=full)), wrap=wrap)


def note_name(order: Order, *, full: bool) -> str:
    """Return the file name of the template of a note."""
    return f"note{'-full' if full else ''}{'' if order is Order.APSO else f'-{order}'}.txt.j2"


def render_markdown(summary: Summary) -> str:
    """Return the whole summary in Markdown, through the shipped template."""
    return render(summary, shipped_template(MARKDOWN))


def shipped_template(name: str) -> TemplateFile:
    """Return the shipped template with this file name."""
    folder = templates_folder()
    return TemplateFile(name, folder / name, beside=(folder,))


def render_html(summary: Summary) -> str:
    """Return the whole summary as one page that needs nothing else, with every text from outside inert."""
    return render(summary, shipped_template(PAGE))


def load_template(template: TemplateFile) -> TemplateText:
    """Return a template's text and its parts. `BadTemplate` with every mistake in them."""
    written = gather(template)
    problems = check_template(written.text, template.name, written.parts)
    if problems:
        raise BadTemplate(problems)
    return written


def _data(summary: Summary, written: TemplateText, kind: TextKind, style: Style) -> dict[str, Plain]:
    """Copy what a template names of a summary to plain data, every text made safe for its kind."""
    copy, said = Copier(kind.words), about(written.text)
    named = names_in(written.text, written.parts, escape=kind.autoescape)
    copied = {name: copy.plain(getattr(summary, name)) for name in parts(Summary) if name in named}
    for name in named.intersection(parts(Views)):
        copied[name] = copy.plain(view(name, summary, said.sections, said.asks, said.tells, said.omits))
    copied |= {name: getattr(style, name) for name in parts(Style)}
    typed = clean_text(summary.comment)
    return {**copied, "comment": kind.free(typed).strip("\n") if typed.strip() else ""}


def _with_errors(made: str, errors: str, kind: TextKind) -> str:
    """Return the text with a first line about the errors of its flow, whatever the template says."""
    if not errors:
        return made
    said = kind.aside.format(f"{errors}.")
    body = _BODY.search(made) if kind.autoescape else None
    if body is None:
        return f"{said}\n\n{made.lstrip()}"
    return f"{made[: body.end()]}\n{said}{made[body.end() :]}"


def _with_origin(made: str, origins: list[str], kind: TextKind) -> str:
    """Return the text with a last line that says where what is not shipped came from."""
    if not origins:
        return made
    said = _FOREIGN.format(kind.words(", ".join(origins)))
    if not kind.autoescape:
        return f"{made}\n\n{kind.aside.format(said)}\n"
    text, end, rest = made.rpartition("</body>")
    aside = f"{kind.aside.format(html.escape(said))}\n"
    return f"{text}{aside}{end}{rest}" if end else f"{made}\n{aside}"


@dataclass(frozen=True, slots=True)
class TextKind:
    """One kind of text. Whatever is filled in comes from outside and must show as it is."""

    ending: str
    words: Change
    """Makes a text of the flow safe."""
    free: Change
    """Makes free text safe, which may have several lines."""
    wraps: bool = False
    autoescape: bool = False
    """True where the sandbox itself escapes what is filled in."""
    aside: str = "{}"
    """How a remark of the program stands below the text."""


KINDS = (
    TextKind(
        ".txt.j2",
        words=lambda text: defuse(to_ascii(one_line(text))),
        free=lambda text: defuse(clean_text(text)),
        wraps=True,
    ),
    TextKind(
        ".md.j2",
        words=lambda text: escape_markdown(one_line(text)),
        free=escape_markdown,
    ),
    TextKind(
        ".html.j2",
        words=lambda text: unparted(one_line(text)),
        free=clean_text,
        autoescape=True,
        aside="<p>{}</p>",
    ),
)


def kind_of(name: str) -> TextKind:
    """Return the kind of a template by its file's name. `BadTemplate` when its ending says none."""
    found = next((kind for kind in KINDS if name.endswith(kind.ending)), None)
    if found is None:
        raise BadTemplate([no_kind(name)])
    return found


def no_kind(name: str) -> Problem:
    """Return the mistake of a name without a known ending."""
    endings = ", ".join(kind.ending for kind in KINDS)
    return Problem(Place(name), f"the file's name must end in one of {endings}", "template")
