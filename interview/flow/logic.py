"""A flow's conditions, compiled into decision diagrams."""

from __future__ import annotations

from dataclasses import dataclass

from interview.flow.model import Flow


@dataclass(frozen=True, slots=True, eq=False)
class Logic:
    """A flow with its diagrams."""

    flow: Flow


def compile_flow(flow: Flow) -> Logic:
    """Compile every condition of a flow."""
    return Logic(flow)
