"""`interview practice`: patients to practise on, committed to before the answers are shown."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Collection, Container, Mapping
from functools import partial
from pathlib import Path
from random import SystemRandom
from types import MappingProxyType

from interview.check.cases.case_file import CASES, NAME, WrittenCase, by_name, read_cases
from interview.cli.line_mode import held, somebody_types
from interview.cli.parser import DEFAULT_FLOW
from interview.cli.terminal import begin_asking, complain, is_plain, read_line, say, tell, unfinished_line
from interview.errors import InterviewError, Place, UsageError
from interview.flow.loading.finder import Opened, open_flow
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow
from interview.flow.yaml.folder import MOST_BYTES, seen_from_here
from interview.flow.yaml.nodes import Report
from interview.library import FlowFolder, asked_from_here, data_folder, flow_cache
from interview.moments import present
from interview.plain.console import Console
from interview.plain.practice import PracticeDialogue
from interview.practice.attempt import Attempt, PracticeEvent, attempts, event_of, row_of
from interview.practice.case import Case, open_case
from interview.practice.case_code import CaseCode, read_code
from interview.practice.drawn_case import some_code, some_code_for
from interview.practice.exam import Exam, read_exam
from interview.practice.misunderstandings import Misunderstandings
from interview.practice.patients import Patients
from interview.practice.practice import (
    Mode,
    Practice,
    disclosed,
    is_known,
    is_to_come,
    of_another_state,
    under_way,
)
from interview.practice.preparation import Preparation
from interview.practice.rules import listing, meant
from interview.practice.sitting import Sitting
from interview.practice.twins import Twins
from interview.store.practice_log import PracticeLog
from interview.text import NotText, decoded, one_line, shell_path, shown_path
from interview.worklist.soundness import errors_to_run_with

TEXT, TABLE, PAGE, WRITTEN = (".md", ".markdown", ".txt"), (".csv",), (".pdf",), (".yaml", ".yml")
KINDS = {TEXT: "Markdown", TABLE: "CSV", PAGE: "PDF", WRITTEN: "YAML"}
"""What a file is made as, by the endings that it can have then."""
UNDER_WAY = (
    "the case {case} is under way here, and its {kept} would tell what is to be found out: commit to a plan "
    "first, and in a test or an exam to the last"
)
LEFT_OUT = (
    "the written case {name} is there, and was left out for its mistakes; 'interview check {flow}' tells "
    "them all"
)
UNREADABLE = (
    "no {kept} can be printed while what is practised here cannot be read, as nobody knows which cases are "
    "under way"
)
NOT_OVER = "no answer of the exam '{title}' can be told yet: take it to its end first"
OTHER_STATE = (
    "interview: the exam '{title}' was begun before the flow, the program or its file changed; its cases are "
    "others now, so it is another exam. What was answered then is kept: '--progress' tells it."
)
OTHER_STATE_TOLD = (
    "the exam '{title}' was taken before the flow, the program or its file changed; with --exam FILE as it "
    "is now it is another exam. --progress without --exam tells all that was practised"
)
OF_EXAM = (
    "the case {case} is one of an exam that is not over here: its {kept} can be had with --exam FILE alone"
)
OF_WHICH = (
    "the {wanted} of which case? Say --case CODE, as it stands at the head of the handout, or --exam FILE; "
    "'--print both' makes a handout with its findings and its key."
)


def command(arguments: Namespace) -> int:
    """Practise with a flow, on the full screen or line by line; or print what practice came to."""
    opened = open_flow(arguments.flow, arguments.flows)
    errors_to_run_with(opened)
    if arguments.cohort and not arguments.exam:
        return _tell_cohort(opened.logic.flow, arguments)
    log = PracticeLog(data_folder())
    if arguments.progress:
        return _tell_progress(log, opened, arguments)
    if arguments.new_from:
        return _tell_draft(opened.logic, arguments)
    if arguments.rule is True:
        say(listing(opened.logic.flow))
        return 0
    return _with_cases(opened, log, arguments)


def _with_cases(opened: Opened, log: PracticeLog, arguments: Namespace) -> int:
    """Practise with the cases that are asked for, print them, or tell what became of them in an exam."""
    written, twins = written_cases(opened), Twins(Patients(opened.logic))
    exam = _exam(opened, arguments.exam, written) if arguments.exam else None
    if arguments.case:
        code = read_code(opened.logic.flow, arguments.case, {*written, *_left_out(opened, written)})
        _refuse_left_out(opened, written, code.seed)
    if arguments.cohort and exam is not None:
        _refuse_kept_back(opened.logic.flow, written, log, exam.codes(twins), exam, "table of trainees")
        return _tell_cohort(opened.logic.flow, arguments, exam.title, _cases(twins, exam, written))
    case = _case_about(twins, arguments) if arguments.rule else arguments.case or ""
    if arguments.print:
        return _print(opened.folder, twins, exam, case, written, log, arguments)
    mode = Mode.TEST if arguments.test or exam else Mode.LEARN
    practice = begun(opened, log, written)
    if exam is not None and of_another_state(practice.history, exam):
        complain(OTHER_STATE.format(title=exam.title))
    try:
        begun_by, file = typed(opened.folder), shell_path(arguments.exam or "")
        sitting = Sitting(practice, mode, arguments.test or 1, exam, case, begun_by, file)
        return _line_by_line(sitting) if arguments.plain or is_plain() else _full_screen(sitting)
    finally:
        practice.end()


def typed(folder: FlowFolder, *more: str) -> str:
    """Return what practice with this very flow is begun by from here, and what stands behind it."""
    asked = asked_from_here(folder)
    flow = () if asked == DEFAULT_FLOW else (asked,)
    return " ".join(("interview", "practice", *flow, *map(shell_path, more)))


def _case_about(twins: Twins, arguments: Namespace) -> str:
    """Return the code of another case about the line that is meant."""
    return str(some_code_for(twins, meant(twins.patients.flow, arguments.rule), SystemRandom()))


def begun(opened: Opened, log: PracticeLog, written: Mapping[str, WrittenCase]) -> Practice:
    """Return practice with a flow, with what is kept of it, and kept from now on; `StoreError` where another
    window has it."""
    flow, release = opened.logic.flow, log.claim()
    return Practice(
        opened.logic,
        clock=present,
        rng=SystemRandom(),
        keep=partial(_keep, log),
        events=_kept(log),
        seen=Misunderstandings(Preparation(flow, opened.folder.path, flow_cache())),
        written=written,
        release=release,
    )


def _line_by_line(sitting: Sitting) -> int:
    read = read_line if somebody_types() else sys.stdin or io.StringIO()
    dialogue = PracticeDialogue(sitting, Console(read, say, unfinished=unfinished_line))
    begin_asking()
    return held(dialogue.hold)


def _full_screen(sitting: Sitting) -> int:
    from interview.cli.terminal import hold_full_screen
    from interview.tui.app import run_practice

    sitting.open()
    return hold_full_screen(partial(run_practice, sitting))


def _exam(opened: Opened, name: str, written: Mapping[str, WrittenCase]) -> Exam:
    """Return the exam in a file; `UsageError` for one that names a case with mistakes."""
    try:
        with Path(name).open("rb") as file:
            text = decoded(file.read(MOST_BYTES + 1))
    except NotText as error:
        raise UsageError(f"{Place(shown_path(name), error.line, error.column)}: {error}") from None
    known = {**dict.fromkeys(_left_out(opened, written)), **written}
    exam = read_exam(opened.logic.flow, shown_path(name), text, known)
    _refuse_left_out(opened, written, *exam.written)
    return exam


def written_cases(opened: Opened) -> dict[str, WrittenCase]:
    """Return the written cases of a flow; those with mistakes are left out, and that is said."""
    report = Report()
    cases = read_cases(opened.folder.path, opened.logic.flow, report)
    if report.problems:
        first = min(seen_from_here(opened.folder.path, report.problems))
        complain(
            "interview: a written case with mistakes is left out; 'interview check "
            f"{asked_from_here(opened.folder)}' tells them. The first: {first}"
        )
    return by_name(cases)


def _left_out(opened: Opened, written: Container[str]) -> frozenset[str]:
    """Return the names of written cases that are there and have mistakes."""
    names = (file.stem for file in (opened.folder.path / CASES).glob("*.y*ml"))
    return frozenset(name for name in names if NAME.fullmatch(name) and name not in written)


def _refuse_left_out(opened: Opened, written: Container[str], *names: str) -> None:
    """Refuse a written case that has mistakes: `UsageError`."""
    for name in sorted(_left_out(opened, written).intersection(names)):
        raise UsageError(LEFT_OUT.format(name=name, flow=asked_from_here(opened.folder)))


def _cases(twins: Twins, exam: Exam, written: Mapping[str, WrittenCase]) -> dict[str, Case]:
    """Return the cases of an exam by their codes."""
    today = present().date()
    return {str(code): open_case(twins, code, today, written) for code in exam.codes(twins)}


def _tell_cohort(
    flow: Flow, arguments: Namespace, exam: str = "", cases: Mapping[str, Case] = MappingProxyType({})
) -> int:
    """Print every decision of trainees as a row, or write to a new file: rows, or in Markdown counts.

    Of an `exam`, only what was decided in it, on its cases by their codes, and is so by their keys.
    """
    from interview.practice.cohort import cohort, of_exam, table
    from interview.practice.cohort_report import totals

    ending = _ending(arguments, "a cohort", TABLE, TEXT)
    found = cohort(Path(arguments.cohort), exam, cases)
    if exam:
        found = of_exam(found, exam, {code: case.lines for code, case in cases.items()})
    for why in found.left_out:
        complain(f"interview: left out: {why}")
    for why in found.unfinished:
        complain(f"interview: unfinished, and counted as far as it goes: {why}")
    for why in found.untold:
        complain(f"interview: without what was right: {why}")
    counted = ending in TEXT
    made = totals(found, flow, exam, tuple(cases)).encode() if counted else table(found)
    _deliver(made, arguments, "practice-cohort", ".md" if counted else ".csv")
    return 0


def _tell_draft(logic: Logic, arguments: Namespace) -> int:
    """Print a written case begun from a file of answers, or write it to a new file."""
    from interview.cli.answers_file import read_answers
    from interview.practice.draft import draft

    _ending(arguments, "a written case", WRITTEN)
    made = draft(logic, read_answers(logic.flow, arguments.new_from))
    _deliver(made.encode(), arguments, "practice-case", ".yaml")
    return 0


def _print(
    folder: FlowFolder,
    twins: Twins,
    exam: Exam | None,
    case: str,
    written: Mapping[str, WrittenCase],
    log: PracticeLog,
    arguments: Namespace,
) -> int:
    """Print cases on paper: to decide on, and what is kept back, findings and key, of cases somebody has."""
    from interview.practice.handout import answer_key, findings, handout, markdown, pdf

    wanted, ending, flow = arguments.print, _ending(arguments, "a paper", TEXT, PAGE), twins.patients.flow
    if wanted in ("findings", "key") and exam is None and not arguments.case:
        raise UsageError(OF_WHICH.format(wanted=wanted))
    codes = _codes(twins, exam, case, written)
    if wanted != "handout":
        _refuse_kept_back(flow, written, log, codes, exam, "findings" if wanted == "findings" else "key")
    cases = [open_case(twins, code, present().date(), written) for code in codes]
    made_of = {"handout": handout, "findings": findings, "key": answer_key}
    makers = made_of.values() if wanted == "both" else (made_of[wanted],)
    papers = [make(flow, cases, exam.title if exam else "") for make in makers]
    made = pdf(*papers) if ending == ".pdf" else markdown(*papers).encode()
    _deliver(made, arguments, f"practice-{wanted}", ".md")
    if wanted == "handout":
        by_exam = exam is not None or codes[0].is_for_exam
        of = ("--exam", arguments.exam or "FILE") if by_exam else ("--case", str(codes[0]))
        for kept in ("findings", "key"):
            complain(f"Its {kept}: {typed(folder, '--print', kept, *of)}")
    return 0


def _codes(
    twins: Twins, exam: Exam | None, case: str, written: Mapping[str, WrittenCase]
) -> tuple[CaseCode, ...]:
    """Return the codes of the cases to print: those of an exam, the one that is named, or another one."""
    if exam is not None:
        return exam.codes(twins)
    return (read_code(twins.patients.flow, case, written) if case else some_code(twins, SystemRandom()),)


def _refuse_kept_back(
    flow: Flow,
    written: Mapping[str, WrittenCase],
    log: PracticeLog,
    codes: Collection[CaseCode],
    exam: Exam | None,
    kept: str,
) -> None:
    """Refuse what tells of a case whose answers are not told yet: `UsageError`. Of a case that was drawn for
    an exam to come it is for whoever has its file."""
    history = _readable(log, flow, kept)
    told = disclosed(history)
    to_come = [str(code) for code in codes if is_to_come(told, code)]
    if exam is None and to_come:
        raise UsageError(OF_EXAM.format(case=to_come[0], kept=kept))
    waiting = under_way(history, partial(is_known, flow, written)) & {*map(str, codes)}
    if waiting:
        raise UsageError(UNDER_WAY.format(case=min(waiting), kept=kept))


def _readable(log: PracticeLog, flow: Flow, kept: str) -> tuple[Attempt, ...]:
    """Return every attempt with a flow; `UsageError` where nobody knows them, by which `kept` may be told."""
    try:
        return _history(log, flow)
    except InterviewError as error:
        raise UsageError(f"{UNREADABLE.format(kept=kept)}: {error}") from None


def _ending(arguments: Namespace, what: str, *kinds: tuple[str, ...]) -> str:
    """Return the ending of the file that is written; `UsageError` for one that says it is something else."""
    named = Path(arguments.output or "")
    ending = "" if named.is_dir() else named.suffix.lower()
    if ending and not any(ending in endings for endings in kinds):
        made, names = " or ".join(KINDS[one] for one in kinds), " or ".join(one[0] for one in kinds)
        raise UsageError(f"{what} is made as {made}, not as {one_line(ending)}: name a file {names}")
    return ending


def _deliver(made: bytes, arguments: Namespace, stem: str, suffix: str) -> None:
    """Print what was made, or write it to a new file."""
    from interview.export.files import destination, write_new

    file = destination(arguments.output, stem, suffix)
    if file is None:
        say(made.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n"))
        return
    write_new(file, made)
    tell(f"Written to {shown_path(file)}.")


def _tell_progress(log: PracticeLog, opened: Opened, arguments: Namespace) -> int:
    """Print how practice with a flow went, or an exam of it, or write that to a new file."""
    from interview.practice.report import markdown, table

    flow, counted = opened.logic.flow, arguments.progress == "csv"
    _ending(arguments, f"--progress {arguments.progress}", TABLE if counted else TEXT)
    exam = _exam(opened, arguments.exam, written_cases(opened)) if arguments.exam else None
    every = _history(log, flow)
    history = tuple(one for one in disclosed(every) if exam is None or one.mode == f"{Mode.TEST} {exam.name}")
    if exam is not None and not history:
        others = of_another_state(every, exam)
        raise UsageError((OTHER_STATE_TOLD if others else NOT_OVER).format(title=exam.title))
    made = table(history, flow) if counted else markdown(history, flow).encode()
    _deliver(made, arguments, f"practice-{flow.id}", ".csv" if counted else ".md")
    return 0


def _history(log: PracticeLog, flow: Flow) -> tuple[Attempt, ...]:
    """Return every attempt with a flow that is kept; `StoreError` where that cannot be read."""
    return tuple(attempts(event for event in _events(log) if event.flow == flow.id).values())


def _events(log: PracticeLog) -> list[PracticeEvent]:
    return [event for row in log.rows() if (event := event_of(row)) is not None]


def _keep(log: PracticeLog, event: PracticeEvent) -> None:
    log.append(row_of(event))


def _kept(log: PracticeLog) -> list[PracticeEvent]:
    """Return the events that are kept; none, and why, where they cannot be read."""
    try:
        return _events(log)
    except InterviewError as error:
        complain(f"interview: what was practised before cannot be read: {error}")
        return []
