"""Where flows, templates and saved sessions live.

Flows are looked for in four places, and the first that has one wins: the folder given with `--flows`, the
folder named by INTERVIEW_FLOWS, `flows` in the user's data folder, and the flows shipped with the program.
Templates likewise: `--templates`, INTERVIEW_TEMPLATES, `templates` in the data folder, the shipped ones.
Overriding content is never silent: what is not the shipped one says where it came from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview.errors import UsageError, did_you_mean
from interview.text import one_line, shell_path, shown_path

_PACKAGE = Path(__file__).parent
_FLOW_FILE = "flow.yaml"
_RELEASED = "released.txt"
_Found = tuple[str, Path, str, tuple[Path, ...]]
TEMPLATE = ".j2"
PART = "_"
"""How the name of a part begins that is only there for templates to include."""


@dataclass(frozen=True, slots=True)
class FlowFolder:
    """A flow's folder and where it was found."""

    id: str
    """The folder's name, by which the flow is asked for."""
    path: Path
    origin: str
    """Where the flow was read from, and why there; empty for a shipped flow."""
    hides: tuple[Path, ...] = ()
    """Flows of the same id in places that come later; they are not used."""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template's file and where it was found."""

    name: str
    """The file's name; its ending says for what kind of text it is."""
    path: Path
    origin: str = ""
    """Where the template was read from, and why there; empty for a shipped one."""
    hides: tuple[Path, ...] = ()
    """Templates of the same name in places that come later; they are not used."""
    beside: tuple[Path, ...] = ()
    """The folders to look for the parts in that it includes, the strongest first."""

    @property
    def short(self) -> str:
        """The name without its endings, by which the template is asked for where no other has it."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder of flows or templates and how the user came to choose it; no reason means shipped."""

    folder: Path
    reason: str = ""


def flow_folder(name: str, flows: Path | None = None) -> FlowFolder:
    """Return the flow with this id, or in this folder.

    An id is looked up first, so a folder that happens to lie in the working directory never takes the place
    of a known flow; write `./name` for the folder. `UsageError` when there is neither.
    """
    completions = {found.id: found for found in list_flows(flows)}
    if name in completions:
        return completions[name]
    folder = Path(name)
    if (folder / _FLOW_FILE).is_file():
        return FlowFolder(real_path(folder).name, folder, _shown(folder))
    raise UsageError(_not_found(name, folder, tuple(completions)))


def asked_as(folder: FlowFolder) -> str:
    """Return how this very flow is asked for from anywhere: its id, or its folder, as a word for a shell.

    `UsageError` when a folder of flows was named and does not exist.
    """
    return shell_path(folder.id if _is_known(folder) else folder.path.absolute())


def asked_from_here(folder: FlowFolder) -> str:
    """Return the same for the working directory: its id, or the way to its folder, never taken for an id."""
    if _is_known(folder):
        return shell_path(folder.id)
    way = str(from_here(folder.path))
    return shell_path(way if is_path(way) or way == "." else f"./{way}")


def _is_known(folder: FlowFolder) -> bool:
    """Tell whether this flow is the one that its id means where no folder of flows is named."""
    found = {one.id: one.path for one in list_flows()}.get(folder.id)
    return found is not None and real_path(found) == real_path(folder.path)


def list_flows(flows: Path | None = None) -> tuple[FlowFolder, ...]:
    """Return every flow that can be asked for by id, in order of id.

    `UsageError` when a folder of flows was named and does not exist.
    """
    return tuple(FlowFolder(*found) for found in _winners(_places("flows", flows), flows_in))


def released_flows() -> frozenset[str]:
    """Return the SHA-256 of the files of every flow that was shipped with a release of this program."""
    lines = (_shipped("flows") / _RELEASED).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line)


def template_file(name: str, templates: Path | None = None) -> TemplateFile:
    """Return the template of this name, or the one at this path.

    A name is that of the file, with or without its ending: `letter`, `letter.md` or `letter.md.j2`. Names are
    looked up first; write `./letter.txt.j2` for a file. `UsageError` when there is none, or more than one.
    """
    completions = list_templates(templates)
    found = [one for one in completions if name in (one.name, one.name.removesuffix(TEMPLATE), one.short)]
    exact = [one for one in found if one.name == name] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise UsageError(
            f"'{one_line(name)}' may be {' or '.join(one.name for one in exact)}; give more of it"
        )
    path = Path(name)
    if path.name.endswith(TEMPLATE) and path.is_file():
        beside = (path.parent, *template_folders(templates))
        return TemplateFile(path.name, path, _shown(path), beside=beside)
    if is_path(name) and not path.exists():
        raise UsageError(f"there is no file {one_line(name)}")
    hint = did_you_mean(name, [one.short for one in completions]) or "; 'interview templates' lists them"
    raise UsageError(f"there is no template '{one_line(name)}'{hint}")


def list_templates(templates: Path | None = None) -> tuple[TemplateFile, ...]:
    """Return every template that can be asked for, in order of name; parts of templates are left out.

    `UsageError` when a folder of templates was named and does not exist.
    """
    found, beside = _winners(_places("templates", templates), templates_in), template_folders(templates)
    return tuple(TemplateFile(*one, beside) for one in found if not one[0].startswith(PART))


