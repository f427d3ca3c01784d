"""Running a query: its rows, its yes or no, or its graph."""

from collections.abc import Iterator, Mapping
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.query.definition import Query, Vetted
from kg.query.syntax import UNSUPPORTED

if TYPE_CHECKING:
    from kg.query.protocols import Queryable

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
TRIPLE = ("subject", "predicate", "object")


class Rows:
    """The result of a query; it can be read once, and is computed as it is read.

    ``kind`` is *rows*, *boolean* or *graph*; ``columns`` are the variables without question mark, the parts of a
    triple for a graph, and empty for a boolean, whose value is ``boolean``.
    """

    def __init__(self, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
        """Wrap what the engine returned."""
        self.result = result
        self.boolean: bool | None = None
        if isinstance(result, ox.QuerySolutions):
            self.kind, self.columns = "rows", tuple(variable.value for variable in result.variables)
        elif isinstance(result, ox.QueryTriples):
            self.kind, self.columns = "graph", TRIPLE
        else:
            self.kind, self.columns, self.boolean = "boolean", (), bool(result)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        """Yield a tuple of terms per row, None where a variable is unbound; nothing for a boolean.

        Raises:
            StoreError: the store breaks off.
        """
        if isinstance(self.result, ox.QueryBoolean):
            return
        try:
            if isinstance(self.result, ox.QuerySolutions):
                yield from map(tuple, self.result)
            else:
                yield from ((triple.subject, triple.predicate, triple.object) for triple in self.result)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the query broke off: {error}", "Try again; if it stays, `kg build --full`.") from None

    def serialise(self, stream: IO[bytes], format_: ox.QueryResultsFormat | ox.RdfFormat) -> None:
        """Write the result in one of the engine's own formats, row by row."""
        self.result.serialize(stream, format_)  # type: ignore[arg-type]


def run(query: Query, arguments: Mapping[str, Term], store: "Queryable") -> Rows:
    """Run a query of the catalogue.

    Args:
        query: from a catalogue, or read with ``read_query``.
        arguments: terms by variable, as ``resolve_arguments`` returns them.
        store: the graph.

    Raises:
        QueryError: the engine refuses the query.
    """
    try:
        return Rows(store.query(Vetted(query.text), dict(arguments)))
    except RuntimeError as error:
        # The engine's own word for a parameter that it cannot bind, and for functions that it does not have.
        raise QueryError(f"{query.name}: the engine refuses the query: {error}", UNSUPPORTED) from None
