"""A cohort on a page for its teacher: what went wrong, by line and by trainee, how sure they were, what
hardly anybody has right, and what they do not agree with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from interview.check.cases.responses import Response
from interview.flow.answer_text import all_of
from interview.flow.model import Flow
from interview.moments import day
from interview.practice.attempt import SURE
from interview.practice.case_code import first_word, numbered, version_of
from interview.practice.cohort import Cohort, Decision
from interview.practice.feedback import SAID, WORDS
from interview.practice.marking import RIGHT, Verdict
from interview.practice.report import SURE as SURE_IN_WORDS
from interview.practice.trainee_table import right_by
from interview.summary.phrases import start
from interview.summary.templates.escaping import escape_markdown
from interview.text import one_line

DEFENSIBLE_ONLY = "Decisions that only the author of a case calls right"
FEWEST_TRAINEES = 3
"""Of how many at least it says something that none of them has a line right."""
MOST_RIGHT = Fraction(1, 5)
"""The share of decisions that is right where hardly anybody is."""
HARDLY_ANYBODY = (
    "At least {} trainees decided on each of these lines{}, and of their decisions one in five at most is "
    "right. That can be by the key or by the wording as well as by the trainees: read both again before it "
    "counts."
)
NOT_TOLD = "what was right is not told"
Told = Callable[[Sequence[Decision]], str]


def totals(found: Cohort, flow: Flow, exam: str = "", codes: Sequence[str] = ()) -> str:
    """Return as Markdown what became of the decisions of a cohort with a flow, and who or what is left out;
    of an exam also how each of its cases went, whose `codes` are in their order.

    A case that was had before does not count; only why somebody does not agree is told of it too.
    """
    decisions = [one for one in found.decisions if one["again"] != "yes"]
    trainees = list(dict.fromkeys(one["trainee"] for one in found.decisions))
    places = {code: numbered(place, code) for place, code in enumerate(codes, start=1)}
    parts = (
        [
            f"# PRACTICE: {escape_markdown(f'the exam {exam}' if exam else 'a cohort')}",
            "",
            escape_markdown(_what_and_when(found.decisions, flow)),
            "",
            "Made-up patients. A case that was had before is not counted.",
        ],
        _table(trainees, _went(decisions, places)),
        _titled("How sure, and how many of these are right", _table(trainees, _sureness(decisions))),
        _titled("Harm, by line", [*_harms(decisions)]),
        _titled("Lines that hardly anybody has right", [*_hardly_right(decisions, places)]),
        _titled(
            "Not right, by line",
            [
                "Those with most errors made for certain come first, then those with most errors.",
                "",
                *_table(trainees, _by_line(decisions)),
            ],
        ),
        _titled("Does not agree", [*_disagreed(found.decisions, places)]),
        _titled("Unfinished, and counted as far as it goes", _listed(found.unfinished)),
        _titled("Without what was right", _listed(found.untold)),
        _titled("Left out", _listed(found.left_out)),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _what_and_when(decisions: Sequence[Decision], flow: Flow) -> str:
    """Return what was practised, in which version by the codes of the cases, when and by how many."""
    named = {version_of(one["case"]) for one in decisions} - {("", "")}
    own = sorted(version for word, version in named if word == first_word(flow.id)) or [flow.version]
    others = sorted(f"{word} {version}" for word, version in named if word != first_word(flow.id))
    days = sorted({day(one["begun"]) for one in decisions})
    when = f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}"
    count = len({one["trainee"] for one in decisions})
    by = "one trainee" if count == 1 else f"{count} trainees"
    said = f"{flow.title}, version {all_of(own)}. Practised {when} by {by}."
    return f"{said} Cases of another flow are among them: {all_of(others)}." if others else said


def _harms(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield each line with which harm was done: by which response, how often, and by whom."""
    lines: dict[str, list[Decision]] = {}
    for one in decisions:
        lines.setdefault(one["name"], []).append(one)
    harmful = {name: [one for one in made if _is_harmful(one)] for name, made in lines.items()}
    for name, done in sorted(harmful.items(), key=lambda line: -len(line[1])):
        if done:
            yield f"- {escape_markdown(start(name))}: {len(done)} of {_decisions(lines[name])}"
            yield from (f"  - {escape_markdown(told)}" for told in _ways(done))


