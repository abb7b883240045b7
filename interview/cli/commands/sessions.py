"""`interview sessions`: what is kept on this computer, to look at, move, encrypt and delete."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from calendar import monthrange
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interview.cli.answers_file import STANDARD_INPUT, is_resource, refuse_ahead
from interview.cli.commands.render import options_of, refuse_for_format, rendered_session
from interview.cli.delivery import deliver
from interview.cli.guard import MISUSE
from interview.cli.origins import origins_here
from interview.cli.passphrase import new_passphrase, open_store, with_passphrase
from interview.cli.terminal import complain, read_line, say, tell
from interview.conversation import start
from interview.conversation.conversation import Conversation
from interview.conversation.entry import doubt_about
from interview.conversation.finish import finish, note_of
from interview.conversation.identifiers import warning
from interview.engine.session import accepts, latest
from interview.errors import Place, UsageError
from interview.export.fhir.authored import authored
from interview.export.fhir.response_import import answered_flow, parsed_response, read_response
from interview.export.files import destination, write_new
from interview.export.makers import Options
from interview.export.session_file import MOST_CHARACTERS, pack, typed_texts, unpack
from interview.flow.answer_text import in_words
from interview.flow.answers import Answer
from interview.flow.loading.finder import open_flow
from interview.library import data_folder
from interview.moments import present
from interview.store import Saved, Store, StoreError
from interview.store.encryption import decrypt, encrypt, may_decrypt, may_encrypt, readable_copies
from interview.store.legibility import Unreadable
from interview.store.session_index import EVERY, IMPORTED, is_before
from interview.store.snapshots import NOTE_DAMAGED
from interview.store.sql import is_begun
from interview.store.visits import as_held, visits_before
from interview.text import NotText, as_sent, decoded, one_line, shown_path
from interview.worklist.history import notes_made_anew, read
from interview.worklist.items import in_local_time
from interview.worklist.soundness import errors_of

PAGE = 100
"""Sessions that a list shows at once."""
FINDINGS = 1
"""The exit code where something is damaged."""
SHORT_ID = 8
"""Leading characters of a session's id that a list shows; any that name one session will do."""
_NUMBER = re.compile("[0-9]{1,4}")
"""Of a time that a purge takes; more is before any calendar."""

_BEFORE = (
    "All sessions kept on this computer will need a passphrase from now on. Nobody can recover a passphrase "
    "that is forgotten: the sessions are then lost. Keep a copy of it in a safe place, away from this "
    "computer."
)
_AFTER = (
    "What was exported earlier is not encrypted by this. Nor are backups and snapshots of the earlier file."
)


def command(arguments: Namespace) -> int:
    """Do what was asked for with the kept sessions."""
    action = arguments.action
    if action is None:
        complain(arguments.usage().rstrip())
        return MISUSE
    if action in ("encrypt", "decrypt"):
        return change_passphrase(arguments)
    looking = action in ("list", "show", "export", "cohort")
    if action == "check" or (action == "list" and arguments.search):  # both write down what a search reads
        looking = not is_begun(data_folder())
    store = open_store(read_only=looking)
    try:
        return _ACTIONS[action](store, arguments)
    finally:
        if store.notice:
            complain(f"interview: {store.notice}")
        store.close()


def _list(store: Store, arguments: Namespace) -> int:
    page = 1 if arguments.page is None else arguments.page
    search, start = arguments.search or "", (page - 1) * PAGE
    if start < 0:
        raise UsageError("--page counts from 1, the latest sessions")
    limit, start = (EVERY, 0) if arguments.all else (PAGE, start)
    found = read(store, lambda one: one.page(search, limit, start))
    for saved in found.sessions:
        tell(_line(saved))
    if not found.found:
        say("No session matches." if search else f"No session is kept in {shown_path(store.folder)}.")
    elif len(found.sessions) < found.found:
        complain(f"interview: {_part(page, len(found.sessions), found.found)}")
    return FINDINGS if store.is_damaged else 0


