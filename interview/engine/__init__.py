"""The engine: session replay, what to ask, what follows, and why. Pure functions; no disk, no clock."""

from interview.engine.conclusions import Conclusions, Status, Warning, conclude
from interview.engine.explanation import Explanation, explain, missing
from interview.engine.routing import (
    Progress,
    Relevance,
    next_screen,
    offered,
    progress,
    relevance,
    screen_before,
    screen_of,
    shown,
)
from interview.engine.session import Event, EventKind, Session, judged, record, replay, standing, start
from interview.engine.usefulness import Useful, most_useful

__all__ = [
    "Conclusions",
    "Event",
    "EventKind",
    "Explanation",
    "Progress",
    "Relevance",
    "Session",
    "Status",
    "Useful",
    "Warning",
    "conclude",
    "explain",
    "judged",
    "missing",
    "most_useful",
    "next_screen",
    "offered",
    "progress",
    "record",
    "relevance",
    "replay",
    "screen_before",
    "screen_of",
    "shown",
    "standing",
    "start",
]
