"""Stores as the store's own tests have them."""

from tests.store.conftest import folder, impatient, open_store, store

__all__ = ["folder", "impatient", "open_store", "store"]
