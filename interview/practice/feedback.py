"""What a trainee reads after the commit: the plan and the rules side by side, harm first, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview.check.cases.responses import CHOSEN, HarmDone, Response, Why
from interview.engine.conclusions import Status
from interview.flow.values_in_text import line_for_everyone
from interview.practice.attempt import Attempt
from interview.practice.case import Case
from interview.practice.grounds import because, grounds
from interview.practice.key import neutral_name
from interview.practice.marking import RIGHT, Marked, Verdict, mark
from interview.practice.side_by_side import BOTH, both_stand
from interview.summary.model import NOT_KNOWN, Line
from interview.summary.phrases import lower, start
from interview.summary.stance import with_stance

SAID = {
    Response.TODAY: "today",
    Response.SOON: "soon",
    Response.LATER: "later",
    Response.CAUTION: "against or caution",
    Response.ASK_FIRST: "ask or test first",
    Response.LEFT_OUT: "left out",
}
"""Each response as it is read. What turns on something not known has to be found out first, also where asking
did not settle it."""
SHORT = {**SAID, Response.CAUTION: "against", Response.ASK_FIRST: "ask first"}
"""Each response in a word or two, for a column."""
TIMES = (
    "Today is this same day; soon is within days or a few weeks, before the next planned visit; later is at "
    "that visit. Right at another time counts as not found. A line about something that this "
    "patient does not have does not hold; where nobody knows whether there is any, ask or test first. "
    "Whether anybody proposed it does not count, unless the line says so: considered, planned, in use."
)
"""What the times mean to somebody who decides and what another time costs, and what a line names in vain.

They are the urgencies of a flow, `same_day`, `soon` and `routine`, which its notes tell as SAME DAY, SOON and
nothing; how long soon is, is our own choice."""
TIMES_IN_SHORT = "Soon: within a few weeks; later: at the next visit."
"""The same in a line, for whoever sees the list for the first time."""
MARKS = {
    Verdict.HARMFUL: "x",
    Verdict.MISSED: "-",
    Verdict.EXCESS: "+",
    Verdict.OTHERWISE: "~",
    Verdict.OTHER_TIME: "@",
    Verdict.DEFENSIBLE: "*",
    Verdict.FOUND: "=",
    Verdict.RIGHTLY_LEFT_OUT: "",
}
"""The mark beside a line; these come first that matter most."""
WORDS = {
    Verdict.HARMFUL: "harmful",
    Verdict.MISSED: "missed",
    Verdict.EXCESS: "not called for",
    Verdict.OTHERWISE: "answered otherwise",
    Verdict.OTHER_TIME: "right, other time",
    Verdict.DEFENSIBLE: "also defensible",
    Verdict.FOUND: "found",
    Verdict.RIGHTLY_LEFT_OUT: "rightly left out",
}
NOT_KNOWN_THOUGH = "not known though you asked: {}"
WHOLE = "With all that can be asked for:"
"""Said before the whole patient, who is told once the plan stands."""
NOT_HERE = "DOES NOT HOLD here"
ALSO = "also defensible: {}"
BY_AUTHOR = "by the judgement of the author of this case, a design choice, and counted as right"
"""Who says that something is defensible beside what the rules say, and what it counts as."""


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One decision beside what the rules say."""

    line: str
    name: str
    verdict: Verdict
    said: Response
    right: Response
    because: str
    """The finding that decides it, in a few words."""
    harm: str = ""
    """What harm was done; empty for none."""
    disputed: bool = False
    """Whether sources disagree on something of the line."""
    also: str = ""
    """What the author of a written case calls defensible as well, where neither that nor the rule's own was
    said; with how it is called."""


