"""One script, held with either face: what a person does, and what comes of it on the app and line by line.

A script is a list of sittings; each is a list of steps, and ends with the program being left. A step is read
at the question that is asked, so that two faces that ask otherwise are bound to record otherwise.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual import events

from interview import plain
from interview.conversation import start
from interview.conversation.commands import option_key
from interview.conversation.conversation import Conversation
from interview.conversation.finish import ALL_ASKED
from interview.flow.answers import Reason
from interview.flow.logic.compiler import Logic
from interview.flow.model import Question, QuestionType
from interview.plain.dialogue import END_PROMPT, LABEL_PROMPT, NONE_PROMPT, PICK_PROMPT, REPLACE_PROMPT
from interview.plain.exit import FINISHED_PROMPT
from interview.store import Store
from interview.tui.app import InterviewApp
from interview.tui.screens.carryover import ChangedScreen
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.panels import ChoosePanel
from interview.tui.screens.summary import SummaryScreen
from tests.conversation.meaning import Said, by_somebody, meaning, said
from tests.conversation.steps import (
    Act,
    Add,
    Anew,
    Back,
    Choose,
    Disk,
    Done,
    Edit,
    Enter,
    Label,
    Pass,
    Quit,
    Rest,
    Say,
    Step,
    Tick,
    Type,
)
from tests.store.failures import Fault
from tests.tui.driver import Driver

FIRST_DAY = datetime(2026, 3, 1, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Sitting:
    """What happens from opening the interview to leaving the program.

    With `visit`, it is a new interview that follows the last; `flow` takes the place of the flow before.
    """

    steps: Sequence[Act]
    visit: bool = False
    flow: Logic | None = None


@dataclass
class Patient:
    """Somebody whose interviews are kept in a folder of their own."""

    store: Store
    logic: Logic
    fault: Fault
    id: str = ""
    day: int = 0
    logs: list[list[Said]] = field(default_factory=list)
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    """When each interview was finished, its note, and what it is called, as it was kept after a sitting."""
    astray: list[tuple[Act, list[Said], list[Said]]] = field(default_factory=list)
    """Steps that recorded something else than they mean, with that."""
    _said: tuple[Act, list[Said], Conversation, int] | None = None

    def open(self, sitting: Sitting) -> Conversation:
        self.fault.statement = ""
        self.logic = sitting.flow or self.logic
        self.day += 40 if sitting.visit else 0
        if not self.id:
            return start.begin(self.store, self.logic, clock=self.clock)
        saved = self.store.find(self.id)
        if sitting.visit:
            return start.follow(self.store, saved, self.logic, clock=self.clock)
        return start.go_on(self.store, saved, self.logic, clock=self.clock)

    def clock(self) -> datetime:
        return FIRST_DAY + timedelta(days=self.day)

    def says(self, conversation: Conversation, step: Step) -> None:
        """Note what a step means that is about to be taken."""
        self.heard()
        if conversation.unconfirmed:
            return  # what a changed flow makes of an answer is the matter of its own table
        count = len(conversation.session.events)
        self._said = step, meaning(conversation, step), conversation, count

    def heard(self) -> None:
        """Look at what the last step recorded."""
        if self._said is not None:
            step, meant, conversation, count = self._said
            recorded = [said(event) for event in conversation.session.events[count:]]
            self.astray += [(step, meant, recorded)] if recorded != meant else []
        self._said = None

    def left(self, conversation: Conversation) -> None:
        """Take down what was said, as it was held and as it was kept."""
        self.heard()
        recording = conversation.recording
        recording.close()
        self.logs.append([said(event) for event in recording.session.events])
        self.fault.statement = ""
        if recording.id:
            self.id = recording.id
            self.logs.append([said(event) for event in self.store.events(self.id)])
            on_disk, there = (by_somebody(log) for log in (self.logs[-1], self.logs[-2]))
            assert on_disk == there or not recording.saved, "what is called saved is kept"
            saved = self.store.find(self.id)
            self.kept.append((saved.finished, self.store.note(self.id), saved.label))

    def disk(self, works: bool) -> None:
        self.fault.statement, self.fault.times = "" if works else "COMMIT", 10**6
        self.fault.code = sqlite3.SQLITE_FULL


Face = Callable[[Patient, Sitting], None]


def read_at(question: Question | None, act: Act) -> Step | None:
    """Return what an act is at a question: at the end of an interview nothing can be said."""
    if isinstance(act, (Add, Rest)) and (question is None or question.type is not QuestionType.SEVERAL):
        return None
    if not isinstance(act, Say):
        return act
    if question is None:
        return None
    options, number = [option.id for option in question.options], act.number
    match question.type:
        case QuestionType.SEVERAL:
            ticked = tuple(name for at, name in enumerate(options) if number >> at & 1)
            return Tick(ticked, rest_absent=not ticked or number < 8)
        case QuestionType.NUMBER:
            return Type(str(40 + number // 4))
        case QuestionType.MONTH:
            return Type(f"2024-{number // 4 + 1:02}")
        case QuestionType.TEXT:
            return Type(("walks less", "one\ntwo", "b", "1")[number % 4])
        case _:
            return Choose(options[number % len(options)])


def line_by_line(patient: Patient, sitting: Sitting) -> None:
    conversation = patient.open(sitting)
    person = Typist(patient, sitting, conversation)
    plain.run(conversation, read=person.read, write=person.see, width=lambda: 300)
    patient.left(conversation)


class Typist:
    """Somebody who reads lines and types them."""

    def __init__(self, patient: Patient, sitting: Sitting, conversation: Conversation) -> None:
        self.patient, self.conversation = patient, conversation
        self.questions = conversation.session.flow.questions
        self.left = list(sitting.steps)
        self.seen: list[str] = []
        self.wanted = ""
        """The question to pick from a list."""
        self.step: Step | None = None
        """What is being said; a further prompt asks about that."""

    def see(self, line: str) -> None:
        self.seen.append(line)

    @property
    def here(self) -> Question | None:
        asked = {question.ask: question for question in self.questions.values()}
        return next((asked[line] for line in reversed(self.seen) if line in asked), None)

    def read(self, prompt: str) -> str | None:
        if prompt == PICK_PROMPT:
            return self.number_of(self.questions[self.wanted].label)
        if prompt in AGAIN:
            return AGAIN[prompt](self.step)
        if prompt.startswith("Folder"):
            return "n"
        while self.left:
            at = self.here if prompt.startswith("Answer") else None
            if (typed := self.reply(prompt, at, self.left.pop(0))) is not None:
                return typed
        return "q" if prompt == END_PROMPT else None

    def reply(self, prompt: str, question: Question | None, act: Act) -> str | None:
        """Return what is typed for a step; None where it is nothing to type."""
        self.step = step = read_at(question, act)
        if isinstance(step, Disk):
            self.patient.disk(step.works)
            return None
        if isinstance(step, Edit):
            self.wanted = step.question
        if question is not None:
            if isinstance(step, (Done, Anew)) or step is None:
                return None
            self.patient.says(self.conversation, step)
            return typed(question, step)
        if prompt == END_PROMPT:
            if isinstance(step, Quit):
                return "" if step.done else "q"
            keys = {Back: "b", Done: "", Edit: "e all", Label: "label"}
            return keys.get(type(step)) if step is not None else None
        if prompt.startswith("Enter"):
            return "a" if isinstance(step, Anew) else ""
        return None

    def number_of(self, label: str) -> str:
        """Return the number that stands before a question in the list that was shown last."""
        lines = [line for line in self.seen if f"{label}: " in line and line.strip()[:1].isdigit()]
        return lines[-1].strip().partition(".")[0] if lines else ""


AGAIN: dict[str, Callable[[Step | None], str]] = {
    REPLACE_PROMPT: lambda step: "a" if isinstance(step, Add) else "",
    NONE_PROMPT: lambda _: "",
    LABEL_PROMPT: lambda step: step.text if isinstance(step, Label) else "",
    FINISHED_PROMPT: lambda step: "y" if isinstance(step, Quit) and step.done else "",
}
"""What is typed where it is asked about what was just said."""


def typed(question: Question, step: Step) -> str:
    """Return what is typed for a step, line by line."""
    mark = ":" if question.type is QuestionType.TEXT else ""
    numbers = {option.id: str(number) for number, option in enumerate(question.options, start=1)}
    match step:
        case Choose(option):
            return numbers[option]
        case Tick(()):
            return "0"
        case Tick(options, rest_absent):
            return " ".join([*(numbers[name] for name in options), *([] if rest_absent else ["r"])])
        case Add(option):
            return numbers[option]
        case Rest():
            return "r"
        case Label():
            return f"{mark}label"
        case Quit():
            return f"{mark}q"
        case Type(text):
            return text
        case Pass(reason):
            return (
                f"{mark}u {reason.value.replace('_', ' ')}"
                if reason is not Reason.NOT_ASSESSED
                else f"{mark}u"
            )
        case Edit():
            return f"{mark}e all"
        case Back():
            return f"{mark}b"
        case _:
            return ""


def on_the_full_screen(patient: Patient, sitting: Sitting) -> None:
    asyncio.run(_on_the_full_screen(patient, sitting))


async def _on_the_full_screen(patient: Patient, sitting: Sitting) -> None:
    conversation = patient.open(sitting)
    app = InterviewApp(conversation, clock=patient.clock)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot, conversation)
        for act in sitting.steps:
            screen = app.screen
            here = screen.conversation.question if isinstance(screen, InterviewScreen) else None
            step = read_at(here, act)
            if step is None:
                continue
            if isinstance(step, Disk):
                patient.disk(step.works)
                continue
            if here is not None:
                patient.says(conversation, step)
            if await pressed(driver, step):
                break
            patient.heard()
    patient.left(conversation)


async def pressed(driver: Driver, step: Step) -> bool:
    """Take a step on whatever screen there is; return whether the interview is finished."""
    screen = driver.app.screen
    if isinstance(step, Quit) and not isinstance(screen, ChangedScreen):
        await _quit(driver, step)
        return True
    if isinstance(step, Label) and not isinstance(screen, ChangedScreen):
        await driver.press("ctrl+l", "ctrl+u", *step.text, "⏎")
    elif isinstance(screen, ChangedScreen):
        if isinstance(step, (Enter, Anew)):
            await _read_on(driver)
            if isinstance(driver.app.screen, ChangedScreen):
                await driver.press("a" if isinstance(step, Anew) else "⏎")
                if driver.app.screen is screen:
                    await _read_on(driver)
    elif isinstance(screen, SummaryScreen):
        if isinstance(step, Done):
            await driver.press("d")
            return True
        if isinstance(step, (Back, Edit)):
            await driver.press("b")
            await _edited(driver, step)
    elif isinstance(screen, InterviewScreen):
        await _edited(driver, step) if isinstance(step, Edit) else await _answered(driver, screen, step)
    return False


async def _quit(driver: Driver, step: Quit) -> None:
    """Leave, and answer what is asked first; what cannot be saved is given up."""
    await driver.press("ctrl+q")
    if isinstance(panel := driver.app.screen, ChoosePanel) and panel.heading == ALL_ASKED:
        await driver.press("1" if step.done else "2")
    if isinstance(driver.app.screen, ChoosePanel):
        await driver.press("3")


async def _read_on(driver: Driver) -> None:
    """Read what a change of the flow means, up to an answer to confirm or to the interview."""
    while (screen := told(driver)) is not None and not screen._asked:
        await driver.press("⏎")


def told(driver: Driver) -> ChangedScreen | None:
    """Return the screen on which a change of the flow is told, while it is."""
    screen = driver.app.screen
    return screen if isinstance(screen, ChangedScreen) else None


async def _edited(driver: Driver, step: Step) -> None:
    screen = driver.app.screen
    assert isinstance(screen, InterviewScreen)
    if isinstance(step, Edit):
        screen.conversation.visit(step.question)
        screen.show()
        await driver.pilot.pause()


async def _answered(driver: Driver, screen: InterviewScreen, step: Step) -> None:
    talk, question = screen.conversation, screen.conversation.question
    assert question is not None
    at = {option.id: index for index, option in enumerate(question.options)}
    match step:
        case Choose(option):
            await driver.press(option_key(at[option]))
        case Tick(()):
            await driver.press("0", *("0" if talk.entry.ticked else ""))
        case Tick(options, rest_absent):
            await _ticked(driver, screen, options)
            await driver.press("⏎" if rest_absent else "r")
        case Add(option):
            times = 2 if option in talk.entry.ticked else 1  # unticked and ticked again: it is said today
            await driver.press(*[option_key(at[option])] * times, "⏎")
        case Type(text):
            await _typed(driver, question, text)
        case Pass(reason):
            talk.not_assessed(reason)
            screen.show()
            await driver.pilot.pause()
        case Enter() | Back() | Rest():
            await driver.press({Enter: "⏎", Back: "f3", Rest: "r"}[type(step)])
        case _:
            pass


async def _ticked(driver: Driver, screen: InterviewScreen, options: Sequence[str]) -> None:
    """Press keys until these are ticked, one at least: what nobody touched is not said."""
    talk, question = screen.conversation, screen.conversation.question
    assert question is not None
    keys = {option.id: option_key(index) for index, option in enumerate(question.options)}
    if set(options) == talk.entry.ticked:
        await driver.press(keys[options[0]])
    for name, key in keys.items():
        if (name in options) != (name in talk.entry.ticked):
            await driver.press(key)


async def _typed(driver: Driver, question: Question, text: str) -> None:
    if question.type is QuestionType.TEXT:
        await driver.press("ctrl+end", "ctrl+u", "ctrl+u")
        driver.app.post_message(events.Paste(text))
        await driver.pilot.pause()
    else:
        await driver.type(text)
    await driver.press("⏎")


FACES: dict[str, Face] = {"app": on_the_full_screen, "plain": line_by_line}


def held(face: Face, folder: Path, logic: Logic, fault: Fault, script: Sequence[Sitting]) -> Patient:
    """Hold a script with a face."""
    patient = Patient(Store(folder), logic, fault)
    for sitting in script:
        face(patient, sitting)
    patient.store.close()
    return patient
