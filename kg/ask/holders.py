"""Who held a post, when and for how long, who came before and after; and where the record of posts ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kg.ask.answer import Answer, entity_json
from kg.ask.iris import terms
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import PREFIX_LINES, Record
from kg.ask.stems import stem
from kg.ask.telling import listed
from kg.ask.tokens import FUNCTION_WORDS, SAYING, content_stems
from kg.model import Entity, Tenure
from kg.namespaces import expand
from kg.store.folding import fold
from kg.store.spelling import lookup_many

LONGEST_POST = 9
_TIMES = Lazy(
    r"^(?:when|how long|how many (?:years|months|weeks|days)|since when|until when|from when|for how long|what years|"
    r"in what year)\b"
)
_WHETHER = Lazy(r"^(?:was|were|is|has|did|had)\b")
_HOLDING = content_stems(
    "become hold held serve appoint start begin began leave left end long many years months days post office role job "
    "ever still first since until head run lead take over"
)
_HOLD = content_stems("become hold held serve appoint start begin began leave left end head run lead take") | {
    "been",
    "be",
}
_BEFORE = Lazy(r"\b(?:before|went before|predecessors?|preceded|preceding)\b")
_AFTER = Lazy(
    r"\b(?:after|successors?|succeeded|succeed|replaced|followed|took over from|came after|came in after|"
    r"stepped into)\b"
)
_TOOK_OVER = Lazy(
    r"^(?:who|which \w+) (?:took over from|replaced|succeeded|came after|followed|preceded|came before|went before|was "
    r"(?:the )?(?:successor|predecessor)|came in after|stepped into)\b"
)
_NOW = Lazy(r"^who(?:'s| is| are)\b|\b(?:now|currently|today|at present|at the moment|current)\b")


def answer_with_holders(reading: Reading, record: Record) -> Answer | None:
    """Answer who held a post, or when somebody did; None if no such thing is asked.

    Args:
        reading: of the question.
        record: the graph.
    """
    text = " ".join(token.text for token in reading.tokens)
    about_times = bool(_TIMES.search(text) or _WHETHER.search(text))
    if reading.aim == "who" and _TOOK_OVER.search(text) and not reading.quoted:
        # "Who took over from him" names no post: whatever he held.
        reading = replace(reading, aim="holder", acts=[])
    if reading.aim != "holder" and (not about_times or reading.acts or any(t.text in SAYING for t in reading.tokens)):
        return None
    people = _people(reading)
    posts = _posts(reading, record)
    if people and (not posts or (about_times and _is_only_rank(reading))):
        posts = _posts_of(people, reading, record) or posts
    if not posts or (reading.aim != "holder" and not (people and _is_of_holding(reading, posts, record))):
        return None
    query = tenures_query(posts)
    tenures = read_tenures(query, record)
    shown = {"name": "holders", "arguments": {}, "sparql": query}
    if reading.aim == "holder":
        return _who(reading, text, posts, tenures, people, shown)
    own = [tenure for tenure in tenures if tenure.holder.iri in {one.iri for one in people}]
    if _TIMES.search(text):
        return _when(text, posts, people, own, shown)
    return _whether(reading, posts, people, own, shown)


def _people(reading: Reading) -> list[Entity]:
    person = expand("kg:Person")
    named = (one for mention in reading.named for one in mention.entities)
    return [one for one in dict.fromkeys(named) if person in one.types]


def _posts(reading: Reading, record: Record) -> list[Entity]:
    """Return the posts that a question names, also where it puts one behind its holder's name.

    Of all posts of a body, "who ran the trust as chief executive" means one.
    """
    mentions = [one for some in reading.roles.values() for one in some if one.category == "post"]
    named = list(dict.fromkeys(entity for mention in mentions for entity in mention.entities))
    rest = {stem(token.text) for token in reading.tokens} & set(reading.topic)
    called = [one for one in named if rest and rest & {stem(word) for word in fold(one.label).split()}]
    return called or named or _posts_in(reading, record)


def _posts_in(reading: Reading, record: Record) -> list[Entity]:
    words = [token.text for token in reading.tokens]
    spans = [(i, j) for i in range(len(words)) for j in range(i + 1, min(len(words), i + LONGEST_POST) + 1)]
    spans.sort(key=lambda span: (span[0] - span[1], span[0]))
    known = lookup_many(record.store, [" ".join(words[i:j]) for i, j in spans])
    post = expand("kg:Post")
    for i, j in spans:
        found = [one for one in known.get(fold(" ".join(words[i:j])), []) if post in one.types]
        if found:
            return found
    return []


def _is_of_holding(reading: Reading, posts: Sequence[Entity], record: Record) -> bool:
    """Say whether a question tells of nothing but holding a post: "was she sacked as minister" does not."""
    words = [token.text for token in reading.tokens]
    if words[0] in ("did", "has", "had") and not {*map(stem, words), *words} & _HOLD:
        # "Did he read the report of the audit office".
        return False
    inside = {place for mention in reading.named for place in range(mention.start, mention.end)}
    names = {word for post in posts for name in record.names.labels(post.iri) for word in fold(name).split()}
    rest = (word for place, word in enumerate(words) if place not in inside)
    return all(word in FUNCTION_WORDS | names or stem(word) in _HOLDING for word in rest)


def _is_only_rank(reading: Reading) -> bool:
    """Say whether a post is only called by its rank, as "minister": which it was, its holder tells."""
    posts = [one for some in reading.roles.values() for one in some if one.category == "post"]
    return bool(posts) and all(one.is_set for one in posts)


def _posts_of(people: Sequence[Entity], reading: Reading, record: Record) -> list[Entity]:
    """Return the posts that some people held, those only that the rest of the question names if it names any."""
    held = record.rows(f"VALUES ?p {{ {terms(one.iri for one in people)} }} ?t kg:holder ?p ; kg:post ?post", "post")
    posts = [entity for (iri,) in held if (entity := record.names.entity(iri))]
    person = expand("kg:Person")
    inside = {
        place
        for one in reading.named
        if any(person in entity.types for entity in one.entities)
        for place in range(one.start, one.end)
    }
    said = {token.text for place, token in enumerate(reading.tokens) if place not in inside}
    named = [post for post in posts if said & set(fold(post.label).split()) - FUNCTION_WORDS]
    return named or posts


def tenures_query(things: Sequence[Entity], variable: str = "post") -> str:
    """Return the query for who held some posts and when, or what some people held.

    Args:
        things: the posts or the people.
        variable: ``post`` or ``person``.
    """
    return (
        f"{PREFIX_LINES}SELECT ?tenure ?person ?person_name ?post ?post_name ?start ?end ?known_until ?acting\n"
        "WHERE {\n"
        f"  VALUES ?{variable} {{ {terms(one.iri for one in things)} }}\n"
        "  ?tenure kg:post ?post . ?tenure kg:holder ?person . ?tenure kg:start ?start .\n"
        "  ?person rdfs:label ?person_name . ?post rdfs:label ?post_name .\n"
        "  OPTIONAL { ?tenure kg:end ?end } OPTIONAL { ?tenure kg:ongoingAsOf ?known_until }\n"
        "  OPTIONAL { ?tenure kg:acting ?acting }\n}\nORDER BY ?post_name ?start ?person"
    )


def read_tenures(query: str, record: Record) -> list[Tenure]:
    """Return the times in posts that a query of ``tenures_query`` finds."""
    rows: Any = record.store.query(query)
    return [
        Tenure(
            row["tenure"].value,
            Entity(row["person"].value, row["person_name"].value),
            Entity(row["post"].value, row["post_name"].value),
            row["start"].value,
            row["end"].value if row["end"] else None,
            row["known_until"].value if row["known_until"] else None,
            acting=bool(row["acting"]) and row["acting"].value == "true",
        )
        for row in rows
    ]


def _who(
    reading: Reading,
    text: str,
    posts: Sequence[Entity],
    tenures: Sequence[Tenure],
    people: Sequence[Entity],
    shown: Mapping[str, Any],
) -> Answer:
    held = [tenure for tenure in tenures if overlaps(tenure, reading)]
    if people and (_BEFORE.search(text) or _AFTER.search(text)):
        held = _beside(tenures, people, -1 if _BEFORE.search(text) else 1)
    elif _NOW.search(text) and not (reading.period.since or reading.period.until):
        held = [tenure for tenure in tenures if not tenure.end] or held
    label = _posts_named(posts)
    if held:
        names = listed([one.label for one in _holders(held)])
        return Answer(
            "answer", f"{label}: {names}{_until(held)}.", entities=_holders(held), rows=tenure_rows(held), query=shown
        )
    last = max((tenure.end or tenure.ongoing_as_of or tenure.start for tenure in tenures), default="")
    if reading.period.since and last and reading.period.since > last:
        near = tuple({"kind": "name", **entity_json(one)} for one in _holders(tenures[-1:]))
        reason = f"The record knows who held the post ({label}) until {last}; nothing after it is on record."
        return Answer("refused", reason, nearest=near, query=shown)
    return Answer("empty", f"{label}: nobody on record held it then.", query=shown)


def _beside(tenures: Sequence[Tenure], people: Sequence[Entity], step: int) -> list[Tenure]:
    """Return those who held a post just before or after somebody."""
    known = {one.iri for one in people}
    found = []
    for post in dict.fromkeys(tenure.post for tenure in tenures):
        line = [tenure for tenure in tenures if tenure.post == post]
        places = [place for place, tenure in enumerate(line) if tenure.holder.iri in known]
        found += [line[place + step] for place in places if 0 <= place + step < len(line)]
    return [tenure for tenure in found if tenure.holder.iri not in known]


def _when(
    text: str, posts: Sequence[Entity], people: Sequence[Entity], own: Sequence[Tenure], shown: Mapping[str, Any]
) -> Answer:
    label = _posts_named(posts)
    if not own:
        who = listed([one.label for one in people])
        return Answer("refused", f"That {who} held the post ({label}) is not on record.", query=shown)
    with_length = "how " in text
    said = [f"{one.holder.label} was {one.post.label} {_span(one)}{_length(one) if with_length else ''}" for one in own]
    return Answer("answer", f"{'; '.join(said)}.", entities=_holders(own), rows=tenure_rows(own), query=shown)


def _whether(
    reading: Reading, posts: Sequence[Entity], people: Sequence[Entity], own: Sequence[Tenure], shown: Mapping[str, Any]
) -> Answer:
    then = [tenure for tenure in own if overlaps(tenure, reading)]
    said = "; ".join(map(tell_tenure, then or own))
    if then:
        return Answer("answer", f"Yes: {said}.", entities=_holders(then), rows=tenure_rows(then), query=shown)
    if own:
        return Answer("answer-no", f"No: {said}.", entities=_holders(own), rows=tenure_rows(own), query=shown)
    who = listed([one.label for one in people])
    return Answer("empty", f"That {who} held the post ({_posts_named(posts)}) is not on record.", query=shown)


def overlaps(tenure: Tenure, reading: Reading) -> bool:
    """Say whether a post was held within the days asked about; what is known no further counts no further."""
    last = tenure.end or tenure.ongoing_as_of or "9999"
    since, until = reading.period.since, reading.period.until
    return (not until or tenure.start <= until) and (not since or last >= since)


def tell_tenure(tenure: Tenure) -> str:
    """Return who held a post and when, in words."""
    return f"{tenure.holder.label} was {tenure.post.label} {_span(tenure)}"


def _span(tenure: Tenure) -> str:
    acting = ", acting" if tenure.acting else ""
    if tenure.end:
        return f"from {tenure.start} to {tenure.end}{acting}"
    return f"from {tenure.start}, known until {tenure.ongoing_as_of or 'an unknown day'}{acting}"


def _length(tenure: Tenure) -> str:
    """Return how long a post was held, in years, months and days."""
    last = tenure.end or tenure.ongoing_as_of
    if not last:
        return ""
    start, end = date.fromisoformat(tenure.start), date.fromisoformat(last)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    years, months = divmod(max(months, 0), 12)
    parts = [f"{n} {unit}{'s' * (n != 1)}" for n, unit in ((years, "year"), (months, "month")) if n]
    return f", {' and '.join(parts) or f'{(end - start).days} days'}"


def _until(held: Sequence[Tenure]) -> str:
    known = [tenure.ongoing_as_of for tenure in held if not tenure.end and tenure.ongoing_as_of]
    return f" (known until {max(known)})" if known else ""


def _posts_named(posts: Sequence[Entity]) -> str:
    labels = [post.label for post in posts]
    return ", ".join(labels) if len(labels) <= 4 else f"{', '.join(labels[:3])} and {len(labels) - 3} other posts"


def _holders(tenures: Iterable[Tenure]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(tenure.holder for tenure in tenures))


def tenure_rows(tenures: Iterable[Tenure]) -> tuple[Mapping[str, str | None], ...]:
    """Return times in posts as rows of a table."""
    return tuple(
        {
            "person": tenure.holder.iri,
            "person_name": tenure.holder.label,
            "post": tenure.post.iri,
            "post_name": tenure.post.label,
            "start": tenure.start,
            "end": tenure.end,
            "known_until": tenure.ongoing_as_of,
            "acting": "acting" if tenure.acting else None,
        }
        for tenure in tenures
    )
