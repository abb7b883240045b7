"""The forms in which a summary leaves the screen."""

from __future__ import annotations

from dataclasses import dataclass

from interview.summary.model import Summary


@dataclass(frozen=True, slots=True)
class Paper:
    """A form of the summary, and the ending of its file."""

    name: str
    title: str
    suffix: str

    def text(self, summary: Summary) -> str:
        """Return the summary in this form. `BadTemplate` when the template has a mistake."""
        from interview.summary.render import render_markdown, render_note

        if self.name == "markdown":
            return render_markdown(summary)
        return render_note(summary, full=self.name == "full")


NOTE = Paper("note", "Note", ".txt")
PAPERS = (NOTE, Paper("full", "Full note", ".txt"), Paper("markdown", "Markdown", ".md"))
