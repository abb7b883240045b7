"""One summary for several readers: the part a letter is about, and what a patient takes home.

A patient gets the flow's words for patients, and nothing of what it says to clinicians.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from interview.flow.model import FoundBy, Stance, Urgency
from interview.summary.findings import Answered, Findings, together
from interview.summary.model import Citation, Line, Reason, Summary
from interview.summary.note import count
from interview.summary.notices import Notice
from interview.summary.phrases import only
from interview.summary.sentences import LetterSentence, letter_sentences

FINDINGS = "findings for which there was no room here"
PARTLY = "what was checked only in part"
WORDS = 350
"""Words of a letter. References, blanks, sources and the last lines are not counted."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands before each part of a letter."""

    urgent: str = "SAME DAY, without waiting for a reply"
    asked: str = "Our questions"
    warned: str = "Cautions"
    soon: str = "Being considered here, soon"
    routine: str = "Being considered here, routine"
    remarks: str = "To know"
    unknown: str = "Not known here, and not to be taken for normal"
    partly: str = "Checked only in part"
    doubtful: str = "some of what is missing could be urgent"


HEADINGS = Headings()


@dataclass(frozen=True, slots=True)
class Extract:
    """What a summary says in the sections that a template names, and what bears on them; empty for none."""

    urgent: tuple[Line, ...] = ()
    """What is to be done the same day in other sections: every letter tells it."""
    plan: tuple[Line, ...] = ()
    """Lines with the answers behind them; of those for the same day, judgements left out as in `judged`."""
    asked: tuple[Line, ...] = ()
    """Those of the plan whose question the letter puts to its reader."""
    warned: tuple[Line, ...] = ()
    """Those of the plan that advise against something, or to be careful."""
    considered: tuple[Line, ...] = ()
    """The rest of the plan."""
    remarks: tuple[Line, ...] = ()
    """What only informs; nothing in a letter to somebody who knows best."""
    open: tuple[Line, ...] = ()
    """Lines that wait for a question the interview asks."""
    doubtful: bool = False
    """Whether a line that waits for something would not be routine."""
    warnings: tuple[Notice, ...] = ()
    found: tuple[Findings, ...] = ()
    """The answers that bear on these sections, as one group. Judgements are left out: whoever writes the
    letter says how much of them the reader has to know."""
    judged: tuple[Reason, ...] = ()
    """The judgements that decide lines of the plan, of several choices only what decides there; not those
    that only say what is absent. Lines for the same day are left aside: what is behind them is for the writer
    to tell."""
    not_assessed: tuple[Reason, ...] = ()
    unreached: tuple[Reason, ...] = ()
    passed_over: tuple[Reason, ...] = ()
    not_asked: tuple[Reason, ...] = ()
    """Those that could bear on this patient."""
    cited: tuple[Citation, ...] = ()
    """The leading sources of all these lines, by number."""
    prose: tuple[str, ...] = ()
    """What was found, and what tables and derived numbers say, in full sentences, a text for each paragraph;
    judgements are left out."""
    unknown: tuple[str, ...] = ()
    """What is not known of what bears on these sections, in a few words each; results on their way say so."""
    partly: tuple[str, ...] = ()
    """Lists that bear on these sections and of which a part was not checked."""
    mute: bool = False
    """Whether no line of the flow says what it asks of the reader of a letter: the writer has to."""
    left: tuple[str, ...] = ()
    """What stands only in the note, as the letter has no room for it."""
    headings: Headings = HEADINGS


