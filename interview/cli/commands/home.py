"""`interview` alone: what can be begun and continued, on the full screen or line by line."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from interview.cli import rescued
from interview.cli.desk import Desk
from interview.cli.fullscreen import hold
from interview.cli.opening import Opened, flows_option, load
from interview.cli.passphrase import open_store
from interview.cli.terminal import is_plain, say
from interview.errors import FlowError, InterviewError
from interview.library import FlowFolder, list_flows
from interview.store import Recording, StoreError


def command(arguments: Namespace) -> int:
    """Show the home screen, or list its offers and ask for one."""
    desk = Desk(_flows(flows_option(arguments.flows)), open_store())
    rescued.tell(desk.store)
    if arguments.plain or is_plain():
        return _line_by_line(desk)
    from interview.tui.app import run_home

    return hold(lambda: run_home(desk.home()))


def _flows(folder: Path | None) -> dict[str, Opened | FlowError]:
    return {found.id: _loaded(found) for found in list_flows(folder)}


def _loaded(folder: FlowFolder) -> Opened | FlowError:
    try:
        return load(folder)
    except FlowError as error:
        return error


def _line_by_line(desk: Desk) -> int:
    """Hold what is chosen; what cannot be opened is told, and another may be chosen."""
    from interview.cli import line_mode

    while (chosen := _chosen(desk)) is not None:
        kind, name, origin = chosen
        try:
            recording = _opened(desk, kind, name)
        except InterviewError as error:
            say(str(error))
            continue
        if recording is not None:
            return line_mode.hold(recording, origin)
    return 0


def _opened(desk: Desk, kind: str, name: str) -> Recording | None:
    """Return what is to be held; None when an interview was only looked at."""
    ways = {"saved": desk.resume, "visit": desk.follow, "flow": desk.begin}
    try:
        return ways[kind](name)
    except StoreError as error:
        from interview.cli.instead import instead

        return instead(desk, name, error)


def _chosen(desk: Desk) -> tuple[str, str, str] | None:
    """List what there is and ask; return what kind of offer it is, its id, and its origin."""
    from interview.cli.line_mode import asked, listed

    saved, flows, finished = desk.saved_offers(), desk.flow_offers(), desk.finished_offers()
    if desk.store is not None and desk.store.problem:
        say(f"Nothing can be saved now: {desk.store.problem}")
    if saved:
        say("Go on with:")
        listed([f"{offer.title}: {offer.words}" for offer in saved])
    say("Start:" if flows else "No flow was found.")
    listed([offer.words for offer in flows], first=len(saved) + 1)
    if finished:
        say("Return visit after:")
    listed([f"{offer.title}: {offer.words}" for offer in finished], first=len(saved) + len(flows) + 1)
    if saved or finished:
        say("'interview sessions list' lists and searches everything that is kept.")
    offers = [("saved", offer.id, offer.origin) for offer in saved]
    offers += [("flow", offer.id, offer.origin) for offer in flows]
    offers += [("visit", offer.id, offer.origin) for offer in finished]
    chosen = asked("Number, or Enter to leave: ", len(offers), instead=("", "q"), or_else="or only Enter")
    return None if chosen is None else offers[chosen]
