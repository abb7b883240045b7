"""The short code of a case: everything about a drawn case follows from it and the flow it names.

Such as `ibm-0.2.0-7f3kq95`: the first word of the flow's id, the flow's version, a seed of six, and a letter
by which a code is found to be mistyped. A written case has its name in their place: `ibm-0.2.0-c07`.
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
_CODE = re.compile(rf"([a-z0-9]+)-(.+)-([{LETTERS}]{{{LENGTH},{LENGTH + 1}}}|{NAME.pattern})")


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A case of one version of a flow."""

    flow: str
    version: str
    seed: str
    """What a drawn case is drawn from; of a written case, its name."""

    def __str__(self) -> str:
        last = "" if NAME.fullmatch(self.seed) else _check_letter(self.seed)
        return f"{self.flow}-{self.version}-{self.seed}{last}"

    def rng(self, purpose: str) -> Random:
        """Return the random source for one purpose; each purpose has its own, whatever the others take."""
        return Random(f"{self.seed} {purpose}")


def _check_letter(seed: str) -> str:
    """Return the letter that shows whether a seed is typed right: one wrong letter gives another, and so do
    two neighbours that changed places, since the number of letters is prime and no two places weigh alike."""
    return LETTERS[sum(place * LETTERS.index(letter) for place, letter in enumerate(seed, 2)) % len(LETTERS)]


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
    if found[1] != mine:
        raise UsageError(f"The case {typed} belongs to another flow than {flow.id}.")
    if found[2] != flow.version.lower():
        raise UsageError(
            f"The case {typed} was drawn from version {found[2]} of {flow.id}. This is version "
            f"{flow.version}, in which it would be another patient."
        )
    if NAME.fullmatch(found[3]):
        if found[3] not in written:
            raise UsageError(f"{flow.id} has no written case {found[3]}.")
        return written_code(flow, found[3])
    right = CaseCode(mine, flow.version, found[3][:LENGTH])
    if found[3] == right.seed:
        raise UsageError(
            f"The code {typed} lacks its last letter, which shows whether the "
            f"others are right. If they are, the case is {right}."
        )
    if str(right).lower() != typed:
        raise UsageError(f"The code {typed} is mistyped: its last letter does not fit the others.")
    return right
