"""Sets of speakers that a word stands for: ministers, the police, opposition politicians, unions, unnamed sources."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.iris import terms
from kg.ask.lexicon import HARMLESS, MEMBERS, ROLE_TABLE, UNNAMED
from kg.ask.patterns import Lazy
from kg.ask.stems import stem
from kg.model import Entity
from kg.namespaces import expand

if TYPE_CHECKING:
    from kg.ask.record import Record

# What a post is for stands behind these.
_OF_BODY = Lazy(r" (?:of|for|to|at|in|with) |, ")
_NOTATION = "?k skos:notation ?n ."


class Crew(NamedTuple):
    """Whom a word means: bodies and people as ``agents``, and whoever holds one of ``posts`` on the day."""

    agents: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anybody is meant."""
        return bool(self.agents or self.posts)

    def __or__(self, other: "Crew") -> "Crew":
        """Return all that either means."""
        return Crew(tuple(dict.fromkeys(self.agents + other.agents)), tuple(dict.fromkeys(self.posts + other.posts)))


class _Post(NamedTuple):
    iri: str
    words: frozenset[str]
    body: str
    kinds: frozenset[str]


class Roles:
    """The sets of speakers of a record."""

    def __init__(self, record: "Record") -> None:
        """Read from an open record, each table when it is first asked for."""
        self.record = record

    def find(self, words: Sequence[str]) -> Crew:
        """Return whom one or two words mean; nobody if they are no word for a set.

        Args:
            words: in lower case, in the singular or plural.
        """
        stems = tuple(singular(word) for word in words)
        crew = self._by_kind(self._kind_labels.get(stems, ()))
        if self._kind_labels.get(stems) == ["group"]:
            # Victims and families are groups, but not all groups are victims.
            named = [iri for iri in crew.agents if stem(words[-1]) in self.record.agent_texts.get(iri, ((), ()))[0]]
            crew = Crew(tuple(named))
        for role in self._table.get(stems, ()):
            crew |= self._of_row(role) | Crew(self.nameless(stems[-1]) if len(stems) == 1 else ())
        if stems in self._members:
            crew |= Crew(tuple(sorted(self._people)))
        if stems in self._unnamed:
            crew |= Crew(self.record.unnamed)
        return crew or Crew(posts=tuple(self._ranks.get(stems, ())))

    def nameless(self, word: str) -> tuple[str, ...]:
        """Return the unnamed speakers who are called by a word: "the manager" may be one without a name."""
        # The last word before "of" and "at" says what they are: an official spokesman is no official.
        heads = ((iri, _OF_BODY.split(self.record.label(iri).split(" (")[0])[0]) for iri in self.record.unnamed)
        return tuple(iri for iri, head in heads if head and singular(head.split()[-1]) == singular(word))

    def of_party(self, party: str, words: Sequence[str]) -> Crew:
        """Return the people of a party whom words such as "MPs" mean."""
        stems = tuple(singular(word) for word in words)
        if stems in self._members or stems in self._table:
            return Crew(tuple(sorted(person for person, own in self._people.items() if party in own)))
        return Crew()

    def partisans(self, parties: Iterable[str]) -> tuple[str, ...]:
        """Return the people of some parties."""
        return tuple(person for party in parties for person in self.of_party(party, ["politician"]).agents)

    def in_body(self, body: str, words: Sequence[str]) -> Crew:
        """Return whom words such as "officials" mean within a body."""
        stems = tuple(singular(word) for word in words)
        if stems in self._unnamed:
            return Crew(tuple(one.iri for one in self.record.speakers_for(body)))
        wide = self._table.get(stems, [])
        posts = [post for row in wide for post in self._of_row(row, anywhere=True).posts]
        own = {post.iri for post in self._posts if post.body == body}
        return Crew(posts=tuple(post for post in dict.fromkeys(posts) if post in own))

    def bodies_below(self, bodies: Iterable[str]) -> tuple[str, ...]:
        """Return bodies with those that are part of them, and the parts of these."""
        found = list(dict.fromkeys(bodies))
        for body in found:
            found += [part for part in self._parts_of_bodies.get(body, ()) if part not in found]
        return tuple(found)

    @cached_property
    def _parts_of_bodies(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for part, whole in self.record.rows("?b org:subOrganizationOf ?o", "b", "o"):
            found.setdefault(whole, []).append(part)
        return found

    def holders(self, posts: Iterable[str]) -> frozenset[str]:
        """Return all who ever held some posts."""
        wanted = set(posts)
        return frozenset(holder for holder, post in self._tenures if post in wanted)

    def belongs(self, person: str, body_or_post: str) -> bool:
        """Say whether a person is of a party, holds a post, or holds one in a body."""
        own = {post for holder, post in self._tenures if holder == person}
        bodies = {post.body for post in self._posts if post.iri in own}
        if body_or_post in own | bodies | set(self._people.get(person, ())):
            return True
        spoke_for = f"?s kg:speaker {terms([person])} ; kg:onBehalfOf ?b VALUES ?b {{ {terms([body_or_post])} }}"
        return bool(self.record.rows(spoke_for, "b"))

    def of_kinds(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return the bodies of some kinds, given by their notations."""
        return self._by_kind(kinds).agents

    def _by_kind(self, kinds: Iterable[str]) -> Crew:
        return Crew(tuple(sorted({body for kind in kinds for body in self._bodies.get(kind, ())})))

    def _of_row(self, row: str, *, anywhere: bool = False) -> Crew:
        kinds, with_, without, within = (
            {word.strip() for word in part.split(",")} - {""} for part in row.split(":")[1:5]
        )
        fits = [
            post.iri
            for post in self._posts
            if post.words & {singular(word) for word in with_}
            and not post.words & {singular(word) for word in without}
            and (anywhere or not within or within & post.kinds)
        ]
        return self._by_kind(kinds) | Crew(posts=tuple(sorted(fits)))

    @cached_property
    def _table(self) -> Mapping[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for row in ROLE_TABLE:
            for words in row.split(":")[0].split(","):
                found.setdefault(tuple(singular(word) for word in words.split()), []).append(row)
        return found

    @cached_property
    def _ranks(self) -> Mapping[tuple[str, ...], list[str]]:
        """Return the posts by what they are called without the body: "chairman", "general secretary"."""
        found: dict[tuple[str, ...], list[str]] = {}
        for post, label in self.record.names_of("kg:Post"):
            rank, of, _ = _OF_BODY.split(label.lower())[0].partition("'s ")
            words = tuple(singular(word) for word in rank.split())
            if not of and words and not (len(words) == 1 and words[0] in HARMLESS):
                found.setdefault(words, []).append(post)
        return {words: list(dict.fromkeys(posts)) for words, posts in found.items()}

    @cached_property
    def _members(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(singular(word) for word in words.split()) for words in MEMBERS)

    @cached_property
    def _unnamed(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(singular(word) for word in words.split()) for words in UNNAMED)

    @cached_property
    def _kind_labels(self) -> Mapping[tuple[str, ...], list[str]]:
        """Return the notations of the kinds of bodies by the stems of their labels."""
        rows = self.record.rows("?k a kg:OrganisationKind ; skos:notation ?n", "k", "n")
        notations = {row[0]: row[1] for row in rows}
        found: dict[tuple[str, ...], list[str]] = {}
        for kind, label in self.record.names_of("kg:OrganisationKind"):
            words = tuple(singular(word) for word in label.lower().split())
            if kind in notations and notations[kind] not in found.setdefault(words, []):
                found[words].append(notations[kind])
        return found

    @cached_property
    def _bodies(self) -> Mapping[str, frozenset[str]]:
        """Return the bodies of each kind, those of narrower kinds included."""
        narrower = "?own skos:broader* ?k ."
        rows = self.record.rows(f"?b kg:organisationKind ?own . {narrower} {_NOTATION}", "n", "b")
        found: dict[str, set[str]] = {}
        for notation, body in rows:
            found.setdefault(notation, set()).add(body)
        return {notation: frozenset(bodies) for notation, bodies in found.items()}

    @cached_property
    def _posts(self) -> tuple[_Post, ...]:
        kinds: dict[str, set[str]] = {}
        for notation, bodies in self._bodies.items():
            for body in bodies:
                kinds.setdefault(body, set()).add(notation)
        rows = self.record.rows("?p a kg:Post ; rdfs:label ?l OPTIONAL { ?p org:postIn ?b }", "p", "l", "b")
        return tuple(
            _Post(
                iri, frozenset(singular(word) for word in label.lower().split()), body, frozenset(kinds.get(body, ()))
            )
            for iri, label, body in rows
        )

    @cached_property
    def _people(self) -> Mapping[str, list[str]]:
        """Return the parties of each person who has one."""
        found: dict[str, list[str]] = {}
        for person, party in self.record.rows("?s a kg:Person ; kg:party ?p", "s", "p"):
            found.setdefault(person, []).append(party)
        return found

    @cached_property
    def _tenures(self) -> tuple[tuple[str, str], ...]:
        return tuple((row[0], row[1]) for row in self.record.rows("?t kg:holder ?h ; kg:post ?p", "h", "p"))


def singular(word: str) -> str:
    """Return a word for people in the singular; no more is cut: prisoners are no prisons.

    >>> [singular(word) for word in ("police", "parties", "spokesmen", "bosses", "mps")]
    ['police', 'party', 'spokesman', 'boss', 'mp']
    """
    word = word.lower().replace("women", "woman").replace("men", "man") if word.endswith("men") else word.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def entities(record: "Record", iris: Iterable[str]) -> tuple[Entity, ...]:
    """Return things with their names, those without any left out."""
    return tuple(entity for iri in iris if (entity := record.names.entity(iri)))


def split_bodies(agents: Iterable[str], record: "Record") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part people and unnamed speakers from bodies, through which others speak."""
    known = [(iri, record.names.entity(iri)) for iri in agents]
    bodies = tuple(iri for iri, entity in known if entity and is_body(entity))
    return tuple(iri for iri, _ in known if iri not in bodies), bodies


def is_namesake(agent: Entity, speaker: str, record: "Record") -> bool:
    """Say whether a speaker is somebody else of the same surname.

    Args:
        agent: a person, or a body, which has no namesakes.
        speaker: the IRI of somebody.
        record: which knows their names.
    """
    if is_body(agent) or speaker == agent.iri:
        return False
    return record.label(speaker).split(" (")[0].split()[-1:] == agent.label.split(" (")[0].split()[-1:]


def is_body(entity: Entity) -> bool:
    """Say whether a thing is a body, not a person or an unnamed speaker."""
    return expand("kg:Organisation") in entity.types
