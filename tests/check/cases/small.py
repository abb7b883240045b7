"""The sound flow with written cases beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from interview.check.diagnostics.code import SOUND

CASE = """\
case: A fall at home
stages:
  - text: A man of 70 comes after a fall.
    answers:
      fallen: yes
  - text: At home he has loose rugs, and no stairs.
    answers:
      hazards: [rugs]
answers:
  aid: other
  age: 70
"""


def flow_with(folder: Path, cases: Mapping[str, str]) -> Path:
    """Write the sound flow and these cases, and return its folder."""
    (folder / "cases").mkdir(parents=True)
    (folder / "flow.yaml").write_text(SOUND, encoding="utf-8")
    for name, text in cases.items():
        (folder / "cases" / name).write_text(text, encoding="utf-8")
    return folder
