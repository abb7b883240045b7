"""How many errors a flow has and the first of them, found once for each content and version, and kept.

The verdicts of the shipped flows come with the package, so that nothing is proved before their first
question; `python -m interview.check.verdicts` writes these anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from interview import __version__
from interview.digest import sha256
from interview.flow.model import Flow
from interview.text import one_line

if TYPE_CHECKING:
    from interview.check.checker import Report
    from interview.check.diagnostics.diagnostic import Diagnostic

SHIPPED = Path(__file__).with_name("verdicts.json")
KEPT = "verdicts"
"""The folder within the data folder in which verdicts are kept."""
FIRST = 3
"""How many errors are told when a flow is not run."""
_CODES = "codes.yaml"
"""Checked with a flow it lies beside, though it is no part of the content."""
_LONGEST = 100_000
"""Characters of a kept verdict that are read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many errors a flow has, and the first of them."""

    errors: int
    first: tuple[str, ...] = ()
    """Each in one line, its place within the folder first; empty where only their number is known."""


def verdict_on(
    folder: Path, flow: Flow, *, data: Path, today: date, keep: bool = True, in_words: bool = False
) -> Verdict:
    """Return how many errors the check finds in a flow that loaded from a folder; `in_words` with the first.

    Verdicts are kept below `data`; where nothing can or may be kept, the flow is checked each time. It is
    checked again `in_words` when other lines of its files say the same.
    """
    name = fingerprint(folder, flow)
    path, texts = data / KEPT / __version__ / name, _digest(flow.files)
    shipped = shipped_verdicts().get(name)
    known = _read(path, texts) if shipped is None else Verdict(shipped)
    if known and (known.first or not (known.errors and in_words)):
        return known
    found = _found(folder, today)
    if keep:
        _keep(path, found, texts)
    return found


def fingerprint(folder: Path, flow: Flow) -> str:
    """Return what a verdict is about: the content of a flow, and the codes beside it."""
    codes = folder / _CODES
    beside = codes.read_bytes() if codes.is_file() else b""
    return sha256(flow.content_hash.encode() + beside).hexdigest()


def shipped_verdicts() -> Mapping[str, int]:
    """Return the verdicts that come with the program, by what they are about."""
    with suppress(OSError, ValueError):
        verdicts: dict[str, int] = json.loads(SHIPPED.read_text(encoding="utf-8"))
        return verdicts
    return {}


def verdicts_of(folders: Mapping[Path, Flow], today: date) -> dict[str, int]:
    """Return the verdicts of these flows, found now."""
    return {
        fingerprint(folder, flow): len(_errors(_checked(folder, today))) for folder, flow in folders.items()
    }


def _digest(files: Mapping[str, str]) -> str:
    return sha256(json.dumps(sorted(files.items())).encode()).hexdigest()


def _read(path: Path, texts: str) -> Verdict | None:
    """Return a kept verdict; None when there is none that can be read."""
    with suppress(OSError, ValueError, RecursionError):
        with path.open(encoding="utf-8") as file:
            kept = json.loads(file.read(_LONGEST))
        match kept:
            case {"errors": int(errors), "texts": str(of), "first": list(first)}:
                return Verdict(errors, tuple(one_line(str(one)) for one in first) if of == texts else ())
            case int(errors):  # as an older program kept it
                return Verdict(errors)
    return None


def _keep(path: Path, found: Verdict, texts: str) -> None:
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = {"errors": found.errors, "texts": texts, "first": found.first}
        path.write_text(json.dumps(kept), encoding="utf-8")


def _found(folder: Path, today: date) -> Verdict:
    errors = _errors(_checked(folder, today))
    return Verdict(len(errors), tuple(map(_in_one_line, errors[:FIRST])))


def _in_one_line(one: Diagnostic) -> str:
    place = one.place
    inside = place.file.partition("/")[2]
    return one_line(f"{inside}:{place.line}:{place.column}: {one.message} [{one.code}]")


def _checked(folder: Path, today: date) -> Report:
    from interview.check.checker import check_folder  # only for a flow that has no verdict yet

    return check_folder(folder, today=today)


def _errors(report: Report) -> list[Diagnostic]:
    from interview.check.diagnostics import severity
    from interview.check.diagnostics.diagnostic import Severity

    return [one for one in report.diagnostics if severity(one.code) is Severity.ERROR]


def main() -> None:
    """Write the verdicts of the shipped flows."""
    from interview.flow.loading.loader import load_flow
    from interview.library import shipped_flows

    folders = {folder: load_flow(folder) for folder in shipped_flows()}
    SHIPPED.write_text(json.dumps(verdicts_of(folders, date.today()), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
