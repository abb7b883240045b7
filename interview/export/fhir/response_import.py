"""A QuestionnaireResponse read back: the answers in it, or every mistake at once. Nothing is taken silently.

What the form works out by itself is not read: it follows from the answers. An answer to a question that the
form does not show counts as one given by choice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from interview.errors import UsageError, did_you_mean
from interview.export.fhir.items import answer_codings
from interview.export.fhir.resource import (
    ABOUT,
    ALSO,
    CODES,
    FACTS,
    FORMS,
    NONE,
    REASONS,
    REST,
    Json,
    absent_link,
    fact_link,
    form_url,
    form_version,
    option_code,
    panel_link,
    parsed,
    question_code,
)
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Several
from interview.flow.model import Flow, Question, QuestionType
from interview.text import one_line

KIND = "QuestionnaireResponse"

_KEYS = {
    QuestionType.NUMBER: ("valueInteger", "valueDecimal"),
    QuestionType.MONTH: ("valueString",),
    QuestionType.TEXT: ("valueString",),
}


def read_response(flow: Flow, text: str) -> dict[str, Answer]:
    """Return the answers in a response to this flow's form, given as JSON text.

    `UsageError` lists all that is wrong: a response to another form or version, unknown linkIds and codes,
    each with the nearest right one, items in the wrong place, and answers that contradict themselves.
    """
    resource = parsed_response(text)
    _check_form(flow, resource)
    reader = _Reader(flow)
    reader.read(resource.get("item", []), "")
    if reader.problems:
        count = len(reader.problems)
        raise UsageError(
            f"{count} mistake{'s' * (count != 1)} in the response:\n" + "\n".join(reader.problems)
        )
    return {name: reader.answers[name] for name in flow.questions if name in reader.answers}


def parsed_response(text: str) -> Json:
    """Return the resource in JSON text, or the one response in a Bundle.

    `UsageError` when the text is no resource, or a Bundle of several responses or of none.
    """
    resource = parsed(text)
    if resource.get("resourceType") != "Bundle":
        return resource
    entries = resource.get("entry")
    listed = entries if isinstance(entries, list) else []
    inside = [entry.get("resource") for entry in listed if isinstance(entry, dict)]
    found = [one for one in inside if isinstance(one, dict) and one.get("resourceType") == KIND]
    if len(found) != 1:
        count = f"{len(found) or 'no'} {KIND}{'s' * (len(found) > 1)}"
        raise UsageError(f"this Bundle holds {count}; answers are read from one that holds exactly one")
    return found[0]


def answered_flow(resource: Json) -> str:
    """Return the id of the flow whose form a response answers; `UsageError` when it is no form of ours."""
    url = str(resource.get("questionnaire", "")).partition("|")[0]
    base, _, flow = url.rpartition("/")
    if resource.get("resourceType") != KIND or base != FORMS or not re.fullmatch("[a-z0-9_-]+", flow):
        raise UsageError(f"this is no {KIND} to the form of a flow")
    return flow


def _check_form(flow: Flow, resource: Json) -> None:
    if resource.get("resourceType") != KIND:
        raise UsageError(f"this is a {_shown(resource.get('resourceType'))}, not a {KIND}")
    if resource.get("status") == "entered-in-error":
        raise UsageError("this response is marked as entered in error; nothing is taken from it")
    url, _, version = str(resource.get("questionnaire", "")).partition("|")
    if url != form_url(flow):
        raise UsageError(
            f"this response answers the form {_shown(url)}; the form of this flow is '{form_url(flow)}'"
        )
    if version != form_version(flow):
        said = f"version {_shown(version)}" if version else "a version it does not name"
        raise UsageError(
            f"this response answers {said} of the form; this flow makes version '{form_version(flow)}'"
        )


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._places = dict(_places(flow))
        self._seen: set[str] = set()
        self.answers: dict[str, Answer] = {}
        self.problems: list[str] = []

    def read(self, items: object, parent: str) -> None:
        """Read the items of a group, or of the response itself."""
        for item in items if isinstance(items, list) else [items]:
            if not isinstance(item, dict) or not isinstance(item.get("linkId"), str):
                self.problems.append(f"{_within(parent)}: an item needs a linkId")
            elif self._stands_right(item["linkId"], parent):
                self._item(item, item["linkId"])

    def _stands_right(self, link: str, parent: str) -> bool:
        if link not in self._places:
            hint = did_you_mean(link, self._places)
            self.problems.append(f"{_shown(link)} is not an item of this form{hint}")
            return False
        if self._places[link] != parent:
            self.problems.append(
                f"{_shown(link)} stands {_within(parent)}, not {_within(self._places[link])}"
            )
            return False
        if link in self._seen:
            self.problems.append(f"{_shown(link)} is there twice")
            return False
        self._seen.add(link)
        return True

    def _item(self, item: Json, link: str) -> None:
        answers = item.get("answer", [])
        if link in self._places.values():
            self.read(item.get("item", []), link)
        elif link == ABOUT or link.startswith(fact_link("")):
            return
        elif item.get("item") or not isinstance(answers, list):
            self.problems.append(f"{_shown(link)} is a question: it has answers and no items below")
        elif answers:
            self._take(link, answers)

    def _take(self, link: str, answers: list[object]) -> None:
        name = link.partition("/")[0]
        try:
            answer = self._answer(link, name, answers)
        except UsageError as error:
            self.problems.append(str(error))
            return
        if name in self.answers:
            self.problems.append(
                f"'{name}' has an answer and a reason for having none; only one can be right"
            )
        elif answer is not None:
            self.answers[name] = answer

    def _answer(self, link: str, name: str, answers: list[object]) -> Answer | None:
        if link == ALSO:
            read_codes(link, answers, list(map(question_code, self._flow.questions)))
            return None
        question = self._flow.questions[name]
        return read_answer(question, answers) if link == name else read_reason(link, answers)


def _places(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield every linkId of the form with the group it stands in; empty for the form itself."""
    yield from ((ABOUT, ""), (ALSO, ""), (FACTS, ""))
    yield from ((fact_link(name), FACTS) for name in (*flow.facts, *flow.differences))
    for screen in flow.screens:
        group = panel_link(screen.id) if len(screen.questions) > 1 else ""
        if group:
            yield group, ""
        for name in screen.questions:
            yield name, group
            if not flow.questions[name].options:
                yield absent_link(name), group


