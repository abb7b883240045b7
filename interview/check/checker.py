"""Everything that is found in a flow's folder: mistakes, proofs and lint, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from interview.check.diagnostics import severity
from interview.check.diagnostics.diagnostic import Diagnostic, Severity
from interview.check.locations import Locations
from interview.errors import FlowError, Place, Problem
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from interview.flow.yaml.folder import path_of
from interview.library import real_path
from interview.text import one_line, shown_path


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one folder, in the order of the files."""

    folder: Path
    diagnostics: tuple[Diagnostic, ...]
    flow: Flow | None = None
    """The flow, when it loaded."""

    @property
    def name(self) -> str:
        """The flow and its version, or the folder."""
        return f"{self.flow.id} {self.flow.version}" if self.flow else shown_path(self.folder)

    def count(self, wanted: Severity) -> int:
        """Return how many findings are that grave."""
        return sum(severity(diagnostic.code) is wanted for diagnostic in self.diagnostics)

    def fails(self, strict: bool) -> bool:
        """Return whether there is an error or, when strict, a warning."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))

    def file(self, place: Place) -> str:
        """Return the path of the file a place is in, as the folder was named."""
        return path_of(self.folder, place)


def check_folder(folder: Path, *, today: date) -> Report:
    """Return everything that is found in a flow's folder, as of a day."""
    try:
        flow = load_flow(folder)
    except FlowError as error:
        return Report(folder, tuple(as_diagnostic(problem) for problem in error.problems))
    found = _guarded(folder, _checks(folder, flow, today))
    return Report(folder, _placed(found, Locations(folder)), flow)


def _checks(folder: Path, flow: Flow, today: date) -> Iterator[Diagnostic]:
    from interview.check.cases.training import check_cases
    from interview.check.lint import lint
    from interview.check.proofs import prove
    from interview.check.proofs.compilation import runnable

    logic = compile_flow(flow)
    return chain(runnable(flow), prove(logic), lint(folder, logic, today=today), check_cases(folder, logic))


def _guarded(folder: Path, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Turn a fault of a check into a finding, so that the author keeps what was found before it."""
    try:
        yield from found
    except (Exception, RecursionError) as fault:  # whatever a flow contains, its author gets an answer
        kind = type(fault).__name__
        said = f"the flow cannot be checked ({kind}); please report this as a fault of the program"
        yield Diagnostic(Place(one_line(f"{real_path(folder).name}/flow.yaml")), "internal-fault", said)


def _placed(found: Iterable[Diagnostic], written: Locations) -> tuple[Diagnostic, ...]:
    """Return findings once each, in order, with the lines they are on."""
    unique = {(one.place, one.code, one.message): one for one in found}
    return tuple(
        sorted(replace(one, excerpt=one.excerpt or written.excerpt(one.place)) for one in unique.values())
    )


def as_diagnostic(problem: Problem) -> Diagnostic:
    """Return a mistake that loading found as a finding."""
    return Diagnostic(problem.place, problem.code, problem.message, problem.excerpt)
