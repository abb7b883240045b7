"""What was asked and answered so far, in the order of the interview, and what is concluded beside it."""

from __future__ import annotations

from collections.abc import Container, Set

from interview.conversation.confirmation import inactive
from interview.conversation.live_conclusions import LiveConclusions
from interview.engine import Conclusions, Status, Useful, Warning
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, NotAssessed
from interview.flow.model import Flow, Question, Recommendation, Urgency
from interview.flow.review import review_state
from interview.summary.stance import with_stance
from interview.summary.urgency import rank
from interview.tui.rows import banners
from interview.tui.rows.row import BLANK, Part, Row, heading, row

Turn = tuple[Row, ...]
SLEEPS = "  (kept; does not count at present)"
WAITS = "  (please confirm)"

URGENCY_MARKS: dict[str, Part] = {
    Urgency.SAME_DAY: ("‼ ", "warning"),
    Urgency.SOON: ("! ", "warning"),
    Urgency.ROUTINE: ("· ", "muted"),
}


class Transcript:
    """The rows of a transcript. Turns that did not change stay the very same rows, which keeps them drawn."""

    def __init__(self) -> None:
        self._turns: dict[tuple[str, Answer, str], Turn] = {}
        self._opened: Turn = ()
        self._notices: dict[tuple[str, str], Row] = {}

    def rows(self, findings: LiveConclusions, waiting: Container[str] = ()) -> list[Row]:
        """Return every turn, with warnings and the urgent notice after the answers they are about.

        `waiting` are the questions whose answers wait to be confirmed.
        """
        session = findings.session
        asleep = set(inactive(session))
        notices = _notices(findings)
        rows: list[Row] = list(self._opening(session.flow))
        for name, answer in session.answers.items():
            state = SLEEPS if name in asleep else WAITS if name in waiting else ""
            rows += self._turn(session.flow.questions[name], answer, state)
            rows += [self._notice(*notice) for notice in notices.get(name, ())]
        return rows

    def _opening(self, flow: Flow) -> Turn:
        """Return what a person must know before the first question."""
        if not self._opened:
            reviewed = review_state(flow.review, flow.content_hash)
            state = f"Version {flow.version}, {reviewed}. Evidence to {flow.evidence_to}."
            self._opened = (
                row((flow.intended_use, "muted"), lead="  "),
                row((state, "muted"), lead="  "),
                BLANK,
            )
        return self._opened

    def _turn(self, question: Question, answer: Answer, state: str) -> Turn:
        key = (question.id, answer, state)
        if key not in self._turns:
            self._turns[key] = _turn(question, answer, state)
        return self._turns[key]

    def _notice(self, text: str, tone: str) -> Row:
        return self._notices.setdefault((text, tone), row((text, tone), lead=("  ! ", tone)))


def _turn(question: Question, answer: Answer, state: str) -> Turn:
    said = in_words(question, answer)
    tone = "muted" if isinstance(answer, NotAssessed) or state == SLEEPS else "text"
    return (
        row((question.ask, "muted"), lead="  ", name=question.id),
        row(
            (said, tone),
            (state, "warning" if state == WAITS else "muted"),
            lead=("  → ", "accent"),
            name=question.id,
        ),
    )


def _notices(findings: LiveConclusions) -> dict[str, list[tuple[str, str]]]:
    """Return the notices after each answer: a warning stands after the last answer it names."""
    answered, conclusions = list(findings.session.answers), findings.conclusions
    notices: dict[str, list[tuple[str, str]]] = {}
    for warning in conclusions.warnings:
        named = [name for name in answered if name in warning.questions]
        if named:
            notices.setdefault(named[-1], []).append((warning_words(warning, conclusions), "warning"))
    if findings.urgent_after:
        words = banners.urgent(findings.urgent)
        notices.setdefault(findings.urgent_after, []).append((words, "warning"))
    return notices


def warning_words(warning: Warning, conclusions: Conclusions) -> str:
    """Return a warning with the answers it is about."""
    session = conclusions.session
    questions = session.flow.questions
    named = [
        f"{questions[name].label}: {in_words(questions[name], session.answers[name])}"
        for name in warning.questions
        if name in session.answers
    ]
    return f"{warning.text} ({'; '.join(named)})" if named else warning.text


def side_rows(conclusions: Conclusions, useful: tuple[Useful, ...], fresh: Set[str]) -> list[Row]:
    """Return the panel; `fresh` lines hold since the last answer."""
    holding = [name for name, status in conclusions.statuses.items() if status is Status.HOLDS]
    open_ = sum(status is Status.OPEN for status in conclusions.statuses.values())
    counts = row(
        (f"{len(holding)}", "strong"), (" hold   ", "muted"), (f"{open_}", "strong"), (" open", "muted")
    )
    rows = [heading("Concluded so far"), counts, *_useful(conclusions.session.flow, useful)]
    return rows + _holding(conclusions.session.flow, holding, fresh)


def _useful(flow: Flow, useful: tuple[Useful, ...]) -> list[Row]:
    if not useful or not useful[0].touches:
        return []
    best = useful[0]
    settles = f"would settle {best.settles} of them" if best.settles else f"bears on {best.touches} of them"
    label = flow.questions[best.question].label
    return [row((label, "text"), (f"  {settles}", "muted"), lead=("? ", "accent"))]


def _holding(flow: Flow, holding: list[str], fresh: Set[str]) -> list[Row]:
    rows: list[Row] = []
    for section, title in flow.sections.items():
        lines = [line for line in map(flow.recommendations.__getitem__, holding) if line.section == section]
        if lines:
            lines.sort(key=lambda line: rank(line.urgency))
            rows += [BLANK, heading(title), *(_line(line, line.id in fresh) for line in lines)]
    return rows


def _line(line: Recommendation, fresh: bool) -> Row:
    title = (with_stance(line.title, line.stance, remark=True), "strong" if fresh else "text")
    return row(title, ("  new" if fresh else "", "ok"), lead=URGENCY_MARKS[line.urgency])