def _within(group: str) -> str:
    return f"in '{group}'" if group else "at the top"


def _shown(text: object) -> str:
    return f"'{one_line(str(text))[:80]}'"


def read_answer(question: Question, answers: Sequence[object]) -> Answer | None:
    """Return what a question's item says; `UsageError` tells what is wrong and what would be right."""
    if not question.options:
        _only_one(question.id, answers)
        return from_plain(question, _value(question.id, answers[0], _KEYS[question.type]))
    completions = [one["code"] for one in answer_codings(question)]
    codes = read_codes(question.id, answers, completions)
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


def read_codes(link: str, answers: Sequence[object], completions: Collection[str]) -> list[str]:
    """Return the codes of an item's answers; `UsageError` when one is not known."""
    return [_code(link, answer, completions) for answer in answers]


def _several(question: Question, codes: Collection[str], chosen: Collection[str]) -> Several:
    if NONE in codes and len(codes) > 1:
        raise UsageError(
            f"'{question.id}' says none of these together with something else; only one can be right"
        )
    return Several(frozenset(chosen), REST not in codes)


def _only_one(link: str, answers: Collection[object]) -> None:
    if len(answers) != 1:
        raise UsageError(f"'{link}' has {len(answers)} answers; only one can be right")


def _code(link: str, answer: object, completions: Collection[str]) -> str:
    value = _value(link, answer, ("valueCoding",))
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(code, str):
        raise UsageError(f"'{link}' needs a code in its valueCoding")
    if value.get("system") != CODES:
        raise UsageError(f"'{link}': the code system is {_shown(value.get('system'))}; it must be '{CODES}'")
    if code not in completions:
        raise UsageError(f"{_shown(code)} is not an answer of '{link}'{did_you_mean(code, completions)}")
    return code


def _value(link: str, answer: object, keys: Sequence[str]) -> object:
    given = [key for key in answer if key.startswith("value")] if isinstance(answer, dict) else []
    if not isinstance(answer, dict) or len(given) != 1 or given[0] not in keys or answer.get("item"):
        raise UsageError(f"'{link}' takes answers with {' or '.join(keys)}{_instead(given)}")
    return answer[given[0]]


def _instead(given: list[str]) -> str:
    return f", not {_shown(', '.join(given))}" if given else ""
