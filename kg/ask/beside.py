"""What must stand beside a no: that the speaker himself corrected, contradicted or admitted it."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer, statement_json
from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris
from kg.ask.iris import terms
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.stems import synonyms
from kg.model import Statement
from kg.namespaces import PREFIXES, expand

ADMITS = expand("act:admits")
# More than these are told by their number, and shown near the answer.
MOST_TOLD, MOST_SHOWN = 2, 5
_AT_ODDS = ("cito:corrects", "cito:retracts", "cito:disagreesWith", "cito:disputes", "cito:refutes", "kg:inTensionWith")


def add_beside(answer: Answer, reading: Reading, noes: Sequence[Card], record: Record) -> Answer:
    """Add to an answer no what the same speakers say against their own words, or admit of what is asked, no earlier.

    Args:
        answer: a no.
        reading: of the question; an admission must tell of its words.
        noes: the statements it rests on.
        record: the graph.
    """
    found = _beside(reading, noes, record)
    if not found:
        return answer
    told = record.cards.load([card.iri for card in found[:MOST_SHOWN]])
    said = " ".join(_said(one) for one in told[:MOST_TOLD])
    rest = len(found) - MOST_TOLD
    more = f" And {rest} more of the kind." if rest > 0 else ""
    near = tuple({"kind": "statement", **statement_json(one)} for one in told)
    summary = f"{answer.summary} But on record is also: {said}{more}"
    return replace(answer, summary=summary, nearest=(*answer.nearest, *near))


def _beside(reading: Reading, noes: Sequence[Card], record: Record) -> list[Card]:
    # What only names the matter again tells nothing of what is asked about it.
    matters = {iri for card in noes for iri in card.about if iri in record.incident_words}
    named = frozenset[str]().union(*(record.incident_words[iri][0] for iri in matters))
    words = [word for word in dict.fromkeys(reading.topic) if word not in named]
    voices = {card.speaker for card in noes}
    known = {card.iri for card in noes}
    scope = Scope(speakers=tuple(sorted(voices)), acts=record.acts([ADMITS]))
    admitted = find_iris(scope, record) if words else []
    tied = _tied(known, record)
    found = record.cards.get(list(dict.fromkeys((*sorted(other for _, other in tied), *admitted))))
    return [
        card
        for card in found
        if card.iri not in known
        and card.polarity == "affirmed"
        and any(
            _is_no_earlier(card, no) and ((no.iri, card.iri) in tied or (no.about & card.about and _tells(card, words)))
            for no in noes
        )
    ]


def _is_no_earlier(card: Card, no: Card) -> bool:
    """Say whether a statement is by the speaker of a no, and not known to be from before it."""
    return card.speaker == no.speaker and not (card.latest and no.earliest and card.latest < no.earliest)


def _tells(card: Card, words: Sequence[str]) -> bool:
    """Say whether a statement carries at least half of the words of a question itself."""
    hits = sum(bool(({word} | synonyms(word)) & card.stems) for word in words)
    return hits > 0 and hits * 2 >= len(words)


def _tied(iris: set[str], record: Record) -> set[tuple[str, str]]:
    """Return the pairs of some statements with those that they are at odds with, whichever of the two says so."""
    types = " ".join(f"<{PREFIXES['cito']}{name[5:]}>" if name.startswith("cito:") else name for name in _AT_ODDS)
    ends = f"VALUES ?no {{ {terms(sorted(iris))} }} VALUES ?type {{ {types} }} ?tie kg:relationType ?type . "
    ways = ("?tie kg:from ?no . ?tie kg:to ?other .", "?tie kg:to ?no . ?tie kg:from ?other .")
    return {(no, other) for way in ways for no, other in record.rows(ends + way, "no", "other")}


def _said(statement: Statement) -> str:
    return f"{statement.speaker.label}: {statement.gist or ''}"
