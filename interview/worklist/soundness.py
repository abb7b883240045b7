"""Whether a flow is run: one in which the check finds errors is not, unless somebody asks for it."""

from __future__ import annotations

import shlex
from datetime import date

from interview.check.verdicts import errors_in, first_errors
from interview.errors import UsageError
from interview.flow.loading.finder import Opened
from interview.library import data_folder
from interview.text import one_line


def errors_of(opened: Opened, *, keep: bool = True) -> int:
    """Return how many errors the check finds in a flow; the verdict is kept, unless nothing may be."""
    folder, flow = opened.folder.path, opened.logic.flow
    return errors_in(folder, flow, data=data_folder(), today=date.today(), keep=keep)


def errors_to_run_with(opened: Opened, name: str, *, anyway: bool, keep: bool = True) -> int:
    """Return how many errors a flow is run with all the same; 0 for a sound one.

    `name` is what the flow is asked for by. `UsageError` with the first errors when nobody said `anyway`.
    """
    errors = errors_of(opened, keep=keep)
    if errors and not anyway:
        raise UsageError(_refusal(opened, name, errors))
    return errors


def _refusal(opened: Opened, name: str, errors: int) -> str:
    flow, asked = opened.logic.flow, shlex.quote(one_line(name))
    count = "an error" if errors == 1 else f"{errors} errors"
    head = (
        f"'{flow.id}' has {count} and is not run; 'interview check {asked}' tells all about them, "
        "and --anyway runs it with a mark on every page"
    )
    return "\n".join((f"{head}:", *first_errors(opened.folder.path, date.today())))
