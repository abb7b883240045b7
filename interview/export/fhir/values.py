"""The answers of one item of a response, read strictly into an answer of the flow."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from interview.errors import UsageError, did_you_mean
from interview.export.fhir.items import answer_codings
from interview.export.fhir.names import CODES, NONE, REASONS, REST, option_code
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Several
from interview.flow.model import Question, QuestionType
from interview.text import one_line

_KEYS = {
    QuestionType.NUMBER: ("valueInteger", "valueDecimal"),
    QuestionType.MONTH: ("valueString",),
    QuestionType.TEXT: ("valueString",),
}


def read_answer(question: Question, answers: Sequence[object]) -> Answer | None:
    """Return what a question's item says; `UsageError` tells what is wrong and what would be right."""
    if not question.options:
        _only_one(question.id, answers)
        return from_plain(question, _value(question.id, answers[0], _KEYS[question.type]))
    known = [one["code"] for one in answer_codings(question)]
    codes = read_codes(question.id, answers, known)
    if question.type is not QuestionType.SEVERAL or any(code in REASONS for code in codes):
        _only_one(question.id, codes)
    if codes[0] in REASONS:
        return NotAssessed(Reason(codes[0]))
    chosen = [option.id for option in question.options if option_code(question, option.id) in codes]
    return _several(question, codes, chosen) if question.type is QuestionType.SEVERAL else Chosen(chosen[0])


def read_reason(link: str, answers: Sequence[object]) -> NotAssessed:
    """Return why there is no answer; `UsageError` tells what is wrong."""
    _only_one(link, answers)
    return NotAssessed(Reason(read_codes(link, answers, list(REASONS))[0]))


def read_codes(link: str, answers: Sequence[object], known: Collection[str]) -> list[str]:
    """Return the codes of an item's answers; `UsageError` when one is not known."""
    return [_code(link, answer, known) for answer in answers]


def _several(question: Question, codes: Collection[str], chosen: Collection[str]) -> Several:
    if NONE in codes and len(codes) > 1:
        raise UsageError(
            f"'{question.id}' says none of these together with something else; only one can be right"
        )
    return Several(frozenset(chosen), REST not in codes)


def _only_one(link: str, answers: Collection[object]) -> None:
    if len(answers) != 1:
        raise UsageError(f"'{link}' has {len(answers)} answers; only one can be right")


def _code(link: str, answer: object, known: Collection[str]) -> str:
    value = _value(link, answer, ("valueCoding",))
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(code, str):
        raise UsageError(f"'{link}' needs a code in its valueCoding")
    if value.get("system") != CODES:
        raise UsageError(f"'{link}': the code system is {_shown(value.get('system'))}; it must be '{CODES}'")
    if code not in known:
        raise UsageError(f"{_shown(code)} is not an answer of '{link}'{did_you_mean(code, known)}")
    return code


def _value(link: str, answer: object, keys: Sequence[str]) -> object:
    given = [key for key in answer if key.startswith("value")] if isinstance(answer, dict) else []
    if not isinstance(answer, dict) or len(given) != 1 or given[0] not in keys or answer.get("item"):
        raise UsageError(f"'{link}' takes answers with {' or '.join(keys)}{_instead(given)}")
    return answer[given[0]]


def _instead(given: list[str]) -> str:
    return f", not {_shown(', '.join(given))}" if given else ""


def _shown(text: object) -> str:
    return f"'{one_line(str(text))[:80]}'"
