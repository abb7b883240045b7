"""`interview practice`: what can be asked for, and where it is kept."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from interview.cli import main
from interview.flow.loading.loader import load_flow
from interview.flow.yaml.nodes import File, Report
from interview.flow.yaml.strict import Reader, data
from interview.practice.case_code import drawn_code
from interview.practice.key import neutral_name
from interview.practice.sitting import Sitting
from interview.store.practice_log import NAME, PracticeLog
from interview.store.sql import PLAIN_NAME

FLOWS = Path(__file__).parents[3] / "flows"
Typed = Callable[[str], None]


def test_it_is_kept_in_a_file_of_its_own(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("1 soon\n")
    assert main(["practice", "--plain"]) == 0
    assert "PRACTICE" in capsys.readouterr().out
    assert (tmp_path / "data" / NAME).exists()
    assert not (tmp_path / "data" / PLAIN_NAME).exists()
    typed("done\n2\nq\n")
    assert main(["practice"]) == 0
    assert "Going on with case ibm-" in capsys.readouterr().out


def test_a_case_can_be_given_by_its_code(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed("")
    main(["practice"])
    said = capsys.readouterr().out
    code = re.findall(r"case (ibm-\S+)", said)[0]
    typed("")
    assert main(["practice", "--case", code]) == 0
    case = said[said.index("PRACTICE, case") :].split("What would you do")[0]
    assert case in capsys.readouterr().out
    typed("")
    other = str(drawn_code(load_flow(FLOWS / "ibm-management"), "7f3kq9"))
    assert main(["practice", "--case", f"{other[:-1]}{'3' if other.endswith('2') else '2'}"]) == 2
    assert "is mistyped" in capsys.readouterr().err
    typed("")
    assert main(["practice", "--case", "ibm-0.2.0-7f3kq95"]) == 2
    assert "was drawn with another state of ibm-management 0.2.0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--case", "ibm-9.9-7f3kq9"], "in which it would be another patient"),
        (["--case", "nonsense"], "is not the code of a case, such as ibm-"),
        (["nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_practised_is_told(
    arguments: list[str], said: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("")
    assert main(["practice", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_written_case_is_opened_by_its_name_and_titled_at_the_end(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("find fvc sitting\n1 soon\ndone\n2\nw 1\nq\n")
    assert main(["practice", "--case", "c08"]) == 0
    before, after = capsys.readouterr().out.split("answers for case")
    assert "54 % lying" in before
    assert "gives way" not in before
    assert "This was: A breathing muscle that gives way lying down." in " ".join(after.split())


def test_a_written_case_with_a_mistake_is_left_out_and_told(
    tmp_path: Path,
    flow: str,
    typed: Typed,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With its path from where somebody stands, wherever the flow lies."""
    (Path(flow) / "cases").mkdir()
    (Path(flow) / "cases" / "c01.yaml").write_text("case: No stages\n")
    typed("q\n")
    assert main(["practice", flow]) == 0
    said = capsys.readouterr()
    assert f"The first: {flow}/cases/c01.yaml:1:1: " in said.err
    monkeypatch.chdir(tmp_path.parent)
    for name in (flow, f"{tmp_path.name}/falls"):
        typed("q\n")
        assert main(["practice", name]) == 0
        assert f"The first: {tmp_path.name}/falls/cases/c01.yaml:1:1: " in capsys.readouterr().err
    assert "PRACTICE, case" in said.out


def test_a_written_case_is_begun_from_answers(
    tmp_path: Path, flow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "patient.yaml"
    answers.write_text("fallen: yes\n")
    assert main(["practice", flow, "--new-from", str(answers)]) == 0
    assert "fallen: yes" in capsys.readouterr().out
    answers.write_text("falen: yes\n")
    assert main(["practice", flow, "--new-from", str(answers)]) == 2
    assert "did you mean 'fallen'" in capsys.readouterr().err


def test_the_schema_of_cases_fits_those_that_come_with_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["schema", "--cases"]) == 0
    check = jsonschema.Draft7Validator(json.loads(capsys.readouterr().out))
    for file in sorted((FLOWS / "ibm-management" / "cases").iterdir()):
        root = Reader(Report()).read(File(file.name, file.read_text(encoding="utf-8")))
        assert root is not None
        assert [error.message for error in check.iter_errors(data(root))] == [], file.name
    assert list(check.iter_errors({"case": "No stages"})) != []


