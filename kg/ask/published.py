"""What was published within the days asked about, and when something was published."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.dates import Period
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import PREFIX_LINES, Record
from kg.ask.retrieve import Options, Retrieval, Retrieved
from kg.ask.stems import stem
from kg.ask.telling import count_statements, counted, tell_page
from kg.ask.tokens import FUNCTION_WORDS
from kg.model import Entity

_WHEN = Lazy(
    r"^(?:when|(?:on )?(?:what|which) (?:day|date))\b.*"
    r"\b(?:publish(?:ed)?|printed|issued|come out|came out|appear(?:ed)?)$"
)
_OF_SOURCE = Lazy(r"\b(?:articles?|reports?|story|stories|piece|pieces|letters?|documents?|papers?|sources?|news)\b")
_ASIDE = frozenset(
    """publish published printed print issued issue article articles report reports story stories piece pieces letter
    letters document documents paper papers source sources news come came out appear appeared run ran""".split()
)
# More sources than these are left to the table.
MOST_TOLD = 4
# Each source with its title, the day it came out, and its outlets.
_ISSUED = """\
  ?source a kg:Source ; rdfs:label ?title ; dcterms:issued ?day .
  OPTIONAL { ?source (dcterms:publisher|kg:originalPublisher)/rdfs:label ?name }
  BIND(COALESCE(?name, "") AS ?outlet)
"""


def find_published(reading: Reading, record: Record, options: Options) -> list[Card]:
    """Find the statements of which no day is on record but that of the source, where this is within the days asked.

    Args:
        reading: of a question for what was said within some days, which nothing answers.
        record: the graph.
        options: what narrows the answer.
    """
    since, until = Retrieval(reading, record, options).days
    if not since or not until or reading.aim not in ("statements", "who") or reading.former or reading.also:
        return []
    asked = replace(reading, period=Period(None, until))
    found = Retrieval(asked, record, replace(options, since=None)).find()
    return [card for card in found.fit if card.earliest is None and since <= (card.latest or "") <= until]


def tell_published(reading: Reading, cards: Sequence[Card], record: Record, options: Options) -> Answer:
    """Answer by statements that were published within the days asked about, and say that this is all that is known.

    Args:
        reading: of the question.
        cards: the statements.
        record: the graph.
        options: what narrows the answer.
    """
    told = tuple(record.cards.load([card.iri for card in options.shown(cards)]))
    people = tuple(dict.fromkeys(statement.speaker for statement in told))
    days = _days(reading, record, options)
    summary = f"On which day it was said is not on record; published {days}: {count_statements(told)}."
    query = {"name": "statements", "arguments": {}, "sparql": Retrieved(list(cards)).query}
    return Answer("answer", f"{summary}{tell_page(len(told), len(cards))}", told, entities=people, query=query)


def note_published(reading: Reading, fit: Sequence[Card], record: Record, options: Options) -> str:
    """Say how many more statements were published within the days asked about; nothing where none was.

    Args:
        reading: of the question.
        fit: the statements that are known to have been said then.
        record: the graph.
        options: what narrows the answer.
    """
    known = set(fit)
    more = [card for card in find_published(reading, record, options) if card not in known]
    if not more:
        return ""
    days = _days(reading, record, options)
    return f"Published {days}, on which day it was said is not on record: {counted(len(more), 'more statement')}."


def _days(reading: Reading, record: Record, options: Options) -> str:
    since, until = Retrieval(reading, record, options).days
    return f"on {since}" if since == until else f"from {since} to {until}"


def answer_with_publishing(reading: Reading, record: Record) -> Answer | None:
    """Answer when an article was published; None if no such thing is asked, or of no source on record.

    Args:
        reading: of the question.
        record: the graph.
    """
    text = " ".join(token.text for token in reading.tokens)
    if not _WHEN.search(text) or not _OF_SOURCE.search(text) or reading.mentions("speaker"):
        return None
    words = {stem(token.text) for token in reading.tokens if token.text not in FUNCTION_WORDS | _ASIDE}
    rows = sorted(set(record.rows(_ISSUED, "day", "source", "title", "outlet")))
    fit = [row for row in rows if words and words <= _stems(f"{row[2]} {row[3]}")]
    if not fit:
        return None
    query = f"{PREFIX_LINES}SELECT DISTINCT ?day ?source ?title ?outlet WHERE {{\n{_ISSUED}}}\nORDER BY ?day ?source"
    sources = dict.fromkeys((row[0], row[1], row[2]) for row in fit)
    told = [f"{title}: {day}" for day, _, title in sources]
    said = "; ".join(told) if len(told) <= MOST_TOLD else f"{counted(len(told), 'source')} on record may be meant"
    return Answer(
        "answer",
        f"Published: {said}.",
        entities=tuple(Entity(iri, title) for _, iri, title in sources),
        rows=tuple({"source": iri, "source_name": title, "published": day} for day, iri, title in sources),
        query={"name": "published", "arguments": {}, "sparql": query},
    )


def _stems(text: str) -> set[str]:
    return {stem(word.strip("'’\"“”.,:;()")) for word in text.lower().split()}
