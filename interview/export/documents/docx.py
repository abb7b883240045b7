"""A Word document of a summary: real headings, lists and tables, so that it can be edited and read aloud."""

from __future__ import annotations

from datetime import UTC

from interview.errors import UsageError
from interview.export.documents.content import cited, footer, heading
from interview.installation import to_install
from interview.moments import local
from interview.summary.model import Summary

HINT = f"--format docx needs python-docx; install it with: {to_install('docx')}"


def render_docx(summary: Summary, *, full: bool = False) -> bytes:
    """Return the summary as a Word document, the same bytes for the same summary; `full` adds all behind it.

    `UsageError` when python-docx is not installed.
    """
    try:
        from interview.export.documents.docx_page import as_bytes, blank_sheet
    except ModuleNotFoundError as error:
        if error.name != "docx":
            raise
        raise UsageError(HINT) from None
    from interview.export.documents.docx_note import write_note
    from interview.export.documents.docx_writer import Writer

    sheet = blank_sheet(heading(summary), footer(summary), local(summary.at).astimezone(UTC))
    writer = Writer(sheet, full)
    write_note(writer, summary)
    writer.write(summary, cited(summary, full=full))
    return as_bytes(sheet)
