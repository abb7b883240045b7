"""A folder of YAML files in, a checked flow out, or every mistake in them at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeVar

from interview.errors import FlowError, Place, Problem
from interview.flow.answers import Answer
from interview.flow.conditions.resolver import Nesting
from interview.flow.language.keys import FLOW, TOPIC
from interview.flow.loading import builder
from interview.flow.loading.content_hash import content_hash
from interview.flow.loading.numbers import check_divisors, check_numbers, check_scores, dates, operands
from interview.flow.loading.parsed import Item, Topics
from interview.flow.loading.reader import DATES, OPERANDS, NodeReader
from interview.flow.loading.structure import (
    check_order,
    check_phrases,
    check_references,
    check_rows,
    check_same,
    check_tables,
    merge,
    positions,
    read_otherwise,
    subjects,
)
from interview.flow.loading.weights import check_weights, weighted
from interview.flow.loading.wording import check_values
from interview.flow.model import Flow
from interview.flow.plain_logic import logic_hash
from interview.flow.yaml.folder import START, Folder
from interview.flow.yaml.nodes import File, Report, Scalar, Sequence, TooManyProblems
from interview.flow.yaml.strict import Reader
from interview.text import one_line

_Part = TypeVar("_Part")
_SECTIONS = tuple(key.name for key in TOPIC.keys if key.name != "ends")
_LISTS = frozenset((*_SECTIONS, "sections", "sentences"))


def load_flow(folder: Path) -> Flow:
    """Return the flow in a folder; `FlowError` with every mistake in its files when there is any."""
    report = Report()
    try:
        with _collector_paused():
            return _Loading(folder, report).flow()
    except (FlowError, TooManyProblems):
        raise FlowError(report.problems) from None
    except Exception as fault:  # whatever a file contains, its reader gets an explanation and no traceback
        place = Place(one_line(f"{Path(folder).name}/{START}"))
        said = (
            f"the flow cannot be read ({type(fault).__name__}); please report this as a fault of the program"
        )
        raise FlowError([*report.problems, Problem(place, said, "internal-fault")]) from fault


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from looking through nodes that are all still in use."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Loading:
    def __init__(self, folder: Path, report: Report) -> None:
        self._folder = folder
        self._report = report
        self._reader = Reader(report)
        self._walker = NodeReader(report)
        self._unread = False

    def flow(self) -> Flow:
        files = self._files()
        if self._unread:  # not all names are known, so no name can be called wrong
            raise FlowError(())
        topics = merge(files, _SECTIONS, self._report)
        ends = self._ends(files)
        otherwise = self._check(files[0], topics)
        if self._report.problems:
            raise FlowError(())
        built = _assemble(self._folder, files[0], topics, ends, otherwise)
        check_divisors(built, topics, self._report)
        check_values(built, topics, ends, self._report)
        if self._report.problems:
            raise FlowError(())
        return replace(built, files=_texts(files))

    def _files(self) -> list[Item]:
        folder = Folder(self._folder, self._report)
        first = folder.start()
        start = self._walk(first, FLOW)
        if start is None:
            self._look_beside(first, folder)
            return []
        files = [start]
        for name in start.values.get("include", ()):
            file = self._walk(folder.included(name), TOPIC)
            files += [file] if file else []
        return files

    def _look_beside(self, start: File | None, folder: Folder) -> None:
        """Report what is wrong in the other files of a flow whose first file cannot be read."""
        named = self._reader.part(start, "include") if start else None
        for node in named.items if type(named) is Sequence else ():
            if type(node) is Scalar:
                self._walk(folder.included(node), TOPIC)

    def _walk(self, file: File | None, shape: Any) -> Item | None:
        """Return what a file holds; remember when one could not be read."""
        before = len(self._report.problems)
        root = self._reader.read(file) if file else None
        if file and root is None and len(self._report.problems) == before:
            self._report.add_at(file, 1, 1, "empty-file", "the file is empty")
        item: Item | None = self._walker.read(shape, root) if root else None
        self._unread |= item is None or not _LISTS.isdisjoint(item.unreadable())
        return item

    def _ends(self, files: list[Item]) -> Item | None:
        given = [file for file in files if "ends" in file.values]
        for file in given[1:]:
            where = f"{given[0].node.file.name}:{given[0].at('ends').line}"
            self._report.add(file.at("ends"), "duplicate-key", f"'ends' already stands in {where}")
        return given[0].values["ends"] if given else None

    def _check(self, flow: Item, topics: Topics) -> dict[str, Answer]:
        report = self._report
        named = subjects(topics, report)
        nesting = Nesting(named, report)
        for pending in self._walker.conditions:
            pending.condition, pending.uses = nesting.read(pending.node, pending.flow)
        declared: Mapping[str, Mapping[str, Any]] = {
            **topics,
            **{key: flow.values.get(key, {}) for key in ("sections", "sentences")},
            OPERANDS: operands(topics),
            DATES: dates(topics),
        }
        check_references(self._walker.references, declared, report)
        if "interview" in flow.values:
            asked = positions(flow.values["interview"], topics, report)
            check_order(topics, asked, report)
        check_tables(topics, report)
        check_numbers(topics, report)
        check_scores(topics, report)
        check_phrases(topics, report)
        check_rows(topics, report)
        check_same(topics, report)
        check_weights(topics, report)
        return read_otherwise(topics, report)


def _assemble(
    folder: Path, flow: Item, topics: Topics, ends: Item | None, otherwise: Mapping[str, Answer]
) -> Flow:
    get, phrases, letters = flow.values.get, topics["phrases"], topics["letters"]
    screens = tuple(builder.screen(screen) for screen in flow.values["interview"])
    questions = {
        name: builder.question(
            name, topics["questions"][name], otherwise.get(name), phrases.get(name), letters.get(name)
        )
        for screen in screens
        for name in screen.questions
    }
    built = Flow(
        id=flow.values["flow"],
        title=flow.values["title"],
        version=flow.values["version"],
        intended_use=flow.values["intended_use"],
        questions=questions,
        screens=screens,
        recommendations=_told(builder.recommendation, topics["recommendations"], topics["rows"]),
        sections=flow.values["sections"],
        facts=_each(builder.fact, topics["facts"]),
        tables=_told(builder.table, topics["tables"], phrases, letters),
        numbers=_told(builder.number, topics["numbers"], phrases, letters),
        scores={
            name: builder.score(name, item, questions, phrases.get(name), letters.get(name))
            for name, item in topics["scores"].items()
        },
        sources=_each(builder.source, topics["sources"]),
        controversies=_each(builder.controversy, topics["controversies"]),
        conflicts=_each(builder.conflict, topics["conflicts"]),
        constraints=_each(builder.constraint, topics["constraints"]),
        ends=builder.ends(ends) if ends else None,
        review=builder.review(get("reviewed")),
        evidence_to=flow.values["evidence_to"],
        folder=str(folder),
        logic_hash="",
        content_hash=content_hash(flow, topics, ends),
        description=get("description", ""),
        patient_page=builder.patient_page(get("patient_page")),
        urgent=flow.values["urgent"].value if "urgent" in flow.values else "",
        about=get("about", ""),
        sentences={name: builder.sentence(item) for name, item in get("sentences", {}).items()},
        usual={
            name: builder.usual(topics["questions"].get(name), topics["usual"].get(name))
            for name in weighted(topics)
        },
        unlikely={name: item.condition("when") for name, item in topics["unlikely"].items()},
        spoken={name: builder.spoken(questions[name], item) for name, item in topics["spoken"].items()},
    )
    return replace(built, logic_hash=logic_hash(built))


def _texts(files: list[Item]) -> dict[str, str]:
    """Return the text of each file by its name within the folder."""
    read = (item.node.file for item in files)
    return {file.name.partition("/")[2]: file.text for file in read}


def load_kept(files: Mapping[str, str]) -> Flow:
    """Return the flow these files hold, such as those kept with a session; raises as `load_flow` does."""
    from tempfile import TemporaryDirectory  # slow to import, and rarely needed

    with TemporaryDirectory() as folder:
        for name, text in files.items():
            _write(Path(folder, "kept"), name, text)
        return load_flow(Path(folder, "kept"))


def is_within(name: str) -> bool:
    """Tell whether a name is that of a file within its folder, on any system."""
    paths = PurePosixPath(name), PureWindowsPath(name)
    return bool(name) and not any(path.anchor or ".." in path.parts for path in paths) and "\0" not in name


def _write(folder: Path, name: str, text: str) -> None:
    """Write a kept file; `FlowError` when its name or text can be none."""
    try:
        if not is_within(name):
            raise ValueError(name)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except (ValueError, FileExistsError, IsADirectoryError, NotADirectoryError):
        problem = Problem(Place(one_line(name)), "this is not a file that a flow can have")
        raise FlowError([problem]) from None


def _each(part: Callable[[str, Item], _Part], items: Mapping[str, Item]) -> dict[str, _Part]:
    return {name: part(name, item) for name, item in items.items()}


def _told(
    part: Callable[..., _Part], items: Mapping[str, Item], *words: Mapping[str, Item]
) -> dict[str, _Part]:
    """Build items together with how they are told in a note, and in a letter."""
    return {name: part(name, item, *(said.get(name) for said in words)) for name, item in items.items()}
