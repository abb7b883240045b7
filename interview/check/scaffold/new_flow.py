"""A new flow: a copy of the starter under a name of its own, with the schemas that editors complete from."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from interview.check.paths.path_file import PATH
from interview.errors import UsageError
from interview.flow.language.json_schema import json_schema, shape_schema
from interview.flow.language.keys import FLOW_ID
from interview.text import one_line

STARTER = Path(__file__).parent / "starter"
LONGEST_NAME = 60


def check_name(name: str) -> None:
    """Raise `UsageError` with a name that would do when this one cannot be the id of a flow."""
    if re.fullmatch(FLOW_ID, name) and len(name) <= LONGEST_NAME:
        return
    shown = one_line(name)[: LONGEST_NAME + 1]
    said = f"'{shown}' cannot name a flow: a name has lower-case letters, digits and hyphens"
    plain = unicodedata.normalize("NFKD", shown).encode("ascii", "ignore").decode().lower()
    better = "-".join(re.findall("[a-z0-9]+", plain.lstrip("0123456789")))[:LONGEST_NAME].strip("-")
    hint = f"; '{better}' would do" if re.fullmatch(FLOW_ID, better) else ", and begins with a letter"
    raise UsageError(said + hint)


def start_flow(name: str, title: str, into: Path, *, today: date) -> Path:
    """Write a flow that can be checked, tested and run at once, and return its folder.

    `UsageError` when the name cannot be used, the folder exists, or nothing can be written there. Nothing
    that exists is ever changed.
    """
    check_name(name)
    shown_title = one_line(title)
    if not shown_title:
        raise UsageError("a title needs words")
    folder = into / name
    _make(folder)
    try:
        for path, text in _files(name, shown_title, today):
            target = folder / path
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(f"cannot write {one_line(str(folder))}: {error.strerror}") from None
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir()
    except FileExistsError:
        said = f"{one_line(str(folder))} exists already and is left as it is"
        raise UsageError(f"{said}; choose another name, or another place with --dir") from None
    except OSError as error:
        raise UsageError(f"cannot make {one_line(str(folder))}: {error.strerror}") from None


def _files(name: str, title: str, today: date) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file of the new flow."""
    for path in sorted(STARTER.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if path.name == "flow.yaml":
            text = _own(text, "flow", name)
            text = _own(text, "title", json.dumps(title, ensure_ascii=False))
            text = _own(text, "evidence_to", f"{today:%Y-%m}")
        yield path.relative_to(STARTER).as_posix(), text
    path_schema = shape_schema(PATH, "A path beside a flow of the guided interview")
    for schema, content in (("flow", json_schema()), ("path", path_schema)):
        yield f"{schema}.schema.json", json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _own(text: str, key: str, value: str) -> str:
    """Return the text with another value for a key; a note behind it keeps its column."""
    line = re.search(rf"^{key}: (.*?)( +#.*)?$", text, re.MULTILINE)
    assert line is not None
    written = f"{key}: {value}"
    note = (line[2] or "").strip()
    return text[: line.start()] + (f"{written:<34} {note}" if note else written) + text[line.end() :]
