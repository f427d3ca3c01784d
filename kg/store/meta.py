"""The graph that describes the other graphs: which file each comes from, its digest, its size."""

import pyoxigraph as ox

from kg.namespaces import PREFIXES
from kg.store.manifest import Manifest

META = "graph/meta"


def meta_quads(manifest: Manifest) -> list[ox.Quad]:
    """Describe each graph with PROV-O and VoID, and the file that it was derived from.

    The data set itself is ``<base>graph/meta``; it names its parts with ``void:subset``.
    """
    whole = ox.NamedNode(manifest.base + META)
    quads: list[ox.Quad] = []

    def say(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        prefix, _, local = predicate.partition(":")
        quads.append(ox.Quad(subject, ox.NamedNode(PREFIXES[prefix] + local), value, whole))

    def is_a(subject: ox.NamedNode, name: str) -> None:
        prefix, _, local = name.partition(":")
        say(subject, "rdf:type", ox.NamedNode(PREFIXES[prefix] + local))

    is_a(whole, "void:Dataset")
    for entry in manifest.files:
        graph = ox.NamedNode(entry.graph)
        file = ox.NamedNode(f"{manifest.base}file/{entry.graph[len(manifest.base) + len('graph/') :]}.ttl")
        say(whole, "void:subset", graph)
        is_a(graph, "void:Dataset")
        is_a(graph, "prov:Entity")
        say(graph, "void:triples", ox.Literal(entry.triples))
        say(graph, "prov:wasDerivedFrom", file)
        is_a(file, "prov:Entity")
        say(file, "dcterms:title", ox.Literal(entry.path))
        say(file, "dcterms:identifier", ox.Literal(f"sha256:{entry.sha256}"))
    return quads
