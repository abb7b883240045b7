"""The summary as a PDF, set by Typst from a template that takes everything as data."""

from __future__ import annotations

import json
import re
from typing import Literal

from interview.errors import UsageError, to_install
from interview.export.documents.content import as_data, footer, heading
from interview.library import templates_folder
from interview.summary.model import Summary
from interview.summary.templates.context import Plain
from interview.text import one_line

HINT = f"--format pdf needs typst; install it with: {to_install('pdf')}"
TEMPLATE = "summary.typ"
_OTHER_SCRIPTS = re.compile("[\u0530-\u1dff\u2c00-\ufaff\ufb07-\U0010ffff]")
"""Letters that Typst's own fonts may lack; only then are those of the machine looked at."""


def render_pdf(summary: Summary, *, full: bool = False) -> bytes:
    """Return the summary as a PDF, the same bytes for the same summary; `full` adds all that is behind it.

    `UsageError` when Typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise UsageError(HINT) from None
    written = json.dumps(_data(summary, full=full), ensure_ascii=False)
    try:
        return _compiled(written, standard="ua-1")
    except typst.TypstError:  # the standard asks for a font with every letter, and this machine has none
        return _compiled(written)


def _compiled(data: str, standard: Literal["ua-1"] | None = None) -> bytes:
    import typst

    return typst.compile(
        str(templates_folder() / TEMPLATE),
        sys_inputs={"summary": data},
        ignore_system_fonts=not _OTHER_SCRIPTS.search(data),
        pdf_standards=[standard] if standard else [],
    )


def _data(summary: Summary, *, full: bool) -> dict[str, Plain]:
    title = one_line(summary.flow.title)
    return as_data(summary, full=full) | {
        "heading": heading(summary),
        "flow-title": title[:1].upper() + title[1:],
        "day": summary.at[:10],
        "footer": footer(summary),
    }
