"""The forms in which a summary leaves the screen: all can be exported, those of text shown and copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview.errors import InterviewError
from interview.export.formats import FORMS, Format, Material, Options
from interview.flow.model import Flow
from interview.library import TEMPLATE, TemplateFile, list_templates, templates_folder
from interview.text import clean_text

USUAL = Options()
_TOLD_BY_ENDING = ("note", "markdown", "html", "pdf", "docx", "json", "csv")


@dataclass(frozen=True, slots=True)
class Variant:
    """One form, and how it is wished."""

    name: str
    title: str
    form: Format
    options: Options = USUAL
    kept: str = ""
    """The very text, where it is not to be made again; else empty."""

    @property
    def file_only(self) -> bool:
        """True for what nobody reads or pastes as text: it can only be exported."""
        return self.form.binary or self.suffix == ".html"

    @property
    def suffix(self) -> str:
        """The ending of its file."""
        return Path(self.options.template.removesuffix(TEMPLATE)).suffix or self.form.suffix

    @property
    def tag(self) -> str:
        """What tells its file's name from those of other forms; empty where the ending does."""
        return "" if self.name in _TOLD_BY_ENDING else f"-{self.name.partition('.')[0]}"

    def make(self, material: Material) -> bytes:
        """Return the file's bytes. `InterviewError` when a package is missing or a template has a mistake."""
        return self.kept.encode() if self.kept else self.form.make(material, self.options)

    def text(self, material: Material) -> str:
        """Return the text of a form that is one; raises as `make` does."""
        return clean_text(self.make(material).decode()).rstrip("\n")


NOTE = Variant("note", "Note", FORMS["note"])
NOTES = (
    NOTE,
    Variant("note-full", "Full note", FORMS["note"], Options(full=True)),
    Variant("note-soap", "Note in SOAP order", FORMS["note"], Options(order="soap")),
    Variant("note-problem", "Note by problem", FORMS["note"], Options(order="problem")),
)


def kept_note(text: str) -> Variant:
    """Return the note of a finished interview as it was kept."""
    return Variant("kept", "Note, as it was kept", FORMS["note"], kept=text)


def variants(flow: Flow) -> tuple[Variant, ...]:
    """Return every form there is for a patient of this flow, the templates that fit it among them.

    Templates that are not shipped come last, so that they move no key of a shipped form. `UsageError` when a
    folder of templates was named and does not exist.
    """
    shipped = {path.name for path in templates_folder().iterdir()}
    letters = tuple(_letters(flow))
    own = (variant for variant in letters if variant.name not in shipped)
    return (*NOTES, *(variant for variant in letters if variant.name in shipped), *_forms(), *own)


def _letters(flow: Flow) -> Iterator[Variant]:
    from interview.summary.templates.template import about, read_template

    for template in list_templates():
        if template.name not in _used_by_forms() and _fits(template, flow):
            title = about(read_template(template.path)).title
            yield Variant(template.name, title, FORMS["note"], Options(template=template.name))


def _fits(template: TemplateFile, flow: Flow) -> bool:
    from interview.summary.templates.template import require_patient_words, require_sections

    try:
        require_sections(template, flow.sections)
        require_patient_words(template, flow)
    except (InterviewError, OSError):
        return False
    return True


def _used_by_forms() -> set[str]:
    from interview.summary.templates.context import Order
    from interview.summary.templates.renderer import MARKDOWN, PAGE, note_name

    return {MARKDOWN, PAGE, *(note_name(order, full=full) for order in Order for full in (True, False))}


def _forms() -> Iterator[Variant]:
    for form in FORMS.values():
        if form is not NOTE.form and not form.of_flow:
            yield Variant(form.name, form.title, form)
            if form.fuller:
                yield Variant(f"{form.name}-full", f"{form.title}, full", form, Options(full=True))
