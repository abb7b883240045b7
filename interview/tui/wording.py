"""Words for where an interview stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interview.engine import Progress, Session
from interview.errors import errors_in_flow
from interview.flow.answer_text import possible
from interview.flow.answers import Reason
from interview.flow.model import Question, QuestionType
from interview.store.recording import Recording
from interview.summary.urgency import Urgent
from interview.text import shown_path

NO_LONGER_URGENT = "The urgent notice no longer applies."

AT_HOME = "The home screen says all of it."
HELD_DOWN = "A key that is held down counts once."
CROWDED = "Several keys came at once, as pasted; none was taken."

HOW = "ctrl+s tries again, or writes it elsewhere."

REASONS = (
    (Reason.NOT_ASSESSED.value, "Not assessed"),
    (Reason.NOT_KNOWN.value, "Not known"),
    (Reason.PENDING.value, "Result pending"),
    (Reason.DECLINED.value, "Declined"),
)


def headed(title: str, session: Session) -> str:
    """Return the title of a screen, the errors of the flow before it: a title is cut at its end."""
    return " · ".join(part for part in (errors_in_flow(session.errors), title) if part)


def kept(recording: Recording, *, waiting: bool = False) -> tuple[str, str, str]:
    """Return the saved state in full, in short, and its style. Nothing saved and no problem is a preview.

    `waiting` says that something is typed or ticked and not entered yet.
    """
    if recording.read_only:
        return "read only", "read only", "bold $warn"
    if recording.saved and waiting:
        return "not entered yet", "not entered", "$warn"
    if recording.saved and recording.session.blank:
        return "", "", ""
    if recording.saved and recording.finished:
        return "✓ finished", "✓ finished", "$ok"
    if recording.saved:
        return "✓ saved", "✓ saved", "$ok"
    if not recording.problem:
        return "preview, not saved", "preview", "$muted"
    return "NOT SAVED", "NOT SAVED", "bold $warn"


def unsaved(recording: Recording, fits: Callable[[str], bool] = lambda _: True) -> str:
    """Return the banner over an interview that is not saved, or that is only looked at; mostly nothing."""
    if recording.read_only:
        return f"Read only: {recording.read_only}"
    if recording.saved and (told := " ".join(filter(None, (recording.restored, recording.told)))):
        return told if fits(told) else f"{told.partition('. ')[0]}. {AT_HOME}"
    if recording.keeping and recording.problem and recording.safe and recording.copy:
        return f"Not saved; up to here it is written to {shown_path(recording.copy)}"
    if not recording.problem or not recording.keeping:
        return f"Not saved: {recording.problem}" if recording.problem else ""
    texts = [f"Not saved: {problem} {HOW}" for problem in (recording.problem, _no_path(recording.problem))]
    return next((text for text in texts if fits(text)), f"Not saved. {HOW}")


def not_saving(problem: str, fits: Callable[[str], bool] = lambda _: True) -> str:
    """Return what home says when nothing can be saved at present, as much of it as fits."""
    if not problem:
        return ""
    more = "An interview can be held all the same, and written elsewhere."
    completions = [f"Nothing can be saved now: {text}" for text in (problem, _no_path(problem))]
    return next((text for text in (f"{completions[0]} {more}", *completions) if fits(text)), completions[-1])


def _no_path(problem: str) -> str:
    """Return what is wrong without the path at its end."""
    return f"{problem.partition(' (')[0].rstrip('.')}."


def screens_left(left: Progress) -> tuple[str, str]:
    """Return how many screens can still come, in full and in short."""
    if left.most == 0:
        return "all asked", "all asked"
    if left.fewest == left.most:
        return f"{left.most} {'screen' if left.most == 1 else 'screens'} left", f"{left.most} left"
    return f"{left.fewest} to {left.most} screens left", f"{left.fewest}-{left.most} left"


def urgent(found: Urgent | None, fits: Callable[[str], bool] = lambda _: True) -> str:
    """Return the banner for what is urgent, as much of it as fits: the first problem and line come first."""
    if found is None:
        return ""
    texts = [f"URGENT, same day: {words}" for words in _urgent(found)]
    return next((text for text in texts if fits(text)), "") or _cut(texts[-1], fits)


def _cut(text: str, fits: Callable[[str], bool]) -> str:
    """Return as many words as fit, and a sign that there are more."""
    words = text.split(" ")
    return next(
        (short for end in range(len(words), 1, -1) if fits(short := f"{' '.join(words[:end])}…")), text
    )


def _urgent(found: Urgent) -> Iterator[str]:
    """Yield what is urgent in ever fewer words."""
    every, first = "; ".join(found.titles), found.titles[0]
    if not found.problems:
        yield from (every, first)
        return
    yield f"{'; '.join(found.problems)}. {every}"
    yield f"{'; '.join(found.problems)}. {first}"
    for left_out in range(1, len(found.problems)):
        yield f"{'; '.join(found.problems[:-left_out])}; {left_out} more. {first}"


def expected(question: Question) -> str:
    """Return what to type into the field of a question; no more than its unit where any number will do."""
    number = question.type is QuestionType.NUMBER
    return question.unit if number and question.range is None else possible(question)
