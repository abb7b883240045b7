"""How the parts of a flow fit together: names, the order they follow from each other in, tables, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from interview.errors import UsageError
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer, NotAssessed, Reason
from interview.flow.conditions.parser import RESERVED
from interview.flow.conditions.resolver import ALWAYS_POSSIBLE, NameKind, Subject
from interview.flow.loading.parsed import Item, Pending, Topics
from interview.flow.loading.reader import DATES, OPERANDS
from interview.flow.model import YES_NO, NumberRange, Operation, Option, Policy, Question, QuestionType
from interview.flow.yaml.nodes import Mapping as MappingNode
from interview.flow.yaml.nodes import Node, Report, Scalar, nearest, shown
from interview.flow.yaml.strict import data

IN_CONDITIONS = ("questions", "facts", "tables", "numbers", "scores")
"""What conditions can name; these share one set of ids."""
_SINGULAR = {
    "controversies": "controversy",
    OPERANDS: "number question, score or number",
    DATES: "date or month question",
}
_NOT_ANSWERS = frozenset(("and", "or", "not"))

Graph = dict[str, list[str]]
"""Each name, and the names it directly follows from."""


def merge(files: Iterable[Item], sections: Iterable[str], report: Report) -> Topics:
    """Return what all files declare together, and report ids that are given twice."""
    topics: Topics = {section: {} for section in sections}
    for file in files:
        for section, declared in topics.items():
            for name, item in file.values.get(section, {}).items():
                if name in declared:
                    _twice(item.key, declared[name], report)
                else:
                    declared[name] = item
    return topics


def subjects(topics: Topics, report: Report) -> dict[str, Subject]:
    """Return everything a condition can name."""
    found: dict[str, Subject] = {}
    owners: dict[str, Item] = {}
    for section in IN_CONDITIONS:
        for name, item in topics[section].items():
            if name in found:
                first, second = sorted((owners[name], item), key=_line)
                _twice(second.key, first, report)
                found[name] = Subject(name, NameKind.UNCLEAR)
            elif name in RESERVED:
                _reserved(item.key, "is a word of the condition language", report)
            else:
                found[name], owners[name] = _subject(section, name, item, report), item
    return found


def check_references(
    references: Iterable[tuple[str, Scalar]], declared: Mapping[str, Mapping[str, Any]], report: Report
) -> None:
    """Report ids that nothing declares."""
    for section, word in references:
        completions = declared[section]
        if word.value not in completions:
            what = _SINGULAR.get(section, section.removesuffix("s"))
            said = f"there is no {what} {shown(word.value)}{nearest(word.value, completions)}"
            report.add(word, "unknown-name", said)


def _subject(section: str, name: str, item: Item, report: Report) -> Subject:
    if section == "facts":
        return Subject(name, NameKind.FACT)
    if section == "numbers":
        return Subject(name, NameKind.NUMBER)
    if section == "scores":
        bands = item.values.get("bands", {})
        sums = {band: part.values["sums"] for band, part in bands.items() if "sums" in part.values}
        return Subject(name, NameKind.NUMBER, bands=sums)
    if section == "tables":
        return Subject(name, NameKind.TABLE, tuple(item.values.get("outcomes", ())))
    form = item.values.get("type")
    if form is None:
        return Subject(name, NameKind.UNCLEAR)
    if form == QuestionType.YES_NO:
        return Subject(name, NameKind.YES_NO, YES_NO)
    answers = item.values.get("answers", {}) if form in (QuestionType.ONE, QuestionType.SEVERAL) else {}
    for answer, option in answers.items():
        if answer in ALWAYS_POSSIBLE:
            _reserved(option.key, "can always be said and is never listed", report)
        elif answer in _NOT_ANSWERS:
            _reserved(option.key, "is a word of the condition language", report)
    return Subject(name, NameKind[form.upper()], tuple(answers))


def _reserved(key: Scalar | None, why: str, report: Report) -> None:
    if key is not None:
        report.add(key, "reserved-word", f"{shown(key.value)} {why}; choose another id")


def _line(item: Item) -> int:
    return item.place.line


def _twice(key: Scalar | None, first: Item, report: Report) -> None:
    if key is not None:
        where = f"{first.place.file.name}:{first.place.line}"
        report.add(key, "duplicate-id", f"{shown(key.value)} is already declared in {where}")


def positions(screens: list[Item], topics: Topics, report: Report) -> dict[str, int]:
    """Return each question's place in the order of asking; report questions that are not there once."""
    found: dict[str, int] = {}
    for word in (word for screen in screens for word in screen.values.get("ask", ())):
        if word.value in found:
            report.add(word, "asked-twice", f"{shown(word.value)} already stands under 'interview'")
        elif word.value in topics["questions"]:
            found[word.value] = len(found)
    for name, item in topics["questions"].items():
        if name not in found:
            report.add(item.place, "never-asked", f"'{name}' does not stand under 'interview'")
    return found


