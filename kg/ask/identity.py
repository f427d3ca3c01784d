"""Who somebody is and what happened: the card of a thing, told in a sentence, with what was said."""

from collections.abc import Mapping
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.find import MOST, Scope, find_iris
from kg.ask.record import Record
from kg.ask.retrieve import Options
from kg.ask.roles import entities, split_bodies
from kg.ask.telling import counted, tell_page

# The queries that tell what a thing is, one row a fact.
CARDS = frozenset(("person-card", "organisation-card", "incident-card"))
# More posts than these are left to the table.
MOST_POSTS = 3


def add_statements(card: Answer, record: Record, options: Options) -> Answer:
    """Add what a person or body said, or what was said about an incident, to its card.

    Args:
        card: the reply of one of the queries in ``CARDS``.
        record: the graph.
        options: days, outlets and how many at most.
    """
    iris = list(card.query["arguments"].values()) if card.query else []
    card = replace(card, entities=entities(record, iris))
    bounds = Scope(since=options.since, until=options.until, sources=record.sources_of(options.outlets))
    if card.query and card.query["name"] == "incident-card":
        scope = bounds._replace(incidents=record.incidents(iris))
    else:
        people, bodies = split_bodies(iris, record)
        scope = bounds._replace(speakers=people, bodies=bodies)
    found = find_iris(scope, record)
    statements = record.cards.load(options.shown(found))
    said = f"{counted(len(found), 'statement')} on record." if found else "No statement on record."
    said = f"At least {said}" if len(found) >= MOST else said
    said += tell_page(len(statements), len(found))
    return replace(card, summary=f"{_told(card)} {said}", statements=tuple(statements))


def _told(card: Answer) -> str:
    """Return a thing's name with its posts, or with what describes it."""
    name = ", ".join(entity.label for entity in card.entities)
    posts = [_post(row) for row in card.rows if row.get("fact") == "post"]
    described = next((row["value_name"] for row in card.rows if row.get("fact") == "described as"), None)
    told = [*posts[:MOST_POSTS], *([described.rstrip(".")] if described else [])]
    return f"{name}: {'; '.join(told)}." if told else f"{name}."


def _post(row: Mapping[str, str | None]) -> str:
    days = f"{row.get('start') or ''} to {row.get('end') or 'now'}".strip()
    return f"{row['value_name']} ({days})"
