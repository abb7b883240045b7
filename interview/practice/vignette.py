"""A patient told as a clinician would, in the phrases that the flow has for this and the order of its note.

What cannot wait comes first, then what else is so, with what was found absent in the same sentence of the
note: no coughing at meals stands beside food that sticks. A sentence in which nothing is so is said at the
end, in one breath for each paragraph of a letter and in a word where it has one. What is not mentioned is
not known, or has to be asked for. Nothing is said that a rule concludes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random
from types import MappingProxyType

from interview.engine.conclusions import Conclusions
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.model import Flow, Question, Sentence
from interview.summary.answer_phrases import added_and_removed
from interview.summary.conclusion_text import answered
from interview.summary.findings import Answered
from interview.summary.model import Lead
from interview.summary.phrases import NO, OR, beside, in_one_breath, lower, only, start, told, unknown
from interview.summary.sentences import prose
from interview.summary.urgency import urgent

YOUNGEST, OLDEST = 52, 84
NO_MATTER = "nothing turns on it here"
"""How it stands with a finding that other answers leave nobody to ask for."""
DENIED = " denied"
"""Behind the name of a sentence: what is denied of what it is about."""
LONGEST = 10
"""Years at most, beside the first two, that lie between an age that is told and today."""


@dataclass(frozen=True, slots=True)
class Colour:
    """Who the patient is, for colour: it decides nothing."""

    sex: str
    age: int | None
    """None where the flow asks for today's age itself."""

    @property
    def words(self) -> str:
        """Both as one beginning."""
        article = "An" if str(self.age)[:1] == "8" or self.age in (11, 18) else "A"
        return f"A {self.sex}." if self.age is None else f"{article} {self.age}-year-old {self.sex}."


def colour(flow: Flow, answers: Mapping[str, Answer], rng: Random) -> Colour:
    """Return age and sex. No age where the flow asks for today's in years; where it asks for one that is
    past, such as that at onset, years later, and none later where it is denied that this is long ago."""
    sex = "woman" if rng.random() < 0.5 else "man"
    in_years = {name: one for name, one in flow.questions.items() if one.unit == "years" and name in answers}
    if any(not one.phrase.fixed for one in in_years.values()):
        return Colour(sex, None)
    ages = {name: int(one.value) for name in in_years if isinstance(one := answers[name], Number)}
    if not ages:
        return Colour(sex, YOUNGEST + int(rng.random() * (OLDEST - YOUNGEST + 1)))
    last = max(ages, key=ages.__getitem__)
    after = [name for name, one in flow.questions.items() if last in dict(one.phrase.after)]
    recent = any(answers.get(name) == Chosen("no") for name in after)
    return Colour(sex, ages[last] + (0 if recent else 2 + int(rng.random() * LONGEST)))


