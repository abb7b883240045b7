"""The short code of a case: everything about a drawn case follows from it and the flow it names.

Such as `ibm-0.2.0-mk-7f3kq95`: the first word of the flow's id, the flow's version, two letters for the state
of its content and of the drawing, a seed of six (behind an `x` for an exam), and a letter by which a code is
found to be mistyped. A written case has its name in their place: `ibm-0.2.0-c07`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from random import Random

from interview.check.cases.case_file import NAME
from interview.digest import sha256
from interview.errors import UsageError
from interview.flow.model import Flow
from interview.text import one_line, shortened

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""What a seed is made of: nothing that is easily misread."""
LENGTH = 6
FOR_EXAMS = "x"
"""What stands before the letters of a seed that is drawn for an exam: an exam is not known here before it is
begun, and its cases should not be told to somebody who has the code of one."""
DRAWING = 8
"""Counted up with every change by which a seed gives another patient, list or text than before."""
_EDITION = 2
_SEED = f"{FOR_EXAMS}?[{LETTERS}]{{{LENGTH},{LENGTH + 1}}}"
_CODE = re.compile(rf"([a-z0-9]+)-(.+?)(?:-([{LETTERS}]{{{_EDITION}}}))?-({_SEED}|{NAME.pattern})")


@dataclass(frozen=True, slots=True)
class CaseCode:
    """A case of one version of a flow."""

    flow: str
    version: str
    seed: str
    """What a drawn case is drawn from; of a written case, its name."""
    edition: str = ""
    """Which state of the content and of the drawing it is drawn with; a written case has none."""

    def __str__(self) -> str:
        if NAME.fullmatch(self.seed):
            return f"{self.flow}-{self.version}-{self.seed}"
        last = _check_letter(self.edition + self.seed)
        return f"{self.flow}-{self.version}-{self.edition}-{self.seed}{last}"

    @property
    def is_for_exam(self) -> bool:
        """Whether it was drawn for an exam."""
        return not NAME.fullmatch(self.seed) and len(self.seed) > LENGTH

    def rng(self, purpose: str) -> Random:
        """Return the random source for one purpose; each purpose has its own, whatever the others take."""
        return Random(f"{self.seed} {purpose}")


def is_written(code: str) -> bool:
    """Return whether a code, of whatever flow and version, is that of a written case."""
    return bool(NAME.fullmatch(code.rpartition("-")[2]))


def version_of(code: str) -> tuple[str, str]:
    """Return the flow's part of a code and the version it names; both empty for what is no whole code."""
    found = _CODE.fullmatch(code)
    if found is None:
        return "", ""
    word, version, letters, seed = found.groups(default="")
    return word, f"{version}-{letters}" if letters and NAME.fullmatch(seed) else version


def numbered(place: int, code: CaseCode | str) -> str:
    """Return how a case is named among those of a paper or an exam."""
    return f"Case {place} ({code})"


def _check_letter(letters: str) -> str:
    """Return the letter that shows whether others are typed right: one wrong letter gives another, and so do
    two neighbours that changed places, since the number of letters is prime and no two places weigh alike."""
    places = enumerate(letters, 2)
    return LETTERS[sum(place * LETTERS.index(letter) for place, letter in places) % len(LETTERS)]


def first_word(flow_id: str) -> str:
    """Return the flow's part of a code."""
    return re.split("[-_]", flow_id)[0]


def edition(flow: Flow) -> str:
    """Return the letters of a code for the state of a flow's content and of the drawing.

    Another state would give another patient, list or text, also within one version.
    """
    digest = sha256(f"{DRAWING} {flow.content_hash}".encode()).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:_EDITION])


def drawn_code(flow: Flow, seed: str) -> CaseCode:
    """Return the code of the case that is drawn from a seed."""
    return CaseCode(first_word(flow.id), flow.version, seed, edition(flow))


def new_code(flow: Flow, rng: Random, *, for_exam: bool = False) -> CaseCode:
    """Return the code of another case."""
    letters = "".join(LETTERS[int(rng.random() * len(LETTERS))] for _ in range(LENGTH))
    return drawn_code(flow, f"{FOR_EXAMS}{letters}" if for_exam else letters)


def written_code(flow: Flow, name: str) -> CaseCode:
    """Return the code of a written case."""
    return CaseCode(first_word(flow.id), flow.version, name)


def read_code(flow: Flow, text: str, written: Container[str] = ()) -> CaseCode:
    """Return a typed code; `UsageError` when it is none, or of another flow, version or edition.

    `written` are the names of written cases; one of them alone will do.
    """
    typed = text.strip().lower()
    if typed in written:
        return written_code(flow, typed)
    mine = first_word(flow.id)
    found = _CODE.fullmatch(f"{mine}-{flow.version.lower()}-{typed}" if NAME.fullmatch(typed) else typed)
    if found is None:
        example = drawn_code(flow, "7f3kq9")
        raise UsageError(f"{shortened(one_line(text), 60)!r} is not the code of a case, such as {example}.")
    word, version, letters, seed = found.groups(default="")
    version = version_of(found.group())[1]
    if word != mine:
        raise UsageError(f"The case {typed} belongs to another flow than {flow.id}.")
    if version != flow.version.lower():
        raise UsageError(
            f"The case {typed} was drawn from version {version} of {flow.id}. This is version "
            f"{flow.version}, in which it would be another patient."
        )
    if not NAME.fullmatch(seed):
        return _read_drawn(flow, typed, letters, seed)
    if seed not in written:
        raise UsageError(f"{flow.id} has no written case {seed}.")
    return written_code(flow, seed)


def _read_drawn(flow: Flow, typed: str, letters: str, seed: str) -> CaseCode:
    """Return the code of a drawn case of this flow and version."""
    length = LENGTH + (len(seed) > LENGTH + 1)
    here, last = drawn_code(flow, seed[:length]), seed[length:]
    if letters and last and last != _check_letter(letters + here.seed):
        raise UsageError(f"The code {typed} is mistyped: its last letter does not fit the others.")
    if letters != here.edition:
        raise UsageError(
            f"The case {typed} was drawn with another state of {flow.id} {flow.version}, or by another "
            "version of this program. Here it would be another patient, so it is not opened."
        )
    if not last:
        raise UsageError(
            f"The code {typed} lacks its last letter, which shows whether the "
            f"others are right. If they are, the case is {here}."
        )
    return here
