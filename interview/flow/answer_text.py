"""Answers as people and files write them, and back.

`from_plain` reads the answers-file form (text, number, list or `{chosen, rest}`), `from_text` what a
person types for a number, date, month or text. Both refuse with a message that says what is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from interview.errors import UsageError, did_you_mean
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.dates import dated, lies_ahead
from interview.flow.decimals import MOST_DIGITS, digits, exact, numeral, trimmed
from interview.flow.decimals import plain as plain_number
from interview.flow.model import Question, QuestionType
from interview.text import clean_text, one_line, shortened

Plain = str | int | Decimal | list[str] | dict[str, object] | None

LONGEST_TEXT = 20_000
"""Characters of free text that are kept; more is refused, never cut."""

_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
_THOUSANDS = re.compile(r"[-+]?(?!0,)\d*,\d{3}")
"""One and a fifth to some, twelve hundred to others; `0,125` can mean one thing only."""
_PLURALS = frozenset(
    {"points", "minutes", "seconds", "hours", "days", "weeks", "months", "years", "times", "steps", "units"}
)
"""Units that one thing is not told in."""
_REASONS = {
    Reason.NOT_ASSESSED: "not assessed",
    Reason.NOT_KNOWN: "not known",
    Reason.PENDING: "result pending",
    Reason.DECLINED: "declined by the patient",
    Reason.UNREADABLE: "unreadable: the saved entry is damaged",
}


def from_plain(question: Question, value: object) -> Answer | None:
    """Return the answer a file gives; None (no answer) for an absent value.

    `UsageError` names what is wrong and the nearest right answer.
    """
    if value is None:
        return None
    if isinstance(value, str) and value in list(Reason) and question.type is not QuestionType.TEXT:
        return NotAssessed(Reason(value))
    if isinstance(value, Mapping) and "not_assessed" in value:
        return _with_reason(question, value)
    match question.type:
        case QuestionType.SEVERAL:
            return _several(question, value)
        case QuestionType.NUMBER:
            return _number(question, value)
        case QuestionType.DATE | QuestionType.MONTH | QuestionType.TEXT:
            return _text(question, value)
        case _:
            return Chosen(_option(question, value))


def to_plain(answer: Answer) -> Plain:
    """Return an answer in the answers-file form; `from_plain` reads it back to an equal answer."""
    match answer:
        case NotAssessed(reason=reason):
            return str(reason)
        case Chosen(option=option):
            return option
        case Several(chosen=chosen, rest_absent=True):
            return sorted(chosen)
        case Several(chosen=chosen):
            return {"chosen": sorted(chosen), "rest": "not_assessed"}
        case Number(value=value):
            return plain_number(value)
        case Text(text=text):
            return text


def as_written(answer: Answer) -> str:
    """Return an answer as it stands in a file of answers."""
    plain = to_plain(answer)
    if isinstance(answer, Several):
        chosen = f"[{', '.join(sorted(answer.chosen))}]"
        return chosen if answer.rest_absent else f"{{chosen: {chosen}, rest: not_assessed}}"
    return f"{plain:f}" if isinstance(plain, Decimal) else str(plain)


def from_text(question: Question, typed: str, latest: date | None = None) -> Answer | None:
    """Return the answer a person typed for a number, date, month or text question; None for nothing typed.

    A decimal comma is understood, and refused where it could stand for thousands. A value outside the
    plausible range is refused, never clamped; so is a date after the `latest` one, if there is any.
    """
    typed = clean_text(typed).strip()
    if not typed:
        return None
    if question.type is QuestionType.NUMBER:
        return _number(question, typed)
    answer = _text(question, typed)
    if answer and latest and lies_ahead(answer.text, latest):
        raise UsageError(too_late(answer.text, latest))
    return answer


def too_late(text: str, latest: date) -> str:
    """Return why a date that lies ahead is no answer."""
    return f"{text} lies after the day of the visit; a date up to {latest} is accepted"


def accepted(question: Question) -> str:
    """Return what a question accepts, as the end of a sentence."""
    match question.type:
        case QuestionType.NUMBER:
            kind = "a whole number" if question.range and question.range.whole else "a number"
            unit = f" ({question.unit})" if question.unit else ""
            if question.range is None:
                return f"{kind}{unit} is accepted"
            return f"{kind} from {question.range.words}{unit} is accepted"
        case QuestionType.DATE:
            return "a day such as 2026-03-12 is accepted, or 2026-03 or 2026 where no more is known"
        case QuestionType.MONTH:
            return "a month such as 2026-03 is accepted"
        case QuestionType.TEXT:
            return f"text of up to {LONGEST_TEXT} characters is accepted"
        case QuestionType.SEVERAL:
            return (
                f"a list of any of {_listed(question)}, or {{chosen: [...], rest: not_assessed}}, is accepted"
            )
        case _:
            return f"one of {_listed(question)} is accepted"


def possible(question: Question) -> str:
    """Return what can be said to a question, in words; nothing for free text."""
    match question.type:
        case QuestionType.NUMBER:
            span = question.range.words if question.range else "a number"
            return f"{span} {question.unit}".strip()
        case QuestionType.DATE:
            return "year, month and day, such as 2024-03-12, or as much of it as is known"
        case QuestionType.MONTH:
            return "year and month, such as 2024-03"
        case QuestionType.TEXT:
            return ""
        case QuestionType.YES_NO:
            return "yes; no"
        case QuestionType.SEVERAL:
            return f"any of: {_labels(question)}; or: {nothing(question)}"
        case _:
            return _labels(question)


def nothing(question: Question, *, label: bool = False) -> str:
    """Return how several choices say that nothing is so: within a sentence, or as the label of a choice."""
    return question.none or ("None of these" if label else "none of these")


def one_of(words: Sequence[str]) -> str:
    """Return what is still possible, such as `3 or 4`; in quotes where a reader could divide it otherwise."""
    if any("," in one or " or " in one for one in words):
        words = [f'"{one}"' for one in words]
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def all_of(words: Iterable[str]) -> str:
    """Return words one after the other, such as `A, B and C`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def span(low: Decimal, high: Decimal, unit: str = "") -> str:
    """Return a number, or all that it can still be, such as `17 points`, `3 to 17 points`, `at most 9`."""
    least, most = (numeral(trimmed(end)) if end.is_finite() else "" for end in (low, high))
    if not (least or most):
        return "any number"
    if least and most and least != most:
        return f"{least} to {most} {unit}".strip()
    said = "" if least == most else "at least " if least else "at most "
    return f"{said}{with_unit(least or most, unit)}"


