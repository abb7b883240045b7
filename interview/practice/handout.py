"""Cases on paper, as Markdown: a handout to decide on, and its key with reasons and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from interview.flow.model import Flow
from interview.practice.case import Case
from interview.practice.feedback import EVERYONE, SAID, behind
from interview.practice.key import Response, neutral_name
from interview.summary.phrases import start
from interview.summary.templates.escaping import escape_markdown

PLACES = (Response.TODAY, Response.SOON, Response.LATER, Response.CAUTION, Response.ASK_FIRST)
MADE_UP = "PRACTICE: made-up patients. Not for use with real ones."


def handout(flow: Flow, cases: Sequence[Case], title: str = "") -> str:
    """Return the cases with a list to tick, and nothing that gives an answer away."""
    return _pages(flow, title or "Cases", (_to_decide(number, case) for number, case in _numbered(cases)))


def answer_key(flow: Flow, cases: Sequence[Case], title: str = "") -> str:
    """Return what is right for each line of each case, why, and from which sources."""
    pages = (_decided(number, case) for number, case in _numbered(cases))
    return _pages(flow, f"{title or 'Cases'}: key", pages)


def _numbered(cases: Iterable[Case]) -> Iterable[tuple[int, Case]]:
    return enumerate(cases, start=1)


def _pages(flow: Flow, title: str, pages: Iterable[Iterator[str]]) -> str:
    head = [
        f"# PRACTICE: {escape_markdown(title)}",
        "",
        f"{escape_markdown(flow.title)}, version {escape_markdown(flow.version)}. {MADE_UP}",
    ]
    return "\n".join([*head, *(line for page in pages for line in ("", *page))]) + "\n"


def _to_decide(number: int, case: Case) -> Iterator[str]:
    yield f"## Case {number} ({escape_markdown(str(case.code))})"
    yield ""
    yield escape_markdown(" ".join(dict.fromkeys((*case.vignette, *map(case.finding, case.held)))))
    yield ""
    yield "| What would you do, and when? | " + " | ".join(SAID[one] for one in PLACES) + " |"
    yield "|---|" + ":-:|" * len(PLACES)
    for line in case.lines:
        yield f"| {_named(case, line)} |" + "   |" * len(PLACES)
    yield ""
    yield "What is left empty does not hold. How sure are you, from 1 to 3?"


def _decided(number: int, case: Case) -> Iterator[str]:
    yield f"## Case {number} ({escape_markdown(str(case.code))})"
    yield ""
    if case.title:
        yield escape_markdown(f"{case.title}.")
        yield ""
    yield "| line | right | because |"
    yield "|---|---|---|"
    for line in case.lines:
        grounds = behind(case, line)
        unknown = f"not known: {', '.join(grounds.unknown)}" if grounds.unknown else ""
        because = unknown or "; ".join(grounds.because) or EVERYONE
        yield f"| {_named(case, line)} | {SAID[case.key.right[line]]} | {_cell(because)} |"
    for line in case.lines:
        if case.key.called(line):
            yield ""
            yield from _grounds(case, line)


def _grounds(case: Case, line: str) -> Iterator[str]:
    grounds = behind(case, line)
    yield f"**{escape_markdown(grounds.title)}**"
    yield ""
    for name, text in (("Fact", grounds.fact), ("Judgement", grounds.judged), ("Note", grounds.note)):
        if text:
            yield f"- {name}: {escape_markdown(text)}"
    for text in grounds.disputed:
        yield f"- Sources disagree: {escape_markdown(text)}"
    yield "- Sources: " + " ".join(escape_markdown(source) for source in grounds.sources)


def _named(case: Case, line: str) -> str:
    return _cell(start(neutral_name(case.patient.flow, line)))


def _cell(text: str) -> str:
    return escape_markdown(text).replace("|", "\\|")