def _part(page: int, shown: int, count: int) -> str:
    """Return which sessions of how many are listed, and how to see others."""
    first = (page - 1) * PAGE + 1
    if not shown:
        pages = -(-count // PAGE)
        return f"there are {count}, which is {pages} page{'s' * (pages != 1)}."
    after = f"--page {page + 1} shows the next, " if first + shown <= count else ""
    return f"these are {first} to {first + shown - 1} of {count}; {after}--all every one, --search TEXT some."


def _check(store: Store, arguments: Namespace) -> int:
    aside = store.damaged()
    checked = read(store, lambda one: one.check(every_page=True))
    for one in checked.found:
        tell(str(one))
    if not checked.sessions:
        say(f"No session is kept in {shown_path(store.folder)}.")
        return FINDINGS if store.is_damaged or store.damaged() != aside else 0
    damaged = len({one.session for one in checked.found})
    entries = "1 entry" if checked.entries == 1 else f"{checked.entries} entries"
    tell(f"{_counted(checked.sessions)} with {entries} looked through: {_counted(damaged)} damaged.")
    if not checked.pages:
        tell("The pages of the file were not looked through, as another window uses it.")
    with suppress(StoreError):  # where nothing can be written, a search does without
        store.put_words()
    return FINDINGS if damaged or store.is_damaged or store.damaged() != aside else 0


def _show(store: Store, arguments: Namespace) -> int:
    refuse_for_format(arguments)
    saved = find(store, arguments.id)
    deliver(rendered(store, saved, arguments), arguments, _stem(saved))
    return 0


def _export(store: Store, arguments: Namespace) -> int:
    if arguments.output is None and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("a session is a long file: name a file with --output, or pipe it")
    saved = find(store, arguments.id)
    file = destination(arguments.output, _stem(saved), ".json")
    data = store.export(saved.id)
    if doubt := warning("\n".join(typed_texts(data))):
        complain(f"interview: {doubt}")
    text = pack(data)
    if file is None:
        say(text.rstrip("\n"))
    else:
        write_new(file, text)
        say(f"Written to {shown_path(file)}.")
    return 0


def _stem(saved: Saved) -> str:
    return f"session-{saved.id[:SHORT_ID]}"


def _cohort(store: Store, arguments: Namespace) -> int:
    from interview.cli.commands import cohort

    return cohort.command(store, arguments)


def _import(store: Store, arguments: Namespace) -> int:
    text = _read(arguments.file)
    if is_resource(text):
        session_id = keep_response(store, text, arguments.flows)
    else:
        session_id = store.import_(unpack(text), origins_here(arguments.flows), note_of)
    say(f"Kept here: {_line(store.find(session_id))}")
    return 0


def _label(store: Store, arguments: Namespace) -> int:
    saved = find(store, arguments.id)
    try:
        as_sent(arguments.text)
    except NotText as error:
        raise UsageError(f"the label, at its character {error.column}: {error}") from None
    doubt = warning(arguments.text)
    if doubt:
        complain(f"interview: {doubt}")
        if not _agreed("Use this label all the same?", arguments.yes):
            say("The label is as it was.")
            return 0
    store.label(saved.id, arguments.text)
    say(_line(store.find(saved.id)))
    return 0


def _delete(store: Store, arguments: Namespace) -> int:
    saved = find(store, arguments.id)
    say(_line(saved))
    if goes_too := notes_made_anew(store.notes_after(saved.id)):
        tell(goes_too)
    if _agreed("Delete this session for good?", arguments.yes):
        store.delete(saved.id)
        say("Deleted.")
        for path in store.damaged():
            say(
                f"It may still stand in {shown_path(path)}, damaged and set aside earlier; "
                "delete that file too."
            )
    return 0


def _purge(store: Store, arguments: Namespace) -> int:
    before = earlier(datetime.now(UTC), arguments.older_than).isoformat(timespec="seconds")
    old = store.purge(before, dry_run=True)
    aside = [path for path in store.damaged() if is_before(path.lstat().st_mtime, before)]
    lines = [*map(_line, old), *(f"{shown_path(path)}  damaged and set aside" for path in aside)]
    say("\n".join(lines) or "No session is that old.")
    if goes_too := notes_made_anew(store.notes_after(*(one.id for one in old))):
        tell(goes_too)
    if old and arguments.dry_run:
        say("Those that are then open in a window stay.")
    question = f"Delete {_counted(len(old), len(aside))} for good?"
    if lines and not arguments.dry_run and _agreed(question, arguments.yes):
        gone = len(store.purge(before))
        say(f"Deleted {_counted(gone, len(aside))}.")
        if gone < len(old):
            say(f"Open in a window, and therefore kept: {_counted(len(old) - gone)}.")
    return 0


def _line(saved: Saved) -> str:
    state = "finished" if saved.finished else "unfinished"
    state = f"unreadable: {saved.unreadable}" if saved.unreadable else state
    answers = "1 answer" if saved.answers == 1 else f"{saved.answers} answers"
    state += f", from {IMPORTED}" if saved.origin == IMPORTED else ""
    label = f"  {saved.shown_label}" if saved.label else ""
    when = in_local_time(saved.last)
    return f"{saved.id[:SHORT_ID]}  {when}  {saved.flow_name}  {answers}, {state}{label}"


def find(store: Store, prefix: str) -> Saved:
    """Return the session whose id begins like this; `UsageError` when none or several do."""
    found = store.beginning(prefix)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"'{prefix}' begins the ids of {len(found)} sessions; give more of it")
    raise UsageError(f"no kept session has an id that begins with '{prefix}'; see 'interview sessions list'")


