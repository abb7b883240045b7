"""A QuestionnaireResponse read back: the answers in it, or every mistake at once. Nothing is taken silently,
and nothing is left out silently: what could change a meaning and is not understood is a mistake.

What the form works out by itself is not read: it follows from the answers. An answer to a question that the
form does not show counts as one given by choice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from interview.errors import UsageError, did_you_mean
from interview.export.fhir.doubts import doubts, folded, not_understood, not_written, quoted
from interview.export.fhir.items import absent_text, answer_codings
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

KIND = "QuestionnaireResponse"

STATUSES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
_ANY = ("id", "extension", "modifierExtension")
_ITEM_KEYS = (*_ANY, "linkId", "definition", "text", "answer", "item")
_ANSWER_KEYS = (*_ANY, "item")
_CODING_KEYS = (*_ANY, "system", "version", "code", "display", "userSelected")
_RESPONSE_KEYS = (
    *(*_ANY, "resourceType", "meta", "implicitRules", "language", "text", "contained", "identifier"),
    *("basedOn", "partOf", "questionnaire", "status", "subject", "encounter", "authored", "author", "source"),
    "item",
)
_OUR_WORDS = frozenset({*REASONS, NONE, REST})
"""Codes whose words are the program's and may change with it; those of a flow belong to its version."""

