"""Line by line: asking for a number, holding an interview, and what to do instead of one that is open."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from interview.cli.terminal import begin_asking, complain, hush, read_line, say, unfinished_line
from interview.conversation.conversation import Conversation
from interview.errors import InterviewError
from interview.plain.console import Console, Stopped
from interview.plain.replies import number_from
from interview.text import is_number
from interview.worklist.items import FlowItem, numbered
from interview.worklist.worklist import BESIDE, CannotGoOn, VisitUnderWay, Worklist

WAYS = ("Look at it, read only", "Start another interview")


def somebody_types() -> bool:
    """Return whether a person sits at standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def hold(conversation: Conversation) -> int:
    """Hold an interview line by line; return the exit code."""
    from interview import plain

    begin_asking()
    read = read_line if somebody_types() else sys.stdin or io.StringIO()
    with _told_of_signals(Stopped):
        return plain.run(conversation, read=read, write=say, unfinished=unfinished_line)


def held(hold: Callable[[], None]) -> int:
    """Hold a talk in lines and return the exit code: 0, 130 after Ctrl-C, or that of the signal."""
    from interview import plain

    try:
        with _told_of_signals(Stopped):
            hold()
    except KeyboardInterrupt:
        return plain.INTERRUPTED
    except Stopped as end:
        return end.code
    return 0


@contextmanager
def _told_of_signals(stopped: Callable[[int], BaseException]) -> Iterator[None]:
    """Raise an exception, once, when the system wants the program to end or the terminal goes away."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [
        number for name in names if signal.getsignal(number := getattr(signal, name)) is signal.SIG_DFL
    ]

    def stop(number: int, _: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise stopped(128 + number)

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


def listed(offers: Sequence[str], *, first: int = 1) -> None:
    """Print what can be chosen, numbered."""
    lines = Console(read_line, say)
    for number, offer in enumerate(offers, start=first):
        lines.say(offer, lead=f"  {number}. ")


NEW = "n"
"""Begins with a new patient, whatever else there is."""


def begun_from(worklist: Worklist) -> Conversation | None:
    """List what there is, the new patient first, and return what is chosen; None when nothing is.

    What cannot be opened is told, and another may be chosen.
    """
    while (chosen := _chosen(worklist)) is not None:
        kind, name = chosen
        try:
            ways: dict[str, Callable[[str], Conversation | None]] = {
                "flow": worklist.begin,
                "saved": worklist.resume,
                "visit": partial(followed, worklist),
            }
            conversation = ways[kind](name)
        except CannotGoOn as cannot:
            try:
                looked = instead(worklist, cannot)
            except InterviewError as error:
                say(str(error))
                continue
            if looked is not None:
                return looked
        except InterviewError as error:
            say(str(error))
        else:
            if conversation is not None:
                if conversation.is_of_known_patient:
                    hush()
                return conversation
    return None


def followed(worklist: Worklist, session_id: str) -> Conversation | None:
    """Begin a return visit, or go on with an unfinished interview of the same patient; None for neither.

    Where nobody can be asked which, it is said, and the visit is begun.
    """
    try:
        return worklist.follow(session_id)
    except VisitUnderWay as under_way:
        if not somebody_types():
            complain(f"interview: {under_way} A return visit is begun beside it.")
            return worklist.follow(session_id, beside=True)
        Console(read_line, say).say(str(under_way))
        listed([words for _, words in BESIDE])
        prompt = "Number, or Enter for neither: "
        at = asked(prompt, len(BESIDE), instead=("", "q"), or_else="or only Enter")
        if at == 0:
            return worklist.go_on(under_way.session_id)
        return None if at is None else worklist.follow(session_id, beside=True)


def _chosen(worklist: Worklist) -> tuple[str, str] | None:
    """List what there is and ask; return what kind of offer it is, and its id."""
    flows = worklist.flow_items()
    offers = _listed(worklist, flows)
    prompt = "n, a number, or Enter to leave: " if offers else "n, or Enter to leave: "
    while (typed := read_line(prompt)) is not None:
        typed = typed.strip().lower()
        if typed in ("", "q"):
            return None
        if typed == NEW and flows:
            return _new([item.words for item in flows], [item.id for item in flows])
        if (at := _number(typed, len(offers))) is not None:
            return offers[at]
        number = f" or {number_from(len(offers))}" if offers else ""
        say(f"Type {NEW} for a new patient{number}, or only Enter.")
    return None


def _listed(worklist: Worklist, flows: Sequence[FlowItem]) -> list[tuple[str, str]]:
    """Print what there is, the new patient first, and return what the numbers stand for."""
    unfinished, finished = numbered(worklist.unfinished_items()), numbered(worklist.finished_items())
    if worklist.problem:
        say(f"Nothing can be saved now: {worklist.problem}")
    if worklist.notice:
        say(worklist.notice)
    if flows:
        lines, alone = Console(read_line, say), len(flows) == 1
        lines.say(
            f"New patient{f': {flows[0].words}' if alone else ', with one of these:'}", lead=f"  {NEW}. "
        )
        for item in () if alone else flows:
            lines.say(item.words, lead="     ")
    else:
        say("No flow was found.")
    if unfinished:
        say("Go on with:")
        listed([f"{item.title}: {item.words}" for item in unfinished])
    if finished:
        say("Return visit after:")
        listed([f"{item.title}: {item.words}" for item in finished], first=len(unfinished) + 1)
    if unfinished or finished:
        say("'interview sessions list' lists and searches everything that is kept.")
    return [*(("saved", item.id) for item in unfinished), *(("visit", item.id) for item in finished)]


def _new(words: Sequence[str], flows: Sequence[str]) -> tuple[str, str] | None:
    """Return the flow that a new patient is asked by: the only one, or the one that is chosen."""
    if len(flows) == 1:
        return "flow", flows[0]
    say("Begin with:")
    listed(words)
    at = asked("Number, or Enter for none: ", len(flows), instead=("", "q"), or_else="or only Enter")
    return None if at is None else ("flow", flows[at])


def _number(typed: str, count: int) -> int | None:
    """Return the index that a number from 1 to `count` stands for."""
    return int(typed) - 1 if is_number(typed) and 1 <= int(typed) <= count else None


def asked(prompt: str, count: int, *, instead: Sequence[str], or_else: str) -> int | None:
    """Ask for a number from 1 to `count` until one is typed, and return its index.

    None for one of the words in `instead`, which `or_else` explains, and at the end of input.
    """
    while (typed := read_line(prompt)) is not None:
        typed = typed.strip().lower()
        if typed in instead:
            return None
        if (at := _number(typed, count)) is not None:
            return at
        say(f"Type {number_from(count)}, {or_else}.")
    return None


def instead(worklist: Worklist, cannot: CannotGoOn) -> Conversation | None:
    """Offer to look at an interview or to start another one of its flow; None when none is started.

    `cannot` is raised when the interview cannot be read either.
    """
    from interview.plain.console import Console
    from interview.plain.exit import show

    try:
        conversation = worklist.look(cannot)
    except InterviewError:
        raise cannot from None
    say(str(cannot))
    listed(WAYS)
    chosen = asked("Number, or Enter for neither: ", len(WAYS), instead=("", "q"), or_else="or only Enter")
    if chosen == 1:
        return worklist.begin(conversation.session.flow.id)
    if chosen == 0:
        show(conversation, Console(read_line, say))
    return None
