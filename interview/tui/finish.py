"""Whether an interview can be finished, and what is said about it: it is done when the person says so."""

from __future__ import annotations

from interview.engine import next_screen
from interview.store.recording import Recording

ALL_ASKED = "All answered. Is it finished?"
FINISHED = "Finished; the note is kept. Another answer opens the interview again."
STILL_OPEN = "Some questions are not answered yet; b goes back to them. u passes over one."


def can_finish(recording: Recording) -> bool:
    """Tell whether nothing is left to ask or to confirm in an interview that is kept and not finished yet."""
    if not recording.keeping or recording.read_only or recording.finished:
        return False
    answered = not recording.session.blank and recording.settled
    return answered and next_screen(recording.session) is None
