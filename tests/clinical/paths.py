"""The scripted patients that lie beside the flow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from interview.library import flow_folder

from .questions import NUMBER


@dataclass(frozen=True, slots=True)
class ScriptedPath:
    """A patient's answers and what is expected of them; expectations may leave lines out."""

    name: str
    title: str
    answers: dict[str, Any]
    statuses: dict[str, str]
    tables: dict[str, set[str]]
    warnings: int | None


def read(file: Path) -> ScriptedPath:
    """Read one path; as in every file of a flow, yes and no are text."""
    script = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert script.keys() == {"path", "answers", "expect"}, file.name
    expect = script["expect"]
    assert expect.keys() <= {"holds", "ruled_out", "open", "tables", "warnings"}, file.name
    listed = [(name, status) for status in ("holds", "ruled_out", "open") for name in expect.get(status, [])]
    assert len(dict(listed)) == len(listed), f"{file.name} expects something twice"
    return ScriptedPath(
        name=file.stem,
        title=script["path"],
        answers={question: _plain(question, answer) for question, answer in script["answers"].items()},
        statuses=dict(listed),
        tables={table: _outcomes(outcome) for table, outcome in expect.get("tables", {}).items()},
        warnings=int(expect["warnings"]) if "warnings" in expect else None,
    )


def _plain(question: str, answer: Any) -> Any:
    is_number = question in NUMBER and answer.replace(".", "").isdigit()
    return float(answer) if is_number else answer


def _outcomes(outcome: str | list[str]) -> set[str]:
    return {outcome} if isinstance(outcome, str) else set(outcome)


PATHS = tuple(read(file) for file in sorted((flow_folder("ibm-management").path / "paths").glob("*.yaml")))
