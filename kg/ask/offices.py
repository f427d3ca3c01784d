"""Who is in an office that no post on record is called: by how a speaker is described, else refused."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.ask.answer import Answer, entity_json
from kg.ask.iris import terms
from kg.ask.lexicon import HARMLESS
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.roles import is_body, singular
from kg.ask.stems import stem
from kg.ask.telling import counted
from kg.ask.tokens import FUNCTION_WORDS
from kg.model import Entity
from kg.namespaces import expand

# Words by which an office is called; those of the posts on record are added to them.
_OFFICES = frozenset(
    """ambassador chair chairman chairwoman chairperson chancellor chief clerk commander commissioner coroner councillor
    director editor engineer envoy governor head inspector judge leader manager mayor member minister ombudsman officer
    premier president principal secretary sheriff speaker spokesman spokeswoman spokesperson superintendent treasurer
    whip""".split()
)
_JOINING = frozenset("of for at in on to and & the".split())
_ASKED = Lazy(r"^who(?:'s| is| are| was| were| has been| had been)(?: then| now| currently)? (?:the |a |an |our )?")
_THEN = frozenset("then now currently today present moment time days back at the in those".split())
# No word of these tells one office from another.
_VAGUE = HARMLESS | FUNCTION_WORDS | frozenset("member state post office role job responsible charge serving".split())
NEAREST = 5


class _Office(NamedTuple):
    """An office as a question words it, with the places of its words among the question's."""

    said: str
    start: int
    end: int


def answer_with_offices(reading: Reading, record: Record) -> Answer | None:
    """Answer who is in an office of which no post on record bears all the words; None for any other question.

    A rank on its own ("the minister") means whoever holds such a post; with a matter or a body it means one post, and
    the holders of others are no answer.

    Args:
        reading: of the question.
        record: the graph.
    """
    office = _office(reading, record)
    if office is None:
        return None
    rest = _untold(office, reading)
    bodies = _bodies(office, reading)
    if not rest and not bodies:
        return None
    ranked = [one for some in reading.roles.values() for one in some if one.category == "post" and one.is_set]
    posts = [post for mention in ranked for post in mention.entities]
    if any(_is_called(post, rest, bodies, record) for post in posts) or _stands(office, rest, bodies, reading, record):
        return None
    described = _described(office, reading, record)
    if described:
        told = "; ".join(f"{person.label}, {words}" for person, words in described)
        days = " Since when and until when is not on record." if reading.period.since or reading.period.until else ""
        return Answer(
            "answer", f"By what sources call them: {told}.{days}", entities=tuple(one for one, _ in described)
        )
    near = _near(rest, bodies, record) or posts
    shown = tuple({"kind": "name", **entity_json(one)} for one in dict.fromkeys(near))[:NEAREST]
    ends = f" Posts on record that come near: {counted(len(shown), 'post')}." if shown else ""
    return Answer("refused", f"“{office.said}” is not on record.{ends}", nearest=shown, lacks="name")


def _office(reading: Reading, record: Record) -> _Office | None:
    """Return the office that is all a question asks about."""
    words = [token.text for token in reading.tokens]
    asked = _ASKED.match(" ".join(words) + " ")
    if not asked or reading.quoted or reading.acts or reading.also:
        return None
    start, end = len(asked[0].split()), len(words)
    while end > start and words[end - 1] in _THEN:
        end -= 1
    person = expand("kg:Person")
    if any(person in one.types for mention in reading.named for one in mention.entities):
        return None
    heads = words[start:end]
    if any(word in FUNCTION_WORDS and word not in _JOINING for word in heads):
        return None
    joint = next((place for place, word in enumerate(heads) if word in _JOINING), len(heads))
    if not joint or singular(heads[joint - 1]) not in _OFFICES | _ranks(record):
        return None
    return _Office(" ".join(token.typed for token in reading.tokens[start:end]), start, end)


def _ranks(record: Record) -> frozenset[str]:
    """Return the words that stand before what a post is for: "secretary" of "general secretary of the union"."""
    heads = (label.lower().split(" of ")[0].split(" for ")[0].split() for _, label in record.names_of("kg:Post"))
    return frozenset(singular(words[-1]) for words in heads if words)


def _untold(office: _Office, reading: Reading) -> list[str]:
    """Return the words of an office that belong to nothing that the question names."""
    inside = {place for mention in reading.named for place in range(mention.start, mention.end)}
    ranks = {singular(word) for word in _OFFICES}
    words = (
        reading.tokens[place].text
        for place in range(office.start, office.end)
        if place not in inside and reading.tokens[place].text not in _JOINING
    )
    return [word for word in words if word not in _VAGUE and singular(word) not in ranks]


def _bodies(office: _Office, reading: Reading) -> list[Entity]:
    """Return the bodies of which an office is said to be, behind "of" and the like."""
    words = [token.text for token in reading.tokens]
    found = []
    for mention in reading.named:
        before = next((word for word in reversed(words[: mention.start]) if word != "the"), "")
        if mention.category == "agent" and not mention.is_set and before in _JOINING and mention.start > office.start:
            found += [one for one in mention.entities if is_body(one)]
    return found


def _stands(office: _Office, rest: Sequence[str], bodies: Sequence[Entity], reading: Reading, record: Record) -> bool:
    """Say whether a post on record bears the rank and all other words of an office, and is of its body."""
    inside = {place for one in reading.named if one.category == "agent" for place in range(one.start, one.end)}
    own = [reading.tokens[place].text for place in range(office.start, office.end) if place not in inside]
    wanted = [word for word in own if word not in _JOINING and (word in rest or word not in _VAGUE)]
    found = (record.names.entity(iri) for iri in dict.fromkeys(iri for iri, _ in record.names_of("kg:Post")))
    return any(_is_called(post, wanted, bodies, record) for post in found if post)


def _is_called(post: Entity, rest: Sequence[str], bodies: Sequence[Entity], record: Record) -> bool:
    """Say whether a post bears all the words of an office, and is of the body that it names."""
    labels = " ".join(record.names.labels(post.iri)).lower()
    told = {stem(word) for word in labels.replace(",", " ").split()}
    if not all(stem(word) in told for word in rest):
        return False
    own = {iri for (iri,) in record.rows(f"{terms([post.iri])} org:postIn ?b", "b")} if bodies else set()
    return not bodies or any(body.iri in own or body.label.lower() in labels for body in bodies)


def _described(office: _Office, reading: Reading, record: Record) -> list[tuple[Entity, str]]:
    """Return the people whom their description puts into an office, with its words."""
    tokens = reading.tokens[office.start : office.end]
    wanted = {stem(token.text) for token in tokens if token.text not in _JOINING}
    found = []
    for iri, words in record.rows("?p a kg:Person ; rdfs:comment ?c", "p", "c"):
        told = {stem(word.strip(".,;:()")) for word in words.lower().split()}
        entity = record.names.entity(iri) if wanted <= told else None
        found += [(entity, words.rstrip("."))] if entity else []
    return found


def _near(rest: Sequence[str], bodies: Sequence[Entity], record: Record) -> list[Entity]:
    """Return the posts that share a telling word with an office, or are of its body."""
    stems = {stem(word) for word in rest}
    found = [iri for iri, label in record.names_of("kg:Post") if stems & {stem(one) for one in label.lower().split()}]
    for body in bodies:
        found += [iri for (iri,) in record.rows(f"?p org:postIn {terms([body.iri])}", "p")]
    return [entity for iri in dict.fromkeys(found) if (entity := record.names.entity(iri))]
