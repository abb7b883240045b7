"""When a response was written: a moment, or its day alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from interview.errors import UsageError
from interview.moments import local
from interview.text import one_line

EARLIEST = 2000
"""The year before which no response to such a form was written."""
_AHEAD = timedelta(days=1)
"""How far the clock of another computer may be ahead."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(rf"{_DAY.pattern}T\d\d:\d\d(:\d\d(\.\d+)?)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII)


def authored(said: object, now: datetime) -> tuple[datetime, str]:
    """Return the moment a response is dated by, in its zone, and what a person should be told of that.

    A day alone is taken, and becomes its noon, or now where that is still to come. `UsageError` when it
    names no day, or none of the past.
    """
    if said is None:
        return now, "the response does not say when it was written; it is dated now"
    text = one_line(str(said))[:40]
    moment, told = _read(text)
    if moment.year < EARLIEST or moment > now + _AHEAD:
        raise _refused(text, f"which lies ahead or before {EARLIEST}")
    if moment <= now:
        return moment, told
    if text == now.date().isoformat():
        return now, "the response names only the day it was written, which is today; it is dated now"
    return now, f"the response was written '{text}', which lies ahead; it is dated now"


def _read(text: str) -> tuple[datetime, str]:
    found = _MOMENT.fullmatch(text)
    try:
        if found and found["zone"]:
            return local(text), ""
        if found:
            told = f"the response was written '{text}' in no zone; it is taken for the one here"
            return datetime.fromisoformat(text).astimezone(), told
        if _DAY.fullmatch(text):
            noon = datetime.fromisoformat(f"{text}T12:00").astimezone()
            return noon, f"the response names only the day it was written; it is dated {text}, noon"
    except (ValueError, OverflowError):  # such as a 30th of February
        pass
    raise _refused(text, "which names no day; a day such as 2026-03-01 or a moment with its zone would do")


def _refused(text: str, why: str) -> UsageError:
    return UsageError(f"the response was written ('authored') '{text}', {why}; nothing is taken from it")
