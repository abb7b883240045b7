"""A template may include parts by name, and is checked and limited as if they were written in it."""

from pathlib import Path

import pytest

from interview.errors import UsageError
from interview.library import TemplateFile, template_file
from interview.summary.templates.renderer import render
from interview.summary.templates.sandbox import BadTemplate, fill
from interview.summary.templates.template import About, about, gather, require_sections
from interview.summary.templates.validation import SIZE_LIMIT, check_template
from tests.summary.templates.test_renderer import SUMMARIES


def put(folder: Path, **files: str) -> Path:
    """Write templates into a folder, by their names without endings."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt.j2").write_text(text, encoding="utf-8")
    return folder


def test_a_part_sees_what_there_is_where_it_is_included(tmp_path: Path) -> None:
    put(tmp_path, own="{% for line in plan %}\n{% include '_row.txt.j2' %}\n{% endfor %}")
    put(tmp_path, _row="- {{ loop.index }} {% include '_title.txt.j2' %}\n", _title="{{ line.title }}\n")
    text = render(SUMMARIES["urgent"], template_file("own", tmp_path))
    assert text.startswith("- 1 Same-day assessment\n- 2 Swallowing therapy")


def test_parts_are_looked_for_in_the_same_order_and_a_foreign_one_is_told(tmp_path: Path) -> None:
    named, own = (
        put(tmp_path / "named", _p="named"),
        put(tmp_path / "own", t="{% include '_p.txt.j2' %}", _p="own"),
    )
    template = TemplateFile("t.txt.j2", own / "t.txt.j2", beside=(named, own))
    text = render(SUMMARIES["typical"], template, wrap=0)
    assert (
        text == f"named\n\nMade with a template that was not shipped with the program: {named}/_p.txt.j2.\n"
    )


@pytest.mark.parametrize(
    ("source", "parts", "message"),
    [
        ("{% include '_a.txt.j2' %}", {}, "there is no part"),
        ("{% include 'note.txt.j2' %}", {"note.txt.j2": ""}, "a constant that begins with _"),
        ("{% include at %}", {}, "a constant"),
        ("{% include ['_a', '_b'] %}", {"_a": "", "_b": ""}, "a constant"),
        ("{% include '_a' ignore missing %}", {}, "a constant"),
        ("{% include '_a' %}", {"_a": "x\n{{ line.title }}"}, "_a, line 2: there is no 'line'"),
        ("{% include '_a' %}", {"_a": "{% include '_a' %}"}, "_a includes itself"),
        ("{% include '_a' %}", {"_a": "{% include '_b' %}", "_b": "{% include '_a' %}"}, "includes itself"),
        ("{% include '_a' %}", {"_a": "{{ at.upper() }}"}, "a call has no place in a template"),
        ("{% include '_a' %}", {"_a": "{% if at %}"}, "_a, line 1: "),
        ("{% include '_a' %}", {"_a": "x" * SIZE_LIMIT}, "with all it includes"),
        ("{% include '_a' %}" * 40, {"_a": "{% include '_b' %}" * 40, "_b": "x" * 99}, "all it includes"),
        ("{% if at %}" * 20 + "{% include '_a' %}" + "{% endif %}" * 20,
         {"_a": "{% if at %}" * 30 + "{% endif %}" * 30}, "nested too deeply"),
        ("{% for a in plan %}{% include '_a' %}{% endfor %}",
         {"_a": "{% for b in plan %}{% endfor %}"}, "a loop in a loop walks what belongs to its item"),
    ],
)  # fmt: skip
def test_what_a_part_does_wrong_is_told_where_it_is_included(
    source: str, parts: dict[str, str], message: str
) -> None:
    problems = check_template(source, "t.txt.j2", tuple(parts.items()))
    assert message in problems[0].message
    assert problems[0].place.line == 1


def test_nothing_is_loaded_while_a_template_runs() -> None:
    for source in ("{% include '_a' %}", "{% include at %}"):
        with pytest.raises(BadTemplate):
            fill(source, "t.txt.j2", {"at": "_a"})


def test_the_first_comment_says_title_and_sections(tmp_path: Path) -> None:
    said = about("{# Letter to speech\n   therapy. Sections: swallowing, breathing. More. #}\n{{ at }}")
    assert said == About("Letter to speech therapy", ("swallowing", "breathing"))
    assert about("{# Letter. Asks: skin. Tells: rash, itch. #}") == About(
        "Letter", (), ("skin",), ("rash", "itch")
    )
    assert about("{{ at }}{# Later. #}") == About()
    put(tmp_path, letter="{# Letter. Sections: swallowing, skin. #}")
    with pytest.raises(UsageError, match=r"letter\.txt\.j2 is for flows with the section skin; this one has"):
        require_sections(template_file("letter", tmp_path), ("swallowing", "breathing"))
    require_sections(template_file("letter", tmp_path), ("skin", "swallowing"))


def test_a_file_that_is_no_text_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "t.txt.j2").write_bytes(b"caf\xe9")
    with pytest.raises(BadTemplate, match="not UTF-8"):
        gather(template_file("t", tmp_path))
    put(tmp_path, odd="x")
    (tmp_path / "odd.txt.j2").rename(tmp_path / "odd.j2")
    with pytest.raises(BadTemplate, match=r"must end in one of \.txt\.j2, \.md\.j2, \.html\.j2"):
        render(SUMMARIES["typical"], template_file("odd", tmp_path))
