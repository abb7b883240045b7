"""Every key of the flow language: the one definition behind the loader, the JSON Schema and the reference."""

from __future__ import annotations

from interview.flow.language.value_types import (
    Amount,
    Condition,
    Day,
    FileName,
    Flag,
    Key,
    Many,
    Named,
    Operand,
    Pattern,
    Plain,
    Range,
    Refer,
    Reply,
    Shape,
    Span,
    Text,
    ValueType,
    Whole,
    Word,
)
from interview.flow.model import (
    Evidence,
    FoundBy,
    Harm,
    Operation,
    Policy,
    QuestionType,
    Stance,
    Urgency,
    Worse,
)

ID = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
FLOW_ID = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
ANSWER_OF_QUESTION = f"{ID.removesuffix('$')}[.]{ID.removeprefix('^')}"
DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SPAN = r"^(-?[0-9]+(?:\.[0-9]+)?)(?: ?- ?(-?[0-9]+(?:\.[0-9]+)?))?$"
"""A number, or two joined by a hyphen."""
TITLE_LENGTH = 72
MOST_ANSWERS = 100

_LINE = Text()
_TEXT = Text(lines=True)
_WHEN = Condition()
_CHOICES = (QuestionType.ONE.value, QuestionType.SEVERAL.value)
_NUMBER = (QuestionType.NUMBER.value,)
_DATED = (QuestionType.DATE.value, QuestionType.MONTH.value)

_SOURCES = Key("sources", Many(Refer("sources")), "Ids of the sources this rests on.")

EVIDENCE = Word(tuple(Evidence))
"""The kinds of evidence, for sources and recommendations alike."""

_TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "book",
    "chapter",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "interview",
    "legislation",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "speech",
    "standard",
    "thesis",
    "webpage",
)
_NAME = Shape(
    "name",
    (
        Key("family", _LINE, "Family name."),
        Key("given", _LINE, "Given names or initials."),
        Key("literal", _LINE, "A name that is not taken apart, such as a society."),
        Key("suffix", _LINE, "Such as Jr."),
        Key("non-dropping-particle", _LINE, "Such as van."),
    ),
)
_PLAIN_FIELDS = {
    "container-title": "The journal or book it appeared in.",
    "collection-title": "The series.",
    "publisher": "Who published it.",
    "publisher-place": "Where.",
    "issued": "The year, or YYYY-MM, or YYYY-MM-DD.",
    "accessed": "The day it was read, for web pages.",
    "volume": "The volume.",
    "issue": "The issue.",
    "page": "The pages.",
    "number": "The number of a report or standard.",
    "edition": "The edition.",
    "version": "The version.",
    "genre": "Such as `consensus statement`.",
    "language": "The language code, such as en.",
    "DOI": "The digital object identifier, without the address.",
    "PMID": "The PubMed number; put it in quotes.",
    "PMCID": "The PubMed Central number.",
    "ISBN": "The book number.",
    "ISSN": "The journal number.",
    "URL": "The address.",
    "note": "What of it was read, and how far it reaches.",
}
SOURCE = Shape(
    "source",
    (
        Key("kind", EVIDENCE, "The kind of evidence.", required=True),
        Key("type", Word(_TYPES), "The CSL type, such as article-journal.", required=True),
        Key("author", Many(_NAME), "The authors, in order."),
        Key("editor", Many(_NAME), "The editors, in order."),
        Key("title", _LINE, "The title.", required=True),
        *(Key(name, Plain(), meaning) for name, meaning in _PLAIN_FIELDS.items()),
    ),
)

PATIENT_LENGTH = 300
"""Characters of a text for the patient: one to three short sentences."""
ASK_LENGTH = 120

FOR_PATIENT = Shape(
    "text for the patient",
    (
        Key("say", Text(most=PATIENT_LENGTH), "What the line means, in plain words.", required=True),
        Key(
            "ask",
            Text(most=ASK_LENGTH),
            "What the patient may ask the team about, after `Ask your team`: while the line is open, and in"
            " place of `say` where it only informs.",
        ),
    ),
    short="say",
)

