"""The table of who stands where in a network, in the formats of records."""

from typing import IO, TYPE_CHECKING

from kg.cli.records import write_records

if TYPE_CHECKING:
    import networkx as nx

# A terminal shows these; the counts of each act follow in the formats for programs.
SHOWN = ("label", "kind", "betweenness", "degree", "statements", "said", "received")


def write_metrics(network: "nx.MultiDiGraph[str]", format_: str, stream: IO[bytes]) -> None:
    """Write a table, a row per node; those who stand most often between others come first.

    Args:
        network: after ``add_metrics``.
        format_: one of the formats for records.
        stream: takes UTF-8.
    """
    from kg.show.metrics import metric_rows

    rows = metric_rows(network)
    columns = tuple(rows[0]) if rows else SHOWN
    if format_ in ("table", "md"):
        columns = tuple(name for name in SHOWN if name in columns)
    write_records(columns, [[row[name] for name in columns] for row in rows], format_, stream)
