"""The sound flow with a little changed, and what lint says about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from interview.check.diagnostics.code import TODAY, changed
from interview.check.diagnostics.diagnostic import Diagnostic
from interview.check.lint import lint
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow


def linted(folder: Path, *changes: str, today: date = TODAY) -> list[Diagnostic]:
    """What lint finds in the sound flow with pieces replaced: old, new, old, new."""
    folder = folder / "falls"
    folder.mkdir(exist_ok=True)
    (folder / "flow.yaml").write_text(changed(*changes), encoding="utf-8")
    return list(lint(folder, compile_flow(load_flow(folder)), today=today))


def codes(folder: Path, *changes: str, today: date = TODAY) -> list[str]:
    """The codes of what lint finds."""
    return [diagnostic.code for diagnostic in linted(folder, *changes, today=today)]


def more(*lines: str) -> tuple[str, str]:
    """The change that adds recommendations: `id | when | title | say`, with a stance and other keys after."""
    return "sources:\n  smith2020:\n", "".join(map(_line, lines)) + "sources:\n  smith2020:\n"


def _line(text: str) -> str:
    name, when, title, say, *others = (part.strip() for part in text.split("|"))
    stance = others[0] if others else "inform"
    keys = "".join(f"    {key}\n" for key in others[1:])
    return (
        f"  {name}:\n    section: advice\n    stance: {stance}\n    urgency: routine\n    title: {title}\n"
        f"    say: {say}\n    when: {when}\n    evidence: [guideline]\n    sources: [smith2020]\n{keys}"
    )