PATIENT_PAGE = Shape(
    "page for patients",
    (
        Key("about", Text(lines=True), "What the page is about, in plain words.", required=True),
        Key(
            "get_help",
            Many(Text(most=PATIENT_LENGTH), empty=False),
            "When a patient needs help at once, after `Get help at once if you`. On every page, whatever the"
            " answers are.",
            required=True,
        ),
        Key("call", Text(lines=True), "Whom to call then, and how soon.", required=True),
        Key("sources", Many(Refer("sources")), "Ids of the sources this rests on."),
    ),
)

ANSWER = Shape(
    "answer",
    (
        Key("label", _LINE, "The answer as it is shown.", required=True),
        Key("help", _TEXT, "What counts as this answer."),
        Key("context", Flag(), "true: it informs the reader and decides nothing."),
        Key("points", Amount(), "What it counts in the scores that count its question."),
        Key(
            "same_as",
            Pattern(ANSWER_OF_QUESTION, "breathing_symptoms.chest_infections"),
            "An answer of another list that says the same: what is known there is not asked for again.",
        ),
        Key("usual", Amount(), "How common it is among the patients of practice: see `usual`."),
    ),
    short="label",
)

QUESTION = Shape(
    "question",
    (
        Key("ask", _TEXT, "The question as it is asked.", required=True),
        Key("label", _LINE, "A few words that name the answer in summaries.", required=True),
        Key("type", Word(tuple(QuestionType)), "What kind of answer it takes.", required=True),
        Key("why", _TEXT, "What the answer decides, and for whom. Shown on `?`."),
        Key("help", _TEXT, "How to ask or examine. Shown with `?`."),
        Key(
            "answers",
            Named(ANSWER, "answer", MOST_ANSWERS),
            "Id and label of every answer, in the order shown. The list is exhaustive.",
            required=True,
            types=_CHOICES,
        ),
        Key("none", _LINE, "How the empty list is worded.", types=("several",)),
        Key("unit", _LINE, "The unit of the number.", types=_NUMBER),
        Key("range", Range(), "The lowest and the highest plausible number, both included.", types=_NUMBER),
        Key("whole", Flag(), "true: whole numbers only.", types=_NUMBER, needs="range"),
        Key("future", Flag(), "true: the date may lie ahead of the visit.", types=_DATED),
        Key("ask_when", _WHEN, "When it is asked. Refers to earlier questions only."),
        Key("applies_when", _WHEN, "When it makes sense at all.", needs="otherwise"),
        Key("otherwise", Reply(), "What it counts as while it does not apply.", needs="applies_when"),
        Key("valid_for", Whole(), "Days after which it is asked again on a return visit."),
        Key(
            "last_time",
            Refer("questions"),
            "On a return visit it is offered what was said to this other question at the last one.",
        ),
        Key("context", Flag(), "true: it informs the reader and decides nothing."),
        Key("found_by", Word(tuple(FoundBy)), "How the answer is found out, for notes in SOAP order."),
        _SOURCES,
    ),
)

FACT = Shape(
    "fact",
    (
        Key("when", _WHEN, "When the fact holds.", required=True),
        Key("label", _LINE, "The fact in a few words.", required=True),
        _SOURCES,
    ),
)

_TWO = Many(Operand(), exactly=2)
_SOME = Many(Operand(), least=2)
_DATES = Many(Day(), exactly=2)

DERIVED_NUMBER = Shape(
    "number",
    (
        Key(
            "sum", _SOME, "All of these together. Operands are number questions, scores, numbers, constants."
        ),
        Key("difference", _TWO, "The first less the second."),
        Key("product", _TWO, "A number and a constant."),
        Key("ratio", _TWO, "The first divided by the second, which is never nought."),
        Key("percent_fall", _TWO, "How many per cent of the first are lost at the second."),
        Key("mean", _SOME, "The mean of these."),
        Key("least", _SOME, "The least of these."),
        Key("greatest", _SOME, "The greatest of these."),
        Key(
            "days_between",
            _DATES,
            "Days from the first date to the second: date or month questions, `today`, `last_visit`.",
        ),
        Key("months_between", _DATES, "Full months from the first date to the second."),
        Key("years_between", _DATES, "Full years from the first date to the second."),
        Key("label", _LINE, "The number in a few words."),
        Key("unit", _LINE, "The unit of the number; between dates what is counted, when left out."),
        Key(
            "decimals",
            Whole(least=0),
            "How many digits after the point are shown; it is never rounded inside.",
        ),
    ),
    either=tuple(Operation),
)