@dataclass(frozen=True, slots=True)
class Behind:
    """All that stands behind one line, fact and judgement apart."""

    name: str
    """What the line is called on the list."""
    title: str
    """What it is called in a plan."""
    holds: bool
    """False where the line does not hold for this patient; True also while that is open."""
    because: tuple[str, ...]
    unknown: tuple[str, ...]
    """What is not known, of an open line."""
    fact: str
    """What the published sources say, and of what kind these are; empty where all is judgement."""
    judged: str
    """What is said instead where nothing is published."""
    disputed: tuple[str, ...]
    """Where sources disagree, which is never a wrong answer."""
    sources: tuple[str, ...]
    note: str = ""
    """What the author of a written case adds."""
    defensible: str = ""
    """What can be said to it too, by the judgement of the author of a written case."""

    @property
    def heading(self) -> str:
        """The name on the list; of a line that does not hold that is said first, as it reads like advice."""
        return self.name if self.holds else f"{NOT_HERE}: {self.name}"

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Everything in the order it is read, each with what it is; first of all why a line does not hold, as
        what else there is to say speaks for it."""
        known = f"{', '.join(self.because)}." if self.because else ""
        said = (
            ("Not called for", "" if self.holds else known),
            ("In a plan" if self.holds else "Elsewhere", f"{self.other_title}." if self.other_title else ""),
            ("Known" if self.unknown else "Because", known if self.holds else ""),
            ("Not known", f"{', '.join(self.unknown)}." if self.unknown else ""),
            ("Fact", self.fact),
            ("Judgement", self.judged),
            ("Also defensible", f"{self.defensible}, {BY_AUTHOR}." if self.defensible else ""),
            ("The author's note", self.note),
            *(("Sources disagree", text) for text in self.disputed),
            *(("Source", text) for text in self.sources),
        )
        return tuple((label, text) for label, text in said if text)

    @property
    def other_title(self) -> str:
        """What a plan calls it; empty where the list says the same."""
        return "" if self.title.casefold() == self.name.casefold() else self.title


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback on one attempt."""

    marked: Marked
    rows: tuple[FeedbackRow, ...]
    """What matters most comes first; what was rightly left out is only counted."""
    rightly_left_out: int
    too_little: tuple[str, ...]
    """What was not asked for, as it would have been told, and could still have decided a line of the list."""
    too_much: tuple[str, ...]
    """What was asked for and bears on nothing of it."""
    in_vain: tuple[str, ...] = ()
    """What was asked for, is not known, and leaves lines of the list open."""
    title: str = ""
    """What kind of case a written one was."""
    notes: tuple[str, ...] = ()
    """What the author of a written case adds to lines of the list; where a note says why another answer is
    defensible, only if the rule's own was not given."""
    both: tuple[str, ...] = ()
    """Of lines on one matter that hold side by side, one for something and one against, why each does."""
    misunderstanding: str = ""
    """What the person seems to misunderstand, in a sentence; empty unless that is likely enough."""

    @property
    def harms(self) -> tuple[str, ...]:
        """The harm done, in sentences."""
        return tuple(row.harm for row in self.rows if row.harm)

    @property
    def rest(self) -> tuple[str, ...]:
        """What there is to say beside the lines: how many were rightly left out, and what was asked for."""
        said = (
            ("This was", self.title),
            ("Rightly left out", _lines(self.rightly_left_out)),
            ("Right, other time", self._cost_of_time),
            *((BOTH, text) for text in self.both),
            (f"Also defensible, {BY_AUTHOR}", "; ".join(self._defended)),
            (
                "Sources disagree on part of this; the mark is by the rules of this flow",
                "; ".join(self._disputed),
            ),
            *(("The author's note", note.rstrip(".")) for note in self.notes),
            ("You asked and it is not known, so it has to be found out first", "; ".join(self.in_vain)),
            ("You did not ask for", "; ".join(self.too_little)),
            ("Nothing on this list turned on", "; ".join(self.too_much)),
        )
        return tuple(f"{label}: {text}." for label, text in said if text)

    @property
    def _disputed(self) -> Iterator[str]:
        """Lines that were answered otherwise than the rules have them, on which sources disagree."""
        settled = {*RIGHT, Verdict.HARMFUL}
        return (row.name for row in self.rows if row.disputed and row.verdict not in settled)

    @property
    def _defended(self) -> Iterator[str]:
        """What was said that is defensible beside the rules, and what they say."""
        rows = (row for row in self.rows if row.verdict is Verdict.DEFENSIBLE)
        return (f"{row.name} ({SAID[row.said]}; the rules: {SAID[row.right]})" for row in rows)

    @property
    def _cost_of_time(self) -> str:
        late, marked = self.marked.of(Verdict.OTHER_TIME), self.marked
        if not late:
            return ""
        counted = f"{_lines(len(late))}, counted as not found and as no harm"
        if marked.in_time is None:
            return counted
        return f"{counted}; with the times right the score would be {float(marked.in_time):.2f}"

    @property
    def headline(self) -> str:
        """The result in one line."""
        marked = self.marked
        called = [line for line in marked.said if marked.verdicts[line] is not Verdict.RIGHTLY_LEFT_OUT]
        right = sum(1 for line in called if marked.verdicts[line] is Verdict.FOUND)
        wanted = sum(1 for row in self.rows if row.right is not Response.LEFT_OUT)
        late, also = len(marked.of(Verdict.OTHER_TIME)), len(marked.of(Verdict.DEFENSIBLE))
        found = f"{right} of {wanted} found" + (f", {also} also defensible" if also else "")
        found += f", {late} right at another time" if late else ""
        harm = f" Harm: {len(marked.harms)}, counted apart; nothing offsets it." if marked.harms else ""
        if marked.score is None:
            return f"{found}.{harm}"
        passed = "passed" if marked.passed else "not passed"
        return f"{found}; score {float(marked.score):.2f}, {passed}.{harm}"


