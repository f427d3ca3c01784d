"""Which graphs a server answers over: those of the workspace, and no others that it may hold."""

from collections.abc import Sequence
from typing import NamedTuple

from kg.errors import KgError
from kg.store.endpoint import EndpointEngine
from kg.store.server import Server

_COUNT = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
# Graphs that every Virtuoso holds.
_VIRTUOSO_OWN = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
)


class Scope(NamedTuple):
    """How to tell a server: pairs for the request's form, and pairs for its address."""

    form: tuple[tuple[str, str], ...] = ()
    address: tuple[tuple[str, str], ...] = ()


class Survey(NamedTuple):
    """What a server says of itself: its name, and the triples of each graph that it holds; None if it did not say."""

    name: str
    counts: dict[str, int] | None


def survey(server: Server, url: str) -> Survey:
    """Ask a server what it holds."""
    engine = EndpointEngine(url, Scope(), server)
    try:
        rows = engine.query(_COUNT)
        counts = {row["g"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    except (KgError, AttributeError, ValueError):
        # A server too large or too different to count is still one that can be asked for our graphs by name.
        return Survey(server.name, None)
    return Survey(server.name, counts)


def others(found: Survey, graphs: Sequence[str]) -> list[str] | None:
    """Return the graphs that a server holds besides some and besides its own; None if it did not say."""
    if found.counts is None:
        return None
    return sorted(found.counts.keys() - set(graphs) - set(_VIRTUOSO_OWN))


def choose_scope(name: str, graphs: Sequence[str], foreign: Sequence[str] | None) -> Scope:
    """Choose how a server is told to keep to some graphs.

    Args:
        name: what the server calls itself.
        graphs: IRIs of the graphs to read.
        foreign: IRIs of graphs of others that it holds; None if that is not known.
    """
    if name.startswith("Oxigraph") and foreign is not None and not foreign:
        # A hundred graphs named one by one cost a hundred look-ups for each pattern.
        return Scope(address=(("union-default-graph", "true"),))
    if is_undivided(name):
        return Scope()
    default = [("default-graph-uri", graph) for graph in graphs]
    return Scope(form=(*default, *(("named-graph-uri", graph) for graph in graphs)))


def is_undivided(name: str) -> bool:
    """Say whether a server cannot keep a workspace's graphs apart from others that it holds.

    Virtuoso 7.2.5, told to read some graphs or to leave some out, loses rows behind a property path, answers ASK with a
    table and finds nothing in a graph that is named; and it repeats each graph that it was told of in a header of its
    answer, of which HTTP clients take a hundred. Left alone it answers over all it holds, and its own few graphs share
    no term with ours.
    """
    return name.startswith("Virtuoso")
