"""The command neither crashes nor hangs, whatever stands in a flow; tried in a process with little room."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.check.hostile import inputs

ROOT = Path(__file__).parents[2]
LONGEST = 60
"""Seconds that one flow may take on a busy machine; most take hundredths of one."""
CHECK = """
import io, json, resource, sys, time
from contextlib import redirect_stderr, redirect_stdout
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from interview.cli import main
for folder in sys.stdin.read().splitlines():
    out, err, began = io.StringIO(), io.StringIO(), time.monotonic()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["check", folder, "--format", "json"])
    found = {finding["code"] for finding in json.loads(out.getvalue())["checked"][0]["findings"]}
    print(json.dumps([folder, code, time.monotonic() - began, err.getvalue(), sorted(found)]), flush=True)
"""


def test_100_hostile_flows_are_answered_in_words_and_in_time(tmp_path: Path) -> None:
    folders = {
        str(_write(tmp_path / str(number), content)): name for number, (name, content) in enumerate(inputs())
    }
    assert len(folders) >= 100
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        input="\n".join(folders),
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
        cwd=ROOT,
    )
    answered = [json.loads(line) for line in done.stdout.splitlines()]
    assert [folder for folder, *_ in answered] == list(folders)
    for folder, code, seconds, err, found in answered:
        name = folders[folder]
        assert (name, err, "internal-fault" in found) == (name, "", False)
        assert code in (0, 1), name
        assert seconds < LONGEST, name


def _write(folder: Path, content: str | bytes) -> Path:
    (folder / "wild").mkdir(parents=True)
    (folder / "wild" / "flow.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder / "wild"
