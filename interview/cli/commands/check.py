"""`interview check`: what is found in flows and templates, for people and for other programs."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from interview.check.checker import Report, check_folder
from interview.check.reports import FORMATS
from interview.check.templates import TEMPLATES, check_templates
from interview.cli.terminal import say
from interview.errors import UsageError
from interview.flow.loading.finder import folder_option
from interview.flow.yaml.folder import START
from interview.library import flow_folder, from_here, list_flows, template_folders
from interview.text import shown_path

FINDINGS = 1


def command(arguments: Namespace) -> int:
    """Print what is found; return 1 when there is an error or, with `--strict`, a warning."""
    if arguments.explain is not None:
        return _explain(arguments.explain)
    flows = folder_option(arguments.flows)
    folders = _folders(arguments.targets, flows, folder_option(arguments.templates))
    completions = tuple(folder.path for folder in list_flows(flows))
    day = today()
    reports = [_check(from_here(folder), day, completions) for folder in dict.fromkeys(folders)]
    say(FORMATS[arguments.format or "text"](reports))
    return FINDINGS if any(report.fails(arguments.strict) for report in reports) else 0


def _explain(code: str) -> int:
    from interview.check.pages import explained, listed

    say(explained(code) if code else listed())
    return 0


def _folders(targets: Sequence[str], flows: Path | None, templates: Path | None) -> list[Path]:
    if not targets:
        places = [folder for folder in template_folders(templates) if any(folder.glob(TEMPLATES))]
        if templates is not None and templates not in places:
            raise UsageError(f"there is no template ({TEMPLATES}) in {shown_path(templates)}")
        return [*(folder.path for folder in list_flows(flows)), *places]
    return [path for target in targets for path in _meant_by(target, flows)]


def _meant_by(target: str, flows: Path | None) -> list[Path]:
    """Return the one flow that a name or folder means, or all flows and templates below a folder."""
    try:
        return [flow_folder(target, flows).path]
    except UsageError:
        inside = list(_below(Path(target)))
        if not inside:
            raise
        return inside


def _below(folder: Path) -> Iterator[Path]:
    """Yield folders with a flow or with templates; hidden folders, and those inside a flow, are left out."""
    for path, inside, files in os.walk(folder):
        here = Path(path)
        inside[:] = [] if START in files else sorted(name for name in inside if not name.startswith("."))
        if START in files or any(Path(name).match(TEMPLATES) for name in files):
            yield here


def today() -> date:
    """Return the day on which evidence and reviews are judged."""
    return date.today()


def _check(folder: Path, day: date, completions: Sequence[Path]) -> Report:
    is_flow = (folder / START).is_file() or not any(folder.glob(TEMPLATES))
    return check_folder(folder, today=day) if is_flow else check_templates(folder, completions)
