"""Files that try to crash, hang or fill the machine are refused, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import tries
from tests.flow.folders import EXAMPLE, problems, write

LOAD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
if sys.argv[2] == "pure":
    import yaml
    del yaml.CSafeLoader
from interview.errors import FlowError
from interview.flow.loading.loader import load_flow
try:
    load_flow(Path(sys.argv[1]))
    print("loaded")
except FlowError as error:
    print(len(str(error)), *{problem.code for problem in error.problems})
"""


def refused(folder: Path, content: str | bytes, parser: str = "libyaml") -> set[str]:
    """The codes with which a process of its own refuses a flow, in little time and few words."""
    write(folder, {"flow.yaml": content})
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), parser],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    length, *codes = done.stdout.split()
    assert int(length) < 200_000
    return set(codes)


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


BOMBS: dict[str, tuple[str | bytes, str]] = {
    "100,000 open brackets": ("a: " + "[" * 100_000, "too-deep"),
    "100,000 open braces": ("a: " + "{" * 100_000, "too-deep"),
    "100,000 dashes": ("- " * 100_000 + "x", "too-deep"),
    "3,000 question marks": ("? " * 3_000 + "a", "too-deep"),
    "3,000 levels of indentation": ("\n".join(" " * n + "k:" for n in range(1_000)), "too-deep"),
    "billion laughs": (laughs(9), "yaml-anchor"),
    "an anchor that holds itself": ("a: &a [*a]", "yaml-alias"),
    "more than a megabyte": ("a: " + "x" * 1_000_001, "too-large"),
    "too many values": ("a: [" + "1," * 400_000 + "]", "too-many-values"),
    "too many empty lists": ("a: [" + "[]," * 300_000 + "]", "too-many-values"),
    "a code-running tag": ("a: !!python/object/apply:os.system ['true']", "yaml-tag"),
    "a zero byte": (b"a: 'x\x00y'", "control-character"),
    "not UTF-8": (b"a: \xff\xfe\x00", "not-utf-8"),
    "UTF-16": ("a: b".encode("utf-16"), "not-utf-8"),
    "nothing": ("", "empty-file"),
    "two documents": ("a: 1\n---\nb: 2\n", "several-documents"),
    "a key that is a list": ("? [a]\n: b\n", "key-not-text"),
    "100,000 unknown keys": ("\n".join(f"k{n}: 1" for n in range(60_000)), "unknown-key"),
    "60,000 lines that are no YAML": ("\n".join(f"k{n}: a: b" for n in range(60_000)), "yaml-syntax"),
    "2,000 quotes that stay open": ("\n".join(f"k{n}: 'x" for n in range(2_000)), "yaml-syntax"),
    "a number of 5,000 digits": (EXAMPLE.replace("[1, 110]", f"[1, {'9' * 5_000}]"), "wrong-type"),
    "a key of 900,000 letters": ("k" * 900_000 + ": 1", "yaml-syntax"),
    "a quoted key of 1,000 letters": ('"' + "k" * 1_000 + '": 1', "unknown-key"),
    "300,000 empty lines in quotes": (EXAMPLE.replace("How old?", "'" + "\n" * 300_000 + "'"), "empty-text"),
    "a condition of 900,000 letters": (
        EXAMPLE.replace("when: grade is high", "when: " + "alarm and " * 90_000 + "alarm"),
        "condition-too-long",
    ),
    "20,000 conditions": (
        EXAMPLE.replace("when: grade is high", "when: {any: [" + "alarm, " * 30_000 + "alarm]}"),
        "too-many-conditions",
    ),
    "a circle of 9,000 facts": (
        EXAMPLE.replace(
            "facts:\n",
            "facts:\n" + "".join(f"  f{n}: {{when: f{(n + 1) % 9_000}, label: F}}\n" for n in range(9_000)),
        ),
        "circle",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, folder: Path) -> None:
    content, code = BOMBS[name]
    assert code in refused(folder, content)


@pytest.mark.parametrize(
    "name", ["100,000 open brackets", "100,000 dashes", "billion laughs", "too many values"]
)
def test_a_bomb_is_refused_without_libyaml(name: str, folder: Path) -> None:
    content, code = BOMBS[name]
    assert code in refused(folder, content, "pure")


def test_the_example_loads_without_libyaml(folder: Path) -> None:
    write(folder, EXAMPLE)
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), "pure"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout == "loaded\n"


FUZZ = settings(
    max_examples=tries(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FUZZ
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused_in_words(content: bytes, folder: Path) -> None:
    found = problems(write(folder, {"flow.yaml": content}))
    assert found
    assert "internal-fault" not in {problem.code for problem in found}


PIECES = st.sampled_from(
    [
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
        "\ufeff",
        "é",
    ]
)


@FUZZ
@given(data=st.data())
def test_a_damaged_flow_loads_or_is_refused_in_words(data: st.DataObject, folder: Path) -> None:
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:start] + "".join(data.draw(st.lists(PIECES, max_size=3))) + text[start + cut :]
    lines = len(text.splitlines()) + 1
    for problem in problems(write(folder, text)):
        assert problem.code != "internal-fault", str(problem)
        assert 1 <= problem.place.line <= lines
