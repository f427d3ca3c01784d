"""The embedded store under rdflib, with every way of writing closed."""

from collections.abc import Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.query import Result
from rdflib.term import Identifier

from kg.errors import StoreError
from kg.query.guard import check_query

_HINT = "Edit the Turtle files of the workspace and open the graph again; the store follows by itself."


class ReadOnlyStore(OxigraphStore):
    """oxrdflib's store, which answers and refuses to change."""

    def __init__(self, store: ox.Store) -> None:
        """Wrap an engine that was opened for reading."""
        super().__init__(store=store)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803  rdflib's name
        initBindings: Mapping[str, Identifier],  # noqa: N803  rdflib's name
        queryGraph: str,  # noqa: N803  rdflib's name
        **kwargs: object,
    ) -> Result:
        """Run a query that reads this graph and no other place."""
        if isinstance(query, str):
            # Always: a query may also read files by FROM, or end the process by its nesting.
            check_query(query)
        result: Result = super().query(query, initNs, initBindings, queryGraph, **kwargs)
        return result

    def add_graph(self, graph: Graph) -> None:
        """Let ``Dataset.graph`` hand out graphs that exist; refuse to make one."""
        if not self._inner.contains_named_graph(ox.NamedNode(str(graph.identifier))):
            refuse()

    def add(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        refuse()

    addN = remove = remove_graph = update = destroy = open = add  # noqa: N815  rdflib's names


def refuse() -> NoReturn:
    """Say that the graph can only be read.

    Raises:
        StoreError: always.
    """
    raise StoreError("the graph is open for reading only", _HINT)
