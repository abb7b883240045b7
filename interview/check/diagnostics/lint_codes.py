"""Codes of wording, sources, dates and reviews."""

from __future__ import annotations

from interview.check.diagnostics.code import MARK, SOUND, SOUND_HASH, edit, error, files, note, warning
from interview.check.diagnostics.proof_codes import line

_NO_APPLIES = "    none: No hazard\n    applies_when: fallen is yes\n    otherwise: "

_RUNS_ON = (
    "{% for line in plan %}\n"
    f"- {{{{ line.title }}}}{{% if line.more %}} (more){MARK}{{% endif %}}\n"
    "{% endfor %}\n"
)

_SOURCES = "sources:\n  smith2020:\n"


def _reviewed(date: str, content_hash: str = SOUND_HASH) -> tuple[str, str]:
    """Return the edit that says that the sound flow was reviewed."""
    review = f'reviewed:\n  by: A. Clinician\n  date: {date}\n  content_hash: "{content_hash}"\n'
    return "evidence_to: 2026-02\n", f"evidence_to: 2026-02\n{review}"


def _points(*points: str) -> str:
    """Return a score of two items, to be put before the facts."""
    more, less = points
    items = f"      - {{when: {less}, give: 1}}\n      - {more}\n"
    return f"scores:\n  frailty:\n    label: Frailty\n    points:\n{items}facts:\n"


_FRAIL = ("when: unsteady and age >= 65\n", "when: unsteady and age >= 65 and frailty >= 1\n")