POINTS = Shape(
    "part of a score",
    (
        Key("when", _WHEN, "When the points are given."),
        Key(
            "of",
            Refer("questions"),
            "A question, instead: the points beside its answers, or its whole number.",
        ),
        Key("give", Amount(), "How many points.", needs="when"),
    ),
    either=("when", "of"),
)

SCORE_BAND = Shape(
    "band",
    (
        Key("sums", Span(), "The sum, or the lowest and the highest, such as 0-1.", required=True),
        Key("label", _LINE, "The band in a few words; its id, when left out."),
    ),
    short="sums",
)

SCORE = Shape(
    "score",
    (
        Key("label", _LINE, "The score in a few words.", required=True),
        Key("points", Many(POINTS, empty=False), "What it counts.", required=True),
        Key("bands", Named(SCORE_BAND, "band", MOST_ANSWERS), "Names for sums: conditions can use them."),
        Key("unit", _LINE, "The unit of the sum, such as points."),
        Key("note", _TEXT, "What the reader must know about the score."),
        _SOURCES,
    ),
)

ROW = Shape(
    "row",
    (
        Key("when", _WHEN, "When the row matches.", required=True),
        Key("then", Text(), "The id of its outcome.", required=True),
    ),
)

TABLE = Shape(
    "table",
    (
        Key("label", _LINE, "The table in a few words.", required=True),
        Key(
            "policy",
            Word(tuple(Policy)),
            "first: the first row that matches. unique: only one ever does.",
            True,
        ),
        Key(
            "outcomes", Named(_LINE, "outcome", MOST_ANSWERS), "Id and label of every outcome.", required=True
        ),
        Key("rows", Many(ROW, empty=False), "Conditions and their outcomes.", required=True),
        Key("otherwise", Text(), "The outcome when no row matches. May be left out only with `unique`."),
        Key("note", _TEXT, "What the reader must know about the table."),
        _SOURCES,
    ),
)

IF_OPEN = Shape(
    "text for an open line",
    (
        Key("say", _TEXT, "What to say while the line is open.", required=True),
        Key("when", _WHEN, "When that is worth saying; always, when left out."),
    ),
)

REVIEW = Shape(
    "review",
    (
        Key("by", Text(empty=True), "The clinician who reviewed the content.", required=True),
        Key("date", Pattern(DAY, "2026-02-28", empty=True), "The day of the review."),
        Key("content_hash", Text(empty=True), "The content hash that was reviewed."),
    ),
)

RECOMMENDATION = Shape(
    "recommendation",
    (
        Key("section", Refer("sections"), "The id of the summary section.", required=True),
        Key("stance", Word(tuple(Stance)), "Which way it points.", required=True),
        Key("urgency", Word(tuple(Urgency)), "How soon.", required=True),
        Key(
            "title",
            Text(most=TITLE_LENGTH),
            f"One line, at most {TITLE_LENGTH} characters.",
            required=True,
        ),
        Key("say", _TEXT, "The line in one or two full sentences.", required=True),
        Key("more", _TEXT, "Figures and caveats, shown behind the line."),
        Key("when", _WHEN, "When it holds. `always` holds for everyone."),
        Key("while_open", Refer("facts"), "It holds while this fact is undetermined. Instead of `when`."),
        Key("if_open", IF_OPEN, "What to say while it is open."),
        Key(
            "for_patient",
            FOR_PATIENT,
            f"For the patient: one to three plain sentences, at most {PATIENT_LENGTH} characters.",
        ),
        Key("evidence", Many(EVIDENCE), "The kinds of evidence behind it."),
        _SOURCES,
        Key("controversies", Many(Refer("controversies")), "Ids of the controversies that bear on it."),
        Key("topic", Text(), "Recommendations on one topic must not contradict each other."),
        Key("opposes", Many(Refer("recommendations")), "Ids of recommendations this one contradicts."),
        Key(
            "harm",
            Word(tuple(Harm)),
            "In practice it harms to choose the line where it does not hold, or warns, or to leave it out.",
        ),
        Key("reviewed", REVIEW, "A sign-off of this line alone."),
    ),
    either=("when", "while_open"),
)

