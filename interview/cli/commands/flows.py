"""`interview flows`: what can be run, and where it comes from; what one of them asks."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from interview.cli.terminal import say
from interview.errors import FlowError
from interview.flow.loading.answers_file import blank
from interview.flow.loading.finder import folder_option, read
from interview.library import FlowFolder, flow_folder, list_flows
from interview.text import shell_path, shown_path


def command(arguments: Namespace) -> int:
    """Print every flow with its version, title and place, and what it hides; or what one asks."""
    if arguments.flow is not None:
        found = flow_folder(arguments.flow, folder_option(arguments.flows))
        say(blank(read(found.path)).rstrip())
        return 0
    for folder in list_flows(folder_option(arguments.flows)):
        say("\n".join(_lines(folder, arguments.flows)))
    return 0


def _lines(folder: FlowFolder, flows: str | None) -> Iterator[str]:
    yield f"{folder.id}  {_title(folder, flows)}"
    yield f"    from {folder.origin or f'{folder.path} (shipped)'}"
    for hidden in folder.hides:
        yield f"    used instead of {shown_path(hidden)}"


def _title(folder: FlowFolder, flows: str | None) -> str:
    """Return version and title, or why there is none."""
    try:
        flow = read(folder.path)
    except FlowError as error:
        count = len(error.problems)
        named = f"--flows {shell_path(flows)} " if flows is not None else ""
        check = f"interview check {named}{shell_path(folder.id)}"
        return f"cannot be loaded: {count} mistake{'s' * (count != 1)}; see '{check}'"
    return f"{flow.version}  {flow.title}"
