"""Cases on paper: a handout to decide on, what can be asked for, and the key with reasons and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from interview.export.documents.pdf import set_by_typst
from interview.flow.model import Flow
from interview.practice.case import Case, before_finding
from interview.practice.case_code import numbered
from interview.practice.feedback import ALSO, BY_AUTHOR, SAID, TIMES, behind, defended
from interview.practice.grounds import because
from interview.practice.key import neutral_name
from interview.practice.marking import SCORING
from interview.practice.report import SURE
from interview.summary.model import NOT_KNOWN
from interview.summary.phrases import start
from interview.summary.templates.context import Plain
from interview.summary.templates.escaping import escape_markdown

MOST_REASONS = 4
"""Findings beside an open line of a key; those that decide come first, and more of them hide these."""
MADE_UP = "PRACTICE: made-up patients. Not for use with real ones."
TEMPLATE = "practice.typ"
ASKED = "What would you do, and when?"
SIGNED = ("Name", "Date")
"""What whoever decides writes on each case of a handout, since its pages are handed in apart."""
CLOSING = (
    f"{TIMES} A line without a tick counts as left out: it does not hold. What the case does not tell can be "
    "asked for."
)
HOW_SURE = "How sure are you of this plan?"
ON_REQUEST = (
    "To be told when it is asked for, and not before. What is neither here nor in the case is not known."
)
NOTHING = "Nothing is known that the case does not tell."


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a line rests on."""

    title: str
    points: tuple[tuple[str, str], ...]
    """Each with what it is: a fact, a judgement, a note, where sources disagree, the sources."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line to decide on; in a key, with what is right and why."""

    name: str
    right: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case on paper."""

    heading: str
    title: str
    """In a key, at its end, what the author calls the case, if anything."""
    text: str
    """The patient: as told at first, or in a key with all that can be asked for."""
    rows: tuple[Row, ...] = ()
    grounds: tuple[Grounds, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    """What can be asked for, each with what is told then; by nothing where that begins with what it is."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Cases on paper: to decide on, with what can be asked for, or with what is right."""

    title: str
    about: str
    sheets: tuple[Sheet, ...]
    is_key: bool = False
    is_to_ask: bool = False


def handout(flow: Flow, cases: Sequence[Case], title: str = "") -> Paper:
    """Return the cases with a list to tick, and nothing that gives an answer away."""
    return Paper(f"PRACTICE: {title or 'Cases'}", _about(flow), tuple(_sheets(cases, _to_decide)))


def findings(flow: Flow, cases: Sequence[Case], title: str = "") -> Paper:
    """Return what can be asked for in each case: for whoever hands the cases out, and keeps this back."""
    return Paper(
        f"PRACTICE: {title or 'Cases'}: findings",
        f"{_about(flow)} {ON_REQUEST}",
        tuple(_sheets(cases, _to_ask)),
        is_to_ask=True,
    )


def answer_key(flow: Flow, cases: Sequence[Case], title: str = "") -> Paper:
    """Return what is right for each line of each case, why, and from which sources."""
    return Paper(
        f"PRACTICE: {title or 'Cases'}: key",
        f"{_about(flow)} {SCORING}",
        tuple(_sheets(cases, _decided)),
        is_key=True,
    )


def _about(flow: Flow) -> str:
    return f"{flow.title}, version {flow.version}. {MADE_UP}"


def _to_decide(heading: str, case: Case) -> Sheet:
    told = " ".join(case.vignette)
    return Sheet(heading, "", told, tuple(Row(_named(case, line)) for line in case.lines))


def _to_ask(heading: str, case: Case) -> Sheet:
    told = dict[str, list[str]]()
    for name in case.held:
        told.setdefault(case.finding(name), []).append(case.patient.flow.questions[name].label)
    found = tuple((before_finding(labels, text), text) for text, labels in told.items())
    return Sheet(heading, "", "" if found else NOTHING, findings=found)


def _decided(heading: str, case: Case) -> Sheet:
    told = (line for line in case.lines if case.key.called(line) or line in case.notes)
    grounds = (_grounds(case, line) for line in told)
    rows = tuple(_right(case, line) for line in case.lines)
    title, whole = f"This was: {case.title}." if case.title else "", " ".join(case.whole)
    return Sheet(heading, title, whole, rows, tuple(grounds))


