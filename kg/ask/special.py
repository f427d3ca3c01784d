"""Questions of a kind of their own: who held a post, and how many."""

from typing import Any

from kg.ask.answer import Answer
from kg.ask.carriers import answer_with_carriers
from kg.ask.causes import answer_with_causes
from kg.ask.figure_pairs import answer_with_pairs
from kg.ask.figures import answer_with_figures
from kg.ask.limits import answer_within_limits
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.respond import Options, Responder
from kg.ask.tie_answers import answer_with_ties
from kg.model import Entity
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import Catalogue
from kg.query.run import run


def answer_specially(
    question: str, reading: Reading, catalogue: Catalogue, record: Record, options: Options
) -> Answer | None:
    """Answer a question that statements alone do not answer; None for any other.

    Args:
        question: as typed.
        reading: of the question.
        catalogue: whose queries may be run.
        record: the graph.
        options: what narrows the answer besides the question.
    """

    def plain(asked: Reading) -> Answer:
        return Responder(asked, record, options).answer()

    return (
        answer_within_limits(reading, record, plain)
        or answer_with_pairs(reading, catalogue, record)
        or answer_with_causes(reading, record, options)
        or answer_with_figures(reading, record, options)
        or answer_with_carriers(reading, catalogue, record, options)
        or answer_with_ties(reading, record, options)
    )


def who_held(reading: Reading, catalogue: Catalogue, record: Record) -> Answer:
    """Say who held a post, on a day, in a period or ever."""
    posts = [
        entity
        for mentions in reading.roles.values()
        for mention in mentions
        if mention.category == "post"
        for entity in mention.entities
    ]
    query = catalogue["who-held-post"]
    found: list[dict[str, Any]] = []
    for post in posts:
        arguments = {"post": post.iri}
        if reading.period.since and reading.period.since == reading.period.until:
            arguments["on"] = reading.period.since
        rows = run(query, resolve_arguments(query, arguments, record.store), record.store)
        found += [dict(zip(rows.columns, row, strict=True)) for row in rows]
    held = [row for row in found if _overlaps(row, reading)]
    people = tuple(dict.fromkeys(Entity(row["person"].value, row["person_name"].value) for row in held))
    shown = {"name": query.name, "arguments": {"post": [post.iri for post in posts]}, "sparql": query.text}
    label = ", ".join(dict.fromkeys(post.label for post in posts))
    if not people:
        return Answer("empty", f"{label}: nobody on record held it then.", query=shown)
    plain = tuple(
        {name: None if term is None else str(term.value) for name, term in row.items() if not name.startswith("_")}
        for row in held
    )
    names = ", ".join(person.label for person in people)
    return Answer("answer", f"{label}: {names}.", entities=people, rows=plain, query=shown)


def _overlaps(row: dict[str, Any], reading: Reading) -> bool:
    start, end = row["start"].value, row["end"].value if row["end"] else "9999"
    return (not reading.period.until or start <= reading.period.until) and (
        not reading.period.since or end >= reading.period.since
    )
