"""What the formats of a network share: short ids, flat values, text that XML can carry."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.export.network import edge_words
from kg.iri import local_id

if TYPE_CHECKING:
    import networkx as nx

_PLAIN_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
# Every character that an XML 1.0 document must not hold, spelled out or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Value = str | int | float


def node_ids(network: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Return a short id for each node: the end of its IRI, or the whole of it where two end alike.

    The short ones are those that every format takes for an identifier.
    """
    short = {node: local_id(node) for node in network}
    count: dict[str, int] = {}
    for name in short.values():
        count[name] = count.get(name, 0) + 1
    return {node: name if count[name] == 1 and _PLAIN_ID.fullmatch(name) else node for node, name in short.items()}


def node_rows(network: "nx.MultiDiGraph[str]") -> list[dict[str, Any]]:
    """Return the nodes by id: ``id``, ``label``, ``kind``, ``iri``, ``statements``, and the metrics that it has."""
    ids = node_ids(network)
    rows = []
    for node, attributes in network.nodes(data=True):
        row = {"id": ids[node], "label": attributes["label"], "kind": attributes["kind"], "iri": node}
        row["statements"] = attributes["statements"]
        rows.append(row | {name: attributes[name] for name in sorted(attributes) if name not in row})
    return sorted(rows, key=lambda row: str(row["id"]))


def edge_rows(network: "nx.MultiDiGraph[str]") -> Iterator[dict[str, Any]]:
    """Yield the edges in the order of their ends and keys; ``statements``, ``facts`` and ``spells`` are lists."""
    ids = node_ids(network)
    ordered = sorted(network.edges(keys=True, data=True), key=lambda edge: (ids[edge[0]], ids[edge[1]], edge[2]))
    for number, (start, end, _, edge) in enumerate(ordered):
        yield {
            "id": f"e{number}",
            "source": ids[start],
            "target": ids[end],
            "label": edge_words(edge["act"], edge["polarity"]),
            "weight": edge.get("weight") or len(edge["statements"]) or 1,
            "act": edge["act"],
            "polarity": edge["polarity"],
            "earliest": edge["earliest"],
            "latest": edge["latest"],
            "statements": list(edge["statements"]),
            "facts": list(edge["facts"]),
            "spells": [list(spell) for spell in edge["spells"]],
        }


def flat(row: Mapping[str, Any]) -> dict[str, Value]:
    """Return a row without its spells, lists as text.

    >>> flat({"act": "blames", "statements": ["s-1", "s-2"], "spells": []})
    {'act': 'blames', 'statements': 's-1; s-2'}
    """
    return {
        name: "; ".join(value) if isinstance(value, list) else value for name, value in row.items() if name != "spells"
    }


def xml_text(text: str) -> str:
    """Return text that an XML document can hold: characters that it cannot are spelled out.

    >>> xml_text("a" + chr(27) + "b")
    'a\\\\x1bb'
    """
    return _NOT_XML.sub(lambda match: f"\\x{ord(match[0]):02x}" if ord(match[0]) < 256 else "\ufffd", text)