PHRASE_LENGTH = 90
"""Characters of a finding as it is dictated."""
LETTER_LENGTH = 120
"""Characters of what is denied in a letter."""
NAME_LENGTH = 60
"""Characters of a short title, a neutral name or a reason."""

ANSWER_PHRASE = Shape(
    "phrase of an answer",
    (
        Key("told", Text(most=PHRASE_LENGTH), "The finding as it is dictated, without a full stop."),
        Key("because", Text(most=NAME_LENGTH), "The same as a reason, and after `no`; where `told` is long."),
        Key("about", Text(most=PHRASE_LENGTH), "What a note is about with this answer: in place of `about`."),
    ),
    short="told",
)

PHRASE = Shape(
    "phrase",
    (
        Key("sentence", Refer("sentences"), "The sentence it is told in."),
        Key(
            "told",
            Text(most=PHRASE_LENGTH),
            "The answer yes, or a number with {} in its place; of several choices with {} where they belong.",
        ),
        Key("denied", Text(most=PHRASE_LENGTH), "The answer no; of a list, that none of it is so."),
        Key(
            "all",
            Text(most=NAME_LENGTH),
            "All of a long list, such as `all`; if most of it is so, with `except` and what is not.",
        ),
        Key("because", Text(most=NAME_LENGTH), "`told` as a reason, and after `no`; where `told` is long."),
        Key("unknown", Text(most=NAME_LENGTH), "What it is called while it is not known."),
        Key("worse", Word(tuple(Worse)), "Which way is worse, for the comparison with the last visit."),
        Key("fixed", Flag(), "true: it cannot change between two visits."),
        Key("implies", Flag(), "true: its answer presupposes what it is asked for, which goes unsaid."),
        Key(
            "rest",
            Text(most=PHRASE_LENGTH, empty=True),
            "That nothing else of a list is so; empty: left out. By default `no other` and `unknown`.",
        ),
        Key(
            "after",
            Named(Text(most=PHRASE_LENGTH), "phrase"),
            "`told` where the answer of this other question was told just before, such as `{} % lying`.",
        ),
        Key(
            "beside",
            Named(Text(most=PHRASE_LENGTH), "phrase"),
            "`denied` where this fact holds by other answers, such as `no other listed hazard`.",
        ),
        Key("answers", Named(ANSWER_PHRASE, "phrase", MOST_ANSWERS), "Each answer as it is dictated."),
    ),
)

LETTER = Shape(
    "clause of a letter",
    (
        Key(
            "told",
            Text(most=PHRASE_LENGTH),
            "The answer yes, or a number with {}, as a clause; of several choices with {} where they belong.",
        ),
        Key("denied", Text(most=LETTER_LENGTH), "The answer no, or none of a list, as a clause."),
        Key(
            "answers",
            Named(Text(most=PHRASE_LENGTH), "clause", MOST_ANSWERS),
            "Each answer as a clause, or as it stands in that of the question.",
        ),
    ),
    short="told",
)

SPOKEN_ANSWER = Shape(
    "spoken phrase of an answer",
    (
        Key("told", Text(most=PHRASE_LENGTH), "The finding; of an answer that joins several, one of them."),
        Key(
            "denied",
            Text(most=PHRASE_LENGTH),
            "That it is not so where another answer of its list is, such as `no falls`.",
        ),
        Key(
            "told_with",
            Pattern(ANSWER_OF_QUESTION, "urgent_problems.self_harm_thoughts"),
            "An answer of another list behind which it is told, where both are so.",
        ),
    ),
    short="told",
)

