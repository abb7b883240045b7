"""Flows and folders as the tests of the command line have them."""

from tests.cli.conftest import alone, flow, typed

__all__ = ["alone", "flow", "typed"]