def feedback(case: Case, attempt: Attempt) -> Feedback:
    """Return the feedback on a plan that was committed to."""
    marked = mark(case.key, case.lines, attempt.placed, case.defensible)
    harms = {harm.line: harm for harm in marked.harms}
    order = list(MARKS)
    rows = [
        FeedbackRow(
            line=line,
            name=named(case, line),
            verdict=verdict,
            said=marked.said[line],
            right=case.key.right[line],
            because=_because(case, attempt, case.key.line(line)),
            harm=_harm(case, harms[line], marked) if line in harms else "",
            disputed=bool(case.key.line(line).controversies),
            also=_also(case, line) if verdict not in RIGHT else "",
        )
        for line, verdict in marked.verdicts.items()
        if verdict is not Verdict.RIGHTLY_LEFT_OUT
    ]
    return Feedback(
        marked=marked,
        rows=tuple(sorted(rows, key=lambda row: order.index(row.verdict))),
        rightly_left_out=len(marked.of(Verdict.RIGHTLY_LEFT_OUT)),
        too_little=tuple(dict.fromkeys(_not_asked_for(case, attempt))),
        too_much=tuple(_label(case, name) for name in attempt.asked if not _bears(case, name)),
        in_vain=tuple(_label(case, name) for name in attempt.asked if _is_in_vain(case, name)),
        title=case.title,
        notes=tuple(f"{named(case, line)}: {case.notes[line]}" for line in _noted(case, marked)),
        both=tuple(both_stand(case)),
        misunderstanding=attempt.named,
    )


def behind(case: Case, line: str) -> Behind:
    """Return all that stands behind a line for this patient."""
    told = case.key.line(line)
    published, judged = case.key.evidence(line)
    said = told.more or told.say
    out, is_open = told.status is Status.RULED_OUT, told.status is Status.OPEN
    if out and not told.more:
        said = f"Where it holds: {said}"
    return Behind(
        name=named(case, line),
        title=told.title,
        holds=not out,
        because=grounds(case.key, told),
        unknown=tuple(text for reason in told.depends_on for text in reason.short) if is_open else (),
        fact=_with_kinds(said, published, judged) if published else "",
        judged="" if published else _with_kinds(said, judged),
        disputed=told.controversies,
        sources=tuple(source.full for source in told.sources),
        note=case.notes.get(line, ""),
        defensible=defended(case, line),
    )


def defended(case: Case, line: str) -> str:
    """Return what can be said to a line beside what the rules say, by the author of a written case."""
    return " or ".join(SAID[one] for one in case.defensible.get(line, ()))


