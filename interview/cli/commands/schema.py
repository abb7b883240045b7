"""`interview schema`: the JSON Schema of flow files and of paths."""

from __future__ import annotations

import json
from argparse import Namespace

from interview.cli.terminal import say
from interview.flow.language.json_schema import json_schema, shape_schema


def command(arguments: Namespace) -> int:
    """Print the schema that editors complete and check files with."""
    say(json.dumps(_paths() if arguments.paths else json_schema(), indent=2, ensure_ascii=False))
    return 0


def _paths() -> dict[str, object]:
    from interview.check.paths.path_file import PATH

    return shape_schema(PATH, "A path beside a flow of the guided interview")