def earlier(moment: datetime, text: str) -> datetime:
    """Return the moment before another by so many days, weeks, or months and years of the calendar.

    Where that month has no such day, its last; before any calendar, the earliest there is.
    """
    number, unit = text[:-1], text[-1:]
    if unit not in ("d", "w", "m", "y") or not _NUMBER.fullmatch(number):
        raise UsageError(f"--older-than takes a time such as 90d, 12w, 6m or 2y, not '{one_line(text)}'")
    if unit in ("d", "w"):
        return moment - timedelta(days=int(number) * (7 if unit == "w" else 1))
    months = moment.year * 12 + moment.month - 1 - int(number) * (12 if unit == "y" else 1)
    year, month = max(months, 12) // 12, max(months, 12) % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def _agreed(question: str, yes: bool) -> bool:
    """Return whether the person agrees; without one at a terminal, only `--yes` does."""
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(f"{question} Nobody can be asked here; --yes says so beforehand")
    return (read_line(f"{question} [y/N] ") or "").strip().lower() in ("y", "yes")


def _read(name: str) -> str:
    """Return the text of a file; `UsageError` when it is none, or too long for a session."""
    raw = _bytes(name)
    if len(raw) > MOST_CHARACTERS:
        raise UsageError("this is not a file of a session; it is too long")
    shown = "standard input" if name == STANDARD_INPUT else shown_path(name)
    try:
        return decoded(raw)
    except NotText as error:
        raise UsageError(f"{Place(shown, error.line, error.column)}: {error}") from None