SPOKEN = Shape(
    "spoken phrase",
    (
        Key(
            "told",
            Text(most=PHRASE_LENGTH),
            "The answer yes, or a number with {}; of several choices with {} where they belong.",
        ),
        Key("denied", Text(most=PHRASE_LENGTH), "The answer no; of a list, that none of it is so."),
        Key("all", Text(most=NAME_LENGTH), "All of a long list, as in `phrases`."),
        Key(
            "rest",
            Text(most=PHRASE_LENGTH, empty=True),
            "That nothing else of a list is so, but for what the answers deny by name; empty: left out.",
        ),
        Key(
            "closing",
            Flag(),
            "true: what else of a list is not so is told at the end, with all that is absent.",
        ),
        Key("unknown", Text(most=NAME_LENGTH), "What it is called where nobody knows it."),
        Key("beside", Named(Text(most=PHRASE_LENGTH), "phrase"), "As in `phrases`."),
        Key(
            "after",
            Named(Text(most=PHRASE_LENGTH, empty=True), "phrase"),
            "`told` where the answer of this other question was told just before; empty: left out.",
        ),
        Key(
            "answers",
            Named(SPOKEN_ANSWER, "phrase", MOST_ANSWERS),
            "Each answer as practice tells it.",
        ),
    ),
    short="told",
)

SENTENCE = Shape(
    "sentence",
    (
        Key("lead", Text(most=NAME_LENGTH, empty=True), "What leads in what is so, before a colon."),
        Key("when", Refer("facts"), "The fact without which the lead is left out."),
        Key("absent", Text(most=NAME_LENGTH), "What leads in that nothing of it is so, before a colon."),
        Key(
            "spoken",
            Text(most=NAME_LENGTH, empty=True),
            "The lead in practice, where a registrar says another; empty: none.",
        ),
        Key("normal", Text(most=PHRASE_LENGTH), "All of it in practice, where nothing of it is so."),
        Key("paragraph", Flag(), "true: in a letter a paragraph begins with it."),
        Key(
            "letter", Text(most=NAME_LENGTH), "All of it as one clause of a letter, with {} for its phrases."
        ),
    ),
    short="lead",
)

JOINED = Shape(
    "shared row",
    (
        Key("line", Refer("recommendations"), "The line it may share a row with.", required=True),
        Key("title", Text(most=NAME_LENGTH), "The title of both.", required=True),
    ),
)

PLAN_ROW = Shape(
    "plan row",
    (
        Key("title", Text(most=NAME_LENGTH), "The title in a row of the plan."),
        Key(
            "about", Text(most=NAME_LENGTH), "What it is about without its verdict, to be read after AGAINST."
        ),
        Key("decides", Text(most=NAME_LENGTH), "What an answer that is missing would decide."),
        Key(
            "known",
            Named(Text(most=NAME_LENGTH), "title"),
            "Another title, by a question answered yes or none of a list, or a settled table or number.",
        ),
        Key("joins", JOINED, "A line of the same urgency that it shares a row with while both hold."),
        Key("asks", Text(lines=True), "The question that a letter about it asks its reader."),
        Key(
            "letter",
            Text(most=LETTER_LENGTH),
            "For a warning: a sentence of a letter, without its full stop.",
        ),
        Key(
            "patient",
            Text(most=PHRASE_LENGTH),
            "For the patient, after `Your team may suggest`; a sentence where it only informs.",
        ),
        Key("adds", Text(most=PHRASE_LENGTH), "A sentence that stands whole under its row."),
        Key(
            "yields_to",
            Many(Refer("recommendations")),
            "Recommendations that say what is right about it too: practice asks for it where none holds. "
            "Of two that name each other and both hold, it asks for the more urgent one, or the first.",
        ),
    ),
    short="title",
)

USUAL = Shape(
    "set of weights",
    (
        Key(
            "answers",
            Named(Amount(), "weight", MOST_ANSWERS),
            "Of one choice, the weight of each answer; of several, the chance that it is present.",
        ),
        Key("others", Amount(), "The same for every answer that is not named."),
        Key("range", Range(), "The numbers it lies between; others are not drawn."),
        Key("unknown", _WHEN, "Of whom nobody knows it yet."),
    ),
)

UNLIKELY = Shape(
    "unlikely combination", (Key("when", _WHEN, "Answers that no patient gives together.", required=True),)
)

CONTROVERSY = Shape(
    "controversy",
    (Key("say", _TEXT, "What the sources disagree about, both sides named.", required=True), _SOURCES),
)

CONFLICT = Shape(
    "conflict",
    (
        Key("when", _WHEN, "The answers that do not fit together.", required=True),
        Key("say", _TEXT, "The warning.", required=True),
    ),
)

CONSTRAINT = Shape(
    "constraint",
    (
        Key("must", _WHEN, "What every patient satisfies.", required=True),
        Key("say", _TEXT, "The warning when given answers break it.", required=True),
    ),
)

