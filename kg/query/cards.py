"""Everything the record holds about one named thing, gathered for its card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.iri import local_id
from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.query.definition import Vetted
from kg.query.records import Neighbourhood, load_statements

if TYPE_CHECKING:
    from kg.query.protocols import NamedStore

# What a card calls a thing, most telling class first.
KINDS = {
    "kg:Person": "person",
    "kg:UnnamedSpeaker": "unnamed speaker",
    "kg:Organisation": "organisation",
    "kg:Post": "post",
    "kg:Incident": "incident",
    "kg:Source": "source",
    "kg:Statement": "statement",
    "kg:Figure": "figure",
    "kg:Tenure": "tenure",
    "kg:Act": "act",
}
# How statements hang on a thing: the words for a reader, and the pattern that finds ?statement for ?thing.
_STATEMENTS: Mapping[str, str] = {
    "said": "?statement kg:speaker ?thing",
    "said on its behalf by others": "?statement kg:onBehalfOf ?thing",
    "addressed to or directed at it": "?statement kg:towards ?thing",
    "said about it": "?statement kg:about ?about . { SELECT ?about ?thing WHERE { ?about kg:partOf* ?thing } }",
    "reported in it": "?report kg:reports ?statement ; kg:source ?thing",
    "of this act": "?statement kg:act ?thing",
    "this statement": "?statement kg:speaker ?speaker FILTER(?statement = ?thing)",
}
_GROUPS = {
    "person": ("said", "said on its behalf by others", "addressed to or directed at it"),
    "organisation": ("said", "said on its behalf by others", "addressed to or directed at it"),
    "unnamed speaker": ("said", "addressed to or directed at it"),
    "incident": ("said about it",),
    "source": ("reported in it",),
    "act": ("of this act",),
    "statement": ("this statement",),
}


@dataclass(frozen=True)
class Fact:
    """One line of a card: ``name`` is what it tells, ``values`` are plain text."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """A named thing with its facts and the statements that hang on it, by how they do."""

    thing: Entity
    kind: str
    facts: tuple[Fact, ...]
    statements: Mapping[str, tuple[Statement, ...]]


def load_card(store: "NamedStore", thing: Entity) -> Card:
    """Gather a card.

    Args:
        store: the graph.
        thing: as the index of names gives it, with its classes.
    """
    kind = next((word for name, word in KINDS.items() if expand(name) in thing.types), "thing")
    graph = Neighbourhood(store)
    graph.load([thing.iri])
    tenures = graph.load_inverse("kg:holder", [thing.iri]) + graph.load_inverse("kg:post", [thing.iri])
    parts = graph.load_inverse("kg:partOf", [thing.iri])
    changes = graph.load_inverse("org:originalOrganization", [thing.iri])
    changes += graph.load_inverse("org:resultingOrganization", [thing.iri])
    graph.load(graph.objects([thing.iri, *tenures, *changes]))
    facts = [
        Fact("also called", tuple(name for name in graph.all(thing.iri, "skos:altLabel") if name != thing.label)),
        Fact("kind", _labels(graph, thing.iri, ("kg:kind", "kg:organisationKind"))),
        Fact("description", tuple(graph.all(thing.iri, "rdfs:comment") + graph.all(thing.iri, "skos:definition"))),
        Fact("when", _bounds(graph, thing.iri)),
        Fact("day inferred", tuple(graph.all(thing.iri, "kg:dateReason"))),
        Fact("occasion", tuple(graph.all(thing.iri, "kg:occasion"))),
        Fact(
            "posts" if kind == "person" else "holders",
            tuple(_tenure(graph, thing.iri, t) for t in _by_start(graph, tenures)),
        ),
        Fact("part of", _labels(graph, thing.iri, ("kg:partOf", "org:subOrganizationOf", "org:postIn"))),
        Fact("parts", tuple(graph.label(part) for part in parts)),
        Fact("renamed, merged or split", tuple(_change(graph, change) for change in sorted(set(changes)))),
        Fact("speaks for", _labels(graph, thing.iri, ("kg:speaksFor",))),
        Fact("party", _labels(graph, thing.iri, ("kg:party",))),
        Fact("involved", _labels(graph, thing.iri, ("kg:involves",))),
        Fact("published", tuple(graph.all(thing.iri, "dcterms:issued"))),
        Fact("outlet", _labels(graph, thing.iri, ("dcterms:publisher",))),
        Fact("copied from", _labels(graph, thing.iri, ("kg:originalPublisher",))),
        Fact("file", tuple(graph.all(thing.iri, "kg:fileName") + graph.all(thing.iri, "kg:sha256"))),
        Fact("rests on", _labels(graph, thing.iri, ("prov:wasDerivedFrom",))),
    ]
    statements = {name: _statements(store, thing.iri, _STATEMENTS[name]) for name in _GROUPS.get(kind, ())}
    return Card(thing, kind, tuple(fact for fact in facts if fact.values), {k: v for k, v in statements.items() if v})


def _labels(graph: Neighbourhood, iri: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(graph.label(value) for name in names for value in graph.all(iri, name))


def _bounds(graph: Neighbourhood, iri: str) -> tuple[str, ...]:
    start = graph.one(iri, "kg:earliest") or graph.one(iri, "kg:start")
    end = graph.one(iri, "kg:latest") or graph.one(iri, "kg:end")
    if not start and not end:
        return ()
    return (f"{start or 'unknown'} to {end or 'now'}" if start != end else str(start),)


def _by_start(graph: Neighbourhood, tenures: list[str]) -> list[str]:
    return sorted(set(tenures), key=lambda tenure: (graph.one(tenure, "kg:start") or "", tenure))


def _tenure(graph: Neighbourhood, thing: str, tenure: str) -> str:
    holder, post = graph.one(tenure, "kg:holder") or "", graph.one(tenure, "kg:post") or ""
    other = graph.label(post if holder == thing else holder)
    start, end = graph.one(tenure, "kg:start"), graph.one(tenure, "kg:end")
    known = f"since {start}, still in post on {graph.one(tenure, 'kg:ongoingAsOf') or 'an unknown day'}"
    precision = graph.one(tenure, "kg:datePrecision")
    about = f" (known to the {precision})" if precision and precision != "day" else ""
    acting = ", acting" if graph.one(tenure, "kg:acting") == "true" else ""
    return f"{other}{acting}, {f'{start} to {end}' if end else known}{about}"


def _change(graph: Neighbourhood, change: str) -> str:
    return f"{graph.one(change, 'dcterms:date') or 'undated'}: {graph.label(change)}"


def _statements(store: "NamedStore", thing: str, pattern: str) -> tuple[Statement, ...]:
    from pyoxigraph import NamedNode

    text = f"PREFIX kg: <{expand('kg:')}> SELECT DISTINCT ?thing ?statement WHERE {{ {pattern} }}"
    rows: Any = store.query(Vetted(text), {"thing": NamedNode(thing)})
    found = sorted({row["statement"].value for row in rows})
    statements = load_statements(store, found)
    return tuple(sorted(statements, key=lambda one: (one.earliest or one.latest or "", local_id(one.id))))
