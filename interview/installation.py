"""How this program was installed, and the line that adds a package to it in the same way.

What is typed names the packages themselves: whatever else goes by the name of this program, on this computer
or in an index of packages, has no part in it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DISTRIBUTION = "bedside-interview"
"""The name this program is installed and removed by; the command and the package are called `interview`."""

EXTRAS = {
    "check": "python-sat>=1.8.dev20",
    "docx": "python-docx>=1.2.0",
    "encrypted": "sqlcipher3>=0.6.4",
    "graph": "pygraphviz>=2.0.4",
    "pdf": "typst>=0.15.2",
}
"""What each extra of `pyproject.toml` consists of."""

_UV_RECEIPT = "uv-receipt.toml"
_PIPX_METADATA = "pipx_metadata.json"


def to_install(extra: str) -> str:
    """Return the line that adds what an extra consists of to the environment this program runs in.

    Where pipx, or uv as a tool, keeps that environment, the line is theirs: what pip adds there is not kept.
    """
    package, environment = EXTRAS[extra], Path(sys.prefix)
    if (environment / _PIPX_METADATA).is_file():
        return f'pipx inject {environment.name} "{package}"'
    tool = _of_uv_tool(environment / _UV_RECEIPT, package)
    if tool:
        return tool
    python = sys.executable or "python"
    if find_spec("pip") is None:
        return f'uv pip install --python "{python}" "{package}"'
    return f'"{python}" -m pip install "{package}"'


def _of_uv_tool(receipt: Path, package: str) -> str:
    """Return the line that adds a package to a tool of uv; empty where the receipt does not say how."""
    import tomllib

    try:
        required = tomllib.loads(receipt.read_text(encoding="utf-8"))["tool"]["requirements"]
        (itself,) = (one for one in required if one["name"] == DISTRIBUTION)
        added = [_named(one) for one in required if one is not itself]
        source = itself["directory"] if "directory" in itself else _named(itself)
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    packages = " ".join(f'--with "{one}"' for one in dict.fromkeys((*added, package)))
    return f'uv tool install {packages} "{source}"'


def _named(requirement: dict[str, Any]) -> str:
    """Return a package of a receipt as it is asked for; `ValueError` where it is not one of an index."""
    if not set(requirement) <= {"name", "specifier"}:
        raise ValueError(requirement)
    return f"{requirement['name']}{requirement.get('specifier', '')}"
