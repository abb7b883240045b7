"""Moments as text: the day on the clock of the place where something was said, and the same moment in UTC.

A moment is ISO 8601 with the offset of the clock it was read from, so a visit keeps its zone wherever it is
looked at. `Z`, which earlier versions wrote, leaves the zone open (RFC 9557): there it is this machine's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo


def present() -> datetime:
    """Return the present moment, in this machine's zone."""
    return datetime.now().astimezone()


def written(moment: datetime) -> str:
    """Return a moment as text that keeps its offset, to the second."""
    return moment.isoformat(timespec="seconds")


def local(at: str) -> datetime:
    """Return a moment in the zone it was said in; in this machine's where that is not known.

    `ValueError` when the text is no moment.
    """
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        return _moved(moment.replace(tzinfo=UTC), None)
    return _moved(moment, None) if at[-1] in "Zz" else moment


def day(at: str) -> date:
    """Return the local day of a moment; `ValueError` when the text is no moment."""
    return local(at).date()


def months_between(earlier: date, later: date) -> int:
    """Return the full months from one day to another; below nought when the first is the later one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def in_utc(at: str) -> str:
    """Return a moment in UTC, ending in `Z`, as machine forms have it; an empty text stays empty.

    `ValueError` when the text is no moment.
    """
    return written(_moved(local(at), UTC)).replace("+00:00", "Z") if at else ""


def _moved(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a moment in another zone, or in this machine's."""
    try:
        return moment.astimezone(zone)
    except OverflowError:  # at either end of the calendar
        raise ValueError(f"{moment} is no moment elsewhere") from None
