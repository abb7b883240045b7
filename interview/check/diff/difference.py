"""What differs between two versions of a flow, as plain values that any form of output can show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from interview.flow.model import Flow


class ChangeKind(StrEnum):
    """What a difference is about, in the order of the report."""

    RECOMMENDATION = "recommendation"
    OPEN_WORDING = "open_wording"
    """When a recommendation is worded although it is open."""
    TABLE = "table"
    FACT = "fact"
    QUESTION = "question"
    APPLIES = "applies"
    """When a question makes sense at all."""
    CONFLICT = "conflict"
    CONSTRAINT = "constraint"
    URGENT = "urgent"
    ENDS = "ends"
    NUMBER = "number"
    SCORE = "score"
    SOURCE = "source"
    CONTROVERSY = "controversy"
    SECTION = "section"
    FLOW = "flow"


class Change(StrEnum):
    """Whether something is new, gone, or in both versions and not the same."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Shift:
    """The patients for whom something is now another way, in minimal conditions."""

    before: str
    """A status, an outcome or the like; empty for what did not exist."""
    after: str
    when: tuple[str, ...]
    """Conditions in the flow language, the most general first. A patient is concerned when one holds."""
    more: bool = False
    """True when there are further conditions that are not listed."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One property that is not what it was."""

    aspect: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that asks, concludes or advises differently."""

    kind: ChangeKind
    id: str
    title: str
    change: Change = Change.CHANGED
    details: tuple[Detail, ...] = ()
    shifts: tuple[Shift, ...] = ()
    only_unanswered: bool = False
    """True when all is the same once every question is answered, but not before."""
    undecided: str = ""
    """Why the patients could not be told; empty when they could."""


UNIT = "unit"
_ASIDES = {
    ChangeKind.QUESTION: ("why", "context", "sources"),
    ChangeKind.RECOMMENDATION: ("evidence", "sources", "controversies", "topic", "opposes"),
    ChangeKind.TABLE: ("note", "sources"),
    ChangeKind.FACT: ("sources",),
    ChangeKind.CONTROVERSY: ("sources",),
    ChangeKind.FLOW: ("title", "description", "evidence to", "order of sections", "shared screens"),
}
"""The aspects that neither say what an answer or a conclusion means nor what to do. All others may."""
_INFORMS = "only informs"
_LISTED = ("answer ", "outcome ")
"""How the aspects begin by which one of several is named: a new one is told with the rules."""
ADDED, REMOVED = "added", "removed"


def _folded(text: str) -> list[str]:
    """Return the words of a text, whatever their capitals and the full stop behind them."""
    return re.sub(r"[.;:!]+$", "", text.casefold().strip()).split()


@dataclass(frozen=True, slots=True)
class Rewording:
    """Something a reader sees that changed without changing the rules."""

    kind: ChangeKind
    id: str
    aspect: str
    old: str
    new: str

    @property
    def doubtful(self) -> bool:
        """True when by these words an answer or a conclusion may mean, or a line advise, something else."""
        if self.kind is ChangeKind.SOURCE or self.aspect in (*_ASIDES.get(self.kind, ()), ADDED, REMOVED):
            return False
        if self.aspect.endswith(_INFORMS) or _folded(self.old) == _folded(self.new):
            return False
        return bool(self.old) or not self.aspect.startswith(_LISTED)


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison."""

    name: str
    """As it was asked for, such as a folder or a git revision."""
    flow: Flow


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a flow and all that differs between them."""

    old: Version
    new: Version
    differences: tuple[Difference, ...]
    rewordings: tuple[Rewording, ...]

    @property
    def equivalent(self) -> bool:
        """True when every answer is proved to lead to the same conclusions, and none is worded otherwise."""
        return not self.differences and not self.doubtful

    @property
    def doubtful(self) -> tuple[str, ...]:
        """What may mean something else though the rules are the same: ids, in the order of the report."""
        words = (one.id for one in self.rewordings if one.doubtful)
        units = (one.id for one in self.differences if any(part.aspect == UNIT for part in one.details))
        return tuple(dict.fromkeys((*units, *words)))

    @property
    def advice_differs(self) -> bool:
        """True when some recommendation differs, or could not be compared."""
        return any(found.kind is ChangeKind.RECOMMENDATION for found in self.differences)
