"""Answers in words where a sentence needs less, or more, than the whole answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview.flow.answer_text import in_words
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.model import Question, QuestionType

ABSENT_NAMED = 4
"""How many absent options a reason names one by one."""


_READ = {"holds": "applies", "ruled_out": "does not apply", "open": "cannot be judged yet"}
"""What a status is called on paper, where nobody can look up this program's own words."""


def as_read(word: str) -> str:
    """Return a contract word such as `same_day` or `ruled_out` as a reader knows it."""
    return _READ.get(word, word.replace("_", " "))


def on_record(question: Question, answer: Answer | None) -> str:
    """Return an answer in words; nothing for none and for a plain "not assessed"."""
    return "" if answer is None or answer == NotAssessed() else in_words(question, answer)


def as_reason(question: Question, answer: Answer | None, deciding: Mapping[str, bool]) -> str:
    """Return the part of an answer that decides something: the options that count, absent ones after `not`.

    `deciding` gives option ids and whether they count by being present. An answer of another type, or one in
    which no option counts, is given whole.
    """
    if not isinstance(answer, Several) or not answer.chosen:
        return on_record(question, answer)
    present = _labels(
        question, (name for name, wanted in deciding.items() if wanted and name in answer.chosen)
    )
    absent = [name for name, wanted in deciding.items() if not wanted and name not in answer.chosen]
    if not present and not absent:
        return on_record(question, answer)
    if not present and len(absent) > ABSENT_NAMED:
        return "none that counts here"
    named = _labels(question, absent if len(absent) <= ABSENT_NAMED else ())
    return "; ".join([*present, *([f"not: {'; '.join(named)}"] if named else [])])


def as_change(question: Question, before: Answer | None, after: Answer) -> str:
    """Return a changed answer in words; of several choices only what is added or removed."""
    added, removed = added_and_removed(before, after)
    if not (added or removed):
        return _whole(question, before, after)
    parts = [f"with {label}" for label in _labels(question, added)]
    return " and ".join([*parts, *(f"without {label}" for label in _labels(question, removed))])


def if_it_were(question: Question, before: Answer | None, after: Answer) -> str:
    """Return a changed answer as a clause: `"Food sticks" were yes`, `"Weak cough" were absent`."""
    added, removed = added_and_removed(before, after)
    clauses = [f'"{name}" were present' for name in _labels(question, added)]
    clauses += [f'"{name}" were absent' for name in _labels(question, removed)]
    if clauses:
        return " and ".join(clauses)
    match after:
        case Several():
            rest = isinstance(before, Several) and before.chosen
            return f'{"the rest of " if rest else "all of "}"{question.label}" were absent'
        case Number():
            return f'"{question.label}" were for example {in_words(question, after)}'
        case Chosen() if question.type is not QuestionType.YES_NO:
            return f'"{question.label}" were "{in_words(question, after)}"'
        case _:
            return f'"{question.label}" were {in_words(question, after)}'


def _whole(question: Question, before: Answer | None, after: Answer) -> str:
    if isinstance(before, Several) and before.chosen and isinstance(after, Several):
        return "the rest absent"
    return in_words(question, after)


def added_and_removed(before: Answer | None, after: Answer) -> tuple[frozenset[str], frozenset[str]]:
    """Return the options that are ticked in one answer to a list and not in the other."""
    if not isinstance(after, Several):
        return frozenset(), frozenset()
    chosen = before.chosen if isinstance(before, Several) else frozenset()
    return after.chosen - chosen, chosen - after.chosen


def _labels(question: Question, options: Iterable[str]) -> list[str]:
    """Return the labels of options, in the order of the question."""
    wanted = set(options)
    return [option.label for option in question.options if option.id in wanted]