_KEYS = {
    QuestionType.NUMBER: ("valueInteger", "valueDecimal"),
    QuestionType.DATE: ("valueString",),
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
    problems = [
        *doubts(resource, _RESPONSE_KEYS, "the response"),
        *not_understood(resource),
        *reader.problems,
    ]
    if problems:
        count = len(problems)
        raise UsageError(f"{count} mistake{'s' * (count != 1)} in the response:\n" + "\n".join(problems))
    return {name: reader.answers[name] for name in flow.questions if name in reader.answers}


def parsed_response(text: str) -> Json:
    """Return the resource in JSON text, or the one response in a Bundle.

    `UsageError` when the text is no resource, or a Bundle of several responses or of none.
    """
    resource = parsed(text)
    if resource.get("resourceType") != "Bundle":
        return resource
    if problem := next(chain(not_understood(resource), not_written(resource)), ""):
        raise UsageError(problem)
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
        raise UsageError(f"this is {quoted(resource.get('resourceType'))}, not a {KIND}")
    _check_status(resource.get("status"))
    url, _, version = str(resource.get("questionnaire", "")).partition("|")
    if url != form_url(flow):
        raise UsageError(
            f"this response answers the form {quoted(url)}; the form of this flow is '{form_url(flow)}'"
        )
    if version != form_version(flow):
        said = f"version {quoted(version)}" if version else "a version it does not name"
        raise UsageError(
            f"this response answers {said} of the form; this flow makes version '{form_version(flow)}'"
        )


def _check_status(status: object) -> None:
    if status == "entered-in-error":
        raise UsageError("this response is marked as entered in error; nothing is taken from it")
    if status not in STATUSES:
        said = "has no status" if status is None else f"has the status {quoted(status)}"
        hint = did_you_mean(str(status), STATUSES)
        raise UsageError(f"this response {said}; it must be one of {', '.join(STATUSES)}{hint}")


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._places = dict(_places(flow))
        self._texts = dict(_texts(flow))
        self._folded = {folded(text) for text in self._texts.values()}
        self._seen: set[str] = set()
        self.answers: dict[str, Answer] = {}
        self.problems: list[str] = []

    def read(self, items: object, parent: str) -> None:
        """Read the items of a group, or of the response itself."""
        if not isinstance(items, list):
            self.problems.append(f"{_within(parent)}: the items must be a list")
            return
        for item in items:
            if not isinstance(item, dict) or not isinstance(item.get("linkId"), str):
                self.problems.append(f"{_within(parent)}: an item needs a linkId")
            elif self._stands_right(item["linkId"], parent) and self._is_known(item, item["linkId"]):
                self._item(item, item["linkId"])

    def _stands_right(self, link: str, parent: str) -> bool:
        if link not in self._places:
            hint = did_you_mean(link, self._places)
            self.problems.append(f"{quoted(link)} is not an item of this form{hint}")
            return False
        if self._places[link] != parent:
            self.problems.append(
                f"{quoted(link)} stands {_within(parent)}, not {_within(self._places[link])}"
            )
            return False
        if link in self._seen:
            self.problems.append(f"{quoted(link)} is there twice")
            return False
        self._seen.add(link)
        return True

    def _is_known(self, item: Json, link: str) -> bool:
        """Tell whether an item says nothing that would be passed over, and is not meant for another one."""
        problems = [*doubts(item, _ITEM_KEYS, quoted(link)), *self._other_text(link, item.get("text"))]
        self.problems += problems
        return not problems

    def _other_text(self, link: str, said: object) -> Iterator[str]:
        """Yield a mistake where an item says something else than the form does."""
        text, own = folded(said), self._texts.get(link)
        if said is not None and not isinstance(said, str):
            yield f"the text of {quoted(link)} is {quoted(said)}, which is no text"
        elif text and text != folded(own):
            if text in self._folded:
                yield f"{quoted(link)} has the text of another question; only one can be meant"
            elif own is not None:
                yield f"{quoted(link)} has the text {quoted(said)}, and is {quoted(own)} in the form"

    def _item(self, item: Json, link: str) -> None:
        answers = item.get("answer", [])
        if link in self._places.values():
            if item.get("answer"):
                self.problems.append(f"{quoted(link)} is a group: it has items below and no answers")
            self.read(item.get("item", []), link)
        elif link == ABOUT or link.startswith(fact_link("")):
            if item.get("item") or (link == ABOUT and answers):
                taken = "no answers and no items" if link == ABOUT else "no items"
                self.problems.append(f"{quoted(link)} is no question: it has {taken} below")
        elif item.get("item") or not isinstance(answers, list):
            self.problems.append(f"{quoted(link)} is a question: it has answers and no items below")
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
            questions = self._flow.questions.values()
            read_codes(link, answers, {question_code(one.id): one.label for one in questions})
            return None
        question = self._flow.questions[name]
        return read_answer(question, answers) if link == name else read_reason(link, answers)


def _places(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield every linkId of the form with the group it stands in; empty for the form itself."""
    yield from ((ABOUT, ""), (ALSO, ""), (FACTS, ""))
    yield from ((fact_link(name), FACTS) for name in (*flow.facts, *flow.numbers, *flow.scores))
    for screen in flow.screens:
        group = panel_link(screen.id) if len(screen.questions) > 1 else ""
        if group:
            yield group, ""
        for name in screen.questions:
            yield name, group
            if not flow.questions[name].options:
                yield absent_link(name), group


def _texts(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield the linkId and text of every item that is answered."""
    for name, question in flow.questions.items():
        yield name, question.ask
        yield absent_link(name), absent_text(question)


def _within(group: str) -> str:
    return f"in '{group}'" if group else "at the top"


def read_answer(question: Question, answers: Sequence[object]) -> Answer | None:
    """Return what a question's item says; `UsageError` tells what is wrong and what would be right."""
    if not question.options:
        _only_one(question.id, answers)
        return from_plain(question, _value(question.id, answers[0], _KEYS[question.type], question.unit))
    completions = {one["code"]: one["display"] for one in answer_codings(question)}
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
    return NotAssessed(
        Reason(read_codes(link, answers, {one.value: words for one, words in REASONS.items()})[0])
    )


def read_codes(link: str, answers: Sequence[object], completions: Mapping[str, str]) -> list[str]:
    """Return the codes of an item's answers, by what each means.

    `UsageError` when one is not known, or stands beside words of another.
    """
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


def _code(link: str, answer: object, completions: Mapping[str, str]) -> str:
    value = _value(link, answer, ("valueCoding",))
    code = value.get("code") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(code, str):
        raise UsageError(f"'{link}' needs a code in its valueCoding")
    if problem := next(doubts(value, _CODING_KEYS, f"a code of '{link}'"), ""):
        raise UsageError(problem)
    if value.get("version") is not None:
        raise UsageError(f"'{link}': the codes of '{CODES}' have no version {quoted(value['version'])}")
    if value.get("system") != CODES:
        raise UsageError(f"'{link}': the code system is {quoted(value.get('system'))}; it must be '{CODES}'")
    if code not in completions:
        raise UsageError(f"{quoted(code)} is not an answer of '{link}'{did_you_mean(code, completions)}")
    _check_display(link, code, value.get("display"), completions)
    return code


def _check_display(link: str, code: str, display: object, completions: Mapping[str, str]) -> None:
    if display is not None and not isinstance(display, str):
        raise UsageError(f"'{link}': the display {quoted(display)} is no text")
    said, own = folded(display), folded(completions[code])
    others = {folded(words) for words in completions.values()} - {own}
    if said and said != own and (said in others or code not in _OUR_WORDS):
        raise UsageError(
            f"'{link}': the code {quoted(code)} means {quoted(completions[code])}, "
            f"but its display says {quoted(display)}; only one can be meant"
        )


def _value(link: str, answer: object, keys: Sequence[str], unit: str = "") -> object:
    given = [key for key in answer if key.startswith("value")] if isinstance(answer, dict) else []
    if not isinstance(answer, dict) or len(given) != 1 or given[0] not in keys or answer.get("item"):
        raise UsageError(f"'{link}' takes answers with {' or '.join(keys)}{_instead(given)}")
    if problem := next(doubts(answer, (*_ANSWER_KEYS, *keys), f"an answer of '{link}'", unit), ""):
        raise UsageError(problem)
    value = answer[given[0]]
    if given[0] == "valueString" and not isinstance(value, str):
        raise UsageError(f"'{link}' takes text in its valueString, and {quoted(value)} is none")
    return value


def _instead(given: list[str]) -> str:
    return f", not {quoted(', '.join(given))}" if given else ""
