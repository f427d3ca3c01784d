"""Read figures out of the graph."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.iri import local_id
from kg.model import Figure
from kg.namespaces import expand
from kg.query.definition import Vetted
from kg.query.records import Neighbourhood

if TYPE_CHECKING:
    from kg.query.protocols import Queryable


def load_figures(store: "Queryable") -> list[Figure]:
    """Load every figure of the record, sorted by its id."""
    graph = Neighbourhood(store)
    figures = graph.load_instances("kg:Figure")
    graph.load(graph.objects(figures))
    # One step on: the outlets of the sources.
    sources = {iri for figure in figures for iri in graph.all(figure, "kg:source")}
    graph.load(graph.objects(sources), ("rdfs:label",))
    return [_figure(graph, iri) for iri in figures]


def load_parents(store: "Queryable") -> Mapping[str, str]:
    """Load the incident that each incident is part of, by IRI; of several the first in order."""
    rows = store.query(Vetted(f"SELECT ?part ?whole WHERE {{ ?part <{expand('kg:partOf')}> ?whole }}"))
    pairs = sorted({(row["part"].value, row["whole"].value) for row in rows}, reverse=True)
    return dict(pairs)


def _figure(graph: Neighbourhood, iri: str) -> Figure:
    asserted_by = graph.one(iri, "kg:assertedBy")
    whole = graph.one(iri, "kg:partOfWhole")
    source = graph.one(iri, "kg:source") or ""
    return Figure(
        id=local_id(iri),
        label=graph.label(iri),
        source_id=local_id(source),
        spans=graph.spans(iri, "kg:span"),
        measure=graph.entity(graph.one(iri, "kg:measure") or ""),
        value=graph.one(iri, "kg:value") or "",
        as_printed=graph.one(iri, "kg:asPrinted"),
        bound=graph.notation(graph.one(iri, "kg:bound")),
        unit=graph.one(iri, "kg:unit"),
        asserted_by=graph.entity(asserted_by) if asserted_by else None,
        about=graph.entities(iri, "kg:about"),
        period=graph.one(iri, "kg:periodText"),
        earliest=graph.one(iri, "kg:earliest"),
        latest=graph.one(iri, "kg:latest"),
        as_of=graph.one(iri, "kg:asOf"),
        part_of_whole=local_id(whole) if whole else None,
        source=graph.one(source, "kg:fileName") or local_id(source),
        sha256=graph.one(source, "kg:sha256") or "",
        outlet=graph.label(graph.one(source, "dcterms:publisher") or source),
        published_on=graph.one(source, "dcterms:issued"),
        copied_from=graph.copied_from(source),
    )
