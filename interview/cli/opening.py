"""From names on the command line to a flow and a session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from interview.engine import Event, EventKind, Session, replay
from interview.flow.answers import Answer
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
    return load(flow_folder(name, flows_option(flows)))


def load(folder: FlowFolder) -> Opened:
    """Load the flow in this folder. `FlowError` when it has mistakes."""
    return Opened(folder, compile_flow(load_flow(folder.path)))


def flows_option(flows: str | None) -> Path | None:
    """Return the folder given with `--flows`, if one was given."""
    return Path(flows) if flows is not None else None


def templates_option(templates: str | None) -> Path | None:
    """Return the folder given with `--templates`, if one was given."""
    return Path(templates) if templates is not None else None


def session_of(logic: Logic, answers: Mapping[str, Answer], *, at: str) -> Session:
    """Return the session in which exactly these answers were given."""
    given = (
        Event(id=f"file-{number}", kind=EventKind.ANSWERED, question=question, at=at, answer=answer)
        for number, (question, answer) in enumerate(answers.items())
    )
    return replay(logic, given)


def now() -> str:
    """Return the present moment in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