def with_unit(number: str, unit: str) -> str:
    """Return a number as it is shown with its unit: `45 years`, `1 point`."""
    *words, last = unit.split(" ")
    if number == "1" and last in _PLURALS:
        unit = " ".join([*words, last[:-1]])
    return f"{number} {unit}".strip()


def asked_again(question: Question) -> str:
    """Return why an answer of the last visit is not kept by Enter, as the end of a sentence."""
    return "asked at every visit" if question.valid_for == 1 else "asked anew"


def in_words(question: Question, answer: Answer) -> str:
    """Return an answer as a person would read it, such as `yes` or `45 years`.

    Of a text that is longer than any that can be typed, the beginning, and that there is more.
    """
    match answer:
        case NotAssessed(reason=reason):
            return _REASONS[reason]
        case Chosen(option="yes" | "no" as option) if question.type is QuestionType.YES_NO:
            return option
        case Chosen(option=option):
            return question.option(option).label
        case Several():
            return _several_in_words(question, answer)
        case Number(value=value):
            return with_unit(numeral(value), question.unit)
        case Text(text=text):
            more = f" ({LONGEST_TEXT:,} of {len(text):,} characters)" if len(text) > LONGEST_TEXT else ""
            return f"{shortened(text, LONGEST_TEXT)}{more}"


def with_label(question: Question, words: str) -> str:
    """Return an answer's words with the question they belong to, so that a reader understands them alone.

    `Respiratory rate 32 /min`, `New confusion: no`; the label alone where there are no words.
    """
    label = question.label
    if not words:
        return label
    return f"{label} {words}" if _is_measure(question, words) else f"{label}: {words}"


def _is_measure(question: Question, words: str) -> bool:
    """Return whether words are a number that its label leads up to; never two numbers side by side."""
    is_number = question.type is QuestionType.NUMBER and words.lstrip("-")[:1].isdigit()
    return is_number and not question.label[-1:].isdigit()


def _several_in_words(question: Question, answer: Several) -> str:
    chosen = [option.label for option in question.options if option.id in answer.chosen]
    if not chosen:
        return nothing(question) if answer.rest_absent else "none seen so far; not all checked"
    return "; ".join(chosen) + ("" if answer.rest_absent else "; rest not assessed")


def _labels(question: Question) -> str:
    return "; ".join(option.label for option in question.options)


