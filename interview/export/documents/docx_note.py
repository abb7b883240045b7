"""The first page of a Word document: the short note, as it would be signed.

A wall, as `docx_page` is: it needs python-docx.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.enum.text import WD_BREAK
from docx.shared import Pt

from interview.export.documents.docx_page import BASIS, add_table
from interview.export.documents.docx_writer import Writer, clean, numbers
from interview.flow.model import Urgency
from interview.summary.answer_phrases import as_read
from interview.summary.model import Summary
from interview.summary.note import NO_CHANGE, NOTHING, Note, NoteRow
from interview.summary.short_note import short_note

_DOUBT = "[Check before signing: {}]"
_SIGNED = "Signed: ______________________________    Date: ________________"


def write_note(writer: Writer, summary: Summary) -> None:
    """Write the short note of a summary, and begin a new page."""
    note, flow = short_note(summary), summary.flow
    writer.paragraph("Title", flow.title[:1].upper() + flow.title[1:])
    _paragraphs(writer, (note.title, note.head, *note.standing))
    if flow.errors:
        writer.labelled("Normal", flow.errors, "The check of this content finds what is not right in it.")
    if flow.origin:
        writer.labelled("Normal", "Content that was not shipped with the program", f"{flow.origin}.")
    if note.today:
        writer.sheet.add_heading("Today", 1)
        _rows(writer, note.today)
    _since(writer, note)
    writer.sheet.add_heading("Assessment", 1)
    _paragraphs(writer, (*note.checks, " ".join(note.assessment), *map(_DOUBT.format, note.doubts)))
    writer.comment(summary.comment)
    _plan(writer, note)
    if note.unknown:
        writer.sheet.add_heading(note.unknown_heading.capitalize(), 1)
    _paragraphs(writer, (*(f"- {row.text}" for row in note.unknown), " ".join(note.closing)))
    writer.paragraph("Normal", _SIGNED).paragraph_format.space_before = Pt(14)
    writer.paragraph(BASIS, _basis(summary)).paragraph_format.left_indent = 0
    writer.sheet.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraphs(writer: Writer, texts: Iterable[str]) -> None:
    for text in texts:
        if text:
            writer.paragraph("Normal", text)


def _since(writer: Writer, note: Note) -> None:
    """Write what is otherwise than at the last visit."""
    if not note.since_at:
        return
    writer.sheet.add_heading(f"Since {note.since_at}", 1)
    if not note.since:
        writer.paragraph("Normal", NO_CHANGE)
    rows = [(row.mark, row.label, row.then, row.now) for row in note.since]
    add_table(writer.sheet, ("Mark", "What", "Then", "Now"), [tuple(map(clean, row)) for row in rows])


def _plan(writer: Writer, note: Note) -> None:
    if note.plan or not note.today:
        writer.sheet.add_heading("Plan", 1)
        writer.paragraph(BASIS, f"Options, not orders; {note.rest} routine.").paragraph_format.left_indent = 0
        _paragraphs(writer, () if note.plan else (NOTHING,))
    _rows(writer, note.plan)
    if note.also:
        also = "; ".join(f"{row.title}{numbers(row.sources)}" for row in note.also)
        writer.paragraph("Normal", f"also: {also}.")


def _rows(writer: Writer, rows: Iterable[NoteRow]) -> None:
    for row in rows:
        when = "" if row.urgency is Urgency.ROUTINE else as_read(row.urgency.value).upper()
        marks = ", ".join(mark for mark in (when, "NEW" if row.new else "") if mark)
        paragraph = writer.sheet.add_paragraph()
        paragraph.add_run(f"{row.number}. ")
        paragraph.add_run(clean(f"{marks}: {row.title}" if marks else row.title)).bold = True
        evidence = numbers(row.sources) or (f" [{', '.join(row.evidence)}]" if row.evidence else "")
        because = f" - {clean(row.because)}" if row.because else ""
        paragraph.add_run(because + evidence)
        if row.adds:
            writer.paragraph("List Continue", row.adds)


def _basis(summary: Summary) -> str:
    """Return the sources by kind, and which content this is."""
    kinds = (
        f"{kind.kind} {', '.join(f'{one.number} {one.short}' for one in kind.sources)}"
        for kind in summary.cited
    )
    sources = f"Sources: {'; '.join(kinds)}. " if summary.cited else ""
    flow = summary.flow
    return (
        f"{sources}Options, not orders. Content {flow.id} {flow.version} ({flow.content_hash[:8]}), "
        f"{flow.reviewed}, evidence to {flow.evidence_to}. {flow.intended_use.split('. ')[0].rstrip('.')}."
    )
