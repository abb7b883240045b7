"""What may stand in a row of the file: ids of sessions, moments and words.

A row may have come with a file of somebody else, or been damaged since; what is none of these is never made
into a path, a date or a line of a list.
"""

from __future__ import annotations

import re
from datetime import datetime

from interview.text import one_line

_SESSION_ID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9:]{5})")
_WORD = re.compile("[A-Za-z0-9_.:-]{1,200}")
_YEARS = range(1970, 9999)
"""Of moments; nearer to the ends of the calendar, another time zone leaves it."""
LONGEST_LABEL = 200
_LONGEST = 200


def is_session_id(value: object) -> bool:
    """Tell whether this is the id of a session: a UUID in small letters."""
    return isinstance(value, str) and _SESSION_ID.fullmatch(value) is not None


def is_moment(value: object) -> bool:
    """Tell whether this is a moment of ISO 8601 with its time zone, which can be shown in any other."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).year in _YEARS
    except ValueError:
        return False


def is_word(value: object) -> bool:
    """Tell whether this is an id of anything else, or a hash."""
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def is_short_text(value: object) -> bool:
    """Tell whether this is a line of text that can be shown as it is."""
    return isinstance(value, str) and one_line(value) == value and len(value) <= _LONGEST
