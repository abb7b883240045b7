"""`interview practice`: patients to practise on, committed to before the answers are shown."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from functools import partial
from random import SystemRandom

from interview.cli.line_mode import held, somebody_types
from interview.cli.terminal import begin_asking, complain, read_line, say, tell
from interview.errors import InterviewError
from interview.flow.loading.finder import open_flow
from interview.flow.model import Flow
from interview.library import data_folder
from interview.moments import present
from interview.plain.console import Console
from interview.plain.practice import PracticeDialogue
from interview.practice.attempt import PracticeEvent, attempts, event_of, row_of
from interview.practice.practice import Mode, Practice
from interview.store.practice_log import PracticeLog
from interview.text import shown_path
from interview.worklist.soundness import errors_to_run_with


def command(arguments: Namespace) -> int:
    """Practise with a flow, line by line."""
    opened = open_flow(arguments.flow, arguments.flows)
    errors_to_run_with(opened, arguments.flow, anyway=False)
    log = PracticeLog(data_folder())
    if arguments.progress:
        return _tell_progress(log, opened.logic.flow, arguments)
    practice = Practice(
        opened.logic, clock=present, rng=SystemRandom(), keep=partial(_keep, log), events=_kept(log)
    )
    mode = Mode.TEST if arguments.test else Mode.LEARN
    read = read_line if somebody_types() else sys.stdin or io.StringIO()
    dialogue = PracticeDialogue(practice, Console(read, say), mode, arguments.test or 1)
    begin_asking()
    return held(partial(dialogue.hold, arguments.case or ""))


def _tell_progress(log: PracticeLog, flow: Flow, arguments: Namespace) -> int:
    """Print how practice with a flow went, or write it to a new file."""
    from interview.export.files import destination, write_new
    from interview.practice.report import markdown, table

    events = (event for row in log.rows() if (event := event_of(row)) is not None)
    history = tuple(attempts(event for event in events if event.flow == flow.id).values())
    counted = arguments.progress == "csv"
    made = table(history, flow) if counted else markdown(history, flow).encode()
    file = destination(arguments.output, f"practice-{flow.id}", ".csv" if counted else ".md")
    if file is not None:
        write_new(file, made)
        tell(f"Written to {shown_path(file)}.")
    else:
        say(made.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n"))
    return 0


def _keep(log: PracticeLog, event: PracticeEvent) -> None:
    log.append(row_of(event))


def _kept(log: PracticeLog) -> list[PracticeEvent]:
    """Return the events that are kept; none, and why, where they cannot be read."""
    try:
        return [event for row in log.rows() if (event := event_of(row)) is not None]
    except InterviewError as error:
        complain(f"interview: what was practised before cannot be read: {error}")
        return []
