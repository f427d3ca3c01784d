"""Reading what the record knows out of the store; what the machine found before is left out."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Protocol

from kg.iri import local_id
from kg.namespaces import PREFIXES, expand
from kg.query.definition import Vetted
from kg.resolve.known import KnownAgent, KnownGraph, KnownIncident, KnownPost, KnownSuccession, KnownTenure

Values = dict[str, list[str]]
_FINDINGS = "graph/findings/"
_QUERY = """SELECT ?s ?p ?o WHERE {{
  {{ SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s a <{type}> }} FILTER(!CONTAINS(STR(?g), "{findings}")) }} }}
  GRAPH ?h {{ ?s ?p ?o }} FILTER(!CONTAINS(STR(?h), "{findings}"))
}}"""


_IDS = """SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s a <{type}> }} FILTER(!CONTAINS(STR(?g), "{findings}")) }}"""


class Queryable(Protocol):
    """Whatever answers SPARQL queries over the union of the named graphs."""

    def query(self, text: str) -> Any:
        """Run a query."""


def load_known(store: Queryable) -> KnownGraph:
    """Read names, posts, successions and incidents from a store.

    The machine's own findings are left out: what is found in one document shall not depend on those before it.
    """
    reader = _Reader(store)
    days = {iri: values.get("dcterms:issued", [""])[0] for iri, values in reader.things("kg:Source")}
    agents: dict[str, KnownAgent] = {}
    for kind in ("Person", "Organisation", "UnnamedSpeaker"):
        agents |= {agent.id: agent for agent in _agents(reader.things(f"kg:{kind}"), kind, days)}
    posts = {post.id: post for post in map(_post, reader.things("kg:Post"))}
    tenures = sorted(filter(None, map(_tenure, reader.things("kg:Tenure"))), key=lambda one: (one.start, one.id))
    successions = sorted(
        filter(None, map(_succession, reader.things("kg:Succession"))), key=lambda one: (one.day, one.before)
    )
    incidents = {incident.id: incident for incident in map(_incident, reader.things("kg:Incident"))}
    kinds = {local: tuple(_names(values)) for local, values in reader.things("kg:FailureKind")}
    whole = sha256(repr((agents, posts, tenures, successions, incidents, kinds)).encode()).hexdigest()
    taken = frozenset((*agents, *incidents, *reader.ids("kg:Passage"), *reader.ids("kg:UnresolvedSpeaker")))
    return KnownGraph(agents, posts, tenures, successions, incidents, kinds, whole, taken)


class _Reader:
    def __init__(self, store: Queryable) -> None:
        self.store = store

    def ids(self, kind: str) -> Iterator[str]:
        """Yield the local ids of the things of a class."""
        for row in self.store.query(Vetted(_IDS.format(type=expand(kind), findings=_FINDINGS))):
            yield local_id(str(row["s"].value))

    def things(self, kind: str) -> Iterator[tuple[str, Values]]:
        """Yield the local id and the values of each thing of a class, in the order of their ids."""
        found: dict[str, Values] = {}
        for row in self.store.query(Vetted(_QUERY.format(type=expand(kind), findings=_FINDINGS))):
            subject, name, value = row["s"], row["p"], row["o"]
            if hasattr(subject, "value") and hasattr(value, "value"):
                key = _short(name.value)
                if key:
                    found.setdefault(local_id(subject.value), {}).setdefault(key, []).append(value.value)
        for local in sorted(found):
            yield local, {key: sorted(set(values)) for key, values in found[local].items()}


_SPACES = {space: prefix for prefix, space in PREFIXES.items()}


def _short(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _SPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else ""


def _names(values: Values) -> list[str]:
    keys = ("rdfs:label", "skos:prefLabel", "skos:altLabel")
    return list(dict.fromkeys(name for key in keys for name in values.get(key, [])))


def _first(values: Values, key: str) -> str | None:
    return next(iter(values.get(key, [])), None)


def _locals(values: Values, key: str) -> tuple[str, ...]:
    return tuple(local_id(iri) for iri in values.get(key, []))


def _agents(things: Iterable[tuple[str, Values]], kind: str, days: dict[str, str]) -> Iterator[KnownAgent]:
    for local, values in things:
        names = _names(values)
        sources = _locals(values, "prov:wasDerivedFrom")
        yield KnownAgent(
            local,
            kind,
            names[0] if names else local,
            tuple(names),
            _first(values, "foaf:familyName") or "",
            _first(values, "foaf:givenName") or "",
            _locals(values, "kg:party"),
            next(iter(_locals(values, "kg:organisationKind")), ""),
            _first(values, "kg:start"),
            _first(values, "kg:end"),
            _locals(values, "kg:speaksFor"),
            sources,
            tuple(days[source] for source in sources if days.get(source)),
            " ".join(values.get("rdfs:comment", [])),
        )


def _post(thing: tuple[str, Values]) -> KnownPost:
    local, values = thing
    names = _names(values)
    return KnownPost(local, names[0] if names else local, tuple(names), next(iter(_locals(values, "org:postIn")), ""))


def _tenure(thing: tuple[str, Values]) -> KnownTenure | None:
    local, values = thing
    holder, post, start = _locals(values, "kg:holder"), _locals(values, "kg:post"), _first(values, "kg:start")
    if not (holder and post and start):
        return None
    return KnownTenure(local, holder[0], post[0], start, _first(values, "kg:end"), _first(values, "kg:ongoingAsOf"))


def _succession(thing: tuple[str, Values]) -> KnownSuccession | None:
    _, values = thing
    day = _first(values, "dcterms:date")
    before, after = _locals(values, "org:originalOrganization"), _locals(values, "org:resultingOrganization")
    return KnownSuccession(before, after, day, _first(values, "kg:successionKind") or "") if day else None


def _incident(thing: tuple[str, Values]) -> KnownIncident:
    local, values = thing
    names = _names(values)
    return KnownIncident(
        local,
        names[0] if names else local,
        tuple(names),
        _locals(values, "kg:kind"),
        " ".join(values.get("rdfs:comment", [])),
        tuple(values.get("kg:place", [])),
        _first(values, "kg:earliest"),
        _first(values, "kg:latest"),
        _locals(values, "kg:partOf"),
        _locals(values, "kg:involves"),
    )
