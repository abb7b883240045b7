"""A flow as a FHIR R4 Questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview.errors import errors_in_flow
from interview.export.fhir.enable_when import Writer
from interview.export.fhir.form_conditions import When, either, unless_about
from interview.export.fhir.form_logic import by_choice, derived, enabling
from interview.export.fhir.items import derived_group, display, item_control, question_items, with_extensions
from interview.export.fhir.resource import (
    ABOUT,
    ALSO,
    CONTENT_HASH,
    LOGIC_HASH,
    Codes,
    Json,
    as_text,
    coding,
    form_url,
    form_version,
    panel_link,
    question_code,
)
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow, Screen
from interview.flow.review import Standing, standing

NO_CODES: Codes = {}


def questionnaire(logic: Logic, codes: Codes = NO_CODES, notice: str = "", errors: int = 0) -> Json:
    """Return the form of a flow.

    `codes` holds codings of other code systems by the id of a question or fact; `notice` is what their
    licences ask to be printed; `errors` is how many the flow has.
    """
    flow = logic.flow
    variables, items = _logic(logic, codes)
    reviewed = standing(flow.review, flow.content_hash) is Standing.CURRENT
    form = {
        "resourceType": "Questionnaire",
        "meta": {"tag": tags} if (tags := flaw_tags(errors)) else {},
        "extension": variables,
        "url": form_url(flow),
        "identifier": list(_hashes(flow)),
        "version": form_version(flow),
        "name": "".join(word.capitalize() for word in flow.id.replace("_", "-").split("-")),
        "title": flow.title,
        "status": "active" if reviewed else "draft",
        "description": flow.description,
        "purpose": flow.intended_use,
        "copyright": notice,
        "item": [_about(flow, reviewed, errors), *items],
    }
    return {key: value for key, value in form.items() if value}


def render_questionnaire(logic: Logic, codes: Codes = NO_CODES, notice: str = "", errors: int = 0) -> str:
    """Return the form of a flow as JSON text."""
    return as_text(questionnaire(logic, codes, notice, errors))


def hash_tags(flow: Flow) -> list[Json]:
    """Return the flow's two hashes as tags."""
    return [{"system": one["system"], "code": one["value"]} for one in _hashes(flow)]


def flaw_tags(errors: int) -> list[Json]:
    """Return a tag that tells of the errors of a flow; none for a sound one."""
    return [coding("flow_has_errors", errors_in_flow(errors))] if errors else []


def _hashes(flow: Flow) -> Iterator[Json]:
    for system, value in ((LOGIC_HASH, flow.logic_hash), (CONTENT_HASH, flow.content_hash)):
        if value:
            yield {"system": system, "value": value}


def _about(flow: Flow, reviewed: bool, errors: int) -> Json:
    flaws = f"{errors_in_flow(errors)}. " if errors else ""
    review = "" if reviewed else " The content has not been reviewed."
    return display(ABOUT, f"{flaws}{flow.intended_use}{review} What is not assessed is never taken for no.")


def _logic(logic: Logic, codes: Codes) -> tuple[list[Json], list[Json]]:
    """Return the variables of a form, and its items."""
    enabled, worked_out = enabling(logic), derived(logic)
    panels = {
        screen.id: _any_of_them(screen, enabled) for screen in logic.flow.screens if len(screen.questions) > 1
    }
    writer = Writer(logic.flow, (*enabled.values(), *panels.values(), *worked_out.conditions))
    items = [*_items(logic.flow, enabled, panels, writer, codes)]
    return writer.variables, [*items, *derived_group(logic.flow, worked_out, writer, codes)]


def _items(
    flow: Flow, enabled: Mapping[str, When], panels: Mapping[str, When], writer: Writer, codes: Codes
) -> Iterator[Json]:
    for screen in flow.screens:
        items = [
            item
            for name in screen.questions
            for item in question_items(flow.questions[name], enabled[name], writer, codes)
        ]
        yield from (
            [_panel(screen, items, writer.condition(panels[screen.id]))] if screen.id in panels else items
        )
    yield from _also(flow, by_choice(enabled))


def _panel(screen: Screen, items: list[Json], shown: Json) -> Json:
    group = {"linkId": panel_link(screen.id), "type": "group", "item": items}
    if screen.title:
        group["text"] = screen.title
    return with_extensions(group, shown)


def _any_of_them(screen: Screen, enabled: Mapping[str, When]) -> When:
    """Return when a question of a panel is on the form, without asking what was answered in it.

    An answered question is on the form by itself, so the others matter only while it has no answer.
    """
    return either(*(unless_about(enabled[name], set(screen.questions)) for name in screen.questions))


def _also(flow: Flow, names: tuple[str, ...]) -> Iterator[Json]:
    """Yield the list from which a question that is not asked can be picked to be answered all the same."""
    item = {
        "linkId": ALSO,
        "text": "Answer a question that is not asked so far",
        "type": "choice",
        "repeats": True,
        "answerOption": [
            {"valueCoding": coding(question_code(name), flow.questions[name].label)} for name in names
        ],
    }
    if names:
        yield with_extensions(item, {}, item_control("autocomplete"))
