"""The network as tables for a spreadsheet and for Gephi's import of spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING

from kg.export.network import is_directed
from kg.export.network_parts import Value, edge_rows, flat, node_rows

if TYPE_CHECKING:
    import networkx as nx

TABLES = ("edges", "nodes")
# What Gephi wants these columns to be called; the others keep their names.
_EDGES = {"source": "Source", "target": "Target", "type": "Type", "id": "Id", "label": "Label", "weight": "Weight"}
_NODES = {"id": "Id", "label": "Label"}
# A spreadsheet computes a cell that begins with one of these, whoever wrote it.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def write_table(network: "nx.MultiDiGraph[str]", table: str, stream: IO[bytes]) -> None:
    """Write the edges, or the nodes, of a network as CSV.

    Args:
        network: as ``build_network`` or ``project`` gives it.
        table: one of ``TABLES``.
        stream: takes UTF-8.
    """
    nodes = node_rows(network)
    if table == "nodes":
        names = dict.fromkeys(name for row in nodes for name in row)
        _write(({name: row.get(name, 0) for name in names} for row in nodes), _NODES, stream)
        return
    label = {row["id"]: row["label"] for row in nodes}
    kind = "Directed" if is_directed(network) else "Undirected"
    _write(
        (
            {
                "source": row["source"],
                "target": row["target"],
                "type": kind,
                "source_label": label[row["source"]],
                "target_label": label[row["target"]],
                **{name: value for name, value in flat(row).items() if name not in ("source", "target")},
            }
            for row in edge_rows(network)
        ),
        _EDGES,
        stream,
    )


def inert(value: Value) -> Value:
    """Return a cell that a spreadsheet shows and does not compute: an apostrophe goes before what would be a formula.

    >>> inert("=1+1"), inert(-2), inert("Ann")
    ("'=1+1", -2, 'Ann')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_COMPUTED) else value


def _write(rows: Iterable[Mapping[str, Value]], names: Mapping[str, str], stream: IO[bytes]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    columns: Sequence[str] = ()
    as_line = csv.writer(text, lineterminator="\n").writerow
    # Left to itself, the module does not quote a lone carriage return, at which every reader ends the line.
    as_quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    for row in rows:
        if not columns:
            columns = list(row)
            as_line([names.get(name, name) for name in columns])
        cells = [inert(row[name]) for name in columns]
        (as_quoted if any("\r" in str(cell) for cell in cells) else as_line)(cells)
    # Handed back unclosed: the stream is the caller's.
    text.detach()
