"""Read statements out of the graph, each with all its reports, whatever the store."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from kg.iri import local_id
from kg.model import Entity, Report, Span, Standing, Statement, read_span
from kg.namespaces import PREFIXES, expand
from kg.query.definition import Vetted
from kg.query.portions import ask_about, portions

if TYPE_CHECKING:
    from kg.query.protocols import Queryable

# Predicate -> terms as the engine gives them (the same types for the embedded engine and for a server's answers).
Properties = dict[str, list[Any]]

# What a statement's record tells of the things beside it; an incident's many aliases, say, are not among it.
BESIDE = (
    *("rdf:type", "rdfs:label", "skos:prefLabel", "skos:notation"),
    *("dcterms:title", "dcterms:publisher", "dcterms:issued", "kg:originalPublisher"),
    *("kg:fileName", "kg:sha256", "kg:post", "kg:speaker", "oa:start", "oa:end", "oa:exact"),
)
LABELS = tuple(map(expand, ("rdfs:label", "skos:prefLabel", "dcterms:title")))


_NOTHING: Properties = {}
# A record of thousands of statements asks for the same few names a million times.
_expand = lru_cache(maxsize=256)(expand)


def reachable(store: "Queryable", name: str) -> dict[str, set[str]]:
    """Return what a property leads to, in one step or in many, by where it starts.

    The steps are followed here: some servers refuse a path without a start, or lose rows behind one.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
        name: a prefixed name such as ``kg:partOf``.
    """
    direct: dict[str, set[str]] = {}
    for row in store.query(Vetted(f"SELECT ?x ?o WHERE {{ ?x <{expand(name)}> ?o }}")):
        direct.setdefault(row["x"].value, set()).add(row["o"].value)
    found: dict[str, set[str]] = {}
    for start in direct:
        waiting, met = list(direct[start]), found.setdefault(start, set())
        while waiting:
            if (end := waiting.pop()) not in met:
                met.add(end)
                waiting += direct.get(end, ())
    return found


def load_statements(store: "Queryable", iris: Sequence[str], graph: "Neighbourhood | None" = None) -> list[Statement]:
    """Load statements with their reports, figures and standing.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
        iris: absolute IRIs of statements; unknown ones are left out.
        graph: what has been fetched of that store already, and is not fetched again.

    Returns:
        The statements in the order of ``iris``.
    """
    graph = graph or Neighbourhood(store)
    graph.load(iris)
    reports = graph.load_inverse("kg:reports", iris)
    relations = sorted({*graph.load_inverse("kg:from", iris), *graph.load_inverse("kg:to", iris)})
    # Two steps outwards reach all that a record names: passage and source of a report, then the source's outlet.
    beside = graph.objects([*iris, *reports, *relations])
    graph.load(beside, BESIDE)
    graph.load(graph.objects(beside), BESIDE)
    of_statement = _grouped((graph.one(report, "kg:reports"), report) for report in reports)
    ties = _grouped((graph.one(tie, end), tie) for tie in relations for end in ("kg:from", "kg:to"))
    # Only a store of a workspace knows the texts that are kept there; a bare server does not.
    told = store.told(iris) if hasattr(store, "told") else {}
    return [
        _statement(
            graph, iri, [(one, told.get(iri, {}).get(one, "")) for one in of_statement.get(iri, [])], ties.get(iri, [])
        )
        for iri in iris
        if graph.one(iri, "kg:speaker")
    ]


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        if key is not None and value not in groups.setdefault(key, []):
            groups[key].append(value)
    return groups


class Neighbourhood:
    """The properties of some nodes, fetched in portions and never twice."""

    def __init__(self, store: "Queryable") -> None:
        """Start with nothing fetched."""
        self.store = store
        self.nodes: dict[str, Properties] = {}
        self._whole: set[str] = set()
        self._pointing: dict[str, dict[str, list[str]]] = {}
        self._entities: dict[str, Entity] = {}

    def load(self, iris: Iterable[str], names: Sequence[str] = ()) -> None:
        """Fetch the properties of these nodes: all, or only those named."""
        # A filter: a second VALUES makes the engine join every node with every name, 45 times slower.
        only = f" FILTER(?p IN ({', '.join(f'<{expand(name)}>' for name in names)}))" if names else ""
        wanted = sorted(set(iris) - (self.nodes.keys() if names else self._whole))
        self._entities.clear()
        if not names:
            self._whole.update(wanted)
        for portion in portions(wanted):
            found: dict[str, Properties] = {str(place): {} for place in range(len(portion))}
            for place, predicate, value in ask_about(self.store, portion, "?p ?o", f"?x ?p ?o{only}"):
                found[place.value].setdefault(predicate.value, []).append(value)
            self.nodes.update(zip(portion, found.values(), strict=True))

    def load_instances(self, name: str) -> list[str]:
        """Fetch every node of a class; return them sorted."""
        rows = self.store.query(Vetted(f"SELECT ?x ?p ?o WHERE {{ ?x a <{expand(name)}> ; ?p ?o }}"))
        found: dict[str, Properties] = {}
        for row in rows:
            found.setdefault(row["x"].value, {}).setdefault(row["p"].value, []).append(row["o"])
        self.nodes.update(found)
        self._whole.update(found)
        self._entities.clear()
        return sorted(found)

    def load_inverse(self, predicate: str, iris: Iterable[str]) -> list[str]:
        """Fetch the nodes that point at these with a predicate; return them sorted."""
        known, wanted = self._pointing.setdefault(predicate, {}), sorted(set(iris))
        for portion in portions([iri for iri in wanted if iri not in known]):
            known.update({iri: [] for iri in portion})
            for place, pointing in ask_about(self.store, portion, "?o", f"?o <{expand(predicate)}> ?x"):
                known[portion[int(place.value)]].append(pointing.value)
        found = sorted({pointing for iri in wanted for pointing in known[iri]})
        self.load(found)
        return found

    def objects(self, iris: Iterable[str]) -> set[str]:
        """Return the IRIs that these nodes point at and that are data, not terms of a vocabulary."""
        pointed: set[str] = set()
        for iri in iris:
            for predicate, values in self.nodes.get(iri, {}).items():
                if predicate != PREFIXES["rdf"] + "type":
                    pointed |= {value.value for value in values if _is_iri(value)}
        return pointed

    def all(self, iri: str, name: str) -> list[str]:
        """Return the values of one property, sorted by their text."""
        values = self.nodes.get(iri, _NOTHING).get(_expand(name))
        if not values:
            return []
        if len(values) == 1:
            # By far the most; a triple of triples has no value.
            return [values[0].value] if hasattr(values[0], "value") else []
        # Several files may say the same of one thing.
        return sorted({value.value for value in values if hasattr(value, "value")})

    def one(self, iri: str, name: str) -> str | None:
        """Return the first value of one property, or None."""
        values = self.nodes.get(iri, _NOTHING).get(_expand(name))
        if not values or len(values) > 1:
            return next(iter(self.all(iri, name)), None) if values else None
        value: str | None = getattr(values[0], "value", None)
        return value

    def label(self, iri: str) -> str:
        """Return a node's label, or the end of its IRI."""
        for name in LABELS:
            values = self.nodes.get(iri, {}).get(name, [])
            if values:
                return str(min(value.value for value in values))
        return local_id(iri)

    def notation(self, iri: str | None) -> str:
        """Return a concept's notation, or the end of its IRI."""
        return (iri and self.one(iri, "skos:notation")) or local_id(iri or "")

    def entities(self, iri: str, name: str) -> tuple[Entity, ...]:
        """Return the nodes that a property points at."""
        return tuple(self.entity(value) for value in self.all(iri, name))

    def entity(self, iri: str) -> Entity:
        """Return a node with its label and its classes, those above included."""
        # The same few speakers and incidents are asked for by every statement.
        if iri not in self._entities:
            direct = self.all(iri, "rdf:type")
            above = {higher for kind in direct for higher in self._classes_above.get(kind, ())}
            self._entities[iri] = Entity(iri, self.label(iri), tuple(sorted(above.union(direct))))
        return self._entities[iri]

    @cached_property
    def _classes_above(self) -> dict[str, set[str]]:
        return reachable(self.store, "rdfs:subClassOf")

    def copied_from(self, source: str) -> str | None:
        """Return the outlet whose article a source copies, None where the article is its publisher's own."""
        original = self.one(source, "kg:originalPublisher")
        return self.label(original) if original else None

    def spans(self, iri: str, name: str) -> tuple[Span, ...]:
        """Return the ranges that a property gives, in the order of the text."""
        return tuple(sorted(span for text in self.all(iri, name) if (span := read_span(text))))