def _bytes(name: str) -> bytes:
    """Return the contents, and no more than one byte too much of them."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_CHARACTERS + 1) if sys.stdin else b""
    with Path(name).open("rb") as file:
        return file.read(MOST_CHARACTERS + 1)


def _counted(sessions: int, aside: int = 0) -> str:
    counts = ((sessions, "session"), (aside, "damaged file"))
    return " and ".join(f"{count} {what}{'s' * (count != 1)}" for count, what in counts if count) or "nothing"


_ACTIONS: dict[str, Callable[[Store, Namespace], int]] = {
    "list": _list,
    "check": _check,
    "show": _show,
    "export": _export,
    "cohort": _cohort,
    "import": _import,
    "label": _label,
    "delete": _delete,
    "purge": _purge,
}


def rendered(store: Store, saved: Saved, arguments: Namespace) -> bytes:
    """Return the summary of a kept session in the form asked for.

    The note is the very text of the day the session was finished, unless it should be made again. Everything
    else is made from the flow the session was held with, dated by when it was finished or answered last;
    `StoreError` when that flow cannot be had.
    """
    if _is_plain_note(arguments) and (note := store.note(saved.id)):
        return note.encode()
    if store.note_is_damaged(saved.id):
        complain(f"interview: {NOTE_DAMAGED}")
    try:
        session = as_held(store, saved)
    except Unreadable as error:
        if not _is_plain_note(arguments):
            raise
        return answers_alone(store, saved, str(error)).encode()
    earlier = visits_before(store, saved, session.logic)
    return rendered_session(
        session, arguments, at=saved.moment, origin=saved.origin, visits=earlier, kept_as=saved.id
    )


def answers_alone(store: Store, saved: Saved, why: str) -> str:
    """Return the answers that can still be read, without any conclusion, and why there is none."""
    from interview.flow.loading.loader import load_kept  # reads YAML, which other actions do without

    files = store.kept_flow(saved.kept)
    questions = load_kept(files).questions if files else {}
    answers = latest(store.legible(saved.id).events)
    read = [
        f"{questions[name].label}: {in_words(questions[name], answer)}"
        for name, answer in answers.items()
        if name in questions and accepts(questions[name], answer)
    ]
    return "\n".join(["NO CONCLUSIONS.", why, "", *read, ""])


def _is_plain_note(arguments: Namespace) -> bool:
    """Tell whether the note is asked for as it is kept: in the usual form, with nothing wished otherwise."""
    return arguments.format == "note" and not arguments.again and options_of(arguments) == Options()


def change_passphrase(arguments: Namespace) -> int:
    """Encrypt the kept sessions, or take their passphrase away."""
    return _encrypt() if arguments.action == "encrypt" else _decrypt()


def _encrypt() -> int:
    folder = data_folder()
    may_encrypt(folder)
    tell(_BEFORE)
    encrypt(folder, new_passphrase())
    tell(f"The sessions in {shown_path(folder)} are encrypted.")
    for path in readable_copies(folder):
        tell(
            f"NOT encrypted: {shown_path(path)}, damaged and set aside earlier. "
            "Delete it when nothing is missing."
        )
    tell(_AFTER)
    return 0


def _decrypt() -> int:
    folder = data_folder()
    may_decrypt(folder)
    with_passphrase(lambda passphrase: decrypt(folder, passphrase))
    tell(
        f"The sessions in {shown_path(folder)} are not encrypted any more. "
        "Whoever can use this account can read them."
    )
    return 0


def keep_response(store: Store, text: str, flows: str | None) -> str:
    """Keep the answers of a response to one of the flows here, and return the session's id.

    `UsageError` when no flow here makes the form that was answered, and with every mistake in the response.
    """
    resource = parsed_response(text)
    opened = open_flow(answered_flow(resource), flows)
    answers = read_response(opened.logic.flow, text)
    if not answers:
        raise UsageError("this response has no answers, so there is nothing to keep")
    questions = opened.logic.flow.questions
    doubts = (doubt_about(questions[name], answer) for name, answer in answers.items())
    if doubt := next(filter(None, doubts), ""):
        complain(f"interview: {doubt}")
    at, told = authored(resource.get("authored"), present())
    refuse_ahead(opened.logic.flow, answers, at.date())
    for words in filter(None, (told, _left_out(resource))):
        complain(f"interview: {words}.")
    errors = errors_of(opened)
    conversation = start.begin(store, opened.logic, clock=lambda: at, origin=opened.origin, errors=errors)
    _keep(conversation, answers, finished=resource.get("status") in ("completed", "amended"))
    return conversation.recording.id


def _left_out(resource: Mapping[str, object]) -> str:
    """Return what to say of the people that a response names; empty when it names none."""
    named = " and ".join(part for part in ("subject", "encounter", "source") if resource.get(part))
    return f"the response names its {named}, of which nothing is kept" if named else ""


def _keep(conversation: Conversation, answers: Mapping[str, Answer], *, finished: bool) -> None:
    recording = conversation.recording
    conversation.take_in(answers)
    if finished:
        finish(conversation)
    recording.close()
    if not recording.saved:
        raise UsageError(f"the answers could not be kept: {recording.problem}")
