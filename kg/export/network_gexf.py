"""The network as GEXF 1.3, every edge with the times at which it was said.

Source:
    https://gexf.net/1.3/gexf.xsd and https://gexf.net/dynamics.html; networkx writes no ``kind``, without which
    Gephi drops the second edge of a pair, and no spells for edges that it shares.
"""

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree

from kg.export.network import is_directed, merge_spells
from kg.export.network_parts import Value, edge_rows, flat, node_rows, xml_text

if TYPE_CHECKING:
    import networkx as nx

SPACE = "http://gexf.net/1.3"
# These stand in attributes of GEXF's own; all else is declared.
_NODE_OWN = ("id", "label")
_EDGE_OWN = ("id", "source", "target", "label", "weight")
_TYPES = {str: "string", int: "integer", float: "double"}
Spells = Sequence[tuple[str, str]]


def write(network: "nx.MultiDiGraph[str]", stream: IO[bytes]) -> None:
    """Write a network as GEXF with a timeline.

    Args:
        network: as ``build_network`` or ``project`` gives it.
        stream: takes bytes.
    """
    nodes, edges = node_rows(network), list(edge_rows(network))
    present: dict[str, list[tuple[str, str]]] = {}
    for edge in edges:
        for end in (edge["source"], edge["target"]):
            present.setdefault(end, []).extend((start, stop) for start, stop in edge["spells"])
    root, graph = _frame(network)
    flat_edges = [flat(edge) for edge in edges]
    node_names = _declare(graph, "node", nodes, _NODE_OWN)
    edge_names = _declare(graph, "edge", flat_edges, _EDGE_OWN)
    group = ElementTree.SubElement(graph, "nodes")
    for row in nodes:
        made = ElementTree.SubElement(group, "node", _own(row, _NODE_OWN))
        _fill(made, row, node_names, present.get(row["id"], []))
    group = ElementTree.SubElement(graph, "edges")
    for edge, row in zip(edges, flat_edges, strict=True):
        # The kind tells parallel edges apart.
        made = ElementTree.SubElement(group, "edge", _own(row, _EDGE_OWN) | {"kind": xml_text(str(row["label"]))})
        _fill(made, row, edge_names, [(start, end) for start, end in edge["spells"]])
    ElementTree.indent(root, " ")
    ElementTree.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)
    stream.write(b"\n")


def _frame(network: "nx.MultiDiGraph[str]") -> tuple[ElementTree.Element, ElementTree.Element]:
    """Return the root of a document, and in it the element of the graph."""
    root = ElementTree.Element("gexf", {"xmlns": SPACE, "version": "1.3"})
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = "On Record"
    ElementTree.SubElement(meta, "description").text = xml_text(network.graph.get("scope") or "The whole record")
    kind = "directed" if is_directed(network) else "undirected"
    time = {"timeformat": "date", "timerepresentation": "interval"}
    return root, ElementTree.SubElement(root, "graph", {"mode": "dynamic", "defaultedgetype": kind, **time})


def _declare(
    graph: ElementTree.Element, class_: str, rows: Sequence[Mapping[str, Value]], own: Sequence[str]
) -> dict[str, str]:
    """Declare the attributes of nodes or edges; return their ids by name."""
    group = ElementTree.SubElement(graph, "attributes", {"class": class_})
    kinds = {name: type(value) for row in rows for name, value in row.items() if name not in own}
    names = list(kinds)
    for number, name in enumerate(names):
        made = ElementTree.SubElement(
            group, "attribute", {"id": str(number), "title": name, "type": _TYPES[kinds[name]]}
        )
        if kinds[name] is int:
            ElementTree.SubElement(made, "default").text = "0"
    return {name: str(number) for number, name in enumerate(names)}


def _own(row: Mapping[str, Any], names: Sequence[str]) -> dict[str, str]:
    return {name: xml_text(str(row[name])) for name in names}


def _fill(made: ElementTree.Element, row: Mapping[str, Value], names: Mapping[str, str], spells: Spells) -> None:
    values = ElementTree.SubElement(made, "attvalues")
    for name, number in names.items():
        if row.get(name, "") != "":
            ElementTree.SubElement(values, "attvalue", {"for": number, "value": xml_text(str(row[name]))})
    # Without any time it is there always; a group without a spell is against the schema.
    if spells:
        group = ElementTree.SubElement(made, "spells")
        for start, end in merge_spells(spells):
            ElementTree.SubElement(group, "spell", {"start": start, "end": end})
