"""Pretended clipboard tools in a PATH of their own: each keeps what it was given, and how it was called."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """#!/bin/sh
PATH={path}
echo "$0 $*" >> {folder}/calls
{before}
[ "$1" = show-environment ] || cat > {folder}/{name}.given
exit {code}
"""


@dataclass
class Tools:
    """The folder of the tools and the environment that finds them, and nothing else."""

    folder: Path

    def add(self, name: str, *, code: int = 0, before: str = "") -> None:
        """Put a tool in place that ends with this code, after what else it does."""
        script = _SCRIPT.format(path=os.defpath, folder=self.folder, name=name, code=code, before=before)
        path = self.folder / name
        path.write_text(script)
        path.chmod(0o700)

    def environment(self, **more: str) -> dict[str, str]:
        return {"PATH": str(self.folder), **more}

    def given(self, name: str) -> bytes | None:
        """What the tool was handed; None when it was not called."""
        path = self.folder / f"{name}.given"
        return path.read_bytes() if path.exists() else None

    @property
    def calls(self) -> list[str]:
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []
