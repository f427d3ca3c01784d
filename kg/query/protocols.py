"""What this folder needs of a store; only type checkers import this, since a Protocol costs as much as a query."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kg.model import Entity
from kg.workspace import Workspace


class Queryable(Protocol):
    """Whatever answers SPARQL: the embedded store, or a server."""

    def query(self, text: str, bindings: Mapping[str, Any] | None = None) -> Any:
        """Run a query with variables bound to terms."""


class Names(Protocol):
    """An index of what people call things."""

    def lookup(self, name: str, type_iri: str | None = None) -> list[Entity]:
        """Return the things that bear a name."""

    def near(self, name: str, type_iri: str | None = None, limit: int = 5) -> list[Entity]:
        """Return the things whose names come closest."""

    def instances(self, type_iri: str) -> list[Entity]:
        """Return every named thing of a class."""


class NamedStore(Queryable, Protocol):
    """A store that knows what things are called."""

    @property
    def names(self) -> Names:
        """Return the index of names."""


class OpenStore(Protocol):
    """What of an open graph leads to its queries."""

    @property
    def workspace(self) -> Workspace:
        """Return the workspace that the graph was built from."""

    @property
    def catalogue_path(self) -> Path:
        """Return the cache of parsed headers; it may be absent."""
