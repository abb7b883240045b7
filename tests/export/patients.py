"""The scripted patients of the shipped flow as sessions, for what has to hold for every one of them."""

from __future__ import annotations

from functools import cache

from interview.check.paths.path_file import read_paths
from interview.engine import Event, EventKind, Session, replay
from interview.library import flow_folder
from tests.summary.example import AT
from tests.summary.patients import logic


@cache
def scripted() -> dict[str, Session]:
    """Return the session of every patient of every path."""
    paths = read_paths(flow_folder("ibm-management").path, logic().flow)
    return {
        f"{path.file.stem}: {patient.title}": replay(
            logic(),
            (Event(name, EventKind.ANSWERED, name, AT, said) for name, said in patient.answers.items()),
        )
        for path in paths
        for patient in path.patients
    }


@cache
def one_of_each_path() -> dict[str, Session]:
    """Return the session with the most answers of every path, by the path's name."""
    found: dict[str, Session] = {}
    for name, session in scripted().items():
        path = name.partition(":")[0]
        if path not in found or len(session.answers) > len(found[path].answers):
            found[path] = session
    return found
