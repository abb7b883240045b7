"""The bar and the banners over an interview: is it saved, what is urgent; as much of it as fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interview.conversation.conversation import Conversation
from interview.conversation.notices import SavedState, saved_state
from interview.summary.urgency import Urgent
from interview.text import shown_path
from interview.tui.keymap import AGAIN

SAME_DAY = "SAME DAY"
AT_HOME = "The home screen says all of it."
MORE = "…"
"""Stands behind words that were cut."""
PATH = 30
"""Letters from which a word is a path."""
MOST_OF_PATH = 400
"""Letters of a path that a banner may have room for."""
HOW = "ctrl+s tries again, or writes it elsewhere."
STATES = {
    SavedState.READ_ONLY: ("read only", "read only", "bold $warn"),
    SavedState.NOT_ENTERED: ("not entered yet", "not entered", "$warn"),
    SavedState.NOTHING: ("", "", ""),
    SavedState.FINISHED: ("✓ finished", "✓ finished", "$ok"),
    SavedState.SAVED: ("✓ saved", "✓", "$ok"),
    SavedState.PREVIEW: ("preview, not saved", "preview", "$muted"),
    SavedState.NOT_SAVED: ("NOT SAVED", "NOT SAVED", "bold $warn"),
}
"""What stands in the bar: in full, in short, and its style."""

Fits = Callable[[str], bool]


def kept(conversation: Conversation) -> tuple[str, str, str]:
    """Return the saved state in full, in short, and its style."""
    return STATES[saved_state(conversation)]


def unsaved(conversation: Conversation, fits: Fits = lambda _: True) -> str:
    """Return the banner over an interview that is not saved, or that is only looked at; mostly nothing."""
    recording = conversation.recording
    if conversation.read_only:
        return f"Read only: {conversation.read_only}"
    if recording.saved and (told := " ".join(filter(None, (recording.restored, recording.told)))):
        return told if fits(told) else f"{told.partition('. ')[0]}. {AT_HOME}"
    if recording.keeping and recording.problem and recording.safe and recording.outbox.copy:
        return f"Not saved; up to here it is written to {shown_path(recording.outbox.copy)}"
    if not recording.problem or not recording.keeping:
        return f"Not saved: {recording.problem}" if recording.problem else ""
    texts = [
        f"Not saved: {problem} {HOW}" for problem in (recording.problem, without_path(recording.problem))
    ]
    return next((text for text in texts if fits(text)), f"Not saved. {HOW}")


def not_saving(problem: str, fits: Fits = lambda _: True) -> str:
    """Return what home says when nothing can be saved at present, as much of it as fits."""
    if not problem:
        return ""
    more = "An interview can be held all the same, and written elsewhere."
    texts = [f"Nothing can be saved now: {text}" for text in (problem, without_path(problem))]
    return next((text for text in (f"{texts[0]} {more}", *texts) if fits(text)), texts[-1])


def urgent(found: Urgent | None, fits: Fits = lambda _: True) -> str:
    """Return the banner for what is urgent, as much of it as fits: the first problem and line come first."""
    if found is None:
        return ""
    texts = [f"{SAME_DAY}  {words}" for words in _urgent(found)]
    return next((text for text in texts if fits(text)), "") or cut(texts[-1], fits)


def without_path(problem: str) -> str:
    """Return what is wrong without the path at its end."""
    return f"{problem.partition(' (')[0].rstrip('.')}."


def with_path(words: str, path: str, fits: Fits) -> str:
    """Return what is said of a path, of which the middle is left out as far as there is no room for it."""
    if not path or fits(words):
        return words
    ends = (divmod(left, 2) for left in range(min(len(path), MOST_OF_PATH), 0, -1))
    shorter = (f"{path[: half + odd]}{MORE}{path[len(path) - half :]}" for half, odd in ends)
    texts = (words.replace(path, short) for short in shorter)
    return next(filter(fits, texts), words)


def once_more(doubt: str, fits: Fits) -> str:
    """Return what is in doubt about a text, and the key that keeps it all the same, which is never cut."""
    ways = (f"{doubt} {AGAIN}", f"{doubt.rpartition('. ')[0]}. {AGAIN}")
    return next(filter(fits, ways), f"{AGAIN} {doubt}")


def cut(text: str, fits: Fits) -> str:
    """Return as many words as fit, and a sign that there are more; of a path among them the middle goes."""
    words = text.split(" ")
    if len(longest := max(words, key=len)) > PATH and fits(short := with_path(text, longest, fits)):
        return short
    return next(
        (short for end in range(len(words), 1, -1) if fits(short := f"{' '.join(words[:end])}{MORE}")), text
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