CODES = (
    warning(
        "open-answers",
        "A list of answers without an end for everyone else",
        "Somebody to whom none of the answers fits would have to give a wrong one. A question with one "
        "choice is taken to be complete when the id or the label of an answer has a word such as other, "
        "another, none, neither, no, not, nothing, negative or normal, or when two answers bound a scale "
        "from below and from above, such as `up_to_15` and `above_15`. A question with several choices is "
        "complete when `none:` words what an empty list means.",
        "Add an answer such as `other: Another` or `none: None of these`; for several choices add `none:`.",
        edit(
            "    answers:\n      frame:",
            f"    {MARK}answers:\n      frame:",
            "      other: Another aid, or none\n",
            "      stick: Stick\n",
        ),
    ),
    warning(
        "not-said-how-found",
        "Some questions say how their answer is found, others do not",
        "A note in SOAP order tells what is found by history under Subjective, by examination and by tests "
        "under Objective, and all else under Assessment. A test whose question does not say that it is one "
        "would stand among the judgements.",
        "Add `found_by: history`, `examination`, `test` or `judgement` to every question, or to none.",
        edit(
            "  hazards:\n",
            f"  {MARK}hazards:\n",
            "    label: Falls\n",
            "    label: Falls\n    found_by: history\n",
            "    label: Walking aid\n",
            "    label: Walking aid\n    found_by: examination\n",
        ),
    ),
    warning(
        "no-phrase",
        "Some questions have a phrase for the note, others do not",
        "The short note dictates answers in the phrases of the flow. An answer without one is told by its "
        "label, which reads as a form does in the middle of prose: `Walking aid: Frame`.",
        "Say how each answer is dictated under `phrases`, or leave all of them out.",
        edit(
            "  hazards:\n",
            f"  {MARK}hazards:\n",
            "questions:\n  fallen:",
            "phrases:\n"
            "  fallen: {told: fell since the last visit, denied: no fall since the last visit}\n"
            "  aid: {answers: {frame: walks with a frame, other: walks without a frame}}\n"
            "questions:\n  fallen:",
        ),
    ),
    warning(
        "no-about",
        "Most lines have a name without their verdict, others do not",
        "In practice a line is shown by what it is about, since its title gives the answer away. A line "
        "without `about` is shown by the nearest the flow has, which may do so too.",
        "Say under `rows` what each line is about, without its verdict; of a line that is against something "
        "or a caution, what it warns of.",
        edit(
            "recommendations:\n  review:\n",
            "rows: {balance: {about: training of balance}, sight: {about: eyesight}}\n"
            f"recommendations:\n  {MARK}review:\n",
            *line("balance", "risk is high", "Training of balance", "Consider training.", "for"),
            *line("sight", "fallen is yes", "Check of eyesight", "Consider a check.", "for"),
        ),
    ),
    warning(
        "no-source",
        "A recommendation without a source",
        "Nobody can look up what the line rests on. A line that is the author's own choice says so with "
        "`evidence: [design_choice]` and needs no source.",
        "Name the sources, or say that it is a design choice.",
        edit(
            "  leaflet:\n",
            f"  {MARK}leaflet:\n",
            "    when: risk is low\n    evidence: [guideline]\n    sources: [smith2020]\n",
            "    when: risk is low\n",
        ),
    ),
    warning(
        "uncited-source",
        "A source that nobody cites",
        "No question, fact, table, recommendation or controversy names it, so no reader ever sees it.",
        "Cite it where it belongs, or remove it.",
        edit(
            _SOURCES,
            f"sources:\n  {MARK}jones2019: {{kind: cohort, type: article, title: A cohort}}\n  smith2020:\n",
        ),
    ),
    warning(
        "unused-controversy",
        "A controversy that bears on nothing",
        "No recommendation names it, so no reader ever sees it.",
        "Name it under `controversies` of the lines it bears on, or remove it.",
        edit(
            _SOURCES,
            f"controversies:\n  {MARK}c1: {{say: Some advise rest., sources: [smith2020]}}\n{_SOURCES}",
        ),
    ),
    note(
        "ageing-evidence",
        "The evidence is more than a year old",
        "Evidence was looked for up to `evidence_to`, more than 12 months ago.",
        "Look for what is newer, then raise `evidence_to`.",
        edit("evidence_to: 2026-02", f"evidence_to: {MARK}2025-02"),
    ),
    warning(
        "stale-evidence",
        "The evidence is more than two years old",
        "Evidence was looked for up to `evidence_to`, more than 24 months ago.",
        "Look for what is newer, then raise `evidence_to`.",
        edit("evidence_to: 2026-02", f"evidence_to: {MARK}2024-02"),
    ),
    warning(
        "future-date",
        "A date that has not come yet",
        "The content cannot have been reviewed, nor evidence looked for, on a day to come.",
        "Correct the date.",
        edit("evidence_to: 2026-02", f"evidence_to: {MARK}2027-02"),
    ),
    warning(
        "unclear-review",
        "A review that does not say what was reviewed",
        "A review needs the name, the day and the content hash; without all three nobody can tell what it "
        "covers. The day must exist in the calendar.",
        "Add what is missing. `interview flows` and every summary name the content hash.",
        edit(
            "evidence_to: 2026-02\n",
            f"evidence_to: 2026-02\n{MARK}reviewed:\n  by: A. Clinician\n  date: 2026-03-01\n",
        ),
    ),
    warning(
        "changed-since-review",
        "The content has changed since its review",
        "The content hash is not the one that was reviewed, so the review no longer covers what readers see.",
        "Have it reviewed again and write the new hash, or remove the review.",
        edit(*_reviewed("2026-03-01", "0" * 64), 'content_hash: "', f'content_hash: {MARK}"'),
    ),
    note(
        "ageing-review",
        "The review is more than a year old",
        "The content was reviewed more than 12 months ago.",
        "Plan the next review.",
        edit(*_reviewed(f"{MARK}2025-03-01")),
    ),
    warning(
        "expired-review",
        "The review has expired",
        "The content was reviewed more than 24 months ago, longer than a review is taken to hold.",
        "Have it reviewed again.",
        edit(*_reviewed(f"{MARK}2024-03-01")),
    ),
    warning(
        "not-asked-as-no",
        "What was not asked settles a recommendation",
        "While the question does not apply it counts as the answer under `otherwise`, as if somebody had "
        "given it, and this settles a recommendation that would otherwise be open. For the patient shown "
        "nobody has said so.",
        "Write `otherwise: not_assessed`, unless the answer follows from the question's not applying.",
        edit("    none: No hazard\n", f"{_NO_APPLIES}{MARK}[]\n"),
    ),
    warning(
        "repeated-sentence",
        "Two recommendations say the same",
        "The same sentence stands in two recommendations that hold together for the patient shown, who is "
        "told it twice.",
        "Say it once, or let the conditions exclude each other.",
        edit(
            *line(
                "home_visit",
                "any hazards",
                "Visit at home",
                f"Look at the home. {MARK}Consider a review of falls.",
            )
        ),
    ),
    warning(
        "opposed-sentences",
        "Two recommendations say opposite things",
        "Two sentences differ only in a `not` or its kin, or stand under opposite stances, and both hold for "
        "the patient shown.",
        "Correct the wording or the conditions; name `opposes` or a `topic`, so that it is proved next time.",
        edit(*line("no_leaflet", "age < 40", "Reading is hard", f"{MARK}Do not offer the leaflet on falls.")),
    ),
    warning(
        "same-label",
        "Two things are called the same",
        "A reader of a note, a list of answers or a table cannot tell them apart.",
        "Say in one of them, or in both, what is different.",
        edit("      stairs: Steep stairs\n", f"      {MARK}stairs: Loose rugs\n"),
    ),
    warning(
        "placeholder",
        "Braces of a template in a text",
        "`{{ … }}` and `{% … %}` mean something in templates only. In a flow they are printed as they stand.",
        "Write the words themselves.",
        edit("title: Review of falls\n", f"title: Review of falls at {MARK}{{{{ age }}}}\n"),
    ),
    warning(
        "unused-part",
        "Something is declared and never used",
        "No condition, warning or code uses the fact or number, or no recommendation stands in the section. "
        "Most likely a rule was forgotten, or something was left behind.",
        "Use it, or remove it.",
        edit("facts:\n", f"facts:\n  {MARK}frail: {{when: age >= 80, label: Frail}}\n"),
    ),
    warning(
        "unused-key",
        "A key of a phrase, a letter, a sentence or a weight that changes nothing",
        "What it says is never told, of no patient: `implies` of a question without `ask_when`, whose answer "
        "presupposes nothing; `denied` and `beside` where no answer denies anything; `all`, `rest` and "
        "`closing` of what is no list, and `after` of a list; `told` of a choice of one, of which each "
        "answer is told by itself; under `letters` what has no phrase; `normal` of a sentence to which "
        "somebody always has something to tell, or in which nothing is asked of everybody. Or nobody is "
        "drawn otherwise by it: `others` under `usual` where each answer has a weight of its own, or "
        "neither yes nor no. Most likely another question was meant, or a type was changed.",
        "Move the key to what it was meant for, or take it away.",
        edit(
            "questions:\n  fallen:",
            "phrases:\n"
            f"  fallen: {{told: fell lately, denied: no fall, {MARK}implies: true}}\n"
            "  aid: {answers: {frame: walks with a frame, other: walks without a frame}}\n"
            '  hazards: {told: "{} at home", denied: no hazard at home}\n'
            '  age: {told: "aged {}"}\n'
            "questions:\n  fallen:",
        ),
    ),
    warning(
        "nobody-to-draw",
        "Nobody is left for practice to draw",
        "Everybody who can be has something that is called `unlikely`, brings up a warning, or has an answer "
        "of weight 0 or a number out of the range under `usual`, so that the flow cannot be practised. Named "
        "is the first `unlikely` with which nobody is left.",
        "Narrow what is unlikely to what nobody would believe, or correct the weights.",
        edit(
            "questions:\n  fallen:",
            "unlikely:\n"
            "  falls_without_a_frame: {when: fallen is yes and aid is other}\n"
            f"  {MARK}others: {{when: fallen is no or aid is frame}}\n"
            "questions:\n  fallen:",
        ),
    ),
    warning(
        "points-not-counted",
        "Points that no score counts",
        "Points stand beside the answers of a question, and no score counts it with `of`; or a score gives 0 "
        "points for something. Either changes no sum.",
        "Count the question, correct what is given, or take the points away.",
        edit("      frame: Frame\n", f"      frame: {{label: Frame, {MARK}points: 1}}\n"),
    ),
    warning(
        "points-gap",
        "A number at the seam of two thresholds that gets no points",
        "Some points of a score end just below a number and others begin just above it, so that whoever has "
        "this very number gets none: under 75, and over 75. Where a number need not be whole, nor does what "
        "lies between 24.9 and 25.",
        "Write `>=` or `<=` on one side; where a number need not be whole, name the same threshold on both.",
        edit("facts:\n", _points(f"{MARK}{{when: age > 75, give: 2}}", "age >= 65 and age < 75"), *_FRAIL),
    ),
    warning(
        "points-overlap",
        "A number at the seam of two thresholds that counts twice",
        "The points for less and those for more are both given for one number: up to 75, and from 75.",
        "Write `<` or `>` on one side.",
        edit("facts:\n", _points(f"{MARK}{{when: age >= 75, give: 2}}", "age >= 65 and age <= 75"), *_FRAIL),
    ),
    note(
        "unused-table",
        "A table from which nothing follows",
        "Its outcome stands in the note, and no condition uses it.",
        "Nothing, where it is only to be read; or use it in a condition.",
        edit(
            "recommendations:\n",
            f"  {MARK}habit:\n    label: Habit of falling\n    policy: unique\n"
            "    outcomes: {fell: has fallen, other: has not}\n"
            "    rows: [{when: fallen is yes, then: fell}]\n    otherwise: other\nrecommendations:\n",
        ),
    ),
    warning(
        "ended-urgent",
        "An answer would end what is for today",
        "Once `ends` holds, every line that is not under its `keep` is ruled out, also one that is for the "
        "same day: it would go from the screen without a word.",
        "Name the line under `keep`, or make it less urgent.",
        edit(
            "  review:\n",
            f"  {MARK}review:\n",
            "    urgency: soon\n",
            "    urgency: same_day\n",
            _SOURCES,
            line("done", "aid is other", "Other aids", "Other aids are looked at elsewhere.")[1].replace(
                _SOURCES, f"ends: {{when: aid is other, say: The plan ends., keep: [done]}}\n{_SOURCES}"
            ),
        ),
    ),
    warning(
        "negated-title",
        "A title says no, and so does its stance",
        "`against` is printed with the title, as *Advised against: Bed rails*. A title that says no too "
        "makes two negations, which a hurried reader takes for a yes.",
        "Name the thing alone; the stance says that it is advised against.",
        edit(
            "    stance: for\n",
            "    stance: against\n",
            "    title: Review of falls\n",
            f"    title: {MARK}No review of falls\n",
        ),
    ),
    warning(
        "dose",
        "A dose is named",
        "A reader may act on a number that is wrong for this patient, this preparation or this year. Doses "
        "belong to local formularies.",
        "Name the drug or the class, without an amount.",
        edit("say: Offer the leaflet on falls.", f"say: Offer vitamin D, {MARK}800 IU a day."),
    ),
    error(
        "template",
        "A template that cannot be used",
        "It names something that does not exist or may be undefined, or does something that templates may "
        "not do. Templates word and lay out a summary, and nothing else.",
        "Correct the name; the message says what there is.",
        files({"note.txt.j2": f"{{{{ flow.{MARK}titel }}}}\n"}),
    ),
    error(
        "template-name",
        "A name in the first comment of a template that means nothing",
        "`Asks:` names sections that the template is for, `Tells:` judgements and `Omits:` questions. One "
        "that no flow with these sections has would be passed over, and what was to be left out told.",
        "Correct the name, or take it out.",
        files(
            {
                "flow.yaml": SOUND,
                "letter.txt.j2": f"{{# Letter. Sections: advice. Omits: {MARK}hazard. #}}\nDear colleague,\n",
            }
        ),
    ),
    warning(
        "template-newline",
        "A line of a template that runs into the next",
        "It begins as text and ends in a tag that closes a block, such as `{% endif %}`. A newline behind a "
        "tag is left out, so that tags on lines of their own leave no blank lines; here it joins two lines.",
        "Write `{% endif +%}`, which keeps the newline; or begin the next line with `{%-`, where one line is "
        "meant.",
        files({"note.txt.j2": _RUNS_ON}),
    ),
)
