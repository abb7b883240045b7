"""What a line rests on in one patient, as a teacher would say it: what decides leads, and what nearly always
holds goes last."""

from __future__ import annotations

from interview.engine.conclusions import Status
from interview.flow.answers import Chosen, Several
from interview.flow.model import Usual
from interview.practice.key import Key
from interview.summary.model import Line
from interview.summary.urgency import deciding

USUAL = 0.8
"""The share of patients from which an answer to one choice is what one would expect."""


def grounds(key: Key, line: Line) -> tuple[str, ...]:
    """Return the findings behind a line, which decides first.

    For a line that holds these are the ones that stand out; for one that does not, those without which it
    would, or would be open.
    """
    turning = {change.answers[0].question for change in line.would_change if len(change.answers) == 1}
    question = {text: reason.question for reason in line.because for text in reason.short}
    decides = {text: question.get(text) in {*turning, None} for text in line.reasons}
    expected = {text: _is_expected(key, line.id, question.get(text, "")) for text in line.reasons}

    alone = any(decides.values())

    def place(text: str) -> tuple[bool, bool]:
        if line.status is Status.HOLDS:
            return expected[text], False
        return not decides[text], alone and expected[text]

    return tuple(sorted(line.reasons, key=place)) or tuple(reason.text for reason in line.because)


def _is_expected(key: Key, line: str, name: str) -> bool:
    """Return whether an answer behind a line is what one would expect of most: something is absent, or the
    answer is by far the most common."""
    answer, options = key.patient.answers.get(name), deciding(key.conclusions, line).get(name, {})
    match answer:
        case Several(chosen=chosen):
            return not any(wanted and option in chosen for option, wanted in options.items())
        case Chosen(option="no"):
            return True
        case Chosen(option=option):
            usual = key.flow.usual.get(name, Usual())
            shares = {one.id: usual.of(one.id) for one in key.flow.questions[name].options}
            said = [share for share in shares.values() if share is not None]
            share = shares.get(option)
            return share is not None and float(share) >= USUAL * float(sum(said))
        case _:
            return False
