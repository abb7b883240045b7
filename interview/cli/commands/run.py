"""`interview run`: interview about one patient, on the full screen or line by line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from functools import partial

from interview.cli.answers_file import STANDARD_INPUT, read_answers
from interview.cli.daily_check import looked_through
from interview.cli.desk import Desk
from interview.cli.passphrase import open_store
from interview.cli.terminal import begin_asking, complain, is_plain, say
from interview.errors import UsageError
from interview.flow.answers import Answer
from interview.flow.loading.finder import Opened, open_flow
from interview.store import Recording, StoreError
from interview.store.telling import ALL_SAVED, going_on
from interview.tui.offers import SessionItem


def command(arguments: Namespace) -> int:
    """Hold the interview, going on with an unfinished one where the person chooses to."""
    if arguments.answers == STANDARD_INPUT:
        raise UsageError("the interview itself reads standard input; give --answers a file")
    opened = open_flow(arguments.flow, arguments.flows)
    answers = read_answers(opened.logic.flow, arguments.answers) if arguments.answers else {}
    store = None if arguments.no_save else open_store()
    desk = Desk({opened.logic.flow.id: opened}, store, asked_for=arguments.flow, anyway=arguments.anyway)
    if arguments.plain or is_plain():
        return _line_by_line(desk, opened, answers, arguments)
    return _full_screen(desk, opened, answers, arguments)


def _full_screen(desk: Desk, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace) -> int:
    """Open the interview, or first the choice between a new one and those that are unfinished."""
    from interview.cli.terminal import hold_full_screen
    from interview.tui import splash
    from interview.tui.talk import Talk

    if not (answers or arguments.follow or arguments.go_on) and desk.unfinished():
        from interview.tui import app

        with looked_through(desk.store) as later:
            return hold_full_screen(partial(app.run_home, desk.home(), later=later))
    recording = _begin(desk, opened, answers, arguments)
    begin_asking()
    with splash.shown(Talk(recording)):
        from interview.tui import app
    with looked_through(desk.store) as later:
        code = hold_full_screen(partial(app.run, recording, origin=opened.origin, later=later), shown=True)
    saved = recording.keeping and recording.saved and not recording.finished
    if code == 0 and recording.session.answers and saved:
        complain(f"{ALL_SAVED}\n{going_on(recording.asked_as, recording.id)}")
    return code


def _line_by_line(desk: Desk, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace) -> int:
    from interview.cli import line_mode

    begin_asking()
    unfinished = () if answers or arguments.follow or arguments.go_on else desk.saved_offers()
    chosen = _choose(unfinished) if unfinished else None
    recording = _resumed(desk, chosen.id) if chosen else _begin(desk, opened, answers, arguments)
    return line_mode.hold(recording, opened.origin) if recording is not None else 0


def _resumed(desk: Desk, session_id: str) -> Recording | None:
    """Return the interview to go on with, or what is begun instead; None when it was only looked at."""
    try:
        return desk.resume(session_id)
    except StoreError as error:
        from interview.cli.line_mode import instead

        return instead(desk, session_id, error)


def _begin(desk: Desk, opened: Opened, answers: Mapping[str, Answer], arguments: Namespace) -> Recording:
    if arguments.go_on:
        recording = desk.go_on(_kept(desk, arguments.go_on))
    elif arguments.follow:
        recording = desk.follow(_kept(desk, arguments.follow))
    else:
        recording = desk.begin(opened.logic.flow.id)
    for question, answer in answers.items():
        recording.answer(question, answer)
    return recording


def _kept(desk: Desk, prefix: str) -> str:
    """Return the id of the kept interview whose id begins like this; `UsageError` when it is not one."""
    from interview.cli.commands.sessions import find

    if desk.store is None:
        raise UsageError("this needs the kept interviews; leave --no-save out")
    return find(desk.store, prefix).id


def _choose(unfinished: tuple[SessionItem, ...]) -> SessionItem | None:
    """Let the person choose one to go on with; None begins a new one, as it does when nobody can be asked."""
    from interview.cli.line_mode import asked, listed, somebody_types

    if not somebody_types():
        complain(f"interview: beginning a new interview; kept and unfinished: {len(unfinished)}")
        return None
    say("Unfinished interviews of this flow:")
    listed([offer.words for offer in unfinished])
    prompt = "Number to go on with, or n for a new interview: "
    chosen = asked(prompt, len(unfinished), instead=("n",), or_else="or n")
    return None if chosen is None else unfinished[chosen]
