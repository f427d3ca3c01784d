"""From a question to an answer: match a phrasing, resolve its slots, run its query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.ask.answer import Answer
from kg.ask.dates import Period, find_date, take_period
from kg.ask.phrases import Phrase, compile_phrase, match, normalise
from kg.ask.reading import read_question
from kg.ask.respond import Responder
from kg.ask.special import which_figures, who_held
from kg.model import Entity
from kg.namespaces import expand
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import Catalogue
from kg.query.definition import Query
from kg.query.records import load_statements
from kg.query.run import run

if TYPE_CHECKING:
    from kg.store import GraphStore

LONGEST_QUESTION = 1000
NEAREST = 5


@dataclass(frozen=True)
class _Slot:
    """A slot as the question fills it: ``entities`` has one member if it is plain, several if it is ambiguous."""

    name: str
    said: str
    entities: tuple[Entity, ...]


def answer_question(
    question: str, catalogue: Catalogue, store: "GraphStore", options: Mapping[str, str] | None = None
) -> Answer:
    """Answer a question from the record, or say why it cannot be answered.

    Args:
        question: as typed.
        catalogue: whose ``questions`` are understood word for word; anything else is read against the names.
        store: the graph and its names.
        options: ``since`` and ``until`` as ISO dates, ``outlet`` as an IRI, to narrow the answer.

    Returns:
        An answer; ``refused`` with the nearest phrasings or names where the question is not understood.
    """
    asked = normalise(question)
    if not asked:
        return Answer("refused", "No question was asked.", nearest=_examples(catalogue))
    if len(question) > LONGEST_QUESTION:
        return Answer("refused", f"The question is longer than {LONGEST_QUESTION} characters; ask it in one sentence.")
    if not options and (answer := _from_phrases(asked, catalogue, store)):
        return answer
    reading = read_question(question, store.names, _outlets(store))
    if reading.aim == "holder":
        return who_held(reading, catalogue, store)
    if reading.aim == "figures" and (answer := which_figures(reading, store)):
        return answer
    answer = Responder(reading, store, options).answer()
    if answer.kind == "refused" and not answer.nearest:
        return replace(answer, nearest=_examples(catalogue))
    return answer


def _from_phrases(asked: str, catalogue: Catalogue, store: "GraphStore") -> Answer | None:
    """Answer by the first phrasing that fits and whose slots name one thing each."""
    for text, period in _readings(asked):
        for phrase, values in match(text, _phrases(catalogue)):
            query = catalogue[phrase.query]
            slots = [_fill(query, name, said, store) for name, said in values.items()]
            if _takes(query, period) and all(len(slot.entities) == 1 for slot in slots):
                return _answer(query, slots, period, store)
    return None


def _outlets(store: "GraphStore") -> frozenset[str]:
    source, publisher = expand("kg:Source"), expand("dcterms:publisher")
    rows: Any = store.query(f"SELECT DISTINCT ?outlet WHERE {{ ?source a <{source}> ; <{publisher}> ?outlet }}")
    return frozenset(row["outlet"].value for row in rows)


def _readings(asked: str) -> list[tuple[str, Period]]:
    """Return the question as it stands, and with its dates taken out of it."""
    period, rest = take_period(asked)
    return [(asked, Period())] + ([(rest, period)] if rest != asked else [])


def _phrases(catalogue: Catalogue) -> list[Phrase]:
    return [compile_phrase(query.name, text) for query in catalogue for text in query.questions]


def _takes(query: Query, period: Period) -> bool:
    wanted = {name for name, day in (("since", period.since), ("until", period.until)) if day}
    return wanted <= set(query.params) or (bool(wanted) and "on" in query.params and period.since == period.until)


def _fill(query: Query, name: str, said: str, store: "GraphStore") -> _Slot:
    kind = query.params[name].type
    if kind == "xsd:date":
        found = find_date(said)
        return _Slot(name, said, (Entity(found[0].since or "", said),) if found and found[0].since else ())
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
    rows = run(query, resolve_arguments(query, arguments, store), store)
    found: list[dict[str, Any]] = [dict(zip(rows.columns, row, strict=True)) for row in rows]
    entities = tuple(slot.entities[0] for slot in slots if slot.entities[0].types)
    shown: Mapping[str, Any] = {"name": query.name, "arguments": arguments, "sparql": query.text}
    about = f" ({'; '.join(entity.label for entity in entities)})" if entities else ""
    if not found:
        return Answer("empty", f"{query.summary}{about}: nothing on record.", entities=entities, query=shown)
    if "statement" not in rows.columns:
        plain = tuple({name: _text(term) for name, term in row.items() if not name.startswith("_")} for row in found)
        return Answer("answer", f"{query.summary}{about}: {len(plain)}.", entities=entities, rows=plain, query=shown)
    iris = list(dict.fromkeys(row["statement"].value for row in found if row["statement"] is not None))
    statements = load_statements(store, iris)
    speakers = len({statement.speaker.iri for statement in statements})
    outlets = len({report.outlet for statement in statements for report in statement.reports})
    summary = f"{query.summary}{about}: {_count(len(statements), 'statement')} by {_count(speakers, 'speaker')}, "
    return Answer(
        "answer", f"{summary}in {_count(outlets, 'outlet')}.", tuple(statements), entities=entities, query=shown
    )


def _examples(catalogue: Catalogue) -> tuple[Mapping[str, str], ...]:
    """Return one phrasing of some queries, to show what can be asked."""
    phrased = [query for query in catalogue if query.questions]
    return tuple({"kind": "question", "label": query.questions[0], "id": query.name} for query in phrased[:NEAREST])


def _text(term: Any) -> str | None:
    return None if term is None else str(term.value)


def _count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _count(1, "speaker"), _count(3, "speaker")
    ('1 speaker', '3 speakers')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
