"""The short code of a case: everything about a drawn case follows from it and the flow it names.

Such as `ibm-0.2.0-7f3kq9`: the first word of the flow's id, the flow's version, and a seed. A written case
has its name in place of the seed: `ibm-0.2.0-c07`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from random import Random

from interview.check.cases.case_file import NAME
from interview.errors import UsageError
from interview.flow.model import Flow
from interview.text import one_line

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What a seed is made of: nothing that is easily misread."""
LENGTH = 6
_CODE = re.compile(rf"([a-z0-9]+)-(.+)-([{LETTERS}]{{{LENGTH}}}|{NAME.pattern})")


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A case of one version of a flow."""

    flow: str
    version: str
    seed: str
    """What a drawn case is drawn from; of a written case, its name."""

    def __str__(self) -> str:
        return f"{self.flow}-{self.version}-{self.seed}"

    def rng(self, purpose: str) -> Random:
        """Return the random source for one purpose; each purpose has its own, whatever the others take."""
        return Random(f"{self.seed} {purpose}")


def first_word(flow_id: str) -> str:
    """Return the flow's part of a code."""
    return re.split("[-_]", flow_id)[0]


def new_code(flow: Flow, rng: Random) -> CaseCode:
    """Return the code of another case."""
    seed = "".join(LETTERS[int(rng.random() * len(LETTERS))] for _ in range(LENGTH))
    return CaseCode(first_word(flow.id), flow.version, seed)


def written_code(flow: Flow, name: str) -> CaseCode:
    """Return the code of a written case."""
    return CaseCode(first_word(flow.id), flow.version, name)


def read_code(flow: Flow, text: str, written: Container[str] = ()) -> CaseCode:
    """Return a typed code; `UsageError` when it is none, or of another flow or version.

    `written` are the names of written cases; one of them alone will do.
    """
    typed = text.strip().lower()
    if typed in written:
        return written_code(flow, typed)
    mine = first_word(flow.id)
    found = _CODE.fullmatch(f"{mine}-{flow.version.lower()}-{typed}" if NAME.fullmatch(typed) else typed)
    if found is None:
        example = CaseCode(mine, flow.version, "7f3kq9")
        raise UsageError(f"{one_line(text)[:60]!r} is not the code of a case, such as {example}.")
    code = CaseCode(found[1], found[2], found[3])
    if code.flow != mine:
        raise UsageError(f"The case {code} belongs to another flow than {flow.id}.")
    if code.version != flow.version.lower():
        raise UsageError(
            f"The case {code} was drawn from version {code.version} of {flow.id}. This is version "
            f"{flow.version}, in which it would be another patient."
        )
    if NAME.fullmatch(found[3]) and found[3] not in written:
        raise UsageError(f"{flow.id} has no written case {found[3]}.")
    return CaseCode(mine, flow.version, found[3])
