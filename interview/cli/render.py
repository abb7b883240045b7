"""`interview render`: a file of answers in, a summary out."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from interview.cli.answers import read_answers
from interview.cli.opening import now, open_flow, session_of
from interview.cli.terminal import say
from interview.engine import Session
from interview.errors import UsageError
from interview.export.files import write_new

DEFAULT_WRAP = 76
NARROWEST = 20


def command(arguments: Namespace) -> int:
    """Print the summary of these answers, or write it to a new file."""
    _refuse_misplaced(arguments)
    opened = open_flow(arguments.flow, arguments.flows)
    at = now()
    session = session_of(opened.logic, read_answers(opened.logic.flow, arguments.answers), at=at)
    text = rendered_session(session, arguments, at=at, origin=opened.origin)
    if arguments.output is None:
        say(text.rstrip("\n"))
    else:
        write_new(Path(arguments.output), text)
    return 0


def _refuse_misplaced(arguments: Namespace) -> None:
    """Refuse what only the note understands, before anything is read."""
    if arguments.format != "note" and (arguments.full or arguments.wrap is not None):
        raise UsageError(f"--full and --wrap belong to --format note, not to {arguments.format}")
    if arguments.wrap is not None and arguments.wrap != 0 and arguments.wrap < NARROWEST:
        raise UsageError(f"--wrap takes a number of columns, {NARROWEST} at least, or 0 to leave lines whole")


def rendered_session(
    session: Session, arguments: Namespace, *, at: str, origin: str = "", visits: Sequence[Session] = ()
) -> str:
    """Return the summary in the form that was asked for; `visits` are those before, the oldest first."""
    if arguments.format == "json":
        from interview.summary.contract import to_contract

        return json.dumps(to_contract(session, at=at, visits=visits), indent=2, ensure_ascii=False) + "\n"
    from interview.summary.build import build
    from interview.summary.render import render_markdown, render_note

    summary = build(session, at=at, origin=origin, visits=visits)
    if arguments.format == "markdown":
        return render_markdown(summary)
    wrap = DEFAULT_WRAP if arguments.wrap is None else arguments.wrap
    return render_note(summary, full=arguments.full, wrap=wrap)