def extract(
    summary: Summary,
    sections: Collection[str],
    asks: Collection[str],
    tells: Collection[str] = (),
    omits: Collection[str] = (),
) -> Extract:
    """Return what a summary says in these sections.

    `asks` are those that the reader knows best: only their questions are put to the reader, and what merely
    informs is left out. `tells` are judgements, by their questions, that stand among the findings;
    answers to `omits` do not.
    """
    if not sections:
        return Extract()
    own = [one for one in summary.bearing if one.section in sections]
    bearing = {name for one in own for name in one.questions}
    judgements = {one.question for one in summary.answers if one.found_by == FoundBy.JUDGEMENT}
    told = judgements - {one.question for one in summary.answers if one.negative}
    plan = _within(summary.plan, sections)
    remarks = () if asks else _within(summary.remarks, sections)
    warned = tuple(line for line in plan if line.stance is not Stance.FOR)
    asked = tuple(
        line
        for section in (asks or sections)
        for line in plan
        if line.asks and line.section == section and line not in warned
    )
    urgent = tuple(line for line in summary.plan if line.section not in sections and line.due_today)
    options = {pair for one in own for pair in one.options}
    answers = [_narrowed(one, options) for one in summary.answers if one.question in bearing]
    told_here = {one.question for one in answers if one.told.positive or one.told.negative or one.implied}
    waiting = _within((line for group in summary.open if group.asked for line in group.lines), sections)
    found = Extract(
        urgent=urgent,
        plan=tuple(_without_judgements(line, judgements) for line in plan),
        asked=asked,
        warned=warned,
        considered=tuple(line for line in plan if line not in warned and line not in asked),
        remarks=remarks,
        open=waiting,
        doubtful=any(line.urgency is not Urgency.ROUTINE for line in waiting),
        warnings=tuple(one for one in summary.warnings if told_here & set(one.questions)),
        found=together(one for one in answers if one.found_by != FoundBy.JUDGEMENT),
        judged=_judged(
            told.difference(tells), (line for line in plan if line.urgency is not Urgency.SAME_DAY)
        ),
        not_assessed=tuple(one for one in summary.not_assessed if one.question in bearing),
        unreached=tuple(one for one in summary.unreached if one.question in bearing),
        passed_over=tuple(one for one in summary.passed_over if one.question in bearing),
        not_asked=tuple(one for one in summary.offered if one.question in bearing),
        cited=leading((*urgent, *plan, *remarks)),
        unknown=_unknown(summary, bearing),
        partly=tuple(one.partly for one in answers if one.partly and one.question not in omits),
        mute=not any(line.asks for line in _every(summary)),
    )
    figures = {name for one in own for name in one.figures}
    left = {*omits, *judgements.difference(tells)}
    said = (one for one in answers if one.question not in left)
    prose = letter_sentences(summary, said, figures)
    wanted = {name for one in own if one.section in (asks or sections) for name in one.questions}
    pressing = {
        reason.question
        for line in waiting
        if line.urgency is not Urgency.ROUTINE
        for reason in line.depends_on
    }
    could_press = tuple(
        one.partly for one in answers if one.partly in found.partly and one.question in pressing
    )
    frame = sum(map(count, _frame(summary, found, tells)))
    return _fitting(found, list(prose), wanted if asked else set(), could_press, frame)


def _every(summary: Summary) -> Iterable[Line]:
    """Return all lines, whatever their status."""
    return (*summary.plan, *summary.remarks, *_open(summary), *summary.ruled_out)


def _narrowed(one: Answered, options: Collection[tuple[str, str]]) -> Answered:
    """Return the answer to a list of which less than half bears on a letter with no more than that half."""
    bears = frozenset(option for question, option in options if question == one.question)
    if not bears or 2 * len(bears) >= one.choices:
        return one
    return replace(one, told=replace(only(one.told, bears), negative=(), denials=(), rest=()))


