"""`interview schema`: the JSON Schema of flow files."""

from __future__ import annotations

import json
from argparse import Namespace

from interview.cli.terminal import say
from interview.flow.schema import json_schema


def command(_: Namespace) -> int:
    """Print the schema that editors complete and check flow files with."""
    say(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
