"""What became of a body, and what it was before: renames, mergers, splits and transfers."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from kg.ask.answer import Answer
from kg.ask.iris import terms
from kg.ask.patterns import Hinted
from kg.ask.reading import Reading
from kg.ask.record import PREFIX_LINES, Record
from kg.ask.roles import is_body
from kg.ask.telling import listed
from kg.ask.tokens import SAYING
from kg.model import Entity

_BACK = Hinted(
    "former|old name|previous|predecessor|came before|come before|preceded|grew out|made from|used to be|called|before",
    r"\b(?:formerly|former names?|old names?|previous names?|predecessors?|came before|come before|preceded|"
    r"grew out of|formed from|made from|used to be|called (?:before|earlier|until))\b|^what (?:was|were) .*\bbefore\b",
)
_ON = Hinted(
    "become|became|happened|replace|succe|turn|called|named|name|known as|split into|merged into|took over",
    r"\b(?:became of|become of|happened to|replaced|replaces|succeeded|succeeds|successors?|turned into|renamed|"
    r"called (?:now|today|after|later|since)|known as now|(?:later|then|now|today|subsequently|afterwards|eventually) "
    r"(?:called|named|known as|renamed)|now called|new names?|later names?|split into|merged into|"
    r"took over from)\b|^what (?:did|does|has|had) .*\b(?:become|turn into)\b",
)
_ENDED = Hinted(
    "when|year", r"^(?:when|in what year) .*\b(?:abolished|closed|renamed|merged|split|founded|formed|set up|created)\b"
)


class _Change(NamedTuple):
    """One change of bodies: from ``old`` to ``new`` on a day, of a kind such as rename or split."""

    label: str
    day: str
    kind: str
    old: Entity
    new: Entity


def answer_with_lineage(reading: Reading, record: Record) -> Answer | None:
    """Answer what a body was before or became; None if no such thing is asked.

    Args:
        reading: of the question.
        record: the graph.
    """
    text = " ".join(token.text for token in reading.tokens)
    # Days are taken out of the words: "called before 2017" leaves "called".
    dated = bool(re.search(r"\bcalled$", text)) and bool(reading.period.since or reading.period.until)
    back, on, ended = bool(_BACK.search(text)), bool(_ON.search(text)), bool(_ENDED.search(text))
    bodies = [one for mention in reading.named for one in mention.entities if is_body(one)]
    if reading.over_names and (reading.acts or any(token.text in SAYING for token in reading.tokens)):
        # "What did it or its successors say": words are asked for, not the change of names.
        return None
    if not (dated or back or on or ended) or len(set(bodies)) != 1:
        return None
    body, query = bodies[0], _query(bodies[0])
    changes = _changes(query, record)
    if dated:
        back = bool(reading.period.until and not reading.period.since)
    chosen = [one for one in changes if ended or (one.new if back else one.old).iri == body.iri]
    chosen = [one for one in chosen if _is_then(one, reading, back)] if dated else chosen
    shown = {"name": "lineage", "arguments": {}, "sparql": query}
    if not chosen:
        known = f"; it is on record {'as what others became' if changes else 'without any change'}"
        return Answer(
            "empty", f"What {body.label} {'was before' if back else 'became'} is not on record{known}.", query=shown
        )
    others = tuple(dict.fromkeys(one.old if one.new.iri == body.iri else one.new for one in chosen))
    said = "; ".join(dict.fromkeys(f"{one.label}, {one.day}" for one in chosen))
    lead = f"Before {body.label}: " if back else f"After {body.label}: " if on else f"{body.label}: "
    return Answer(
        "answer",
        f"{lead}{listed([one.label for one in others])} ({said}).",
        entities=others,
        rows=_rows(chosen),
        query=shown,
    )


def _query(body: Entity) -> str:
    one = terms([body.iri])
    return (
        f"{PREFIX_LINES}SELECT DISTINCT ?change ?label ?day ?kind ?old ?old_name ?new ?new_name WHERE {{\n"
        f"  VALUES ?body {{ {one} }}\n"
        "  ?change org:originalOrganization|org:resultingOrganization ?body .\n"
        "  ?change org:originalOrganization ?old . ?change org:resultingOrganization ?new .\n"
        "  FILTER(?old = ?body || ?new = ?body)\n"
        "  ?change rdfs:label ?label . ?change dcterms:date ?day . ?change kg:successionKind ?kind .\n"
        "  ?old rdfs:label ?old_name . ?new rdfs:label ?new_name .\n"
        "}\nORDER BY ?day ?old_name ?new_name"
    )


def _changes(query: str, record: Record) -> list[_Change]:
    rows: Any = record.store.query(query)
    return [
        _Change(
            row["label"].value,
            row["day"].value,
            row["kind"].value,
            Entity(row["old"].value, row["old_name"].value),
            Entity(row["new"].value, row["new_name"].value),
        )
        for row in rows
    ]


def _is_then(change: _Change, reading: Reading, back: bool) -> bool:
    """Say whether a change lies on the side of the day asked about that the question looks across."""
    if back:
        return not reading.period.until or change.day > reading.period.until
    return not reading.period.since or change.day <= (reading.period.until or "9999")


def _rows(changes: Sequence[_Change]) -> tuple[dict[str, str | None], ...]:
    return tuple(
        {"change": one.label, "date": one.day, "kind": one.kind, "before": one.old.label, "after": one.new.label}
        for one in changes
    )
