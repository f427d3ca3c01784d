"""The network as GraphML, written by networkx from flat attributes."""

from typing import IO, TYPE_CHECKING, Any

from kg.export.network import is_directed
from kg.export.network_parts import edge_rows, flat, node_rows, xml_text

if TYPE_CHECKING:
    import networkx as nx


def write(network: "nx.MultiDiGraph[str]", stream: IO[bytes]) -> None:
    """Write a network as GraphML; lists become text with semicolons.

    Args:
        network: as ``build_network`` or ``project`` gives it.
        stream: takes bytes.
    """
    import networkx as nx

    plain: Any = nx.MultiDiGraph() if is_directed(network) else nx.MultiGraph()
    plain.graph["scope"] = xml_text(network.graph.get("scope") or "The whole record")
    for row in node_rows(network):
        plain.add_node(xml_text(row["id"]), **{name: _clean(value) for name, value in row.items() if name != "id"})
    for row in edge_rows(network):
        values = {name: _clean(value) for name, value in flat(row).items() if name not in ("id", "source", "target")}
        # Under another name than GraphML's own "id", which igraph would take for the same.
        values["edge_id"] = row["id"]
        plain.add_edge(xml_text(row["source"]), xml_text(row["target"]), **values)
    # Not nx.write_graphml, which takes lxml where it is installed and then writes other bytes.
    nx.write_graphml_xml(plain, stream, edge_id_from_attribute="edge_id", infer_numeric_types=True)
    stream.write(b"\n")


def _clean(value: Any) -> Any:
    return xml_text(value) if isinstance(value, str) else value
