"""Practice in lines: a case, the plan, what the rules say, one case after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from interview.check.cases.responses import Response
from interview.errors import UsageError
from interview.plain.console import Console, Stopped
from interview.plain.practice_replies import (
    About,
    Word,
    about_of,
    not_understood,
    parts,
    places_meant,
    placing,
    quoted,
    sure_of,
    word_of,
)
from interview.practice.attempt import Attempt
from interview.practice.case import Case, before_finding
from interview.practice.feedback import (
    SAID,
    TIMES,
    WHOLE,
    WORDS,
    FeedbackRow,
    behind,
    named,
)
from interview.practice.otherwise import Flip, Twist
from interview.practice.side_by_side import BOTH, both_then
from interview.practice.sitting import AS_IT_IS, BANNER, KEPT, Sitting
from interview.practice.turned import differs_told, flip_told, gives_way, moved_told, stays
from interview.summary.phrases import start
from interview.text import is_number

HOW = (
    "Type a number and what you would do: 3 soon, or 2 5 ask; with commas also several: 1 soon, 8 out. "
    "Words: today, soon, later, caution (against or caution), ask (first), out; or t, s, l, c, a, 0. What "
    "you leave out counts as: does not hold."
)
COMMANDS = (
    "find NAME asks for a finding, find alone lists what can be asked, list and case read both again, "
    "done commits, q leaves."
)
DONE = ("done", "commit")
HELPS = "? tells all that can be typed."
SURE_PROMPT = "How sure are you? 1 guessing, 2 fairly, 3 certain, Enter goes back: "
PLAN_PROMPT = "Your plan, such as 3 soon (done commits, ? helps): "
AFTER = (
    "w 2 tells why of line 2, m 2 keeps that you disagree and why, in one line or asked for, f 2 asks which "
    "one answer would turn it round, p 2 shows the nearest twin in whom it is otherwise or tells why there "
    "is none (w, f and p alone are about the line in practice), t asks a twist, v reads the whole case, list "
    "the answers again, find NAME a finding; Enter is the next case, q leaves."
)
AFTER_PROMPT = "After the answers (Enter is the next case, ? helps): "
SKIP = "Number, or Enter to pass: "
MOVING = "Numbers, 0 for none, or Enter to pass: "
WHICH = "Which line do you not agree with? Its number, or Enter to keep nothing: "
HOW_SURE = "Type 1, 2 or 3; Enter goes back to the plan."
HOW_MOVING = "Type the numbers of the lines that move, such as 2 5; 0 for none, Enter passes."
HOW_DISAGREED = "Type your reason in one line; Enter keeps nothing."
HERE_TOO = "Here too: list and case to read again, find NAME, and q to leave."
HERE_TOO_AFTER = "Here too: list and case to read again, find NAME, w 2, p 2, m 2, and q to leave."
NOT_YET = "'{}' can be typed once the plan stands; done commits."
STANDS = "The plan stands, and nothing can be placed any more."
THIS_FIRST = "'{}' asks something else: answer this first."


class PracticeDialogue:
    """A sitting of practice, in lines."""

    def __init__(self, sitting: Sitting, lines: Console) -> None:
        self._sitting, self._practice, self._lines = sitting, sitting.practice, lines
        self._problem = ""
        self._helped = False
        """Whether it was told in this sitting how a plan is typed."""
        self._left = False
        """Whether the person asked to leave, at any prompt."""

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
            if not self._talk() and self._left:
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
        while (typed := self._ask(PLAN_PROMPT, self._help)) is not None:
            if typed.casefold().split(" ")[0] in DONE:
                if self._committed():
                    return True
            elif typed:
                self._place(typed)
            else:
                self._tell_list()
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
        for part in parts(typed):
            numbers, response = placing(part)
            if response is None or not numbers:
                nothing = "" if part == typed else " Nothing is placed."
                how = f"A number and what you would do, such as 3 soon; {HELPS}"
                self._lines.say(f"{not_understood(part)}{nothing} {how}")
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
        case = self._case
        if not wanted:
            self._lines.say(f"Can be asked for: {self._labels(case.askable())}.")
            return
        found = self._findings_meant(wanted)
        if not found:
            how = "find alone lists what can be."
            self._lines.say(f"Nothing called '{quoted(wanted)}' can be asked for; {how}")
        elif len(found) > 1:
            which = "; ".join(map(self._which, found))
            self._lines.say(f"'{quoted(wanted)}' fits more than one: {which}. Type find and which you mean.")
        elif told := case.told_already(found[0], self._attempt.asked):
            self._lines.say(told)
        else:
            told = self._practice.ask(found[0])
            label = before_finding([case.patient.flow.questions[found[0]].label], told)
            self._lines.say(": ".join(filter(None, (label, told))))
            self._tell_problem()

    def _findings_meant(self, wanted: str) -> list[str]:
        questions, case = self._case.patient.flow.questions, self._case
        known = [(questions[name].label, case.words(name)) for name in case.questions]
        return [case.questions[place] for place in places_meant(wanted, known)]

    def _which(self, question: str) -> str:
        """Return what a finding is called, and whether the case tells it already."""
        is_told = question not in self._case.askable()
        return f"{self._labels([question])}{' (told already)' if is_told else ''}"

    def _labels(self, names: Sequence[str]) -> str:
        return "; ".join(self._case.patient.flow.questions[name].label for name in names)

    def _committed(self) -> bool:
        """Ask how sure, and commit; False when the person thinks better of it."""
        self._lines.say(f"{self._sitting.counted()}. After this the plan stands.")
        while typed := self._ask(SURE_PROMPT, partial(self._lines.say, f"{HOW_SURE} {HERE_TOO}")):
            if (sure := sure_of(typed)) is not None:
                self._practice.commit(sure)
                self._tell_problem()
                return True
            self._lines.say(f"{not_understood(typed)} {HOW_SURE}")
        return False

    # the answers

    def _answers(self) -> bool:
        """Tell the answers and talk about them; False when the person leaves."""
        self._tell_answers()
        self._help_after()
        if self._talk():
            return True
        self._leave()
        return False

    def _talk(self) -> bool:
        """Talk about the answers; False when the person leaves, or nothing more is typed."""
        while (typed := self._ask(AFTER_PROMPT, self._help_after)) is not None:
            word, about = typed.casefold(), about_of(typed)
            if word in ("", "n", "next"):
                return True
            if word in ("t", "twist"):
                self._twist()
            elif about is not None:
                self._about(about)
            elif word.split(" ")[0] in DONE or all(placing(parts(typed)[0])):
                self._lines.say(f"{STANDS} {HELPS}")
            else:
                self._lines.say(f"{not_understood(typed)} {HELPS}")
        return False

    def _help_after(self) -> None:
        self._lines.say(AFTER)

    def _about(self, typed: About) -> None:
        """Tell why, ask what would turn it, show its twin, or keep that somebody disagrees: of the line of a
        number, or else the one in practice."""
        if typed.letter == "m":
            self._disagree(typed.number, typed.reason)
            return
        number = self._number(self._case.rule) if typed.number is None else typed.number
        if missing := self._missing([number]):
            self._lines.say(missing)
            return
        do = {"w": self._why, "f": self._flip, "p": self._contrast}
        do[typed.letter](self._case.lines[number - 1])

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

    def _disagree(self, number: int | None, reason: str) -> None:
        """Keep that the person does not agree with a line, and why; what is not typed yet is asked for."""
        if number is not None and (missing := self._missing([number])):
            self._lines.say(missing)
            if not reason:
                return
            number = None
        if number is None:
            number = self._number_from(len(self._case.lines), WHICH, "keeps nothing")
        if number is None:
            return
        line = self._case.lines[number - 1]
        if not reason:
            prompt, how = (
                f'Why do you not agree with "{self._named(line)}"? ',
                f"{HOW_DISAGREED} {HERE_TOO_AFTER}",
            )
            with self._lines.keeping(partial(self._practice.disagree, line)):
                reason = self._ask(prompt, partial(self._lines.say, how), is_text=True) or ""
        if reason:
            self._practice.disagree(line, reason)
            self._lines.say(f"{number}. {self._named(line)}: {KEPT}")
            self._tell_problem()

    def _flip(self, line: str = "") -> None:
        flip = self._practice.flip(line)
        if flip is None:
            self._lines.say(self._sitting.no_flip(line))
            return
        self._tell_flip(flip)
        chosen = self._number_from(len(flip.changes), SKIP, "passes", partial(self._tell_flip, flip))
        if chosen is None:
            return
        self._practice.choose_flip(flip, chosen - 1)
        self._lines.say(flip_told(flip, chosen - 1))

    def _tell_flip(self, flip: Flip) -> None:
        self._lines.say()
        self._lines.say(f'PRACTICE. Which one answer would turn "{self._named(flip.line)}" round?')
        for number, change in enumerate(flip.changes, start=1):
            self._lines.say(f"If {change}", lead=f"{number:>3}. ")

    def _twist(self) -> None:
        twist = self._practice.twist()
        if twist is None:
            self._lines.say(self._sitting.no_twist)
            return
        self._tell_twist(twist)
        numbers = self._moving(twist)
        if numbers is None:
            return
        said = {self._case.lines[number - 1] for number in numbers}
        self._practice.choose_moved(said)
        for line in twist.moved:
            told = moved_told(self._case, twist, line, said)
            self._lines.say(f"{self._number(line)}. {self._named(line)}: {told}.")
        for line, told in gives_way(self._case, twist):
            self._lines.say(f"{self._number(line)}. {self._named(line)}: {told}.")
        for text in both_then(self._case, twist):
            self._lines.say(f"{BOTH}: {text}.")
        if still := stays(self._case, twist, said):
            self._lines.say(f"These stay as they were: {', '.join(str(self._number(one)) for one in still)}.")

    def _tell_twist(self, twist: Twist) -> None:
        self._lines.say()
        self._lines.say(f"PRACTICE, a twist. What if {twist.change}? Which lines move?")
        self._lines.say(AS_IT_IS)
        for number, line in enumerate(self._case.lines, start=1):
            self._lines.say(f"{self._named(line)}: {SAID[self._case.key.right[line]]}", lead=f"{number:>3}. ")

    def _moving(self, twist: Twist) -> list[int] | None:
        """Ask which lines move; None when the person passes."""
        helped = partial(self._lines.say, f"{HOW_MOVING} {HERE_TOO_AFTER}")
        while typed := self._ask(MOVING, helped, partial(self._tell_twist, twist)):
            words = typed.replace(",", " ").split()
            if not words or not all(map(is_number, words)):
                self._lines.say(f"{_no_answer(typed)} {HOW_MOVING}")
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
        for line in contrast.lines:
            self._lines.say(differs_told(self._case, contrast, line))

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

    def _ask(
        self,
        prompt: str,
        helped: Callable[[], None],
        listed: Callable[[], None] | None = None,
        *,
        is_text: bool = False,
    ) -> str | None:
        """Ask until something is typed that is not done at every prompt alike; None at the end of input and
        when the person leaves. Where any text is an answer, only what can hardly be meant as one is done."""
        while not self._left:
            typed = self._lines.ask(prompt)
            if typed is None:
                return None
            typed = " ".join(typed.split())
            word, rest = word_of(typed) or (None, "")
            if word is not None and not (is_text and rest and not self._findings_meant(rest)):
                self._do(word, rest, helped, listed)
            elif not self._is_told(typed, is_text=is_text):
                return typed
        return None

    def _do(
        self, word: Word, rest: str, helped: Callable[[], None], listed: Callable[[], None] | None
    ) -> None:
        """Do what can be typed at every prompt."""
        committed = self._attempt.committed
        match word:
            case Word.HELP:
                helped()
            case Word.CASE:
                (self._tell_whole if committed else self._tell_case)()
            case Word.LIST:
                (listed or (self._tell_answers if committed else self._tell_list))()
            case Word.FIND:
                self._find(rest)
            case Word.LEAVE:
                self._left = True

    def _is_told(self, typed: str, *, is_text: bool) -> bool:
        """Tell what is asked about a line, where nothing has to be answered for that, or that it waits for
        the commit; return whether it is that."""
        about = about_of(typed)
        if about is None or (is_text and about.number is None):
            return False
        if not self._attempt.committed:
            self._lines.say(NOT_YET.format(quoted(typed)))
            return True
        if about.letter == "f":
            return False
        self._about(about)
        return True

    def _number_from(
        self, count: int, prompt: str, enter: str, listed: Callable[[], None] | None = None
    ) -> int | None:
        """Ask for a number up to this one, of what is `listed`; None when the person types none."""
        how = f"Type a number from 1 to {count}; Enter {enter}."
        while typed := self._ask(prompt, partial(self._lines.say, f"{how} {HERE_TOO_AFTER}"), listed):
            if is_number(typed) and 1 <= int(typed) <= count:
                return int(typed)
            self._lines.say(f"{_no_answer(typed)} {how}")
        return None

    def _tell_problem(self) -> None:
        """Say once that practice is not kept, and why."""
        problem = self._practice.problem
        if problem and problem != self._problem:
            self._lines.say(f"NOT KEPT: {problem} Practice goes on all the same.")
        self._problem = problem


def _no_answer(typed: str) -> str:
    """Say why what was typed does not answer a question about the answers."""
    is_question = typed.casefold() in ("t", "twist") or about_of(typed) is not None
    return THIS_FIRST.format(quoted(typed)) if is_question else not_understood(typed)


def _told(row: FeedbackRow) -> str:
    verdict = start(WORDS[row.verdict])
    also = f"; {row.also}" if row.also else ""
    return (
        f"{verdict}: {row.name}. You: {SAID[row.said]}. The rules: {SAID[row.right]} ({row.because}){also}."
    )
