"""The network in the formats of other programs."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import IO, TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx as nx

# Format -> what it is, in the order of the help; each has a module of its own, loaded when it is asked for.
FORMATS = {
    "gexf": "GEXF 1.3 with the times of statements as spells, for Gephi and its timeline",
    "graphml": "GraphML, for Gephi, yEd, Cytoscape, networkx, igraph",
    "json": "node-link JSON, for d3 and networkx (node_link_graph, edges='edges')",
    "csv": "a table of edges, or with --table nodes of nodes, for a spreadsheet and Gephi",
    "ftm": "FollowTheMoney entities, one JSON object a line, for Aleph and OpenSanctions' tools",
}
# Longest first: what.ftm.json is no plain JSON.
_SUFFIXES = {".ftm.json": "ftm", ".ftm.jsonl": "ftm", **{f".{name}": name for name in FORMATS}}


class NetworkFormatError(KgError):
    """It is not clear in which format to write a network, or the format cannot hold it."""


def format_of(output: str, named: str | None) -> str:
    """Return the format to write: the one that is named, else the one that the file's name ends in.

    >>> format_of("x.ftm.json", None), format_of("-", "gexf")
    ('ftm', 'gexf')
    """
    if named is not None:
        return named
    for suffix, format_ in _SUFFIXES.items():
        if output.lower().endswith(suffix):
            return format_
    said = "stdout has no format of its own" if output == "-" else f"the name {output!r} tells no format"
    raise NetworkFormatError(said, f"Add --format, one of: {', '.join(FORMATS)}; or end the name in it, as in x.gexf.")


def write_network(network: "nx.MultiDiGraph[str]", format_: str, stream: IO[bytes]) -> None:
    """Write a network in a format that holds nodes and edges: GEXF, GraphML or JSON.

    Args:
        network: nodes and edges as ``kg.show.network.build_network`` describes them.
        format_: ``gexf``, ``graphml`` or ``json``.
        stream: takes bytes; the same network gives the same.
    """
    write: Callable[[nx.MultiDiGraph[str], IO[bytes]], None] = import_module(f"kg.export.network_{format_}").write
    write(network, stream)


def is_directed(network: "nx.MultiDiGraph[str]") -> bool:
    """Say whether the edges of a network have directions; those of a projection have none."""
    return all(edge.get("directed", True) for _, _, edge in network.edges(data=True))


def merge_spells(spells: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the times in order, those that overlap as one: Gephi takes no others.

    >>> merge_spells([("2006-05-01", "2006-05-03"), ("2006-04-25", "2006-04-25"), ("2006-05-02", "2006-05-09")])
    [('2006-04-25', '2006-04-25'), ('2006-05-01', '2006-05-09')]
    """
    merged: list[tuple[str, str]] = []
    for start, end in sorted(spells):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def edge_words(act: str, polarity: str) -> str:
    """Return what an edge says, in words that keep a "not".

    >>> edge_words("calls-for", "withheld"), edge_words("blames", "affirmed")
    ('calls for [expressly withheld]', 'blames')
    """
    marks: Mapping[str, str] = {"negated": " [reported as not done]", "withheld": " [expressly withheld]"}
    mark = "" if polarity == "affirmed" else marks.get(polarity, f" [{polarity}]")
    return act.replace("-", " ") + mark
