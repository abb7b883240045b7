"""A session's summary, as one value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from interview.engine import Conclusions, Session, Status, conclude, explain, start
from interview.flow.model import Source
from interview.summary.arrange import Group, by_section, not_asked, open_groups, unanswered, with_status
from interview.summary.citations import number
from interview.summary.model import OpenGroup, Section, Summary
from interview.summary.parts import Words, answered, comment, flow_info, notices


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
    shown = [*chain(*held.values()), *chain(*(group.lines for group in groups)), *ruled_out]
    words = Words(conclusions, explained, number(_sources(conclusions, narrowed, shown)))
    return Summary(
        flow=flow_info(flow, origin),
        at=at,
        ended=flow.ends.say if flow.ends and conclusions.ended else "",
        sections=tuple(Section(name, flow.sections[name], words.lines(held[name])) for name in held),
        open=tuple(_open_group(words, group) for group in groups),
        ruled_out=words.lines(ruled_out),
        tables=tuple(words.table(name, name in narrowed) for name in flow.tables),
        answers=answered(conclusions),
        not_assessed=words.reasons(unanswered(session)),
        not_asked=words.reasons(not_asked(session, groups)),
        warnings=notices(conclusions),
        comment=comment(conclusions),
        citations=tuple(words.citations.values()),
    )


def _open_group(words: Words, group: Group) -> OpenGroup:
    return OpenGroup(words.reasons(group.missing), words.lines(group.lines), group.asked)


def _narrowed(conclusions: Conclusions) -> tuple[str, ...]:
    """Return the tables of which the answers rule out some outcome."""
    at_first = conclude(start(conclusions.session.logic)).tables
    return tuple(name for name, left in conclusions.tables.items() if len(left) < len(at_first[name]))


def _sources(conclusions: Conclusions, narrowed: tuple[str, ...], lines: list[str]) -> Iterator[Source]:
    """Yield sources as they are printed: of tables that say something, of lines, then all others cited."""
    flow = conclusions.session.flow
    recommendations = [flow.recommendations[name] for name in lines]
    disputes = [name for recommendation in recommendations for name in recommendation.controversies]
    cited = [
        *(flow.tables[name].sources for name in narrowed),
        *(recommendation.sources for recommendation in recommendations),
        *(table.sources for table in flow.tables.values()),
        *(flow.controversies[name].sources for name in disputes),
    ]
    yield from (flow.sources[source] for source in chain(*cited))