def _ways(done: Iterable[Decision]) -> Iterator[str]:
    ways: dict[str, Counter[str]] = {}
    for one in done:
        ways.setdefault(SAID[Response(one["said"])], Counter())[one["trainee"]] += 1
    for said, by in sorted(ways.items(), key=lambda way: -way[1].total()):
        whom = ", ".join(f"{name} ({often})" if often > 1 else name for name, often in by.most_common())
        yield f"{said}: {by.total()}, by {whom}"


def _decisions(made: Collection[Decision]) -> str:
    return "one decision" if len(made) == 1 else f"{len(made)} decisions"


def _went(
    decisions: Sequence[Decision], places: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[Decision], Told]]:
    """Yield the rows of how it went: what each tells, of which decisions, and how."""
    cases = [*{(one["trainee"], one["case"]): one for one in decisions}.values()]
    yield "Cases passed", cases, _counted(_is_passed)
    yield "Score, mean of the cases", cases, _score
    yield "Decisions that do harm", decisions, _counted(_is_harmful)
    yield "Decisions that are not right", decisions, _counted(_is_wrong)
    if any(map(_is_defended, decisions)):
        yield DEFENSIBLE_ONLY, decisions, _counted(_is_defended)
    for code, named in places.items():
        mine = [one for one in cases if one["case"] == code]
        yield f"{named}: passed", mine, _counted(_is_passed)
        yield f"{named}: score", mine, _score


def _sureness(decisions: Iterable[Decision]) -> Iterator[tuple[str, Sequence[Decision], Told]]:
    every = list(decisions)
    for sure in SURE:
        made = [one for one in every if one["sure"] == str(sure)]
        yield start(SURE_IN_WORDS[sure]), made, _counted(_is_right)


def _by_line(decisions: Iterable[Decision]) -> Iterator[tuple[str, Sequence[Decision], Told]]:
    """Yield the row of each line, errors that were made for certain first."""
    lines: dict[str, list[Decision]] = {}
    for one in decisions:
        lines.setdefault(one["name"], []).append(one)
    for name, made in sorted(lines.items(), key=lambda line: _errors(line[1])):
        yield start(name), made, _wrong


def _errors(made: Collection[Decision]) -> tuple[int, int]:
    return -sum(map(_is_sure_and_wrong, made)), -sum(map(_is_wrong, made))


def _wrong(made: Sequence[Decision]) -> str:
    """Return how many decisions are wrong, and how many of these were made for certain."""
    certain = sum(map(_is_sure_and_wrong, made))
    return f"{_counted(_is_wrong)(made)}{f', {certain} for certain' if certain else ''}"