def check_order(topics: Topics, asked: dict[str, int], report: Report) -> None:
    """Report circles, and `ask_when` conditions that follow from a later question or from their own."""
    graph = _graph(topics)
    _break_circles(graph, topics, report)
    latest = _latest(graph, asked)
    for name, item in topics["questions"].items():
        pending = item.values.get("ask_when")
        if pending and name in asked:
            _check_earlier(name, pending, asked, latest, report)


def _check_earlier(
    name: str, pending: Pending, asked: dict[str, int], latest: dict[str, str], report: Report
) -> None:
    for used, node, offset in pending.uses:
        last = latest.get(used, "")
        if not last or asked[last] < asked[name]:
            continue
        why = f"'{last}' itself is asked" if last == name else f"'{last}' is asked later"
        through = "" if last == used else f"'{used}' follows from '{last}', and "
        said = f"{through}{why}; 'ask_when' can refer to earlier questions only"
        report.add(node, "forward-reference", said, offset)


def _graph(topics: Topics) -> Graph:
    graph: Graph = {
        name: list(_used(item.values.get("applies_when"))) for name, item in topics["questions"].items()
    }
    for name, item in topics["facts"].items():
        graph[name] = list(_used(item.values.get("when")))
    for name, item in topics["numbers"].items():
        graph[name] = [word.value for word in operand_names(item)]
    for name, item in topics["scores"].items():
        graph[name] = [
            used for part in item.values.get("points", ()) for used in _used(part.values.get("when"))
        ]
        graph[name] += [
            part.values["of"].value for part in item.values.get("points", ()) if "of" in part.values
        ]
    for name, item in topics["tables"].items():
        graph[name] = [used for row in item.values.get("rows", ()) for used in _used(row.values.get("when"))]
    return {name: [used for used in dict.fromkeys(graph[name]) if used in graph] for name in graph}


def _used(pending: Any) -> Iterator[str]:
    if pending is not None:
        yield from (name for name, _, _ in pending.uses)


def _break_circles(graph: Graph, topics: Topics, report: Report) -> None:
    """Report every circle and take one step out of it, so that no circle is left."""
    items = {name: item for section in topics.values() for name, item in section.items()}
    declared = {name: index for index, name in enumerate(graph)}
    while circle := _circle(graph):
        first = min(range(len(circle)), key=lambda index: declared[circle[index]])
        ring = [*circle[first:], *circle[:first], circle[first]]
        graph[ring[-2]].remove(ring[-1])
        report.add(items[ring[0]].place, "circle", f"goes round in a circle: {' -> '.join(ring)}")