def _fitting(
    found: Extract,
    prose: list[LetterSentence],
    wanted: Collection[str],
    partly: tuple[str, ...],
    frame: int,
) -> Extract:
    """Return the extract with its prose, shortened until a letter has few enough words beside its frame.

    First the names of lists that were checked in part go, but for those that something urgent could hang on
    (`partly`), then, from the last, the sentences that neither bear on what the reader is asked (`wanted`)
    nor on a line of the plan, then those on which only routine lines rest, and last those lists and what is
    wanted; what is not so before what is. Of what urgent lines and warnings rest on, only what is not so may
    go.
    """
    lines = (*found.urgent, *found.plan)
    resting = {reason.question for line in lines for reason in line.because}
    pressing = (
        line for line in lines if line.urgency is not Urgency.ROUTINE or line.stance is not Stance.FOR
    )
    urgent = {reason.question for line in pressing for reason in line.because}

    def is_long() -> bool:
        heading = HEADINGS.partly if found.partly else ""
        told = (heading, *found.partly, *(one.text for one in prose))
        return frame + sum(map(count, told)) > WORDS

    whole, every = tuple(prose), found.partly
    if found.partly != partly and is_long():
        found = replace(found, partly=partly)
    for needed in (resting.union(wanted), urgent.union(wanted), urgent):
        if needed == urgent and found.partly and is_long():
            found = replace(found, partly=())
        for denies in (True, False):
            spare = [one for one in prose if one.denies is denies and not one.tells & needed]
            while spare and is_long():
                prose.remove(spare.pop())
    for place, one in reversed(list(enumerate(prose))):
        if one.short not in ("", one.text) and is_long():
            prose[place] = replace(one, text=one.short)
    cut = ((FINDINGS, tuple(prose) != whole), (PARTLY, found.partly != every))
    paragraphs: dict[int, list[str]] = {}
    for one in prose:
        paragraphs.setdefault(one.paragraph, []).append(one.text)
    joined = tuple(" ".join(texts) for texts in paragraphs.values())
    return replace(found, prose=joined, left=tuple(name for name, is_cut in cut if is_cut))


def _frame(summary: Summary, found: Extract, tells: Collection[str]) -> Iterable[str]:
    """Yield what a letter tells beside its prose and the names of lists that were checked in part."""
    judged = [
        one for one in summary.answers if one.found_by == FoundBy.JUDGEMENT and one.question not in tells
    ]
    yield "Patient: To: From: Date: 2000-01-01 Re: With kind regards,"
    yield summary.about
    yield "Dear colleague, I would be grateful for your opinion on this patient."
    yield "" if found.asked else "this letter is for your information."
    yield HEADINGS.urgent if found.urgent else ""
    yield HEADINGS.asked if found.asked else ""
    yield HEADINGS.warned if any(not line.letter for line in found.warned) else ""
    yield f"{HEADINGS.soon} {HEADINGS.routine}" if found.considered else ""
    yield HEADINGS.remarks if found.remarks else ""
    yield HEADINGS.unknown if found.unknown else ""
    yield HEADINGS.doubtful if found.doubtful else ""
    yield from (summary.ended, summary.assumption)
    yield from (line.title for line in found.urgent)
    yield from (f"1. {line.asks}" for line in found.asked)
    yield from (line.letter or line.short for line in found.warned)
    yield from ("(soon)" for line in found.asked if line.urgency is not Urgency.ROUTINE)
    yield from ("(soon)" for line in found.warned if line.urgency is not Urgency.ROUTINE and not line.letter)
    yield from (line.decides for line in found.considered)
    yield from (line.decides for line in found.remarks)
    named = summary.about != (summary.flow.about or summary.flow.title)
    yield from (text for one in judged for text in (*(() if named else one.told.clauses), *one.told.denials))
    yield from (text for reason in found.judged for text in reason.short)
    yield from found.unknown


def _unknown(summary: Summary, bearing: Collection[str]) -> tuple[str, ...]:
    """Return what is not known; what makes sense only once another question is answered is that one's."""
    asked = [one for one in summary.not_assessed if one.question in bearing]
    gates = {one.question for one in asked}
    whole = [
        f"{one.name} (result pending)" if one.pending else name
        for one in asked
        if one.gate not in gates
        for name in one.short
    ]
    return tuple(dict.fromkeys(whole))


