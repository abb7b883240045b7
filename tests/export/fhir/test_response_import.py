"""What a response says that its form does not is refused, all at once, and never taken silently."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.cli import main
from interview.errors import UsageError
from interview.export.fhir.items import unit_extension
from interview.export.fhir.resource import CODES, EXTENSION
from interview.export.fhir.response import response
from interview.export.fhir.response_import import read_response
from interview.flow.answers import Chosen, NotAssessed, Reason
from tests.effort import tries
from tests.summary.patients import logic, patient

AT = "2026-03-01T10:00:00+00:00"
Json = dict[str, Any]
FLOW = logic().flow


def made() -> Json:
    return response(patient("sjogren"), at=AT)


def item(resource: Json, link: str) -> Json:
    def search(items: list[Json]) -> Json | None:
        for one in items:
            found = one if one["linkId"] == link else search(one.get("item", []))
            if found:
                return found
        return None

    found = search(resource["item"])
    assert found is not None
    return found


def recode(link: str, **coding: object) -> Callable[[Json], None]:
    def change(resource: Json) -> None:
        item(resource, link)["answer"][0]["valueCoding"].update(coding)

    return change


def value(link: str, **value: object) -> Callable[[Json], None]:
    def change(resource: Json) -> None:
        item(resource, link)["answer"] = [value]

    return change


def add(link: str, *codes: str) -> Callable[[Json], None]:
    def change(resource: Json) -> None:
        item(resource, link)["answer"] += [{"valueCoding": {"system": CODES, "code": code}} for code in codes]

    return change


def rename(link: str, name: str) -> Callable[[Json], None]:
    def change(resource: Json) -> None:
        item(resource, link)["linkId"] = name

    return change


def out_of_its_group(resource: Json) -> None:
    resource["item"].append(item(resource, "panel/food_sticks")["item"].pop(0))


def twice(resource: Json) -> None:
    resource["item"].append(item(resource, "concerns"))


def both(resource: Json) -> None:
    absent = {
        "linkId": "ibmfrs_now/absent",
        "answer": [{"valueCoding": {"system": CODES, "code": "pending"}}],
    }
    item(resource, "panel/ibmfrs_now")["item"].append(absent)


def below(resource: Json) -> None:
    item(resource, "concerns")["item"] = [{"linkId": "food_sticks"}]


def nameless(resource: Json) -> None:
    resource["item"].append({"answer": []})


def set_(key: str, said: object) -> Callable[[Json], None]:
    return lambda resource: resource.update({key: said})


def put(link: str, **parts: object) -> Callable[[Json], None]:
    return lambda resource: item(resource, link).update(parts)


def beside(link: str, **parts: object) -> Callable[[Json], None]:
    """Put parts beside the value of an item's first answer."""
    return lambda resource: item(resource, link)["answer"][0].update(parts)


NOT = [{"url": "https://a.test/not", "valueBoolean": True}]
WRONG = {"extension": [{"url": f"{EXTENSION}/data-absent-reason", "valueCode": "error"}]}