def _listed(question: Question) -> str:
    return ", ".join(option.id for option in question.options)


def _with_reason(question: Question, value: Mapping[object, object]) -> NotAssessed:
    """Read `{not_assessed: pending}`, the form that text questions need too."""
    reason = value["not_assessed"]
    if len(value) != 1 or reason not in list(Reason):
        listed = ", ".join(Reason)
        raise UsageError(f"'{question.id}': not_assessed takes one of {listed}")
    return NotAssessed(Reason(str(reason)))


def _option(question: Question, value: object) -> str:
    options = [option.id for option in question.options]
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, str) and value in options:
        return value
    shown = one_line(str(value))[:60]
    hint = did_you_mean(shown, [*options, *Reason]) or f"; {accepted(question)}"
    raise UsageError(f"'{shown}' is not an answer of '{question.id}'{hint}")


def _several(question: Question, value: object) -> Several:
    if value == "none" and all(option.id != "none" for option in question.options):
        return Several()
    chosen, rest = _parts(question, value) if isinstance(value, Mapping) else (value, "absent")
    if not isinstance(chosen, list | tuple | set | frozenset):
        raise UsageError(f"'{question.id}' takes several answers; {accepted(question)}")
    return Several(frozenset(_option(question, item) for item in chosen), rest == "absent")


def _parts(question: Question, value: Mapping[object, object]) -> tuple[object, object]:
    """Return what `{chosen: ..., rest: ...}` says; a mapping that leaves out what is present says nothing."""
    rest = value.get("rest", "absent")
    if set(value) - {"chosen", "rest"} or rest not in ("absent", "not_assessed"):
        raise UsageError(f"'{question.id}': {accepted(question)}")
    if "chosen" not in value:
        raise UsageError(
            f"'{question.id}' does not say what is present; write [] where none is; {accepted(question)}"
        )
    return value["chosen"], rest


def _number(question: Question, value: object) -> Number:
    number = _decimal(question, value)
    limits = question.range
    if limits and not limits.low <= number <= limits.high:
        raise UsageError(f"{numeral(number)} is outside the plausible range; {accepted(question)}")
    if limits and limits.whole and not isinstance(plain_number(number), int):
        raise UsageError(f"{numeral(number)} is not a whole number; {accepted(question)}")
    return Number(number)


def _decimal(question: Question, value: object) -> Decimal:
    """Return a number as it is written; what could be read as another one is refused."""
    said = one_line(str(value))[:40]
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = _without_comma(question, value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UsageError(f"'{said}' is not a number; {accepted(question)}")
    number = exact(value)
    if not number.is_finite():
        raise UsageError(f"'{said}' is not a number; {accepted(question)}")
    if digits(number) > MOST_DIGITS:
        raise UsageError(f"'{said}' has more than {MOST_DIGITS} digits; {accepted(question)}")
    return Decimal(f"{number:f}")


def _without_comma(question: Question, typed: str) -> Decimal:
    """Read a decimal comma; `UsageError` for one that could stand for thousands."""
    number = Decimal(typed.replace(",", "."))
    if _THOUSANDS.fullmatch(typed):
        meant = f"{typed.replace(',', '')} or {numeral(trimmed(number))}"
        said = f"'{one_line(typed)[:40]}' can mean {meant}; write it without a comma, or with a decimal point"
        raise UsageError(f"{said}; {accepted(question)}")
    return number


def _text(question: Question, value: object) -> Text | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise UsageError(f"'{question.id}' takes text; {accepted(question)}")
    text = clean_text(f"{value:f}" if isinstance(value, Decimal) else str(value)).strip()
    if question.type is QuestionType.DATE:
        return Text(_date(question, text))
    if question.type is QuestionType.MONTH:
        return Text(_month(question, text))
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"the text for '{question.id}' has {len(text)} characters; {accepted(question)}")
    return Text(text) if text else None


def _date(question: Question, text: str) -> str:
    if found := dated(text):
        return found
    raise UsageError(f"'{one_line(text)[:40]}' is not a date; {accepted(question)}")


def _month(question: Question, text: str) -> str:
    if found := month(text):
        return found
    raise UsageError(f"'{one_line(text)[:40]}' is not a month; {accepted(question)}")


def month(text: str) -> str | None:
    """Return a month as it is kept, `YYYY-MM` in the digits 0 to 9; None where a text is none."""
    found = dated(text)
    return found if found is not None and found.count("-") == 1 else None
