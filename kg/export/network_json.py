"""The network as node-link JSON."""

import json
from typing import IO, TYPE_CHECKING

from kg.export.network import is_directed
from kg.export.network_parts import edge_rows, node_rows

if TYPE_CHECKING:
    import networkx as nx


def write(network: "nx.MultiDiGraph[str]", stream: IO[bytes]) -> None:
    """Write a network as one JSON object: ``directed``, ``multigraph``, ``graph``, ``nodes``, ``edges``.

    Args:
        network: as ``build_network`` or ``project`` gives it.
        stream: takes UTF-8.
    """
    content = {
        "directed": is_directed(network),
        "multigraph": True,
        "graph": {"scope": network.graph.get("scope", "")},
        "nodes": node_rows(network),
        "edges": [{"key": row["id"], **row} for row in edge_rows(network)],
    }
    stream.write(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
