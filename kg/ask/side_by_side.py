"""Two who are asked about together, where no statement of one is tied to one of the other: what each says of both."""

from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.mentions import Mention
from kg.ask.options import Options
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import Retrieval, Retrieved
from kg.ask.telling import count_statements
from kg.ask.ties import TieQuestion

_OPENINGS = frozenset("how where what on in".split())


def set_side_by_side(asked: TieQuestion, reading: Reading, record: Record, options: Options) -> Answer | None:
    """Give what two parties say of the matters that both speak of; None where that is not asked for.

    Args:
        asked: the question for their ties, of which there are none.
        reading: of the question, its names settled.
        record: the graph.
        options: what narrows the answer.
    """
    parties = _parties(asked)
    is_open = reading.aim == "statements" and reading.starts_with in _OPENINGS and asked.kind == "against"
    if not is_open or len(parties) != 2 or (asked.topic and not asked.incidents):
        return None
    said = [_said(party, reading, record, options) for party in parties]
    shared = set.intersection(*({iri for card in cards for iri in card.about} for cards in said))
    fit = [card for cards in said for card in cards if card.about & shared]
    if not shared:
        return None
    told = tuple(record.cards.load([card.iri for card in fit]))[: options.limit]
    query = {"name": "statements", "arguments": {}, "sparql": Retrieved(fit).query}
    people = tuple(dict.fromkeys(one.speaker for one in told))
    summary = f"No disagreement of theirs is on record as such; what each says of the same: {count_statements(told)}."
    return Answer("answer", summary, told, entities=people, query=query)


def _parties(asked: TieQuestion) -> list[list[Mention]]:
    """Return the mentions of each party: several that begin at one place are one."""
    found: dict[int, list[Mention]] = {}
    for mention in (*asked.left, *asked.right):
        found.setdefault(mention.start, []).append(mention)
    return list(found.values())


def _said(party: list[Mention], reading: Reading, record: Record, options: Options) -> list[Card]:
    about = [mention for mention in reading.mentions("about") if mention.category == "incident"]
    alone = replace(
        reading, roles={"speaker": party, "about": about}, acts=[], topic=[], unknown=[], unexplained=[], also=[]
    )
    return Retrieval(alone, record, options).find().fit
