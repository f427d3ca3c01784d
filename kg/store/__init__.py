"""The graph: an embedded engine or any SPARQL 1.1 endpoint, built from the files of a workspace."""

from typing import TYPE_CHECKING, Any

from kg.store.builder import BuildReport, build
from kg.store.graph import GraphStore, Results, Term, open_store

if TYPE_CHECKING:
    from kg.store.names import NameIndex

__all__ = ["BuildReport", "GraphStore", "NameIndex", "Results", "Term", "build", "open_store"]


def __getattr__(name: str) -> Any:
    # The index needs sqlite3, which a query without names does not.
    if name == "NameIndex":
        from kg.store.names import NameIndex

        return NameIndex
    raise AttributeError(f"module 'kg.store' has no attribute {name!r}")
