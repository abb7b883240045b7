"""Nothing slow is imported before it is needed; each check asks a fresh interpreter."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

LIST_MODULES = "import sys; print(*sorted(sys.modules), sep='\\n')"


def modules_after(code: str) -> set[str]:
    """Names of every top-level module a new interpreter has loaded after running this code."""
    command = [sys.executable, "-c", f"{code}\n{LIST_MODULES}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=unmeasured())
    return {line.partition(".")[0] for line in done.stdout.splitlines()}


def unmeasured() -> dict[str, str]:
    """The environment without what makes a coverage run load itself into every interpreter."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def asked_for(*arguments: str) -> str:
    """Code that runs the command line as a person would, up to its exit."""
    return f"""
import contextlib, io
from interview.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main({list(arguments)!r})
"""


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        (
            "import interview.flow.loading.loader",
            {"textual", "rich", "jinja2", "sqlite3", "pydantic", "markdown_it"},
        ),
        ("import interview.engine", {"textual", "rich", "jinja2", "sqlite3", "pydantic", "yaml"}),
        ("import interview.store", {"textual", "rich", "jinja2", "yaml"}),
        ("import interview.plain", {"textual", "rich", "jinja2"}),
        ("import interview.export.makers", {"textual", "jinja2", "docx", "lxml", "typst"}),
        ("import interview.tui.app", {"jinja2", "markdown_it", "pydantic"}),
        (asked_for("--help"), {"textual", "yaml", "jinja2", "dataclasses", "typing"}),
        (asked_for("run", "--help"), {"textual", "yaml", "jinja2", "dataclasses", "typing"}),
        (asked_for("--version"), {"textual", "yaml", "jinja2", "dataclasses", "typing"}),
    ],
    ids=["flow", "engine", "store", "plain", "forms", "tui", "--help", "run --help", "--version"],
)
def test_loads_nothing_slow(code: str, unwanted: set[str]) -> None:
    assert modules_after(code) & unwanted == set()


def test_a_fresh_interpreter_tells_what_it_loaded() -> None:
    assert "jinja2" in modules_after("import jinja2")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_answers_with_little_loaded(option: str) -> None:
    """What is loaded is what it costs; benchmarks/app.py measures that against a bare interpreter."""
    few = modules_after("import __future__, argparse, errno, gettext, interview, locale, textwrap")
    assert modules_after(asked_for(option)) - few <= {"contextlib", "io"} | modules_after(
        "import contextlib, io"
    )
