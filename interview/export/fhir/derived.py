"""Facts and derived numbers: hidden on the form, worked out by clients that can, stored in responses."""

from __future__ import annotations

from collections.abc import Iterator

from interview.engine import Session
from interview.export.fhir.enable_when import Writer, expression, plain_number
from interview.export.fhir.form_logic import Settled
from interview.export.fhir.items import hidden, unit_extension, with_extensions
from interview.export.fhir.names import FACTS, Codes, Json, fact_link
from interview.flow.answers import Number
from interview.flow.logic.compiler import Logic
from interview.flow.model import DerivedNumber

LONGEST_EXPRESSION = 10_000
"""Characters of FHIRPath for one fact; a longer one would slow every answer in a client."""


def derived_group(logic: Logic, writer: Writer, codes: Codes) -> list[Json]:
    """Return the hidden group of facts and derived numbers; nothing for a flow without any.

    Each says how to work it out, unless that takes too long; then only a response has its value.
    """
    items = [*_facts(logic, writer, codes), *_differences(logic, writer)]
    group: Json = {
        "linkId": FACTS,
        "text": "Worked out from the answers",
        "type": "group",
        "extension": [hidden()],
    }
    return [{**group, "item": items}] if items else []


def derived_answers(session: Session) -> Iterator[Json]:
    """Yield the items of a response for every fact and derived number that is settled."""
    for fact in session.flow.facts.values():
        truth = session.known.truth(session.logic.node(fact.when))
        if truth is not None:
            yield {"linkId": fact_link(fact.id), "text": fact.label, "answer": [{"valueBoolean": truth}]}
    for difference in session.flow.differences.values():
        number = _number(session, difference)
        if number is not None:
            answer = [{"valueDecimal": plain_number(number)}]
            yield {"linkId": fact_link(difference.id), "text": _label(difference), "answer": answer}


def _facts(logic: Logic, writer: Writer, codes: Codes) -> Iterator[Json]:
    settled = Settled(logic)
    for fact in logic.flow.facts.values():
        node = logic.node(fact.when)
        true = writer.path(settled.holds(node))
        false = writer.path(settled.holds(logic.diagrams.negate(node)))
        item: Json = {"linkId": fact_link(fact.id), "text": fact.label, "type": "boolean", "readOnly": True}
        if fact.id in codes:
            item["code"] = list(codes[fact.id])
        yield with_extensions(
            item, {}, hidden(), *_calculated(f"iif({true}, true, iif({false}, false, {{}}))")
        )


def _differences(logic: Logic, writer: Writer) -> Iterator[Json]:
    for difference in logic.flow.differences.values():
        item: Json = {"linkId": fact_link(difference.id), "text": _label(difference), "type": "decimal"}
        text = f"{writer.answer(difference.minuend)}.value - {writer.answer(difference.subtrahend)}.value"
        unit = [unit_extension(difference.unit)] if difference.unit else []
        yield with_extensions({**item, "readOnly": True}, {}, hidden(), *unit, *_calculated(text))


def _calculated(text: str) -> list[Json]:
    return [expression("calculatedExpression", text)] if len(text) <= LONGEST_EXPRESSION else []


def _number(session: Session, difference: DerivedNumber) -> float | None:
    operands = (difference.minuend, difference.subtrahend)
    values = [session.answers.get(name) for name in operands if name not in session.known.inactive]
    numbers = [value.value for value in values if isinstance(value, Number)]
    return numbers[0] - numbers[1] if len(numbers) == 2 else None


def _label(difference: DerivedNumber) -> str:
    return difference.label or difference.id
