"""Where flows, templates and saved sessions live.

Flows are looked for in four places, and the first that has one wins: the folder given with `--flows`, the
folder named by INTERVIEW_FLOWS, `flows` in the user's data folder, and the flows shipped with the program.
Overriding clinical content is never silent: a flow that is not the shipped one says where it came from.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview.errors import UsageError, did_you_mean
from interview.text import one_line

_PACKAGE = Path(__file__).parent
_FLOW_FILE = "flow.yaml"


@dataclass(frozen=True, slots=True)
class FlowFolder:
    """A flow's folder and where it was found."""

    id: str
    """The folder's name, by which the flow is asked for."""
    path: Path
    origin: str
    """Where the flow was read from, and why there; empty for a shipped flow."""
    hides: tuple[Path, ...] = ()
    """Flows of the same id in places that come later; they are not used."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder of flows and how the user came to choose it; no reason means shipped."""

    folder: Path
    reason: str = ""


def flow_folder(name: str, flows: Path | None = None) -> FlowFolder:
    """Return the flow with this id, or in this folder.

    An id is looked up first, so a folder that happens to lie in the working directory never takes the place
    of a known flow; write `./name` for the folder. `UsageError` when there is neither.
    """
    known = {found.id: found for found in list_flows(flows)}
    if name in known:
        return known[name]
    folder = Path(name)
    if (folder / _FLOW_FILE).is_file():
        return FlowFolder(folder.resolve().name, folder, _shown(folder))
    raise UsageError(_not_found(name, folder, tuple(known)))


def list_flows(flows: Path | None = None) -> tuple[FlowFolder, ...]:
    """Return every flow that can be asked for by id, in order of id.

    `UsageError` when a folder of flows was named and does not exist.
    """
    found: dict[str, FlowFolder] = {}
    for place in _places(flows):
        for folder in flows_in(place.folder):
            winner = found.get(folder.name)
            if winner is None:
                origin = f"{_shown(folder)} ({place.reason})" if place.reason else ""
                found[folder.name] = FlowFolder(folder.name, folder, origin)
            elif winner.path.resolve() != folder.resolve():
                hides = (*winner.hides, folder)
                found[folder.name] = FlowFolder(winner.id, winner.path, winner.origin, hides)
    return tuple(found[name] for name in sorted(found))


def templates_folder() -> Path:
    """Return the folder of the shipped templates."""
    return _shipped("templates")


def data_folder() -> Path:
    """Return the folder for saved sessions and the user's own flows, which may not exist yet.

    INTERVIEW_DATA wins over the platform's own place for user data.
    """
    chosen = os.environ.get("INTERVIEW_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("interview", appauthor=False)


def documents_folder() -> Path:
    """Return the folder a person looks for documents in: the platform's own, or home where there is none."""
    import platformdirs

    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()


def _places(flows: Path | None) -> Iterator[_Place]:
    """Yield the folders of flows, the strongest first."""
    if flows is not None:
        yield _named(flows, "--flows")
    variable = os.environ.get("INTERVIEW_FLOWS")
    if variable:
        yield _named(Path(variable), "INTERVIEW_FLOWS")
    yield _Place(data_folder() / "flows", "your own flows")
    yield _Place(_shipped("flows"))


def _named(folder: Path, reason: str) -> _Place:
    """Return a folder the user named; falling back to other content would hide a slip of the pen."""
    if not folder.is_dir():
        raise UsageError(f"{reason}: there is no folder {_shown(folder)}")
    return _Place(folder, reason)


def flows_in(folder: Path) -> list[Path]:
    """Return the flow folders directly inside a folder, which may not exist."""
    return sorted(path.parent for path in folder.glob(f"[!.]*/{_FLOW_FILE}"))


def _shipped(name: str) -> Path:
    """Return a folder that an installation has inside the package and a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def _not_found(name: str, folder: Path, known: tuple[str, ...]) -> str:
    """Say what is missing: a folder's `flow.yaml`, or a flow of that id."""
    if folder.is_dir():
        return f"the folder {_shown(folder)} has no {_FLOW_FILE}"
    hint = did_you_mean(name, known) or f"; the known flows are: {', '.join(known) or 'none'}"
    return f"there is no flow '{one_line(name)}'{hint}"


def _shown(path: Path) -> str:
    """Return a path as text that is safe to print."""
    return one_line(str(path))