def _also(case: Case, line: str) -> str:
    return ALSO.format(also) if (also := defended(case, line)) else ""


def _noted(case: Case, marked: Marked) -> Iterator[str]:
    """Yield the lines whose note has something to say to what was answered."""
    for line in case.lines:
        settled = line in case.defensible and marked.said[line] is marked.right[line]
        if line in case.notes and not settled:
            yield line


def _lines(count: int) -> str:
    return "one line" if count == 1 else f"{count} lines" if count else ""


def _with_kinds(said: str, kinds: tuple[str, ...], in_part: tuple[str, ...] = ()) -> str:
    """Return what is said with the kinds of evidence behind it, and those behind a part of it alone."""
    named = "; in part ".join(filter(None, (", ".join(kinds), ", ".join(in_part))))
    return f"{said} ({named})" if named else said


def _because(case: Case, attempt: Attempt, line: Line) -> str:
    """Return the finding that decides a line, or what is not known of an open one."""
    said = because(case.key, line)
    for reason in line.depends_on:
        for text in reason.short:
            if reason.question in attempt.asked and said.startswith(NOT_KNOWN.format(text)):
                return said.replace(NOT_KNOWN.format(text), NOT_KNOWN_THOUGH.format(text), 1)
    return said


def _is_in_vain(case: Case, name: str) -> bool:
    """Return whether an answer is not known that a line of the list is open for."""
    asks = (case.key.right[line] is Response.ASK_FIRST for line in case.bears_on(name))
    return case.is_not_known(name) and any(asks)


def _not_asked_for(case: Case, attempt: Attempt) -> Iterator[str]:
    """Yield what would have been told of findings that, by what was known at the commit, could still have
    decided a line of the list, or do so by what hangs on them."""
    known, nodes = case.known_after(attempt.asked), [case.key.node(line) for line in case.lines]
    mattered = {name for node in nodes for name in known.completions.matters(node)}
    now = [known.completions.truth(node) for node in nodes]
    for name in case.held:
        after = case.known_after((*attempt.asked, name)).completions
        if name not in known.answers and (name in mattered or now != [after.truth(node) for node in nodes]):
            yield lower(case.finding(name)).removesuffix(".")


def _bears(case: Case, name: str) -> bool:
    """Return whether something that is told when a question is asked for can decide a line of the list."""
    return any(case.bears_on(one) for one in case.together(name))


def _label(case: Case, question: str) -> str:
    return case.patient.flow.questions[question].label


def _harm(case: Case, harm: HarmDone, marked: Marked) -> str:
    return f"{named(case, harm.line)}: {''.join(_why(case, harm, marked))}"


def _why(case: Case, harm: HarmDone, marked: Marked) -> Iterator[str]:
    by = line_for_everyone(case.key.flow, case.key.flow.recommendations[harm.by])
    match harm.why:
        case Why.LEFT_OUT_TODAY:
            yield "left out, and it is for today."
        case Why.MORE_URGENT if marked.said.get(harm.by) in CHOSEN:
            yield f"chosen as well as what is more urgent, and does not hold beside it: {by.title}."
        case Why.MORE_URGENT:
            yield f"chosen, although this is more urgent: {by.title}."
        case Why.WARNED_OF if harm.by == harm.line:
            yield "chosen; the rule here is against it."
        case Why.WARNED_OF:
            yield f"chosen; the rule here is: {with_stance(by.title, by.stance)}."
        case Why.PLAN_ENDED:
            yield "chosen, although an answer ends this plan."
        case Why.AUTHOR:
            reason = because(case.key, case.key.line(harm.line))
            if not case.key.called(harm.line):
                done = f"chosen, although it does not hold ({reason})"
            elif marked.said[harm.line] is Response.LEFT_OUT:
                done = f"left out, although it is called for ({reason})"
            else:
                done = "chosen, and the rule here warns of it"
            yield f"{done}. The authors of the rule call that harm."


def named(case: Case, line: str) -> str:
    """Return how a line of the list is called: what it is about, without its verdict."""
    return start(neutral_name(case.key.flow, line))