MISTAKES = {
    "other resource": (set_("resourceType", "Device"), "this is 'Device', not a QuestionnaireResponse"),
    "other form": (set_("questionnaire", "http://a.test|1"), "answers the form 'http://a.test'; the form of"),
    "other version": (
        lambda resource: resource.update(
            questionnaire=resource["questionnaire"].partition("|")[0] + "|0.0.9"
        ),
        "answers version '0.0.9' of the form; this flow makes version '0.2.0",
    ),
    "no version": (
        lambda resource: resource.update(questionnaire=resource["questionnaire"].partition("|")[0]),
        "a version it does not name",
    ),
    "withdrawn": (set_("status", "entered-in-error"), "marked as entered in error"),
    "unknown item": (
        rename("concerns", "concern"),
        "'concern' is not an item of this form; did you mean 'concerns'",
    ),
    "unknown code": (
        recode("diagnosis_status", code="diagnosis_status.establisht"),
        "is not an answer of 'diagnosis_status'; did you mean 'diagnosis_status.established'",
    ),
    "code of another question": (
        recode("food_sticks", code="weakness_pattern.typical"),
        "not an answer of 'food_s",
    ),
    "other code system": (
        recode("food_sticks", system="http://snomed.info/sct"),
        "the code system is 'http://sno",
    ),
    "boolean": (
        value("food_sticks", valueBoolean=False),
        "takes answers with valueCoding, not 'valueBoolean'",
    ),
    "two values": (value("ibmfrs_now", valueInteger=1, valueDecimal=2), "takes answers with valueInteger or"),
    "text for a number": (
        value("ibmfrs_now", valueString="28"),
        "takes answers with valueInteger or valueDecimal",
    ),
    "number out of range": (value("ibmfrs_now", valueInteger=41), "41 is outside the plausible range"),
    "half a point": (value("ibmfrs_now", valueDecimal=28.5), "28.5 is not a whole number"),
    "true for a number": (value("ibmfrs_now", valueInteger=True), "is not a number"),
    "two choices": (add("food_sticks", "yes"), "'food_sticks' has 2 answers; only one can be right"),
    "none and some": (add("concerns", "concerns.mood"), "none of these together with something else"),
    "unassessed and some": (add("immune_treatment", "not_known"), "'immune_treatment' has 2 answers"),
    "number and why there is none": (both, "'ibmfrs_now' has an answer and a reason for having none"),
    "wrong place": (out_of_its_group, "'food_sticks' stands at the top, not in 'panel/food_sticks'"),
    "twice": (twice, "'concerns' is there twice"),
    "items below a question": (below, "'concerns' is a question: it has answers and no items below"),
    "no linkId": (nameless, "at the top: an item needs a linkId"),
    "an answer that is no answer": (
        set_("item", [{"linkId": "concerns", "answer": ["yes"]}]),
        "takes answers with",
    ),
    "items that are none": (set_("item", "concerns"), "at the top: the items must be a list"),
    "items as an object": (
        set_("item", {"linkId": "concerns"}),
        "at the top: the items must be a list",
    ),
    "items of a group as an object": (
        put("panel/food_sticks", item={"linkId": "food_sticks"}),
        "must be a list",
    ),
    "an answer of a group": (put("panel/food_sticks", answer=[{"valueString": "x"}]), "is a group"),
    "no status": (set_("status", None), "this response has no status; it must be one of in-progress"),
    "an invented status": (set_("status", "complete"), "the status 'complete'; it must be one of"),
    "a response that may say the contrary": (
        set_("modifierExtension", NOT),
        "'modifierExtension' may change",
    ),
    "an item that may": (put("concerns", modifierExtension=NOT), "item[17].modifierExtension' may change"),
    "an answer that may": (
        value("food_sticks", valueCoding={"system": CODES, "code": "yes"}, modifierExtension=NOT),
        ".answer[0].modifierExtension' may change what is said",
    ),
    "rules of its own": (set_("implicitRules", "https://a.test/rules"), "'implicitRules' may change"),
    "words of another code": (
        recode("food_sticks", code="no", display="Yes"),
        "the code 'no' means 'No', but its display says 'Yes'; only one can be meant",
    ),
    "words of no code": (recode("food_sticks", code="no", display="It does"), "its display says 'It does'"),
    "words of a reason beside an answer": (
        recode("food_sticks", code="no", display="Not assessed"),
        "its display says 'Not assessed'",
    ),
    "an answer beside the words of a reason": (
        recode("food_sticks", code="not_assessed", display="No"),
        "its display says 'No'",
    ),
    "text of another question": (
        lambda resource: item(resource, "concerns").update(text=item(resource, "food_sticks")["text"]),
        "'concerns' has the text of another question",
    ),
    "a misspelt part of the response": (
        lambda resource: resource.update(items=resource["item"]),
        "the response has the unknown part 'items'; did you mean 'item'?",
    ),
    "a misspelt part of an item": (put("concerns", answers=[]), "the unknown part 'answers'; did you mean"),
    "a misspelt part of an answer": (
        value("food_sticks", valueCoding={"system": CODES, "code": "yes"}, extensions=[]),
        "an answer of 'food_sticks' has the unknown part 'extensions'; did you mean 'extension'?",
    ),
    "a number that may be wrong": (
        beside("ibmfrs_now", _valueInteger=WRONG),
        "an answer of 'ibmfrs_now' has '_valueInteger', which may put a value in doubt",
    ),
    "a second value": (
        beside("ibmfrs_now", _valueString=WRONG),
        "an answer of 'ibmfrs_now' has the unknown part '_valueString'",
    ),
    "a code that may be wrong": (
        recode("food_sticks", _code=WRONG),
        "a code of 'food_sticks' has '_code', which may put a value in doubt",
    ),
    "an answer that is missing": (
        beside("food_sticks", **WRONG),
        "says by 'data-absent-reason' that a value",
    ),
    "an item whose answer is missing": (put("concerns", **WRONG), "'concerns' says by 'data-absent-reason'"),
    "an item that may be another": (put("concerns", _linkId=WRONG), "'concerns' has '_linkId'"),
    "another unit": (
        beside("ibmfrs_now", extension=[unit_extension("kg")]),
        "an answer of 'ibmfrs_now' has a unit of its own; the question asks for 'points'",
    ),
    "an unknown part of a code": (
        recode("food_sticks", negated=True),
        "a code of 'food_sticks' has the unknown part 'negated'",
    ),
    "a version of a code": (recode("food_sticks", version="99"), "have no version '99'"),
    "words that are none": (recode("food_sticks", display=False), "the display 'False' is no text"),
    "a text that is none": (
        put("concerns", text=False),
        "the text of 'concerns' is 'False', which is no text",
    ),
    "a text that says the contrary": (
        put("food_sticks", text="Does food never stick?"),
        "'food_sticks' has the text 'Does food never stick?', and is '",
    ),
    "text as a number": (
        set_("item", [{"linkId": "comment", "answer": [{"valueString": -0}]}]),
        "'comment' takes text in its valueString",
    ),
    "items below what the form says": (
        lambda resource: resource["item"].append({"linkId": "form/about", "item": [{"linkId": "age"}]}),
        "'form/about' is no question: it has no answers and no items below",
    ),
    "answers to what the form says": (
        lambda resource: resource["item"].append({"linkId": "form/about", "answer": [{"valueString": "x"}]}),
        "'form/about' is no question",
    ),
    "items below a fact": (
        put("fact/swallow_positive", item=[{"linkId": "age"}]),
        "'fact/swallow_positive' is no question: it has no items below",
    ),
}


