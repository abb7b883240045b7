"""Practice in lines: a case, the plan, what the rules say, one case after another."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from enum import Enum
from functools import partial

from interview.check.cases.responses import Response
from interview.errors import UsageError
from interview.plain.console import Console, Stopped
from interview.practice.attempt import SURE, Attempt
from interview.practice.case import Case
from interview.practice.feedback import (
    SAID,
    TIMES,
    WHOLE,
    WORDS,
    FeedbackRow,
    behind,
    flip_told,
    moved_told,
    named,
)
from interview.practice.sitting import AS_IT_IS, BANNER, KEPT, NOT_ASKABLE, Sitting
from interview.summary.phrases import start
from interview.text import is_number, meant, one_line, shortened

RESPONSES = {
    Response.TODAY: ("t", "today"),
    Response.SOON: ("s", "soon"),
    Response.LATER: ("l", "later"),
    Response.CAUTION: ("c", "caution", "against", "against or caution"),
    Response.ASK_FIRST: ("a", "ask", "ask first"),
    Response.LEFT_OUT: ("0", "out", "left out"),
}
"""What can be typed for each response."""
_TYPED = {word: response for response, words in RESPONSES.items() for word in words}
HOW = (
    "Type a number and what you would do: 3 soon, or 2 5 ask; with commas also several: 1 soon, 8 out. "
    "Words: today, soon, later, caution (against or caution), ask (first), out; or t, s, l, c, a, 0. What "
    "you leave out counts as: does not hold."
)
COMMANDS = (
    "find NAME asks for a finding, find alone lists what can be asked, list and case read both again, "
    "done commits, q leaves."
)
HELP = ("?", "h", "help")
HELPS = "? tells all that can be typed."
SURE_PROMPT = "How sure are you? 1 guessing, 2 fairly, 3 certain, Enter goes back: "
PLAN_PROMPT = "Your plan, such as 3 soon (done commits, ? helps): "
AFTER = (
    "w 2 tells why of line 2, m 2 keeps that you disagree, f 2 asks which one answer would turn it round, "
    "p 2 shows the nearest twin in whom it is otherwise or tells why there is none (f and p alone are about "
    "the line in practice), t asks a twist, v reads the whole case; Enter is the next case, q leaves."
)
AFTER_PROMPT = "After the answers (Enter is the next case, ? helps): "
SKIP = "Number, or Enter to pass: "


class Next(Enum):
    """What comes after the answers of a case."""

    CASE = "the next case"
    LEAVE = "the person leaves"
    NOTHING = "nothing more is typed"


class PracticeDialogue:
    """A sitting of practice, in lines."""

    def __init__(self, sitting: Sitting, lines: Console) -> None:
        self._sitting, self._practice, self._lines = sitting, sitting.practice, lines
        self._problem = ""
        self._helped = False
        """Whether it was told in this sitting how a plan is typed."""

    def hold(self) -> None:
        """Practise until the person leaves, or the test is over; however it ends, what is kept is said."""
        try:
            self._hold()
        except (KeyboardInterrupt, Stopped, UsageError):
            with suppress(OSError):  # the terminal may be gone
                self._leave()
            raise

    def _hold(self) -> None:
        sitting = self._sitting
        self._lines.say(BANNER)
        while sitting.open():
            if sitting.standing:
                self._lines.say(f"PRACTICE, {sitting.standing}")
            elif sitting.resumed:
                self._lines.say(f"Going on with case {self._case.code}.")
            if not self._plan() or (sitting.test is None and not self._answers()):
                return
            self._practice.close()
        self._results()
        self._leave()

    def _results(self) -> None:
        """Tell and talk about the answers of a test that is over, one case after another."""
        results = self._sitting.results()
        self._lines.say(f"PRACTICE, {self._sitting.standing}")
        for place, attempt in enumerate(results, start=1):
            self._practice.go_on(attempt)
            self._tell_answers(f" ({place} of {len(results)})")
            self._help_after()
            if self._talk() is Next.LEAVE:
                return

    def _leave(self) -> None:
        said = self._sitting.leave()
        if said:
            self._lines.say()
            self._lines.say(said)

    # the plan

    def _plan(self) -> bool:
        """Show the case and take the plan until it is committed to; False when the person leaves."""
        if self._attempt.committed:
            return True
        self._tell_case()
        self._tell_list()
        if not self._helped:
            self._help()
        while (typed := self._ask(PLAN_PROMPT)) is not None:
            word, _, rest = typed.casefold().partition(" ")
            if word == "q":
                break
            if word in ("done", "commit"):
                if self._committed():
                    return True
            elif word == "case":
                self._tell_case()
            elif word in ("", "list"):
                self._tell_list()
            elif word == "find":
                self._find(rest.strip())
            elif word in HELP:
                self._help()
            else:
                self._place(typed)
        self._leave()
        return False

    def _help(self) -> None:
        self._helped = True
        self._lines.say(HOW)
        self._lines.say(TIMES)
        self._lines.say(COMMANDS)

    def _tell_whole(self) -> None:
        self._tell_case((WHOLE, *self._case.whole))

    def _tell_case(self, told: Sequence[str] = ()) -> None:
        """Tell the case as it is told at first, or what is told of it, and what was asked for."""
        self._lines.say()
        self._lines.say(f"PRACTICE, case {self._case.code}")
        self._lines.say(" ".join(told or self._case.vignette))
        if self._sitting.again:
            self._lines.say(self._sitting.again)
        for text in dict.fromkeys(map(self._case.finding, self._attempt.asked)):
            self._lines.say(f"Asked for: {text}")

    def _tell_list(self) -> None:
        self._lines.say()
        self._lines.say("PRACTICE. What would you do, and when?")
        for number, line in enumerate(self._case.lines, start=1):
            placed = self._attempt.placed.get(line)
            said = f": {SAID[placed]}" if placed else ""
            self._lines.say(f"{self._named(line)}{said}", lead=f"{number:>3}. ")

    def _place(self, typed: str) -> None:
        """Place what is typed, all of it or nothing."""
        placed = list[tuple[int, Response]]()
        for part in _parts(typed):
            numbers, response = _placing(part)
            if response is None or not numbers:
                nothing = "" if part == typed else " Nothing is placed."
                how = f"A number and what you would do, such as 3 soon; {HELPS}"
                self._lines.say(f"{_not_understood(part)}{nothing} {how}")
                return
            placed += [(number, response) for number in numbers]
        if missing := self._missing([number for number, _ in placed]):
            self._lines.say(missing)
            return
        for number, response in placed:
            line = self._case.lines[number - 1]
            self._practice.place(line, response)
            self._lines.say(f"{number}. {self._named(line)}: {SAID[response]}")
        self._tell_problem()

    def _find(self, wanted: str) -> None:
        """Tell a finding, or list what can be asked for."""
        questions, case = self._case.patient.flow.questions, self._case
        if not wanted:
            labels = "; ".join(questions[name].label for name in case.askable())
            self._lines.say(f"Can be asked for: {labels}.")
            return
        known = [(questions[name].label, case.words(name)) for name in case.questions]
        found = [case.questions[place] for place in _meant(wanted, known)]
        if not found:
            self._lines.say(f"{NOT_ASKABLE} find lists.")
        elif len(found) > 1:
            self._lines.say("Which? " + "; ".join(questions[name].label for name in found) + ".")
        elif told := self._case.told_already(found[0], self._attempt.asked):
            self._lines.say(told)
        else:
            self._lines.say(self._practice.ask(found[0]))
            self._tell_problem()

    def _committed(self) -> bool:
        """Ask how sure, and commit; False when the person thinks better of it."""
        self._lines.say(f"{self._sitting.counted()}. After this the plan stands.")
        while (typed := self._ask(SURE_PROMPT)) is not None:
            if typed in map(str, SURE):
                self._practice.commit(int(typed))
                self._tell_problem()
                return True
            if not typed:
                return False
            self._lines.say("Type 1, 2 or 3; Enter goes back to the plan.")
        return False

    # the answers

    def _answers(self) -> bool:
        """Tell the answers and talk about them; False when the person leaves."""
        self._tell_answers()
        self._help_after()
        if self._talk() is Next.CASE:
            return True
        self._leave()
        return False

    def _talk(self) -> Next:
        """Talk about the answers, and return what comes then."""
        asked = {
            "t": self._twist,
            **dict.fromkeys(("v", "case"), self._tell_whole),
            **dict.fromkeys(HELP, self._help_after),
        }
        while (typed := self._ask(AFTER_PROMPT)) is not None:
            word, _, rest = typed.casefold().partition(" ")
            if word in ("", "n"):
                return Next.CASE
            if word == "q":
                return Next.LEAVE
            if word in asked:
                asked[word]()
            elif word in ("f", "p") and not rest.strip():
                self._flip() if word == "f" else self._contrast()
            elif word in ("w", "m", "f", "p") and is_number(rest.strip()):
                self._about(word, int(rest))
            else:
                self._lines.say(f"{_not_understood(typed)} {HELPS}")
        return Next.NOTHING

    def _help_after(self) -> None:
        self._lines.say(AFTER)

    def _about(self, word: str, number: int) -> None:
        """Tell why, ask what would turn it, show its twin, or keep that somebody disagrees: of the line of a
        number."""
        if missing := self._missing([number]):
            self._lines.say(missing)
            return
        do = {"w": self._why, "m": self._disagree, "f": self._flip, "p": self._contrast}
        do[word](self._case.lines[number - 1])

    def _tell_answers(self, place: str = "") -> None:
        found = self._practice.feedback()
        assert found is not None
        self._lines.say()
        self._lines.say(f"PRACTICE, answers for case {self._case.code}{place}")
        self._lines.say(found.headline)
        for harm in found.harms:
            self._lines.say(f"HARM: {harm}")
        for row in found.rows:
            self._lines.say(_told(row), lead=f"{self._number(row.line):>3}. ")
        for text in found.rest:
            self._lines.say(text)
        if found.misunderstanding:
            self._lines.say(found.misunderstanding)

    def _why(self, line: str) -> None:
        self._lines.say()
        found = behind(self._case, line)
        self._lines.say(f"PRACTICE. {found.heading}")
        for label, text in found.parts:
            self._lines.say(f"{label}: {text}")

    def _disagree(self, line: str) -> None:
        with self._lines.keeping(partial(self._practice.disagree, line)):
            reason = self._ask(f'Why do you not agree with "{self._named(line)}"? ')
        if reason:
            self._practice.disagree(line, reason)
            self._lines.say(KEPT)
            self._tell_problem()

    def _flip(self, line: str = "") -> None:
        flip = self._practice.flip(line)
        if flip is None:
            self._lines.say(self._sitting.no_flip(line))
            return
        self._lines.say()
        self._lines.say(f'PRACTICE. Which one answer would turn "{self._named(flip.line)}" round?')
        for number, change in enumerate(flip.changes, start=1):
            self._lines.say(f"If {change}", lead=f"{number:>3}. ")
        chosen = self._number_from(len(flip.changes))
        if chosen is None:
            return
        self._practice.choose_flip(flip, chosen - 1)
        self._lines.say(flip_told(flip, chosen - 1))

    def _twist(self) -> None:
        twist = self._practice.twist()
        if twist is None:
            self._lines.say(self._sitting.no_twist)
            return
        self._lines.say()
        self._lines.say(f"PRACTICE, a twist. What if {twist.change}? Which lines move?")
        self._lines.say(AS_IT_IS)
        for number, line in enumerate(self._case.lines, start=1):
            self._lines.say(f"{self._named(line)}: {SAID[self._case.key.right[line]]}", lead=f"{number:>3}. ")
        numbers = self._moving()
        if numbers is None:
            return
        said = {self._case.lines[number - 1] for number in numbers}
        self._practice.choose_moved(said)
        for line in twist.moved:
            told = moved_told(twist, line, said)
            self._lines.say(f"{self._number(line)}. {self._named(line)}: {told}.")
        if still := sorted(self._number(line) for line in said - twist.moved.keys()):
            self._lines.say(f"These stay as they were: {', '.join(map(str, still))}.")

    def _moving(self) -> list[int] | None:
        """Ask which lines move; None when the person passes."""
        while typed := self._ask("Numbers, 0 for none, or Enter to pass: "):
            words = typed.replace(",", " ").split()
            if not words or not all(map(is_number, words)):
                how = "Type the numbers of the lines that move, such as 2 5; 0 for none, Enter passes."
                self._lines.say(f"{_not_understood(typed)} {how}")
                continue
            moving = [number for number in map(int, words) if number]
            if missing := self._missing(moving):
                self._lines.say(missing)
            else:
                return moving
        return None

    def _contrast(self, line: str = "") -> None:
        """Show the same patient with one finding changed, and the little that is otherwise then."""
        contrast = self._case.contrast(line)
        if contrast is None:
            self._lines.say(self._sitting.no_twin(line))
            return
        self._lines.say()
        self._lines.say(f"PRACTICE. The same patient, but if {contrast.change}, only this is otherwise:")
        for line, response in contrast.lines.items():
            self._lines.say(f"{self._named(line)}: {SAID[response]} ({contrast.otherwise.because(line)})")

    # small things

    @property
    def _case(self) -> Case:
        assert self._practice.case is not None
        return self._practice.case

    @property
    def _attempt(self) -> Attempt:
        assert self._practice.attempt is not None
        return self._practice.attempt

    def _named(self, line: str) -> str:
        return named(self._case, line)

    def _number(self, line: str) -> int:
        return self._case.lines.index(line) + 1

    def _missing(self, numbers: Sequence[int]) -> str:
        """Return which of these numbers no line of the list has; empty when each has one."""
        count = len(self._case.lines)
        missing = [str(number) for number in numbers if not 1 <= number <= count]
        return f"There is no line {', '.join(missing)}: the list holds 1 to {count}." if missing else ""

    def _ask(self, prompt: str) -> str | None:
        typed = self._lines.ask(prompt)
        return None if typed is None else " ".join(typed.split())

    def _number_from(self, count: int) -> int | None:
        """Ask for a number up to this one; None when the person passes."""
        while typed := self._ask(SKIP):
            if is_number(typed) and 1 <= int(typed) <= count:
                return int(typed)
            self._lines.say(f"{_not_understood(typed)} Type a number from 1 to {count}; Enter passes.")
        return None

    def _tell_problem(self) -> None:
        """Say once that practice is not kept, and why."""
        problem = self._practice.problem
        if problem and problem != self._problem:
            self._lines.say(f"NOT KEPT: {problem} Practice goes on all the same.")
        self._problem = problem


def _parts(typed: str) -> list[str]:
    """Return what is typed at once, apart: `1 soon, 8 out` is two, `2, 5 soon` or `soon 2, 5` is one."""
    parts, open_part = list[str](), ""
    for part in filter(None, map(str.strip, typed.split(","))):
        open_part = f"{open_part} {part}".strip()
        if all(_placing(open_part)) or not part.replace(" ", "").isdecimal():
            parts.append(open_part)
            open_part = ""
        elif parts and all(_placing(f"{parts[-1]} {open_part}")):
            parts[-1], open_part = f"{parts[-1]} {open_part}", ""
    return [*parts, *filter(None, [open_part])] or [typed]


def _placing(typed: str) -> tuple[list[int], Response | None]:
    """Return the numbers and the response of a line such as `2 5 soon`, or `soon 2 5`."""
    words = [word.rstrip(".:") for word in typed.casefold().replace(",", " ").split()]
    at = 0 if words and is_number(words[0]) else -1
    numbers = list[int]()
    while len(words) > 1 and is_number(words[at]):
        numbers.append(int(words.pop(at)))
    return numbers, _TYPED.get(" ".join(words))


def _not_understood(typed: str) -> str:
    return f"'{shortened(one_line(typed), 40)}' is not understood."


def _meant(wanted: str, known: Sequence[tuple[str, str]]) -> list[int]:
    """Return the places of the findings that are meant by words, or by nearly all of a label."""
    if found := meant(wanted, known):
        return found
    labels = [label.casefold() for label, _ in known]
    return [labels.index(label) for label in get_close_matches(wanted.casefold(), labels, 1)]


def _told(row: FeedbackRow) -> str:
    verdict = start(WORDS[row.verdict])
    also = f"; {row.also}" if row.also else ""
    return (
        f"{verdict}: {row.name}. You: {SAID[row.said]}. The rules: {SAID[row.right]} ({row.because}){also}."
    )
