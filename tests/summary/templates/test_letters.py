"""Letters, handover and the patient's page: what they promise, for a patient of every path."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from functools import cache

import pytest

from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import Result
from interview.errors import UsageError
from interview.export.makers import Material, Options, make
from interview.flow.answer_text import from_plain
from interview.flow.model import Stance, Urgency
from interview.library import flow_folder, templates_folder
from interview.summary.audiences import HEADINGS as OF_LETTERS
from interview.summary.builder import build
from interview.summary.handover import HEADINGS as OF_HANDOVER
from interview.summary.handover import MOST as WORDS_OF_HANDOVER
from interview.summary.handover import handover
from interview.summary.model import Line, Summary
from interview.summary.note import count
from interview.summary.phrases import lower, start
from interview.summary.short_note import short_note
from interview.summary.templates.renderer import render, shipped_template
from interview.summary.templates.template import about, require_patient_words
from tests.summary.example import AT, typical
from tests.summary.patients import PATHS, PATIENTS, logic, patient, summary_of

SPEECH, CENTRE = "letter-speech-therapy.txt.j2", "letter-neuromuscular.txt.j2"
HANDOVER, PATIENT, PAGE = "handover.txt.j2", "patient.txt.j2", "patient.html.j2"
LETTERS = (SPEECH, CENTRE)
TEXTS = (*LETTERS, HANDOVER, PATIENT)
BLANKS = ("[Patient]", "[Sender]")
NOT_FOR_PATIENTS = (
    r"dysphagia|aspirat|immunosuppress|cohort of|hazard|base topic|UpToDate|ENMC|IBMFRS|FVC|MRC|BMI|HIV"
    r"|malignan|differential|contraindicat|whatever the|ruled out|holds|does not apply|recommendation"
    r"|cannot be judged|\bmg\b|diagnosed|you have IBM|must\b|should take"
)
SCREEN = 24
"""Rows of a terminal."""
WORDS_OF_LETTER = 350
WORDS_OF_PAGE, USUAL_WORDS_OF_PAGE = 540, 354
GRADE = 6
"""Years of school by Kincaid and others (1975, Navy Research Branch Report 8-75): age 11 to 12."""
LONGEST_SENTENCE = 26
"""Words; what a reader of about twelve can follow."""


@cache
def summaries() -> dict[str, Summary]:
    """The first patient of every path of the shipped flow, and those whose notes were read line by line."""
    first = {path: summary_of(path, 0) for path in PATHS}
    return first | {name: build(patient(name), at=AT) for name in PATIENTS}


NAMES = sorted([*PATIENTS, *PATHS])
each = pytest.mark.parametrize("name", NAMES)


@cache
def text(template: str, name: str, wrap: int = 0) -> str:
    return render(summaries()[name], shipped_template(template), wrap=wrap)


def of_letter(template: str, summary: Summary) -> list[Line]:
    """The lines that hold in the sections of a letter; no remarks to a reader who knows best."""
    said = about((templates_folder() / template).read_text(encoding="utf-8"))
    lines = summary.plan if said.asks else (*summary.plan, *summary.remarks)
    return [line for line in lines if line.section in said.sections]


def about_centre() -> tuple[str, ...]:
    return about((templates_folder() / CENTRE).read_text(encoding="utf-8")).sections


def told(made: str, line: Line) -> list[tuple[str, str]]:
    """Urgency and references with which a letter tells a line, for each time it does."""
    said = {line.title, line.short, line.asks, line.letter, line.decides}
    names = "|".join(re.escape(name) for name in said if name)
    item = rf"(?:^\d+\. |^- |: |; |^|\]\. )(?:{names})(?: \((same day|soon)\))? \[(.*?)\](?=$|; |\.)"
    found = re.findall(item, made, re.MULTILINE)
    soon = re.search(r"^Being considered here, soon: .*$", made, re.MULTILINE)
    later = re.findall(item, made.replace(soon.group(), ""), re.MULTILINE) if soon else found
    return [("soon" if one not in later else one[0], one[1]) for one in found]


def as_told(line: Line) -> tuple[str, str]:
    urgency = "" if line.urgency is Urgency.ROUTINE else line.urgency.value.replace("_", " ")
    return urgency, str(line.leading[0].number)


@each
@pytest.mark.parametrize("template", TEXTS)
def test_a_text_is_ascii_narrow_and_keeps_its_blanks(template: str, name: str) -> None:
    made = text(template, name, wrap=76)
    assert made.isascii()
    assert all(len(row) <= 76 for row in made.split("\n"))
    assert all(blank in made for blank in BLANKS)
    assert not re.search(r"\*\*\*|@|[{}]|\n\n\n", made)


@each
@pytest.mark.parametrize("template", TEXTS)
def test_no_heading_is_empty(template: str, name: str) -> None:
    made = f"{text(template, name)}\n\n"
    assert re.findall(r"\n(?:[A-Z]{3}[A-Z ,]+)(?:, never .*|, so not .*)?\n(?=\n)", made) == []


@each
@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_tells_every_line_of_its_sections_once_as_urgent_as_it_is(template: str, name: str) -> None:
    summary, made = summaries()[name], text(template, name)
    for line in of_letter(template, summary):
        assert told(made, line) == [as_told(line)] or line.letter
        assert [number for _, number in told(made, line)] == [str(line.leading[0].number)]
    references = made.split("Sources: ")[-1]
    for number in {number for line in of_letter(template, summary) for number in [line.leading[0].number]}:
        assert re.search(rf"(?:^|; ){number} \S", references)


@each
@pytest.mark.parametrize("template", [*LETTERS, HANDOVER])
def test_what_cannot_wait_comes_first_in_every_letter(template: str, name: str) -> None:
    second = text(template, name).split("\n\n")[1]
    assert ("SAME DAY" in second) == summaries()[name].pressing
    assert ("[What " in second) == summaries()[name].pressing


@each
def test_the_handover_has_few_words_and_leaves_out_nothing_that_is_urgent_or_warns(name: str) -> None:
    summary = summaries()[name]
    found = handover(summary, short_note(summary))
    made = text(HANDOVER, name)
    body = made.split("\nOptions for your judgement")[0]
    printed = count(re.sub(r"^Comment: .*$", "", re.sub(r" ?\[[^\]]*\]", "", body), flags=re.MULTILINE))
    screen = re.sub(r"^Comment: .*?\n\n", "\n", text(HANDOVER, name, wrap=76), flags=re.MULTILINE | re.DOTALL)
    must = {
        line.id
        for line in summary.plan
        if line.urgency is not Urgency.ROUTINE or line.stance is not Stance.FOR
    }
    told_lines = {one for row in (*found.today, *found.soon, *found.beware) for one in row.lines}
    assert must - {line.id for line in summary.remarks} <= told_lines
    assert printed <= WORDS_OF_HANDOVER
    assert len(screen.splitlines()) <= SCREEN or not (found.routine or len(found.who) > 1)
    assert made.index("\nTODAY") < made.index("\nREAD BACK: ")


def test_the_handover_tells_a_result_on_its_way_once_and_nothing_that_hangs_in_the_air() -> None:
    made = text(HANDOVER, "everything-passed-over")
    assert len(re.findall(r"\bCK\b(?! is no measure)", made)) == 1
    assert "CHASE: CK." in made
    assert "WHO: " in text(HANDOVER, "treated-for-another-disease")
    assert "in its own right" not in text(HANDOVER, "treated-for-another-disease")


def test_the_handover_of_a_return_visit_fits_one_screen_with_what_is_otherwise_by_its_mark() -> None:
    summary = build(patient("messy_later"), at=AT, visits=(patient("messy"),))
    made = render(summary, shipped_template(HANDOVER))
    assert len(made.splitlines()) <= SCREEN
    assert re.search(
        r"SINCE [\d-]+: new rimmed vacuoles, breathing symptoms \(breathless lying\s+flat\), FVC", made
    )
    assert "gap IBMFRS." in made
    assert "SOON: ventilatory referral; breathing tests; " in made


def test_the_handover_says_what_could_be_urgent_and_is_not_known() -> None:
    made = text(HANDOVER, "nothing")
    assert "that is no all-clear." in made
    assert "ASK FIRST, not known: urgent problems" in made
    assert re.search(r"NOT KNOWN, would not wait: .*breathing symptoms", made)
    assert "ASK FIRST" in text(HANDOVER, "half-checked-lists")
    assert "would not wait" not in text(HANDOVER, "typical")


@each
def test_the_handover_says_on_what_treatment_a_patient_is_of_whom_it_says_not_to_stop(name: str) -> None:
    made = text(HANDOVER, name)
    if "no abrupt stop" in made:
        who = made.split("WHO: ")[1].split("\n")[0]
        assert re.search(r"immune treatment|on (?:a steroid|immunoglobulin)", who, re.IGNORECASE)


@each
def test_the_handover_bewares_first_of_an_abrupt_stop(name: str) -> None:
    made = " ".join(text(HANDOVER, name).split())
    assert "no abrupt stop" not in made or "BEWARE: no abrupt stop" in made


@each
def test_the_handover_does_not_say_again_who_has_what_is_due_today(name: str) -> None:
    made = text(HANDOVER, name)
    today = {
        part
        for line in summaries()[name].plan
        if line.urgency is Urgency.SAME_DAY
        for reason in line.because
        for part in reason.short
    }
    who = made.split("WHO: ")[1].split("\n")[0].lower() if "WHO: " in made else ""
    assert [part for part in today if part.lower() in who] == []


@each
def test_what_a_text_is_about_says_no_more_than_the_diagnosis_that_was_given(name: str) -> None:
    said = summaries()[name].about
    given = patient(name).answers if name in PATIENTS else None
    status = str(given.get("diagnosis_status")) if given is not None else ""
    assert said in (
        "inclusion body myositis (IBM)",
        "suspected or disputed inclusion body myositis (IBM)",
        "muscle weakness that is not IBM",
    )
    assert ("suspected" in status) <= said.startswith("suspected")
    assert f"Re: {said}\n" in text(CENTRE, name)
    assert f"HANDOVER {AT[:10]}: {said}\n" in text(HANDOVER, name)


def test_a_letter_to_a_centre_tells_the_examination_before_what_can_wait() -> None:
    made = text(CENTRE, "messy")
    for said in (
        "Weakness began at 61",
        "the hip flexors were weak early",
        "knee extension and hip",
    ):
        assert said.lower() in made.lower()
    assert made.index("Check before sending: ") > made.index("With kind regards")
    assert made.count("\n\n") > 8


@each
def test_the_handover_leads_with_today_and_names_what_is_due_soon(name: str) -> None:
    made = text(HANDOVER, name)
    second = made.split("\n\n")[1]
    assert ("no all-clear" in second) != summaries()[name].pressing
    note = short_note(summaries()[name])
    soon = [row for row in note.plan if row.urgency is Urgency.SOON]
    named = re.findall(r"^SOON: (.*)\.$", made, re.MULTILINE)
    told_so = named[0].split("; ") if named else re.findall(r"^- (.*?)(?: - .*)?$", made, re.MULTILINE)
    plan = {line.id: line for line in summaries()[name].plan}
    warns = [any(plan[one].stance is not Stance.FOR for one in row.lines) for row in soon]
    by_name = [lower(row.title) if warned else row.name for row, warned in zip(soon, warns, strict=True)]
    assert told_so == (by_name if named else [row.title for row in soon])


@each
@pytest.mark.parametrize("template", [*LETTERS, HANDOVER])
def test_the_basis_is_named(template: str, name: str) -> None:
    made, flow = text(template, name), summaries()[name].flow
    for said in (flow.version, flow.content_hash[:8], flow.reviewed, flow.evidence_to, "not orders"):
        assert said in made


@each
@pytest.mark.parametrize("template", LETTERS)
def test_what_was_not_assessed_is_never_silent(template: str, name: str) -> None:
    summary, made = summaries()[name], text(template, name)
    source = (templates_folder() / template).read_text(encoding="utf-8")
    sections = about(source).sections
    bearing = {name for one in summary.bearing if one.section in sections for name in one.questions}
    asked = {one.question for one in summary.not_assessed if one.question in bearing}
    names = [one.name for one in summary.not_assessed if one.question in bearing and one.gate not in asked]
    if not summary.answers:
        assert "Nothing has been assessed." in made
        return
    assert ("Not known here, and not to be taken for normal: " in made) >= bool(names)
    said = made.split("Not known here, and not to be taken for normal: ")[-1].split("\n")[0]
    assert [one for one in names if one not in said] == []


@pytest.mark.parametrize("template", [HANDOVER, "note.txt.j2", "note-full-soap.txt.j2", "markdown.md.j2"])
def test_an_interview_that_is_not_finished_is_marked_at_the_top(template: str) -> None:
    made = text(template, "half_measured")
    assert "Interview just begun: 2 answers, 19 questions not reached." in made[:500]
    assert "not reached" not in text(template, "unassessed")


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_says_to_its_writer_below_the_signature_that_the_interview_is_not_finished(
    template: str,
) -> None:
    below = text(template, "half_measured").split("\nWith kind regards")[1]
    assert "[Interview just begun: 2 answers, 19 questions not reached.]" in below
    assert "not reached" not in text(template, "unassessed")


def test_a_letter_tells_what_bears_on_it_and_no_more() -> None:
    made = text(SPEECH, "urgent-aspiration")
    assert "reflux or hiatus hernia" in made
    assert "imaging shows a cricopharyngeal bar, aspiration and residue" in made
    assert "\nSuspected aspiration pneumonia, rapid weight loss or dehydration.\n" in made
    for other in ("immune treatment", "ypical pattern", "walking aid"):
        assert other not in made
    assert "HIV" not in text(SPEECH, "young-onset-hiv")


def test_a_letter_tells_of_a_list_only_what_bears_on_it() -> None:
    questions = logic().flow.questions
    said = {"concerns": ["mood", "anaesthetic_planned"], "food_sticks": "yes", "mimic_features": []}
    given = {name: from_plain(questions[name], value) for name, value in said.items()}
    found = Result(logic(), {name: answer for name, answer in given.items() if answer is not None}).session
    made = render(build(found, at=AT), shipped_template(SPEECH), wrap=0)
    assert "a planned operation, anaesthetic or sedation" in made
    assert "low mood" not in made
    assert "unexplained feature" not in made
    assert "ENMC" not in text(SPEECH, "suspected-with-biopsy")
    assert "IBMFRS" not in text(SPEECH, "decline-on-the-scale")


@each
def test_what_a_letter_warns_of_reads_as_a_sentence(name: str) -> None:
    made = text(CENTRE, name)
    for line in summaries()[name].plan:
        if line.stance is not Stance.FOR and line.section in about_centre():
            assert line.letter
            assert f"{line.short} [" not in made
    assert "Cautions:" not in made


@each
def test_how_firm_the_diagnosis_is_stands_in_a_letter_once(name: str) -> None:
    made = text(CENTRE, name)
    assert made.count("suspected or disputed") + made.count("established by a specialist") <= 1


def test_a_letter_calls_nothing_unknown_that_does_not_apply_to_the_patient() -> None:
    made = text(CENTRE, "typical")
    for name in ("treatment considered", "kind of", "FVC sitting", "FVC lying"):
        assert name not in made


@each
@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_has_few_words_and_names_the_disease(template: str, name: str) -> None:
    made = text(template, name)
    assert count(re.sub(r"\[[^\]]*\]", "", made.split("\nSources: ")[0])) <= WORDS_OF_LETTER
    assert "Re: " in made
    assert "inclusion body myositis (IBM)" in made or summaries()[name].ended


def test_thoughts_of_self_harm_stay_out_of_letters() -> None:
    paths = read_paths(flow_folder("ibm-management").path, logic().flow)
    path = next(path for path in paths if path.file.stem == "urgent-problems-one-by-one")
    found = [one for one in path.patients if "self_harm_thoughts" in str(one.answers["urgent_problems"])]
    assert found
    for one in found:
        summary = build(Result(logic(), one.answers).session, at=AT)
        for template in (*LETTERS, PATIENT):
            made = render(summary, shipped_template(template))
            assert "self-harm" not in made
            assert "Urgent assessment today" in made or "looked at today" in made


def test_a_comment_leaves_in_no_letter_and_on_no_page() -> None:
    for template in (*LETTERS, PATIENT, PAGE):
        assert "daughter" not in text(template, "urgent")
    assert "Comment: Seen with her daughter." in text(HANDOVER, "urgent")


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_without_a_reason_says_so_in_one_sentence(template: str) -> None:
    source = (templates_folder() / template).read_text(encoding="utf-8")
    sections = about(source).sections
    summary = summaries()["typical"]
    left = tuple(line for line in summary.plan if line.section not in sections)
    bare = replace(summary, plan=left, remarks=(), open=(), bearing=(), tables=())
    made = render(bare, shipped_template(template), wrap=0)
    assert "\n\nDear colleague, this letter is for your information. [On these answers" in made
    assert "Our questions" not in made
    assert "Sources: " not in made


@each
@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_thanks_for_an_opinion_only_where_it_asks_something(template: str, name: str) -> None:
    made = text(template, name)
    asked = made.split("Our questions:\n")[1].split("\n\n")[0] if "Our questions:" in made else ""
    assert ("I would be grateful for your opinion" in made) == bool(asked)
    assert ("this letter is for your information." in made) != bool(asked)
    for row in re.findall(r"^\d+\. (.*\?)(?: \(soon\))? \[", asked, re.MULTILINE):
        line = next(line for line in summaries()[name].plan if line.asks == row)
        assert line.stance is Stance.FOR


def test_what_is_planned_here_is_considered_and_never_said_to_be_arranged() -> None:
    for name in NAMES:
        for template in LETTERS:
            assert not re.search(
                r"arranged|we have referred|will be seen", text(template, name), re.IGNORECASE
            )


@pytest.mark.parametrize("template", LETTERS)
def test_urgent_problems_that_bear_on_a_letter_stand_beside_the_line_for_the_same_day(template: str) -> None:
    urgent = text(template, "urgent-aspiration").split("SAME DAY, without waiting")[1].split("\n\n")[0]
    assert "\nSuspected aspiration pneumonia, rapid weight loss or dehydration.\n[" in urgent


@pytest.mark.parametrize("template", LETTERS)
def test_a_letter_without_an_answer_is_not_ready_to_be_sent(template: str) -> None:
    said = "Nothing has been assessed. This letter is not ready to be sent."
    assert said in text(template, "nothing")
    assert said not in text(template, "typical")


@pytest.mark.parametrize("template", [*LETTERS, PATIENT, PAGE])
def test_what_goes_to_someone_without_ibm_is_not_about_ibm(template: str) -> None:
    made = text(template, "not-ibm")
    assert "Management of inclusion body myositis" not in made
    assert "IBM stands for" not in made
    assert "This page is about weak muscles" in made or template in LETTERS


@pytest.mark.parametrize("template", [*LETTERS, PATIENT, PAGE])
def test_a_flow_that_does_not_fit_is_refused(template: str) -> None:
    with pytest.raises(UsageError, match=r"for flows with the section|has no words for"):
        make("note", Material(typical(), AT), Options(template=template))


def test_a_flow_with_words_for_patients_is_not_refused() -> None:
    require_patient_words(shipped_template(PATIENT), logic().flow)
    assert about((templates_folder() / PATIENT).read_text()).patients
    assert not about("{# A page. For patients with a cough. #}").patients


def test_the_questions_that_letters_name_exist() -> None:
    sources = [path.read_text(encoding="utf-8") for path in templates_folder().glob("*.j2")]
    named = {
        word for text in sources for part in re.findall(r"\.question (?:==|!=|in) (.*?)[ %}]*(?:and|%)", text)
        for word in re.findall(r'"(\w+)"', part)
    }  # fmt: skip
    named |= {word for text in sources for word in about(text).tells}
    assert named >= {"diagnosis_status", "mimic_features"}
    assert named <= set(logic().flow.questions)


@each
def test_the_page_says_when_to_get_help_whatever_the_answers_are(name: str) -> None:
    page = logic().flow.patient_page
    assert page is not None
    made = text(PATIENT, name)
    block = made[made.index("GET HELP AT ONCE IF YOU") : made.index("Call the emergency number")]
    assert [row[2:] for row in block.split("\n") if row.startswith("- ")] == list(page.get_help)
    assert "Sources: Common clinical practice (expert opinion); Authors of this plan (design choice)" in made
    if summaries()[name].pressing:
        assert made.index("TODAY") < made.index("GET HELP AT ONCE IF YOU")


@each
def test_the_page_holds_the_words_for_patients_and_nothing_else_of_the_lines(name: str) -> None:
    summary, made = summaries()[name], text(PATIENT, name)
    for line in (*summary.plan, *summary.remarks):
        says, offered = line.for_patient.say, line.stance is Stance.INFORM and line.for_patient.ask
        told = f"- {offered or line.suggestion or says}\n"
        assert made.count(told) == 1 or not says
        assert line.title not in made
        assert line.say not in made
    for line in summary.ruled_out:
        assert not line.for_patient.say or line.for_patient.say not in made


@each
def test_the_page_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    made, flow = text(PATIENT, name), summaries()[name].flow
    for said in (start(flow.reviewed), flow.version, "it does not take their place"):
        assert said in made
    assert "its program is for health staff." in made
    for source in summaries()[name].help.sources:
        assert f"{source.short} ({source.kind})" in made


@each
def test_a_child_of_twelve_can_read_the_page(name: str) -> None:
    """Every item of a list counts as a sentence of its own; headings do not count."""
    page = text(PATIENT, name)
    body = page[page.index("This page is") : page.index("ABOUT THIS PAGE")]
    rows = [row.removeprefix("- ").rstrip(".") for row in body.split("\n") if row and not row.isupper()]
    told = [one for row in rows for one in re.split(r"[.;:?] ", row)]
    words = [re.findall(r"[A-Za-z'-]+", one) for one in told]
    every = [word for one in words for word in one]
    syllables = [_syllables(word) for word in every]
    grade = 0.39 * len(every) / len(told) + 11.8 * sum(syllables) / len(every) - 15.59
    assert grade <= GRADE


def _syllables(word: str) -> int:
    """Return about how many syllables an English word has: runs of vowels, but for an e that is not heard."""
    heard = re.sub(r"(?<=[^aeiouyl])e(?=$|s$|d$)", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", heard)))


@each
def test_the_page_is_short(name: str) -> None:
    assert count(text(PATIENT, name)) <= WORDS_OF_PAGE


def test_most_pages_are_far_shorter() -> None:
    assert sum(count(text(PATIENT, name)) for name in NAMES) <= USUAL_WORDS_OF_PAGE * len(NAMES)


def test_words_for_patients_are_plain() -> None:
    page = logic().flow.patient_page
    assert page is not None
    lines = logic().flow.recommendations.values()
    texts = [line.for_patient.say for line in lines if line.for_patient.say]
    listed = [line.row.patient for line in lines if line.row.patient.endswith(".")]
    items = [line.row.patient for line in lines if line.row.patient not in listed]
    items += [*page.get_help, *(line.for_patient.ask for line in lines)]
    assert all(len(one.split()) <= 18 and not one.endswith(".") for one in items)
    texts += [page.about, page.call, *listed, *(f"{one}." for one in items if one)]
    for one in texts:
        assert not re.search(NOT_FOR_PATIENTS, one), one
        for sentence in re.split(r"(?<=[.:])\s+", one):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
        assert one.endswith(".")


def test_what_a_clinician_rather_says_has_no_words_for_patients() -> None:
    silent = {name for name, line in logic().flow.recommendations.items() if not line.for_patient.say}
    assert silent == {
        "not_ibm",
        "cn1a_low_weight",
        "genetic_testing",
        "complete_enmc_items",
        "vacuoles_absent",
        "mitochondrial_change",
        "young_onset",
        "immunosuppression_not_now",
        "organ_specific_autoimmunity",
        "ivig_other_myositis",
        "infection_specialist",
    }
    assert "Your team has more to tell you" in text(PATIENT, "hereditary-clues")
    assert "Your team has more to tell you" not in text(PATIENT, "typical")


@each
def test_the_page_to_print_says_the_same(name: str) -> None:
    made, page = text(PATIENT, name), text(PAGE, name).replace("\u00a0", " ")
    said = [row[2:] for row in made.split("\n") if row.startswith("- ")]
    assert re.findall(r"<li>(.*?)</li>", page) == said
    assert "<script" not in page


def test_headings_that_are_counted_are_spelt_nowhere_else() -> None:
    letters = [*templates_folder().glob("*letter*.j2"), templates_folder() / HANDOVER]
    written = "\n".join(path.read_text(encoding="utf-8") for path in letters)
    headings = {*astuple(OF_LETTERS), *astuple(OF_HANDOVER)}
    assert [one for one in headings if f"{one}: " in written or f"{one}\n" in written] == []