def template_folders(templates: Path | None = None) -> tuple[Path, ...]:
    """Return the folders of templates that there are, the strongest first, the shipped one last."""
    folders = (place.folder for place in _places("templates", templates))
    return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))


def templates_folder() -> Path:
    """Return the folder of the shipped templates."""
    return _shipped("templates")


def data_folder() -> Path:
    """Return the folder for saved sessions and the user's own flows, which may not exist yet.

    INTERVIEW_DATA wins over the platform's own place for user data; `UsageError` when it begins with a `~`.
    """
    chosen = os.environ.get("INTERVIEW_DATA")
    if chosen:
        return _expanded(chosen, "INTERVIEW_DATA")
    import platformdirs

    return platformdirs.user_data_path("interview", appauthor=False)


def flow_cache() -> Path:
    """Return the folder in which loaded flows are kept, so that the next start need not read them again."""
    return data_folder() / "cache"


def _expanded(path: str, variable: str) -> Path:
    """Return a path as it is; where no shell has replaced its `~`, a folder of that name would be begun."""
    if path.startswith("~"):
        home = f"$HOME{path[1:]}" if path[1:2] in ("", "/") else "$HOME/…"
        raise UsageError(
            f"{variable} is {shown_path(path)}, in which no shell has replaced the ~. "
            f'Write {variable}="{home}"'
        )
    return Path(path)


def real_path(path: Path) -> Path:
    """Return a path without links. One that leads round in a circle stays as it is: nothing is there."""
    return Path(os.path.realpath(path))


def from_here(path: Path) -> Path:
    """Return a path as it is named from the working directory, where there is one and it lies below that."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path


def documents_folder() -> Path:
    """Return the folder a person looks for documents in: the platform's own, or home where there is none.

    The present folder for an account without a home.
    """
    import platformdirs

    try:
        documents = platformdirs.user_documents_path()
        return documents if documents.is_dir() else Path.home()
    except RuntimeError:
        return Path.cwd()


def _places(kind: str, named: Path | None) -> Iterator[_Place]:
    """Yield the folders of flows or of templates, the strongest first."""
    if named is not None:
        yield _named(named, f"--{kind}")
    variable = f"INTERVIEW_{kind.upper()}"
    chosen = os.environ.get(variable)
    if chosen:
        yield _named(Path(chosen), variable)
    own = data_folder() / kind
    if _can_be_entered(own):
        yield _Place(own, f"your own {kind}")
    yield _Place(_shipped(kind))


def _winners(places: Iterable[_Place], inside: Callable[[Path], list[Path]]) -> list[_Found]:
    """Return what the places hold, the first of each name with those it is used instead of."""
    found: dict[str, _Found] = {}
    for place in places:
        for path in inside(place.folder):
            name, winner, origin, hides = found.get(path.name, (path.name, path, _origin(place, path), ()))
            if real_path(winner) != real_path(path):
                hides = (*hides, path)
            found[path.name] = (name, winner, origin, hides)
    return [found[name] for name in sorted(found)]


def _origin(place: _Place, path: Path) -> str:
    return f"{_shown(path)} ({place.reason})" if place.reason else ""


def _named(folder: Path, reason: str) -> _Place:
    """Return a folder the user named; falling back to other content would hide a slip of the pen."""
    if not folder.is_dir():
        raise UsageError(f"{reason}: there is no folder {_shown(folder)}")
    return _Place(folder, reason)


def flows_in(folder: Path) -> list[Path]:
    """Return the flow folders directly inside a folder, which may not exist."""
    return sorted(path.parent for path in folder.glob(f"[!.]*/{_FLOW_FILE}"))


def shipped_flows() -> list[Path]:
    """Return the folders of the flows that come with the program."""
    return flows_in(_shipped("flows"))


def templates_in(folder: Path) -> list[Path]:
    """Return the templates, and parts of templates, directly inside a folder, which may not exist."""
    return sorted(path for path in folder.glob(f"[!.]*{TEMPLATE}") if path.is_file())


def _can_be_entered(folder: Path) -> bool:
    """Tell whether this account may look into a folder; an interview can be held when it may not."""
    try:
        folder.exists()
    except PermissionError:
        return False
    return True


def _shipped(name: str) -> Path:
    """Return a folder that an installation has inside the package and a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def is_path(name: str) -> bool:
    """Tell whether a name can only be meant as a path."""
    return any(sign in name for sign in "/\\")


def _not_found(name: str, folder: Path, completions: tuple[str, ...]) -> str:
    """Say what is missing: a folder, its `flow.yaml`, or a flow of that id."""
    if folder.is_dir():
        return f"the folder {_shown(folder)} has no {_FLOW_FILE}"
    if folder.is_file():
        return f"{_shown(folder)} is a file; a flow is asked for by its folder"
    if is_path(name):
        return f"there is no folder {one_line(name)}"
    hint = did_you_mean(name, completions) or f"; the known flows are: {', '.join(completions) or 'none'}"
    return f"there is no flow '{one_line(name)}'{hint}"


def _shown(path: Path) -> str:
    """Return a path as text that is safe to print."""
    return shown_path(path)
