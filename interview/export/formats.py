"""The formats in which a summary leaves the program: the one list that everything else reads.

A format with a template needs no more than its row; any other also has its maker in `export.makers`. The
command line, the screens and the test of the documentation read this list. It imports nothing, so that help
answers at once.
"""

from __future__ import annotations


class Format:
    """One format: its name, as `--format` takes it, what a person calls it, and the ending of its file."""

    def __init__(
        self,
        name: str,
        title: str,
        suffix: str,
        options: tuple[str, ...] = (),
        *,
        template: str = "",
        binary: bool = False,
        of_flow: bool = False,
    ) -> None:
        self.name = name
        self.title = title
        self.suffix = suffix
        self.options = options
        """Options of the command line that it understands and others do not, such as `full`."""
        self.template = template
        """The template that makes it; empty for one that is made by code."""
        self.binary = binary
        """True for a format that cannot be shown in a terminal."""
        self.of_flow = of_flow
        """True for a format of the flow itself, which needs no answers."""

    @property
    def fuller(self) -> bool:
        """True for a format that is short unless all is asked for."""
        return "full" in self.options

    @property
    def told_by_ending(self) -> bool:
        """True for the format that a file with its ending is taken for."""
        return next(one for one in FORMATS.values() if one.suffix == self.suffix) is self


FORMATS = {
    one.name: one
    for one in (
        Format("note", "Note", ".txt", ("full", "wrap", "order", "placeholders", "templates", "again")),
        Format("markdown", "Markdown", ".md", ("templates",), template="markdown.md.j2"),
        Format("html", "Web page", ".html", ("templates",), template="summary.html.j2"),
        Format("pdf", "PDF", ".pdf", ("full",), binary=True),
        Format("docx", "Word", ".docx", ("full",), binary=True),
        Format("json", "JSON", ".json"),
        Format("csv", "CSV", ".csv", ("free_text",)),
        Format("fhir", "FHIR document", ".json", ("codes",)),
        Format("fhir-questionnaire", "FHIR form", ".json", ("codes",), of_flow=True),
        Format("fhir-response", "FHIR answers", ".json", ("codes",)),
        Format("smartphrase", "Questions to fill in", ".txt", ("wrap",), of_flow=True),
    )
}
"""Every format by its name, in the order in which they are offered."""


def formats_with(option: str) -> str:
    """Return the names of the formats that understand an option, in words, such as `note, pdf and docx`."""
    *names, last = (one.name for one in FORMATS.values() if option in one.options)
    return f"{', '.join(names)} and {last}" if names else last
