"""The graph: an embedded engine or any SPARQL 1.1 endpoint, built from the files of a workspace."""

from typing import TYPE_CHECKING, Any

from kg.store.graph import GraphStore, Results, Term, open_store

if TYPE_CHECKING:
    from kg.store.builder import BuildReport, build
    from kg.store.names import NameIndex

__all__ = ["BuildReport", "GraphStore", "NameIndex", "Results", "Term", "build", "open_store"]
_LAZY = {"BuildReport": "builder", "NameIndex": "names", "build": "builder"}


def __getattr__(name: str) -> Any:
    # A query that finds the store up to date needs neither the builder nor the index of names.
    if name not in _LAZY:
        raise AttributeError(f"module 'kg.store' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"kg.store.{_LAZY[name]}"), name)
