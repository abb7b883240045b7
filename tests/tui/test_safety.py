"""No text is markup, no control sequence gets out, no answer leaks."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.worker import WorkerFailed

import interview.conversation
import interview.tui
import interview.worklist
from interview.conversation.conversation import Conversation
from interview.errors import UsageError
from interview.flow.answers import Text
from interview.tui.app import InterviewApp, run
from interview.tui.shutdown import farewell
from interview.tui.terminal import REFUSED, NoControl, refuse_debugging
from tests.tui.driver import driven
from tests.tui.small import QUESTIONS, begin, clock, small_logic

SOURCES = sorted(Path(interview.tui.__file__).parent.rglob("*.py"))
HOSTILE = "[/] [@click=app.quit]go[/] [bold]b[/bold] {{ 1/0 }} {% if %} & *x* \\[ ١ 日本 end"
WITH_MARKUP = {
    "Static",
    "Label",
    "Button",
    "OptionList",
    "SelectionList",
    "Checkbox",
    "RadioButton",
    "Collapsible",
}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_widget_reads_markup(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        settings = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in WITH_MARKUP or name == "notify":
            markup = settings.get("markup")
            assert isinstance(markup, ast.Constant), f"{path.name}:{node.lineno} says nothing of markup"
            assert markup.value is False, f"{path.name}:{node.lineno} reads markup"
        assert name not in ("from_markup", "from_text", "Markdown") or "flow.answer_text" in path.read_text()
        assert not {"title", "border_title"} & set(settings) or name in (
            "Theme",
            "SystemCommand",
            "FlowItem",
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_subclass_of_a_widget_with_markup_turns_it_off(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and {getattr(base, "id", "") for base in node.bases} & WITH_MARKUP:
            assert "markup=False" in ast.unparse(node)


async def test_hostile_text_from_a_flow_and_a_person_is_shown_as_it_is() -> None:
    questions = {each.id: replace(each, ask=HOSTILE, label=HOSTILE, why=HOSTILE) for each in QUESTIONS}
    recording = begin(small_logic(questions=questions, title=HOSTILE))
    recording.answer("comment", Text(HOSTILE))
    async with driven(recording, size=(200, 60)) as driver:
        assert driver.screen.count("[@click=app.quit]go[/]") >= 3
        for keys in (("?",), ("escape", "1", "⏎"), ("s",), ("f", "1"), ("f", "2"), ("f", "6"), ("c",)):
            await driver.press(*keys)
            assert "click=app.quit" in driver.screen.replace("\\", "")
        assert driver.app.is_running


async def test_control_characters_never_reach_the_terminal() -> None:
    questions = {each.id: replace(each, ask="a\x1b]52;c;AAAA\x07b\x9bc\u202ed") for each in QUESTIONS}
    async with driven(begin(small_logic(questions=questions, title="t\x1b[2J"))) as driver:
        screen = driver.screen
        assert not [char for char in screen if ord(char) < 32 and char != "\n"]
        assert "\u202e" not in screen
        assert "\x9b" not in screen


def test_the_fence_drops_control_characters_whoever_drew_them() -> None:
    drawn = [Segment("a\x1b[31mb\x07\u202ec\x9d"), Segment("plain")]
    assert [text for text, *_ in NoControl().apply(drawn, Color(0, 0, 0))] == ["a[31mbc", "plain"]


def test_the_fence_stands() -> None:
    assert any(
        isinstance(each, NoControl)
        for each in InterviewApp(Conversation(begin()), clock=clock).get_line_filters()
    )


@pytest.mark.parametrize("name", REFUSED)
def test_debugging_variables_are_refused_by_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=name):
        refuse_debugging({name: "1"})
    monkeypatch.setenv(name, "1")
    with pytest.raises(UsageError, match=name):
        run(Conversation(begin()))


async def test_there_is_no_screenshot_command() -> None:
    async with driven() as driver:
        titles = [command.title for command in driver.app.entries(driver.app.screen)]
        assert not [title for title in titles if "screenshot" in title.lower()]
        assert "Summary so far" in titles
        assert any("High contrast" in title for title in titles)


def test_a_crash_names_the_place_and_no_answer() -> None:
    try:
        secret = "Jane Roe"
        raise RuntimeError(secret)
    except RuntimeError as fault:
        words = farewell(fault, Conversation(begin())).plain
    assert "(RuntimeError at test_safety.py:" in words
    assert "Every answer is saved." in words
    assert "Jane" not in words


def test_a_crash_of_a_worker_is_told_as_what_it_was() -> None:
    try:
        raise KeyError("Jane Roe")
    except KeyError as fault:
        words = farewell(WorkerFailed(fault), Conversation(begin())).plain
    assert "(KeyError at test_safety.py:" in words
    assert "Jane" not in words


def test_a_crash_says_when_answers_are_not_saved() -> None:
    recording = begin()
    recording.saved = False
    assert "could not be saved" in farewell(None, Conversation(recording)).plain
