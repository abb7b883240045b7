"""What docs/paths.md shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from interview.check.paths import reports
from interview.check.paths.path_file import EXPECT, LISTS
from tests.check.paths.small import folder, run
from tests.cli.conftest import FLOW

PAGE = (Path(__file__).parents[3] / "docs" / "paths.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_examples_are_met(tmp_path: Path) -> None:
    result = run(folder(tmp_path, {f"example{number}": text for number, text in enumerate(EXAMPLES)}, FLOW))
    assert len(result.paths) == 2
    assert list(reports.failures(result, Path("falls"))) == []


def test_the_failure_shown_is_the_one_that_is_told(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    younger = FLOW.replace("age >= 50", "age >= 49")
    result = run(folder(tmp_path, {"bones": EXAMPLES[1]}, younger))
    assert "\n".join(reports.failures(result, Path("falls"))).strip() == shown.strip()


def test_every_key_is_in_the_reference() -> None:
    keys = {key.name for key in EXPECT.keys}
    assert [key for key in keys if f"`{key}`" not in PAGE] == []
    assert set(LISTS) <= keys
