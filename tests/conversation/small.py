"""An interview under way, from what is kept of it or as it is."""

from __future__ import annotations

from interview.conversation import finish as end
from interview.conversation.conversation import Conversation
from interview.store.recording import Recording


def conversation(under_way: Recording | Conversation) -> Conversation:
    return under_way if isinstance(under_way, Conversation) else Conversation(under_way)


def finish(under_way: Recording | Conversation) -> None:
    """Finish an interview as a person does, with its note."""
    end.finish(conversation(under_way))
