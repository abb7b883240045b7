"""The lines that can be practised: listed for somebody to choose from, and found by id or by their words."""

from __future__ import annotations

from collections.abc import Iterable

from interview import text
from interview.errors import UsageError, did_you_mean, nearest_to
from interview.flow.model import Flow
from interview.practice.key import neutral_name
from interview.summary.phrases import start
from interview.text import one_line, shortened

NOTHING_TO_DECIDE = "'{line}' only informs or holds for everyone, so there is nothing to decide"
LONGEST_SAID = 60
LISTED = "--rule alone lists every line."


def listing(flow: Flow) -> str:
    """Return every line that can be practised, by its section, with its id and what it is about."""
    lines = [f"What can be practised of {flow.title}, version {flow.version}: the id, and what it is about."]
    for section, title in flow.sections.items():
        names = [name for name in flow.practised if flow.recommendations[name].section == section]
        lines += ["", title, *map(("  {}").format, _told(flow, names))] if names else []
    return "\n".join(lines)


def meant(flow: Flow, typed: str) -> str:
    """Return the line that is meant by an id, or by words that no other has.

    `UsageError` with the lines that it could be, or where to find them all.
    """
    found, said = _having(flow, typed), shortened(one_line(typed), LONGEST_SAID)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError("\n".join([f"which line is '{said}'?", *_told(flow, found)]))
    if typed in flow.recommendations:
        raise UsageError(NOTHING_TO_DECIDE.format(line=typed))
    raise UsageError(f"no line has '{said}'{did_you_mean(typed, flow.practised) or '.'} {LISTED}")


def alike(flow: Flow, words: Iterable[str]) -> str:
    """Return the lines that wrong ids could mean, for somebody to choose from; empty where none is wrong."""
    every, wrong = flow.practised, [word for word in words if word not in flow.recommendations]
    if not wrong:
        return ""
    near = {name for word in wrong for name in (*_having(flow, word), nearest_to(word, every))}
    found = _told(flow, filter(near.__contains__, every))
    return "\n".join([*(["Lines that could be meant:"] if found else []), *found, LISTED])


def _having(flow: Flow, typed: str) -> tuple[str, ...]:
    """Return the line of an id, else those that are meant by words: of their names, or of ids and titles."""
    every, words = flow.practised, typed.replace("_", " ")
    if typed in every or not words.split():
        return (typed,) if typed in every else ()
    return tuple(every[place] for place in text.meant(words, (_called(flow, name) for name in every)))


def _called(flow: Flow, name: str) -> tuple[str, str]:
    return neutral_name(flow, name), f"{name.replace('_', ' ')} {flow.recommendations[name].title}"


def _told(flow: Flow, names: Iterable[str]) -> list[str]:
    width = max(map(len, flow.practised), default=0)
    return [f"{name:<{width}}  {start(neutral_name(flow, name))}" for name in names]
