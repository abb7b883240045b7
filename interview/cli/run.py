"""`interview run`: interview about one patient, on the full screen or line by line."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Mapping
from functools import partial

from interview.cli.answers import STANDARD_INPUT, read_answers
from interview.cli.desk import Desk, in_local_time
from interview.cli.opening import Opened, open_flow
from interview.cli.terminal import complain, is_plain, read_line, say
from interview.errors import UsageError
from interview.flow.answers import Answer
from interview.library import data_folder
from interview.store import Recording, Saved, Store


def command(arguments: Namespace) -> int:
    """Hold the interview, going on with an unfinished one where the person chooses to."""
    if arguments.answers == STANDARD_INPUT:
        raise UsageError("the interview itself reads standard input; give --answers a file")
    opened = open_flow(arguments.flow, arguments.flows)
    answers = read_answers(opened.logic.flow, arguments.answers) if arguments.answers else {}
    desk = Desk({opened.logic.flow.id: opened}, None if arguments.no_save else Store(data_folder()))
    if arguments.plain or is_plain():
        return _line_by_line(desk, opened, answers, arguments.follow)
    return _full_screen(desk, opened, answers, arguments.follow)


def _full_screen(desk: Desk, opened: Opened, answers: Mapping[str, Answer], follow: str | None) -> int:
    """Open the interview, or first the choice between a new one and those that are unfinished."""
    from interview.cli.fullscreen import hold
    from interview.tui import splash
    from interview.tui.talk import Talk

    if not (answers or follow) and desk.unfinished():
        from interview.tui import app

        return hold(partial(app.run_home, desk.home()))
    recording = _begin(desk, opened, answers, follow)
    with splash.shown(Talk(recording)):
        from interview.tui import app
    return hold(partial(app.run, recording, origin=opened.origin))


def _line_by_line(desk: Desk, opened: Opened, answers: Mapping[str, Answer], follow: str | None) -> int:
    from interview import plain

    unfinished = () if answers or follow else desk.unfinished()
    chosen = _choose(unfinished) if unfinished else None
    recording = desk.resume(chosen.id) if chosen else _begin(desk, opened, answers, follow)
    read = read_line if _somebody_types() else sys.stdin or io.StringIO()
    return plain.run(recording, read=read, write=say, origin=opened.origin)


def _begin(desk: Desk, opened: Opened, answers: Mapping[str, Answer], follow: str | None) -> Recording:
    recording = desk.follow(_kept(desk, follow)) if follow else desk.begin(opened.logic.flow.id)
    for question, answer in answers.items():
        recording.answer(question, answer)
    return recording


def _kept(desk: Desk, prefix: str) -> str:
    """Return the id of the kept interview whose id begins like this; `UsageError` when it is not one."""
    from interview.cli.sessions import find

    if desk.store is None:
        raise UsageError("a return visit needs the kept interviews; leave --no-save out")
    return find(desk.store, prefix).id


def _choose(unfinished: tuple[Saved, ...]) -> Saved | None:
    """Let the person choose one to go on with; None begins a new one, as it does when nobody can be asked."""
    if not _somebody_types():
        complain(f"interview: beginning a new interview; kept and unfinished: {len(unfinished)}")
        return None
    say("Unfinished interviews of this flow:")
    for number, saved in enumerate(unfinished, start=1):
        say(f"  {number}. {in_local_time(saved.last)}, answers: {saved.answers}")
    return _asked(unfinished)


def _somebody_types() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(unfinished: tuple[Saved, ...]) -> Saved | None:
    while True:
        typed = read_line(f"Number to go on with, or n for a new interview [1-{len(unfinished)}, n]: ")
        if typed is None or typed.strip().lower() == "n":
            return None
        if typed.strip().isdecimal() and 1 <= int(typed) <= len(unfinished):
            return unfinished[int(typed) - 1]
        say(f"Type a number from 1 to {len(unfinished)}, or n.")
