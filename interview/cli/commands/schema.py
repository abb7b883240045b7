"""`interview schema`: the JSON Schema of flow files, of paths and of written cases."""

from __future__ import annotations

import json
from argparse import Namespace

from interview.cli.terminal import say
from interview.flow.language.json_schema import json_schema, shape_schema


def command(arguments: Namespace) -> int:
    """Print the schema that editors complete and check files with."""
    described = _paths() if arguments.paths else _cases() if arguments.cases else json_schema()
    say(json.dumps(described, indent=2, ensure_ascii=False))
    return 0


def _paths() -> dict[str, object]:
    from interview.check.paths.path_file import PATH

    return shape_schema(PATH, "A path beside a flow of the guided interview")


def _cases() -> dict[str, object]:
    from interview.check.cases.case_file import CASE

    return shape_schema(CASE, "A written case beside a flow of the guided interview")
