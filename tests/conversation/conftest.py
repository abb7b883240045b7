"""The flow of the tests of the command line, and stores as the store's own tests have them."""

from tests.cli.conftest import flow
from tests.store.conftest import folder, impatient, open_store, store

__all__ = ["flow", "folder", "impatient", "open_store", "store"]
