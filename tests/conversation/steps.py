"""What a person does in an interview, whichever face it has."""

from __future__ import annotations

from dataclasses import dataclass

from interview.flow.answers import Reason


@dataclass(frozen=True)
class Choose:
    """An option of a list; of a yes/no question too."""

    option: str


@dataclass(frozen=True)
class Tick:
    """Options that are present, none of them being an answer as well; the rest is absent, or not checked."""

    options: tuple[str, ...] = ()
    rest_absent: bool = True


@dataclass(frozen=True)
class Add:
    """An option of a list that may be filled in already, chosen beside what stands there."""

    option: str


@dataclass(frozen=True)
class Rest:
    """What stands in the list, nobody having touched it, with the rest not checked."""


@dataclass(frozen=True)
class Type:
    text: str


@dataclass(frozen=True)
class Label:
    text: str


@dataclass(frozen=True)
class Pass:
    reason: Reason = Reason.NOT_ASSESSED


@dataclass(frozen=True)
class Edit:
    question: str


@dataclass(frozen=True)
class Enter:
    """The Enter key alone: it keeps what is on record or offered, and answers nothing else."""


@dataclass(frozen=True)
class Back:
    pass


@dataclass(frozen=True)
class Anew:
    """At an answer that a changed flow has to have confirmed: it is answered anew instead."""


@dataclass(frozen=True)
class Done:
    """The interview is finished, if everything is asked."""


@dataclass(frozen=True)
class Quit:
    """The interview is left from where it stands, said to be done if that is asked, or not."""

    done: bool = False


@dataclass(frozen=True)
class Disk:
    works: bool


@dataclass(frozen=True)
class Say:
    """Some answer to the question that is asked, whatever that is; the number chooses which."""

    number: int


Step = Choose | Tick | Add | Rest | Type | Label | Pass | Edit | Enter | Back | Anew | Done | Quit | Disk
Act = Step | Say
"""What a script holds; each face reads what is said at the question it asks."""
