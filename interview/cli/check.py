"""`interview check`: every mistake in a flow's files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from interview.cli.opening import flows_option
from interview.cli.terminal import complain, say
from interview.errors import FlowError, UsageError
from interview.flow.load import load_flow
from interview.flow.logic import compile_flow
from interview.library import flow_folder, flows_in, list_flows
from interview.text import one_line

FINDINGS = 1


def command(arguments: Namespace) -> int:
    """Tell each mistake on standard error, and for each flow on standard output how many there are."""
    folders = _folders(arguments.targets, flows_option(arguments.flows))
    sound = [_check(folder) for folder in folders]
    return 0 if all(sound) else FINDINGS


def _folders(targets: Sequence[str], flows: Path | None) -> list[Path]:
    if not targets:
        return [folder.path for folder in list_flows(flows)]
    return [path for target in targets for path in _meant_by(target, flows)]


def _meant_by(target: str, flows: Path | None) -> list[Path]:
    """Return the one flow that a name or folder means, or every flow directly inside a folder."""
    try:
        return [flow_folder(target, flows).path]
    except UsageError:
        inside = flows_in(Path(target))
        if not inside:
            raise
        return inside


def _check(folder: Path) -> bool:
    """Report on one flow; return True when nothing is wrong with it."""
    try:
        flow = load_flow(folder)
        compile_flow(flow)
    except FlowError as error:
        complain(str(error))
        count = len(error.problems)
        say(f"{one_line(str(folder))}: {count} mistake{'s' * (count != 1)}")
        return False
    say(f"{flow.id} {flow.version}: no mistakes")
    return True
