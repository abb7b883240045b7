"""How many errors a flow has, found once for each content and version of the program, and kept.

The verdicts of the shipped flows come with the package, so that nothing is proved before their first
question; `python -m interview.check.verdicts` writes these anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from interview import __version__
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
_LONGEST = 9


def errors_in(folder: Path, flow: Flow, *, data: Path, today: date, keep: bool = True) -> int:
    """Return how many errors the check finds in a flow that loaded from a folder.

    Verdicts are kept below `data`; where nothing can or may be kept, the flow is checked each time.
    """
    name = fingerprint(folder, flow)
    path = data / KEPT / __version__ / name
    known = shipped_verdicts().get(name)
    if known is None:
        known = _read(path)
    if known is not None:
        return known
    errors = len(_errors(_checked(folder, today)))
    if keep:
        _keep(path, errors)
    return errors


def first_errors(folder: Path, today: date) -> tuple[str, ...]:
    """Return the first errors of a flow as the check finds them now, each with its place, in one line."""
    report = _checked(folder, today)
    return tuple(
        f"{report.file(one.place)}:{one.place.line}:{one.place.column}: {one_line(one.message)} [{one.code}]"
        for one in _errors(report)[:FIRST]
    )


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


def _read(path: Path) -> int | None:
    """Return a kept verdict; None when there is none that can be read."""
    with suppress(OSError, ValueError):
        return int(path.read_text(encoding="ascii")[:_LONGEST])
    return None


def _keep(path: Path, errors: int) -> None:
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(str(errors), encoding="ascii")


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
