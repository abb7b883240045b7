"""What PDF and Word documents hold: the summary as plain data, with what a document says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from interview.summary.model import Citation, Summary
from interview.summary.short_note import short_note
from interview.summary.templates.context import Copier, Plain, parts
from interview.text import clean_text, one_line


def cited(summary: Summary, *, full: bool) -> tuple[Citation, ...]:
    """Return the sources a document names, by number: all of them, or those whose numbers it prints."""
    if full:
        return summary.citations
    used = {source.number for sources in _printed(summary) for source in sources}
    return tuple(source for source in summary.citations if source.number in used)


def _printed(summary: Summary) -> Iterator[tuple[Citation, ...]]:
    yield from (line.sources for line in (*summary.plan, *summary.remarks))
    yield from (line.sources for group in summary.open if group.asked for line in group.lines if line.if_open)
    yield from (table.sources for table in summary.tables if table.narrowed or table.named)


def in_order(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Return citations by their numbers."""
    return tuple(sorted(citations, key=lambda citation: citation.number))


def heading(summary: Summary) -> str:
    """Return the title of a document, with its day."""
    return f"{one_line(summary.flow.title)}: summary of {summary.at[:10]}"


def footer(summary: Summary) -> str:
    """Return what stands at the foot of every page: which content, and the day."""
    flow = summary.flow
    errors = f"{flow.errors}; " if flow.errors else ""
    return (
        f"{errors}{one_line(flow.id)} {one_line(flow.version)} ({flow.content_hash[:8]}), {summary.at[:10]}"
    )


def as_data(summary: Summary, *, full: bool) -> dict[str, Plain]:
    """Return the summary as plain data whose text has no control characters."""
    copy = Copier(one_line)
    copied = {name: copy.plain(getattr(summary, name)) for name in parts(Summary)}
    typed = clean_text(summary.comment).strip("\n")
    return {
        **copied,
        "comment": typed if typed.strip() else "",
        "references": copy.plain(cited(summary, full=full)),
        "full": full,
        "note": copy.plain(short_note(summary)),
        "cited": copy.plain(summary.cited),
    }
