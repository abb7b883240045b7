"""Where the flow of an imported session comes from: from here, an earlier release, or only its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from interview.errors import FlowError
from interview.flow.loading.finder import folder_option
from interview.library import FlowFolder, list_flows, released_flows
from interview.store.snapshots import files_hash


def origins_here(flows: str | None) -> dict[str, str]:
    """Return where each flow known here was read from, by the hash of its files; empty for a shipped one."""
    origins = dict.fromkeys(released_flows(), "")
    for folder, files in _found(flows):
        origins.setdefault(files_hash(files), folder.origin)
    return origins


def files_here(name: str) -> Mapping[str, str]:
    """Return the files of a flow found here, by their hash; empty when there are no such files."""
    return next((files for _, files in _found() if files_hash(files) == name), {})


def _found(flows: str | None = None) -> Iterator[tuple[FlowFolder, Mapping[str, str]]]:
    """Yield each flow found here with its files; nothing can have been held with one that does not load."""
    from interview.flow.loading.loader import load_flow

    for folder in list_flows(folder_option(flows)):
        with suppress(FlowError):
            yield folder, load_flow(folder.path).files
