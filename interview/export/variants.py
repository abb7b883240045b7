"""Formats as a person picks them on a screen, options set: all can be exported, text shown and copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from interview.errors import InterviewError
from interview.export.formats import FORMATS, Format
from interview.export.makers import Material, Options, make
from interview.flow.model import Flow
from interview.library import TEMPLATE, TemplateFile, list_templates, templates_folder
from interview.text import clean_text

USUAL = Options()
_NOTE = FORMATS["note"]


@dataclass(frozen=True, slots=True)
class Variant:
    """One format with its options set."""

    name: str
    title: str
    format: Format
    options: Options = USUAL
    kept: str = ""
    """The very text, where it is not to be made again; else empty."""

    @property
    def file_only(self) -> bool:
        """True for what nobody reads or pastes as text: it can only be exported."""
        return self.format.binary or self.suffix == ".html"

    @property
    def suffix(self) -> str:
        """The ending of its file."""
        return Path(self.options.template.removesuffix(TEMPLATE)).suffix or self.format.suffix

    @property
    def tag(self) -> str:
        """What tells its file's name from those of other formats; empty where the ending does."""
        usual = self.name == self.format.name and self.format.told_by_ending
        return "" if usual else f"-{self.name.partition('.')[0]}"

    def within(self, columns: int) -> Variant:
        """Return it with lines that a screen of so many columns has room for, if its lines are wrapped."""
        if columns >= self.options.wrap or "wrap" not in self.format.options:
            return self
        if self.kept:
            from interview.summary.templates.wrapping import laid_out_anew

            return replace(self, kept=laid_out_anew(self.kept, self.options.wrap, columns))
        return replace(self, options=replace(self.options, wrap=columns))

    def make(self, material: Material) -> bytes:
        """Return the file's bytes. `InterviewError` when a package is missing or a template has a mistake."""
        return self.kept.encode() if self.kept else make(self.format.name, material, self.options)

    def text(self, material: Material) -> str:
        """Return the text of a format that is one; raises as `make` does."""
        return clean_text(self.make(material).decode()).rstrip("\n")


NOTE = Variant("note", "Note", _NOTE)
NOTES = (
    NOTE,
    Variant("note-full", "Full note", _NOTE, Options(full=True)),
    Variant("note-soap", "Note in SOAP order", _NOTE, Options(order="soap")),
    Variant("note-problem", "Note by problem", _NOTE, Options(order="problem")),
)


def kept_note(text: str) -> Variant:
    """Return the note of a finished interview as it was kept."""
    return Variant("kept", "Note, as it was kept", _NOTE, kept=text)


def variants(flow: Flow) -> tuple[Variant, ...]:
    """Return every variant there is for a patient of this flow, the templates that fit it among them.

    Templates that are not shipped come last, so that they move no key of a shipped one. `UsageError` when a
    folder of templates was named and does not exist.
    """
    shipped = {path.name for path in templates_folder().iterdir()}
    letters = tuple(_letters(flow))
    own = (variant for variant in letters if variant.name not in shipped)
    return (*NOTES, *(variant for variant in letters if variant.name in shipped), *_others(), *own)


def _letters(flow: Flow) -> Iterator[Variant]:
    from interview.summary.templates.template import about, read_template

    for template in list_templates():
        if template.name not in _used_by_formats() and _fits(template, flow):
            title = about(read_template(template.path)).title
            yield Variant(template.name, title, _NOTE, Options(template=template.name))


def _fits(template: TemplateFile, flow: Flow) -> bool:
    from interview.summary.templates.template import require_patient_words, require_sections

    try:
        require_sections(template, flow.sections)
        require_patient_words(template, flow)
    except (InterviewError, OSError):
        return False
    return True


def _used_by_formats() -> set[str]:
    from interview.summary.templates.context import Order
    from interview.summary.templates.renderer import note_name

    notes = (note_name(order, full=full) for order in Order for full in (True, False))
    return {*notes, *(one.template for one in FORMATS.values() if one.template)}


def _others() -> Iterator[Variant]:
    for one in FORMATS.values():
        if one is not _NOTE and not one.of_flow:
            yield Variant(one.name, one.title, one)
            if one.fuller:
                yield Variant(f"{one.name}-full", f"{one.title}, full", one, Options(full=True))