@pytest.mark.parametrize("cases", ["0", "101", "-1", "many", "1e3"])
def test_a_test_has_so_many_cases(cases: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["practice", f"--test={cases}"])
    assert end.value.code == 2
    assert "from 1 to 100 cases" in capsys.readouterr().err


def test_a_flow_of_ones_own_can_be_practised(
    flow: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("1 soon\n")
    assert main(["practice", flow]) == 0
    assert f"'interview practice {flow}' goes on with it." in " ".join(capsys.readouterr().out.split())
    typed("done\n1\nw 1\nq\n")
    assert main(["practice", flow]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "answers for case falls-3-" in said
    assert f"'interview practice {flow} --progress' tells how it goes." in said


def test_what_cannot_be_read_of_before_stops_nobody(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / NAME).write_bytes(b"no database" * 200)
    typed("1 soon\n")
    assert main(["practice"]) == 0
    said = capsys.readouterr()
    assert "what was practised before cannot be read" in said.err
    assert "NOT KEPT" in said.out


@pytest.mark.parametrize("fault", ["damaged", "a file for a folder"])
def test_no_report_is_empty_and_no_key_printed_where_nothing_can_be_read(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    if fault == "damaged":
        folder.mkdir()
        (folder / NAME).write_bytes(b"no database" * 200)
    else:
        folder.write_text("no folder", encoding="utf-8")
    assert main(["practice", "--progress"]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert NAME in said.err
    for wanted in ("key", "both"):
        assert main(["practice", "--case", "c08", "--print", wanted]) == 2
        said = capsys.readouterr()
        assert not said.out
        assert "no key can be printed while what is practised here cannot be read" in said.err
    assert main(["practice", "--case", "c08", "--print"]) == 0
    assert "cannot be read" not in capsys.readouterr().err


def test_a_second_window_is_told_and_changes_nothing(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview.store.locks.WAIT", 0.0)
    typed("1 soon\n")
    assert main(["practice"]) == 0
    log = PracticeLog(tmp_path / "data")
    kept, release = log.rows(), log.claim()
    typed("2 soon\ndone\n2\n")
    assert main(["practice"]) == 2
    assert "Practice is open in another window" in capsys.readouterr().err
    assert log.rows() == kept
    release()
    typed("2 soon\n")
    assert main(["practice"]) == 0
    assert "Going on with case" in capsys.readouterr().out
    log.claim()()


def test_progress_is_told_or_written(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("done\n3\nq\n")
    main(["practice"])
    capsys.readouterr()
    as_a_table = ["practice", "--progress", "csv", "--output", str(tmp_path / "mine.csv")]
    for arguments, code in ((["practice", "--progress"], 0), (as_a_table, 0), (as_a_table, 2)):
        typed("")
        assert main(arguments) == code
    assert capsys.readouterr().out.startswith("# PRACTICE: progress with")
    assert (tmp_path / "mine.csv").read_bytes().startswith(b"\xef\xbb\xbfcase,begun,")


def test_what_is_advised_for_a_flow_of_a_named_folder_works_as_it_stands(
    flow: str, tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--flows` does not stand in it, so the flow has to be asked for by its folder."""
    named = ["practice", Path(flow).name, "--flows", str(tmp_path)]
    typed("1 soon\n")
    assert main(named) == 0
    left = " ".join(capsys.readouterr().out.split())
    (advised,) = re.findall(r"'(interview [^']+)' goes on with it", left)
    assert advised == f"interview practice {flow}"
    typed("q\n")
    assert main(shlex.split(advised)[1:]) == 0
    assert "Going on with case" in capsys.readouterr().out
    typed("")
    assert main([*named, "--print"]) == 0
    told = re.findall(r"Its key: (interview .+)", capsys.readouterr().err)
    assert main(shlex.split(told[0])[1:]) == 0


def test_a_teacher_gets_a_handout_a_key_and_an_exam(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exam = Path("exam.yaml")
    exam.write_text("exam: Swallowing\nseed: a\nrules: [speech_therapy, dietitian]\n", encoding="utf-8")
    said = []
    for arguments in (["--print"], ["--print", "key"]):
        typed("")
        assert main(["practice", "--exam", str(exam), *arguments]) == 0
        said.append(list(dict.fromkeys(re.findall(r"\((ibm-\S+)\)", capsys.readouterr().out))))
    assert said[0] == said[1]
    typed("done\n1\n")
    main(["practice", "--exam", str(exam)])
    goes_on = f"'interview practice --exam {exam}' goes on with it."
    assert goes_on in " ".join(capsys.readouterr().out.split())
    typed("done\n3\n")
    main(["practice", "--exam", str(exam)])
    told = capsys.readouterr().out
    assert "Case 2 of 2" in told
    assert re.findall(r"answers for case (\S+)", told) == said[0]
    typed("")
    main(["practice", "--exam", str(exam)])
    assert "answers for case" in capsys.readouterr().out  # it is taken once; then it shows its answers
    exam.write_text("exam: [", encoding="utf-8")
    typed("")
    assert main(["practice", "--exam", str(exam)]) == 2


def test_an_exam_of_written_cases_is_taken_printed_and_marked(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    typed("")
    assert main(["practice", "--exam", str(exam), "--print", "key"]) == 0
    key = capsys.readouterr().out
    assert key.index("-c05)") < key.index("-c12)")
    typed("done\n1\ndone\n2\n")
    assert main(["practice", "--exam", str(exam)]) == 0
    said = capsys.readouterr().out
    assert "Case 2 of 2" in said
    assert said.count("PRACTICE, exam: Two of ours. Case ") == 2
    assert said.index("exam: Two of ours. These are its answers.") < said.index("answers for case ibm-")
    assert said.index("answers for case ibm-") < said.index("The exam 'Two of ours' is over")
    typed("")
    main(["practice", "--progress", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert {row["test"] for row in rows} == {"Two of ours"}
    exam.write_text("exam: Two of ours\ncases: [c05, c99]\n", encoding="utf-8")
    typed("")
    assert main(["practice", "--exam", str(exam)]) == 2
    assert f"{exam}:2:14: there is no written case 'c99'" in capsys.readouterr().err


def test_a_handout_and_its_key_are_of_one_case(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed("")
    assert main(["practice", "--print"]) == 0
    said = capsys.readouterr()
    (code,) = set(re.findall(r"\((ibm-\S+)\)", said.out))
    findings, key = (
        told
        for kept in ("findings", "key")
        for wanted in re.findall(f"Its {kept}: interview (.+)", said.err)
        if main(wanted.split()) == 0 and (told := capsys.readouterr().out)
    )
    assert f"({code})" in findings
    assert f"({code})" in key
    assert said.out.split("\n\n")[3][:40] in key
    for kept in ("findings", "key"):
        assert main(["practice", "--print", kept]) == 2
        assert f"the {kept} of which case?" in capsys.readouterr().err
    assert main(["practice", "--print", "both"]) == 0
    both = capsys.readouterr().out
    papers = re.findall(r"\((ibm-\S+)\)", both)
    assert (len(papers), len(set(papers))) == (3, 1)
    assert both.index("# PRACTICE: Cases: findings") < both.index("# PRACTICE: Cases: key")


def test_what_has_to_be_asked_for_is_a_file_of_its_own_and_no_part_of_a_handout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a handout can be given away as it comes."""
    of_case = ["practice", "--case", "c08", "--print"]
    kept, given = tmp_path / "kept.md", tmp_path / "given.pdf"
    assert main([*of_case, "findings", "--output", str(kept)]) == 0
    found = kept.read_text(encoding="utf-8")
    assert found.startswith("# PRACTICE: Cases: findings")
    assert "What would you do" not in found
    assert main([*of_case, "handout", "--output", str(given)]) == 0
    assert "findings" not in "".join(page.extract_text() for page in PdfReader(given).pages)
    capsys.readouterr()
    assert main(of_case) == 0
    handout = capsys.readouterr().out
    assert "findings" not in handout
    every = [line.removeprefix("- ") for line in found.splitlines() if line.startswith("- ")]
    told = [line.partition(": ")[2] or line for line in every]
    assert told
    assert not any(text in handout for text in told)


def test_neither_findings_nor_key_are_printed_of_what_is_under_way(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    of_exam, of_case = ["practice", "--exam", str(exam)], ["practice", "--case", "c08"]
    typed("1 soon\n")
    main(of_case)
    typed("done\n2\n")
    main(of_exam)
    capsys.readouterr()
    for arguments in (of_case, of_exam, ["practice", "--case", "c05"]):
        for wanted in ("findings", "key", "both"):
            assert main([*arguments, "--print", wanted]) == 2
            said = capsys.readouterr()
            assert "is under way here" in said.err
            assert not said.out
        assert main([*arguments, "--print", "handout"]) == 0
        assert "key" not in capsys.readouterr().out
    typed("done\n2\nq\n")
    main(of_exam)
    capsys.readouterr()
    typed("")
    assert main([*of_exam, "--print", "key"]) == 0
    assert "Two of ours: key" in capsys.readouterr().out


def test_the_table_of_an_exam_tells_no_answer_while_it_is_under_way(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    of_cohort = ["practice", "--exam", str(exam), "--cohort", str(tmp_path)]
    told = []
    for answers in ("", "done\n2\nq\n", "done\n2\nq\n"):
        if answers:
            typed(answers)
            main(["practice", "--exam", str(exam)])
        capsys.readouterr()
        typed("")
        assert main(of_cohort) == 2
        told.append(capsys.readouterr().err)
    assert "there is no trainee's table" in told[0]
    assert "its table of trainees would tell what is to be found out" in told[1]
    assert "there is no trainee's table" in told[2]


def test_neither_findings_nor_key_are_printed_of_a_case_that_an_exam_under_way_has_still_to_come(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Three of ours\ncases: [c05, c12, c08]\n", encoding="utf-8")
    of_exam = ["practice", "--exam", str(exam)]
    typed("done\n2\nq\n")
    main(of_exam)
    capsys.readouterr()
    for name in ("c05", "c12", "c08"):
        for wanted in ("findings", "key", "both"):
            typed("")
            assert main(["practice", "--case", name, "--print", wanted]) == 2
            said = capsys.readouterr()
            assert f"-{name} is under way here" in said.err
            assert not said.out
        typed("")
        assert main(["practice", "--case", name]) == 2
        assert "it is told once that is" in capsys.readouterr().err
    typed("")
    assert main(["practice", "--case", "c11", "--print", "key"]) == 0
    typed("done\n2\ndone\n2\nq\n")
    assert main(of_exam) == 0
    typed("")
    assert main(["practice", "--case", "c08", "--print", "key"]) == 0


def test_a_written_case_that_was_left_out_is_not_said_to_be_missing(
    tmp_path: Path, flow: str, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(flow) / "cases").mkdir()
    (Path(flow) / "cases" / "c01.yaml").write_text("case: No stages\n", encoding="utf-8")
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: One\ncases: [c01]\n", encoding="utf-8")
    for more in (["--case", "c01"], ["--exam", str(exam)], ["--case", "c01", "--print", "key"]):
        typed("")
        assert main(["practice", flow, *more]) == 2
        assert "the written case c01 is there, and was left out for its mistakes" in capsys.readouterr().err
    typed("")
    assert main(["practice", flow, "--case", "c02"]) == 2
    assert "has no written case c02" in capsys.readouterr().err


def test_no_answer_is_told_of_an_exam_to_come_by_the_code_of_one_of_its_cases(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Falls\nseed: spring\nrules: [falls_review]\n", encoding="utf-8")
    of_exam = ["practice", "--exam", str(exam)]
    assert main([*of_exam, "--print"]) == 0
    said = capsys.readouterr()
    (code,) = set(re.findall(r"\((ibm-\S+)\)", said.out))
    assert f"--exam {exam}" in said.err
    of_case = ["practice", "--case", code]
    for wanted in ("key", "both"):
        assert main([*of_case, "--print", wanted]) == 2
        said = capsys.readouterr()
        assert not said.out
        assert "its key can be had with --exam FILE alone" in said.err
    assert main([*of_case, "--print"]) == 0
    assert "--exam FILE" in capsys.readouterr().err
    for how in ([], ["--test", "1"]):
        typed("done\n2\nq\n")
        assert main([*of_case, *how]) == 2
        assert "it is told once that is" in capsys.readouterr().err
    assert main([*of_exam, "--print", "key"]) == 0
    typed("done\n2\nq\n")
    assert main(of_exam) == 0
    typed("")
    assert main([*of_case, "--print", "key"]) == 0
    typed("q\n")
    assert main(of_case) == 0


def test_what_has_to_be_asked_for_in_an_exam_to_come_is_had_by_whoever_has_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Falls\nseed: spring\nrules: [falls_review]\n", encoding="utf-8")
    assert main(["practice", "--exam", str(exam), "--print", "findings"]) == 0
    (code,) = set(re.findall(r"\((ibm-\S+)\)", capsys.readouterr().out))
    assert main(["practice", "--case", code, "--print", "findings"]) == 2
    said = capsys.readouterr()
    assert "its findings can be had with --exam FILE alone" in said.err
    assert not said.out


def test_a_case_about_a_line_is_begun_by_its_id_or_its_words(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ("falls_review", "falls"):
        typed("done\n1\nq\n")
        assert main(["practice", "--rule", words]) == 0
        capsys.readouterr()
    typed("")
    main(["practice", "--progress", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert {row["line"] for row in rows if row["in_practice"] == "yes"} == {"falls_review"}
    assert len({row["case"] for row in rows}) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("swallow", "which line is 'swallow'?\nspeech_therapy "),
        ("dietician", "no line has 'dietician'; did you mean 'dietitian'?"),
        ("xyzzy", "no line has 'xyzzy'. --rule alone lists every line."),
        ("exercise", "'exercise' only informs or holds for everyone"),
    ],
)
def test_a_line_that_is_not_clear_is_told(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "--rule", words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--rule", "--case"])
def test_a_very_long_text_is_not_told_whole(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", option, "falls" * 2000]) == 2
    said = capsys.readouterr().err
    assert f"'{('falls' * 12)}…'" in said
    assert len(said) < 300


def test_every_line_that_can_be_practised_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "--rule"]) == 0
    said = capsys.readouterr().out
    flow = load_flow(FLOWS / "ibm-management")
    ids = [line.split()[0] for line in said.splitlines() if line.startswith("  ")]
    assert sorted(ids) == sorted(name for name, line in flow.recommendations.items() if line.is_practised)
    assert all(neutral_name(flow, name)[1:] in said for name in ids)
    assert main(["practice", "--rule", "falls", "--test"]) == 2
    assert "--rule LINE and --test N do not go together" in capsys.readouterr().err


def test_the_tables_of_a_folder_become_one(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("")
    assert main(["practice", "--cohort", str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    typed("done\n2\nq\n")
    page, made = tmp_path / "all.md", ["practice", "--cohort", str(tmp_path)]
    for arguments in (
        ["practice", "--case", "c08"],
        ["practice", "--progress", "csv", "--output", str(tmp_path / "ada.csv")],
        [*made, "--output", str(page)],
        [*made, "--output", str(tmp_path / "all.csv")],
    ):
        assert main(arguments) == 0
        typed("")
    assert (tmp_path / "all.csv").read_text(encoding="utf-8-sig").startswith("trainee,case,")
    assert "| | ada | all |" in page.read_text(encoding="utf-8")
    exam = tmp_path / "exam.yaml"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    of_exam = [*made, "--exam", str(exam)]
    assert main(of_exam) == 2
    assert "no table has the exam 'Two of ours'" in capsys.readouterr().err
    typed("done\n1\ndone\n2\n")
    main(["practice", "--exam", str(exam)])
    typed("")
    main(["practice", "--progress", "csv", "--output", str(tmp_path / "bob.csv")])
    capsys.readouterr()
    assert main(of_exam) == 0
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out.lstrip("\ufeff"))))
    assert {(row["trainee"], row["test"]) for row in rows} == {("bob", "Two of ours")}
    assert f"left out: {tmp_path / 'ada.csv'} holds no decision that bob.csv does not hold" in said.err


def test_the_table_of_an_exam_holds_nothing_else_and_an_empty_one_is_named(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    exam, tables = tmp_path / "exam.yaml", tmp_path / "tables"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    tables.mkdir()
    typed("done\n2\nq\n")
    main(["practice", "--case", "c08"])
    typed("done\n1\ndone\n2\n")
    main(["practice", "--exam", str(exam)])
    typed("")
    written = tables / "ada.csv"
    assert main(["practice", "--progress", "csv", "--exam", str(exam), "--output", str(written)]) == 0
    head, *rows = written.read_text(encoding="utf-8-sig").splitlines()
    assert rows
    assert all("Two of ours" in row for row in rows)
    (tables / "eve.csv").write_text(f"{head}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["practice", "--cohort", str(tables), "--exam", str(exam)]) == 0
    assert "eve.csv has no case that is over" in capsys.readouterr().err
    first = rows[0].split(",")[0]
    cut = "\n".join((head, *(row for row in rows if row.startswith(first))))
    written.write_text(f"{cut}\n", encoding="utf-8")
    assert main(["practice", "--cohort", str(tables), "--exam", str(exam)]) == 0
    assert "ada, whose table has 1 of the 2 cases of the exam" in capsys.readouterr().err


def test_the_table_of_an_exam_is_made_once_it_is_over(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that holds nothing yet would stand in the way of the one that counts."""
    exam, table = tmp_path / "exam.yaml", tmp_path / "ada.csv"
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    typed("done\n1\nq\n")
    main(["practice", "--exam", str(exam)])
    typed("")
    assert main(["practice", "--progress", "csv", "--exam", str(exam), "--output", str(table)]) == 2
    assert "'Two of ours' can be told yet: take it to its end first" in capsys.readouterr().err
    assert not table.exists()


def test_an_exam_that_has_become_another_one_is_told(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its cases are others, so that it begins anew; what was answered before is not lost without a word."""
    exam, table = tmp_path / "exam.yaml", tmp_path / "ada.csv"
    of_exam = ["practice", "--exam", str(exam)]
    exam.write_text("exam: Two of ours\ncases: [c05]\n", encoding="utf-8")
    typed("done\n1\n")
    main(of_exam)
    assert "it is another exam" not in capsys.readouterr().err
    exam.write_text("exam: Two of ours\ncases: [c05, c12]\n", encoding="utf-8")
    typed("")
    assert main([*of_exam, "--progress", "csv", "--output", str(table)]) == 2
    assert "was taken before the flow, the program or its file changed" in capsys.readouterr().err
    assert not table.exists()
    typed("done\n1\nq\n")
    main(of_exam)
    assert "What was answered then is kept" in capsys.readouterr().err


def test_a_cohort_is_of_a_flow_that_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "nosuch", "--cohort", str(tmp_path)]) == 2
    assert "there is no flow 'nosuch'" in capsys.readouterr().err


def test_at_a_terminal_it_is_the_full_screen_unless_plain_is_asked_for(
    typed: Typed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Sitting] = []

    def show(sitting: Sitting) -> str:
        shown.append(sitting)
        return sitting.leave()

    monkeypatch.setattr("interview.cli.commands.practice.is_plain", lambda: False)
    monkeypatch.setattr("interview.tui.app.run_practice", show)
    typed("")
    assert main(["practice", "--plain"]) == 0
    assert not shown
    plain = re.findall(r"case (ibm-\S+)", capsys.readouterr().out)[0]
    assert main(["practice"]) == 0
    assert [str(sitting.practice.case.code) for sitting in shown if sitting.practice.case] == [plain]
    assert f"Case {plain} is kept; 'interview practice' goes on with it." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "name", "said"),
    [
        (["--progress"], "ada.csv", "--progress markdown is made as Markdown, not as .csv: name a file .md"),
        (["--progress", "csv"], "ada.md", "--progress csv is made as CSV, not as .md: name a file .csv"),
        (["--cohort", "."], "all.pdf", "a cohort is made as CSV or Markdown, not as .pdf"),
        (["--new-from", "x.yaml"], "c90.txt", "a written case is made as YAML, not as .txt"),
    ],
)
def test_no_file_says_that_it_is_something_else(
    arguments: list[str], name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practice", *arguments, "--output", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "exams.2027"
    folder.mkdir()
    assert main(["practice", "--progress", "csv", "--output", str(folder)]) == 0
    assert [file.suffix for file in folder.iterdir()] == [".csv"]


def test_a_paper_is_no_word_document_under_any_name(
    tmp_path: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("")
    file = tmp_path / "handout.docx"
    assert main(["practice", "--print", "handout", "--output", str(file)]) == 2
    assert "as Markdown or PDF, not as .docx" in capsys.readouterr().err
    assert not file.exists()
