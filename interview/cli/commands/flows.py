"""`interview flows`: what can be run, and where it comes from; what one of them asks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from interview.cli.terminal import say
from interview.errors import FlowError
from interview.flow.loading.answers_file import blank
from interview.flow.loading.finder import folder_option, read
from interview.library import FlowFolder, flow_folder, list_flows


def command(arguments: Namespace) -> int:
    """Print every flow with its version, title and place, and what it hides; or what one asks."""
    if arguments.flow is not None:
        found = flow_folder(arguments.flow, folder_option(arguments.flows))
        say(blank(read(found.path)).rstrip())
        return 0
    for folder in list_flows(folder_option(arguments.flows)):
        say("\n".join(_lines(folder)))
    return 0


def _lines(folder: FlowFolder) -> Iterator[str]:
    yield f"{folder.id}  {_title(folder)}"
    yield f"    from {folder.origin or f'{folder.path} (shipped)'}"
    for hidden in folder.hides:
        yield f"    used instead of {hidden}"


def _title(folder: FlowFolder) -> str:
    """Return version and title, or why there is none."""
    try:
        flow = read(folder.path)
    except FlowError as error:
        count = len(error.problems)
        return f"cannot be loaded: {count} mistake{'s' * (count != 1)}; see 'interview check {folder.id}'"
    return f"{flow.version}  {flow.title}"
