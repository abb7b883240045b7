"""What a template sees beside the summary: the same summary, narrowed for one reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from interview.summary.audiences import Extract, extract
from interview.summary.model import Summary
from interview.summary.take_home import TakeHome, take_home


@dataclass(frozen=True, slots=True)
class Views:
    """A summary for a letter, and for the patient."""

    extract: Extract
    take_home: TakeHome


def views(summary: Summary, sections: Collection[str]) -> Views:
    """Return a summary as a template sees it that names these sections in its first comment."""
    return Views(extract(summary, sections), take_home(summary))
