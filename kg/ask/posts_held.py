"""Which posts somebody held: "what was her job in March 2020", "in what capacity did he speak"."""

from kg.ask.answer import Answer, entity_json
from kg.ask.holders import overlaps, read_tenures, tell_tenure, tenure_rows, tenures_query
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.tokens import content_stems
from kg.namespaces import expand

_POST = r"(?:capacity|capacities|posts?|jobs?|offices?|roles?|positions?|titles?|briefs?|portfolios?)"
_ASKS = Lazy(
    rf"^(?:(?:in|as|under) )?(?:what|which) (?:\w+ )?{_POST} (?:did|does|do|has|had|was|is|were)\b"
    rf"|^what (?:is|was|were|are) _+(?: _+)*(?: then| official| exact)? {_POST}\b|^what (?:was|is) _+(?: _+)*$"
    rf"|^who (?:was|were) _+(?: _+)*$|^what did _+(?: _+)* do$"
)
_RANK = Lazy(_POST)
_HOLDING = content_stems(
    "capacity post job office role position title brief portfolio hold have occupy serve do speak spoke exact official"
)


def answer_with_posts(reading: Reading, record: Record) -> Answer | None:
    """Answer which posts a person held, on the days asked about if any; None if no such thing is asked.

    Args:
        reading: of the question.
        record: the graph.
    """
    person = expand("kg:Person")
    named = [one for one in reading.named if any(person in entity.types for entity in one.entities)]
    # A paper may be called the Post.
    others = [one for one in reading.named if one not in named and not _RANK.fullmatch(one.said.lower())]
    if others or len(named) != 1 or len(named[0].entities) != 1 or reading.quoted:
        return None
    if reading.acts or set(reading.topic) - _HOLDING:
        # "In what capacity did he admit it": by what he said then.
        return None
    inside = set(named[0].covered)
    text = " ".join("_" if place in inside else token.text for place, token in enumerate(reading.tokens))
    found = _ASKS.search(text)
    if not found or (
        found[0] == text and text.startswith(("what was _", "what is _", "who ")) and not _has_days(reading)
    ):
        return None
    query = tenures_query(named[0].entities, "person")
    tenures = read_tenures(query, record)
    shown = {"name": "holders", "arguments": {}, "sparql": query}
    held = [tenure for tenure in tenures if overlaps(tenure, reading)]
    if not held:
        summary = f"No post of {named[0].entities[0].label} {'then ' if _has_days(reading) else ''}is on record."
        near = tuple({"kind": "name", **entity_json(one.post)} for one in tenures)
        return Answer("empty", summary, nearest=near[:5], query=shown)
    posts = tuple(dict.fromkeys(tenure.post for tenure in held))
    said = "; ".join(map(tell_tenure, held))
    return Answer("answer", f"{said}.", entities=posts, rows=tenure_rows(held), query=shown)


def _has_days(reading: Reading) -> bool:
    return bool(reading.period.since or reading.period.until)
