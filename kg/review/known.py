"""What the record knows of the things that findings name: labels, posts on a day, sources and their texts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model import Document
from kg.namespaces import PREFIXES, expand, shrink
from kg.query.definition import Param, Vetted
from kg.review.names import untitled

if TYPE_CHECKING:
    from kg.query.protocols import NamedStore

_PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "kg", "prov", "rdfs", "skos", "xsd"))
_TENURES = Vetted(
    _PREFIX
    + """SELECT DISTINCT ?person ?tenure ?label ?start ?last WHERE {
  ?tenure kg:holder ?person ; kg:start ?start .
  OPTIONAL { ?tenure rdfs:label ?label }
  OPTIONAL { ?tenure kg:end ?end }
  OPTIONAL { ?tenure kg:ongoingAsOf ?ongoing }
  BIND(COALESCE(?end, ?ongoing) AS ?last)
} ORDER BY ?start ?tenure"""
)
_SOURCES = Vetted(
    _PREFIX
    + """SELECT ?source ?label ?outlet ?issued ?file ?digest ?title WHERE {
  ?source a kg:Source .
  OPTIONAL { ?source rdfs:label ?label }
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:publisher/rdfs:label ?outlet }
  OPTIONAL { ?source dcterms:issued ?issued }
  OPTIONAL { ?source kg:fileName ?file }
  OPTIONAL { ?source kg:sha256 ?digest }
} ORDER BY ?source"""
)
_SAID = Vetted(
    _PREFIX
    + """SELECT DISTINCT ?speaker ?statement ?earliest ?latest ?gist ?quotation ?source WHERE {
  ?statement kg:speaker ?speaker ; kg:latest ?latest ; kg:gist ?gist .
  OPTIONAL { ?statement kg:earliest ?earliest }
  ?report kg:reports ?statement ; kg:origin kg:curated ; kg:source ?source .
  OPTIONAL { ?report kg:quotation ?quotation }
} ORDER BY ?statement ?report ?quotation"""
)


@dataclass(frozen=True)
class SourceFacts:
    """What is recorded of a source; what is unknown is empty, ``issued`` is an ISO date."""

    id: str
    label: str = ""
    outlet: str = ""
    issued: str = ""
    file_name: str = ""
    sha256: str = ""
    title: str = ""


@dataclass(frozen=True)
class Tenure:
    """A post held: first day, and the last day on which that is known; both ISO dates."""

    id: str
    label: str
    start: str
    last: str


@dataclass(frozen=True)
class Utterance:
    """A statement as far as likeness needs it: who, on which days at the latest, in which sources, in what words."""

    id: str
    speaker: str
    latest: str
    sources: tuple[str, ...]
    words: str
    earliest: str = ""
    is_by_hand: bool = False

    def is_near(self, other: "Utterance", days: int) -> bool:
        """Say whether two can have been said within so many days."""
        try:
            mine, theirs = (date.fromisoformat(one.latest) for one in (self, other))
        except ValueError:
            return False
        return abs(mine - theirs) <= timedelta(days)


class Known:
    """The record at hand, asked for what a reviewer sees; answers are kept."""

    def __init__(self, store: "NamedStore", base: str, read: Callable[[SourceFacts], Document | None]) -> None:
        """Take an open graph, and a way to read the text of a source, which gives None where it is not at hand."""
        self.store, self.base, self.read = store, base, read
        self.label = cache(self._label)
        self.document = cache(self._document)

    def resolve(self, words: str, kind: str, option: str) -> str:
        """Return the name of the thing that somebody typed.

        Args:
            words: an id, a label or an alias.
            kind: a class such as ``kg:Agent``.
            option: how errors name the field.

        Raises:
            ParameterError: nothing is called so, several things are, or it is of another kind.
        """
        from kg.query.arguments import resolve_value

        bearers = self.store.names.lookup(words.strip(), expand(kind))
        # A voice of which nobody knows whose it is bears the words as printed, and nobody means it by them.
        certain = [entity for entity in bearers if expand("kg:UnresolvedSpeaker") not in entity.types]
        if not bearers and (bare := untitled(words)) != words.strip():
            # "Sir Andrew Colley" is how the text calls whom the record calls without a title.
            return self.resolve(bare, kind, option)
        if len(certain) == 1:
            return shrink(certain[0].iri, self.base)
        found = resolve_value(Param(option, kind, True, option), words.strip(), self.store)
        return shrink(found.value, self.base)

    def kinds(self, name: str) -> set[str]:
        """Return the classes of a thing as prefixed names, superclasses included."""
        entity = self.store.names.lookup(f"<{expand(name, self.base)}>")
        return {shrink(kind, self.base) for kind in entity[0].types} if entity else set()

    def bearers(self, name: str, kind: str = "kg:Agent") -> set[str]:
        """Return the things of a class that are called by a name."""
        found = self.store.names.lookup(name, expand(kind)) if name else []
        return {shrink(entity.iri, self.base) for entity in found}

    def posts(self, person: str, earliest: str, latest: str) -> list[Tenure]:
        """Return the posts that a person held throughout some days."""
        return [
            tenure
            for tenure in self._tenures.get(person, ())
            if tenure.start <= (earliest or latest) and (not tenure.last or latest <= tenure.last)
        ]

    @cached_property
    def incidents(self) -> list[tuple[str, str]]:
        """Return names and labels of all incidents."""
        return [
            (shrink(entity.iri, self.base), entity.label)
            for entity in self.store.names.instances(expand("kg:Incident"))
        ]

    def post_of(self, person: str) -> str:
        """Return the last post that a person is known to have held, empty where none is."""
        held = self._tenures.get(person, ())
        return held[-1].label if held else ""

    def source(self, name: str) -> SourceFacts:
        """Return what is recorded of a source."""
        return self._sources.get(name) or SourceFacts(name)

    def quotable(self, name: str) -> str:
        """Return the text of a source, empty where it is not at hand."""
        document = self.document(name)
        return document.text if document else ""

    @cached_property
    def said(self) -> dict[str, list[Utterance]]:
        """Return the statements written by hand, by speaker."""
        words: dict[tuple[str, str, str, str], dict[str, None]] = {}
        sources: dict[str, set[str]] = {}
        for row in self.store.query(_SAID):
            name = shrink(row["statement"].value, self.base)
            first = row["earliest"].value if row["earliest"] else ""
            key = (shrink(row["speaker"].value, self.base), name, first, row["latest"].value)
            told = words.setdefault(key, {row["gist"].value: None})
            if row["quotation"]:
                told[row["quotation"].value] = None
            sources.setdefault(name, set()).add(shrink(row["source"].value, self.base))
        found: dict[str, list[Utterance]] = {}
        for (speaker, name, earliest, latest), told in words.items():
            one = Utterance(name, speaker, latest, tuple(sorted(sources[name])), " ".join(told), earliest, True)
            found.setdefault(speaker, []).append(one)
        return found

    def _label(self, name: str) -> str:
        if not name:
            return ""
        found = self.store.names.lookup(f"<{expand(name, self.base)}>")
        return found[0].label if found else name.removeprefix("id:")

    def _document(self, name: str) -> Document | None:
        facts = self.source(name)
        return self.read(facts) if facts.sha256 else None

    @cached_property
    def _tenures(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for row in self.store.query(_TENURES):
            name = shrink(row["tenure"].value, self.base)
            label = row["label"].value if row["label"] else name
            last = row["last"].value if row["last"] else ""
            held = Tenure(name, label, row["start"].value, last)
            found.setdefault(shrink(row["person"].value, self.base), []).append(held)
        return found

    @cached_property
    def _sources(self) -> dict[str, SourceFacts]:
        found: dict[str, SourceFacts] = {}
        for row in self.store.query(_SOURCES):
            name = shrink(row["source"].value, self.base)
            values = (
                row[key].value if row[key] else "" for key in ("label", "outlet", "issued", "file", "digest", "title")
            )
            found.setdefault(name, SourceFacts(name, *values))
        return found


def exists(store: "NamedStore", iri: str) -> bool:
    """Say whether anything is said of a thing."""
    text = Vetted("SELECT ?thing ?p WHERE { ?thing ?p ?o } LIMIT 1")
    return any(True for _ in store.query(text, {"thing": ox.NamedNode(iri)}))