def leading(lines: Iterable[Line]) -> tuple[Citation, ...]:
    """Return the leading sources of lines, each once, by number."""
    cited = {source.number: source for line in lines for source in line.leading}
    return tuple(cited[number] for number in sorted(cited))


def _without_judgements(line: Line, judgements: Collection[str]) -> Line:
    if line.urgency is not Urgency.SAME_DAY:
        return line
    return replace(line, because=tuple(one for one in line.because if one.question not in judgements))


def _judged(judgements: Collection[str], plan: Iterable[Line]) -> tuple[Reason, ...]:
    """Return the judgements behind lines, each with all that decides in any of them."""
    said: dict[str, dict[str, None]] = {}
    short: dict[str, dict[str, None]] = {}
    first: dict[str, Reason] = {}
    for reason in (reason for line in plan for reason in line.because if reason.question in judgements):
        said.setdefault(reason.question, {}).update(dict.fromkeys(reason.answer.split("; ")))
        short.setdefault(reason.question, {}).update(dict.fromkeys(reason.short))
        first.setdefault(reason.question, reason)
    return tuple(
        replace(_saying(first[name], "; ".join(parts)), short=tuple(short[name]))
        for name, parts in said.items()
    )


def _saying(reason: Reason, answer: str) -> Reason:
    return replace(reason, answer=answer, text=f"{reason.text.removesuffix(reason.answer)}{answer}")


def _within(lines: Iterable[Line], sections: Collection[str]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.section in sections)


@dataclass(frozen=True, slots=True)
class TakeHome:
    """The texts of one page, by when they matter; each stands in it once."""

    today: tuple[str, ...]
    warnings: tuple[str, ...]
    """What warns of something, whole."""
    soon: tuple[str, ...]
    later: tuple[str, ...]
    brief: bool
    """Whether what is suggested, soon or later, is to be read after "your team may suggest"."""
    to_know: tuple[str, ...]
    """What only informs."""
    ask: tuple[str, ...]
    """What to ask the team about, to be read after "Ask your team"."""
    more: bool
    """Whether there is more in the plan that the team itself has to tell."""
    sources: tuple[Citation, ...]
    """The leading sources of what is said, by number, those of the help aside."""


def take_home(summary: Summary) -> TakeHome:
    """Return what a summary says to the patient."""
    told = [line for line in (*summary.plan, *summary.remarks) if line.for_patient.say]
    today = [line for line in told if line.urgency is Urgency.SAME_DAY]
    to_know = [line for line in told if line.remark or line.stance is Stance.INFORM]
    offered = [line for line in to_know if line.for_patient.ask]
    rest = [line for line in told if line not in today and line not in to_know]
    warnings = [line for line in rest if line.stance is not Stance.FOR and not line.suggestion]
    suggested = [line for line in rest if line not in warnings]
    brief = all(line.suggestion for line in suggested)
    return TakeHome(
        today=_said(today),
        warnings=_said(warnings),
        soon=_suggested((line for line in suggested if line.urgency is Urgency.SOON), brief),
        later=_suggested((line for line in suggested if line.urgency is not Urgency.SOON), brief),
        brief=brief,
        to_know=tuple(line.suggestion or line.for_patient.say for line in to_know if line not in offered),
        ask=tuple(line.for_patient.ask for line in (*_open(summary), *offered) if line.for_patient.ask),
        more=any(not line.for_patient.say for line in summary.plan),
        sources=tuple(source for source in leading(told) if source not in summary.help.sources),
    )


def _said(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.for_patient.say for line in lines)


def _suggested(lines: Iterable[Line], brief: bool) -> tuple[str, ...]:
    return tuple(line.suggestion if brief else line.for_patient.say for line in lines)


def _open(summary: Summary) -> Iterable[Line]:
    return (line for group in summary.open for line in group.lines)
