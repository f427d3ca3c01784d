"""From a question to an answer: match a phrasing, resolve its slots, run its query."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.ask.again import answer_by_meaning
from kg.ask.answer import Answer
from kg.ask.catalogued import answer_by_query
from kg.ask.comparing import answer_compared
from kg.ask.dates import Period, find_date, find_impossible, take_period
from kg.ask.follow_ups import answer_versus
from kg.ask.identity import CARDS, add_statements
from kg.ask.letters import strip_letter
from kg.ask.lexicon import HARMLESS
from kg.ask.narrowing import narrow_answer
from kg.ask.notes import answer_notes
from kg.ask.phrases import Phrase, compile_phrase, match, normalise
from kg.ask.plain import put_plainly
from kg.ask.reading import read_question
from kg.ask.record import Record, open_record
from kg.ask.respond import Options, Responder
from kg.ask.screen import LONGEST_QUESTION, clean, find_obstacle
from kg.ask.several import join_answers, part_questions
from kg.ask.sole import answer_sole
from kg.ask.special import answer_specially
from kg.ask.tokens import FUNCTION_WORDS, SAYING, split_words
from kg.errors import ParameterError
from kg.model import Entity
from kg.namespaces import expand
from kg.origin import chosen_origins
from kg.query.catalogue import Catalogue
from kg.query.dates import read_date
from kg.query.definition import Query

if TYPE_CHECKING:
    from kg.store import GraphStore

_WIDE = ("kg:Agent", "kg:Incident")
NEAREST = 5


@dataclass(frozen=True)
class _Slot:
    """A slot as the question fills it: ``entities`` has one member if it is plain, several if it is ambiguous."""

    name: str
    said: str
    entities: tuple[Entity, ...]


def answer_question(
    question: str,
    catalogue: Catalogue,
    store: "GraphStore",
    options: Mapping[str, str] | None = None,
    *,
    by_meaning: bool = True,
) -> Answer:
    """Answer a question from the record, or say why it cannot be answered.

    Args:
        question: as typed.
        catalogue: whose ``questions`` are understood word for word; anything else is read against the names.
        store: the graph and its names.
        options: ``since`` and ``until`` as dates, ``outlet`` and ``origin`` by any name, to narrow the answer;
            ``limit`` to cut it.
        by_meaning: look a second time at what the words of the question leave open.

    Returns:
        An answer; ``refused`` with the nearest phrasings or names where the question is not understood.
    """
    # A very long text is cut before it is looked at: what is refused for its length is not read through.
    question = clean(question[: LONGEST_QUESTION * 2])
    if obstacle := find_obstacle(question):
        return Answer("refused", obstacle, nearest=_examples(catalogue))
    # Left out in silence, the day would turn the answer into one to another question.
    if no_day := find_impossible(question):
        return Answer("refused", f"“{no_day}” is no day that can be asked about; write 25 April 2006 or 2006-04-25.")
    question = strip_letter(question)
    narrowed = _options(options or {}, store)
    record = open_record(store)
    text = put_plainly(question, record)
    parts = part_questions(text, record)

    def ask(under: Options) -> Answer:
        def one(asked: str) -> Answer:
            return _answer_one(asked, catalogue, record, under)

        if compared := _compared(text, one, record):
            return compared
        noted = answer_notes(text, one)
        answer = join_answers(noted or [_answer_one(part, catalogue, record, under) for part in parts])
        return answer_by_meaning(question, text, answer, record, under) if by_meaning else answer

    return narrow_answer(ask, narrowed, record)


def _compared(text: str, ask: Callable[[str], Answer], record: Record) -> Answer | None:
    """Answer what takes two answers, or one that is looked at again."""
    return answer_sole(text, ask, record) or answer_versus(text, ask, record) or answer_compared(text, ask)


def _answer_one(question: str, catalogue: Catalogue, record: Record, narrowed: Options) -> Answer:
    asked = normalise(question)
    is_narrowed = narrowed != Options()
    reading = read_question(question, record)
    if answered := answer_specially(question, reading, catalogue, record, narrowed):
        return answered
    # A phrasing of plain words says no more than the reading, which knows more ways to say it.
    by_phrase = None if is_narrowed else _from_phrases(asked, catalogue, record)
    if by_phrase and by_phrase.kind == "answer":
        is_card = by_phrase.query and by_phrase.query["name"] in CARDS
        return add_statements(by_phrase, record, narrowed) if is_card else by_phrase
    if reading.aim == "figures":
        return by_phrase or Responder(reading, record, narrowed).refused("No figure on record answers this")
    if reading.is_empty and not is_narrowed and (plain := _from_phrases(asked, catalogue, record, plain=True)):
        return plain
    answer = Responder(reading, record, narrowed).answer()
    if answer.kind in ("empty", "refused") and by_phrase:
        return replace(by_phrase, nearest=answer.nearest)
    if answer.kind == "refused" and not answer.nearest:
        return replace(answer, nearest=_examples(catalogue))
    return answer


def _options(given: Mapping[str, Any], store: "GraphStore") -> Options:
    """Resolve what narrows an answer; an outlet may be given by any of its names."""
    outlet, origin, limit = given.get("outlet"), given.get("origin"), given.get("limit")
    outlets = store.names.lookup(str(outlet), expand("kg:Organisation")) if outlet else []
    wanted = chosen_origins(str(origin) if origin else None)
    origins = [one for name in wanted for one in store.names.lookup(name, expand("kg:Origin"))]
    for name, value, found in (("outlet", outlet, outlets), ("origin", origin, origins)):
        if value and not found and value != "all":
            raise ParameterError(f"no {name} is called {value!r}", "`kg query sources-list` shows the outlets.")
    days = {name: _day(str(given[name]), name) for name in ("since", "until") if given.get(name)}
    return Options(
        since=days.get("since"),
        until=days.get("until"),
        outlets=tuple(one.iri for one in outlets),
        origins=tuple(one.iri for one in origins),
        limit=int(limit) if limit else None,
    )


def _day(value: str, name: str) -> str:
    try:
        return read_date(value, name)
    except ValueError as error:
        raise ParameterError(f"--{name} {value!r} {error}") from None


def _from_phrases(asked: str, catalogue: Catalogue, record: Record, *, plain: bool = False) -> Answer | None:
    """Answer by the first phrasing whose slots name one thing each and that finds anything; else by the first."""
    first: Answer | None = None
    for text, period in _readings(asked):
        found = match(text, _phrases(catalogue))
        fits = [fit for fit in found if _is_plain(fit[0], catalogue[fit[0].query], record) == plain]
        # "What did {body} say" says more than "what did {agent} say": the narrower kind goes first.
        fits.sort(
            key=lambda fit: (-fit[0].weight, sum(catalogue[fit[0].query].params[n].type in _WIDE for n in fit[1]))
        )
        for phrase, values in fits:
            query = catalogue[phrase.query]
            slots = [_fill(query, name, said, record.store) for name, said in values.items()]
            if _takes(query, period) and all(len(slot.entities) == 1 for slot in slots):
                answer = _answer(query, slots, period, record.store)
                if answer.kind == "answer":
                    return answer
                first = first or answer
    return first


def _readings(asked: str) -> list[tuple[str, Period]]:
    """Return the question as it stands, and with its dates taken out of it."""
    period, rest = take_period(asked)
    return [(asked, Period())] + ([(rest, period)] if rest != asked else [])


def _phrases(catalogue: Catalogue) -> list[Phrase]:
    known: list[Phrase] | None = catalogue.__dict__.get("asked_phrases")
    if known is None:
        known = [compile_phrase(query.name, text) for query in catalogue for text in query.questions]
        catalogue.__dict__["asked_phrases"] = known
    return known


def _is_plain(phrase: Phrase, query: Query, record: Record) -> bool:
    """Say whether a phrasing asks for statements by names and acts alone."""
    if "?statement " not in query.text.split("WHERE")[0]:
        return False
    tokens = split_words(" ".join(part for part in re.split(r"\{\w+\}", phrase.text)))
    acts = {place for word in record.act_words.find(tokens, [False] * len(tokens)) for place in word.places}
    known = FUNCTION_WORDS | SAYING | HARMLESS
    return all(token.text in known or place in acts for place, token in enumerate(tokens))


def _takes(query: Query, period: Period) -> bool:
    wanted = {name for name, day in (("since", period.since), ("until", period.until)) if day}
    return wanted <= set(query.params) or (bool(wanted) and "on" in query.params and period.since == period.until)


def _fill(query: Query, name: str, said: str, store: "GraphStore") -> _Slot:
    kind = query.params[name].type
    if kind == "xsd:date":
        found = find_date(said)
        # A month or a year is no day: "in 2006" may have seen two home secretaries.
        is_day = found is not None and found[0].since == found[0].until
        return _Slot(name, said, (Entity(found[0].since or "", said),) if found and is_day else ())
    if not kind.startswith("kg:"):
        words = said.strip("\"' ")
        return _Slot(name, said, (Entity(words, words),))
    return _Slot(name, said, tuple(store.names.lookup(said.strip("\"' "), expand(kind))))


def _answer(query: Query, slots: Sequence[_Slot], period: Period, store: "GraphStore") -> Answer:
    arguments = {slot.name: slot.entities[0].iri for slot in slots}
    arguments |= (
        {name: day for name, day in (("since", period.since), ("until", period.until)) if day}
        if _takes(query, period) and {"since", "until"} & set(query.params)
        else ({"on": period.since} if period.since else {})
    )
    entities = tuple(slot.entities[0] for slot in slots if slot.entities[0].types)
    return answer_by_query(query, arguments, entities, store)


def _examples(catalogue: Catalogue) -> tuple[Mapping[str, str], ...]:
    """Return one phrasing of some queries, to show what can be asked: such as leave no name to be filled in."""
    # One a subject: the first of the whole list are all about figures.
    plain = {query.name: next((one for one in query.questions if "{" not in one), "") for query in catalogue}
    phrased = list({query.path.parent: query for query in catalogue if plain[query.name]}.values())
    return tuple({"kind": "question", "label": plain[query.name], "id": query.name} for query in phrased[:NEAREST])
