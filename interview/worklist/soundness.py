"""Whether a flow is run: one in which the check finds errors is not, unless somebody asks for it."""

from __future__ import annotations

from datetime import date

from interview.check.verdicts import Verdict, verdict_on
from interview.errors import UsageError
from interview.flow.loading.finder import Opened
from interview.library import asked_from_here, data_folder, from_here
from interview.text import shown_path


def errors_of(opened: Opened, *, keep: bool = True) -> int:
    """Return how many errors the check finds in a flow; the verdict is kept, unless nothing may be."""
    return _verdict(opened, keep=keep).errors


def errors_to_run_with(opened: Opened, *, anyway: bool | None = None, keep: bool = True) -> int:
    """Return how many errors a flow is run with all the same; 0 for a sound one.

    `UsageError` with the first errors when nobody said `anyway`, which can be said unless it is None.
    """
    found = _verdict(opened, keep=keep, in_words=not anyway)
    if found.errors and not anyway:
        raise UsageError(_refusal(opened, found, can_be_run=anyway is not None))
    return found.errors


def _verdict(opened: Opened, *, keep: bool, in_words: bool = False) -> Verdict:
    folder, flow = opened.folder.path, opened.logic.flow
    return verdict_on(folder, flow, data=data_folder(), today=date.today(), keep=keep, in_words=in_words)


def _refusal(opened: Opened, found: Verdict, *, can_be_run: bool) -> str:
    flow, asked = opened.logic.flow, asked_from_here(opened.folder)
    count = "an error" if found.errors == 1 else f"{found.errors} errors"
    head = f"'{flow.id}' has {count} and is not run; 'interview check {asked}' tells all about them"
    head += ", and --anyway runs it with a mark on every page" if can_be_run else ""
    folder = shown_path(from_here(opened.folder.path))
    return "\n".join((f"{head}:", *(f"{folder}/{one}" for one in found.first)))
