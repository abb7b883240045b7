"""`interview test`: the paths beside a flow, run against it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from interview.check.locations import ConditionLocations
from interview.check.paths import reports
from interview.check.paths.coverage import coverage
from interview.check.paths.mutation.survivors import run_mutants
from interview.check.paths.path_file import PATHS, read_paths
from interview.check.paths.runner import Run, run_paths
from interview.check.paths.update import updates
from interview.cli.terminal import read_line, say
from interview.flow.loading.finder import Opened, folder_option, load
from interview.library import flow_folder, from_here, list_flows
from interview.text import shown_path

FAILED = 1
_NOT_MUTATED = (
    "No fault was put in (--mutate): that tells something only once every expectation is met. "
    "Correct the flow or the paths first; --update rewrites expectations."
)


def command(arguments: Namespace) -> int:
    """Run the paths of one flow, or of all; tell what is not met, what is not reached and what survives."""
    flows = folder_option(arguments.flows)
    folders = [flow_folder(arguments.flow, flows)] if arguments.flow else list_flows(flows)
    passed = [_test(load(folder), arguments) for folder in folders]
    return 0 if all(passed) else FAILED


def _test(opened: Opened, arguments: Namespace) -> bool:
    """Test one flow; return True when every expectation is met and no mutant survives."""
    flow, folder = opened.logic.flow, opened.folder.path
    run = run_paths(opened.logic, read_paths(folder, flow))
    if not run.patients:
        paths = shown_path(from_here(folder / PATHS))
        say(f"{flow.id} {flow.version}: nothing is tested; there are no paths in {paths}")
        return False
    if run.failures and arguments.update:
        run = _update(run, opened, ask=not arguments.yes)
    _say(reports.failures(run, folder))
    say(f"{flow.id} {flow.version}: {reports.tally(run)}")
    places = ConditionLocations(folder)
    _say(reports.reach(coverage(run, places), folder, gaps=arguments.coverage))
    if run.failures:
        if arguments.mutate:
            say(_NOT_MUTATED)
        return False
    return not arguments.mutate or _hunt(run, places, folder)


def _hunt(run: Run, places: ConditionLocations, folder: Path) -> bool:
    found = run_mutants(run.logic.flow, run.patients)
    _say(reports.outcome(found, places, folder))
    return not found.survivors


def _update(run: Run, opened: Opened, *, ask: bool) -> Run:
    """Rewrite the expectations that are not met, once the person agrees, and run the paths again."""
    changes = updates(run, opened.folder.path)
    _say(change.diff for change in changes)
    if ask and (read_line("Write these changes? [y/N] ") or "").strip().lower() not in ("y", "yes"):
        say("Nothing was written.")
        return run
    for change in changes:
        change.write()
    return run_paths(opened.logic, read_paths(opened.folder.path, opened.logic.flow))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
