"""A mutant: a flow with one fault, and in words what was changed where."""

from __future__ import annotations

from dataclasses import dataclass

from interview.check.paths.rules import Rule, Step
from interview.flow.model import Flow


@dataclass(frozen=True, slots=True)
class Mutant:
    """A flow with one fault."""

    flow: Flow
    rule: Rule
    """The rule with the fault; for a fault outside of conditions, one that names its owner."""
    fault: str
    """What was changed, in words."""
    step: Step = ()
    """Which part of the rule's condition was changed."""