def _hardly_right(decisions: Iterable[Decision], places: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that hardly anybody has right; of an exam in each of its cases, as all had the same."""
    items: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        case = places.get(one["case"], "")
        items.setdefault((case, one["name"]), []).append(one)
    found = {item: made for item, made in items.items() if _is_hardly_right(made)}
    if found:
        where = " in the same case" if places else ""
        yield HARDLY_ANYBODY.format(FEWEST_TRAINEES, where)
        yield ""
    for (case, name), made in sorted(found.items(), key=lambda item: _errors(item[1])):
        called = f"{case}, {start(name)}" if case else start(name)
        certain, against = (sum(map(which, made)) for which in (_is_certain, _is_disagreed))
        counts = f"{_counted(_is_right)(made)} right, {certain} certain, {against} with a reason against it"
        yield f"- {escape_markdown(called)}: {counts}"
        yield from (f"  - {escape_markdown(told)}" for told in _responses(made))


def _is_hardly_right(made: Collection[Decision]) -> bool:
    """Return whether so many trainees decided and so few are right that it need not be by them."""
    trainees = {one["trainee"] for one in made}
    return len(trainees) >= FEWEST_TRAINEES and sum(map(_is_right, made)) <= MOST_RIGHT * len(made)


def _responses(made: Iterable[Decision]) -> Iterator[str]:
    """Yield what was right, and beside it how often each response was given."""
    given: dict[Response | None, Counter[str]] = {}
    for one in made:
        given.setdefault(right_by(one), Counter())[SAID[Response(one["said"])]] += 1
    for right, said in given.items():
        times = ", ".join(f"{response} ({often})" for response, often in said.most_common())
        yield f"{_the_rules(right)}; said: {times}"


def _disagreed(decisions: Iterable[Decision], places: Mapping[str, str]) -> Iterator[str]:
    """Yield each line that somebody does not agree with, and below it who, and why."""
    lines: dict[str, list[Decision]] = {}
    for one in filter(_is_disagreed, decisions):
        lines.setdefault(one["name"], []).append(one)
    for name, made in sorted(lines.items(), key=lambda line: -len(line[1])):
        yield f"- {escape_markdown(start(name))}"
        for one in made:
            case = places.get(one["case"], one["case"])
            said, sure = SAID[Response(one["said"])], SURE_IN_WORDS[int(one["sure"])]
            what = f"{said}, {sure}, {WORDS[Verdict(one['verdict'])]}; {_the_rules(right_by(one))}"
            told = f"{one['trainee']}, {case} ({what}): {one_line(one['disagrees'])}"
            yield f"  - {escape_markdown(told)}"


def _the_rules(right: Response | None) -> str:
    return f"the rules: {SAID[right]}" if right else NOT_TOLD


def _table(trainees: Sequence[str], rows: Iterable[tuple[str, Sequence[Decision], Told]]) -> list[str]:
    """Return a table with a column for each trainee, and one for all."""

    def row(title: str, every: Sequence[Decision], told: Told) -> str:
        parts = [[one for one in every if one["trainee"] == name] for name in trainees]
        cells = (told(part) if part else "" for part in (*parts, every))
        return f"| {escape_markdown(title)} | {' | '.join(cells)} |"

    return [
        f"| | {' | '.join(map(escape_markdown, trainees))} | all |",
        "|---|" + "---:|" * (len(trainees) + 1),
        *(row(*one) for one in rows),
    ]


def _titled(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines] if lines else []


def _listed(told: Iterable[str]) -> list[str]:
    return [f"- {escape_markdown(why)}" for why in told]


def _counted(counts: Callable[[Decision], bool]) -> Told:
    return lambda among: f"{sum(map(counts, among))} of {len(among)}"


def _score(cases: Sequence[Decision]) -> str:
    """Return the mean score; empty where no case had anything to weigh."""
    scores = [Decimal(one["score"]) for one in cases if one["score"]]
    return f"{sum(scores) / len(scores):.2f}" if scores else ""


def _is_harmful(decision: Decision) -> bool:
    return decision["verdict"] == Verdict.HARMFUL


def _is_defended(decision: Decision) -> bool:
    return decision["verdict"] == Verdict.DEFENSIBLE


def _is_passed(decision: Decision) -> bool:
    return decision["passed"] == "yes"


def _is_right(decision: Decision) -> bool:
    return decision["verdict"] in RIGHT


def _is_wrong(decision: Decision) -> bool:
    return not _is_right(decision)


def _is_certain(decision: Decision) -> bool:
    return decision["sure"] == str(SURE[-1])


def _is_sure_and_wrong(decision: Decision) -> bool:
    return _is_certain(decision) and _is_wrong(decision)


def _is_disagreed(decision: Decision) -> bool:
    return bool(decision["disagrees"])
