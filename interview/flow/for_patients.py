"""The keys of the flow language that hold words for patients."""

from __future__ import annotations

from interview.flow.language.value_types import Key, Many, Refer, Shape, Text

PATIENT_LENGTH = 300
"""Characters of a text for the patient: one to three short sentences."""
ASK_LENGTH = 120

FOR_PATIENT = Shape(
    "for_patient",
    (
        Key("say", Text(most=PATIENT_LENGTH), "What the line means, in plain words.", required=True),
        Key(
            "ask",
            Text(most=ASK_LENGTH),
            "What the patient may ask the team while the line is open, after `Ask your team`.",
        ),
    ),
    short="say",
)

PATIENT_PAGE = Shape(
    "patient_page",
    (
        Key("about", Text(lines=True), "What the page is about, in plain words.", required=True),
        Key(
            "get_help",
            Many(Text(most=PATIENT_LENGTH), empty=False),
            "When a patient needs help at once. On every page, whatever the answers are.",
            required=True,
        ),
        Key("call", Text(lines=True), "Whom to call then, and how soon.", required=True),
        Key("sources", Many(Refer("sources")), "Ids of the sources this rests on."),
    ),
)
