"""A flow as an author would write it, of any length: sections that refer to each other.

A section has twelve questions of every kind, a derived number, six facts, two tables, six recommendations, a
conflict and a constraint. One section in two refers to an earlier one.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from string import Template

from benchmarks.flows import HEAD, SOURCES

QUESTIONS = {
    "grade": "{type: one, answers: {mild: Mild, moderate: Moderate, severe: Severe, absent: Absent}",
    "tested": "{type: yes_no",
    "found": "{type: yes_no, applies_when: ${s}_tested is yes, otherwise: not_assessed",
    "borderline": "{type: yes_no, applies_when: ${s}_tested is yes, otherwise: not_assessed",
    "age": "{type: number, range: [18, 110], whole: true, unit: years",
    "signs": "{type: several, answers: {red: Red, swollen: Swollen, painful: Painful, stiff: Stiff}",
    "daily": "{type: yes_no, ask_when: '${s}_grade is one of (moderate, severe)'",
    "side": "{type: one, answers: {left: Left, right: Right, both: Both}, ask_when: ${s}_daily is yes",
    "before": "{type: number, range: [0, 40], whole: true, unit: points",
    "now": "{type: number, range: [0, 40], whole: true, unit: points",
    "weaker": "{type: yes_no",
    "falls": "{type: yes_no, ask_when: ${s}_frail",
}
QUESTION = """\
  ${name}:
    ${rest},
    ask: 'What is found at ${name}, worded as long as a question usually is?', label: Finding ${name},
    why: It decides what follows for ${name}.}
"""
LINE = """\
  ${s}_${name}:
    section: plan
    stance: ${stance}
    urgency: routine
    title: Line ${name} of ${s}
    say: What follows from the answers is worded here, in a sentence or two.
    when: ${when}
    evidence: [design_choice]
    sources: [design]
    topic: ${s}_${topic}
"""
LINES = {
    "treat": ("for", "treat", "{all: [${s}_class is high, ${clear}]}"),
    "hold": ("against", "treat", "{none: [${s}_class is high, ${s}_class is mid]}"),
    "watch": ("caution", "watch", "{all: [${s}_class is mid, ${s}_band is old]}"),
    "refer": ("for", "refer", "{any: [${s}_bad, ${s}_fall >= 5]}"),
    "tell": ("inform", "tell", "{all: [${s}_clear, ${s}_band is young]}"),
    "check": ("for", "check", "{all: [${s}_some, not ${s}_proven]}"),
}
FOLLOWS = {
    "facts": """\
  ${s}_frail: {label: Frail, when: '${s}_age > 75 or ${s}_signs has any of (stiff, painful)'}
  ${s}_proven: {label: Proven, when: ${s}_found is yes and ${s}_borderline is no}
  ${s}_bad: {label: Bad, when: {all: [${s}_grade is severe, ${frail}]}}
  ${s}_worse: {label: Worse, when: {any: [${s}_proven, ${s}_side is both, ${s}_falls is yes]}}
  ${s}_some:
    label: Some
    when: {at least 2 of: [${s}_daily is yes, ${s}_weaker is yes, ${s}_tested is no, any ${s}_signs]}
  ${s}_clear: {label: Clear, when: {none: [${s}_bad, ${s}_worse, ${some}]}}
""",
    "numbers": "  ${s}_fall: {difference: [${s}_before, ${s}_now], unit: points}\n",
    "tables": """\
  ${s}_class:
    label: Class
    policy: first
    outcomes: {high: high, mid: mid, low: low}
    rows:
      - {when: {all: [${s}_bad, ${s}_age > 40]}, then: high}
      - {when: {any: [${s}_worse, ${s}_fall >= 2]}, then: mid}
    otherwise: low
  ${s}_band:
    label: Band
    policy: unique
    outcomes: {young: young, old: old}
    rows:
      - {when: ${s}_age < 65, then: young}
      - {when: ${s}_age >= 65, then: old}
""",
    "conflicts": "  ${s}_odd: {when: {all: [${s}_grade is absent, any ${s}_signs]}, say: Look again.}\n",
    "constraints": "  ${s}_must: {must: {any: [not ${s}_side is right, ${s}_weaker is no]}, say: Odd.}\n",
}


def realistic_flow(folder: Path, count: int, seed: int = 1) -> Path:
    """Write a flow of about `count` questions with everything the language has; return its folder."""
    home = folder / f"realistic-{count}"
    home.mkdir()
    random = Random(seed)
    sections = [_words(number, random) for number in range(max(1, count // len(QUESTIONS)))]
    order = ", ".join(f"{words['s']}_{name}" for words in sections for name in QUESTIONS)
    text = HEAD.format(id=home.name, order=order)
    text += "".join(_questions(words) for words in sections)
    for part, template in FOLLOWS.items():
        text += f"{part}:\n" + "".join(Template(template).substitute(words) for words in sections)
    text += "recommendations:\n" + "".join(_lines(words) for words in sections)
    (home / "flow.yaml").write_text(text + SOURCES, encoding="utf-8")
    return home


def _words(number: int, random: Random) -> dict[str, str]:
    """Return what a section's templates are filled with; a section in two names facts of an earlier one."""
    words = {"s": f"s{number}", "frail": f"s{number}_weaker is yes", "some": f"s{number}_weaker is no"}
    words["clear"] = words["frail"]
    if number and random.random() < 0.5:
        fact = random.choice(["frail", "some", "clear"])
        words[fact] = f"s{random.randrange(number)}_{fact}"
    return words


def _questions(words: dict[str, str]) -> str:
    parts = []
    for name, rest in QUESTIONS.items():
        filled = Template(rest).substitute(words)
        parts.append(Template(QUESTION).substitute(name=f"{words['s']}_{name}", rest=filled))
    return "".join(parts)


def _lines(words: dict[str, str]) -> str:
    parts = []
    for name, (stance, topic, rest) in LINES.items():
        when = Template(rest).substitute(words)
        line = Template(LINE)
        parts.append(line.substitute(words, name=name, stance=stance, topic=topic, when=when))
    return "".join(parts)
