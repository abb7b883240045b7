"""Whether a folder is on a network share, where SQLite's locks and commits cannot be relied on."""

from __future__ import annotations

import re
from pathlib import Path

_MOUNTS = Path("/proc/mounts")
_SHARES = re.compile(
    r"nfs\d?|cifs|smb\w*|ncpfs|afs|afpfs|9p|ceph|lustre|beegfs|gpfs|glusterfs|davfs2?"
    r"|fuse\.(sshfs|rclone|glusterfs|davfs2?|cephfs|gvfsd-fuse|s3fs|smbnetfs)"
)


def warning(folder: Path) -> str:
    """Return what to tell the person about a folder on a network share; nothing about any other."""
    if not (kind := _share(folder)):
        return ""
    return (
        f"The saved sessions are on a network share ({kind}: {folder}), where two computers can damage them. "
        "Choose a folder of this computer with INTERVIEW_DATA."
    )


def _share(folder: Path) -> str:
    """Return the kind of network share a folder is on; empty when it is on none, or nothing can tell."""
    path = folder.resolve()
    if path.drive.startswith("\\\\"):
        return "a folder of another computer"
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # only Linux has this list
        return ""
    mounts = {_plain(point): kind for _, point, kind, *_ in map(str.split, lines)}
    kind = next((mounts[at] for at in map(str, (path, *path.parents)) if at in mounts), "")
    return kind if _SHARES.fullmatch(kind) else ""


def _plain(point: str) -> str:
    """Return a name as it is: the list writes spaces and the like as octal numbers."""
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point)
