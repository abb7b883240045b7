"""The app and plain mode are views of one conversation: the same script gives the same events in both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from interview.engine import EventKind
from interview.flow.answers import Chosen, Number, Reason, Several, Text
from interview.flow.logic.compiler import Logic
from tests.conversation.faces import FACES, Sitting, held
from tests.conversation.meaning import Said
from tests.conversation.steps import (
    Add,
    Anew,
    Back,
    Choose,
    Disk,
    Done,
    Edit,
    Enter,
    Label,
    Pass,
    Quit,
    Rest,
    Step,
    Tick,
    Type,
)
from tests.plain.bedside import bedside
from tests.store.failures import Fault, inject
from tests.store.versions import ADDED, REMOVED, REWORDED, Change, version

ANSWERED, CONFIRMED = EventKind.ANSWERED, EventKind.CONFIRMED
ALL: tuple[Step, ...] = (
    Tick(("choking",)),
    Choose("typical"),
    Choose("yes"),
    Choose("no"),
    Choose("bar"),
    Type("45"),
    Type("2024-03"),
    Type("steady"),
)
"""Every question of the bedside flow that is asked, answered in order."""
TO_IMAGING, TO_AGE = ALL[:4], ALL[:5]
SLEEP = (Edit("food_sticks"), Choose("no"))
WAKE = (Edit("food_sticks"), Choose("yes"))

CHOKING_KEPT = (CONFIRMED, "urgent_problems", Several(frozenset({"choking"})))
Script = Sequence[Sitting]


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    return inject(monkeypatch)


def both(tmp_path: Path, fault: Fault, script: Script, logic: Logic | None = None) -> list[Said]:
    """Hold a script with both faces; return what the last interview holds, which is the same in both."""
    logs, kept = {}, {}
    for name, face in FACES.items():
        patient = held(face, tmp_path / name, logic or bedside(), fault, script)
        assert patient.astray == []
        logs[name], kept[name] = patient.logs, patient.kept
    assert logs["app"] == logs["plain"]
    assert kept["app"] == kept["plain"]
    return logs["app"][-1]


def visit(*steps: Step) -> Sitting:
    return Sitting(steps, visit=True)


FIRST = Sitting((*ALL, Done()))

SCRIPTS: dict[str, tuple[Script, Said | None]] = {
    "to the end": ([FIRST], (ANSWERED, "remark", Text("steady"))),
    "none of these": ([Sitting((Tick(),))], (ANSWERED, "urgent_problems", Several())),
    "several, rest absent": (
        [Sitting((Tick(("choking", "weight_loss")),))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking", "weight_loss"}))),
    ),
    "several, rest not checked": (
        [Sitting((Tick(("choking",), rest_absent=False),))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking"}), rest_absent=False)),
    ),
    "several, corrected": (
        [Sitting((Tick(("choking",)), Back(), Tick(("weight_loss",))))],
        (ANSWERED, "urgent_problems", Several(frozenset({"weight_loss"}))),
    ),
    "several, untouched": ([Sitting((Enter(),))], None),
    "passed over with a reason": (
        [Sitting((Pass(Reason.PENDING), Pass()))],
        None,
    ),
    "back and the same again": ([Sitting((Tick(), Choose("typical"), Back(), Choose("typical")))], None),
    "back and Enter": ([Sitting((Tick(), Choose("typical"), Back(), Back(), Enter(), Enter()))], None),
    "back past the beginning": ([Sitting((Back(), Tick(), Back(), Back(), Back(), Enter()))], None),
    "back on a screen of two": ([Sitting((*TO_IMAGING, Back(), Back(), Choose("no")))], None),
    "edit and go on": (
        [Sitting((*TO_AGE, Edit("pattern"), Choose("other"), Type("50")))],
        (ANSWERED, "onset_age", Number(50)),
    ),
    "a number out of range": ([Sitting((*TO_AGE, Type("200"), Edit("pattern"), Choose("other")))], None),
    "a question that is not asked": (
        [Sitting((Tick(), Edit("comment"), Type("by choice"), Choose("other")))],
        (ANSWERED, "pattern", Chosen("other")),
    ),
    "a question that is not asked, and left by b": (
        [
            Sitting(
                (
                    Tick(),
                    Edit("comment"),
                    Back(),
                    Back(),
                    Enter(),
                    Type("so"),
                    Back(),
                    Edit("pattern"),
                    Choose("other"),
                )
            )
        ],
        None,
    ),
    "it applies again": (
        [Sitting((*TO_AGE, *SLEEP, *WAKE, Enter(), Type("45")))],
        (ANSWERED, "onset_age", Number(45)),
    ),
    "it applies again and the same is said": (
        [Sitting((*TO_AGE, *SLEEP, *WAKE, Choose("bar")))],
        (ANSWERED, "imaging", Chosen("bar")),
    ),
    "it applies again after a restart": (
        [Sitting((*TO_AGE, *SLEEP)), Sitting((*WAKE, Enter(), Type("45")))],
        (ANSWERED, "onset_age", Number(45)),
    ),
    "it applied again before a restart": (
        [Sitting((*TO_AGE, *SLEEP, *WAKE)), Sitting((Enter(), Type("45")))],
        (ANSWERED, "onset_age", Number(45)),
    ),
    "restart in the middle": ([Sitting(ALL[:3]), Sitting(ALL[3:5]), Sitting((*ALL[5:], Done()))], None),
    "finished, then corrected": ([FIRST, Sitting((Edit("pattern"), Choose("other"), Done()))], None),
    "back from the end": ([Sitting((*ALL, Back(), Type("unsteady"), Done()))], None),
    "full disk": (
        [Sitting((*ALL[:2], Disk(False), *ALL[2:5], Disk(True), *ALL[5:], Done()))],
        (ANSWERED, "remark", Text("steady")),
    ),
    "full disk to the end": ([Sitting((*ALL[:2], Disk(False), *ALL[2:5])), Sitting(ALL[2:])], None),
    "full disk from the beginning": ([Sitting((Disk(False), *ALL[:3], Disk(True), ALL[3]))], None),
    "paste of several lines": (
        [Sitting((*ALL[:7], Type("falls\n\nb\n1"), Done()))],
        (ANSWERED, "remark", Text("falls\n\nb\n1")),
    ),
    "return visit, all kept": ([FIRST, visit(*[Enter()] * len(ALL), Done())], None),
    "return visit, all said again": (
        [FIRST, visit(*ALL, Done())],
        (ANSWERED, "remark", Text("steady")),
    ),
    "return visit, a number typed again": (
        [FIRST, visit(*[Enter()] * 5, Type("45"))],
        (ANSWERED, "onset_age", Number(45)),
    ),
    "return visit, a number kept, then typed": (
        [FIRST, visit(*[Enter()] * 6, Back(), Type("45"))],
        (ANSWERED, "onset_age", Number(45)),
    ),
    "return visit, an untouched number": (
        [FIRST, visit(*[Enter()] * 6)],
        (CONFIRMED, "onset_age", Number(45)),
    ),
    "return visit, the same option": (
        [FIRST, visit(Enter(), Choose("typical"))],
        (ANSWERED, "pattern", Chosen("typical")),
    ),
    "return visit, the same ticks": (
        [FIRST, visit(Tick(("choking",)))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking"}))),
    ),
    "return visit, one unticked": (
        [FIRST, visit(Tick(("weight_loss",)), Enter())],
        (CONFIRMED, "pattern", Chosen("typical")),
    ),
    "return visit, one added to a list that is filled in": (
        [FIRST, visit(Add("weight_loss"))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking", "weight_loss"}))),
    ),
    "one added to a list that was answered at this visit": (
        [Sitting((Tick(("choking",)), Back(), Add("weight_loss")))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking", "weight_loss"}))),
    ),
    "return visit, none of a list that is filled in": (
        [FIRST, visit(Tick())],
        (ANSWERED, "urgent_problems", Several()),
    ),
    "return visit, the rest of an untouched list": ([FIRST, visit(Rest(), Enter())], CHOKING_KEPT),
    "the rest of a list that was answered at this visit": (
        [Sitting((Tick(("choking",)), Back(), Rest()))],
        (ANSWERED, "urgent_problems", Several(frozenset({"choking"}), rest_absent=False)),
    ),
    "return visit, the rest of a list that was kept": ([FIRST, visit(Enter(), Back(), Rest())], CHOKING_KEPT),
    "return visit, the rest of a list of which nothing was said": ([Sitting((Rest(), *ALL[:2]))], None),
    "left in the middle": ([Sitting((*ALL[:3], Quit(done=True)))], None),
    "left when all is asked, and done": ([Sitting((*ALL, Quit(done=True)))], None),
    "left when all is asked, and open": ([Sitting((*ALL, Quit())), Sitting((Done(),))], None),
    "left at an earlier question when all is asked, and done": (
        [Sitting((*ALL, Edit("pattern"), Quit(done=True)))],
        None,
    ),
    "left at an earlier question when all is asked, and open": (
        [Sitting((*ALL, Edit("pattern"), Quit()))],
        None,
    ),
    "left with a full disk, all asked": ([Sitting((*ALL[:2], Disk(False), *ALL[2:], Quit(done=True)))], None),
    "left with a full disk in the middle": ([Sitting((Disk(False), *ALL[:2], Quit()))], None),
    "called something before the first answer": ([Sitting((Label("bed 4"), ALL[0])), Sitting(())], None),
    "called something else later": (
        [Sitting((Label("bed 4"), ALL[0])), Sitting((ALL[1], Label("bed 5"), *ALL[2:], Done()))],
        None,
    ),
    "called something at a text, and at the end": (
        [Sitting((*ALL[:7], Label("bed 4"), ALL[7], Label("bed 5"), Done()))],
        None,
    ),
    "called something while the disk is full": (
        [Sitting((ALL[0], Disk(False), Label("bed 4"), Disk(True), ALL[1]))],
        None,
    ),
    "return visit with a restart": (
        [FIRST, visit(Enter(), Enter()), Sitting((Enter(), Choose("yes")))],
        None,
    ),
    "third visit": (
        [FIRST, visit(*[Enter()] * 8, Done()), visit(Enter(), Enter(), Enter(), Choose("no"))],
        None,
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_same_script_gives_the_same_events_in_both_faces(name: str, tmp_path: Path, fault: Fault) -> None:
    script, last = SCRIPTS[name]
    log = both(tmp_path, fault, script)
    assert last is None or log[-1] == last


HELD = Sitting((Choose("yes"), Tick(("knee",)), Type("800"), Choose("suspected")))
CHANGES: dict[str, tuple[list[Change], tuple[Step, ...]]] = {
    "reworded, kept": ([REWORDED], (Enter(), Enter())),
    "reworded, answered anew": ([REWORDED], (Anew(), Choose("no"))),
    "reworded, and left": ([REWORDED], ()),
    "an option added": ([ADDED], (Enter(), Tick(("knee", "hand")))),
    "an option removed": ([REMOVED], (Enter(), Choose("other"))),
    "both, one kept": ([REWORDED, REMOVED], (Enter(), Choose("other"), Done())),
}


@pytest.mark.parametrize("again", [False, True], ids=["once", "left and opened again"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_flow_gives_the_same_events_in_both_faces(
    name: str, again: bool, tmp_path: Path, fault: Fault
) -> None:
    changes, steps = CHANGES[name]
    before, after = version(tmp_path), version(tmp_path, *changes)
    between = [Sitting((), flow=after)] if again else []
    both(tmp_path, fault, [HELD, *between, Sitting(steps, flow=after), Sitting((Enter(),))], before)
