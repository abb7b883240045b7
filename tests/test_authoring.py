"""The authoring guide, typed from end to end: every file, every change, every command and its output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.cli.parser import build_parser
from tests import guide

PAGE = Path(__file__).parent.parent / "docs" / "authoring.md"
GUIDE = PAGE.read_text(encoding="utf-8")
BLOCKS = list(guide.blocks(GUIDE))
TYPED = [one for block in BLOCKS if block.language == "text" for one in guide.typed(block)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What every command of the guide really printed, by the line on which it stands."""
    folder = tmp_path_factory.mktemp("guide")
    with guide.reading(tmp_path_factory.mktemp("data")):
        return {one.line: got for block in BLOCKS for one, got in guide.run(block, folder)}


@pytest.mark.parametrize("one", TYPED, ids=lambda one: f"line {one.line}: {one.command}")
def test_every_command_prints_what_the_guide_says(one: guide.Typed, printed: dict[int, str]) -> None:
    if not guide.says(one.printed, printed[one.line]):
        assert printed[one.line] == one.printed


def test_every_block_is_run() -> None:
    run = {"yaml", "diff", "text"}
    left = [block for block in BLOCKS if block.language not in run]
    assert {block.language for block in left} == {"sh"}
    assert all("install" in line for block in left for line in block.text.splitlines())
    assert [block.line for block in BLOCKS if block.language in ("yaml", "diff") and not block.file] == []
    assert [
        block.line for block in BLOCKS if block.language == "text" and not block.text.startswith("$ ")
    ] == []


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`(interview [a-z]+ [^`]+)`", GUIDE))))
def test_every_command_named_in_passing_can_be_typed(command: str) -> None:
    assert build_parser().parse_args(command.split()[1:]).command == command.split()[1]


def test_every_section_is_listed_at_the_top() -> None:
    sections = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    listed = re.findall(r"\[([^\]]+)\]\(#([a-z-]+)\)", " ".join(GUIDE.partition("\n## ")[0].split()))
    assert [title for title, _ in listed] == sections
    assert [re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in sections] == [
        anchor for _, anchor in listed
    ]
