"""The codebook of a table: what each column is, and from which versions of the flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview.export.csv.sheet import Cell, sheet
from interview.export.csv.variables import Variable, variables
from interview.flow.conditions.printer import in_words
from interview.flow.model import Flow

HEADER = (
    "variable",
    "label",
    "type",
    "choices",
    "unit",
    "lowest",
    "highest",
    "asked_when",
    "flow_versions",
)
_HASH = 8
_ENDS = "Once {}, no further question is asked: the state of each is not_asked or inactive."
_BASIS = "Options and their basis, not orders. What is not assessed is never to be taken for no."


def codebook(flows: Iterable[Flow], *, free_text: bool = False) -> bytes:
    """Return the codebook of the table of these versions of one flow, the newest first.

    A column that differs between versions has a line for each of its meanings.
    """
    return sheet(HEADER, _lines(tuple(flows), free_text))


def named(flow: Flow) -> str:
    """Return a version of a flow as the codebook names it: its version and how its content hash begins."""
    return f"{flow.version} ({flow.content_hash[:_HASH]})"


def merged(flows: Iterable[Flow], *, free_text: bool = False) -> dict[str, list[tuple[Variable, Flow]]]:
    """Return every column of these flows by name, with what it is in each flow that has it.

    A column that only a later flow has stands behind the one it follows there.
    """
    names: list[str] = []
    meanings: dict[str, list[tuple[Variable, Flow]]] = {}
    for flow in flows:
        place = 0
        for variable in variables(flow, free_text=free_text):
            if variable.name not in meanings:
                names.insert(place, variable.name)
            meanings.setdefault(variable.name, []).append((variable, flow))
            place = names.index(variable.name) + 1
    return {name: meanings[name] for name in names}


def _lines(flows: tuple[Flow, ...], free_text: bool) -> Iterator[list[Cell]]:
    for versions in merged(flows, free_text=free_text).values():
        told: list[Variable] = []
        for variable, _ in versions:
            if variable not in told:
                told.append(variable)
                yield _line(variable, [flow for same, flow in versions if same == variable])
    ends = (_ENDS.format(in_words(flow.ends.when)) for flow in flows if flow.ends)
    uses = (f"{_BASIS} {flow.intended_use}" for flow in flows)
    for note in dict.fromkeys((*ends, *uses)):
        yield ["", note, "note", "", "", None, None, "", ""]


def _line(variable: Variable, flows: list[Flow]) -> list[Cell]:
    choices = " | ".join(f"{value}: {label}" for value, label in variable.choices.items())
    return [
        variable.name,
        variable.label,
        variable.type,
        choices,
        variable.unit,
        _number(variable.low),
        _number(variable.high),
        variable.asked_when,
        "; ".join(named(flow) for flow in flows),
    ]


def _number(value: float | None) -> Cell:
    return int(value) if value is not None and value == int(value) else value