def _is_iri(value: Any) -> bool:
    return type(value).__name__ == "NamedNode"


def _statement(
    graph: Neighbourhood, iri: str, reports: Sequence[tuple[str, str]], relations: Sequence[str]
) -> Statement:
    speaker = graph.one(iri, "kg:speaker") or ""
    tenure = graph.one(iri, "kg:spokeAs")
    own = [_report(graph, report, told) for report, told in reports]
    return Statement(
        id=local_id(iri),
        speaker=graph.entity(speaker),
        on_behalf_of=graph.entities(iri, "kg:onBehalfOf"),
        post=graph.label(graph.one(tenure, "kg:post") or tenure) if tenure else None,
        said_on=graph.one(iri, "kg:saidOn"),
        earliest=graph.one(iri, "kg:earliest"),
        latest=graph.one(iri, "kg:latest"),
        date_inferred=graph.one(iri, "kg:dateBasis") == expand("kg:inferred"),
        acts=tuple(sorted(graph.notation(act) for act in graph.all(iri, "kg:act"))),
        towards=graph.entities(iri, "kg:towards"),
        polarity=graph.notation(graph.one(iri, "kg:polarity")),
        about=graph.entities(iri, "kg:about"),
        gist=graph.one(iri, "kg:gist") or "",
        reports=tuple(sorted(own, key=lambda report: (report.published_on or "", report.source_id, report.spans))),
        figures=tuple(local_id(figure) for figure in graph.all(iri, "kg:claims")),
        standing=tuple(standing for relation in relations if (standing := _standing(graph, iri, relation))),
        spoke_as=graph.entity(tenure) if tenure else None,
    )


