"""Codes of the written cases of practice. None stops a flow: nobody is advised by a case."""

from __future__ import annotations

from interview.check.diagnostics.code import MARK, SOUND, files, warning

_CASE = """\
case: A fall at home
stages:
  - text: A man of 70 comes after a fall.
    answers:
      fallen: yes
  - text: At home he has loose rugs, and no stairs.
    answers:
      hazards: [rugs]
answers:
  aid: other
  age: 70
"""
_OTHER = _CASE.replace("A man of 70", "A woman of 82").replace("age: 70", "age: 82")
_SETTLED = SOUND.replace(
    "facts:\n",
    "conflicts:\n  frame:\n    when: aid is frame and fallen is no\n    say: A frame, and no fall.\nfacts:\n",
)
_EXERCISE = SOUND.replace(
    "  leaflet:\n",
    """\
  exercise:
    section: therapy
    stance: for
    urgency: routine
    title: Exercise
    say: Consider exercise.
    when: risk is low
    evidence: [guideline]
    sources: [smith2020]
  leaflet:
""",
)
_YOUNGER = _CASE.replace("A man of 70", "A man of 60").replace("age: 70", "age: 60")


def _cases(first: str, flow: str = SOUND, **more: str) -> dict[str, str]:
    others = {f"cases/{name}.yaml": text for name, text in more.items()}
    return {"flow.yaml": flow, "cases/c01.yaml": first, **others}


CODES = (
    warning(
        "wrong-case",
        "A written case cannot be read",
        "A file in `cases/` holds a key, a question, an answer or a line that is not there, tells a finding "
        "twice, calls an answer defensible without a note that says why, or has a name that is none. The "
        "message says which. Practice leaves the case out.",
        "Mend what the message names. A file is called by a letter and a number, such as `c07.yaml`, since "
        "its name is seen from the start.",
        files(_cases(_CASE.replace("age: 70", f"age: {MARK}170"))),
    ),
    warning(
        "case-disagrees",
        "The patient of a case cannot be",
        "The answers of a case break a constraint or bring up a warning, or answer a question that nobody "
        "would ask of this patient.",
        "Change the answers, and the text with them.",
        files(
            _cases(
                MARK + _CASE.replace("fallen: yes", "fallen: no").replace("aid: other", "aid: frame"),
                _SETTLED,
                c02=_OTHER,
                c03=_CASE,
            )
        ),
    ),
    warning(
        "not-defensible",
        "What a case calls defensible cannot be",
        "Under `defensible` stands what the rule itself says of this patient, a line that nobody is asked of "
        "this patient, or a response that the rules call harm. What does harm is for the rules to say, and "
        "for whoever signs them off: a case does not excuse it, and practice marks it as harm all the same.",
        "Take the response or the line out. Where the rules call a sound answer harm, or do not call it "
        "right in any such patient, change them instead.",
        files(
            _cases(
                _CASE,
                c02=_OTHER,
                c03=_CASE + f"notes: {{review: Say why.}}\ndefensible:\n  review: [{MARK}soon]\n",
            )
        ),
    ),
    warning(
        "one-response-passes",
        "One response to every line passes a case",
        "So much is called defensible under `defensible` that somebody who says the same of every line can "
        "pass: it is right, by the rules or by the author, for lines that are called for and for lines that "
        "are not. Such a case shows nothing.",
        "Take a response out, of a line that is not called for above all, or change the patient.",
        files(
            _cases(
                _CASE,
                _EXERCISE,
                c02=_OTHER,
                c03=_CASE + f"notes: {{exercise: Say why.}}\ndefensible:\n  exercise: [{MARK}soon]\n",
                c04=_YOUNGER,
                c05=_YOUNGER.replace("A man of 60", "A woman of 62").replace("age: 60", "age: 62"),
            )
        ),
    ),
    warning(
        "case-trains-nothing",
        "A case names a line that it does not train",
        "A case trains a line that turns on one finding: one answer otherwise, and the line stands "
        "otherwise. A line that stands whatever a single answer is, that yields to another which holds, or "
        "that only informs, cannot be learnt from it.",
        "Take the line out of `rules`, or change the patient so that it turns on one finding.",
        files(_cases(_CASE, c02=_OTHER, c03=_CASE + f"rules: [review, {MARK}leaflet]\n")),
    ),
    warning(
        "rule-without-cases",
        "A line is trained by fewer than two cases",
        "In a flow that has written cases, every line that can be practised is trained by two of them: what "
        "was missed comes back with another patient. Practice draws patients for the line all the same.",
        "Write another case about the line, or name it under `rules` in one whose patient turns on it.",
        files(
            {
                "flow.yaml": SOUND.replace("  review:\n    section", f"  {MARK}review:\n    section"),
                "cases/c01.yaml": _CASE,
            }
        ),
    ),
)
