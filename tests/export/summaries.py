"""Patients whose documents are looked at: of the small example, and of the shipped flow."""

from __future__ import annotations

from functools import cache

from interview.export.makers import Material, Options, make
from interview.flow.answers import Chosen, Number, Several, Text
from interview.summary.model import Summary
from tests.summary.example import AT, YES, session, typical
from tests.summary.patients import patient

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; \"quoted\" 'too' [x](javascript:a)\n"
    '#import "@preview/x:1.0.0": * #read("/etc/passwd") $x^2$ *bold* _it_ `raw` @at <label> \\ // gone /**/\n'
    "{{ 7 * 7 }} {% raw %} =CMD() %PDF ]]> <w:p/> &amp; שלום 日本語 ≥"
)
"""What must show as it was typed, in letters that every document can hold."""


class Patient(Material):
    """A patient whose summary is built once, which takes longer than most forms; nobody is like another."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def summary(self) -> Summary:
        return _summary(self)


@cache
def _summary(patient: Patient) -> Summary:
    return Material.summary(patient)


EXAMPLES = {
    "typical": Patient(typical(), AT),
    "nothing": Patient(session(), AT),
    "urgent": Patient(typical(urgent_problems=Several(frozenset({"choking"})), food_sticks=YES), AT),
    "conflict": Patient(typical(urgent_problems=Several(frozenset({"choking"}))), AT),
    "ended": Patient(session(status=Chosen("other")), AT),
    "elsewhere": Patient(typical(), AT, origin="from --flows: mine"),
    "hostile": Patient(typical(comment=Text(HOSTILE)), AT),
    "return": Patient(
        session(status=Chosen("suspected"), onset_age=Number(51), steroids=YES),
        AT,
        visits=(session(status=Chosen("suspected"), onset_age=Number(50), food_sticks=YES),),
    ),
}
SHIPPED = {name: Patient(patient(name), AT) for name in ("typical", "urgent", "sjogren", "not_ibm")}


def made(name: str, material: Material, *, full: bool = False) -> bytes:
    """Return the bytes of the form of this name."""
    return make(name, material, Options(full=full))


@cache
def kept(name: str, patient: Patient, *, full: bool = False) -> bytes:
    """Return the bytes of the form of this name, made once to be looked at many times."""
    return made(name, patient, full=full)