ENDS = Shape(
    "end of the plan",
    (
        Key("when", _WHEN, "The answer that ends the plan.", required=True),
        Key("keep", Many(Refer("recommendations")), "Recommendations that are not ruled out then."),
        Key("say", _TEXT, "What the summary says then.", required=True),
        Key("while", _LINE, "What is taken for granted until then, as a clause: it is IBM."),
    ),
)

STEP_LENGTH = 16
"""Characters of a step: all of them stand in a line of the screen."""

SCREEN = Shape(
    "screen",
    (
        Key("title", _LINE, "A heading above the questions."),
        Key("step", Text(most=STEP_LENGTH), "A part of the interview that begins here, in a word or two."),
        Key(
            "ask",
            Many(Refer("questions"), single=True, empty=False),
            "The questions on this screen, in order.",
            required=True,
        ),
    ),
    short="ask",
)

_TOPICS: tuple[tuple[str, ValueType, str], ...] = (
    ("questions", Named(QUESTION, "question"), "What is asked."),
    ("facts", Named(FACT, "fact"), "Yes/no judgements derived from answers."),
    ("numbers", Named(DERIVED_NUMBER, "number"), "Numbers derived from answers."),
    ("scores", Named(SCORE, "score"), "Sums of points."),
    ("tables", Named(TABLE, "table"), "Decision tables."),
    ("recommendations", Named(RECOMMENDATION, "recommendation"), "Lines of management."),
    ("phrases", Named(PHRASE, "phrase"), "How answers, numbers and outcomes of tables are dictated, by id."),
    ("letters", Named(LETTER, "clause"), "The same as clauses with a verb, for letters, by id."),
    ("spoken", Named(SPOKEN, "phrase"), "Phrases of practice, where nobody says what a note says."),
    ("rows", Named(PLAN_ROW, "row"), "How recommendations are named in one row of a plan, by id."),
    ("usual", Named(USUAL, "weights"), "How common answers are among the patients of practice, by question."),
    ("unlikely", Named(UNLIKELY, "condition"), "What no patient of practice has together."),
    ("sources", Named(SOURCE, "source"), "Bibliographic records, with the field names of CSL."),
    ("controversies", Named(CONTROVERSY, "controversy"), "Sources that disagree."),
    ("conflicts", Named(CONFLICT, "conflict"), "Answers that do not fit together: a warning, no more."),
    ("constraints", Named(CONSTRAINT, "constraint"), "What every patient satisfies."),
    ("ends", ENDS, "An answer that ends the plan. Stands once."),
)
TOPIC = Shape("topic file", tuple(Key(name, kind, meaning) for name, kind, meaning in _TOPICS))
"""What any file may hold."""

FLOW = Shape(
    "flow",
    (
        Key("flow", Pattern(FLOW_ID, "ibm-management"), "The id; also the folder's name.", required=True),
        Key("title", _LINE, "The title.", required=True),
        Key("version", _LINE, "The version; put it in quotes.", required=True),
        Key("description", _TEXT, "One sentence for the list of flows."),
        Key("intended_use", _TEXT, "Who may use this, and for what.", required=True),
        Key(
            "evidence_to",
            Pattern(MONTH, "2026-02"),
            "Evidence was looked for up to this month.",
            required=True,
        ),
        Key("reviewed", REVIEW, "Leave out until a clinician has reviewed the content."),
        Key("urgent", Refer("facts"), "The fact that raises the urgent banner."),
        Key("about", _LINE, "What patients have who are in this flow, such as the name of a disease."),
        Key(
            "sentences",
            Named(SENTENCE, "lead"),
            'The sentences of a note in the order of dictation, each with what leads it in, or "".',
        ),
        Key("patient_page", PATIENT_PAGE, "What stands on every page for a patient to take home."),
        Key("include", Many(FileName()), "The topic files, in order."),
        Key(
            "sections",
            Named(_LINE, "section"),
            "Id and heading of the summary's sections, in order.",
            required=True,
        ),
        Key("interview", Many(SCREEN, empty=False), "The order of asking, screen by screen.", required=True),
        *TOPIC.keys,
    ),
)
"""What `flow.yaml` may hold."""
