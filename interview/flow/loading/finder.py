"""From a name to a loaded flow, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
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


def open_flow(name: str, flows: str | None) -> Opened:
    """Load a flow by id or folder. `FlowError` when it has mistakes, `UsageError` when it is not there."""
    return load(flow_folder(name, folder_option(flows)))


def load(folder: FlowFolder) -> Opened:
    """Load the flow in this folder. `FlowError` when it has mistakes."""
    return Opened(folder, compile_flow(load_flow(folder.path)))


def folder_option(folder: str | None) -> Path | None:
    """Return the folder given with an option, such as `--flows`, if one was given."""
    return Path(folder) if folder is not None else None
