"""Line by line: what can be done with a kept interview that cannot be gone on with."""

from __future__ import annotations

from interview.cli.desk import Desk
from interview.cli.terminal import read_line, say
from interview.store import Recording, StoreError

WAYS = ("Look at it, read only", "Start another interview")


def instead(desk: Desk, session_id: str, why: StoreError) -> Recording | None:
    """Offer to look at an interview or to start another one of its flow; None when none is started.

    `why` is raised when the interview cannot be read either.
    """
    from interview.cli.line_mode import asked, listed
    from interview.plain.console import Lines
    from interview.plain.reading import show

    try:
        recording = desk.look(session_id, why)
    except StoreError:
        raise why from None
    say(str(why))
    listed(WAYS)
    chosen = asked("Number, or Enter for neither: ", len(WAYS), instead=("", "q"), or_else="or only Enter")
    if chosen == 1:
        return desk.begin(recording.session.flow.id)
    if chosen == 0:
        show(recording, Lines(read_line, say), recording.origin)
    return None