def test_words_that_differ_in_capitals_or_are_left_out_are_no_mistake() -> None:
    resource = made()
    recode("food_sticks", display=" nO ")(resource)
    for one in resource["item"]:
        one.pop("text", None)
    assert read_response(FLOW, json.dumps(resource)) == read_response(FLOW, json.dumps(made()))


def test_the_words_of_a_reason_may_be_those_of_another_version() -> None:
    resource = made()
    recode("food_sticks", code="not_known", display="Nobody knows")(resource)
    assert read_response(FLOW, json.dumps(resource))["food_sticks"] == NotAssessed(Reason.NOT_KNOWN)


def test_a_bundle_that_may_say_the_contrary_is_refused() -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": made(), "modifierExtension": NOT}]}
    with pytest.raises(UsageError, match="may change what is said"):
        read_response(FLOW, json.dumps(bundle))


@pytest.mark.parametrize("method", ["DELETE", "PATCH", None])
def test_a_bundle_that_does_not_write_the_response_is_refused(method: str | None) -> None:
    entries = [{"resource": made()}, {"request": {"method": method, "url": "QuestionnaireResponse/1"}}]
    for bundled in (entries, [{**entries[0], **entries[1]}]):
        with pytest.raises(UsageError, match=f"asks for '{method}' of a resource"):
            read_response(FLOW, json.dumps({"resourceType": "Bundle", "entry": bundled}))


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_bundle_that_writes_the_response_is_read(method: str) -> None:
    entry = {"resource": made(), "request": {"method": method, "url": "QuestionnaireResponse"}}
    bundle = {"resourceType": "Bundle", "entry": [entry]}
    assert read_response(FLOW, json.dumps(bundle)) == read_response(FLOW, json.dumps(made()))


