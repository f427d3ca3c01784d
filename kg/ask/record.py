"""What an open graph knows that questions lean on, fetched once for as long as the graph is open."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.tokens import content_stems
from kg.model import Entity
from kg.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from kg.store import GraphStore
    from kg.store.names import NameIndex

PREFIX_LINES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "kg", "org", "rdfs", "skos"))


class Record:
    """A graph with its small tables: acts and their order, incidents and their words, who speaks for whom."""

    def __init__(self, store: "GraphStore") -> None:
        """Wrap an open graph."""
        self.store = store

    @property
    def names(self) -> "NameIndex":
        """Return the index of names."""
        return self.store.names

    def rows(self, pattern: str, *variables: str) -> list[tuple[str, ...]]:
        """Return the values of some variables for a graph pattern, as text."""
        wanted = " ".join(f"?{name}" for name in variables)
        found: Any = self.store.query(f"{PREFIX_LINES}SELECT DISTINCT {wanted} WHERE {{ {pattern} }}")
        return sorted(tuple(row[name].value for name in variables) for row in found)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """Return the bodies that publish sources."""
        return frozenset(iri for (iri,) in self.rows("?s a kg:Source . ?s dcterms:publisher ?o", "o"))

    @cached_property
    def end(self) -> str:
        """Return the last day on which a source was published, in ISO form; empty for an empty record."""
        return max((day for (day,) in self.rows("?s a kg:Source . ?s dcterms:issued ?day", "day")), default="")

    @cached_property
    def _acts_below(self) -> Mapping[str, list[str]]:
        return _grouped(self.rows("?a a kg:Act . ?a skos:broader ?b", "b", "a"))

    @cached_property
    def _parts(self) -> Mapping[str, list[str]]:
        return _grouped(self.rows("?i a kg:Incident . ?i kg:partOf ?w", "w", "i"))

    @cached_property
    def _speakers_for(self) -> Mapping[str, list[str]]:
        return _grouped(self.rows("?s a kg:UnnamedSpeaker . ?s kg:speaksFor ?a", "a", "s"))

    @cached_property
    def _posts_in(self) -> Mapping[str, list[str]]:
        return _grouped(self.rows("?p a kg:Post . ?p org:postIn ?o", "o", "p"))

    @cached_property
    def _later_names(self) -> Mapping[str, list[str]]:
        pattern = "?c org:originalOrganization ?o . ?c org:resultingOrganization ?r"
        pairs = self.rows(pattern, "o", "r")
        return _grouped([*pairs, *((later, former) for former, later in pairs)])

    @cached_property
    def _publishers(self) -> Mapping[str, str]:
        rows = self.rows("?s a kg:Source . ?s dcterms:publisher ?o", "s", "o")
        return {row[0]: row[1] for row in rows}

    def publisher_of(self, source: str) -> str:
        """Return the outlet of a source, given the local part of its IRI; empty if unknown."""
        return self._publishers.get(self.store.workspace.base + source, "")

    def acts(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return acts and the narrower acts that are theirs as well: who accuses also criticises."""
        return _closure(iris, self._acts_below)

    def incidents(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return incidents with all their parts."""
        return _closure(iris, self._parts)

    def successions(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return bodies with those they came from and those that followed."""
        return _closure(iris, self._later_names)

    def posts_in(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the posts in some bodies."""
        return tuple(post for iri in iris for post in self._posts_in.get(iri, []))

    def speakers_for(self, iri: str) -> tuple[Entity, ...]:
        """Return the unnamed speakers who speak for an agent."""
        return tuple(entity for one in self._speakers_for.get(iri, []) if (entity := self.names.entity(one)))

    @cached_property
    def given_names(self) -> Mapping[str, list[str]]:
        """Return people by first name, in lower case."""
        pattern = f"?s a kg:Person . ?s <{PREFIXES['foaf']}givenName> ?g"
        return _grouped([(given.lower(), iri) for iri, given in self.rows(pattern, "s", "g")])

    @cached_property
    def unnamed(self) -> tuple[str, ...]:
        """Return all unnamed speakers."""
        return tuple(iri for (iri,) in self.rows("?s a kg:UnnamedSpeaker", "s"))

    def involving(self, agents: Iterable[str]) -> set[str]:
        """Return the incidents, parts included, in which some agents are involved."""
        values = terms(agents)
        found = [iri for (iri,) in self.rows(f"VALUES ?a {{ {values} }} ?i kg:involves ?a", "i")] if values else []
        return set(self.incidents(found))

    @cached_property
    def incident_words(self) -> Mapping[str, tuple[set[str], set[str]]]:
        """Return per incident the stems of all that describes it, and of its names alone."""
        documents: dict[str, tuple[set[str], set[str]]] = {}
        pattern = "?i a kg:Incident . VALUES ?p { rdfs:label skos:altLabel rdfs:comment kg:place } ?i ?p ?words"
        for iri, predicate, text in self.rows(pattern, "i", "p", "words"):
            words, names = documents.setdefault(iri, (set(), set()))
            stems = content_stems(text)
            words |= stems
            if predicate != expand("rdfs:comment"):
                names |= stems
        return documents

    @cached_property
    def described(self) -> frozenset[str]:
        """Return the stems of all words by which incidents and figures are described."""
        labels = self.rows("?f a kg:Figure . ?f rdfs:label ?label", "label")
        figures = (content_stems(label) for (label,) in labels)
        return frozenset().union(*(words for words, _ in self.incident_words.values()), *figures)


def terms(iris: Iterable[str]) -> str:
    """Write IRIs as SPARQL terms; the engine's own writer refuses any that could leave its brackets.

    >>> terms(["https://example.org/a"])
    '<https://example.org/a>'
    """
    from pyoxigraph import NamedNode

    return " ".join(str(NamedNode(iri)) for iri in iris)


def _grouped(pairs: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _closure(iris: Iterable[str], below: Mapping[str, list[str]]) -> tuple[str, ...]:
    found = set(iris)
    waiting = list(found)
    while waiting:
        for lower in below.get(waiting.pop(), []):
            if lower not in found:
                found.add(lower)
                waiting.append(lower)
    return tuple(sorted(found))
