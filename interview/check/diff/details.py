"""Properties that decide what is asked or advised, compared one by one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from interview.check.diff.difference import Detail
from interview.check.diff.matching import Match
from interview.flow.answer_text import to_plain
from interview.flow.conditions.printer import number
from interview.flow.model import DerivedNumber, Flow, Question, Recommendation

NONE = "none"


def line_details(old: Recommendation, new: Recommendation) -> Iterator[Detail]:
    """Yield what changed in how a recommendation is given: stance, urgency and section."""
    for aspect in ("stance", "urgency", "section"):
        before, after = (getattr(line, aspect).replace("_", " ") for line in (old, new))
        yield from changed(aspect, before, after)


def added_details(flow: Flow, line: Recommendation) -> Iterator[Detail]:
    """Yield how a recommendation is given that only one version has."""
    urgency = line.urgency.replace("_", " ")
    yield Detail("given", "", f"{line.stance}, {urgency}, in {flow.sections[line.section]}")


def number_details(old: DerivedNumber, new: DerivedNumber, match: Match) -> Iterator[Detail]:
    """Yield what a derived number is derived from, when that changed."""
    if match.names[old.id] != new.id:
        yield Detail("difference", f"{old.minuend} - {old.subtrahend}", f"{new.minuend} - {new.subtrahend}")


def question_details(old: Question, new: Question, match: Match) -> Iterator[Detail]:
    """Yield what changed in what can be answered, and in what a missing answer counts as."""
    yield from changed("id", old.id, new.id)
    yield from changed("type", old.type, new.type)
    yield from changed("unit", old.unit, new.unit)
    yield from changed("range", _range(old), _range(new))
    yield from _options(old, new, match)
    yield from changed("asked again after", _days(old), _days(new))
    yield from changed("offered from last time", old.last_time, new.last_time)
    yield from changed("found by", old.found_by or "", new.found_by or "")
    counts = [_counts(question) for question in (old, new)]
    shared = match.answer(old.id, old.otherwise)
    if shared != new.otherwise:
        yield Detail("counts, where it does not apply, as", *counts)


def moved(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[tuple[str, Detail]]:
    """Yield each question of both versions that is asked in another place, by its shared name."""
    before, after = ([name for name in order if name in other] for order, other in ((old, new), (new, old)))
    kept = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in kept for name in after[block.b : block.b + block.size]}
    for name in after:
        if name not in stayed:
            yield name, Detail("asked", _place(before, name), _place(after, name))


def changed(aspect: str, old: str, new: str) -> Iterator[Detail]:
    """Yield the property when it is not what it was."""
    if old != new:
        yield Detail(aspect, old or NONE, new or NONE)


def _options(old: Question, new: Question, match: Match) -> Iterator[Detail]:
    before, after = ([option.id for option in question.options] for question in (old, new))
    shared = {match.option(old.id, option): option for option in before}
    for option in after:
        if option not in shared:
            yield Detail("answer added", "", option)
        elif shared[option] != option:
            yield Detail("answer renamed", shared[option], option)
    for option, own in shared.items():
        if option not in after:
            yield Detail("answer removed", own, "")


def _range(question: Question) -> str:
    limits = question.range
    if limits is None:
        return ""
    return f"{number(limits.low)} to {number(limits.high)}{', whole' if limits.whole else ''}"


def _days(question: Question) -> str:
    return f"{question.valid_for} days" if question.valid_for else ""


def _counts(question: Question) -> str:
    return str(to_plain(question.otherwise)) if question.otherwise else "not assessed"


def _place(order: list[str], name: str) -> str:
    index = order.index(name)
    return f"after {order[index - 1]}" if index else "first"
