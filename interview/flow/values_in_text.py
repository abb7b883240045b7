"""Values named in the wording of a flow, such as `{curb65}`: where they can stand, and which there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from interview.flow.model import Flow

_VALUE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
Path = tuple[str, ...]


def named(text: str) -> tuple[str, ...]:
    """Return the ids that a text names in braces."""
    return tuple(_VALUE.findall(text))


def put_in(text: str, words: Callable[[str], str]) -> str:
    """Return a text with words in the place of each id in braces."""
    return _VALUE.sub(lambda found: words(found[1]), text) if "{" in text else text


def for_one_patient(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield the texts that are only read with the answers of one patient, and where they stand."""
    for line in flow.recommendations.values():
        here = ("recommendations", line.id)
        yield (*here, "say"), line.say
        yield (*here, "more"), line.more
        if line.if_open:
            yield (*here, "if_open", "say"), line.if_open.say
    for conflict in flow.conflicts.values():
        yield ("conflicts", conflict.id, "say"), conflict.say
    for constraint in flow.constraints.values():
        yield ("constraints", constraint.id, "say"), constraint.say
    if flow.ends:
        yield ("ends", "say"), flow.ends.say


def for_everyone(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield the texts of lines that stand in lists as well, where no answers are known."""
    for line in flow.recommendations.values():
        here = ("recommendations", line.id)
        yield (*here, "title"), line.title
        yield (*here, "for_patient", "say"), line.for_patient.say
        yield (*here, "for_patient", "ask"), line.for_patient.ask


def named_anywhere(flow: Flow) -> frozenset[str]:
    """Return everything whose value is told in some text."""
    return frozenset(name for _, text in for_one_patient(flow) for name in named(text))