def test_the_unit_of_the_question_and_what_only_adorns_words_change_nothing() -> None:
    resource = made()
    beside("ibmfrs_now", extension=[unit_extension("points")])(resource)
    put("food_sticks", _text={"extension": [{"url": f"{EXTENSION}/rendering-markdown"}]})(resource)
    recode("food_sticks", userSelected=True)(resource)
    assert read_response(FLOW, json.dumps(resource)) == read_response(FLOW, json.dumps(made()))


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(change: Callable[[Json], None], said: str) -> None:
    resource = made()
    change(resource)
    with pytest.raises(UsageError) as raised:
        read_response(FLOW, json.dumps(resource))
    assert said in str(raised.value)


def test_all_mistakes_are_told_at_once() -> None:
    resource = made()
    for change in (rename("concerns", "concern"), recode("food_sticks", code="maybe"), nameless):
        change(resource)
    with pytest.raises(UsageError, match="3 mistakes in the response:"):
        read_response(FLOW, json.dumps(resource))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"resourceType": "Questionnaire', "this is not JSON"),
        ('{"resourceType": "A", "resourceType": "B"}', "'resourceType' stands twice in one place"),
        ('{"resourceType": NaN}', "NaN is not a number"),
        ('{"resourceType": 1}', "it has no resourceType"),
        ("[" * 100_000, "nested too deep"),
        (
            '{"resourceType": "QuestionnaireResponse", "item": [{"x": "a \\ud83d"}]}',
            r"half a character, \\ud83d",
        ),
        ('{"resourceType": ' + "9" * 5000 + "}", "a number in this file has 5000 digits"),
        ('{"resourceType": "QuestionnaireResponse", "x": ' + "9" * 400 + "}", "has 400 digits"),
        *(
            (f'{{"resourceType": "QuestionnaireResponse", "x": {number}}}', "beyond all that is read")
            for number in (
                "1e9999",
                "-1.5E1000000",
                "1e999999999",
                "1e-999999999",
                "0e99999",
                "1e" + "9" * 30,
            )
        ),
    ],
)
def test_what_is_no_resource_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_response(FLOW, text)


def test_what_the_form_worked_out_is_not_taken() -> None:
    resource = made()
    item(resource, "fact/swallow_positive")["answer"] = [{"valueBoolean": True}]
    assert read_response(FLOW, json.dumps(resource)) == read_response(FLOW, json.dumps(made()))


def test_an_answer_nobody_asked_for_counts_as_one_given_by_choice() -> None:
    resource = made()
    said = [{"valueCoding": {"system": CODES, "code": "yes"}}]
    resource["item"].append({"linkId": "reflux_or_hiatus_hernia", "answer": said})
    assert read_response(FLOW, json.dumps(resource))["reflux_or_hiatus_hernia"] == Chosen("yes")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["linkId", "answer", "item", "valueCoding", "code"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(max_examples=tries(150), deadline=None)
@given(_JSON)
def test_whatever_stands_in_it_the_reader_refuses_or_understands(anything: object) -> None:
    assert read({**made(), "item": anything}) in ({}, None)


def read(resource: Json) -> Json | None:
    """Return what is read; None when the reader says what is wrong."""
    try:
        return read_response(FLOW, json.dumps(resource))
    except UsageError:
        return None


def test_a_response_is_taken_where_answers_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "response.json"
    file.write_text(json.dumps(made()), encoding="utf-8")
    command = ["render", "ibm-management", "--answers", str(file), "--format", "json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["answers"]["ibmfrs_now"] == 28


def test_a_wrong_response_is_named_with_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "response.json"
    file.write_text(json.dumps({**made(), "status": "entered-in-error"}), encoding="utf-8")
    assert main(["render", "ibm-management", "--answers", str(file)]) == 2
    err = capsys.readouterr().err
    assert "response.json: this response is marked" in err
