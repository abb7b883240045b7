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
from interview.engine import Event, EventKind
from interview.flow.answers import Answer, Reason
from interview.flow.logic.compiler import Logic
from interview.flow.model import Question, QuestionType
from interview.plain.dialogue import END_PROMPT, PICK_PROMPT
from interview.store import Recording, Store
from interview.store.continuing import continue_session
from interview.store.visits import begin_after, take_up
from interview.tui.app import InterviewApp
from interview.tui.keymap import option_key
from interview.tui.screens.carryover import ChangedScreen
from interview.tui.screens.interview import InterviewScreen
from interview.tui.screens.summary import SummaryScreen
from tests.store.failures import Fault
from tests.tui.driver import Driver

Said = tuple[EventKind, str, Answer | None]
FIRST_DAY = datetime(2026, 3, 1, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Choose:
    """An option of a list; of a yes/no question too."""

    option: str


@dataclass(frozen=True)
class Tick:
    """Options that are present, none of them being an answer as well; the rest is absent, or not checked."""

    options: tuple[str, ...] = ()
    rest_absent: bool = True


@dataclass(frozen=True)
class Type:
    text: str


@dataclass(frozen=True)
class Pass:
    reason: Reason = Reason.NOT_ASSESSED


@dataclass(frozen=True)
class Edit:
    question: str


@dataclass(frozen=True)
class Enter:
    """The Enter key alone: it keeps what is on record or offered, and answers nothing else."""


@dataclass(frozen=True)
class Back:
    pass


@dataclass(frozen=True)
class Anew:
    """At an answer that a changed flow has to have confirmed: it is answered anew instead."""


@dataclass(frozen=True)
class Done:
    """The interview is finished, if everything is asked."""


@dataclass(frozen=True)
class Disk:
    works: bool


Step = Choose | Tick | Type | Pass | Edit | Enter | Back | Anew | Done | Disk


@dataclass(frozen=True)
class Sitting:
    """What happens from opening the interview to leaving the program.

    With `visit`, it is a new interview that follows the last; `flow` takes the place of the flow before.
    """

    steps: Sequence[Step]
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

    def open(self, sitting: Sitting) -> Recording:
        self.fault.statement = ""
        self.logic = sitting.flow or self.logic
        self.day += 40 if sitting.visit else 0
        if not self.id:
            return Recording.begin(self.store, self.logic, clock=self.clock)
        saved = self.store.find(self.id)
        if sitting.visit:
            return begin_after(self.store, saved, self.logic, clock=self.clock)
        recording = continue_session(self.store, saved, self.logic, clock=self.clock)
        take_up(self.store, saved, recording)
        return recording

    def clock(self) -> datetime:
        return FIRST_DAY + timedelta(days=self.day)

    def left(self, recording: Recording) -> None:
        """Take down what was said, as it was held and as it was kept."""
        recording.close()
        self.logs.append([said(event) for event in recording.session.events])
        self.fault.statement = ""
        if recording.id:
            self.id = recording.id
            self.logs.append([said(event) for event in self.store.events(self.id)])

    def disk(self, works: bool) -> None:
        self.fault.statement, self.fault.times = "" if works else "COMMIT", 10**6
        self.fault.code = sqlite3.SQLITE_FULL


def said(event: Event) -> Said:
    return event.kind, event.question, event.answer


Face = Callable[[Patient, Sitting], None]


def line_by_line(patient: Patient, sitting: Sitting) -> None:
    recording = patient.open(sitting)
    questions = recording.session.flow.questions
    shown: list[str] = []
    steps = list(sitting.steps)

    def here() -> Question | None:
        asked = {question.ask: question for question in questions.values()}
        return next((asked[line] for line in reversed(shown) if line in asked), None)

    def read(prompt: str) -> str | None:
        if prompt == PICK_PROMPT:
            return picked.pop()
        while steps:
            step = steps.pop(0)
            if isinstance(step, Disk):
                patient.disk(step.works)
            elif prompt == END_PROMPT:
                if isinstance(step, (Back, Done)):
                    return "b" if isinstance(step, Back) else ""
                if isinstance(step, Edit):
                    picked.append(step.question)
                    return "e all"
            elif prompt.startswith("Enter"):
                return "a" if isinstance(step, Anew) else ""
            elif "Folder" in prompt:
                return None
            elif (question := here()) is not None and not isinstance(step, (Done, Anew)):
                if isinstance(step, Edit):
                    picked.append(step.question)
                return typed(question, step)
        return None

    class Picked(list[str]):
        def pop(self, *_: object) -> str:
            """Return the number that stands before the question in the list that was shown last."""
            label = f"{questions[super().pop()].label}: "
            lines = [line for line in shown if label in line and line.strip()[:1].isdigit()]
            return lines[-1].strip().partition(".")[0]

    picked = Picked()
    plain.run(recording, read=read, write=lambda text: shown.append(str(text)), width=lambda: 300)
    patient.left(recording)


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
    recording = patient.open(sitting)
    app = InterviewApp(recording, clock=patient.clock)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot, recording)
        for step in sitting.steps:
            if isinstance(step, Disk):
                patient.disk(step.works)
            elif await pressed(driver, step):
                break
    patient.left(recording)


async def pressed(driver: Driver, step: Step) -> bool:
    """Take a step on whatever screen there is; return whether the interview is finished."""
    screen = driver.app.screen
    if isinstance(screen, ChangedScreen):
        if isinstance(step, (Enter, Anew)):
            await _read_on(driver)
            if isinstance(driver.app.screen, ChangedScreen):
                await driver.press("a" if isinstance(step, Anew) else "⏎")
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


async def _read_on(driver: Driver) -> None:
    """Read what a change of the flow means, up to an answer to confirm or to the interview."""
    screen = driver.app.screen
    while isinstance(screen, ChangedScreen) and driver.app.screen is screen and not screen._asked:
        await driver.press("⏎")


async def _edited(driver: Driver, step: Step) -> None:
    screen = driver.app.screen
    assert isinstance(screen, InterviewScreen)
    if isinstance(step, Edit):
        screen.talk.visit(step.question)
        screen.show()
        await driver.pilot.pause()


async def _answered(driver: Driver, screen: InterviewScreen, step: Step) -> None:
    talk, question = screen.talk, screen.talk.question
    assert question is not None
    at = {option.id: index for index, option in enumerate(question.options)}
    match step:
        case Choose(option):
            await driver.press(option_key(at[option]))
        case Tick(()):
            await driver.press("0", *("0" if talk.ticked else ""))
        case Tick(options, rest_absent):
            await _ticked(driver, screen, options)
            await driver.press("⏎" if rest_absent else "r")
        case Type(text):
            await _typed(driver, question, text)
        case Pass(reason):
            talk.not_assessed(reason)
            screen.show()
            await driver.pilot.pause()
        case Enter():
            await driver.press("⏎")
        case Back():
            await driver.press("f3")
        case _:
            pass


async def _ticked(driver: Driver, screen: InterviewScreen, options: Sequence[str]) -> None:
    """Press keys until these are ticked, one at least: what nobody touched is not said."""
    talk, question = screen.talk, screen.talk.question
    assert question is not None
    keys = {option.id: option_key(index) for index, option in enumerate(question.options)}
    if set(options) == talk.ticked:
        await driver.press(keys[options[0]])
    for name, key in keys.items():
        if (name in options) != (name in talk.ticked):
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