def _circle(graph: Graph) -> list[str]:
    """Return the members of one circle, each followed by what it follows from; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        members: list[str] = error.args[1]
        return members[:0:-1]
    return []


def _latest(graph: Graph, asked: dict[str, int]) -> dict[str, str]:
    """Return for each name the question asked last among those it follows from, itself included."""
    latest: dict[str, str] = {}
    for name in TopologicalSorter(graph).static_order():
        among = [latest[used] for used in graph[name] if used in latest]
        if name in asked:
            among.append(name)
        if among:
            latest[name] = max(among, key=lambda question: asked[question])
    return latest


def check_tables(topics: Topics, report: Report) -> None:
    """Report outcomes that are not declared or never given, and tables without `otherwise` that need it."""
    for name, item in topics["tables"].items():
        outcomes = item.values.get("outcomes")
        if outcomes is None:
            continue
        given = [row.written("then") for row in item.values.get("rows", ()) if "then" in row.values]
        if "otherwise" in item.values:
            given.append(item.written("otherwise"))
        elif item.values.get("policy") == Policy.FIRST and "otherwise" not in _keys(item):
            said = f"'{name}' needs 'otherwise': the outcome when no row matches"
            report.add(item.place, "missing-key", said)
        _check_outcomes(name, item, outcomes, given, report)


def _check_outcomes(
    name: str, item: Item, outcomes: dict[str, str], given: list[Node], report: Report
) -> None:
    words = [str(data(node)) for node in given]
    if set(words) <= outcomes.keys():
        _check_all_given(name, item, words, report)
    for node, word in zip(given, words, strict=True):
        if word not in outcomes:
            listed = ", ".join(list(outcomes)[:12])
            said = f"{shown(word)} is not an outcome of '{name}' ({listed}){nearest(word, outcomes)}"
            report.add(node, "unknown-answer", said)


def _check_all_given(name: str, item: Item, words: list[str], report: Report) -> None:
    declared = item.written("outcomes")
    for outcome, entry in declared.entries.items() if isinstance(declared, MappingNode) else ():
        if outcome not in words:
            report.add(entry.key, "unused-outcome", f"no row of '{name}' gives the outcome '{outcome}'")


def check_phrases(topics: Topics, report: Report) -> None:
    """Report phrases, of letters and of practice too, of what is not there, and numbers without a place."""
    kinds = ("questions", "tables", "numbers", "scores")
    told = {name: item for topic in kinds for name, item in topics[topic].items()}
    for topic in ("phrases", "letters", "spoken"):
        for name, phrase in topics[topic].items():
            if topic == "spoken" and name not in topics["questions"]:
                said = f"there is no question {shown(name)}{nearest(name, topics['questions'])}"
                report.add(phrase.place, "unknown-name", said)
            elif name in told:
                _check_answers(name, phrase, told[name].values.get("answers", {}), report)
                _check_others(phrase, "after", told, "question, table, number or score", report)
                _check_others(phrase, "beside", topics["facts"], "fact", report)
                _check_place(name, phrase, _place_for(told[name]), report)
            else:
                said = f"there is no question, table, number or score {shown(name)}{nearest(name, told)}"
                report.add(phrase.place, "unknown-name", said)


def _check_answers(name: str, phrase: Item, options: Mapping[str, Item], report: Report) -> None:
    for option, words in phrase.values.get("answers", {}).items():
        if option not in options:
            listed = f" ({', '.join(list(options)[:12])})" if options else ", which has none to choose from"
            said = f"{shown(option)} is not an answer of '{name}'{listed}{nearest(option, options)}"
            place = words.place if isinstance(words, Item) else phrase.written("answers")
            report.add(place, "unknown-answer", said)


def _check_others(phrase: Item, key: str, known: Mapping[str, Item], kinds: str, report: Report) -> None:
    """Report what a key of a phrase names that is not there."""
    for other in phrase.values.get(key, {}):
        if other not in known:
            said = f"there is no {kinds} {shown(other)}{nearest(other, known)}"
            report.add(phrase.written(key), "unknown-name", said)


def _place_for(told: Item) -> str:
    """Return what a phrase has a place for; nothing where it has none."""
    match told.values.get("type"):
        case QuestionType.NUMBER | QuestionType.MONTH | QuestionType.DATE:
            return "number"
        case QuestionType.SEVERAL:
            return "list of answers"
        case None:
            return "outcome" if "outcomes" in told.values else "number"
        case _:
            return ""


def _check_place(name: str, phrase: Item, what: str, report: Report) -> None:
    """Report a text in which a number, an outcome or a list has no place or more than one."""
    keys = ("told", "because")
    texts: list[tuple[str, str]] = [(key, phrase.values[key]) for key in keys if key in phrase.values]
    texts += [("after", text) for text in phrase.values.get("after", {}).values() if text]
    for key, text in texts:
        if text.count("{}") != int(bool(what)):
            wanted = f"exactly one {{}} where the {what} belongs" if what else "no {}: there is no number"
            report.add(phrase.written(key), "number-in-phrase", f"the phrase of '{name}' needs {wanted}")


def check_rows(topics: Topics, report: Report) -> None:
    """Report rows of recommendations that are not there, and titles that hang on anything but a yes."""
    for name, row in topics["rows"].items():
        lines = topics["recommendations"]
        if name not in lines:
            said = f"there is no recommendation {shown(name)}{nearest(name, lines)}"
            report.add(row.place, "unknown-name", said)
        for question in row.values.get("known", {}):
            asked = topics["questions"].get(question)
            kinds = (QuestionType.YES_NO, QuestionType.SEVERAL)
            settles = asked is not None and asked.values.get("type") in kinds
            if not settles and question not in topics["tables"] and question not in topics["numbers"]:
                said = (
                    "'known' goes by questions of yes or no or of several choices, tables and numbers,"
                    f" and {shown(question)} is none"
                )
                report.add(row.written("known"), "unknown-name", said)
    yielding = {name: row.words("yields_to") for name, row in topics["rows"].items()}
    one_way: Graph = {
        name: [other for other in others if other == name or name not in yielding.get(other, ())]
        for name, others in yielding.items()
    }
    _break_circles(one_way, {"rows": topics["rows"]}, report)


def check_same(topics: Topics, report: Report) -> None:
    """Report answers that are said to be the same as one that is not there, or as one of their own list, or
    to be told with such a one."""
    lists = {
        name: item.values.get("answers", {})
        for name, item in topics["questions"].items()
        if item.values.get("type") == QuestionType.SEVERAL
    }
    for topic, key in (("questions", "same_as"), ("spoken", "told_with")):
        for name, item in topics[topic].items():
            for option in item.values.get("answers", {}).values():
                if key in option.values:
                    _check_same(name, option, key, lists, report)


def _check_same(
    name: str, option: Item, key: str, lists: Mapping[str, Mapping[str, Item]], report: Report
) -> None:
    question, _, answer = option.values[key].partition(".")
    others = {other: answers for other, answers in lists.items() if other != name}
    if name not in lists or question not in others:
        wrong = name if name not in lists else question
        said = f"'{key}' joins answers of two questions of several choices, and {shown(wrong)} is none"
        report.add(option.written(key), "unknown-name", f"{said}{nearest(question, others)}")
    elif answer not in others[question]:
        hint = nearest(answer, others[question])
        said = f"{shown(answer)} is not an answer of '{question}'{hint}"
        report.add(option.written(key), "unknown-answer", said)


def read_otherwise(topics: Topics, report: Report) -> dict[str, Answer]:
    """Return the answer each question counts as while it does not apply; "not assessed" is left out."""
    found: dict[str, Answer] = {}
    for name, item in topics["questions"].items():
        if "otherwise" not in item.values or "type" not in item.values:
            continue
        try:
            answer = _otherwise(name, item)
        except UsageError as error:
            report.add(item.written("otherwise"), "unknown-answer", f"{error}; or not_assessed")
            continue
        if not isinstance(answer, NotAssessed):
            found[name] = answer
    return found


def _otherwise(name: str, item: Item) -> Answer:
    form = QuestionType(item.values["type"])
    value = data(item.values["otherwise"])
    if value == Reason.NOT_ASSESSED:
        return NotAssessed()
    if form in (QuestionType.TEXT, QuestionType.MONTH, QuestionType.DATE):
        raise UsageError("text and dates stand for no other answer, so only not_assessed fits here")
    options = tuple(Option(option, "") for option in _options(form, item))
    question = Question(name, "", form, "", options, range=number_range(item))
    answer = from_plain(question, value)
    if answer is None or isinstance(answer, NotAssessed):
        raise UsageError(f"{shown(str(value))} does not fit here; give an answer of '{name}'")
    return answer


def _options(form: QuestionType, item: Item) -> tuple[str, ...]:
    return YES_NO if form is QuestionType.YES_NO else tuple(item.values.get("answers", ()))


def operand_names(item: Item) -> list[Scalar]:
    """Return the ids among the operands of a derived number, as they stand there."""
    written = (one for operation in Operation for one in item.values.get(operation, ()))
    return [one for one in written if isinstance(one, Scalar)]


def number_range(item: Item) -> NumberRange | None:
    """Return the plausible range of a number question; None when it gives none."""
    ends = item.values.get("range")
    return NumberRange(ends[0], ends[1], item.values.get("whole", False)) if ends else None


def _keys(item: Item) -> tuple[str, ...]:
    return tuple(item.node.entries) if isinstance(item.node, MappingNode) else ()
