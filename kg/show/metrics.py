"""Who stands where in a network: how many others somebody is bound to, and how often between two of them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.iri import local_id
from kg.show.network import HELD_POST_IN

if TYPE_CHECKING:
    import networkx as nx

# networkx walks from every node: 2 s at 1,000 nodes, a minute at 5,000. Beyond, from a sample of nodes.
EXACT_NODES = 1000
SAMPLE = 200
SEED = 7
FIXED = ("label", "kind", "betweenness", "degree", "statements", "said", "received")


def add_metrics(network: "nx.MultiDiGraph[str]", seed: int = SEED) -> str:
    """Compute the metrics and keep them as attributes of the nodes.

    ``degree`` counts the nodes at the other ends of a node's edges. ``betweenness`` is the share of the shortest paths
    between two other nodes that lead through it, 0 to 1; a path follows edges in either direction, bundles count once.
    ``said`` and ``received`` count the statements on edges from and to a node, ``said_ACT`` and ``received_ACT`` those
    of one act, ``said_not_ACT`` those reported as not done or expressly withheld. Posts held are no part of any of
    them: nobody said anything by holding one.

    Args:
        network: as ``build_network`` or ``project`` gives it; changed in place.
        seed: of the sample that is taken above ``EXACT_NODES`` nodes.

    Returns:
        How the betweenness was computed, in words.
    """
    import networkx as nx

    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted({(min(ends), max(ends)) for *ends, _ in _spoken(network) if ends[0] != ends[1]}))
    sample = SAMPLE if len(plain) > EXACT_NODES else None
    between = nx.betweenness_centrality(plain, k=sample, seed=seed)
    counts = _count(network)
    for node, attributes in network.nodes(data=True):
        attributes.update(betweenness=round(between[node], 6), degree=plain.degree(node))
        # Where no edge has a direction, nobody is said to have said anything.
        attributes.update({"said": 0, "received": 0, **counts.get(node, {})} if counts else {})
    if sample is None:
        return "betweenness: exact"
    return f"betweenness: estimated from {sample} of {len(plain):,} nodes, seed {seed}"


def metric_rows(network: "nx.MultiDiGraph[str]") -> list[dict[str, Any]]:
    """Return the metrics as rows, those who stand most often between others first.

    Args:
        network: after ``add_metrics``.

    Returns:
        A dictionary per node with ``id`` and ``FIXED``, and a column for each act said or received by anybody, 0 where
        none; without a word of saying and receiving where the edges have no direction.
    """
    names = {name for _, attributes in network.nodes(data=True) for name in attributes}
    fixed = [name for name in FIXED if name in names]
    acts = sorted(name for name in names if name.startswith(("said_", "received_")))
    rows = [
        {"id": local_id(node)} | {name: attributes.get(name, 0) for name in (*fixed, *acts)}
        for node, attributes in network.nodes(data=True)
    ]
    return sorted(rows, key=lambda row: (-row["betweenness"], -row["degree"], row["label"], row["id"]))


def _spoken(network: "nx.MultiDiGraph[str]") -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    return ((start, end, edge) for start, end, edge in network.edges(data=True) if edge["act"] != HELD_POST_IN)


def _count(network: "nx.MultiDiGraph[str]") -> dict[str, dict[str, int]]:
    """Count the statements on the edges of each node, in all and by act; each statement once."""
    found: dict[str, dict[str, set[str]]] = {}
    for start, end, edge in _spoken(network):
        # An edge without a direction is nobody's saying.
        if edge.get("directed", True):
            for node, way in ((start, "said"), (end, "received")):
                act = edge["act"] if edge["polarity"] == "affirmed" else f"not_{edge['act']}"
                for name in (way, f"{way}_{act}"):
                    found.setdefault(node, {}).setdefault(name, set()).update(edge["statements"])
    return {node: {name: len(statements) for name, statements in ways.items()} for node, ways in found.items()}
