"""Reading what is kept also where nothing can be written, or another window has the session."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from interview.store import Recording, Saved, Store, StoreError
from interview.store.errors import OpenElsewhere, UnknownSession

_Result = TypeVar("_Result")


def read(store: Store, ask: Callable[[Store], _Result]) -> _Result:
    """Return what `ask` reads; a store that cannot be opened for writing is opened for looking.

    `StoreError` when it cannot be read either.
    """
    try:
        return ask(store)
    except UnknownSession:
        raise
    except StoreError as error:
        with closing(store.looking()) as looking:
            try:
                return ask(looking)
            except StoreError:
                raise error from None
            finally:
                store.take_word_of(looking)


def for_reading(recording: Recording, saved: Saved, why: StoreError) -> Recording:
    """Return the recording of a saved session as one that is only looked at, because of this."""
    recording.held_as(saved)
    recording.read_only = str(why)
    if isinstance(why, OpenElsewhere):
        recording.read_only = f"open in another window{f' ({why.holder})' if why.holder else ''}"
    return recording
