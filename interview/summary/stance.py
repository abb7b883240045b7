"""Which way a line points, in words beside its title: a title alone never says it."""

from __future__ import annotations

import re

from interview.flow.conditions.syntax import Always
from interview.flow.model import Recommendation, Stance, Urgency

_WORDS = {
    Stance.AGAINST: "Advised against",
    Stance.CAUTION: "Caution",
    Stance.INFORM: "For information",
}
NEGATING = re.compile(
    r"\b(?:no|not|never|none|avoid\w*|against|without|cannot|contra-?indicated|(?:do|does|is|are)n['\u2019]t)\b",
    re.IGNORECASE,
)
"""Words with which a title says itself that something should not be."""


def with_stance(title: str, stance: Stance, *, remark: bool = False) -> str:
    """Return a title with its stance; `remark` says that it stands where everything only informs.

    Advice against something whose title already says no is named behind it: before it, two negations would
    read as one yes.
    """
    if stance is Stance.FOR or (remark and stance is Stance.INFORM):
        return title
    if stance is Stance.AGAINST and NEGATING.search(title):
        return f"{title} ({_WORDS[stance].lower()})"
    return f"{_WORDS[stance]}: {title}"


def is_remark(line: Recommendation) -> bool:
    """Return whether a line only informs: it says so or is a caution for everyone, and it is not pressing."""
    for_everyone = line.stance is Stance.CAUTION and not line.while_open and isinstance(line.when, Always)
    return line.urgency is Urgency.ROUTINE and (line.stance is Stance.INFORM or for_everyone)
