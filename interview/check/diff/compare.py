"""Two versions of a flow in, all that differs between them out."""

from __future__ import annotations

from interview.check.diff.behaviour import differences
from interview.check.diff.difference import Comparison, Version
from interview.check.diff.rewordings import rewordings


def compare(old: Version, new: Version) -> Comparison:
    """Compare two versions: what behaves differently and for whom, and what is only worded differently."""
    found = tuple(differences(old.flow, new.flow))
    return Comparison(old, new, found, tuple(rewordings(old.flow, new.flow)))
