"""The shipped IBM flow, loaded and compiled once."""

from __future__ import annotations

import pytest

from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import Flow
from interview.library import flow_folder


@pytest.fixture(scope="session")
def flow() -> Flow:
    return load_flow(flow_folder("ibm-management").path)


@pytest.fixture(scope="session")
def logic(flow: Flow) -> Logic:
    return compile_flow(flow)