def _report(graph: Neighbourhood, iri: str, told: str) -> Report:
    source = graph.one(iri, "kg:source") or ""
    reporter = graph.one(iri, "kg:reporter")
    passages = graph.all(iri, "kg:selector")
    spans = sorted((int(graph.one(p, "oa:start") or 0), int(graph.one(p, "oa:end") or 0)) for p in passages)
    return Report(
        id=local_id(iri),
        source=graph.one(source, "kg:fileName") or local_id(source),
        source_id=local_id(source),
        sha256=graph.one(source, "kg:sha256") or "",
        outlet=graph.label(graph.one(source, "dcterms:publisher") or source),
        published_on=graph.one(source, "dcterms:issued"),
        wording=graph.notation(graph.one(iri, "kg:wording")),
        quotation=_in_text_order(graph, iri, passages),
        spans=tuple(spans),
        origin=graph.notation(graph.one(iri, "kg:origin")),
        attributed_as=graph.one(iri, "kg:attributedAs"),
        cue=graph.one(iri, "kg:cue"),
        hedge=tuple(graph.all(iri, "kg:hedge")),
        repeats=tuple(local_id(other) for other in graph.all(iri, "kg:repeatsReport")),
        reported_in=local_id(reporter) if reporter and reporter != source else None,
        reading=tuple(graph.all(iri, "kg:reading")),
        source_spans=graph.spans(iri, "kg:sourceSpan"),
        cue_spans=graph.spans(iri, "kg:cueSpan"),
        copied_from=graph.copied_from(source),
        told=told,
    )


def _in_text_order(graph: Neighbourhood, report: str, passages: Sequence[str]) -> tuple[str, ...]:
    """Return the verbatim pieces in the order of the text, where passages tell it."""
    starts = {graph.one(p, "oa:exact") or "": int(graph.one(p, "oa:start") or 0) for p in passages}
    return tuple(sorted(graph.all(report, "kg:quotation"), key=lambda words: (starts.get(words, 0), words)))


def _standing(graph: Neighbourhood, iri: str, relation: str) -> Standing | None:
    start, end = graph.one(relation, "kg:from"), graph.one(relation, "kg:to")
    if iri not in (start, end) or start is None or end is None:
        return None
    other = end if iri == start else start
    by = graph.one(relation, "kg:assertedBy") or ""
    return Standing(
        relation=local_id(graph.one(relation, "kg:relationType") or ""),
        direction="to" if iri == start else "from",
        statement=local_id(other),
        speaker=graph.label(graph.one(other, "kg:speaker") or other),
        by=graph.label(by),
        reason=graph.one(relation, "rdfs:comment"),
    )
