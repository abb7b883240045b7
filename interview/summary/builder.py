"""A session's summary, as one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain

from interview.engine import Conclusions, Session, Status, conclude, explain, start
from interview.engine.given_answers import Visits
from interview.engine.values_in_words import filled
from interview.flow.answers import Answer, Chosen, Several, is_given
from interview.flow.conditions.syntax import Always
from interview.flow.model import Flow, Source, Urgency
from interview.moments import day, local, written
from interview.summary.arrangement import (
    Group,
    bearing,
    by_section,
    not_asked,
    offered,
    open_groups,
    unanswered,
    unreached,
    with_status,
)
from interview.summary.assumption import assumption, firmness
from interview.summary.citations import number
from interview.summary.conclusion_text import ConclusionText, answered, comment, flow_info
from interview.summary.model import LEADING, Lead, OpenGroup, Section, Summary, TableLine, help_in
from interview.summary.notices import notices
from interview.summary.since_last_visit import since_last_time
from interview.summary.stance import is_remark
from interview.summary.urgency import by_urgency, rank

BRIEF = 5
"""How many open groups the short note names; the full note names all."""


def build(session: Session, *, at: str, origin: str = "", visits: Visits = ()) -> Summary:
    """Return the summary of a session at a moment; its day is that of the visit (`moments`).

    `origin` says where the flow was read from when it is not the shipped one, `visits` are the visits before
    this one, the oldest first. Pure: the same sessions and moment give an equal summary.
    """
    conclusions, flow = conclude(session), session.flow
    explained = {name: explain(conclusions, name) for name in flow.recommendations}
    held, groups = by_section(conclusions), open_groups(conclusions, explained)
    ruled_out = with_status(conclusions, Status.RULED_OUT)
    holding = by_urgency(conclusions)
    plan = [name for name in holding if not is_remark(flow.recommendations[name])]
    remarks = [name for name in holding if name not in plan]
    every = [*chain(*(group.lines for group in groups)), *ruled_out]
    bears = bearing(flow)
    spread = Counter(name for one in bears for name in one.questions)
    words = ConclusionText(conclusions, explained, {}, day(at), spread)
    prompted = [name for name in every if words.if_open(flow.recommendations[name])]
    printed = _printed(flow, [*plan, *remarks], prompted)
    helping = [flow.sources[source] for source in (flow.patient_page.sources if flow.patient_page else ())]
    unasked = not_asked(conclusions, groups)
    words = replace(words, citations=number([*printed, *_cited(flow, every), *helping]))
    waiting = tuple(_open_group(words, group) for group in groups)
    today = any(flow.recommendations[name].urgency is Urgency.SAME_DAY for name in plan)
    return Summary(
        flow=flow_info(flow, origin, day(at), session.errors),
        at=written(local(at)),
        about=_about(session),
        ended=filled(conclusions.session, flow.ends.say) if flow.ends and conclusions.ended else "",
        sections=tuple(Section(name, flow.sections[name], words.lines(held[name])) for name in held),
        plan=words.lines(plan),
        remarks=words.lines(remarks),
        open=waiting,
        brief=_brief(flow, waiting, today),
        ruled_out=words.lines(ruled_out),
        tables=_tables(words, holding),
        numbers=tuple(found for name in flow.figures if (found := words.number(name))),
        answers=answered(conclusions),
        not_assessed=words.reasons(unanswered(session)),
        given=sum(map(is_given, session.answers.values())),
        unreached=words.reasons(unreached(session)),
        not_asked=words.reasons(unasked),
        offered=words.reasons(offered(session, unasked)),
        warnings=notices(conclusions, visits),
        since=since_last_time(visits, session),
        comment=comment(conclusions),
        citations=tuple(number(printed).values()),
        bearing=bears,
        sentences=_leads(conclusions),
        assumption=assumption(session),
        firm=firmness(session),
        help=help_in(flow, words.citations),
    )


def _about(session: Session) -> str:
    """Return what the note is about: by the first answer that says so, else by the flow."""
    flow, inactive = session.flow, session.completions.inactive
    named = (
        option.phrase.about
        for question in flow.questions.values()
        for option in question.options
        if option.phrase.about
        and question.id not in inactive
        and option.id in _chosen(session.answers.get(question.id))
    )
    return next(named, flow.about or flow.title)


def _chosen(answer: Answer | None) -> Collection[str]:
    match answer:
        case Chosen(option):
            return (option,)
        case Several(chosen):
            return chosen
        case _:
            return ()


def _leads(conclusions: Conclusions) -> tuple[Lead, ...]:
    """Return the sentences of a note, each with what leads it in for this patient."""
    return tuple(
        Lead(
            name,
            "" if one.when and not conclusions.facts[one.when] else one.lead,
            bool(one.when),
            one.letter,
            one.absent,
            one.paragraph,
        )
        for name, one in conclusions.session.flow.sentences.items()
    )


def _open_group(words: ConclusionText, group: Group) -> OpenGroup:
    return OpenGroup(words.reasons(group.missing), words.lines(group.lines), group.asked)


def _brief(flow: Flow, groups: Iterable[OpenGroup], today: bool) -> tuple[OpenGroup, ...]:
    """Return the open groups for the short note: what could be for today, what these answers bring up, other
    prompts, the rest. Groups of questions the interview does not come to are in it only with a prompt; while
    something is to be done today, only what these answers bring up."""
    named = [group for group in groups if group.asked or group.prompts]
    if today:
        named = [group for group in named if _brought_up(flow, group)]
    return tuple(sorted(named, key=lambda group: _weight(flow, group))[:BRIEF])


def _weight(flow: Flow, group: OpenGroup) -> tuple[int, bool, bool, bool]:
    """Return what the open groups of the short note are sorted by."""
    none = len(Urgency)
    prompted = min((rank(line.urgency) for line in group.lines if line.if_open), default=none)
    return prompted and 1, not _brought_up(flow, group), not group.prompts, prompted > 1


def _brought_up(flow: Flow, group: OpenGroup) -> bool:
    """Return whether a prompt of the group is meant for some patients only, and so for this one."""
    prompts = [flow.recommendations[line.id].if_open for line in group.lines if line.if_open]
    return any(prompt is not None and not isinstance(prompt.when, Always) for prompt in prompts)


def _tables(words: ConclusionText, holding: Iterable[str]) -> tuple[TableLine, ...]:
    flow, narrowed = words.flow, _narrowed(words.conclusions)
    titles = [flow.recommendations[name].title for name in holding]
    return tuple(
        words.table(name, narrowed=name in narrowed, named=any(table.label in title for title in titles))
        for name, table in flow.tables.items()
    )


def _narrowed(conclusions: Conclusions) -> tuple[str, ...]:
    """Return the tables of which the answers rule out some outcome."""
    at_first = conclude(start(conclusions.session.logic)).tables
    return tuple(name for name, left in conclusions.tables.items() if len(left) < len(at_first[name]))


def _printed(flow: Flow, holding: list[str], prompted: list[str]) -> list[Source]:
    """Return sources in the order of their numbers: those the short note leads with, then the others."""
    leading = chain(*(flow.recommendations[name].sources[:LEADING] for name in holding))
    scores = chain(*(score.sources for score in flow.scores.values()))
    tables = chain(scores, *(table.sources for table in flow.tables.values()))
    lines = _cited(flow, [*holding, *prompted])
    return [*(flow.sources[source] for source in chain(leading, tables)), *lines]


def _cited(flow: Flow, names: Iterable[str]) -> list[Source]:
    """Return the sources of recommendations, then those of the controversies that bear on them."""
    lines = [flow.recommendations[name] for name in names]
    disputes = [flow.controversies[dispute] for line in lines for dispute in line.controversies]
    cited = chain(*(line.sources for line in lines), *(dispute.sources for dispute in disputes))
    return [flow.sources[source] for source in cited]
