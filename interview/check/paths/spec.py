"""Every key of a path file: the one definition behind the reader, the JSON Schema and the reference."""

from __future__ import annotations

from interview.flow.language.value_types import Key, Many, Named, Refer, Reply, Shape, Text, Word
from interview.flow.model import Stance

_LINES = Many(Refer("recommendations"))
_QUESTIONS = Many(Refer("questions"))
_FRAGMENTS = Many(Text())

TABLE = Shape(
    "table",
    (
        Key(
            "possible",
            Many(Text(), single=True, empty=False),
            "The outcomes still possible: all of them and no other. One outcome is a settled table.",
            required=True,
        ),
    ),
    short="possible",
)

EXPECT = Shape(
    "expectation",
    (
        Key("holds", _LINES, "Recommendations that hold."),
        Key("ruled_out", _LINES, "Recommendations that are ruled out."),
        Key("open", _LINES, "Recommendations that are open."),
        Key("worded", _LINES, "Open recommendations whose `if_open` is worth saying."),
        Key("not_worded", _LINES, "Recommendations whose `if_open` is not said."),
        Key("stances", Named(Word(tuple(Stance)), "stance"), "Recommendations, each with its stance."),
        Key("tables", Named(TABLE, "outcome"), "Tables, each with its outcome or every possible one."),
        Key("facts", Reply(), "Facts, each true, false, or null while it is open."),
        Key("says", _FRAGMENTS, "Words that the full note contains, wherever its lines break."),
        Key("never_says", _FRAGMENTS, "Words that the full note does not contain."),
        Key("asked", _QUESTIONS, "Questions the interview comes to by itself."),
        Key("not_asked", _QUESTIONS, "Questions it does not come to."),
        Key("warnings", Reply(), "How many warnings there are, or the ids of all of them."),
    ),
)

_ANSWERS = Key("answers", Reply(), "One 'question: answer' for each question, as in a file of answers.")
_EXPECTED = "What follows from the answers. What is not mentioned is not tested."

PATIENT = Shape(
    "patient",
    (
        Key("patient", Text(), "The patient in a few words.", required=True),
        Key("answers", Reply(), "Answers of this patient; they win over those of the path."),
        Key("expect", EXPECT, _EXPECTED, required=True),
    ),
)

PATH = Shape(
    "path",
    (
        Key("path", Text(), "The title: the patient, or what the patients have in common.", required=True),
        _ANSWERS,
        Key("expect", EXPECT, _EXPECTED),
        Key("patients", Many(PATIENT, empty=False), "Several patients who share the answers of the path."),
    ),
    either=("expect", "patients"),
)
"""What a file in `paths/` may hold."""
