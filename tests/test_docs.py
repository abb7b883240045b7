"""What the documents promise, the program does."""

from __future__ import annotations

import argparse
import html
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.cli.parser import build_parser
from interview.engine import Status, conclude, replay
from interview.engine.session import Event, EventKind
from interview.flow.answers import Chosen
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.library import flow_folder
from interview.tui import keymap as keys

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
LINKED = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command's name and parser."""
    actions = build_parser()._actions
    found = next(action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def typed_commands(text: str) -> Iterator[str]:
    """Every `interview …` that a document tells its reader to type, in a block or in a line."""
    for block in blocks(text, "text"):
        yield from re.findall(r"^(interview\b.*?)(?:   .*)?$", block, re.MULTILINE)
    yield from re.findall(r"`(interview\b[^`]*)`", text)


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every option of a command, those of its actions included."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from options(below)


@pytest.mark.parametrize("command", sorted(set(typed_commands(README))))
def test_every_command_of_the_readme_can_be_typed(command: str) -> None:
    arguments = build_parser().parse_args(shlex.split(command)[1:])
    assert arguments.command in {"home", *commands()}


def test_the_readme_shows_every_way_to_start() -> None:
    typed = {build_parser().parse_args(shlex.split(line)[1:]).command for line in typed_commands(README)}
    assert typed >= {"home", "run", "render", "explain", "flows", "check"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_is_documented(name: str) -> None:
    sections = re.split(r"^## ", COMMAND_LINE, flags=re.MULTILINE)
    about = "".join(part for part in sections if part.startswith((f"{name}\n", "Every command\n")))
    assert f"interview {name}" in COMMAND_LINE
    assert [option for option in options(commands()[name]) if not re.search(rf"[`\[ ]{option}", about)] == []


def test_no_option_is_documented_that_does_not_exist() -> None:
    known = {option for parser in commands().values() for option in options(parser)}
    assert set(re.findall(r"`(--[a-z-]+)", COMMAND_LINE)) <= known | {"--version"}


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_flow_in_ten_lines_loads_and_concludes(tmp_path: Path) -> None:
    (text,) = blocks(README, "yaml")
    assert len(text.splitlines()) <= 11
    folder = tmp_path / "falls"
    folder.mkdir()
    (folder / "flow.yaml").write_text(text, encoding="utf-8")
    logic = compile_flow(load_flow(folder))
    for answer, status in (("yes", Status.HOLDS), ("no", Status.RULED_OUT)):
        session = replay(
            logic, [Event("1", EventKind.ANSWERED, "fallen", "2026-01-01T00:00:00Z", Chosen(answer))]
        )
        assert conclude(session).statuses == {"review": status}


@pytest.mark.parametrize("page", LINKED, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_tour_names_real_keys() -> None:
    tour = README.partition("## A tour")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([^`\s]{1,7})`", tour)) - {"1", "9", "0", "r", "Enter", "--plain"}
    declared = [*keys.TALK, *keys.SUMMARY, *keys.ANYWHERE, *keys.HOME]
    assert named - {key for command in declared for key in command.shown.split()} == set()
    assert named >= {"u", "b", "e", "s", "?", "ctrl+p"}


def test_the_picture_shows_a_question_that_is_asked() -> None:
    picture = html.unescape((ROOT / "docs" / "interview.svg").read_text(encoding="utf-8")).replace(
        "\xa0", " "
    )
    questions = load_flow(flow_folder("ibm-management").path).questions
    assert any(question.ask in picture for question in questions.values())
    assert "https://cdn" not in picture
