"""`interview` alone: the home screen, or, where no screen can be shown, what could be begun and how."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from interview.cli.desk import Desk
from interview.cli.fullscreen import hold
from interview.cli.opening import Opened, flows_option, load
from interview.cli.terminal import is_plain, say
from interview.errors import FlowError
from interview.library import FlowFolder, data_folder, list_flows
from interview.store import Store
from interview.tui.offers import FlowOffer, SavedOffer


def command(arguments: Namespace) -> int:
    """Show the home screen, or print its offers with the commands that take them up."""
    desk = Desk(_flows(flows_option(arguments.flows)), Store(data_folder()))
    if is_plain():
        say("\n".join(_offers(desk)))
        return 0
    from interview.tui.app import run_home

    return hold(lambda: run_home(desk.home()))


def _flows(folder: Path | None) -> dict[str, Opened | FlowError]:
    return {found.id: _loaded(found) for found in list_flows(folder)}


def _loaded(folder: FlowFolder) -> Opened | FlowError:
    try:
        return load(folder)
    except FlowError as error:
        return error


def _offers(desk: Desk) -> Iterator[str]:
    for flow in desk.flow_offers():
        yield _start(flow)
    for saved in desk.saved_offers():
        yield _unfinished(saved)
    yield "'interview run FLOW' starts an interview or goes on with one; 'interview --help' tells more."


def _start(flow: FlowOffer) -> str:
    origin = f" (from {flow.origin})" if flow.origin else ""
    return f"{flow.id}: {flow.title}{origin}"


def _unfinished(saved: SavedOffer) -> str:
    return f"unfinished since {saved.when}: {saved.title}, answers: {saved.answers}"
