"""`interview explain`: why a recommendation stands, what it depends on and what would change it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from interview.cli.answers_file import read_given, session_of
from interview.cli.terminal import say
from interview.errors import UsageError, did_you_mean, errors_in_flow
from interview.flow.loading.finder import open_flow
from interview.line_breaks import wrapped
from interview.summary.builder import build
from interview.summary.model import Line, Reason, Summary
from interview.text import one_line
from interview.worklist.soundness import errors_to_run_with

_WIDTH = 76
_HANGING = 16


def command(arguments: Namespace) -> int:
    """Print what is behind one recommendation, or behind all of them in the order of the flow."""
    opened = open_flow(arguments.flow, arguments.flows)
    errors = errors_to_run_with(opened, anyway=arguments.anyway)
    flow = opened.logic.flow
    wanted = _wanted(arguments.recommendation, flow.recommendations)
    given = read_given(flow, arguments.answers)
    session = session_of(opened.logic, given.answers, at=given.at, errors=errors)
    summary = build(session, at=given.at, origin=opened.origin)
    lines = {line.id: line for line in _every_line(summary)}
    parts = ("\n".join(_behind(lines[name])) for name in wanted)
    say("\n\n".join(filter(None, (errors_in_flow(errors), *parts))))
    return 0


def _wanted(name: str | None, completions: Iterable[str]) -> tuple[str, ...]:
    """Return the ids to explain; `UsageError` with the nearest one when there is no such id."""
    ids = tuple(completions)
    if name is None:
        return ids
    if name not in ids:
        raise UsageError(f"there is no recommendation '{one_line(name)}'{did_you_mean(name, ids)}")
    return (name,)


def _every_line(summary: Summary) -> Iterator[Line]:
    yield from summary.lines
    for group in summary.open:
        yield from group.lines
    yield from summary.ruled_out


def _behind(line: Line) -> Iterator[str]:
    """Yield a line's explanation, one part after the other; empty parts are left out."""
    firm = f", {line.firm}" if line.firm else ""
    head = f"{line.id}: {_in_words(line.status)}{firm}"
    yield from wrapped(head, _WIDTH, rest="  ")
    yield from wrapped(line.title, _WIDTH, "  ", "  ")
    yield from wrapped(line.say, _WIDTH, "  ", "  ")
    yield from _part("because", (reason.text for reason in line.because))
    yield from _part("through", line.facts)
    yield from _part("rule", (f"holds {line.condition}",))
    yield from _part("stands in", (line.place,))
    yield from _part("depends on", (_missing(reason) for reason in line.depends_on))
    yield from _part("would change", (_change(change.status, change.answers) for change in line.would_change))
    yield from _part("evidence", (_in_words(", ".join(line.evidence)),))
    yield from _part("sources", (source.full for source in line.sources))
    yield from _part("disputed", line.controversies)


def _part(name: str, items: Iterable[str]) -> Iterator[str]:
    """Yield items under one another beside their name."""
    lead = f"  {name}".ljust(_HANGING)
    for item in filter(None, items):
        yield from wrapped(item, _WIDTH, lead, " " * _HANGING)
        lead = " " * _HANGING


def _missing(reason: Reason) -> str:
    return f"{reason.label} ({reason.answer or 'no answer'})"


def _change(status: str, answers: Iterable[Reason]) -> str:
    return f"{_in_words(status)} with {'; '.join(reason.text for reason in answers)}"


def _in_words(word: str) -> str:
    return word.replace("_", " ")
