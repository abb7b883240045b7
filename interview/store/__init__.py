"""Sessions on disk: one SQLite file, every answer committed before it is called saved."""

from interview.store.errors import StoreError, UnknownSession
from interview.store.recording import Recording
from interview.store.session_index import Saved
from interview.store.store import Store

__all__ = ["Recording", "Saved", "Store", "StoreError", "UnknownSession"]
