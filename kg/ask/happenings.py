"""When and where something on record happened."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.ask.answer import Answer
from kg.ask.iris import terms
from kg.ask.patterns import Hinted, Lazy
from kg.ask.reading import Reading
from kg.ask.record import PREFIX_LINES, Record
from kg.ask.stems import stem, synonyms
from kg.ask.telling import counted
from kg.ask.tokens import SAYING, content_stems
from kg.model import Entity

_WHEN = Hinted(
    "when|year|day|date|month|period|span|time",
    r"^(?:when|since when|until when|from when|(?:and )?what (?:year|day|date|month)|"
    r"(?:over|during|for|in|on|between|from|within|across|since) (?:what|which) "
    r"(?:period|span|time|years?|dates?|days?|months?)|what (?:was|were|are) the (?:dates?|period|day|year) of)\b",
)
_WHERE = Lazy(r"^(?:where|(?:in|at) (?:what|which) (?:place|country|town|city))\b")
# How it came to light is another matter, told by whoever brought it to light.
_TOLD = Lazy(
    r"\b(?:come|came|emerged?|reveal\w*|report\w*|publish\w*|known|discover\w*|disclos\w*|announc\w*|stand|stood|get|from)\b"
)
_ASIDE = frozenset(
    map(
        stem,
        "when where date day month year period span time happen occur take place begin start end last exactly first "
        "country town city go".split(),
    )
)
# More matters than these are left to the table.
MOST_TOLD = 3


def answer_with_days(reading: Reading, record: Record) -> Answer | None:
    """Answer when or where something happened; None if that is not asked, or of nothing on record.

    Args:
        reading: of the question.
        record: the graph.
    """
    text = " ".join(token.text for token in reading.tokens)
    if reading.acts or reading.quoted or any(token.text in SAYING for token in reading.tokens):
        return None
    when, where = _WHEN.search(text), _WHERE.search(text)
    if not (when or where) or reading.mentions("speaker") or _TOLD.search(text):
        return None
    matters = _matters(reading, record)
    if not matters:
        return None
    query = _query(matters)
    rows = sorted(_rows(query, record), key=lambda row: (row["from"] or row["to"] or "", row["incident"] or ""))
    both = bool(re.search(r"\b(?:when and where|where and when|and (?:where|when))\b", text))
    told = [f"{row['incident']}: {_told(row, bool(when) or both, bool(where) or both)}" for row in rows]
    if len(told) > MOST_TOLD:
        told = [f"{counted(len(rows), 'matter')} on record may be meant; they stand below"]
    return Answer(
        "answer",
        f"{'. '.join(told)}.",
        entities=tuple(Entity(iri, record.label(iri)) for iri in matters),
        rows=tuple(rows),
        query={"name": "days", "arguments": {}, "sparql": query},
    )


def _matters(reading: Reading, record: Record) -> tuple[str, ...]:
    """Return the matters that a question names, or whose names and description say all that it says.

    The parts of a matter that is meant are not told beside it.
    """
    words = {*reading.topic, *(word for one in reading.mentions("topic") for word in content_stems(one.said))} - _ASIDE
    about = reading.mentions("about")
    named = {one.iri for mention in about for one in (*mention.entities, *mention.others)} & set(record.incident_words)
    if reading.unknown or (about and not named) or not (named or words):
        return ()
    texts = record.incident_words
    fit = [iri for iri in named or texts if _tells(words, texts[iri][0] | texts[iri][1])]
    # Whose name says it is meant before whoever is only described so.
    fit = [iri for iri in fit if _tells(words, texts[iri][0])] or fit
    parts = {part for iri in fit for part in record.incidents([iri]) if part != iri}
    return tuple(sorted(iri for iri in fit if iri not in parts))


def _tells(words: Iterable[str], told: frozenset[str]) -> bool:
    return all(({word} | synonyms(word)) & told for word in words)


def _query(matters: Iterable[str]) -> str:
    return (
        f"{PREFIX_LINES}SELECT ?matter ?incident ?from ?to ?place WHERE {{\n"
        f"  VALUES ?matter {{ {terms(matters)} }}\n"
        "  ?matter rdfs:label ?incident .\n"
        "  OPTIONAL { ?matter kg:earliest ?from } OPTIONAL { ?matter kg:latest ?to } "
        "OPTIONAL { ?matter kg:place ?place }\n}\nORDER BY ?incident"
    )


def _rows(query: str, record: Record) -> list[Mapping[str, str | None]]:
    found: Any = record.store.query(query)
    names = ("incident", "from", "to", "place")
    return [{name: row[name].value if row[name] is not None else None for name in names} for row in found]


def _told(row: Mapping[str, str | None], when: bool, where: bool) -> str:
    place = row["place"] or "no place is on record"
    return ", ".join([*([_days(row)] if when else []), *([place] if where else [])])


def _days(row: Mapping[str, str | None]) -> str:
    """Return the days of a matter in words.

    >>> _days({"from": "1999-02-01", "to": "2006-03-31"}), _days({"from": None, "to": "2006-04-25"})
    ('between 1999-02-01 and 2006-03-31', 'by 2006-04-25')
    """
    first, last = row["from"], row["to"]
    if first and last:
        return f"on {first}" if first == last else f"between {first} and {last}"
    return f"by {last}" if last else f"from {first} on" if first else "no day is on record"
