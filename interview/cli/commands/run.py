"""`interview run`: interview about one patient, on the full screen or line by line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from functools import partial

from interview.cli.passphrase import open_store
from interview.cli.terminal import begin_asking, complain, is_plain
from interview.conversation.conversation import Conversation
from interview.conversation.finish import ALL_SAVED, way_on
from interview.errors import UsageError
from interview.flow.answers import Answer
from interview.flow.loading.finder import Opened, open_flow
from interview.flow.model import Flow
from interview.library import flow_cache
from interview.worklist.daily_check import looked_through
from interview.worklist.worklist import Worklist


def command(arguments: Namespace) -> int:
    """Hold the interview, going on with an unfinished one where the person chooses to."""
    opened = open_flow(arguments.flow, arguments.flows, None if arguments.no_save else flow_cache())
    answers = _answers(opened.logic.flow, arguments.answers) if arguments.answers else {}
    if visits := answers.keys() - opened.logic.flow.questions.keys():
        listed = " and ".join(f"'{name}'" for name in sorted(visits))
        raise UsageError(f"an interview knows its own days; leave out {listed} in the answers")
    store = None if arguments.no_save else open_store()
    flows = {opened.logic.flow.id: opened}
    worklist = Worklist(flows, store, asked_for=arguments.flow, anyway=arguments.anyway)
    chosen = not (answers or arguments.follow or arguments.go_on) and bool(worklist.unfinished())
    if arguments.plain or is_plain():
        return _line_by_line(worklist, opened, answers, arguments, chosen=chosen)
    return _full_screen(worklist, opened, answers, arguments, chosen=chosen)


def _answers(flow: Flow, file: str) -> Mapping[str, Answer]:
    """Return the answers in a file; an interview that starts without any does not load what reads YAML."""
    from interview.cli.answers_file import STANDARD_INPUT, read_answers

    if file == STANDARD_INPUT:
        raise UsageError("the interview itself reads standard input; give --answers a file")
    return read_answers(flow, file)


def _full_screen(
    worklist: Worklist, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace, *, chosen: bool
) -> int:
    """Open the interview, or first the choice between a new patient and those that are unfinished."""
    from interview.cli.terminal import hold_full_screen
    from interview.tui import splash

    if chosen:
        from interview.tui import app

        with looked_through(worklist.store) as later:
            return hold_full_screen(partial(app.run_home, worklist, later=later))
    conversation = _begun(worklist, opened, answers, arguments)
    if conversation is None:
        return 0
    begin_asking()
    with splash.shown(conversation):
        from interview.tui import app
    with looked_through(worklist.store) as later:
        code = hold_full_screen(partial(app.run, conversation, later=later), shown=True)
    recording = conversation.recording
    saved = recording.keeping and recording.saved and not recording.finished
    if code == 0 and recording.session.answers and saved:
        complain(f"{ALL_SAVED}\n{way_on(conversation)}")
    return code


def _line_by_line(
    worklist: Worklist, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace, *, chosen: bool
) -> int:
    from interview.cli import line_mode

    begin_asking()
    if chosen and not line_mode.somebody_types():
        unfinished = len(worklist.unfinished())
        complain(f"interview: beginning a new interview; kept and unfinished: {unfinished}")
        chosen = False
    conversation = line_mode.begun_from(worklist) if chosen else _begun(worklist, opened, answers, arguments)
    return line_mode.hold(conversation) if conversation is not None else 0


def _begun(
    worklist: Worklist, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace
) -> Conversation | None:
    """Return the interview that was asked for; None when the person begins none."""
    conversation: Conversation | None
    if arguments.go_on:
        conversation = worklist.go_on(_kept(worklist, arguments.go_on))
    elif arguments.follow:
        from interview.cli import line_mode

        conversation = line_mode.followed(worklist, _kept(worklist, arguments.follow))
    else:
        conversation = worklist.begin(opened.logic.flow.id)
    if conversation is not None:
        conversation.take_in(answers)
    return conversation


def _kept(worklist: Worklist, prefix: str) -> str:
    """Return the id of the kept interview whose id begins like this; `UsageError` when it is not one."""
    from interview.cli.commands.sessions import find

    if worklist.store is None:
        raise UsageError("this needs the kept interviews; leave --no-save out")
    return find(worklist.store, prefix).id
