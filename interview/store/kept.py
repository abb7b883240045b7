"""The flows that sessions were held with, kept once each, so that old summaries can be made again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping

from interview.flow.model import Flow
from interview.store.errors import StoreError


def keep(connection: sqlite3.Connection, flow: Flow) -> None:
    """Keep the files of a flow, unless they are kept already or it has none."""
    if flow.files:
        put(connection, (flow.content_hash, flow.id, flow.version, flow.logic_hash), flow.files)


def put(connection: sqlite3.Connection, flow: tuple[str, str, str, str], files: Mapping[str, str]) -> None:
    """Keep files under a content hash, flow id, version and logic hash."""
    packed = zlib.compress(json.dumps(dict(files)).encode(), 9)
    connection.execute("INSERT OR IGNORE INTO flow VALUES (?, ?, ?, ?, ?)", (*flow, packed))


def files_of(connection: sqlite3.Connection, content_hash: str) -> dict[str, str]:
    """Return the text of a kept flow's files by name; empty when it is not kept."""
    row = connection.execute("SELECT files FROM flow WHERE content_hash = ?", (content_hash,)).fetchone()
    if row is None:
        return {}
    try:
        return dict(json.loads(zlib.decompress(row[0])))
    except (zlib.error, ValueError, TypeError) as error:
        raise StoreError("The flow that was kept with this session cannot be read.") from error


def forget_unused(connection: sqlite3.Connection) -> None:
    """Remove the flows to which no session refers any more."""
    connection.execute(
        """DELETE FROM flow WHERE content_hash NOT IN (SELECT content_hash FROM session)
            AND content_hash NOT IN
                (SELECT json_extract(body, '$.text') FROM event WHERE kind = 'carried' AND question = '')"""
    )
