"""From a name to a loaded flow, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview.errors import FlowError
from interview.flow.loading.cache import keep_flow, kept_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow
from interview.library import FlowFolder, flow_folder


@dataclass(frozen=True, slots=True)
class Opened:
    """A loaded flow and where it was found."""

    folder: FlowFolder
    logic: Logic

    @property
    def origin(self) -> str:
        """Where the flow was read from, in words; empty when it is the shipped one."""
        return self.folder.origin


def open_flow(name: str, flows: str | None, cache: Path | None = None) -> Opened:
    """Load a flow by id or folder. `FlowError` when it has mistakes, `UsageError` when it is not there.

    `cache` is the folder in which loaded flows are kept, if they are.
    """
    return load(flow_folder(name, folder_option(flows)), cache)


def load(folder: FlowFolder, cache: Path | None = None) -> Opened:
    """Load the flow in this folder, or take it from the `cache`. `FlowError` when it has mistakes."""
    flow = kept_flow(folder.path, cache) if cache else None
    if flow is None:
        flow = read(folder.path)
        if cache:
            keep_flow(flow, folder.path, cache)
    return Opened(folder, compile_flow(flow))


def read(folder: Path) -> Flow:
    """Load the flow in a folder. `FlowError` when it has mistakes, with the path of each from here."""
    from interview.flow.loading.loader import load_flow  # not needed, nor what reads YAML, for a kept flow
    from interview.flow.yaml.folder import seen_from_here

    try:
        return load_flow(folder)
    except FlowError as error:
        raise FlowError(seen_from_here(folder, error.problems)) from None


def folder_option(folder: str | None) -> Path | None:
    """Return the folder given with an option, such as `--flows`, if one was given."""
    return Path(folder) if folder is not None else None
