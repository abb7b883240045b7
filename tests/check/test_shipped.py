"""What is shipped passes its own check, warnings included."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview.check.checker import check_folder
from interview.check.templates import check_templates
from interview.check.verdicts import shipped_verdicts, verdicts_of
from interview.flow.loading.loader import load_flow
from interview.library import list_flows, shipped_flows, templates_folder

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "flow", [found.path for found in list_flows() if not found.origin], ids=lambda path: path.name
)
def test_a_shipped_flow_has_nothing_to_find(flow: Path) -> None:
    report = check_folder(flow, today=DAY)
    assert [str(diagnostic) for diagnostic in report.diagnostics] == []


def test_the_shipped_templates_have_nothing_to_find() -> None:
    assert check_templates(templates_folder()).diagnostics == ()


def test_the_verdicts_that_come_with_the_program_are_those_of_today() -> None:
    """`python -m interview.check.verdicts` writes them after a change of content."""
    folders = {folder: load_flow(folder) for folder in shipped_flows()}
    assert shipped_verdicts() == verdicts_of(folders, DAY)