def _sheets(cases: Iterable[Case], made: Callable[[str, Case], Sheet]) -> Iterator[Sheet]:
    for number, case in enumerate(cases, start=1):
        yield made(numbered(number, case.code), case)


def _right(case: Case, line: str) -> Row:
    right, also = SAID[case.key.right[line]], defended(case, line)
    said = f"{right}; {ALSO.format(also)}" if also else right
    return Row(_named(case, line), said, _why(case, line))


def _why(case: Case, line: str) -> str:
    """Return why a line stands as it does; of an open one all that is not known, and what is."""
    found = behind(case, line)
    if not found.unknown:
        return because(case.key, case.key.line(line))
    unknown, so = NOT_KNOWN.format(", ".join(found.unknown)), "; ".join(found.because[:MOST_REASONS])
    return f"{unknown}; known: {so}" if so else unknown


def _grounds(case: Case, line: str) -> Grounds:
    found = behind(case, line)
    said = (
        ("In a plan" if found.holds else "Elsewhere", found.other_title),
        ("Fact", found.fact),
        ("Judgement", found.judged),
        ("Also defensible", f"{found.defensible}, {BY_AUTHOR}." if found.defensible else ""),
        ("Note", found.note),
    )
    return Grounds(
        found.heading,
        (
            *((name, text) for name, text in said if text),
            *(("Sources disagree", text) for text in found.disputed),
            ("Sources", " ".join(found.sources)),
        ),
    )


def _named(case: Case, line: str) -> str:
    return start(neutral_name(case.patient.flow, line))


def markdown(*papers: Paper) -> str:
    """Return cases on paper as Markdown, one paper after another."""
    return "\n".join(map(_markdown, papers))


def _markdown(paper: Paper) -> str:
    head = [f"# {escape_markdown(paper.title)}", "", escape_markdown(paper.about)]
    sheets = (_marked(paper, sheet) for sheet in paper.sheets)
    return "\n".join([*head, *(line for sheet in sheets for line in ("", *sheet))]) + "\n"


def pdf(*papers: Paper) -> bytes:
    """Return cases on paper as a PDF, each on a page of its own. `UsageError` when Typst is not installed."""
    places: list[Plain] = [*SAID.values()]
    told: list[Plain] = [asdict(paper) for paper in papers]
    words: dict[str, Plain] = {"places": places, "asked": ASKED, "closing": CLOSING, "signed": [*SIGNED]}
    words |= {"how_sure": HOW_SURE, "sure": [*_sure()]}
    return set_by_typst(TEMPLATE, {"papers": told, **words})


def _sure() -> Iterator[str]:
    """Yield how sure somebody can be, as it is ticked."""
    yield from (f"{number}, {words}" for number, words in SURE.items())


def _marked(paper: Paper, sheet: Sheet) -> Iterator[str]:
    yield f"## {escape_markdown(sheet.heading)}"
    yield from ("", escape_markdown(sheet.text), "") if sheet.text else ("",)
    if paper.is_to_ask:
        told = (": ".join(filter(None, found)) for found in sheet.findings)
        yield from (f"- {escape_markdown(text)}" for text in told)
    elif paper.is_key:
        yield from ("| line | right | because |", "|---|---|---|")
        yield from (
            f"| {escape_markdown(row.name)} | {row.right} | {escape_markdown(row.because)} |"
            for row in sheet.rows
        )
    else:
        yield from ("   ".join(f"{one}: {'_' * 20}" for one in SIGNED), "")
        yield f"| {ASKED} | " + " | ".join(SAID.values()) + " |"
        yield "|---|" + ":-:|" * len(SAID)
        yield from (f"| {escape_markdown(row.name)} |" + "   |" * len(SAID) for row in sheet.rows)
        yield from ("", CLOSING, "")
        yield f"| {HOW_SURE} | " + " | ".join(_sure()) + " |"
        yield "|---|" + ":-:|" * len(SURE)
        yield "| |" + "   |" * len(SURE)
    for found in sheet.grounds:
        yield from ("", f"**{escape_markdown(found.title)}**", "")
        yield from (f"- {name}: {escape_markdown(text)}" for name, text in found.points)
    if sheet.title:
        yield from ("", escape_markdown(sheet.title))
