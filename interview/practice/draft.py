"""A written case begun from answers: the patient told in the flow's own words, to be told in better ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from textwrap import wrap

from interview.engine.conclusions import conclude
from interview.flow.answer_text import as_written
from interview.flow.answers import Answer
from interview.flow.logic.compiler import Logic
from interview.flow.model import DAYS
from interview.practice.patients import Patients, opening
from interview.practice.vignette import colour, vignette

_HEAD = """\
# A written case, to be saved as cases/NAME.yaml beside the flow, NAME a letter and a number such as c07.
# Tell the text in your own words; it may not name what is asked. 'interview check' goes over the rest.
case: TITLE, shown at the end only
"""
_COLUMNS = 100


def draft(logic: Logic, answers: Mapping[str, Answer]) -> str:
    """Return the text of a case file: how the patient is presented as the first stage, all else as findings
    that are told when they are asked for."""
    flow = logic.flow
    patients = Patients(logic)
    days = {name: answer for name, answer in answers.items() if name in DAYS}
    first = {name: answer for name, answer in answers.items() if name in opening(flow)} or dict(answers)
    first = {**days, **first}
    rest = [name for name in flow.questions if name in answers and name not in first]
    who = colour(flow, answers, Random(0))
    text = " ".join(vignette(conclude(patients.session(first)), who))
    return _HEAD + "\n".join(
        [
            "stages:",
            "  - text: >-",
            *(f"      {line}" for line in wrap(text, _COLUMNS)),
            "    answers:",
            *_written(first, answers, "      "),
            *(["answers:", *_written(rest, answers, "  ")] if rest else []),
            "",
        ]
    )


def _written(names: Iterable[str], answers: Mapping[str, Answer], indent: str) -> Iterator[str]:
    yield from (f"{indent}{name}: {as_written(answers[name])}" for name in names)
