"""What the screens of practice say. Before the commit nothing here asks the key of a case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import zip_longest
from textwrap import wrap

from rich.cells import cell_len

from interview.check.cases.responses import Response
from interview.practice.attempt import Attempt
from interview.practice.case import Case
from interview.practice.feedback import (
    MARKS,
    SAID,
    SHORT,
    TIMES,
    TIMES_IN_SHORT,
    WHOLE,
    WORDS,
    Behind,
    Feedback,
    FeedbackRow,
    named,
)
from interview.practice.marking import Verdict
from interview.practice.otherwise import Contrast, Twist
from interview.practice.side_by_side import BOTH, both_then
from interview.practice.sitting import BANNER
from interview.practice.turned import differs_told, gives_way, moved_told, stays
from interview.summary.phrases import start
from interview.tui.keymap import Command
from interview.tui.rows.question import MARKS as BOXES
from interview.tui.rows.row import BLANK, Part, Row, clipped, heading, row

PRACTICE = "PRACTICE"
RESPONSES = {
    "1": Response.TODAY,
    "2": Response.SOON,
    "3": Response.LATER,
    "4": Response.CAUTION,
    "5": Response.ASK_FIRST,
    "0": Response.LEFT_OUT,
}
"""What each key says to the line under the cursor."""
PLACES = tuple(
    Command(key, key, f"place({key})", f"Place: {SAID[response]}", "what the line under the cursor is")
    for key, response in RESPONSES.items()
)
NARROW = 60
"""Columns under which what the rules say stands below a line."""
PLACING = "A key places the line under the cursor, and goes on to the next."
UNTIL_PLACED = f"↑↓, then a key. {TIMES_IN_SHORT}"
"""What the list says until something is placed."""
HOW = (
    f"{PLACING} What you leave out counts as: does not hold. Enter commits, once every line was in sight; "
    "only then the answers open."
)
DRAWING = "A patient is being drawn …"
"""What is said until the first case can be read."""
SURE = (("1", "guessing"), ("2", "fairly sure"), ("3", "certain"))
TONES = {
    Verdict.HARMFUL: "warning",
    Verdict.MISSED: "warning",
    Verdict.EXCESS: "warning",
    Verdict.OTHERWISE: "warning",
    Verdict.OTHER_TIME: "warning",
    Verdict.DEFENSIBLE: "ok",
    Verdict.FOUND: "ok",
    Verdict.RIGHTLY_LEFT_OUT: "muted",
}
LABEL = 9
"""Columns of what a part behind a line is."""
YOU, RULES = 10, 10
"""Columns of what was said and of what is right."""


def case_rows(
    case: Case, attempt: Attempt, standing: str = "", again: str = "", *, whole: bool = False
) -> list[Row]:
    """Return which test it is of, the case as it is told, or whole, that it was had before, and what was
    asked for, the last at the end."""
    asked = dict.fromkeys(case.finding(name) for name in attempt.asked)
    told = " ".join((WHOLE, *case.whole) if whole else case.vignette)
    rows = [*_muted(start(standing)), row(told, lead="  "), *_muted(again)]
    return [*rows, *(row(text, lead=(("  asked  ", "muted"),)) for text in asked)]


def _muted(text: str) -> list[Row]:
    return [row((text, "muted"), lead="  ")] if text else []


def plan_rows(case: Case, attempt: Attempt) -> list[Row]:
    """Return the list to decide on, a row a line, each with what was said to it at its right."""
    return [_decision(named(case, line), attempt.placed.get(line), line) for line in case.lines]


def answer_rows(case: Case, found: Feedback, columns: int) -> list[Row]:
    """Return the plan beside the rules, what matters most first and what was rightly left out last, and what
    else there is to say."""
    head = answer_head(columns)
    seems = found.misunderstanding
    headline = row((found.headline, "text"), lead="  ", pinned=head is not None and not seems)
    rows = [
        headline,
        *([row((seems, "accent"), lead="  ")] if seems else []),
        *([head] if head else []),
        *(part for one in found.rows for part in _answer(one, columns)),
        *(part for one in _left_out(case, found) for part in _answer(one, columns)),
    ]
    verdicts = dict.fromkeys(one.verdict for one in found.rows)
    legend = "  ".join(f"{MARKS[one]} {WORDS[one]}" for one in verdicts)
    said = [legend, *found.rest]
    return [*rows, *(row((text, "muted"), lead="  ") for text in said if text)]


def _left_out(case: Case, found: Feedback) -> Iterator[FeedbackRow]:
    """Yield what was rightly left out, which the feedback only counts; why, stands where it is looked at."""
    verdict, out = Verdict.RIGHTLY_LEFT_OUT, Response.LEFT_OUT
    for line in found.marked.of(verdict):
        yield FeedbackRow(line, named(case, line), verdict, out, out, because="")


def answer_head(columns: int) -> Row | None:
    """Return the names of the columns of the answers."""
    if columns < NARROW:
        return None
    _, because = _rooms(columns)
    return row(
        pinned=True, right=((f"{'you':<{YOU}}{'the rules':<{RULES}}{'because':<{because}} ", "muted"),)
    )


def harm_words(found: Feedback, fits: Callable[[str], bool]) -> str:
    """Return the harm of a plan for the banner, in as many words as it has room for; empty for none."""
    harms = found.harms
    if not harms:
        return ""
    said = (" ".join(harms), f"{harms[0]} The others follow, marked x.", "marked x below; Enter tells why.")
    ways = [f"HARM {len(harms)}: {words}" for words in said]
    return next((words for words in ways if fits(words)), ways[-1])


def behind_rows(found: Behind, harm: str = "") -> list[Row]:
    """Return all that stands behind a line: because, fact and judgement apart, sources."""
    rows: list[Row] = []
    before = ""
    for label, text in (("Harm", harm), *found.parts):
        fits, again = len(label) <= LABEL, label == before
        lead = f"  {label if fits and not again else '':<{LABEL}} "
        named_here = "" if fits or again else f"{label}: "
        tone = "warning" if label == "Harm" else "muted"
        if text:
            rows.append(row((named_here, tone), text, lead=((lead, tone),)))
            before = label
    return rows


def whole_rows(case: Case, found: Behind, harm: str) -> list[Row]:
    """Return the same as a page to read."""
    return [
        heading(f"{PRACTICE}, case {case.code}"),
        row((found.heading, "strong")),
        BLANK,
        *behind_rows(found, harm),
    ]


def read_rows(
    case: Case, attempt: Attempt, standing: str = "", again: str = "", *, whole: bool = False
) -> list[Row]:
    """Return the case as a page to read, once the plan stands the whole of it."""
    told = case_rows(case, attempt, standing, again, whole=whole)
    return [heading(f"{PRACTICE}, case {case.code}"), *told]


def told_rows() -> list[Row]:
    """Return how a plan is made, for the help."""
    return [
        row(BANNER),
        BLANK,
        heading("Your plan"),
        *(row((text, "muted"), lead="  ") for text in (HOW, TIMES)),
        BLANK,
    ]


def marks_rows() -> list[Row]:
    """Return what the marks beside the lines say, for the help."""
    marks = [one for one, mark in MARKS.items() if mark]
    told = [row(WORDS[one], lead=((f"  {MARKS[one]:<9} ", TONES[one]),)) for one in marks]
    return [heading("Marks"), *told, BLANK]


def twist_choices(case: Case, ticked: Collection[str]) -> list[Row]:
    """Return the list as the rules have it, to tick what moves."""
    return [
        row(
            named(case, line),
            lead=((f" {BOXES[True][line in ticked]} ", "ok" if line in ticked else "faint"),),
            name=line,
            right=((f"{SHORT[case.key.right[line]]} ", "muted"),),
        )
        for line in case.lines
    ]


def twist_rows(case: Case, twist: Twist, said: Collection[str]) -> list[Row]:
    """Return which lines move by a twist, and which of them were said to."""
    rows = [heading(f"{PRACTICE}. If {twist.change}:")]
    for line in twist.moved:
        found = Verdict.FOUND if line in said else Verdict.MISSED
        words = (f"  {moved_told(case, twist, line, said)}", "muted")
        rows.append(row(named(case, line), words, lead=((f" {MARKS[found]} ", TONES[found]),)))
    rows += [
        row(named(case, line), (f"  {told}", "muted"), lead="   ") for line, told in gives_way(case, twist)
    ]
    rows += [row(f"{BOTH}: {text}.", lead="   ") for text in both_then(case, twist)]
    as_it_was = ("  stays as it was", "muted")
    return [*rows, *(row(named(case, line), as_it_was, lead=" + ") for line in stays(case, twist, said))]


def contrast_rows(case: Case, contrast: Contrast) -> list[Row]:
    """Return the same patient with one finding changed, and the little that is otherwise then."""
    return [
        heading(f"{PRACTICE}. The same patient, but if {contrast.change}, only this is otherwise:"),
        *(row(differs_told(case, contrast, line), lead="  ") for line in contrast.lines),
    ]


def _answer(one: FeedbackRow, columns: int) -> Iterator[Row]:
    mark: tuple[Part, ...] = ((f"  {MARKS[one.verdict]:<1} ", TONES[one.verdict]),)
    you, rules = SHORT[one.said], SHORT[one.right]
    if columns < NARROW:
        if one.verdict is Verdict.RIGHTLY_LEFT_OUT:
            yield row((one.name, "muted"), lead=mark, name=one.line, right=((f"{rules} ", "muted"),))
        else:
            yield row(one.name, lead=mark, name=one.line)
            yield from _below(one, columns)
        yield from _also(one)
        return
    room, because = _rooms(columns)
    beside: tuple[Part, ...] = ((f"{you:<{YOU}}", "muted"), (f"{rules:<{RULES}}", "strong"))
    for name, reason in zip_longest(wrap(one.name, room), wrap(one.because, because), fillvalue=""):
        yield row(name, lead=mark, name=one.line, right=(*beside, (f"{reason:<{because}} ", "muted")))
        mark, beside = (("    ", "text"),), ((" " * (YOU + RULES), "muted"),)
    yield from _also(one)


def _below(one: FeedbackRow, columns: int) -> Iterator[Row]:
    """Yield what was said and is right, and why: in the same row if it fits, else in one of its own, as far
    as that goes; all of it stands where the line is looked at."""
    lead, said, right = "    ", f"you {SHORT[one.said]}, rules ", SHORT[one.right]
    room, beside = columns - len(lead), f": {one.because}"
    fits = cell_len(f"{said}{right}{beside}") <= room
    reason = (beside, "muted") if fits else ("", "muted")
    yield row((said, "muted"), (right, "strong"), reason, lead=lead, name=one.line)
    if not fits:
        yield row((clipped(one.because, room), "muted"), lead=lead, name=one.line)


def _also(one: FeedbackRow) -> Iterator[Row]:
    if one.also:
        yield row((one.also, "muted"), lead="    ", name=one.line)


def _rooms(columns: int) -> tuple[int, int]:
    """Return the columns of the name of a line and of what decides it."""
    room = (columns - 6) * 2 // 5
    return room, columns - room - YOU - RULES - 7


def _decision(name: str, placed: Response | None, line: str) -> Row:
    said = SHORT[placed] if placed else ""
    return row(
        name,
        lead=((" ● ", "ok") if said else (" ○ ", "faint"),),
        name=line,
        right=((f"{said} ", "accent"),) if said else (),
    )
