"""The table of who stands where in a network, in the formats of records."""

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

# A terminal shows these; the counts of each act follow in the formats for programs.
SHOWN = ("label", "kind", "betweenness", "degree", "statements", "said", "received")


class Records:
    """Rows of plain values, as the writers of results take them."""

    kind, boolean = "rows", None

    def __init__(self, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        """Hold rows that all have these columns."""
        self.columns, self._rows = tuple(columns), rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield a tuple of literals per row."""
        from pyoxigraph import Literal

        for row in self._rows:
            yield tuple(Literal(row[column]) for column in self.columns)

    def serialise(self, stream: IO[bytes], format_: Any) -> None:
        """Refuse: these rows are no result of the engine."""
        raise NotImplementedError


def write_metrics(network: "nx.MultiDiGraph[str]", format_: str, stream: IO[bytes]) -> None:
    """Write a table, a row per node; those who stand most often between others come first.

    Args:
        network: after ``add_metrics``.
        format_: one of the formats for records.
        stream: takes UTF-8.
    """
    from kg.plain import terminal_width
    from kg.show.metrics import metric_rows
    from kg.show.rows import write_rows

    rows = metric_rows(network)
    columns = tuple(rows[0]) if rows else SHOWN
    if format_ in ("table", "md"):
        columns = tuple(name for name in SHOWN if name in columns)
    write_rows(Records(columns, rows), format_, stream, terminal_width())
