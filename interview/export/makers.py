"""How each format is made: through its template, or by code.

A maker imports what it needs by itself: most runs need one format, and some need packages that are not always
installed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interview.engine import Session
from interview.engine.given_answers import Visits
from interview.errors import UsageError
from interview.export.formats import FORMATS, Format
from interview.summary.model import Summary
from interview.summary.templates.context import Style

NOTE = "note"
"""The format whose template follows from its options."""
WRAP = 76
"""Columns of a note unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Material:
    """What every format is made from: a session at a moment (`moments`)."""

    session: Session
    at: str
    origin: str = ""
    """Where the flow was read from when it is not the shipped one; else empty."""
    visits: Visits = ()
    """The visits before this one."""
    id: str = ""
    """The kept session's id; empty for one that is not kept."""

    def summary(self) -> Summary:
        """Return the summary of the session at this moment."""
        from interview.summary.builder import build

        return build(self.session, at=self.at, origin=self.origin, visits=self.visits)


@dataclass(frozen=True, slots=True)
class Options:
    """How a summary should be made; a format takes from it what it understands."""

    full: bool = False
    wrap: int = WRAP
    """Columns of a note; 0 leaves its lines whole."""
    order: str = "apso"
    """What comes first in a note: `apso`, `soap` or `problem`."""
    wildcard: str = ""
    """What a note writes for answers that are still to be had, such as `***`; empty leaves them out."""
    template: str = ""
    """The template to make a text with; empty for the format's own."""
    templates: Path | None = None
    """A folder to look for templates in first."""
    free_text: bool = False
    """Whether a table holds free text, which may say who the patient is."""
    codes: str = "none"
    """Codes of other code systems in FHIR: `none`, `open` (those beside the flow), or the name of a file."""


def format_named(name: str) -> Format:
    """Return the format of this name; `UsageError` when there is none."""
    if name not in FORMATS:
        raise UsageError(f"there is no format '{name}'; there is {', '.join(FORMATS)}")
    return FORMATS[name]


def make(name: str, material: Material, options: Options) -> bytes:
    """Return a file in the format of this name, the same bytes for the same material.

    `UsageError` when there is no such format or a package for it is missing.
    """
    template = template_of(name, options)
    return _through(template, material, options) if template else _MAKERS[name](material, options)


def template_of(name: str, options: Options) -> str:
    """Return the name of the template that makes this format: the one that was asked for, or the format's
    own; empty for a format that is made by code."""
    own = _note(options) if name == NOTE else format_named(name).template
    return own and (options.template or own)


def _note(options: Options) -> str:
    from interview.summary.templates.context import Order
    from interview.summary.templates.renderer import note_name

    return note_name(Order(options.order), full=options.full)


def _through(name: str, material: Material, options: Options) -> bytes:
    """Fill the template of this name, the user's own before the shipped."""
    from interview.library import template_file
    from interview.summary.templates.renderer import render
    from interview.summary.templates.template import require_patient_words, require_sections

    template = template_file(name, options.templates)
    require_sections(template, material.session.flow.sections)
    require_patient_words(template, material.session.flow)
    style = Style(options.wildcard)
    return render(material.summary(), template, wrap=options.wrap, style=style).encode()


def _pdf(material: Material, options: Options) -> bytes:
    from interview.export.documents.pdf import render_pdf

    return render_pdf(material.summary(), full=options.full)


def _docx(material: Material, options: Options) -> bytes:
    from interview.export.documents.docx import render_docx

    return render_docx(material.summary(), full=options.full)


def _smartphrase(material: Material, options: Options) -> bytes:
    from interview.export.smartphrase import render_smartphrase
    from interview.moments import day
    from interview.summary.conclusion_text import flow_info

    flow = material.session.flow
    told = flow_info(flow, material.origin, day(material.at), material.session.errors)
    return render_smartphrase(flow, told, wrap=options.wrap).encode()


def _json(material: Material, options: Options) -> bytes:
    from interview.export.json_form import render_json

    return render_json(material.session, at=material.at, visits=material.visits).encode()


def _csv(material: Material, options: Options) -> bytes:
    from interview.export.csv.table import Held, table

    return table([Held(material.session, material.at, material.id)], free_text=options.free_text)


def _fhir(material: Material, options: Options) -> bytes:
    from interview.export.fhir.bundle import render_bundle
    from interview.export.fhir.terminology import chosen_codes

    session, at, origin = material.session, material.at, material.origin
    codes = chosen_codes(options.codes, session.flow)
    return render_bundle(session, at=at, origin=origin, visits=material.visits, codes=codes).encode()


def _fhir_questionnaire(material: Material, options: Options) -> bytes:
    from interview.export.fhir.questionnaire import render_questionnaire
    from interview.export.fhir.terminology import chosen_codes, form_codings, form_notice

    flow = material.session.flow
    codes = chosen_codes(options.codes, flow)
    codings, notice = form_codings(codes, flow), form_notice(codes, flow)
    errors = material.session.errors
    return render_questionnaire(material.session.logic, codings, notice, errors).encode()


def _fhir_response(material: Material, options: Options) -> bytes:
    from interview.export.fhir.response import render_response
    from interview.export.fhir.terminology import chosen_codes

    chosen_codes(options.codes, material.session.flow)  # a response has no place for them
    return render_response(material.session, at=material.at).encode()


_MAKERS: dict[str, Callable[[Material, Options], bytes]] = {
    "pdf": _pdf,
    "docx": _docx,
    "json": _json,
    "csv": _csv,
    "fhir": _fhir,
    "fhir-questionnaire": _fhir_questionnaire,
    "fhir-response": _fhir_response,
    "smartphrase": _smartphrase,
}
