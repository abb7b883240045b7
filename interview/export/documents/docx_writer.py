"""The parts of a summary, written one after the other into a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interview.export.documents.content import in_order
from interview.export.documents.docx_page import BASIS, SOURCE, TYPED, add_link, add_table
from interview.flow.model import Urgency
from interview.line_breaks import unparted
from interview.summary.answer_phrases import as_read
from interview.summary.model import (
    Citation,
    FlowInfo,
    Line,
    NumberLine,
    OpenGroup,
    Reason,
    Summary,
    TableLine,
)
from interview.summary.since_last_visit import Since
from interview.text import clean_text, one_line

if TYPE_CHECKING:
    from docx.document import Document as Sheet

_NO_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes a summary; `full` adds all that is behind its lines."""

    sheet: Sheet
    full: bool
    _styles: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    """The ids of styles that were looked up, for which all there are have to be gone through."""

    def write(self, summary: Summary, references: Sequence[Citation]) -> None:
        """Write what stands behind the note."""
        flow = summary.flow
        self.sheet.add_heading("Appendix: what the note rests on", 1)
        self.paragraph(
            "Normal",
            f"Summary of {summary.at[:10]}. Options and their basis for the treating clinician, not orders.",
        )
        self.paragraph("Normal", f"Content: {flow.reviewed}; evidence to {flow.evidence_to}.")
        if summary.assumption:
            self.paragraph("Normal", summary.assumption)
        self.assessment(summary)
        self.since(summary.since)
        self.lines("Plan", "List Number", summary.plan, "Nothing is suggested on the answers given.")
        self.lines("Remarks", "List Bullet", summary.remarks)
        self.open(summary)
        self.not_assessed(summary.not_assessed)
        self.ruled_out(summary.ruled_out)
        self.references(references)
        self.about(flow, summary.at)

    def assessment(self, summary: Summary) -> None:
        """Write what was found, what does not fit together and what the tables make of it."""
        self.sheet.add_heading("Assessment", 1)
        if summary.ended or not summary.answers:
            self.paragraph("Normal", summary.ended or "Nothing has been assessed.")
        for warning in summary.warnings:
            self.labelled("Normal", "Check", warning.text)
        active = [answer for answer in summary.answers if answer.active]
        for answer in active:
            if not answer.negative:
                self.labelled("Normal", answer.label, answer.answer)
        self.listed("No, or none", (answer.label for answer in active if answer.negative))
        for number in summary.numbers:
            if self.full or number.narrowed:
                self.number(number)
        for table in summary.tables:
            if self.full or table.narrowed or table.named:
                self.table(table)
        passive = [f"{answer.label}: {answer.answer}" for answer in summary.answers if not answer.active]
        self.listed("Kept answers that do not count", passive)

    def number(self, number: NumberLine) -> None:
        """Write a number that is worked out from answers, or what it can still be."""
        self.labelled("Normal", number.label, number.told)
        self.listed("Missing", _labels(number.missing), BASIS)

    def table(self, table: TableLine) -> None:
        """Write what a decision table makes of the answers."""
        self.labelled("Normal", table.label, f"{table.told}{numbers(table.sources)}")
        if self.full and table.others:
            self.labelled(BASIS, "Possible", f"{table.others}.")
        self.listed("Missing", _labels(table.missing), BASIS)
        if self.full and table.note:
            self.paragraph(BASIS, table.note)

    def comment(self, text: str) -> None:
        """Write free text as it was typed, its lines included."""
        typed = clean_text(text).strip("\n")
        if typed.strip():
            self.labelled("Normal", "Comment", "")
            self._begun(TYPED).add_run(_NO_XML.sub("", typed))

    def since(self, since: Since) -> None:
        """Write what has changed since the last visit."""
        if not since.at:
            return
        self.sheet.add_heading(f"Since last time ({since.at[:10]})", 1)
        if since.nothing:
            self.paragraph("Normal", "Nothing has changed.")
        measures = [
            (
                one.label,
                ", then ".join(f"{reading.value} ({reading.at[:10]})" for reading in one.readings)
                + ("" if one.repeated else ", not repeated"),
                one.unit,
            )
            for one in since.measures
        ]
        answers = [
            (one.label, one.before or "not assessed", one.after) for one in (*since.changed, *since.new)
        ]
        answers += [(one.label, one.before, "not assessed") for one in since.withdrawn]
        lines = [
            (one.title, as_read(one.before) or "not part of it", as_read(one.after.value))
            for one in since.lines
        ]
        for head, rows in (
            (("Measure", "Readings", "Unit"), measures),
            (("Answer", "Then", "Now"), answers),
            (("Line", "Then", "Now"), lines),
        ):
            add_table(self.sheet, head, [tuple(map(clean, row)) for row in rows])

    def lines(self, title: str, style: str, lines: Sequence[Line], nothing: str = "") -> None:
        """Write lines that hold as a list, each with what it rests on below it."""
        if lines or nothing:
            self.sheet.add_heading(title, 1)
        if not lines and nothing:
            self.paragraph("Normal", nothing)
        for line in lines:
            self.line(style, line)

    def line(self, style: str, line: Line) -> None:
        """Write one line that holds."""
        urgency = "" if line.urgency is Urgency.ROUTINE else f"{as_read(line.urgency.value).upper()}: "
        heading = self._begun(style)
        heading.add_run(f"{urgency}{clean(line.title)}").bold = True
        heading.add_run(numbers(line.sources))
        heading.paragraph_format.keep_with_next = True
        self.paragraph("List Continue", line.say)
        self.answers(line.because)
        if self.full:
            self.listed("Through", line.facts, BASIS)
            place = f" ({line.place})" if line.place else ""
            self.labelled(BASIS, "Rule", f"applies {line.condition}{place}.")
        if line.depends_on:
            self.listed("Waits for", _labels(line.depends_on), BASIS)
        elif line.firm:
            self.labelled(BASIS, "Firm", f"applies {line.firm}.")
        if self.full:
            changes = (f"{as_read(change.status.value)} {change.text}" for change in line.would_change)
            self.listed("Would change", changes, BASIS)
        self.listed("Evidence", (", ".join(line.evidence),) if line.evidence else (), BASIS)
        self.more(line)
        if line.reviewed:
            self.labelled(BASIS, "This line", f"{line.reviewed}.")

    def answers(self, reasons: Sequence[Reason]) -> None:
        """Write the answers behind a line."""
        said = ". ".join(reason.text for reason in reasons)
        if said:
            self.labelled(BASIS, "Because", f"{said}.")

    def more(self, line: Line) -> None:
        """Write what a full document adds below a line."""
        if self.full and line.more:
            self.labelled(BASIS, "More", line.more)
        for controversy in line.controversies if self.full else ():
            self.labelled(BASIS, "Sources disagree", controversy)

    def open(self, summary: Summary) -> None:
        """Write open lines by the answer that is missing."""
        if not summary.open:
            return
        self.sheet.add_heading("Still to find out", 1)
        for group in summary.open:
            if group.asked:
                self.group(group)
            elif group.prompts:
                self.labelled("List Bullet", "; ".join(_labels(group.missing)), " ".join(group.prompts))
        unasked = [group for group in summary.open if not group.asked]
        self.listed("Not asked, so not judged", (line.title for group in unasked for line in group.lines))
        if self.full:
            self.listed("That would take", _labels(summary.not_asked))

    def group(self, group: OpenGroup) -> None:
        """Write the open lines that wait for the same answers."""
        self._begun("List Bullet").add_run(clean("; ".join(_labels(group.missing)))).bold = True
        for line in group.lines:
            prompt = f"{numbers(line.sources)}. {line.if_open}" if line.if_open else ""
            self.paragraph("List Continue", f"{line.title}{prompt}")

    def not_assessed(self, reasons: Sequence[Reason]) -> None:
        """Write the questions without an answer."""
        if reasons:
            self.sheet.add_heading('Not assessed, never taken for "no"', 1)
            said = (reason.label + (f" ({reason.answer})" if reason.answer else "") for reason in reasons)
            self.paragraph("Normal", f"{'; '.join(said)}.")

    def ruled_out(self, lines: Sequence[Line]) -> None:
        """Write what the answers rule out, in a full document."""
        if self.full and lines:
            self.sheet.add_heading("Does not apply on these answers", 1)
            for line in lines:
                self.paragraph("List Bullet", line.title)
                self.answers(line.because)

    def references(self, citations: Sequence[Citation]) -> None:
        """Write the sources under the numbers they have in every form."""
        if citations:
            self.sheet.add_heading("References", 1)
        for source in citations:
            paragraph = self._begun(SOURCE, f"[{source.number}] ")
            for piece in source.pieces:
                if piece.address:
                    add_link(paragraph, clean(piece.text), piece.address)
                    paragraph.add_run(" ")
                else:
                    paragraph.add_run(f"{clean(piece.text)} ")
            paragraph.add_run(f"({source.kind})")

    def about(self, flow: FlowInfo, at: str) -> None:
        """Write which content this is, and what it is for."""
        self.sheet.add_heading("About this summary", 1)
        self.paragraph("Normal", flow.intended_use)
        hashes = f"content {flow.content_hash}, logic {flow.logic_hash}"
        state = f"{flow.reviewed}; evidence to {flow.evidence_to}. Made {at}."
        self.paragraph(
            BASIS, f"Content: {flow.id} {flow.version}, {hashes}; {state}"
        ).paragraph_format.left_indent = 0

    def paragraph(self, style: str, text: str) -> Any:
        """Write a paragraph."""
        return self._begun(style, clean(text))

    def _begun(self, style: str, text: str = "") -> Any:
        paragraph = self.sheet.add_paragraph(text)
        if style != "Normal":  # which is what a paragraph has by itself
            if style not in self._styles:
                self._styles[style] = self.sheet.styles[style].style_id
            paragraph.paragraph_format.element.style = self._styles[style]
        return paragraph

    def labelled(self, style: str, label: str, text: str) -> None:
        """Write a paragraph that begins with its label."""
        paragraph = self._begun(style)
        paragraph.add_run(f"{clean(label)}: ").bold = True
        paragraph.add_run(clean(text))

    def listed(self, label: str, items: Iterable[str], style: str = "Normal") -> None:
        """Write items behind their label; nothing when there are none."""
        said = "; ".join(items)
        if said:
            self.labelled(style, label, f"{said}.")


def clean(text: str) -> str:
    """Return a text in one line, without what XML cannot hold; no number is parted from its unit."""
    return _NO_XML.sub("", unparted(one_line(text))) + (" " if text.endswith(" ") else "")


def numbers(sources: tuple[Citation, ...]) -> str:
    """Return the numbers of sources in brackets; nothing without any."""
    return f" [{', '.join(str(source.number) for source in in_order(sources))}]" if sources else ""


def _labels(reasons: Iterable[Reason]) -> list[str]:
    return [reason.label for reason in reasons]
