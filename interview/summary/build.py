"""A session's summary, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from interview.engine import Conclusions, Session, Status, conclude, explain, start
from interview.flow.model import Flow, Source
from interview.summary.arrange import Group, by_section, not_asked, open_groups, unanswered, with_status
from interview.summary.citations import number
from interview.summary.model import LEADING, OpenGroup, Section, Summary
from interview.summary.parts import Words, answered, comment, day, flow_info, notices


def build(session: Session, *, at: str, origin: str = "") -> Summary:
    """Return the summary of a session at a moment (`at`, UTC, ISO 8601).

    `origin` says where the flow was read from when it is not the shipped one. Pure: the same session and
    moment give an equal summary.
    """
    conclusions, flow = conclude(session), session.flow
    explained = {name: explain(conclusions, name) for name in flow.recommendations}
    held, groups = by_section(conclusions), open_groups(conclusions, explained)
    ruled_out = with_status(conclusions, Status.RULED_OUT)
    narrowed = _narrowed(conclusions)
    printed = _printed(flow, held, groups)
    words = Words(conclusions, explained, number([*printed, *_cited(flow, ruled_out)]), day(at))
    return Summary(
        flow=flow_info(flow, origin, day(at)),
        at=at,
        ended=flow.ends.say if flow.ends and conclusions.ended else "",
        sections=tuple(Section(name, flow.sections[name], words.lines(held[name])) for name in held),
        open=tuple(_open_group(words, group) for group in groups),
        ruled_out=words.lines(ruled_out),
        tables=tuple(words.table(name, name in narrowed) for name in flow.tables),
        answers=answered(conclusions),
        not_assessed=words.reasons(unanswered(session)),
        not_asked=words.reasons(not_asked(conclusions, groups)),
        warnings=notices(conclusions),
        comment=comment(conclusions),
        citations=tuple(number(printed).values()),
    )


def _open_group(words: Words, group: Group) -> OpenGroup:
    return OpenGroup(words.reasons(group.missing), words.lines(group.lines), group.asked)


def _narrowed(conclusions: Conclusions) -> tuple[str, ...]:
    """Return the tables of which the answers rule out some outcome."""
    at_first = conclude(start(conclusions.session.logic)).tables
    return tuple(name for name, left in conclusions.tables.items() if len(left) < len(at_first[name]))


def _printed(flow: Flow, held: Mapping[str, Iterable[str]], groups: Iterable[Group]) -> list[Source]:
    """Return sources in the order of their numbers: those the short note leads with, then the others."""
    stands = [*chain(*held.values())]
    leading = chain(*(flow.recommendations[name].sources[:LEADING] for name in stands))
    tables = chain(*(table.sources for table in flow.tables.values()))
    lines = _cited(flow, [*stands, *chain(*(group.lines for group in groups))])
    return [*(flow.sources[source] for source in chain(leading, tables)), *lines]


def _cited(flow: Flow, names: Iterable[str]) -> list[Source]:
    """Return the sources of recommendations, then those of the controversies that bear on them."""
    lines = [flow.recommendations[name] for name in names]
    disputes = [flow.controversies[dispute] for line in lines for dispute in line.controversies]
    cited = chain(*(line.sources for line in lines), *(dispute.sources for dispute in disputes))
    return [flow.sources[source] for source in cited]
