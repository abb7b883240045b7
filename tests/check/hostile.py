"""Flows made to crash, hang or fill whatever checks them: damaged files, and sound files with wild logic."""

from __future__ import annotations

import random
from collections.abc import Iterator

from interview.check.diagnostics.code import SOUND
from tests.flow.yaml.test_hostile import BOMBS

HEAD = """\
flow: wild
title: Wild
version: "1"
intended_use: Tests.
evidence_to: 2026-02
sections: {care: Care}
"""
_LINE = (
    "  {name}: {{section: care, stance: for, urgency: soon, title: {name}, say: Do the same., when: {when}, "
    "evidence: [design_choice]}}\n"
)
_PIECES = [
    *"{}[]:,-?&*!|>'\"%@`#~=<()",
    "\n",
    "  ",
    "- ",
    ": ",
    "<<: ",
    "not ",
    "any ",
    "null",
    "1",
    "\t",
    "\u2028",
]
DAMAGED = 80
_MANY = "\n      at least 100 of:\n" + "".join(f"        - q{n} is yes\n" for n in range(200))


def inputs() -> Iterator[tuple[str, str | bytes]]:
    """Yield at least 100 hostile `flow.yaml`, each with a name."""
    for name, (content, _) in BOMBS.items():
        yield name, content
    for number in range(DAMAGED):
        yield f"damaged {number}", _damaged(number)
    yield "pairs in the worst order", _choices(40, _worst_pairs(20))
    yield (
        "at least 100 of 200",
        _choices(200, {"many": "at least 100 of"}).replace("at least 100 of\n", _MANY),
    )
    yield "rules that mix everything", _choices(100, _mixed(15))
    yield "parities", _choices(150, _parities(75))
    yield (
        "1,500 facts in a chain",
        _choices(1, {"f0": "q0 is yes", **{f"f{n}": f"f{n - 1}" for n in range(1, 1_500)}}),
    )
    yield (
        "400 lines that say the same",
        _choices(10, {f"l{n}": f"q{n % 10} is yes" for n in range(400)}, facts=False),
    )
    yield "a number with 400 thresholds", _thresholds(400)
    yield "a difference with 60 thresholds each", _difference(60)
    yield "stand-ins for everything", _stand_ins(60)


def _choices(questions: int, rules: dict[str, str], facts: bool = True) -> str:
    asked = "".join(f"  q{n}: {{ask: Q?, label: Q, type: yes_no}}\n" for n in range(questions))
    order = ", ".join(f"q{n}" for n in range(questions))
    named = "".join(f"  {name}:\n    when: {when}\n    label: F\n" for name, when in rules.items())
    lines = {name: name for name in list(rules)[-60:]} if facts else rules
    listed = "".join(_LINE.format(name=f"r_{name}", when=f'"{when}"') for name, when in lines.items())
    body = f"facts:\n{named}" if facts else ""
    return f"{HEAD}interview: [{order}]\nquestions:\n{asked}{body}recommendations:\n{listed}"


def _worst_pairs(pairs: int) -> dict[str, str]:
    return {"pairs": " or ".join(f"(q{n} is yes and q{n + pairs} is yes)" for n in range(pairs))}


def _mixed(rules: int) -> dict[str, str]:
    chance = random.Random(1)

    def term() -> str:
        asked = (f"q{chance.randrange(100)} is {chance.choice(('yes', 'no'))}" for _ in range(3))
        return f"({' and '.join(asked)})"

    return {f"m{n}": " or ".join(term() for _ in range(14)) for n in range(rules)}


def _parities(rules: int) -> dict[str, str]:
    """Parities over questions far apart, each made of the one before."""
    found = {"p0": "q0 is yes"}
    for n in range(1, rules):
        other = f"q{n * 37 % 150}"
        found[f"p{n}"] = f"(p{n - 1} and {other} is no) or (not p{n - 1} and {other} is yes)"
    return found


def _thresholds(count: int) -> str:
    lines = "".join(_LINE.format(name=f"r{n}", when=f"n > {n}") for n in range(count))
    asked = "  n: {ask: N?, label: N, type: number, range: [0, 100000]}\n"
    return f"{HEAD}interview: [n]\nquestions:\n{asked}recommendations:\n{lines}"


def _difference(count: int) -> str:
    lines = "".join(
        _LINE.format(name=f"r_{name}_{n}", when=f"{name} > {n}") for name in "abd" for n in range(count)
    )
    asked = "".join(f"  {name}: {{ask: N?, label: N, type: number, range: [0, 999]}}\n" for name in "ab")
    numbers = "numbers:\n  d: {difference: [a, b]}\n"
    return f"{HEAD}interview: [a, b]\nquestions:\n{asked}{numbers}recommendations:\n{lines}"


def _stand_ins(count: int) -> str:
    asked = "  q0: {ask: Q?, label: Q, type: yes_no}\n" + "".join(
        f"  q{n}: {{ask: Q?, label: Q, type: yes_no, applies_when: q{n - 1} is yes, otherwise: no}}\n"
        for n in range(1, count)
    )
    order = ", ".join(f"q{n}" for n in range(count))
    lines = "".join(_LINE.format(name=f"r{n}", when=f"q{n} is yes") for n in range(count))
    return f"{HEAD}interview: [{order}]\nquestions:\n{asked}recommendations:\n{lines}"


def _damaged(seed: int) -> str:
    chance = random.Random(seed)
    text = SOUND
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text))
        pieces = "".join(chance.choices(_PIECES, k=chance.randrange(4)))
        text = text[:start] + pieces + text[start + chance.randrange(12) :]
    if seed % 4 == 0:
        lines = text.split("\n")
        chance.shuffle(lines)
        text = "\n".join(lines)
    return text
