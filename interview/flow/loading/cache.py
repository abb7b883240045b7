"""A loaded flow, kept as plain data so that the next start need not read its YAML again.

The file (`cache_file`) holds what it was made from, and the flow as a list of values in which each names the
earlier ones it is made of. It is used only when this very program wrote it for these very files; otherwise
the flow is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from interview import errors
from interview.digest import sha256
from interview.flow import answers, model
from interview.flow.conditions import syntax
from interview.flow.loading import cache_file
from interview.flow.model import Flow
from interview.library import real_path
from interview.text import NotText, decoded

_PARTS: dict[str, type[Any]] = {
    f"{module.__name__}.{name}": part
    for module in (model, answers, syntax, errors)
    for name, part in vars(module).items()
    if isinstance(part, type) and part.__module__ == module.__name__
    if is_dataclass(part) or issubclass(part, Enum)
}
"""Every kind of value that a flow is made of, beside words, numbers and lists."""


def kept_flow(folder: Path, cache: Path) -> Flow | None:
    """Return the flow in a folder as it was kept in the folder `cache`; None where it has to be loaded."""
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError, ArithmeticError, NotText):
        kept = cache_file.read(_file(folder, cache))
        texts = {name: (folder / name).read_bytes() for name in kept["files"]}
        if kept["made"] != _made(folder, texts):
            return None
        flow = _unpacked(kept["kinds"], kept["values"])
        return replace(flow, files={name: decoded(data) for name, data in texts.items()})
    return None


def keep_flow(flow: Flow, folder: Path, cache: Path) -> None:
    """Keep a flow that was loaded from a folder; where nothing can be written, nothing is."""
    with suppress(OSError, ValueError, TypeError, RecursionError):
        texts = {name: (folder / name).read_bytes() for name in flow.files}
        if {name: decoded(data) for name, data in texts.items()} != flow.files:
            return  # changed since
        kinds, values = _packed(replace(flow, files={}))
        kept = {"made": _made(folder, texts), "files": [*texts], "kinds": kinds, "values": values}
        cache_file.write(_file(folder, cache), kept)


def _file(folder: Path, cache: Path) -> Path:
    return cache / f"{sha256(str(real_path(folder)).encode(errors='surrogateescape')).hexdigest()[:32]}.json"


def _made(folder: Path, texts: Mapping[str, bytes]) -> list[object]:
    """Return what a flow is made from: the program, the place, and the files."""
    contents = [[name, sha256(data).hexdigest()] for name, data in sorted(texts.items())]
    return [*cache_file.program(), str(folder), str(real_path(folder)), contents]


def _packed(flow: Flow) -> tuple[list[str], list[Any]]:
    """Return the kinds of values in a flow, and each value once: a word, a number, a kind and its parts."""
    kinds: dict[str, int] = {}
    places: dict[tuple[Any, ...], int] = {}
    values: list[Any] = []

    def add(key: tuple[Any, ...], value: Any) -> int:
        if key not in places:
            places[key] = len(values)
            values.append(value)
        return places[key]

    def made(kind: str, parts: list[int]) -> int:
        number = kinds.setdefault(kind, len(kinds))
        return add((number, *parts), [number, *parts])

    def pack(value: Any) -> int:
        match value:
            case Enum():
                return made(_kind(value), [pack(value.value)])
            case None | bool() | int() | str():
                return add((type(value).__name__, value), value)
            case Decimal():
                return made("number", [pack(str(value))])
            case tuple() | list():
                return made("tuple" if isinstance(value, tuple) else "list", [pack(one) for one in value])
            case frozenset():
                return made("set", [pack(one) for one in sorted(value)])
            case Mapping():
                return made("mapping", [pack(one) for pair in value.items() for one in pair])
            case _:
                return made(_kind(value), [pack(getattr(value, field.name)) for field in fields(value)])

    pack(flow)
    return list(kinds), values


def _kind(value: object) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _unpacked(kinds: list[str], values: list[Any]) -> Flow:
    """Return the flow whose values these are; the last one is the flow itself."""
    makers = [_maker(kind) for kind in kinds]
    made: list[Any] = []
    for value in values:
        if type(value) is list:
            made.append(makers[value[0]]([made[part] for part in value[1:]]))
        else:
            made.append(value)
    flow = made[-1]
    if type(flow) is not Flow:
        raise ValueError(flow)
    return flow


def _maker(kind: str) -> Callable[[list[Any]], Any]:
    """Return what makes a value of a kind from its parts; `KeyError` for a kind that no flow has."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    part = _PARTS[kind]
    if issubclass(part, Enum):
        return lambda parts: part(*parts)
    names = [field.name for field in fields(part)]

    def make(parts: list[Any]) -> Any:
        value = object.__new__(part)
        for name, one in zip(names, parts, strict=True):
            object.__setattr__(value, name, one)
        return value

    return make


_PLAIN: dict[str, Callable[[list[Any]], Any]] = {
    "number": lambda parts: Decimal(parts[0]),
    "tuple": tuple,
    "list": list,
    "set": frozenset,
    "mapping": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
}
