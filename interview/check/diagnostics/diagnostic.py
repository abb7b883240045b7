"""One thing a check has found: where, what, for which patient, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview.errors import Place


class Severity(StrEnum):
    """Errors fail a check; warnings fail it only when asked to; notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A finding. Its code, severity and page are described in `interview.check.diagnostics`."""

    place: Place
    code: str
    message: str
    excerpt: str = ""
    """The line of the file, for the caret."""
    patient: tuple[tuple[str, str], ...] = ()
    """Question ids and answers, in the answers-file form as text, of one patient who shows the fault."""
