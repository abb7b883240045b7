"""A comparison as JSON for other programs; its form is described in `docs/diff.md`."""

from __future__ import annotations

from dataclasses import asdict

from interview.check.diff.difference import Comparison, Version

SCHEMA = 1
"""Rises when a key goes or changes its meaning."""

Json = dict[str, object]


def to_contract(found: Comparison) -> Json:
    """Return a comparison as plain data."""
    return {
        "schema": SCHEMA,
        "old": _version(found.old),
        "new": _version(found.new),
        "equivalent": found.equivalent,
        "same_advice": not found.advice_differs,
        "differences": [asdict(difference) for difference in found.differences],
        "rewordings": [asdict(rewording) for rewording in found.rewordings],
    }


def _version(version: Version) -> Json:
    flow = version.flow
    return {
        "read_from": version.name,
        "id": flow.id,
        "version": flow.version,
        "logic_hash": flow.logic_hash,
        "content_hash": flow.content_hash,
    }