def vignette(conclusions: Conclusions, who: Colour, missing: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the sentences in which a patient is told, from what is known at first.

    `missing` are questions without which nobody is presented: that their answer is not known is told.
    """
    flow = conclusions.session.flow
    names = [text for name in missing for text in unknown(_in_words_of_practice(flow, name), None)]
    told, first = in_prose(conclusions, conclusions.session.answers), int(bool(_behind_urgent(conclusions)))
    said = [f"{start(', '.join(names))} not known."] if names else []
    return (who.words, *told[:first], *said, *told[first:])


def in_full(flow: Flow) -> Flow:
    """Return a flow by which practice tells an answer that was ticked as the note does.

    Of one that joins several findings the words of practice tell one, which may not be the one that the text
    of a written case has in mind.
    """
    spoken = {name: _in_full(flow.questions[name], one) for name, one in flow.spoken.items()}
    return replace(
        flow,
        spoken=spoken,
        sentences={name: replace(one, spoken=None) for name, one in flow.sentences.items()},
    )


def _in_full(noted: Question, spoken: Question) -> Question:
    pairs = zip(spoken.options, noted.options, strict=True)
    options = (replace(one, phrase=replace(one.phrase, told=own.phrase.told)) for one, own in pairs)
    return replace(spoken, options=tuple(options))


def in_prose(conclusions: Conclusions, among: Collection[str], words: Flow | None = None) -> tuple[str, ...]:
    """Return the sentences in which the answers to some questions are told together, in the `words` of a
    flow, or else of their own."""
    flow = words or conclusions.session.flow
    every = [one for one in answered(conclusions, flow.spoken) if one.question in among]
    pressing = {flow.questions[name].phrase.sentence for name in _behind_urgent(conclusions)}
    leads = [Lead(name, _words(one)) for name, one in flow.sentences.items()]
    leads.sort(key=lambda lead: lead.sentence not in pressing)
    leads = [each for lead in leads for each in (lead, Lead(lead.sentence + DENIED, ""))]
    led = {lead.sentence for lead in leads if lead.text}
    phrased = [one for one in _together(flow, every) if not one.told.plain]
    begun = {one.told.sentence for one in phrased if one.told.positive and one.told.sentence}
    for_everybody = {one.question for one in phrased if flow.questions[one.question].is_for_everybody}
    apart = for_everybody - {one.question for one in phrased if one.told.sentence in begun}
    phrased = [*_denied_last(phrased, begun, for_everybody)]
    closing = {name for name, question in flow.spoken.items() if question.phrase.closing}
    present = [
        _present(one, one.question in apart, one.question in closing, one.told.sentence in led)
        for one in phrased
    ]
    plain = (one for one in every if one.told.plain)
    absent = _absent(flow, [one for one in every if one.active], apart, closing)
    return (*prose(leads, (*present, *plain)), *_closed(flow, absent))


def _denied_last(
    every: Sequence[Answered], begun: Collection[str], for_everybody: Collection[str]
) -> Iterator[Answered]:
    """Yield answers with what is denied by itself at the end of a sentence that is begun, several things in
    one breath behind it: what comes after a "no" would be heard as denied too."""
    denied: dict[str, list[Answered]] = {}
    for one in every:
        texts, sentence = one.told.negative, one.told.sentence
        alone = texts and not one.told.positive and all(text.startswith(NO) for text in texts)
        if alone and one.question in for_everybody and sentence in begun:
            denied.setdefault(sentence, []).append(one)
        else:
            yield one
    for sentence, some in denied.items():
        text = in_one_breath(text for one in some for text in one.told.negative)
        place = f"{sentence}{DENIED}" if OR in text else sentence
        yield replace(some[0], told=replace(some[0].told, sentence=place, negative=(text,)))


def _together(flow: Flow, every: Sequence[Answered]) -> Iterator[Answered]:
    """Yield answers, with what is told behind one of another list moved there."""
    so = {(one.question, part.option): part.told for one in every if one.active for part in one.told.parts}
    moved = {
        (name, option.id): option.phrase.told_with
        for name, question in flow.spoken.items()
        for option in question.options
        if (name, option.id) in so and option.phrase.told_with in so
    }
    for one in every:
        own = {part.option for part in one.told.parts if (one.question, part.option) not in moved}
        more = tuple(so[name] for name, place in moved.items() if place and place[0] == one.question)
        said = only(one.told, own)
        yield replace(one, told=replace(said, positive=said.positive + more))


def _closed(flow: Flow, absent: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what is not so of each paragraph, a sentence of the note parted from the next: a diet and an FVC
    that nobody measured are not one list."""
    paragraphs = _paragraphs(flow)
    told: dict[int, dict[str, dict[str, None]]] = {}
    for sentence, text in absent:
        told.setdefault(paragraphs.get(sentence, 0), {}).setdefault(sentence, {})[text] = None
    for _, sentences in sorted(told.items()):
        yield start(f"{'; '.join(map(in_one_breath, sentences.values()))}.")


def _paragraphs(flow: Flow) -> Mapping[str, int]:
    """Return which paragraph of a letter each sentence stands in, counted from the first."""
    numbers = accumulate(sentence.paragraph for sentence in flow.sentences.values())
    return dict(zip(flow.sentences, numbers, strict=True))


def _behind_urgent(conclusions: Conclusions) -> tuple[str, ...]:
    found = urgent(conclusions)
    return found.because if found else ()


def _present(one: Answered, apart: bool, closing: bool, led: bool) -> Answered:
    """Return an answer as it is told with what is so: what is not in its place, but at the end of a sentence
    that a lead begins. What is denied `apart`, and what else is not so of what is `closing`, is left out."""
    said = replace(one.told, negative=()) if apart else one.told
    said = replace(said, rest=()) if closing else said
    if not led:
        said = replace(said, positive=said.positive + said.negative + said.rest, negative=(), rest=())
    return replace(one, told=said)


def _absent(
    flow: Flow, every: Sequence[Answered], apart: Collection[str], closing: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is not so, all of a sentence in a word, after the sentence it belongs to."""
    normal = {name: one.normal for name, one in flow.sentences.items() if _is_normal(flow, name, every)}
    for one in every:
        if one.question in apart:
            whole = normal.get(one.told.sentence)
            yield from ((one.told.sentence, text) for text in ((whole,) if whole else one.told.negative))
        if one.question in closing:
            yield from ((one.told.sentence, text) for text in one.told.rest)


def _is_normal(flow: Flow, sentence: str, every: Sequence[Answered]) -> bool:
    """Return whether all that a sentence tells of everybody is known, and nothing in it is so."""
    asked = {
        one.id for one in flow.questions.values() if one.phrase.sentence == sentence and one.is_for_everybody
    }
    told = [one for one in every if one.told.sentence == sentence]
    return asked <= {one.question for one in told} and not any(one.told.positive for one in told)


def no_finding(flow: Flow, name: str, state: str) -> str:
    """Return what is told of a finding that nobody has: how it stands with it."""
    return start(f"{', '.join(unknown(_in_words_of_practice(flow, name), None))}: {state}.")


def finding(
    flow: Flow, name: str, answer: Answer, facts: Mapping[str, bool | None] = MappingProxyType({})
) -> str:
    """Return a finding as it is told by itself when it is asked for, after the lead of its sentence.

    `facts` are what holds by other answers.
    """
    question = _in_words_of_practice(flow, name)
    said = beside(told(question, answer), question, facts)
    words = _lead(flow, question)
    lead = f"{words}: " if said.positive and words else ""
    parts = (", ".join(said.positive), ", ".join((*said.negative, *said.rest)))
    text = ("; " if lead else ", ").join(filter(None, parts)) or lower(question.label)
    return start(f"{lead}{text}.")


def every_word(flow: Flow, name: str) -> Iterator[str]:
    """Yield the phrases in which a finding can be told, whatever is found."""
    question = _in_words_of_practice(flow, name)
    sentence = flow.sentences.get(question.phrase.sentence, Sentence())
    yield from (sentence.lead, sentence.spoken or "", sentence.normal)
    for phrase in (question.phrase, *(option.phrase for option in question.options)):
        yield from (phrase.told, phrase.denied, phrase.all, phrase.unknown, phrase.rest or "")
        yield from (text for _, text in (*phrase.after, *phrase.beside))


def _in_words_of_practice(flow: Flow, name: str) -> Question:
    return flow.spoken.get(name, flow.questions[name])


def _lead(flow: Flow, question: Question) -> str:
    """Return what leads in what is so, where one finding is told by itself."""
    return _words(flow.sentences.get(question.phrase.sentence, Sentence()))


def _words(sentence: Sentence) -> str:
    """Return the lead of a sentence; none that claims more than a single finding."""
    return ("" if sentence.when else sentence.lead) if sentence.spoken is None else sentence.spoken


def if_it_were(flow: Flow, name: str, before: Answer | None, after: Answer, words: Flow | None = None) -> str:
    """Return a finding that is otherwise, as it is told, in a clause to be read after "if".

    `words` is the flow in whose words the patient was told, where that is another: what is gone is told in
    these.
    """
    question, lead = _asked_after(flow, name)
    added, removed = added_and_removed(before, after)
    if not (added or removed):
        said = told(question, after)
        rest = isinstance(before, Several) and before.chosen
        texts = said.rest if rest else said.positive + said.negative
        return f"this were so: {lead if said.positive else ''}{', '.join(texts)}"
    parts = (("this were so", added, flow), ("this were not so", removed, words or flow))
    return " and ".join(f"{so}: {_ticked(said, name, some)}" for so, some, said in parts if some)


def _ticked(flow: Flow, name: str, options: frozenset[str]) -> str:
    question, lead = _asked_after(flow, name)
    return f"{lead}{', '.join(told(question, Several(options, rest_absent=False)).positive)}"


def _asked_after(flow: Flow, name: str) -> tuple[Question, str]:
    """Return a question in the words of practice, and what leads in what is so of it within a sentence."""
    question = _in_words_of_practice(flow, name)
    return question, f"{lower(words)}: " if (words := _lead(flow, question)) else ""
