"""What each code means, told by `check --explain` and written as the pages of docs/checks.

The pages are written by `python -m interview.check.pages docs/checks`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill

from interview.check.checker import Report, check_folder
from interview.check.diagnostics import CODES, GROUPS, Code, Example
from interview.check.diagnostics.code import SOUND, TODAY
from interview.check.reports import diagnostic_lines
from interview.check.templates import check_templates
from interview.errors import UsageError, did_you_mean
from interview.flow.yaml.folder import START
from interview.text import one_line

INDEX = "README.md"
_GENERATED = "<!-- Written by `make pages` from interview/check/diagnostics; do not edit. -->\n"
_INTRODUCTION = """\
# What `interview check` finds

Every finding has a code, and every code a page: what it means, a flow that shows it, how to mend it. An
*error* fails a check, a *warning* fails it with `--strict`, a *note* never does. The examples change a little
of the sound flow below, checked as if the day were {today}.
"""
_SOUND = "\n## The sound flow\n\n```yaml\n{}```\n"
_WIDTH = 110


def pages() -> dict[str, str]:
    """Return every page by its file name, the index included."""
    written = {INDEX: _index()}
    for group in GROUPS.values():
        written |= {f"{code.id}.md": _page(code) for code in group}
    return written


def explained(name: str) -> str:
    """Return all about a code for somebody who asked by its name; `UsageError` when there is none of it."""
    if name not in CODES:
        near = did_you_mean(name, CODES) or "; 'interview check --explain' lists them"
        raise UsageError(f"no finding is called '{one_line(name)}'{near}")
    return _about(CODES[name]).rstrip()


def listed() -> str:
    """Return every code with its title, the kinds apart, for somebody who asked for them all."""
    return "\n\n".join("\n".join((heading, *map(_row, GROUPS[heading]))) for heading in GROUPS)


def _row(code: Code) -> str:
    return f"  {code.id:<{max(map(len, CODES))}}  {code.severity:<7}  {code.title}"


def checked(example: Example, folder: Path) -> Report:
    """Write an example into a folder and return what a check says about it."""
    example.write(folder)
    if any(name.endswith(".j2") for name in example.files):
        return check_templates(folder, [folder] if START in example.files else [])
    return check_folder(folder, today=TODAY)


def _index() -> str:
    return (
        _GENERATED + _INTRODUCTION.format(today=TODAY) + "".join(map(_group, GROUPS)) + _SOUND.format(SOUND)
    )


def _group(heading: str) -> str:
    rows = "".join(
        f"| [{code.id}]({code.id}.md) | {code.severity} | {code.title} |\n" for code in GROUPS[heading]
    )
    return f"\n## {heading}\n\n| code | | |\n|---|---|---|\n{rows}"


def _page(code: Code) -> str:
    return _GENERATED + _about(code)


def _about(code: Code) -> str:
    parts = [f"# {code.id}\n", f"**{code.severity}**: {code.title}.\n", _wrapped(code.meaning)]
    if code.example:
        parts += _shown(code.example())
    return "\n".join([*parts, "## How to mend it\n", _wrapped(code.mend)])


def _shown(example: Example) -> Iterator[str]:
    language = "text" if example.place.file.endswith(".j2") else "yaml"
    yield "## Example\n"
    if example.snippet:
        yield f"```{language}\n{example.snippet}\n```\n"
    yield "```text\n" + "\n".join(_said(example)) + "\n```\n"


def _wrapped(text: str) -> str:
    return fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _said(example: Example) -> Iterator[str]:
    """Yield what the command prints about an example, without the pointer to the page itself."""
    with TemporaryDirectory() as scratch:
        report = checked(example, Path(scratch) / "falls")
    report = replace(report, folder=Path("falls"))
    for diagnostic in report.diagnostics:
        yield from list(diagnostic_lines(diagnostic, report))[:-1]


def main(folder: Path) -> None:
    """Write all pages into a folder, and remove those of codes that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for old in set(folder.glob("*.md")) - {folder / name for name in written}:
        old.unlink()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
