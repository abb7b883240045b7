"""What a flow declares, and whether everything that is referred to exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interview.flow.conditions.lexer import RESERVED
from interview.flow.conditions.resolver import ALWAYS_POSSIBLE, Kind, Subject
from interview.flow.loading.parsed import Item, Topics
from interview.flow.words import QuestionType
from interview.flow.yaml.nodes import Report, Scalar, nearest, shown

IN_CONDITIONS = ("questions", "facts", "tables", "numbers")
"""What conditions can name; these share one set of ids."""
_SINGULAR = {"controversies": "controversy"}
_NOT_ANSWERS = frozenset(("and", "or", "not"))


def merge(files: Iterable[Item], sections: Iterable[str], report: Report) -> Topics:
    """Return what all files declare together, and report ids that are given twice."""
    topics: Topics = {section: {} for section in sections}
    for file in files:
        for section, declared in topics.items():
            for name, item in file.values.get(section, {}).items():
                if name in declared:
                    _twice(item.key, declared[name], report)
                else:
                    declared[name] = item
    return topics


def subjects(topics: Topics, report: Report) -> dict[str, Subject]:
    """Return everything a condition can name."""
    found: dict[str, Subject] = {}
    owners: dict[str, Item] = {}
    for section in IN_CONDITIONS:
        for name, item in topics[section].items():
            if name in found:
                first, second = sorted((owners[name], item), key=_line)
                _twice(second.key, first, report)
                found[name] = Subject(name, Kind.UNCLEAR)
            elif name in RESERVED:
                _reserved(item.key, "is a word of the condition language", report)
            else:
                found[name], owners[name] = _subject(section, name, item, report), item
    return found


def check_references(
    references: Iterable[tuple[str, Scalar]], declared: Mapping[str, Mapping[str, Any]], report: Report
) -> None:
    """Report ids that nothing declares."""
    for section, word in references:
        known = declared[section]
        if word.value not in known:
            what = _SINGULAR.get(section, section.removesuffix("s"))
            said = f"there is no {what} {shown(word.value)}{nearest(word.value, known)}"
            report.add(word, "unknown-name", said)


def _subject(section: str, name: str, item: Item, report: Report) -> Subject:
    if section == "facts":
        return Subject(name, Kind.FACT)
    if section == "numbers":
        return Subject(name, Kind.NUMBER)
    if section == "tables":
        return Subject(name, Kind.TABLE, tuple(item.values.get("outcomes", ())))
    form = item.values.get("type")
    if form is None:
        return Subject(name, Kind.UNCLEAR)
    if form == QuestionType.YES_NO:
        return Subject(name, Kind.YES_NO, ("yes", "no"))
    answers = item.values.get("answers", {}) if form in (QuestionType.ONE, QuestionType.SEVERAL) else {}
    for answer, option in answers.items():
        if answer in ALWAYS_POSSIBLE:
            _reserved(option.key, "can always be said and is never listed", report)
        elif answer in _NOT_ANSWERS:
            _reserved(option.key, "is a word of the condition language", report)
    return Subject(name, Kind[form.upper()], tuple(answers))


def _reserved(key: Scalar | None, why: str, report: Report) -> None:
    if key is not None:
        report.add(key, "reserved-word", f"{shown(key.value)} {why}; choose another id")


def _line(item: Item) -> int:
    return item.place.line


def _twice(key: Scalar | None, first: Item, report: Report) -> None:
    if key is not None:
        where = f"{first.place.file.name}:{first.place.line}"
        report.add(key, "duplicate-id", f"{shown(key.value)} is already declared in {where}")
