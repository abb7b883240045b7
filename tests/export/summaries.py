"""Patients whose documents are looked at: of the small example, and of the shipped flow."""

from __future__ import annotations

from interview.export.formats import Material, Options, make
from interview.flow.answers import Chosen, Number, Several, Text
from tests.summary.example import AT, YES, session, typical
from tests.summary.patients import patient

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt;b&gt; \"quoted\" 'too' [x](javascript:a)\n"
    '#import "@preview/x:1.0.0": * #read("/etc/passwd") $x^2$ *bold* _it_ `raw` @at <label> \\ // gone /**/\n'
    "{{ 7 * 7 }} {% raw %} =CMD() %PDF ]]> <w:p/> &amp; שלום 日本語 ≥"
)
"""What must show as it was typed, in letters that every document can hold."""

EXAMPLES = {
    "typical": Material(typical(), AT),
    "nothing": Material(session(), AT),
    "urgent": Material(typical(urgent_problems=Several(frozenset({"choking"})), food_sticks=YES), AT),
    "conflict": Material(typical(urgent_problems=Several(frozenset({"choking"}))), AT),
    "ended": Material(session(status=Chosen("other")), AT),
    "elsewhere": Material(typical(), AT, origin="from --flows: mine"),
    "hostile": Material(typical(comment=Text(HOSTILE)), AT),
    "return": Material(
        session(status=Chosen("suspected"), onset_age=Number(51), steroids=YES),
        AT,
        visits=(session(status=Chosen("suspected"), onset_age=Number(50), food_sticks=YES),),
    ),
}
SHIPPED = {name: Material(patient(name), AT) for name in ("typical", "urgent", "sjogren", "not_ibm")}


def made(name: str, material: Material, *, full: bool = False) -> bytes:
    """Return the bytes of the form of this name."""
    return make(name, material, Options(full=full))
