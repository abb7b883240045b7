"""Progress on paper for a supervisor: Markdown to read, CSV to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from interview.check.cases.responses import Response
from interview.export.csv.table import sheet
from interview.flow.model import Flow
from interview.practice.attempt import Attempt
from interview.practice.feedback import SAID, WORDS
from interview.practice.key import neutral_name
from interview.practice.marking import Verdict
from interview.practice.progress import Mastery, Progress, RuleProgress, decisions_in, first_times, progress
from interview.practice.schedule import due
from interview.summary.phrases import start
from interview.summary.templates.escaping import escape_markdown
from interview.text import one_line

COLUMNS = (
    "case",
    "begun",
    "mode",
    "test",
    "again",
    "sure",
    "score",
    "passed",
    "in_practice",
    "line",
    "name",
    "said",
    "right",
    "verdict",
    "misunderstanding",
    "disagrees",
)
"""`test` is what a test or an exam is called; `again` says that the case was had before; `right` is
empty where an earlier version of this program did not keep it."""
MASTERED = {
    Mastery.TO_COME_BACK: "comes back",
    Mastery.LEARNING: "learning",
    Mastery.KNOWN: "known",
}
SURE = {1: "guessing", 2: "fairly sure", 3: "certain"}


def markdown(history: Iterable[Attempt], flow: Flow) -> str:
    """Return what is known of one person's practice with a flow, as Markdown."""
    made = tuple(history)
    found = progress(made)
    parts = [
        f"# PRACTICE: progress with {escape_markdown(flow.title)}",
        f"Version {escape_markdown(flow.version)}. Made-up patients; no real patient is in this report.",
        f"Cases: {found.cases}; passed: {found.passed}. A case passes with a score of 0.6 and no harm."
        + (f" Had before, so not counted: {found.again}." if found.again else ""),
        "\n".join(_confident(found)),
        "\n".join(_rules(found, flow, due(made))),
        "\n".join(_misunderstandings(found)),
        "\n".join(_defended(made, flow)),
        "\n".join(_disagreed(found, flow)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(history: Iterable[Attempt], flow: Flow) -> bytes:
    """Return every decision as a row of a CSV file."""
    made = tuple(history)
    first = {attempt.id for attempt in first_times(made)}
    rows = (
        (
            attempt.code,
            attempt.begun,
            attempt.mode.partition(" ")[0],
            attempt.test,
            "no" if attempt.id in first else "yes",
            attempt.sure,
            "" if attempt.score is None else Decimal(f"{attempt.score:.4f}"),
            "yes" if attempt.passed else "no",
            "yes" if attempt.rule == line else "no",
            line,
            _name(flow, line),
            attempt.placed.get(line, Response.LEFT_OUT).value,
            attempt.right[line].value if line in attempt.right else "",
            verdict.value,
            attempt.named,
            attempt.disagreed.get(line, ""),
        )
        for attempt in made
        for line, verdict in attempt.verdicts.items()
    )
    return sheet(COLUMNS, rows)


def _confident(found: Progress) -> Iterable[str]:
    yield "| how sure | right | of |"
    yield "|---|---:|---:|"
    for one in found.sureness:
        yield f"| {SURE[one.sure]} | {one.right} | {one.made} |"


def _rules(found: Progress, flow: Flow, again: Mapping[str, date]) -> Iterable[str]:
    if not found.rules:
        return
    yield "## Rules"
    yield ""
    yield "Errors made for certain come first, then what comes back until it is right on two days."
    yield ""
    yield "| rule | seen | wrong | certain and wrong | harmful | last | | again |"
    yield "|---|---:|---:|---:|---:|---|---|---|"
    for one in found.rules:
        yield _rule(one, flow, again.get(one.line))


def _rule(one: RuleProgress, flow: Flow, again: date | None) -> str:
    name = escape_markdown(start(_name(flow, one.line)))
    return (
        f"| {name} | {one.seen} | {one.wrong} | {one.sure_and_wrong} | {one.harmful} | {one.last}"
        f" | {MASTERED[one.mastery]} | {again or ''} |"
    )


def _misunderstandings(found: Progress) -> Iterable[str]:
    if not found.misunderstandings:
        return
    yield "## Misunderstandings"
    yield ""
    yield "Said after a case, where the plans so far made it likely at odds of 9 to 1; the last comes first."
    yield ""
    for one in found.misunderstandings:
        times = "once," if one.times == 1 else f"{one.times} times, last"
        yield f"- {escape_markdown(one.sentence)} Said {times} on {one.last}."


def _defended(history: Iterable[Attempt], flow: Flow) -> Iterable[str]:
    made = [one for one in decisions_in(history) if one.verdict is Verdict.DEFENSIBLE]
    if not made:
        return
    yield "## Also defensible"
    yield ""
    yield (
        "Right beside what the rules say, by the judgement of the author of the case, a design choice. It is "
        "neither a sign that a rule is known nor that it was missed."
    )
    yield ""
    for one in made:
        said = SAID[one.attempt.placed.get(one.line, Response.LEFT_OUT)]
        right = one.attempt.right.get(one.line)
        rules = f"; the rules: {SAID[right]}" if right else ""
        what = f"{start(_name(flow, one.line))} (said {said}{rules})"
        yield f"- {escape_markdown(one.attempt.code)}, {escape_markdown(what)}"


def _disagreed(found: Progress, flow: Flow) -> Iterable[str]:
    if not found.disagreed:
        return
    yield "## Does not agree"
    yield ""
    for attempt, line, why in found.disagreed:
        verdict = attempt.verdicts.get(line)
        said = SAID[attempt.placed.get(line, Response.LEFT_OUT)]
        what = f"{start(_name(flow, line))} (said {said}, {WORDS[verdict] if verdict else 'not marked'})"
        yield f"- {escape_markdown(attempt.code)}, {escape_markdown(what)}: {escape_markdown(one_line(why))}"


def _name(flow: Flow, line: str) -> str:
    """Return what a line is about; its id where this version of the flow has no such line."""
    return neutral_name(flow, line) if line in flow.recommendations else line
